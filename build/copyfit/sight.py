"""What is seen of two versions of one page: what each says, passage by passage, and how each looks.

In: nothing. Out: `SeenPages`, which a worker answers. Next: `diff` says what changed. Plain values: whoever
compares pages reads them without any library.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class SeenPassage:
    """One paragraph, cell or list item as it is read.

    `statement` is the id of the statement that it is, "" for what is none; `about` is where it stands: the
    statement it follows, or the heading above it.
    """

    text: str
    statement: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class SeenPages:
    """Two versions of a page. `alike`: not one pixel differs, at the resolution that was looked at.

    `pictures` are PNG by name (`before`, `after`, `overlay`), and `redline` is the new Word file with the
    changes tracked; both only where they were asked for. `unread` says what could not be read, and why,
    `untracked` why there is no `redline` of files that could.
    """

    old: tuple[SeenPassage, ...]
    new: tuple[SeenPassage, ...]
    alike: bool
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    redline: bytes | None = None
    unread: tuple[str, ...] = ()
    untracked: str = ""
