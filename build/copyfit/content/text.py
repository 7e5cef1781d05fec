"""Inline Markdown → inline HTML: emphasis, strong, links, citations and facts; the door to markdown-it.

In: a text of a brief and what prints a citation or a fact. Out: HTML with the language's typography.
Next: `composing` hands it to the templates.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from markdown_it import MarkdownIt

from copyfit.content.citations import Cite, cites_in, is_citation
from copyfit.language.typography import set_manners, tie_last_words

CITATION = re.compile(r"\s*\[([^\[\]]*)\](?!\()")
FACT = re.compile(r"\{fact:\s*([^{}]*?)\s*\}")
OPEN, CLOSE, CITED = "\ufdd0", "\ufdd1", "\ufdd5"
"""Noncharacters, which no text of a brief may hold, mark what is put in after Markdown was read."""
PLACED = re.compile(f"{OPEN}([^{OPEN}{CLOSE}{CITED}]+){CITED}|{CITED}([0-9]+){CITED}|{CLOSE}")
NOT_INLINE = (
    (
        re.compile(r"\{\{|\{%"),
        "a template's brackets {{ }} cannot stand in a text",
        "write a value that can go stale as {fact:name}",
    ),
    (re.compile(r"^#{1,6} "), "a heading cannot stand in a text", "remove the # signs"),
    (re.compile(r"^(?:[-*+]|\d+[.)]) "), "a list cannot stand in a text", "write one statement per item"),
    (re.compile(r"!\[[^\]]*\]\("), "a picture cannot stand in a text", "add it under `figures:`"),
    (
        re.compile(r"</?[a-zA-Z][^<>]*>"),
        "HTML cannot stand in a text",
        "write *emphasis*, **strong** or [text](address)",
    ),
    (re.compile(r"`[^`]+`"), "code cannot stand in a text", "remove the backticks"),
    (
        re.compile(r"\n\s*\n"),
        "a text is one paragraph",
        "write the second paragraph as a statement of its own",
    ),
    (
        re.compile(r"\]\((?!https?://|mailto:)[^)]*\)"),
        "a link leads to https://, http:// or mailto:",
        "correct the address",
    ),
)
UNRESOLVED = (
    (re.compile(r"\{\s*fact\b", re.IGNORECASE), "a fact is not written as one", "write {fact:name}"),
    (re.compile(r"\[[^\]]*@"), "a citation is not written as one", "write [@source] or [@source, p. 4]"),
)
"""What would be printed as it stands, though its author meant something else."""


@dataclass(frozen=True, slots=True)
class Printers:
    """How citations and facts are printed, as HTML, and for which language."""

    language: str
    cite: Callable[[tuple[Cite, ...]], str]
    fact: Callable[[str], str]


def mistakes_in(text: str) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with a text, and the hint, if it is more than inline Markdown."""
    for pattern, message, hint in NOT_INLINE:
        if pattern.search(text):
            yield message, hint
    rest = FACT.sub(lambda found: "" if found[1] else found[0], CITATION.sub(_unless_a_citation, text))
    for pattern, message, hint in UNRESOLVED:
        if pattern.search(rest):
            yield message, hint
            return
    if any("**" in token.content for token in _parser().parseInline(rest)[0].children or []):
        yield "a ** is left over", "strong words stand between two of them, without spaces: **so**"


def _unless_a_citation(found: re.Match[str]) -> str:
    return "" if is_citation(found[1]) else found[0]


def inline_html(text: str, printers: Printers) -> str:
    """Return `text` as inline HTML, escaped, with the typography of the language."""
    cited: list[str] = []

    def citation(match: re.Match[str]) -> str:
        if not is_citation(match[1]):
            return match[0]
        cited.append(printers.cite(cites_in(match[1])))
        return f"{CITED}{len(cited) - 1}{CITED}"

    def fact(match: re.Match[str]) -> str:
        return f"{OPEN}{match[1]}{CITED}{printers.fact(match[1])}{CLOSE}"

    marked = FACT.sub(fact, CITATION.sub(citation, text))

    def placed(match: re.Match[str]) -> str:
        if match[1]:
            return f'<span class="fact" data-fact="{html.escape(match[1])}">'
        return cited[int(match[2])] if match[2] else "</span>"

    return PLACED.sub(placed, tie_last_words("".join(_pieces(marked, printers.language))))


def _pieces(text: str, language: str) -> Iterator[str]:
    tokens = _parser().parseInline(text)[0].children or []
    for token in tokens:
        if token.type == "text":
            yield html.escape(set_manners(token.content, language), quote=False)
        elif token.type in ("softbreak", "hardbreak"):
            yield " "
        elif token.type == "link_open":
            yield f'<a href="{html.escape(str(token.attrs["href"]))}">'
        elif token.type.endswith(("_open", "_close")):
            yield f"<{'/' if token.nesting < 0 else ''}{token.tag}>"


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("zero").enable(["emphasis", "link", "newline"])
