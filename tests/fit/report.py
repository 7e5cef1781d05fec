"""How well pages are filled: `make fit-report`. A table over every edition here and 200 random briefs."""

from __future__ import annotations

import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "build"), str(ROOT / "tests" / "fit")]

from briefs import brief_of, edition_of, shapes  # noqa: E402 - found beside this file

from copyfit.content.edition import Edition, select  # noqa: E402
from copyfit.content.load import load_brief  # noqa: E402
from copyfit.content.readership import languages_of  # noqa: E402
from copyfit.content.variant import read_variant  # noqa: E402
from copyfit.errors import CopyfitError, FitError  # noqa: E402
from copyfit.figures import charts_of  # noqa: E402
from copyfit.fit import Fitted, fit  # noqa: E402
from copyfit.fit.stack import stack_of  # noqa: E402
from copyfit.fit.view import bands_of  # noqa: E402
from copyfit.project import Files, slugs, snapshot, variants  # noqa: E402

BRIEFS = int(sys.argv[1]) if len(sys.argv) > 1 else 200


@dataclass(frozen=True)
class Row:
    """What came of one page; the figures are 0 where it was refused."""

    name: str
    outcome: str
    fill: float = 0.0
    body_pt: float = 0.0
    leading_pt: float = 0.0
    layouts: int = 0
    seconds: float = 0.0
    arrangement: str = ""
    blank_lines: float = 0.0

    def __str__(self) -> str:
        if not self.layouts:
            return f"{self.name:34} {self.outcome:28} {self.seconds:30.2f} s"
        size = f"{self.body_pt:g}/{self.leading_pt:g}"
        return (
            f"{self.name:34} {self.outcome:28} {self.fill:7.1%} {size:>11} {self.layouts:3} "
            f"{self.seconds:6.2f} s {self.blank_lines:5.1f}  {self.arrangement}"
        )


def row_of(name: str, edition: Edition, files: Files) -> Row:
    """Fit one page and return what came of it."""
    started = time.process_time()
    try:
        fitted = fit(edition, files)
    except CopyfitError as error:
        refused = "refused" if isinstance(error, FitError) else type(error).__name__
        return Row(name, refused, seconds=time.process_time() - started)
    taken, found = time.process_time() - started, fitted.fit
    gave = [
        f"{len(ids)} {verb}"
        for ids, verb in ((found.shortened, "shortened"), (found.dropped, "left out"))
        if ids
    ]
    whole = "full" if found.fill >= 0.97 else "all it has" if found.fill >= 0.85 else "short, said so"
    outcome = ", ".join(gave) or whole
    return Row(
        name,
        outcome,
        found.fill,
        found.body_pt,
        found.leading_pt,
        found.layouts,
        taken,
        found.arrangement,
        blank_lines(fitted),
    )


def blank_lines(fitted: Fitted) -> float:
    """Return by how many lines a column ends above its neighbour, at most."""
    ends = fitted.fit.columns_pt
    bands = [[ends[name] for name in band] for band in bands_of(stack_of(fitted.layout, fitted.setting))]
    return max((max(band) - min(band) for band in bands), default=0.0) / fitted.fit.leading_pt


def own() -> Iterator[Row]:
    """Yield a row for every edition of the repository."""
    for slug in slugs(ROOT):
        files = snapshot(ROOT, slug)
        for language in languages_of(files, slug):
            for variant in variants(files):
                edition = select(load_brief(files, slug, language), read_variant(files, variant), language)
                yield row_of(f"{slug} {variant} {language}", edition, {**files, **charts_of(edition, files)})


def random() -> Iterator[Row]:
    """Yield a row for every brief that nobody tuned."""
    for shape in shapes(BRIEFS):
        yield row_of(str(shape), *edition_of(brief_of(shape), shape.variant))


def summary(title: str, rows: Iterable[Row]) -> str:
    """Return what holds for many pages, in a few lines."""
    rows = list(rows)
    made = [row for row in rows if row.layouts]
    plain = [row for row in made if row.outcome in ("full", "all it has", "short, said so")]
    kinds = Counter("gave way" if row not in plain and row in made else row.outcome for row in rows)
    fills, seconds = [row.fill for row in made], [row.seconds for row in rows]
    sizes = sorted(Counter(row.body_pt for row in made).items())
    most = [row.blank_lines for row in made if row not in plain]
    even = [lines <= 2 for lines in most]
    plain_most = max((row.layouts for row in plain), default=0)
    layouts = max(row.layouts for row in made)
    lines = [
        f"{title}: {len(rows)} pages; " + ", ".join(f"{count} {kind}" for kind, count in kinds.most_common()),
        f"  fill: least {min(fills):.1%}, median {statistics.median(fills):.1%}",
        f"  layouts: {plain_most} at most where nothing gave way, {layouts} at most in all",
        f"  gave way: {sum(even)} of {len(even)} within two lines, {max(most, default=0):.1f} at most",
        f"  seconds in fitting: median {statistics.median(seconds):.2f}, most {max(seconds):.2f}",
        "  body: " + ", ".join(f"{count} × {size:g} pt" for size, count in sizes),
    ]
    return "\n".join(lines)


def main() -> None:
    """Print both tables, then what holds for all."""
    tables = []
    for title, rows in (("the repository's editions", own()), ("briefs that nobody tuned", random())):
        kept = []
        for row in rows:
            print(row, flush=True)
            kept.append(row)
        tables.append(summary(title, kept))
        print()
    print("\n".join(tables))


if __name__ == "__main__":
    main()
