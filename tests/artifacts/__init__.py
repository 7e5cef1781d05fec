"""The files that a build makes, read by programs that know nothing of how they were made."""
