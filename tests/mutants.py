"""Would the tests notice? `make mutants` breaks the program in one place at a time and runs the tests nearby.

A hundred places are drawn with a fixed seed from the rooms that decide what stands on a page, every kind of
change as often as any other. What is drawn hangs on the changed line alone: work on one module leaves the
mutants of the others what they were. Each mutant runs in a copy of the repository: the test that noticed it
the last time, if there is one, then the tests of its own module, of its folder and of its room, quick ones
only, until one fails, for at most 60 seconds of the processor's time. A mutant that no test notices in that
time has survived. Those that change nothing that can be observed are listed in tests/equivalents.yaml, each
with its reason, and not counted.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import sha256
from math import ceil, log
from pathlib import Path
from queue import SimpleQueue
from threading import Timer

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator
from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = "build/copyfit"
ROOMS = ("content", "page", "language", "fit", "word", "rules")
SEED, COUNT, SECONDS = 1476, 100, 60
ASLEEP = 1200  # seconds on the clock after which a run that does nothing is given up
OPERATORS = tuple(
    f"core/{name}"
    for name in (
        "AddNot ReplaceAndWithOr ReplaceOrWithAnd ReplaceTrueWithFalse ReplaceFalseWithTrue NumberReplacer "
        "ReplaceBreakWithContinue ReplaceContinueWithBreak ReplaceUnaryOperator_Delete_Not "
        "ZeroIterationForLoop ReplaceBinaryOperator_Add_Sub ReplaceBinaryOperator_Sub_Add "
        "ReplaceBinaryOperator_Mul_Div "
        "ReplaceBinaryOperator_Div_Mul ReplaceComparisonOperator_Eq_NotEq ReplaceComparisonOperator_NotEq_Eq "
        "ReplaceComparisonOperator_Lt_LtE ReplaceComparisonOperator_LtE_Lt ReplaceComparisonOperator_Gt_GtE "
        "ReplaceComparisonOperator_GtE_Gt ReplaceComparisonOperator_Is_IsNot "
        "ReplaceComparisonOperator_IsNot_Is"
    ).split()
)
COPIED = (
    "build",
    "tests",
    "templates",
    "briefs",
    "docs",
    "pyproject.toml",
    "README.md",
    "CONTRIBUTING.md",
    "LICENSE",
)


@dataclass(frozen=True)
class Place:
    """Somewhere in a module that an operator can change; `alike` counts those with the same line."""

    module: str
    operator: str
    occurrence: int
    line: str
    alike: int

    def chance(self, seed: int) -> float:
        """Return a number between nought and one that hangs on the seed and the place alone."""
        said = f"{seed} {self.module} {self.operator} {self.line} {self.alike}"
        return (int(sha256(said.encode()).hexdigest()[:13], 16) + 1) / 16**13


@dataclass(frozen=True, order=True)
class Mutant:
    """One change: the line before and after, and where in the module which operator is applied."""

    module: str
    line: int
    before: str
    after: str
    operator: str
    occurrence: int

    @property
    def said(self) -> dict[str, str]:
        """What an entry of the list of equivalents is compared with."""
        return {"module": self.module, "before": self.before, "after": self.after}

    @property
    def name(self) -> str:
        """A name for what is kept of it from run to run."""
        return sha256(repr(sorted(self.said.items())).encode()).hexdigest()[:16]

    def __str__(self) -> str:
        return f"{self.module}:{self.line}: {self.before}  →  {self.after}"


def main() -> int:
    """Draw the mutants, run their tests, print who survived; status 1 if too many did."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=COUNT)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--rooms", nargs="*", default=ROOMS)
    parser.add_argument("--least", type=float, default=0.85)
    parser.add_argument("--only", default="", help="run those alone whose line has these words")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--list", action="store_true", help="say what is drawn and run nothing")
    asked = parser.parse_args()
    drawn = [one for one in draw(tuple(asked.rooms), asked.count, asked.seed) if asked.only in str(one)]
    if asked.list:
        print(*drawn, sep="\n")
        return 0
    killers: list[str] = []
    for mutant, said, test in _outcomes(drawn, asked.jobs):
        killers += [test] if test else []
        print(f"{said:9} {mutant}{f'  [{test}]' if test else ''}", flush=True)
    wrong = _failing_unbroken(killers)
    for test in sorted(wrong):
        print(f"{test} fails in the unbroken program too: what it noticed does not count")
    killed = sum(test not in wrong for test in killers)
    print(f"{killed} of {len(drawn)} killed")
    return 0 if killed >= asked.least * len(drawn) else 1


def draw(rooms: tuple[str, ...], count: int, seed: int) -> list[Mutant]:
    """Return `count` mutants that are not known to be equivalent, the same ones for the same program.

    Each place has a number of its own between nought and one, made from the seed, the module, the operator
    and the line; the places with the least numbers are drawn, weighed so that an operator with a thousand
    places is drawn no more often than one with ten.
    """
    places = [place for room in rooms for path in _modules(room) for place in _places(path)]
    often = Counter(place.operator for place in places)
    equivalent = list(_equivalents())
    found: dict[tuple[str, int, str], Mutant] = {}
    for place in sorted(places, key=lambda place: -log(place.chance(seed)) * often[place.operator]):
        mutant = _mutant(place)
        if not any(same.items() <= mutant.said.items() for same in equivalent):
            found.setdefault((mutant.module, mutant.line, mutant.after), mutant)
        if len(found) == count:
            break
    return sorted(found.values())


def _modules(room: str) -> Iterator[Path]:
    for path in sorted((ROOT / PACKAGE / room).rglob("*.py")):
        if path.read_text(encoding="utf-8").count("\n") > 12:
            yield path


def _places(path: Path) -> Iterator[Place]:
    """Yield every place of a module that an operator can change; of equal ones each has its number."""
    code = path.read_text(encoding="utf-8")
    lines, nodes = code.splitlines(), list(ast_nodes(get_ast(code)))
    module = path.relative_to(ROOT / PACKAGE).as_posix()
    for name in OPERATORS:
        operator, alike = get_operator(name)(), Counter[str]()
        every = ((node, start) for node in nodes for start, _ in operator.mutation_positions(node))
        for occurrence, (_, (number, _)) in enumerate(every):
            line = lines[number - 1].strip()
            yield Place(module, name, occurrence, line, alike[line])
            alike[line] += 1


def _mutant(place: Place) -> Mutant:
    code = (ROOT / PACKAGE / place.module).read_text(encoding="utf-8")
    mutated = mutate_code(code, get_operator(place.operator)(), place.occurrence)
    pairs = zip(code.splitlines(), mutated.splitlines(), strict=False)
    number, before, after = next((n, a, b) for n, (a, b) in enumerate(pairs, 1) if a != b)
    return Mutant(place.module, number, before.strip(), after.strip(), place.operator, place.occurrence)


def _equivalents() -> Iterator[dict[str, str]]:
    path = ROOT / "tests/equivalents.yaml"
    for one in YAML(typ="safe").load(path.read_text(encoding="utf-8")) or []:
        yield {key: value for key, value in one.items() if key != "reason"}


def _outcomes(drawn: list[Mutant], jobs: int) -> Iterator[tuple[Mutant, str, str]]:
    """Yield each mutant, what became of it and the test that noticed it; each runs in a copy of its own."""
    with tempfile.TemporaryDirectory(prefix="copyfit-mutants-") as folder:
        copies: SimpleQueue[Path] = SimpleQueue()
        for number in range(jobs):
            copies.put(_copy(Path(folder) / str(number)))

        def run(mutant: Mutant) -> tuple[Mutant, str, str]:
            copy = copies.get()
            try:
                return (mutant, *_outcome(mutant, copy))
            finally:
                copies.put(copy)

        with ThreadPoolExecutor(jobs) as executor:
            yield from executor.map(run, drawn)


def _failing_unbroken(tests: list[str]) -> set[str]:
    """Return those of the tests that fail where nothing is broken: they notice nothing."""
    with tempfile.TemporaryDirectory(prefix="copyfit-mutants-") as folder:
        kept = Path(folder) / "kept"
        _run(["--maxfail=1000", *dict.fromkeys(tests)], _copy(Path(folder) / "unbroken"), kept, ASLEEP)
        return set(_noticed(kept))


def _copy(folder: Path) -> Path:
    folder.mkdir()
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(source, folder / name)
    return folder


def _outcome(mutant: Mutant, copy: Path) -> tuple[str, str]:
    """Return `killed` and by which test; or `survived`, or `late` if the tests were not through in time."""
    path = copy / PACKAGE / mutant.module
    code = path.read_text(encoding="utf-8")
    mutated = mutate_code(code, get_operator(mutant.operator)(), mutant.occurrence)
    kept = ROOT / ".pytest_cache/mutants" / mutant.name
    left, before = float(SECONDS), _noticed(kept)
    run: list[str] = []
    try:
        path.write_text(mutated, encoding="utf-8")
        for tests in (*([before] if before else []), *([one] for one in _tests(mutant, copy))):
            outcome, used = _run([*tests, *(f"--ignore={one}" for one in run)], copy, kept, left)
            if outcome == "killed" or (outcome == "not gathered" and tests != before):
                return "killed", next(iter(_noticed(kept)), tests[0])
            run += tests if tests != before else []
            left -= used
            if left < 1:
                return "late", ""
    finally:
        path.write_text(code, encoding="utf-8")
    return "survived", ""


def _noticed(kept: Path) -> list[str]:
    """Return the test that failed for a mutant when it was last run."""
    path = kept / "v/cache/lastfailed"
    return list(json.loads(path.read_text(encoding="utf-8"))) if path.is_file() else []


def _run(tests: list[str], copy: Path, kept: Path, seconds: float) -> tuple[str, float]:
    """Return what came of these tests, and how much of the processor's time they took."""
    options = ["-q", "-x", "-m", "not slow", "-o", f"cache_dir={kept}"]
    limited = ["/bin/sh", "-c", f'ulimit -t {ceil(seconds)}; exec "$@"', "sh"]
    process = subprocess.Popen(
        [*limited, sys.executable, "-m", "pytest", *options, *tests],
        cwd=copy,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    watch = Timer(ASLEEP, os.killpg, (process.pid, signal.SIGKILL))
    watch.start()
    _, status, usage = os.wait4(process.pid, 0)
    watch.cancel()
    process.returncode = os.waitstatus_to_exitcode(status)
    used = usage.ru_utime + usage.ru_stime
    if process.returncode < 0 or used > seconds:
        return "late", seconds
    return {0: "survived", 4: "not gathered", 5: "survived"}.get(process.returncode, "killed"), used


def _tests(mutant: Mutant, copy: Path) -> list[str]:
    """Return what to run: the tests of the module, of its folder wherever they are, and of its room."""
    room, _, rest = mutant.module.partition("/")
    folders = (copy / "tests" / room / Path(rest).parent, copy / "tests" / Path(mutant.module).parent.name)
    own = [folder / f"test_{Path(rest).stem}.py" for folder in folders]
    near = dict.fromkeys(path for path in (*own, *folders, copy / "tests" / room) if path.exists())
    return [path.relative_to(copy).as_posix() for path in near]


if __name__ == "__main__":
    sys.exit(main())
