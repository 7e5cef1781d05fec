"""One-page briefings, as PDF and as Word files, from structured content."""
