"""Two small briefs, built in 24 circumstances: what is around a page when it is made, and its hashes.

`make matrix` builds all of them and writes down in docs/matrix.md what came of it; tests draw some.
"""

from __future__ import annotations

import itertools
import os
import random
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "build"))

from copyfit.build.key import environment
from release.house import BRIEF, laid_out
from samples import ROOT

GUIDE = ROOT / "docs/matrix.md"
CELLS = 24
YEAR = 365 * 86400
CLOCKS = {"now": 0, "in 5 years": 5 * YEAR + 12345, "9 years ago": -9 * YEAR}
ZONES = ("UTC", "Asia/Kolkata", "Pacific/Kiritimati", "America/St_Johns")
LOCALES = ("C", "C.UTF-8", "tr_TR.UTF-8", "de_DE.UTF-8")
MASKS = (0o022, 0o077, 0o002)
NOBODY = 65534
USERS = (None, NOBODY)
FOLDERS = ("plain", "Ünïcode and spaces", "a/deep/one", "x" * 80)
SEEDS = ("0", "1", "4711", "random")
ORDERS = (("harbour", "jetty"), ("jetty", "harbour"))
CACHES = ("cold", "warm")
JOBS = (1, 2)


@dataclass(frozen=True, slots=True)
class Cell:
    """One set of circumstances; `user` is a number, None for whoever runs it."""

    clock: str = "now"
    zone: str = "UTC"
    locale: str = "C.UTF-8"
    mask: int = 0o022
    user: int | None = None
    folder: str = "plain"
    seed: str = "0"
    order: tuple[str, str] = ORDERS[0]
    cache: str = "cold"
    jobs: int = 2

    def __str__(self) -> str:
        return "-".join(self.row)

    @property
    def row(self) -> tuple[str, ...]:
        """The circumstances as the guide lists them."""
        user = "nobody" if self.user else "own"
        folder = self.folder if len(self.folder) < 20 else f"{self.folder[0]} × {len(self.folder)}"
        return (
            *(self.clock, self.zone, self.locale, f"{self.mask:03o}", user, folder, self.seed),
            *(self.order[0], self.cache, str(self.jobs)),
        )

    @property
    def can_be(self) -> bool:
        """Whether this machine and whoever runs this can have it so."""
        has_user = self.user is None or (os.geteuid() == 0 and bool(shutil.which("setpriv")))
        return has_user and (self.clock == "now" or bool(shutil.which("gcc")))


def cells() -> list[Cell]:
    """Return 24 cells in which each value of each circumstance stands, and no two are alike."""
    ways = itertools.product(
        CLOCKS, ZONES, LOCALES, MASKS, USERS, FOLDERS, SEEDS, ORDERS, CACHES, JOBS
    )  # fmt: skip
    return [Cell(*way) for way in random.Random(20260324).sample(list(ways), CELLS)]


def project(root: Path) -> Path:
    """Lay out a project of two small briefs at `root`, and return it."""
    house = laid_out(root, under_git=False)
    house.write("briefs/jetty/brief.yaml", BRIEF.replace("new pier", "new jetty"))
    shutil.copyfile(root / "briefs/harbour/sources.yaml", root / "briefs/jetty/sources.yaml")
    return root


def hashes(out: Path) -> dict[str, str]:
    """Return the hash of each page's file in an output folder, by its name."""
    found = (path for path in out.rglob("*.*") if path.suffix in (".pdf", ".docx"))
    return {path.name: sha256(path.read_bytes()).hexdigest() for path in sorted(found)}


def built(root: Path, cell: Cell, scratch: Path, python: str = sys.executable) -> dict[str, str]:
    """Build both briefs of a project, one command for each, and return the hashes.

    `scratch` is a folder for the clock that is moved.
    """
    for slug in cell.order:
        paths = [str(ROOT / "build")]
        if cell.clock != "now":
            paths.insert(0, str(_clock(scratch, CLOCKS[cell.clock])))
        variables = {
            "TZ": cell.zone,
            "LC_ALL": cell.locale,
            "PYTHONHASHSEED": cell.seed,
            "HOME": str(root),
            "PYTHONPATH": os.pathsep.join(paths),
        }
        done = subprocess.run(
            [*_as_user(root, cell.user), *_on_processors(cell.jobs), python, "-m", "copyfit", "build", slug],
            cwd=root,
            env={**os.environ, **variables},
            umask=cell.mask,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
    return hashes(root / "dist")


def ran(cell: Cell, folder: Path) -> dict[str, str]:
    """Build a project of its own in the circumstances of `cell`, and return the hashes."""
    root = project(folder / cell.folder)
    if cell.cache == "warm":
        built(root, Cell(), folder)
        (root / "dist/harbour/harbour-executive-en.pdf").unlink()
    return built(root, cell, folder)


def _as_user(root: Path, user: int | None) -> list[str]:
    """Return what runs a command as another user, who owns the project, and may read this program."""
    if user is None:
        return []
    for path in (root, *root.rglob("*")):
        os.chown(path, user, user)
    reads = ["--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search"]
    return ["setpriv", f"--reuid={user}", f"--regid={user}", "--clear-groups", *reads]


def _on_processors(jobs: int) -> list[str]:
    """Return what runs a command on one processor: there are as many workers as processors."""
    return ["taskset", "-c", "0"] if jobs == 1 and shutil.which("taskset") else []


def _clock(folder: Path, shift: int) -> Path:
    """Return a folder for PYTHONPATH that moves the clock of a program and of all its workers, in seconds.

    Workers are given few variables, PYTHONPATH among them: so each process loads the clock itself.
    """
    place = folder / f"clock{shift}"  # a loader takes a space for the end of a name
    library = place / "clock.so"
    if not place.exists():
        place.mkdir()
        source = str(ROOT / "tests/build/clock.c")
        command = ["gcc", "-shared", "-fPIC", "-O1", f"-DSHIFT={shift}L", "-o", str(library), source]
        subprocess.run(command, check=True)
        (place / "sitecustomize.py").write_text(
            "import os, sys\n"
            f"if os.environ.get('LD_PRELOAD') != {str(library)!r}:\n"
            f"    os.environ['LD_PRELOAD'] = {str(library)!r}\n"
            "    os.execv(sys.executable, sys.orig_argv)\n"
        )
    return place


HEAD = """\
# The same bytes, tried

What [releases](releases.md#the-same-bytes) promise, as `make matrix` last tried it: two pages, built in 24
circumstances. The clock is moved for every process; “nobody” is another user; “first” is the brief that is
built first; a warm cache has all files but one; one job is one processor.

"""
COLUMNS = (
    "",
    "clock",
    "zone",
    "locale",
    "umask",
    "user",
    "folder",
    "seed",
    "first",
    "cache",
    "jobs",
    "alike",
)


def written(expected: dict[str, str], outcomes: list[tuple[Cell, str]]) -> str:
    """Return the guide: the software, the hashes, and a row for each cell."""
    own = environment()
    named = {"Python": own.python, "Pango": own.pango, "HarfBuzz": own.harfbuzz, "zlib": own.zlib}
    named["WeasyPrint"] = own.packages["weasyprint"]
    lines = [
        f"copyfit {own.copyfit}; {', '.join(f'{name} {version}' for name, version in named.items())}.\n",
        "| file | SHA-256 |",
        "|---|---|",
        *(f"| {name} | `{digest}` |" for name, digest in expected.items()),
        "",
        f"| {' | '.join(COLUMNS)} |",
        "|" + "---|" * len(COLUMNS),
        *(
            f"| {number} | {' | '.join(cell.row)} | {outcome} |"
            for number, (cell, outcome) in enumerate(outcomes, 1)
        ),
    ]
    return HEAD + "\n".join(lines) + "\n"


def main() -> int:
    """Build every cell, write the guide, and return 1 if one of them has another hash."""
    with tempfile.TemporaryDirectory() as folder:
        expected = ran(Cell(), Path(folder))
    outcomes = []
    for number, cell in enumerate(cells(), 1):
        outcome = "not run here"
        if cell.can_be:
            with tempfile.TemporaryDirectory() as folder:
                found = ran(cell, Path(folder))
            same = sum(found.get(name) == digest for name, digest in expected.items())
            outcome = f"{same} of {len(expected)}"
        outcomes.append((cell, outcome))
        print(f"{number:2} {cell}: {outcome}", flush=True)
    GUIDE.write_text(written(expected, outcomes))
    return int(
        any(outcome not in (f"{len(expected)} of {len(expected)}", "not run here") for _, outcome in outcomes)
    )


if __name__ == "__main__":
    sys.exit(main())
