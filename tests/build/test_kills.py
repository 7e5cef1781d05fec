"""Whoever is killed, whenever: files are whole, both of a page of one build, and the next build is right.

The build, one of its workers, or both are killed at instants that a seed chooses; `make test` draws three,
with COPYFIT_PROVE=1 it is five hundred. Nothing that is asserted depends on when exactly the kill came.
"""

import os
import random
import shutil
import signal
import sys
import time
from pathlib import Path

import pytest

from copyfit.build import daybook
from copyfit.build.journal import PREFIX
from desk import Desk

from .builds import Builds

KILLS = 500 if os.environ.get("COPYFIT_PROVE") else 3
SLUGS = ("a", "b", "c", "d")
MOST_SECONDS = 0.6
"""The longest that a kill waits for: about as long as a build takes."""


def children_of(pid):
    """Return the processes that a process has started, from whichever of its threads."""
    try:
        told = [(task / "children").read_text() for task in Path(f"/proc/{pid}/task").iterdir()]
    except OSError:
        return []
    return sorted(int(child) for children in told for child in children.split())


def is_running(pid):
    """Return whether a process has not ended yet; one that nobody has waited for has."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


class Trial:
    """A project of eight pages in an old state and in a new one."""

    def __init__(self, folder, builds):
        self.desk, self.folder, self.builds = Desk(folder / "desk"), folder, builds
        self.old = self.state("old")
        shutil.copytree(self.desk.out, folder / "old")
        self.new = self.state("new")

    def state(self, word):
        for slug in SLUGS:
            self.desk.brief(slug, f"was: {word}")
        assert self.builds.run().status == 0
        return self.files()

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
        """Start a build, kill somebody after a while, and return whether anybody was still at work."""
        pid = self.builds.start()
        whom, late = chance.choice(("build", "worker", "both")), chance.uniform(0, MOST_SECONDS)
        until = time.monotonic() + late
        while is_running(pid) and time.monotonic() < until:
            time.sleep(0.002)
        victims = children_of(pid) if whom != "build" else []
        victims = victims[:1] if whom == "worker" else victims
        for victim in (*victims, *((pid,) if whom != "worker" else ())):
            try:
                os.kill(victim, signal.SIGKILL)
            except ProcessLookupError:
                continue
        return bool(self.builds.end().status)


@pytest.fixture(scope="module")
def trial(tmp_path_factory):
    folder = tmp_path_factory.mktemp("kills")
    with Builds(folder / "desk") as builds:
        yield Trial(folder, builds)


@pytest.mark.skipif(sys.platform != "linux", reason="a process's children are looked up in /proc")
class DescribeAKillOfAnybody:
    @pytest.mark.parametrize("seed", range(KILLS))
    def it_leaves_whole_files_and_the_next_build_is_right(self, trial, seed, proved):
        trial.again()
        at_work = trial.kill(random.Random(20261126 + seed))
        assert all(content in (trial.old[name], trial.new[name]) for name, content in trial.files().items())
        assert trial.files().keys() == trial.old.keys()
        done = trial.builds.run()
        assert done.status == 0, done.said
        assert trial.files() == trial.new
        assert not (trial.desk.out / daybook.NAME).exists()
        assert [path for path in trial.desk.out.rglob(".*") if path.is_file()] == []
        proved("the build, a worker or both are killed", at_work=at_work)
