"""The tokens of a text → inline HTML, with the typography of the language.

In: a text of a brief and what prints a citation or a fact. Out: escaped HTML. Next: `context` hands it to
the templates.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from copyfit.content.citations import Cite
from copyfit.content.text import CellUsed, Cited, Closed, FactUsed, LineBreak, Opened, Spoken, Token, parse
from copyfit.language.typography import TIE, set_manners, tie_last_words
from copyfit.language.verbatim import with_line_ends

OPEN, CLOSE, CITED = "\ufdd0", "\ufdd1", "\ufdd5"
"""Noncharacters, which no text of a brief may hold, mark what is put in while typography is done."""
PLACED = re.compile(f"{OPEN}([^{OPEN}{CLOSE}{CITED}]+){CITED}|{CITED}([0-9]+){CITED}|{CLOSE}")
LOOSE_TIE = re.compile(f"({TIE}+)((?:<[^/<>][^<>]*>)+)|{TIE}+$")
"""Ties before an element, and such as have nothing to hold."""


@dataclass(frozen=True, slots=True)
class Printers:
    """How citations and facts are printed, as HTML, and for which language."""

    language: str
    cite: Callable[[tuple[Cite, ...]], str]
    fact: Callable[[str], str]


def inline_html(text: str, printers: Printers) -> str:
    """Return `text` as inline HTML, escaped, with the typography of the language.

    A tie before an element stands in it, where it holds. Waits for docs/upstream/no-break-spaces.md.
    """
    cited: list[str] = []
    pieces = "".join(_pieces(parse(text, printers.language), printers, cited))

    def placed(match: re.Match[str]) -> str:
        if match[1]:
            return f'<span class="fact" data-fact="{html.escape(match[1])}">'
        return cited[int(match[2])] if match[2] else "</span>"

    return LOOSE_TIE.sub(r"\2\1", PLACED.sub(placed, _tied(pieces)))


def _pieces(tokens: tuple[Token, ...], printers: Printers, cited: list[str]) -> Iterator[str]:
    """Yield the HTML of runs of words and of the tags between them; `cited` takes what is put in later."""
    run = ""
    for token in tokens:
        if isinstance(token, Spoken):
            run += token.text
        elif isinstance(token, FactUsed):
            run += f"{OPEN}{token.id}{CITED}{printers.fact(token.id)}{CLOSE}"
        elif isinstance(token, Cited):
            run += f"{CITED}{len(cited)}{CITED}"
            cited.append(printers.cite(token.cites))
        elif isinstance(token, LineBreak):
            run += " "
        elif isinstance(token, CellUsed):
            raise AssertionError(f"a cell that no row fills in is refused: {token.column}")
        else:
            yield _with_manners(run, printers.language)
            run = ""
            yield _tag(token)
    yield _with_manners(run, printers.language)


@lru_cache(maxsize=4096)
def _tied(pieces: str) -> str:
    return tie_last_words(pieces)


@lru_cache(maxsize=4096)
def _with_manners(run: str, language: str) -> str:
    return html.escape(with_line_ends(set_manners(run, language)), quote=False)


def _tag(token: Opened | Closed) -> str:
    if isinstance(token, Opened):
        address = f' href="{html.escape(token.address)}"' if token.address else ""
        return f"<{token.tag}{address}>"
    return f"</{token.tag}>"
