"""How many words a page holds at its smallest type: `python tests/fit/capacity.py` prints a table.

Eight briefs that nobody tuned, for each kind of page; what is said is the least and the median of them, in
the arrangement that holds most.
"""

from __future__ import annotations

import random
import statistics
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "build"), str(ROOT)]

from tests.fit.briefs import SOURCES, Shape, Writer, edition_of  # noqa: E402

from copyfit.fit import budget  # noqa: E402 - found beside this file

BRIEFS = int(sys.argv[1]) if len(sys.argv) > 1 else 8
LANGUAGES = tuple(sys.argv[2:]) or ("en",)
KINDS = {
    "executive, table of six rows and figure": ("executive", {"table", "figure"}),
    "executive, table of six rows and four dates": ("executive", {"table", "dates"}),
    "executive, figure and four dates": ("executive", {"figure", "dates"}),
    "executive, table of six rows, figure and four dates": ("executive", {"table", "figure", "dates"}),
    "academic, table of four rows and eight references": ("academic", {"table"}),
    "academic, figure and eight references": ("academic", {"figure"}),
    "student, figure, four terms and six dates": ("student", {"figure"}),
    "student, four terms and six dates": ("student", set()),
}


class Even(Writer):
    """Writes a brief of a fixed form, with texts of a usual length."""

    def brief(self) -> dict[str, Any]:
        """Return the data of a brief with the blocks of `has`."""
        data = {**super().brief(), "tables": [], "figures": []}
        if "figure" in self.has:
            data["figures"] = [{**self.figure(), "height_mm": 42}]
        if "table" in self.has:
            rows = [
                [self.text(1, 3), str(self.chance.randint(1, 9999))] for _ in range(6 - 2 * self.academic_)
            ]
            data["tables"] = [{**self.table(), "rows": rows}]
        return data

    def __init__(self, shape: Shape, has: set[str]) -> None:
        super().__init__(shape)
        self.has = has
        self.academic_ = shape.variant == "academic"

    def many(self, least: int, most: int, made: Any) -> list[Any]:
        """Return a list as long as such a page has it."""
        return [made() for _ in range((least + most + 1) // 2)]

    def executive(self) -> dict[str, Any]:
        """Return what an executive page says, with four dates or none."""
        dates = [self.statement(3, 8, date=self.date()) for _ in range(4 if "dates" in self.has else 0)]
        return {**super().executive(), "dates_ahead": dates}

    def academic(self) -> dict[str, Any]:
        """Return what an academic page says, all seven sources cited and one twice."""
        data = super().academic()
        for number, part in enumerate((*data["argument"], *data["assessments"])):
            part["text"] = f"{part['text'].rpartition(' [@')[0]} [@{SOURCES[number % len(SOURCES)]}]"
        return data

    def student(self) -> dict[str, Any]:
        """Return what a student page says, with four terms and six dates."""
        data = super().student()
        data["terms"] = [self.statement(6, 16, term=self.text(1, 2)) for _ in range(4)]
        data["timeline"] = [self.statement(3, 6, date=self.date()) for _ in range(6)]
        return data


def capacities(kind: str, language: str) -> Iterator[int]:
    """Yield how many words each brief of a kind has room for at the floor."""
    variant, has = KINDS[kind]
    for seed in range(BRIEFS):
        data = Even(Shape(7000 + seed, variant, language, 0.8), has).brief()
        yield budget(*edition_of(data, variant)).floor.words


def main() -> None:
    """Print the table."""
    print("| page | language | least | median |\n|---|---|---|---|")
    for kind in KINDS:
        for language in LANGUAGES:
            found = sorted(capacities(kind, language))
            print(f"| {kind} | {language} | {found[0]} | {statistics.median(found):g} |", flush=True)


if __name__ == "__main__":
    random.seed(0)
    main()
