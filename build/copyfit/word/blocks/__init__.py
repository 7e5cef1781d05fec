"""What Word has a means for: blocks, and how they are recognised in the boxes of a page.

In: boxes of a `Layout`. Out: blocks with the places that they must reach. Next: `place`.
"""
