"""Style sheets, read once: the pages of a project share theirs, and each page is laid out twice.

In: WeasyPrint's class of a style sheet, and each that a page names or holds. Out: the same rules, from what
was made of the same text before. What the engine says of a sheet is said again each time; files that it
fetches are fetched again, and compared. Sheets that do more than hold rules of style, of pages and of
counters, such as those that bring fonts, are read each time.
"""

from __future__ import annotations

import logging
import re
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Protocol

MOST = 32
"""So many sheets are kept; a page has four."""
LONGEST = 2 * 2**20
_AT = re.compile(rb"@(?!(?:page|media|import|counter-style|(?:top|bottom|left|right)-[a-z-]+)\b)")
"""Rules that change more than the sheet; one in a comment or a text counts too."""


class Ledger(Protocol):
    """What is known of a fetcher: the files that there are, and which were asked for."""

    files: Mapping[str, bytes]
    refused: list[str]
    order: list[str]

    def serve(self, path: str, content: bytes) -> None:
        """Write down that a file was read."""


@dataclass(frozen=True, slots=True, eq=False)
class ReadSheet:
    """A style sheet as the engine looks at it: the class `CSS`, without the reading. Compares by itself."""

    base_url: str
    matcher: Any
    page_rules: list[Any]
    layers: list[str]


@dataclass(frozen=True, slots=True)
class _Read:
    """What came of reading a sheet: of the files, by address, and what was said meanwhile."""

    files: tuple[tuple[str, bytes], ...]
    base_url: str
    matcher: Any
    page_rules: tuple[Any, ...]
    counters: Mapping[str, Any]
    said: tuple[logging.LogRecord, ...]


def keep(css: Any) -> None:
    """Let `weasyprint.css` take style sheets from a shelf."""
    css.CSS = SheetShelf(css.CSS)


class SheetShelf:
    """The sheets that were read, the last used at its end. Takes the place of WeasyPrint's `CSS`."""

    def __init__(self, read: Any) -> None:
        self._read = read
        self._kept: OrderedDict[tuple[Any, ...], _Read] = OrderedDict()

    def __call__(self, *others: Any, **asked: Any) -> Any:
        """Return a sheet of a page; its rules of pages and counters go where those of the others go."""
        fetcher: Any = asked.get("url_fetcher")
        if others or asked.get("matcher") is not None or not hasattr(fetcher, "order"):
            return self._read(*others, **asked)  # an import, which belongs to the sheet that names it
        key = (asked.get("string"), asked.get("url"), asked.get("base_url"), asked.get("media_type"))
        kept = self._kept.get(key)
        if kept is None or any(fetcher.files.get(path) != content for path, content in kept.files):
            return self._anew(key, fetcher, asked)
        self._kept.move_to_end(key)
        for path, content in kept.files:
            fetcher.serve(path, content)
        logger = logging.getLogger("weasyprint")
        for record in kept.said:
            logger.handle(record)
        asked["page_rules"].extend(kept.page_rules)
        asked["counter_style"].update(kept.counters)
        return ReadSheet(kept.base_url, kept.matcher, asked["page_rules"], asked["layers"])

    def _anew(self, key: tuple[Any, ...], fetcher: Ledger, asked: Mapping[str, Any]) -> Any:
        """Read a sheet, and keep what came of it if it can be used again."""
        fetched, refused = len(fetcher.order), len(fetcher.refused)
        rules, counters = len(asked["page_rules"]), dict(asked["counter_style"])
        with _listening() as said:
            sheet = self._read(**asked)
        files = tuple((path, fetcher.files[path]) for path in fetcher.order[fetched:])
        texts = (*(content for _, content in files), (asked.get("string") or "").encode("utf-8", "replace"))
        is_plain = not any(_AT.search(text.lower()) or len(text) > LONGEST for text in texts)
        if is_plain and len(fetcher.refused) == refused:
            added = asked["counter_style"]
            own = {name: value for name, value in added.items() if counters.get(name) is not value}
            own_rules = tuple(asked["page_rules"][rules:])
            self._kept[key] = _Read(files, sheet.base_url, sheet.matcher, own_rules, own, tuple(said))
            if len(self._kept) > MOST:
                self._kept.popitem(last=False)
        return sheet


@contextmanager
def _listening() -> Iterator[list[logging.LogRecord]]:
    """Collect what WeasyPrint logs, which goes where it goes all the same."""
    said: list[logging.LogRecord] = []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            said.append(record)

    logger, listener = logging.getLogger("weasyprint"), Listener(logging.WARNING)
    logger.addHandler(listener)
    try:
        yield said
    finally:
        logger.removeHandler(listener)
