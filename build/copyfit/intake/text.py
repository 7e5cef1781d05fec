"""The YAML of a first brief: its head, its blocks, its tables, and as comments what has no place yet.

In: what was `Placement`. Out: the text of `brief.yaml`. Next: `transcribe` has it read like any brief.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence

from copyfit.content.declaration import Block
from copyfit.intake.outline import RawTable
from copyfit.intake.placing import Placement
from copyfit.intake.shape import Keys

WIDTH = 100
_ID_WORDS = 3


def brief_text(
    placed: Placement,
    blocks: Mapping[str, Block],
    variants: Sequence[str],
    *,
    subject: str,
    language: str,
    today: dt.date,
    made_from: str,
) -> str:
    """Return the brief as YAML, every text of it in a block of its own."""
    lines = [
        f"# A first brief, made from {made_from}. Read it through: what was guessed says so,",
        "# and what has no place yet stands as comments at the end.",
        f"subject: {quoted(subject)}",
        f"title: {quoted(placed.title or subject)}",
        f"language: {language}",
        f"date: {today}                 # the day on the page",
        f"as_of: {today}                # the day that your information ends",
        'version: "0.1"',
        "desk: Your desk",
        "contact: your.desk@example.org",
        f"yardstick: {placed.yardstick}",
        f"variants: [{', '.join(variants)}]",
    ]
    ids: set[str] = set()
    for name in (name for name in blocks if name in placed.blocks):
        lines += ["", f"{name}:", *_block(name, placed.blocks[name], blocks[name], ids)]
    if placed.tables:
        lines += ["", "tables:"]
        for title, grid in placed.tables:
            lines += _table(title, grid, ids)
    if placed.unplaced:
        lines += ["", "# Without a place yet:"]
        lines += [part for text in placed.unplaced for part in _comment(text)]
    return "\n".join(lines) + "\n"


def _block(name: str, items: Iterable[Keys], block: Block, ids: set[str]) -> Iterator[str]:
    for item in items:
        first, indent = ("  - ", "    ") if block.many else ("  ", "  ")
        keys = {key: value for key, value in item.items() if key != "part"}
        if "part" in item:
            yield f"  {item['part']}:"
            first = indent = "    "
        one = _id(keys.get("lead") or keys.get("term") or keys.get("text", name), name, ids)
        yield f"{first}id: {one}"
        for key, value in keys.items():
            if key in ("basis", "effect"):
                yield f"{indent}{key}:"
                yield from _text("text", value, f"{indent}  ")
            elif key in ("date", "by", "confidence", "likelihood") or _is_day(block, key):
                yield f"{indent}{key}: {value}"
            else:
                yield from _text(key, value, indent)


def _is_day(block: Block, key: str) -> bool:
    return key in block.fields and block.fields[key].type == "day"


def _text(key: str, value: str, indent: str) -> Iterator[str]:
    """Yield a key with a text: short ones in quotes, longer ones folded below it."""
    if len(value) + len(key) + len(indent) < WIDTH - 4:
        yield f"{indent}{key}: {quoted(value)}"
        return
    yield f"{indent}{key}: >-"
    width = WIDTH - len(indent) - 2
    for line in textwrap.wrap(value, width, break_long_words=False, break_on_hyphens=False):
        yield f"{indent}  {line}"


def _table(title: str, grid: RawTable, ids: set[str]) -> Iterator[str]:
    head, *rows = grid.rows
    yield f"  - id: {_id(title, 'table', ids)}"
    yield f"    title: {quoted(title)}"
    yield "    columns:"
    for index, name in enumerate(head):
        numeric = index > 0 and all(re.fullmatch(r"[-−+]?[\d.,  ]+\s?%?", row[index] or "0") for row in rows)
        yield f"      - {{head: {quoted(name)}{', align: end' if numeric else ''}}}"
    yield "    rows:"
    for row in rows:
        yield f"      - [{', '.join(map(quoted, row))}]"


def _comment(text: str) -> list[str]:
    width = WIDTH - 4
    first, *rest = textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False) or [""]
    return [f"# - {first}", *(f"#   {line}" for line in rest)]


def _id(text: str, fallback: str, ids: set[str]) -> str:
    """Return a name that no statement has yet, from the first words of a text."""
    words = re.findall(r"[a-z0-9]+", text.casefold())
    base = "-".join(words[:_ID_WORDS])[:48].strip("-") or fallback.replace("_", "-")
    found, number = base, 1
    while found in ids:
        number += 1
        found = f"{base}-{number}"
    ids.add(found)
    return found


def quoted(text: str) -> str:
    """Return a text as a YAML scalar in double quotes, which JSON's strings are (YAML 1.2, §1.3)."""
    return json.dumps(text, ensure_ascii=False)
