"""Pages small enough to know by heart."""

from __future__ import annotations

from copyfit.layout import lay_out
from copyfit.layout.boxes import Layout

CSS = """
@page { size: A4; margin: 15mm; @top-left { content: element(head) } }
html { font: 11pt/14pt "IBM Plex Serif", "IBM Plex Sans Arabic" }
body { margin: 0 }
header { position: running(head) }
h1, p { margin: 0 0 4pt }
"""


def page(body: str, css: str = "", language: str = "en", head: str = "") -> Layout:
    """Return the layout of a page whose `main` holds `body`."""
    direction = "rtl" if language == "ar" else "ltr"
    running = f"<header>{head}</header>" if head else ""
    html = (
        f'<!doctype html><html lang="{language}" dir="{direction}"><head><title>A page</title>'
        f"<style>{CSS}{css}</style></head><body>{running}<main>{body}</main></body></html>"
    )
    return lay_out(html, {})


def statements(count: int, words: int = 40) -> str:
    """Return numbered paragraphs, statement `s-1` and so on; each begins with its number in words."""
    text = " ".join(["word"] * (words - 1))
    return "".join(f'<p data-statement="s-{n}">Number{n} {text}.</p>' for n in range(1, count + 1))


def codes(problems: list) -> list[str]:
    """Return the codes of problems."""
    return [problem.code for problem in problems]
