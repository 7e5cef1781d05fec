"""Items as WordprocessingML: paragraphs, tables, styles, lists, pictures, and the package around them.

In: a `spec.Story`. Out: the bytes of a DOCX (ECMA-376, transitional). Next: `proof` reads them back.
"""
