"""What a brief says: its files read, checked, and chosen from for one page."""
