"""Whichever call fails while a build writes, whenever it is killed: files are whole, the next build right.

`make test` draws a few calls and moments; with COPYFIT_PROVE=1 it is every call of a build, every error, and
500 moments, and the same for a page that is really made.
"""

import contextlib
import errno
import os
import random
import shutil
import signal
import subprocess
import sys
import time

import pytest

from copyfit.build.publication import PREFIX
from desk import Desk
from samples import ROOT

from .conftest import TESTS

PROVED = bool(os.environ.get("COPYFIT_PROVE"))
CALLS = ("open", "write", "fsync", "rename", "link", "mkdir")
ERRORS = (errno.ENOSPC, errno.EIO, errno.EACCES)
DRIVER = [sys.executable, str(TESTS / "build/driver.py")]
KILLS = 500 if PROVED else 4
MOST_CALLS = 200
DRAW = random.Random(20260320)


@pytest.fixture(scope="session")
def shim(tmp_path_factory):
    """Return the library that makes a call fail."""
    if not shutil.which("gcc") or sys.platform != "linux":
        pytest.skip("there is no C compiler")
    library = tmp_path_factory.mktemp("shim") / "shim.so"
    source = str(TESTS / "build/shim.c")
    subprocess.run(["gcc", "-shared", "-fPIC", "-O1", "-o", str(library), source, "-ldl"], check=True)
    return library


class Trial:
    """A project with one page, built in an old state and changed to a new one; how often it is tried."""

    def __init__(self, desk, folder):
        self.desk, self.folder = desk, folder
        self.command = [*DRIVER, str(desk.root)]
        self.own = {"PYTHONPATH": f"{TESTS}:{ROOT / 'build'}", "PYTHONDONTWRITEBYTECODE": "1"}
        desk.brief("harbour", "was: old")
        assert self.run().returncode == 0
        self.old = self.files()
        shutil.copytree(desk.root, folder / "old")
        desk.brief("harbour", "was: new")
        assert self.run().returncode == 0
        self.new = self.files()
        assert self.old.keys() == self.new.keys()

    def again(self):
        """Put the old files back, beside the new brief."""
        shutil.rmtree(self.desk.out)
        shutil.copytree(self.folder / "old/dist", self.desk.out)
        (self.folder / "told").unlink(missing_ok=True)

    def run(self, **more):
        return subprocess.run(
            self.command, env=os.environ | self.own | more, capture_output=True, text=True, timeout=120
        )

    def faulty(self, shim, call, number, error):
        """Build while the `number`-th `call` fails; return how it ended, None if there was no such call."""
        fault = {"FAULT_CALL": call, "FAULT_NUMBER": str(number), "FAULT_ERROR": str(error)}
        done = self.run(LD_PRELOAD=str(shim), FAULT_TOLD=str(self.folder / "told"), **fault)
        return done if (self.folder / "told").exists() else None

    def files(self):
        """Return what is in the output folder by name, the manifest apart."""
        return {
            str(path.relative_to(self.desk.out)): path.read_bytes()
            for path in self.desk.out.rglob("*")
            if path.is_file() and path.suffix in (".pdf", ".docx") and not path.name.startswith(PREFIX)
        }

    def is_together(self):
        """Return whether both files of each page are the old ones, or both the new ones."""
        files = self.files()
        pages = {name.rpartition(".")[0] for name in self.old}
        pairs = [{f"{page}.pdf", f"{page}.docx"} for page in pages]
        return self.is_whole() and all(
            any(all(files.get(name) == state[name] for name in pair) for state in (self.old, self.new))
            for pair in pairs
        )

    def is_whole(self):
        """Return whether every file is the old one or the new one."""
        return all(content in (self.old[name], self.new[name]) for name, content in self.files().items())

    def ends_well(self):
        """Build once more, undisturbed: the new files are there, and nothing else."""
        done = self.run()
        assert done.returncode == 0, done.stderr
        assert self.files() == self.new
        rest = [path for path in self.desk.out.rglob(".*") if path.is_file()]
        assert rest == []


@pytest.fixture(scope="module")
def trial(tmp_path_factory):
    return Trial(Desk(tmp_path_factory.mktemp("desk")), tmp_path_factory.mktemp("trial"))


def numbers_of(call):
    """Return which calls are to fail: all of them, or some that are drawn."""
    return range(1, MOST_CALLS) if PROVED else sorted(DRAW.sample(range(1, 6), 2))


class DescribeACallThatFails:
    @pytest.mark.parametrize("call", CALLS)
    def it_leaves_whole_files_and_the_next_build_is_right(self, trial, shim, call):
        for error in ERRORS if PROVED else (DRAW.choice(ERRORS),):
            for number in numbers_of(call):
                trial.again()
                done = trial.faulty(shim, call, number, error)
                assert trial.is_together(), (call, number, error)
                if done is None:
                    break
                assert done.returncode in (0, 1, 3), done.stderr
                assert "Traceback" not in done.stderr
                assert "itself failed" not in done.stderr
                trial.ends_well()

    @pytest.mark.slow
    @pytest.mark.skipif(not PROVED, reason="only with COPYFIT_PROVE=1")
    @pytest.mark.parametrize("call", CALLS)
    def it_holds_of_a_page_that_is_really_made(self, real, shim, call):
        for number in range(1, MOST_CALLS):
            real.again()
            done = real.faulty(shim, call, number, errno.ENOSPC)
            assert real.is_together(), (call, number)
            if done is None:
                break
            assert done.returncode in (0, 1, 3), done.stderr
            assert "Traceback" not in done.stderr
            real.ends_well()


@pytest.fixture
def real(tmp_path, tmp_path_factory):
    """Return a trial of the command as people run it, with the corpus's small brief."""
    from hostile.rows import BRIEF, SMALL
    from hostile.trial import lay_out

    class Real(Desk):
        def __init__(self, root):
            self.root, self.out = lay_out(root), root / "dist"

        def brief(self, slug, line):
            self.write(BRIEF, SMALL.replace("More ships", f"More {line.rpartition(' ')[2]} ships"))

    class RealTrial(Trial):
        def run(self, **more):
            self.command = [sys.executable, "-m", "copyfit", "build"]
            return subprocess.run(
                self.command,
                cwd=self.desk.root,
                env=os.environ | {"PYTHONPATH": str(ROOT / "build"), "PYTHONDONTWRITEBYTECODE": "1"} | more,
                capture_output=True,
                text=True,
                timeout=120,
            )

    return RealTrial(Real(tmp_path), tmp_path_factory.mktemp("real"))


class DescribeAKill:
    @pytest.mark.parametrize("call", ["rename", "fsync", "open"])
    def it_is_made_good_wherever_it_comes(self, trial, shim, call):
        for number in range(1, MOST_CALLS) if PROVED else (1, 2, 3):
            trial.again()
            done = trial.faulty(shim, call, number, 0)
            assert trial.is_whole(), (call, number)
            if done is None:
                break
            assert done.returncode == -signal.SIGKILL
            trial.ends_well()

    def it_is_made_good_whenever_it_comes(self, trial):
        started = time.monotonic()
        trial.again()
        trial.run()
        usual = time.monotonic() - started
        for _ in range(KILLS):
            trial.again()
            process = subprocess.Popen(
                trial.command,
                env=os.environ | trial.own,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(DRAW.uniform(0, usual))
            process.kill()
            process.wait()
            assert trial.is_whole()
            trial.ends_well()
