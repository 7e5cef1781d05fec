from __future__ import annotations
from copyfit.layout.boxes import Layout
from copyfit.scene import WordPage
def word_page(docx: bytes, layout: Layout) -> WordPage | None:
    """stub"""
    return None
