"""Would the tests notice? `make mutants` breaks the program in one place at a time and runs the tests nearby.

A hundred places are drawn with a fixed seed from the rooms that decide what stands on a page. Each mutant
runs in a copy of the repository: the tests of its own module first, then those of its room, quick ones only,
until one fails. A mutant that no test notices in time has survived. Those that change nothing that can be
observed are listed in tests/equivalents.yaml, each with its reason, and not counted.
"""

from __future__ import annotations

import argparse
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator
from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = "build/copyfit"
ROOMS = ("content", "page", "language", "fit", "word", "rules")
SEED, COUNT, SECONDS = 1476, 100, 60
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


@dataclass(frozen=True, order=True)
class Mutant:
    """One change: where in a module an operator is applied, and the line before and after."""

    module: str
    operator: str
    occurrence: int
    line: int
    before: str
    after: str

    def __str__(self) -> str:
        return f"{self.module}:{self.line}: {self.before}  →  {self.after}"


def main() -> int:
    """Draw the mutants, run their tests, print who survived; status 1 if too many did."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=COUNT)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--rooms", nargs="*", default=ROOMS)
    parser.add_argument("--least", type=float, default=0.85)
    asked = parser.parse_args()
    drawn = draw(tuple(asked.rooms), asked.count, asked.seed)
    killed = 0
    for mutant, said in _outcomes(drawn):
        killed += said == "killed"
        print(f"{said:9} {mutant}", flush=True)
    print(f"{killed} of {len(drawn)} killed")
    return 0 if killed >= asked.least * len(drawn) else 1


def draw(rooms: tuple[str, ...], count: int, seed: int) -> list[Mutant]:
    """Return `count` mutants that are not known to be equivalent, the same ones for the same program."""
    equivalent = {(one["module"], one["before"], one["after"]) for one in _equivalents()}
    modules = [
        path.relative_to(ROOT / PACKAGE).as_posix()
        for room in rooms
        for path in sorted((ROOT / PACKAGE / room).rglob("*.py"))
        if path.read_text(encoding="utf-8").count("\n") > 12
    ]
    weights = [(ROOT / PACKAGE / module).read_text(encoding="utf-8").count("\n") for module in modules]
    chance = random.Random(seed)
    found: dict[tuple[str, int, str], Mutant] = {}
    while len(found) < count:
        module = chance.choices(modules, weights)[0]
        every = list(_mutants(module, chance.choice(OPERATORS)))
        if every:
            mutant = chance.choice(every)
            if (module, mutant.before, mutant.after) not in equivalent:
                found[module, mutant.line, mutant.after] = mutant
    return sorted(found.values())


def _mutants(module: str, operator: str) -> Iterator[Mutant]:
    code = (ROOT / PACKAGE / module).read_text(encoding="utf-8")
    lines = code.splitlines()
    for occurrence in range(500):
        mutated = mutate_code(code, get_operator(operator)(), occurrence)
        if mutated is None:
            return
        pairs = zip(lines, mutated.splitlines(), strict=False)
        changed = next(((n, a, b) for n, (a, b) in enumerate(pairs, 1) if a != b), None)
        if changed:
            number, before, after = changed
            yield Mutant(module, operator, occurrence, number, before.strip(), after.strip())


def _equivalents() -> list[dict[str, str]]:
    path = ROOT / "tests/equivalents.yaml"
    return YAML(typ="safe").load(path.read_text(encoding="utf-8")) or []


def _outcomes(drawn: list[Mutant]) -> Iterator[tuple[Mutant, str]]:
    """Yield each mutant with what became of it; two run at a time, each in a copy of its own."""
    with tempfile.TemporaryDirectory(prefix="copyfit-mutants-") as folder:
        copies: SimpleQueue[Path] = SimpleQueue()
        for number in range(2):
            copies.put(_copy(Path(folder) / str(number)))

        def run(mutant: Mutant) -> str:
            copy = copies.get()
            try:
                return _outcome(mutant, copy)
            finally:
                copies.put(copy)

        with ThreadPoolExecutor(2) as executor:
            yield from zip(drawn, executor.map(run, drawn), strict=True)


def _copy(folder: Path) -> Path:
    folder.mkdir()
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(source, folder / name)
    return folder


def _outcome(mutant: Mutant, copy: Path) -> str:
    """Return `killed`, `survived`, or `late` if the tests were not through in time."""
    path = copy / PACKAGE / mutant.module
    code = path.read_text(encoding="utf-8")
    mutated = mutate_code(code, get_operator(mutant.operator)(), mutant.occurrence)
    assert mutated
    try:
        path.write_text(mutated, encoding="utf-8")
        done = subprocess.run(
            [
                sys.executable,
                "-m",
                "pytest",
                "-q",
                "-x",
                "-m",
                "not slow",
                "-p",
                "no:cacheprovider",
                *_tests(mutant, copy),
            ],
            cwd=copy,
            capture_output=True,
            timeout=SECONDS,
        )
    except subprocess.TimeoutExpired:
        return "late"
    finally:
        path.write_text(code, encoding="utf-8")
    return "killed" if done.returncode not in (0, 5) else "survived"


def _tests(mutant: Mutant, copy: Path) -> list[str]:
    """Return what to run: the tests of the module, then those of its room."""
    room, _, rest = mutant.module.partition("/")
    own = copy / "tests" / room / Path(rest).parent / f"test_{Path(rest).stem}.py"
    near = [own] if own.is_file() else []
    return [path.relative_to(copy).as_posix() for path in (*near, copy / "tests" / room)]


if __name__ == "__main__":
    sys.exit(main())
