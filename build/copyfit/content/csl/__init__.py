"""A processor for CSL styles: sources as a style prints them, sorts them and tells them apart.

`style` reads a style and its locale; `render` prints one source, with `names`, `dates`, `numbers` and `case`;
`apart` finds what tells sources apart; `listing` puts them in order; `runs` mends the seams and writes HTML.

It prints runs of text with looks, not strings with mark-up, since quotation marks, stops, italics and cases
depend on what stands beside them (docs/upstream/citation-strings.md says what the library at hand does).
"""
