"""Rule `citation-style`: what the style of the references asks for and a page prints otherwise."""

from __future__ import annotations

from collections.abc import Iterator

from copyfit.content.citations import csl_locale
from copyfit.content.csl.style import Element, Style, read_style
from copyfit.errors import Place
from copyfit.project import TEMPLATES
from copyfit.rules.finding import Finding
from copyfit.rules.page import PrintedPage
from copyfit.rules.registry import Rule

KNOWN = frozenset(
    "bibliography choose citation date date-part else else-if et-al group if info key label layout locale "
    "macro multiple name name-part names number single sort style style-options substitute term terms "
    "text".split()
)


def check(page: PrintedPage, _: Rule) -> Iterator[Finding]:
    """Yield what a style of the house asks for in vain, each once, in the style's line."""
    path = f"{TEMPLATES}/shared/styles/{page.edition.brief.citation_style}.csl"
    content = page.files.get(path)
    if content is None or page.edition.variant.plan.citations != "numbers":
        return
    style = read_style(content, csl_locale(page.edition.language))
    for says, node, value in wishes(style):
        yield Finding(says, Place(path, node.line, 1), {"name": value})


def wishes(style: Style) -> Iterator[tuple[str, Element, str]]:
    """Yield what is asked for, the element that asks, and its name."""
    if style.root.get("class") == "note":
        yield "notes", style.root, "note"
    layout = style.citation.find("layout")
    raised = [node for node in layout.all() if node.get("vertical-align") == "sup"] if layout else []
    if raised:
        yield "raised", raised[0], "sup"
    if style.citation.get("collapse"):
        yield "collapsed", style.citation, style.citation.get("collapse")
    seen: set[str] = set()
    for area in (style.citation, *([style.bibliography] if style.bibliography else [])):
        for node in style.reached(area):
            if node.get("font-variant") == "small-caps" and "small-caps" not in seen:
                seen.add("small-caps")
                yield "small-capitals", node, "small-caps"
            if node.tag not in KNOWN and node.tag not in seen:
                seen.add(node.tag)
                yield "unknown", node, node.tag
