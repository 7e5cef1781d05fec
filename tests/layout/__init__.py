"""The door to WeasyPrint."""
