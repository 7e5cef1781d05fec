"""A series: one page for each row of a table, from one brief."""
