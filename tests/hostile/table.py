"""All rows of the corpus, and the table of them that the documentation has.

In: nothing. Out: `ROWS`, and `markdown`. Run as a program, it writes docs/hostile.md.
"""

from pathlib import Path

from .drawn import of_drawn
from .looks import of_looks
from .more import of_more
from .rows import ROWS as BRIEFS_AND_SETTINGS
from .rows import Row

ROWS = (*BRIEFS_AND_SETTINGS, *of_looks(), *of_drawn(), *of_more())
DOCUMENT = Path(__file__).resolve().parents[2] / "docs/hostile.md"
STATUS = {0: "builds", 1: "a problem"}


def markdown() -> str:
    """Return the document that lists every row, with what must come of it."""
    head = (
        "# The corpus of hostile and broken inputs\n\n"
        f"{len(ROWS)} changes of a project that builds. After each, the command ends as the table\n"
        "says, with a sentence, its place and a way out; nothing printed steers a terminal, no word\n"
        "of the machine's files is on a page, and nothing is left behind. `make prove` runs all,\n"
        "`make test` always the same sixty.\n"
        "`make corpus` makes this table of `tests/hostile/`.\n\n"
        "| input | what comes of it | code | place |\n|---|---|---|---|\n"
    )
    return head + "\n".join(f"| {' | '.join(_cells(row))} |" for row in ROWS) + "\n"


def _cells(row: Row) -> tuple[str, ...]:
    code, place = row.code and f"`{row.code}`", row.place and f"`{_plain(row.place)}`"
    return _plain(row.name), STATUS[row.status], code, place


def _plain(text: str) -> str:
    """Return a name as a table can hold it: signs that nobody sees are spelt, bars and marks escaped."""
    short = text if len(text) <= 90 else f"{text[:89]}…"
    seen = "".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in short)
    escaped = "".join(f"\\{sign}" if sign in "|<>[]*_`{}" else sign for sign in seen)
    return escaped.replace("](", "]\\(")


if __name__ == "__main__":
    DOCUMENT.write_text(markdown(), encoding="utf-8")
