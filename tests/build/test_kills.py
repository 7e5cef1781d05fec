"""Whoever is killed, whenever: files are whole, both of a page of one build, and the next build is right.

The build, one of its workers, or both are killed at instants that a seed chooses; `make test` draws three,
with COPYFIT_PROVE=1 it is a hundred. Nothing that is asserted depends on when exactly the kill came.
"""

import os
import random
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from copyfit.build import daybook
from copyfit.build.journal import PREFIX
from desk import Desk
from samples import ROOT

from .conftest import TESTS

KILLS = 100 if os.environ.get("COPYFIT_PROVE") else 3
SLUGS = ("a", "b", "c", "d")
MOST_STEPS = 400
"""How many looks at the process a kill may come after: more than a build takes."""
COMMAND = [sys.executable, str(TESTS / "build/driver.py")]
OWN = {"PYTHONPATH": f"{TESTS}:{ROOT / 'build'}", "PYTHONDONTWRITEBYTECODE": "1"}


def children_of(pid):
    """Return the processes that a process has started, from whichever of its threads."""
    try:
        told = [(task / "children").read_text() for task in Path(f"/proc/{pid}/task").iterdir()]
    except OSError:
        return []
    return sorted(int(child) for children in told for child in children.split())


class Trial:
    """A project of eight pages in an old state and in a new one."""

    def __init__(self, folder):
        self.desk, self.folder = Desk(folder / "desk"), folder
        self.old = self.state("old")
        shutil.copytree(self.desk.out, folder / "old")
        self.new = self.state("new")
        self.counts = {"killed": 0, "ended": 0}

    def state(self, word):
        for slug in SLUGS:
            self.desk.brief(slug, f"was: {word}")
        assert self.start().wait() == 0
        return self.files()

    def start(self):
        return subprocess.Popen(
            [*COMMAND, str(self.desk.root)],
            env=os.environ | OWN,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def again(self):
        shutil.rmtree(self.desk.out)
        shutil.copytree(self.folder / "old", self.desk.out)

    def files(self):
        return {
            str(path.relative_to(self.desk.out)): path.read_bytes()
            for path in self.desk.out.rglob("*")
            if path.suffix in (".pdf", ".docx") and not path.name.startswith(PREFIX)
        }

    def kill(self, chance):
        """Start a build and kill somebody after some looks; return how it ended."""
        process = self.start()
        whom, looks = chance.choice(("build", "worker", "both")), chance.randrange(MOST_STEPS)
        for _ in range(looks):
            try:
                process.wait(0.005)
                break
            except subprocess.TimeoutExpired:
                continue
        victims = children_of(process.pid) if whom != "build" else []
        for victim in victims[:1] if whom == "worker" else victims:
            try:
                os.kill(victim, signal.SIGKILL)
            except ProcessLookupError:
                continue
        if whom != "worker" and process.poll() is None:
            process.kill()
        ended = process.wait()
        self.counts["killed" if ended or victims else "ended"] += 1
        return ended


@pytest.fixture(scope="module")
def trial(tmp_path_factory):
    found = Trial(tmp_path_factory.mktemp("kills"))
    yield found
    if os.environ.get("COPYFIT_PROVE"):
        print(f"\n{found.counts}")


@pytest.mark.skipif(sys.platform != "linux", reason="a process's children are looked up in /proc")
class DescribeAKillOfAnybody:
    @pytest.mark.parametrize("seed", range(KILLS))
    def it_leaves_whole_files_and_the_next_build_is_right(self, trial, seed):
        trial.again()
        trial.kill(random.Random(20261126 + seed))
        assert all(content in (trial.old[name], trial.new[name]) for name, content in trial.files().items())
        assert trial.files().keys() == trial.old.keys()
        assert trial.start().wait() == 0
        assert trial.files() == trial.new
        assert not (trial.desk.out / daybook.NAME).exists()
        assert [path for path in trial.desk.out.rglob(".*") if path.is_file()] == []
