"""A text of a brief, parsed once: words, emphasis, links, citations, facts, cells; the door to markdown-it.

In: inline Markdown with `[@source, p. 4]`, `{fact:id}` and `{row:column}`. Out: `Token`s, which checking,
listing of facts, rules and printing walk. Next: `page` makes inline HTML of them. A backslash before a sign
of the markup prints the sign, as in CommonMark, §2.4.

Where a row of a series has been filled in, its cells stand between marks that no author can write. The text
around them is parsed once for all rows; what a cell holds is words, whatever it looks like.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import count
from typing import Literal
from urllib.parse import quote

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from copyfit.content.citations import Cite, cites_in, is_citation
from copyfit.language.characters import CELL_BEGIN, CELL_END
from copyfit.language.typography import quotes_of

LONGEST_NAME = 120
"""A fact's name, or what seems to be one, is not looked for over more characters."""
FACT = re.compile(rf"\{{fact:([^{{}}]{{0,{LONGEST_NAME}}})\}}")
ROW = re.compile(rf"\{{row:([^{{}}]{{1,{LONGEST_NAME}}})\}}")
"""A cell of the row that a page is made for, by the name of its column."""
CELL = re.compile(f"{CELL_BEGIN}([^{CELL_BEGIN}{CELL_END}]*){CELL_END}")
"""What a cell put into a text."""
ROW_OR_ESCAPED = re.compile(rf"\\[!-/:-@\[-`{{-~]|{ROW.pattern}")
"""A cell, unless a backslash makes its bracket a sign."""
_PLACED = re.compile(f"{{({CELL_BEGIN}([0-9]+){CELL_END})}}")
"""Where a cell stood in a text that is the same for all rows; its number, from 0."""
_PLACED_IN_ADDRESS = re.compile("%7B%EF%B7%9A([0-9]+)%EF%B7%9B%7D")
CITATION = re.compile(r"\[([^\[\]]*)\](?!\()")
ESCAPED = re.compile(r"\\[!-/:-@\[-`{-~]")
"""CommonMark, §2.4: a backslash before any sign of ASCII."""
BLANK = "\ufffc\ufffc"

Tag = Literal["em", "strong", "a"]


@dataclass(frozen=True, slots=True)
class Spoken:
    """Words as they are written, their quotation marks the language's own."""

    text: str


@dataclass(frozen=True, slots=True)
class Opened:
    """The beginning of emphasis, of strong words, or of a link to `address`."""

    tag: Tag
    address: str = ""


@dataclass(frozen=True, slots=True)
class Closed:
    """The end of what was last opened."""

    tag: Tag


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation: what stood between the brackets, and the sources that it names.

    `mistake` says what is wrong with it; then it names none.
    """

    written: str
    cites: tuple[Cite, ...]
    mistake: str = ""


@dataclass(frozen=True, slots=True)
class FactUsed:
    """A place where the value of the fact `id` is to stand."""

    id: str


@dataclass(frozen=True, slots=True)
class CellUsed:
    """A place where the cell of a column is to stand; no row has been filled in."""

    column: str


@dataclass(frozen=True, slots=True)
class LineBreak:
    """The end of a line in the file; a space on the page."""


Token = Spoken | Opened | Closed | Cited | FactUsed | CellUsed | LineBreak

_USED: dict[str, type[FactUsed] | type[CellUsed]] = {"fact": FactUsed, "row": CellUsed}

WRONG_LINK = re.compile(r"\]\((?!https?://|mailto:|tel:)[^)]*\)")
NOT_INLINE = (
    (
        re.compile(r"\{\{|\{%"),
        "a template's brackets {{ }} cannot stand in a text",
        "write a value that can go stale as {fact:name}",
    ),
    (re.compile(r"^#{1,6} "), "a heading cannot stand in a text", "remove the # signs"),
    (re.compile(r"^(?:[-*+]|\d{1,9}[.)]) "), "a list cannot stand in a text", "write one statement per item"),
    (re.compile(r"!\[[^\]]*\]\("), "a picture cannot stand in a text", "add it under `figures:`"),
    (
        re.compile(r"</?[a-zA-Z][^<>]*>"),
        "HTML cannot stand in a text",
        "write *emphasis*, **strong** or [text](address)",
    ),
    (
        re.compile(r"`[^`]+`"),
        "code cannot stand in a text",
        "remove the backticks, or write \\` for the sign",
    ),
    (
        re.compile(r"\n[^\S\n]*\n"),
        "a text is one paragraph",
        "write the second paragraph as a statement of its own",
    ),
    (
        WRONG_LINK,
        "a link leads to https://, http://, mailto: or tel:",
        "correct the address",
    ),
)
UNRESOLVED = (
    (
        re.compile(r"\{\s*row\b", re.IGNORECASE),
        "a cell is not written as one",
        "write {row:column}, or \\{ for the sign",
    ),
    (
        re.compile(r"\{\s*(?:fact\b|[a-z]{3,6}:[\w-])", re.IGNORECASE),
        "a fact is not written as one",
        "write {fact:name}, or \\{ for the sign",
    ),
    (
        re.compile(r"\[[^\]]*@"),
        "a citation is not written as one",
        "write [@source] or [@source, p. 4], or \\[ for the sign",
    ),
    (re.compile(r"\]\("), "a link is not written as one", "an address holds no space: write %20 for each"),
    (
        re.compile(r"\*\*"),
        "a ** is left over",
        "strong words stand between two of them, without spaces: **so**",
    ),
)
"""What would be printed as it stands, though its author meant something else."""


def parse(text: str, language: str) -> tuple[Token, ...]:
    """Return the tokens of a text, its quotation marks as `language` writes them."""
    if CELL_BEGIN not in text:
        return _parsed(text, language)
    cells = CELL.findall(text)
    return tuple(_with_cells(token, cells) for token in _parsed(_emptied(text), language))


@lru_cache(maxsize=4096)
def _parsed(text: str, language: str) -> tuple[Token, ...]:
    return tuple(_tokens(text, language))


def _emptied(text: str) -> str:
    """Return a text with a number, from 0, where each cell stands: the same for all rows."""
    numbers = count()
    return CELL.sub(lambda _: f"{{{CELL_BEGIN}{next(numbers)}{CELL_END}}}", text)


def _with_cells(token: Token, cells: Sequence[str]) -> Token:
    """Return a token of a text with what its cells hold."""
    if isinstance(token, CellUsed):
        place = CELL.fullmatch(token.column)
        return Spoken(cells[int(place[1])]) if place else token
    if isinstance(token, Opened) and token.address:
        address = _PLACED_IN_ADDRESS.sub(lambda found: quote(cells[int(found[1])], safe=""), token.address)
        return replace(token, address=address)
    if isinstance(token, Cited) and CELL_BEGIN in token.written:
        cites = tuple(
            Cite(
                CELL.sub(lambda found: cells[int(found[1])], one.source),
                _placed(one.locator, cells),
                _placed(one.prefix, cells),
            )
            for one in token.cites
        )
        return replace(token, written=_placed(token.written, cells), cites=cites)
    return token


def _placed(text: str, cells: Sequence[str]) -> str:
    return _PLACED.sub(lambda found: cells[int(found[2])], text)


def with_cells_as_words(text: str, instead: str = "") -> str:
    """Return a text without the marks around its cells, or with something else where they stand."""
    return CELL.sub((lambda _: instead) if instead else (lambda found: found[1]), text)


def facts_in(text: str) -> tuple[str, ...]:
    """Return the ids of the facts that a text uses, each as often as it does."""
    return tuple(token.id for token in parse(text, "") if isinstance(token, FactUsed))


def citations_in(text: str) -> tuple[Cited, ...]:
    """Return the citations of a text."""
    return tuple(token for token in parse(text, "") if isinstance(token, Cited))


def words_of(text: str) -> str:
    """Return the words of a text alone: no markup, no citations, no facts."""
    spoken = (
        token.text if isinstance(token, Spoken) else " "
        for token in parse(text, "")
        if isinstance(token, Spoken | LineBreak | FactUsed | CellUsed)
    )
    return "".join(spoken)


def is_plain(text: str) -> bool:
    """Return whether a text holds nothing that inline Markdown would read as more than words."""
    if any(True for _ in mistakes_in(text)):
        return False
    return all(isinstance(token, Spoken) for token in parse(text, "")) and not ESCAPED.search(text)


def mistakes_in(text: str) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with a text, and the hint, if it is more than inline Markdown."""
    unescaped = ESCAPED.sub(BLANK, _emptied(text))
    for pattern, message, hint in NOT_INLINE:
        if pattern.search(unescaped):
            yield message, hint
    left = "".join(token.text if isinstance(token, Spoken) else "\x00" for token in _parsed(unescaped, ""))
    left = WRONG_LINK.sub("", left)
    for pattern, message, hint in UNRESOLVED:
        if pattern.search(left):
            yield message, hint
            return


def _tokens(text: str, language: str) -> Iterator[Token]:
    children = _parser(language).parseInline(text)[0].children or []
    for token in children:
        if token.type == "text":
            if token.content:
                yield Spoken(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            yield LineBreak()
        elif token.type == "citation":
            yield _cited(token.content)
        elif token.type in _USED:
            yield _USED[token.type](token.content)
        elif token.type == "link_open":
            yield Opened("a", str(token.attrs["href"]))
        elif token.nesting == 1:
            yield Opened(token.tag)  # type: ignore[arg-type]
        elif token.nesting == -1:
            yield Closed(token.tag)  # type: ignore[arg-type]


def _cited(written: str) -> Cited:
    try:
        return Cited(written, tuple(cites_in(written)))
    except ValueError as mistake:
        return Cited(written, (), str(mistake))


@lru_cache(maxsize=16)
def _parser(language: str) -> MarkdownIt:
    """Return the parser of a language's texts; one without a language leaves the marks as they are."""
    parser = MarkdownIt("zero").enable(["emphasis", "link", "newline", "escape"])
    if language:
        parser.options["typographer"] = True
        parser.options["quotes"] = quotes_of(language)
        parser.enable(["smartquotes"])
    parser.inline.ruler.before("link", "citation", _read_citation)
    parser.inline.ruler.before("link", "fact", _read_fact)
    parser.inline.ruler.before("link", "row", _read_row)
    return parser


def _read_citation(state: StateInline, silent: bool) -> bool:
    """Read `[@source, p. 4]`; the space before it goes, because its marks are tied to the word."""
    if state.src[state.pos] != "[":
        return False
    found = CITATION.match(state.src, state.pos)
    if not found or not is_citation(found[1]):
        return False
    if not silent:
        state.pending = state.pending.rstrip()
        state.push("citation", "", 0).content = found[1]
    state.pos = found.end()
    return True


def _read_fact(state: StateInline, silent: bool) -> bool:
    """Read `{fact:id}`."""
    found = FACT.match(state.src, state.pos) if state.src[state.pos] == "{" else None
    if not found or not found[1].strip():
        return False
    if not silent:
        state.push("fact", "", 0).content = found[1].strip()
    state.pos = found.end()
    return True


def _read_row(state: StateInline, silent: bool) -> bool:
    """Read `{row:column}`, or the place of a cell that has been filled in."""
    if state.src[state.pos] != "{":
        return False
    found = _PLACED.match(state.src, state.pos) or ROW.match(state.src, state.pos)
    if not found or not found[1].strip():
        return False
    if not silent:
        state.push("row", "", 0).content = found[1].strip()
    state.pos = found.end()
    return True
