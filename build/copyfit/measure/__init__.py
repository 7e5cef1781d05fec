"""How wide words are, and how far each line is from breaking elsewhere; the door to HarfBuzz."""
