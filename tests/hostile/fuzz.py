"""Ten thousand random changes of a project, each ending in one clear problem or in a page.

In: how many, of which seed. Out: what broke the rule, by its number, and docs/proved.md's rows of how many
were drawn of each kind. Run as a program: `python -m hostile.fuzz --count 10000 --seed 2026-11-26`.

A count may be made in parts: `--add` goes on at the number where the last stopped, so that nothing counts
twice. What was found is tried and did not hold; `--again SEED/NUMBER` tries it once more when it is mended.

Every page is made in a process that stays warm, as `copyfit build` makes them; another takes its place
where a change makes it end. What takes more than five seconds of computing time is a find as well.
"""

import argparse
import contextlib
import itertools
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from copyfit.build.pool import Limits, Workers, computing_seconds
from proved import added, known, renewed, write

from .mutations import KINDS, drawn_kind, mutation
from .trial import ends_well, lay_out

LIMITS = {"seconds": 20.0, "memory_mib": 1024}
SLOW_SECONDS = 5.0
RUN, BY = "make fuzz", "tests/hostile/fuzz.py"


@dataclass
class Counts:
    """What was drawn, by kind: how often, how many pages came of it, the longest; and what was found."""

    tried: Counter[str] = field(default_factory=Counter)
    held: Counter[str] = field(default_factory=Counter)
    built: Counter[str] = field(default_factory=Counter)
    longest: dict[str, float] = field(default_factory=dict)
    finds: list[str] = field(default_factory=list)

    def rows(self):
        """Return the rows for docs/proved.md."""
        return [
            {
                "what": f"random changes of {kind}",
                "tried": self.tried[kind],
                "held": self.held[kind],
                "figures": {"pages": self.built[kind], "most_seconds": self.longest.get(kind, 0.0)},
                "by": BY,
                "run": RUN,
            }
            for kind in sorted(self.tried)
        ]

    def mended(self):
        """Return what these add to the rows when they were finds that are counted already."""
        return [
            {**row, "tried": 0, "figures": {"found_and_mended": row["held"]}}
            for row in self.rows()
            if row["held"]
        ]


def counted(counts, drawn, attempt):
    """Make an `attempt`, which returns whether a page came and the computing time, and count it."""
    try:
        built, seconds = attempt()
    except Exception as error:  # noqa: BLE001 - whatever breaks the rule is a find
        counts.tried[drawn.kind] += 1
        counts.finds.append(f"{drawn.name}: {type(error).__name__}: {str(error)[-1500:]}")
        return
    counts.tried[drawn.kind] += 1
    counts.built[drawn.kind] += built
    counts.longest[drawn.kind] = max(counts.longest.get(drawn.kind, 0.0), round(seconds, 1))
    if seconds > SLOW_SECONDS:
        counts.finds.append(f"{drawn.name}: took {seconds:.1f} s of computing time")
    else:
        counts.held[drawn.kind] += 1


def attempt(drawn, workers, folder):
    """Return whether a page came of a change, and how many seconds of computing time that took."""
    root = Path(tempfile.mkdtemp(dir=folder))
    before, started = _spent(workers), time.thread_time()
    try:
        built = ends_well(drawn.change, lay_out(root), workers, of_briefs=drawn.is_of_briefs)
    finally:
        shutil.rmtree(root)
    after = _spent(workers)
    worked = sum(seconds - before.get(pid, 0.0) for pid, seconds in after.items())
    return built, worked + time.thread_time() - started


def _spent(workers):
    """Return the computing time of each worker process so far."""
    pids = [process._popen.pid for process in workers._idle]
    return {pid: computing_seconds(pid) or 0.0 for pid in pids}


def run(names):
    """Try the changes `SEED/NUMBER` and return the counts; Ctrl-C ends it with those so far."""
    counts = Counts()
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with (
        tempfile.TemporaryDirectory() as folder,
        Workers(Limits(**LIMITS)) as workers,
        contextlib.suppress(KeyboardInterrupt),
    ):
        for name in names:
            seed, _, number = name.rpartition("/")
            drawn, finds = mutation(seed, int(number)), len(counts.finds)
            counted(counts, drawn, lambda drawn=drawn: attempt(drawn, workers, folder))
            for find in counts.finds[finds:]:
                print(find, flush=True)
    return counts


def main(arguments=None):
    """Try, write the counts down, and return 1 if something was found."""
    parser = argparse.ArgumentParser(description="try random changes of a project")
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", default="pier")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--add", action="store_true", help="to what was counted before")
    parser.add_argument("--kind", default="", choices=KINDS, help="only changes of this kind")
    parser.add_argument("--again", nargs="+", metavar="SEED/NUMBER", help="finds that are mended")
    asked = parser.parse_args(arguments)
    before = [row for row in known()["rows"] if row["by"] == BY] if asked.add or asked.again else []
    first = sum(row["tried"] for row in before)
    numbers = (
        number for number in itertools.count(first) if asked.kind in ("", drawn_kind(asked.seed, number)[0])
    )
    drawn = asked.again or [f"{asked.seed}/{number}" for number in itertools.islice(numbers, asked.count)]
    with ProcessPoolExecutor(asked.processes) as processes:
        shared = [processes.submit(run, drawn[one :: asked.processes]) for one in range(asked.processes)]
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the others end, and say what they have counted
        found = [one.result() for one in shared]
    counted_now = [row for one in found for row in (one.mended() if asked.again else one.rows())]
    rows = [{**row, "run": RUN} for row in added([*before, *counted_now])]
    write(renewed(known(), {"machine": "", "rooms": [], "rows": rows}, whole=False))
    finds = [find for one in found for find in one.finds]
    print(f"{sum(one.tried.total() for one in found):,} changes from {drawn[0]} on, {len(finds)} finds")
    return bool(finds)


if __name__ == "__main__":
    sys.exit(main())
