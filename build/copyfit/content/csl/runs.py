"""Pieces of printed text and their looks; how they meet, and how they become HTML.

In: what `render` prints, piece by piece. Out: HTML or plain text. A seam between two pieces never doubles
a space or a sign of punctuation; inside a piece everything stays as its author wrote it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from copyfit.content.csl.style import Element, Locale

LOOKS = ("font-style", "font-weight", "font-variant", "text-decoration", "vertical-align")
TAGS = {
    ("font-style", "italic"): "i",
    ("font-style", "oblique"): "i",
    ("font-weight", "bold"): "b",
    ("text-decoration", "underline"): "u",
    ("vertical-align", "sup"): "sup",
    ("vertical-align", "sub"): "sub",
}
OWN = {
    "i": ("font-style", "italic"),
    "b": ("font-weight", "bold"),
    "sup": ("vertical-align", "sup"),
    "sub": ("vertical-align", "sub"),
    "sc": ("font-variant", "small-caps"),
}
OPEN, CLOSE = "\ufdd6", "\ufdd7"
"""Noncharacters stand for quotation marks whose form depends on what is around them."""
WRITTEN_OPEN, WRITTEN_CLOSE = "\ufdd8", "\ufdd9"
"""As these stand for marks that the author wrote as “ and ”."""
TAG = re.compile(r"<(/?)(i|b|sup|sub|sc|span)(?:\s[^<>]{0,80})?>")
SPAN = re.compile(r"<span\s+(?:class=\"(nocase)\"|style=\"font-variant:\s*small-caps;?\")\s*>")
STRAIGHT = re.compile(
    r"(?<![^\s(\[–—/>])(?<!</i>)(?<!</b>)(?<!</sup>)(?<!</sub>)(?<!</sc>)(?<!</span>)"
    r"(?:\"([^\"]+)\"|'([^']+)')(?![^\W_])"
)
"""Straight quotation marks that open after a space, a bracket, a dash or a tag that opens."""
MEETS = {
    "!": {".": "", ":": "", "!": ""},
    "?": {".": "", ":": "", "?": ""},
    ":": {".": "", ":": ""},
    ".": {".": ""},
    ";": {".": "", ":": "", ";": ""},
    ",": {",": ""},
    "…": {".": ""},
}
"""What of a sign is left after another, where two pieces meet; itself where nothing is said."""


@dataclass(frozen=True, slots=True)
class MarkedRun:
    """One piece: its text, its looks, those of them that its own author gave, whether its case is kept."""

    text: str
    looks: Mapping[str, str] = field(default_factory=dict)
    own: frozenset[str] = frozenset()
    fixed: bool = False
    part: str = ""
    block: str = ""


Runs = list[MarkedRun]


def words_of(runs: Iterable[MarkedRun]) -> str:
    """Return the text of `runs`, without looks."""
    return "".join(run.text for run in runs)


def rich(text: str) -> Runs:
    """Return a field of a source as runs: its <i>, <b>, <sup>, <sub>, <sc> and its quotation marks read."""
    runs: Runs = []
    open_: list[tuple[str, str, str]] = []
    at = 0
    for tag in TAG.finditer(_quoted(text)) if "<" in text else ():
        what = _opened(tag) if not tag[1] else None
        closes = bool(tag[1]) and bool(open_) and open_[-1][0] == tag[2]
        if (what is None or f"</{tag[2]}>" not in text[tag.start() :]) and not closes:
            continue
        _add(runs, _quoted(text)[at : tag.start()], open_)
        at = tag.end()
        if what is not None:
            open_.append((tag[2], *what))
        else:
            open_.pop()
    _add(runs, _quoted(text)[at:], open_)
    return runs


def _opened(tag: re.Match[str]) -> tuple[str, str] | None:
    if tag[2] != "span":
        return OWN[tag[2]]
    span = SPAN.fullmatch(tag[0])
    if span is None:
        return None
    return ("nocase", "") if span[1] else OWN["sc"]


def _add(runs: Runs, text: str, open_: list[tuple[str, str, str]]) -> None:
    if text:
        looks = {look: value for _, look, value in open_ if look != "nocase"}
        fixed = any(look in ("nocase", "vertical-align") for _, look, _ in open_)
        runs.append(MarkedRun(text, looks, frozenset(looks), fixed))


def _quoted(text: str) -> str:
    def marked(match: re.Match[str]) -> str:
        return f"{OPEN}{match[1] or match[2]}{CLOSE}"

    if '"' in text or "'" in text:
        text = STRAIGHT.sub(marked, text)
        text = text.replace("'", "’")
    return text.replace("“", WRITTEN_OPEN).replace("”", WRITTEN_CLOSE)


def dressed(runs: Runs, node: Element) -> Runs:
    """Return `runs` with the looks that `node` asks for; a text's own italics turn upright inside italics."""
    wanted = {look: node.get(look) for look in LOOKS if node.get(look)}
    if not wanted and not node.get("display"):
        return runs
    found = []
    for run in runs:
        looks = dict(run.looks)
        for look, value in wanted.items():
            if look in run.own and looks[look] == value and look in ("font-style", "font-weight"):
                looks[look] = "normal"
            looks.setdefault(look, value)
        found.append(
            replace(run, looks=looks, own=run.own - set(wanted), block=run.block or node.get("display"))
        )
    return found


def wrapped(runs: Runs, node: Element) -> Runs:
    """Return `runs` between the prefix and suffix of `node`; nothing around nothing."""
    if not runs:
        return runs
    prefix, suffix = node.get("prefix"), node.get("suffix")
    before = rich(prefix) if prefix else []
    after = rich(suffix) if suffix else []
    return [*before, *runs, *after]


def joined(parts: Iterable[Runs], delimiter: str) -> Runs:
    """Return the parts that print something, with `delimiter` between."""
    found: Runs = []
    for part in parts:
        if found and part and delimiter:
            found += rich(delimiter)
        found += part
    return found


def settled(runs: Runs, locale: Locale) -> Runs:
    """Return `runs` with their seams mended and their quotation marks made."""
    inside = locale.options.get("punctuation-in-quote") == "true"
    found: Runs = []
    for run in runs:
        text = _meeting(found, run.text, inside=inside)
        if text:
            found.append(replace(run, text=text))
    return _with_marks(found, locale)


def _meeting(found: Runs, text: str, *, inside: bool) -> str:
    """Return what is left of `text` after `found`; a stop may move inside a closing quotation mark."""
    closed = _closed_at_end(found)
    while text and found:
        last = found[-1].text[-1]
        if closed is not None:
            before = _before(found, closed)
            if text[0] == "." and before in (".", "!", "?", "…"):
                text = text[1:]
                continue
            if inside and text[0] in ".," and before:
                kept = MEETS.get(before, {}).get(text[0], text[0])
                index, place = closed
                old = found[index].text
                found[index] = replace(found[index], text=old[:place] + kept + old[place:])
                text, closed = text[1:], None
                continue
        if text[0] == "." and last.isspace() and words_of(found).rstrip().endswith("."):
            text = text[1:]
            continue
        if (last == text[0] == " ") or MEETS.get(last, {}).get(text[0]) == "":
            text = text[1:]
            continue
        break
    return text


def _closed_at_end(found: Runs) -> tuple[int, int] | None:
    """Return where the quotation marks begin that end `found`: run and place in it."""
    at: tuple[int, int] | None = None
    for index in range(len(found) - 1, -1, -1):
        text = found[index].text
        stripped = text.rstrip(CLOSE + WRITTEN_CLOSE)
        if len(stripped) < len(text):
            at = (index, len(stripped))
        if stripped:
            break
    return at


def _before(found: Runs, closed: tuple[int, int]) -> str:
    index, place = closed
    return (words_of(found[:index]) + found[index].text[:place])[-1:]


def _with_marks(runs: Runs, locale: Locale) -> Runs:
    """Return `runs` with quotation marks: outer and inner ones by turns."""
    outer = (locale.term("open-quote") or "“", locale.term("close-quote") or "”")
    inner = (locale.term("open-inner-quote") or "‘", locale.term("close-inner-quote") or "’")
    stack: list[tuple[str, str]] = []

    def mark(match: re.Match[str]) -> str:
        sign = match[0]
        if sign in (OPEN, WRITTEN_OPEN):
            written = sign == WRITTEN_OPEN and not stack
            stack.append(("“", "”") if written else inner if stack and stack[-1] != inner else outer)
            return stack[-1][0]
        return stack.pop()[1] if stack else "”"

    marks = re.compile(f"[{OPEN}{CLOSE}{WRITTEN_OPEN}{WRITTEN_CLOSE}]")
    return [replace(run, text=marks.sub(mark, run.text)) for run in runs]


def as_html(runs: Runs) -> str:
    """Return `runs` as HTML that holds <i>, <b>, <u>, <sup> and <sub> and nothing else."""
    return "".join(_tagged(text, tags) for text, tags in _grouped(runs)).strip()


def _grouped(runs: Runs) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield texts that look alike, with their tags; blocks of an entry are kept apart by a space."""
    held: str = ""
    tags: tuple[str, ...] = ()
    block = runs[0].block if runs else ""
    for run in runs:
        if run.block != block and held and not held[-1].isspace() and not run.text[0].isspace():
            held += " "
        block = run.block
        own = tuple(TAGS[look] for look in run.looks.items() if look in TAGS)
        if own != tags and held:
            yield held, tags
            held = ""
        held, tags = held + run.text, own
    if held:
        yield held, tags


def _tagged(text: str, tags: tuple[str, ...]) -> str:
    body = html.escape(text, quote=False)
    for tag in tags:
        body = f"<{tag}>{body}</{tag}>"
    return body
