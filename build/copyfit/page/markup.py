"""What is wrong with the form of composed HTML and its style sheets, which browsers would mend in silence.

In: HTML, the job's files and the template's name. Out: problems: an element that is never closed, a closing
tag of none, a tag that does not end, an attribute that nobody heeds, a style sheet that is not there, a
bracket in one that is never closed. A browser guesses what was meant; a page that is proved needs its author
to say it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from urllib.parse import unquote

from copyfit.errors import Place, Problem
from copyfit.project import TEMPLATES, Files
from copyfit.yaml.schema import did_you_mean

VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
"""Elements without an end tag (HTML, §13.1.2)."""
MAY_STAY_OPEN = frozenset(
    "html head body p li dt dd option optgroup colgroup caption thead tbody tfoot tr td th rt rp".split()
)
"""Elements whose end tag may be left out (HTML, §13.1.2.4)."""
LOOKS = frozenset(
    "align valign bgcolor background border bordercolor cellpadding cellspacing color face size nowrap "
    "hspace vspace width height".split()
)
"""Attributes that say how an element looks: browsers heed them, pages here have style sheets (HTML, §15)."""
COUNTED = {
    ("li", "value"): 'begin another list there: <ol start="7" style="counter-reset: list-item 6">',
    ("ol", "start"): 'say it to the style too: start="7" style="counter-reset: list-item 6"',
    ("ol", "reversed"): "write the numbers into the texts, and leave the list without: <ul>",
    ("ol", "type"): 'write style="list-style-type: lower-alpha", for example',
    ("ul", "type"): 'write style="list-style-type: square", for example',
}
"""Attributes that count, each with what is counted by here."""
ADDRESS = "asset:"
HIDDEN = re.compile(
    r"""/\*.*?(?:\*/|\Z) | "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*' | url\([^)"']*\) | \\.""",
    re.DOTALL | re.VERBOSE,
)
"""What brackets in a style sheet are not counted in: comments, texts, addresses, escapes."""
BRACKETS = {"}": "{", ")": "(", "]": "["}


def markup_problems(html: str, files: Files, name: str) -> Iterator[Problem]:
    """Yield what is wrong with the form of `html`, which the template `name` made."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.close_all()
    if reader.never_ended:
        written = reader.never_ended[0].split("\n", 1)[0][:60]
        hint = "look for a missing > or quotation mark"
        yield Problem(
            "not-closed", f"the tag `{written}` does not end", hint, _place_of(written, files, name)
        )
        return
    for tag in reader.never_closed[:1]:
        message = f"`{tag}` is never closed"
        element = re.match(r"<([\w-]+)", tag)
        hint = f"write </{element[1] if element else ''}> where it ends"
        yield Problem("not-closed", message, hint, _place_of(tag, files, name))
    for tag in [] if reader.never_closed else reader.never_opened[:1]:
        hint = "take it away, or open the element before"
        yield Problem("not-opened", f"`{tag}` closes nothing", hint, _place_of(tag, files, name))
    for tag, attribute in dict.fromkeys(reader.unheeded):
        named = tag[1:].split(None, 1)[0].rstrip(">/")
        hint = COUNTED.get(
            (named.lower(), attribute), f'say it in the style sheet, or here: style="{attribute}: …"'
        )
        message = f"`{attribute}` of `<{named}>` is not heeded: looks and numbers come from styles"
        yield Problem("attribute-ignored", message, hint, _place_of(tag, files, name))
    for address in dict.fromkeys(reader.sheets):
        path = unquote(address.removeprefix(ADDRESS))
        if address.startswith(ADDRESS) and path.startswith(f"{TEMPLATES}/"):
            yield from _sheet_problems(path, files)


class _Reader(HTMLParser):
    """Reads tags, and keeps those that have no counterpart, as they were written."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, str]] = []
        self.never_ended: list[str] = []
        self.never_closed: list[str] = []
        self.never_opened: list[str] = []
        self.sheets: list[str] = []
        self.unheeded: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "link" and "stylesheet" in (values.get("rel") or "").lower().split():
            self.sheets.append(values.get("href") or "")
        written = self.get_starttag_text() or f"<{tag}>"
        if any(mark in one for one in (tag, *values) for mark in "<\"'"):
            self.never_ended.append(written)
        if not any(opened == "svg" for opened, _ in self.open) and tag != "svg":
            self.unheeded += [(written, one) for one in values if _is_unheeded(tag, one, values)]
        if tag not in VOID:
            self.open.append((tag, written))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in VOID:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if not any(opened == tag for opened, _ in self.open):
            self.never_opened += [] if tag in MAY_STAY_OPEN else [f"</{tag}>"]
            return
        while self.open:
            opened, written = self.open.pop()
            if opened == tag:
                return
            self.never_closed += [] if opened in MAY_STAY_OPEN else [written]

    def close_all(self) -> None:
        """Take everything that is still open as never closed."""
        self.never_closed += [written for tag, written in reversed(self.open) if tag not in MAY_STAY_OPEN]


def _is_unheeded(tag: str, attribute: str, values: Mapping[str, str | None]) -> bool:
    """Return whether nobody heeds an attribute of an element that has these `values`."""
    if (tag, attribute) == ("ol", "start"):
        return "counter-" not in (values.get("style") or "")
    return attribute in LOOKS or (tag, attribute) in COUNTED


def _place_of(tag: str, files: Files, name: str) -> Place:
    """Return where a tag was written: as it stands if a template has it so, else as far as it is constant."""
    own = f"{TEMPLATES}/{name}"
    folder = own.rsplit("/", 1)[0]
    paths = [path for path in files if path.startswith(f"{TEMPLATES}/") and path.endswith((".j2", ".html"))]
    paths.sort(key=lambda path: (path != own, not path.startswith(folder), path))
    for end in range(len(tag), 1, -1):
        found = [place for path in paths for place in _places(tag[:end], path, files)]
        if found:
            return found[0] if len(found) == 1 or end == len(tag) else Place(found[0].path)
    return Place(own)


def _places(wanted: str, path: str, files: Files) -> Iterator[Place]:
    text = files[path].decode("utf-8", "replace")
    at = text.find(wanted)
    while at >= 0:
        yield Place(path, text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))
        at = text.find(wanted, at + 1)


def _sheet_problems(path: str, files: Files) -> Iterator[Problem]:
    """Yield that a style sheet is not there, or the first bracket in it that has no counterpart."""
    if path not in files:
        known = [one for one in files if one.startswith(f"{TEMPLATES}/") and one.endswith(".css")]
        hint = did_you_mean(path, known) or "write it, or copy that of another variant and change it"
        yield Problem("missing-file", f"there is no style sheet {path}", hint, Place(path))
        return
    text = files[path].decode("utf-8", "replace")
    bare = HIDDEN.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)
    waiting: list[tuple[str, int]] = []
    for found in re.finditer(r"[{}()\[\]]", bare):
        bracket = found[0]
        if bracket not in BRACKETS:
            waiting.append((bracket, found.start()))
        elif waiting and waiting[-1][0] == BRACKETS[bracket]:
            waiting.pop()
        else:
            at = waiting[-1] if waiting else (bracket, found.start())
            yield _unpaired(*at, path, text, closed=not waiting)
            return
    if waiting:
        yield _unpaired(*waiting[0], path, text, closed=False)


def _unpaired(bracket: str, at: int, path: str, text: str, *, closed: bool) -> Problem:
    place = Place(path, text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))
    if closed:
        return Problem("not-opened", f"`{bracket}` closes nothing", "take it away", place)
    closing = next(one for one, opening in BRACKETS.items() if opening == bracket)
    return Problem("not-closed", f"`{bracket}` is never closed", f"write {closing} where it ends", place)
