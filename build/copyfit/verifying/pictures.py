"""Vector pictures hold all that they show: none asks for another file, which its reader would not have.

In: a `Layout`. Out: problems, with the line in the picture. The engine fetches such files only when it
paints, and then says nothing of it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from copyfit.errors import Place, Problem
from copyfit.layout.boxes import Layout

ASKS = re.compile(
    r"""(?:href|src)\s*=\s*["']\s*(?!\#|data:)([^"'\s]+) | url\(\s*["']?\s*(?!\#|data:)([^"')\s]+)
    | @import\s+["']([^"']+) | <!ENTITY\s+\S+\s+(SYSTEM) | <\?xml-stylesheet[^>]*href=["']([^"']+)""",
    re.IGNORECASE | re.VERBOSE,
)
LINK = re.compile(r"<(?:[\w-]+:)?a\b[^>]*>", re.IGNORECASE)
INLINE = re.compile(r"<svg\b.*?</svg>", re.DOTALL | re.IGNORECASE)
HINT = "put what it needs into the picture itself; drawing programs call that embedding"


def picture_problems(layout: Layout) -> Iterator[Problem]:
    """Yield a problem for each file that a vector picture of the page asks for."""
    for path, content in sorted(layout.assets.items()):
        if path.lower().endswith(".svg"):
            text = content.decode("utf-8", "replace")
            for at, asked in _asked_for(text):
                place = Place(path, text.count("\n", 0, at) + 1)
                yield Problem("file-refused", f"the picture asks for {asked}", HINT, place)
    for drawing in INLINE.findall(layout.html):
        for _, asked in _asked_for(drawing):
            yield Problem("file-refused", f"a picture drawn in the template asks for {asked}", HINT)


def _asked_for(svg: str) -> Iterator[tuple[int, str]]:
    """Yield where and what a drawing asks for, links for the reader left out."""
    without_links = LINK.sub(lambda found: " " * len(found[0]), html.unescape(svg) if "&#" in svg else svg)
    for found in ASKS.finditer(without_links):
        yield found.start(), next(part for part in found.groups() if part)
