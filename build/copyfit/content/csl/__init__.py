"""A processor for CSL styles: sources as a style prints, sorts and tells them apart."""
