"""One-page briefings, as PDF and as Word files, from structured content."""

__version__ = "0.1.0"

STOPPED = "stopped; what was in the output folder is still there"
"""What Ctrl-C is answered, from the first line of the program on."""
