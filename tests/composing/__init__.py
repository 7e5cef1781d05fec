"""Edition → HTML, and what of the house goes into it."""
