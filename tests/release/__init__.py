"""What the tests of releases share."""
