"""A Word, Markdown or CSV file becomes a first brief, so that nobody begins by retyping.

In: the file's bytes. Out: a `Draft`, by way of an `Outline`. Next: `cli` writes it. What cannot be placed is
kept as comments; what was guessed is said.
"""
