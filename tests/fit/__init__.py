"""Fitting: one page, full, at the most readable size."""
