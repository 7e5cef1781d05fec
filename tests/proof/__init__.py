"""The proof of one page."""
