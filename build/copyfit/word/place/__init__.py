"""Where each block comes to stand in Word: items with whole-twip spaces that carry it to its place.

In: blocks. Out: the items of a `spec.Story`, and the advice that keeps their line breaks. Next: `ooxml`.
"""
