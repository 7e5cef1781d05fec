"""One-page briefings, as PDF and as Word files, from structured content."""

__version__ = "0.1.0"
