"""What a guide shows, so that tests can do as it says: commands, files to write, data to add, tables.

A block of code is a step if the line before it says so: **Write `path`:** or **Add to `path`:**. To add
is to put keys beside those that are there, and items behind them.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parents[1]
GUIDES = tuple(sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").glob("*.md")))
PAGES = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", *GUIDES)

_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_ACTION = re.compile(r"\*\*(Write|Add to) `([^`]+)`:\*\*$")
_HEADING = re.compile(r"^#{1,6} (.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Block:
    """A block of code: its language, its text, the line before it, and the heading it stands under."""

    language: str
    text: str
    before: str
    heading: str

    @property
    def action(self) -> tuple[str, str] | None:
        """What the reader is to do with it, and with which file; None if it is only shown."""
        found = _ACTION.search(self.before)
        return (found[1], found[2]) if found else None

    @property
    def commands(self) -> tuple[str, ...]:
        """The command lines of a shell block, without their comments."""
        if self.language != "sh":
            return ()
        lines = (line.partition(" #")[0].strip() for line in self.text.splitlines())
        return tuple(line for line in lines if line)


def text_of(page: str) -> str:
    """Return a page of the documentation."""
    return (ROOT / page).read_text(encoding="utf-8")


def blocks(page: str) -> Iterator[Block]:
    """Yield every block of code of a page, in order."""
    text = text_of(page)
    for found in _FENCE.finditer(text):
        above = text[: found.start()]
        headings = _HEADING.findall(_FENCE.sub("", above))
        before = above.strip().rpartition("\n")[2]
        yield Block(found[1], found[2], before, headings[-1] if headings else "")


def commands(page: str) -> tuple[str, ...]:
    """Return every command line that a page shows."""
    return tuple(line for block in blocks(page) for line in block.commands)


def under(page: str, heading: str) -> str:
    """Return what stands under a heading, up to the next of the same or a higher level."""
    match = re.search(rf"^(#+) {re.escape(heading)}$", text_of(page), re.MULTILINE)
    assert match, f"{page} has no heading “{heading}”"
    rest = text_of(page)[match.end() :]
    end = re.search(rf"^#{{1,{len(match[1])}}} ", rest, re.MULTILINE)
    return rest[: end.start()] if end else rest


def rows(text: str) -> Iterator[tuple[str, ...]]:
    """Yield the cells of every row of the Markdown tables in a text, heads left out."""
    lines = text.splitlines()
    for number, line in enumerate(lines):
        is_head = number + 1 < len(lines) and lines[number + 1].startswith("|--")
        if line.startswith("|") and not line.startswith("|--") and not is_head:
            yield tuple(cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip("|")))


def names(cell: str) -> tuple[str, ...]:
    """Return what a cell of a table sets as code."""
    return tuple(re.findall(r"`([^`]+)`", cell))


def follow(block: Block, folder: Path) -> None:
    """Write or add what a step says, in the project at `folder`."""
    assert block.action
    action, name = block.action
    path = folder / name
    if action == "Write":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(block.text, encoding="utf-8")
        return
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 1000
    there = yaml.load(path.read_text(encoding="utf-8"))
    _add(there, yaml.load(block.text))
    stream = io.StringIO()
    yaml.dump(there, stream)
    path.write_text(stream.getvalue(), encoding="utf-8")


def _add(there: Any, new: Any) -> None:
    for key, value in new.items():
        if key in there and isinstance(value, dict):
            _add(there[key], value)
        elif key in there and isinstance(value, list):
            there[key].extend(value)
        else:
            there[key] = value
