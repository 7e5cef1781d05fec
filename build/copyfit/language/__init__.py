"""How a language writes: its days, numbers, quotation marks and ties; the door to Babel."""
