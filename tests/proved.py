"""The figures of `make prove`: what was tried, how often it held, and the extremes that were seen.

In: what tests tell the fixture `proved`. Out: docs/proved.json, and docs/proved.md, its table. With
`--figures` a run writes them: one of all says them all anew, one of some files replaces their rows alone.
"""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
FIGURES = ROOT / "docs/proved.json"
DOCUMENT = ROOT / "docs/proved.md"
PROPERTY = "proved"
EMPTY: Mapping[str, Any] = {"machine": "", "rooms": [], "rows": []}


@pytest.fixture
def proved(request: pytest.FixtureRequest) -> Callable[..., None]:
    """Return a function that says what a test has tried, for docs/proved.md.

    `proved("a byte of a release changed", 500, held=500, most_seconds=0.2)`: rows of one name in one file are
    added up; of a figure `most_…` the largest is kept, of `least_…` the smallest, of any other the sum.
    """
    path = request.node.path.relative_to(ROOT).as_posix()

    def say(what: str, tried: int = 1, *, held: int | None = None, **figures: float) -> None:
        whole = tried if held is None else held
        row = {"what": what, "tried": tried, "held": whole, "figures": figures, "by": path}
        request.node.user_properties.append((PROPERTY, row))

    return say


def added(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return one row for each name in each file, sorted: what was tried and held is summed."""
    sums: dict[tuple[str, str], dict[str, Any]] = {}
    for row in rows:
        known = sums.setdefault(
            (row["by"], row["what"]), {**row, "tried": 0, "held": 0, "figures": dict(row["figures"])}
        )
        first = not known["tried"]
        known["tried"] += row["tried"]
        known["held"] += row["held"]
        for name, value in {} if first else row["figures"].items():
            known["figures"][name] = _joined(name, known["figures"].get(name), value)
    return [sums[key] for key in sorted(sums)]


def _joined(name: str, known: float | None, value: float) -> float:
    if known is None:
        return value
    kinds: Mapping[str, Callable[[float, float], float]] = {"most": max, "least": min}
    join = kinds.get(name.partition("_")[0])
    return join(known, value) if join else round(known + value, 6)


def renewed(old: Mapping[str, Any], new: Mapping[str, Any], *, whole: bool) -> dict[str, Any]:
    """Return the figures after a run: of a whole one its own, of another its rows in the place of the old.

    What `make fuzz` has counted stays until it counts again: no other run tries so many.
    """
    seen = {(row["by"], row.get("run")) for row in new["rows"]}
    stay = [
        row
        for row in old["rows"]
        if (row["by"], row.get("run")) not in seen and (not whole or row.get("run") == "make fuzz")
    ]
    rows = sorted([*stay, *new["rows"]], key=lambda row: (row["by"], row["what"]))
    return {**(new if whole else old), "rows": rows}


def markdown(figures: Mapping[str, Any]) -> str:
    """Return docs/proved.md."""
    lines = [
        "# What was proved",
        "",
        "`make test` draws a sample of what is open or wide; `make prove` runs all of it, and `make fuzz`",
        "draws from what is without end. This is what they last counted: what was tried, how often, and how",
        "often it came out as it must.",
        "",
        "| what | tried | held | seen | by |",
        "|---|--:|--:|---|---|",
        *(_line(row) for row in figures["rows"]),
    ]
    if figures["rooms"]:
        lines += ["", "## The whole of `make prove`", "", figures["machine"], ""]
        lines += ["| tests in | passed | failed | skipped | seconds |", "|---|--:|--:|--:|--:|"]
        counts = ("passed", "failed", "skipped", "seconds")
        for room in figures["rooms"]:
            told = " | ".join(f"{room[count]:,}" for count in counts)
            lines.append(f"| `{room['room']}` | {told} |")
    return "\n".join(lines) + "\n"


def _line(row: Mapping[str, Any]) -> str:
    seen = _seen(row["figures"])
    return f"| {row['what']} | {row['tried']:,} | {row['held']:,} | {seen} | `{row['by']}` |"


def _seen(figures: Mapping[str, float]) -> str:
    return ", ".join(f"{name.replace('_', ' ')} {value:,}" for name, value in sorted(figures.items()))


def write(figures: Mapping[str, Any]) -> None:
    """Write both files."""
    FIGURES.write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    DOCUMENT.write_text(markdown(figures), encoding="utf-8")


def known() -> Mapping[str, Any]:
    """Return the figures that are written down."""
    return json.loads(FIGURES.read_text(encoding="utf-8")) if FIGURES.exists() else EMPTY


class Count:
    """Counts the tests of a run by room, and gathers what they tell."""

    def __init__(self) -> None:
        self.rows: list[Mapping[str, Any]] = []
        self.rooms: dict[str, dict[str, float]] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        parts = report.nodeid.partition("::")[0].split("/")
        room = "/".join(parts[:2]) if len(parts) > 2 else "tests"
        count = self.rooms.setdefault(room, {"passed": 0, "failed": 0, "skipped": 0, "seconds": 0.0})
        count["seconds"] += report.duration
        if report.when == "call" or report.outcome != "passed":
            count[report.outcome] += 1
        if report.when == "teardown":
            self.rows += [row for name, row in report.user_properties if name == PROPERTY]

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        config = session.config
        if hasattr(config, "workerinput"):
            return
        whole = config.args_source is pytest.Config.ArgsSource.TESTPATHS
        rooms = [
            {"room": room, **count, "seconds": round(count["seconds"])}
            for room, count in sorted(self.rooms.items())
        ]
        rows = [{**row, "run": self.run} for row in added(self.rows)]
        new = {"machine": self.machine, "rooms": rooms, "rows": rows}
        write(renewed(known(), new, whole=whole and not config.option.keyword and not config.option.markexpr))

    @property
    def run(self) -> str:
        return "make fuzz" if "COPYFIT_FUZZ" in os.environ else "make prove"

    @property
    def machine(self) -> str:
        python, system = platform.python_version(), platform.system()
        return f"Python {python} on {system}, {os.cpu_count()} cores; the seconds are of one of them."


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--figures", action="store_true", help="write what the tests prove into docs/proved.md")


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--figures"):
        config.pluginmanager.register(Count(), "figures")
