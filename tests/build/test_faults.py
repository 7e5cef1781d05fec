"""Whichever call fails while a build writes, or kills it: files are whole, the next build is right.

`make test` draws a few calls; with COPYFIT_PROVE=1 it is every call of a build and every error, and the same
for a page that is really made, by a process in which the calls of all libraries fail too.
"""

import errno
import os
import random
import shutil
import signal
import subprocess
import sys

import pytest

from copyfit.build.publication import PREFIX
from desk import Desk

from .builds import Builds
from .conftest import TESTS

PROVED = bool(os.environ.get("COPYFIT_PROVE"))
CALLS = ("open", "write", "fsync", "rename", "link", "mkdir")
ERRORS = (errno.ENOSPC, errno.EIO, errno.EACCES)
MOST_CALLS = 400
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
    """A project with pages, built in an old state and changed to a new one; how often it is tried."""

    def __init__(self, desk, folder, builds):
        self.desk, self.folder, self.builds = desk, folder, builds
        desk.brief("harbour", "was: old")
        assert self.run().status == 0
        self.old = self.files()
        shutil.copytree(desk.out, folder / "old")
        desk.brief("harbour", "was: new")
        assert self.run().status == 0
        self.new = self.files()
        assert self.old.keys() == self.new.keys()

    def again(self):
        """Put the old files back, beside the new brief."""
        shutil.rmtree(self.desk.out)
        shutil.copytree(self.folder / "old", self.desk.out)
        (self.folder / "told").unlink(missing_ok=True)

    def run(self, **more):
        return self.builds.run(**more)

    def faulty(self, call, number, error):
        """Build while the `number`-th `call` fails; return how it ended, None if there was no such call."""
        fault = {"FAULT_CALL": call, "FAULT_NUMBER": str(number), "FAULT_ERROR": str(error)}
        done = self.run(FAULT_TOLD=str(self.folder / "told"), **fault)
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
        assert done.status == 0, done.said
        assert self.files() == self.new
        rest = [path for path in self.desk.out.rglob(".*") if path.is_file()]
        assert rest == []


@pytest.fixture(scope="module")
def trial(tmp_path_factory, shim):
    desk = Desk(tmp_path_factory.mktemp("desk"))
    with Builds(desk.root, shim=shim) as builds:
        yield Trial(desk, tmp_path_factory.mktemp("trial"), builds)


@pytest.fixture(scope="module")
def real(tmp_path_factory, shim):
    """Return a trial of the corpus's small brief, whose page is really made."""
    from hostile.rows import BRIEF, SMALL
    from hostile.trial import lay_out

    class RealDesk(Desk):
        def __init__(self, root):
            self.root, self.out = lay_out(root), root / "dist"

        def brief(self, slug, line):
            self.write(BRIEF, SMALL.replace("More ships", f"More {line.rpartition(' ')[2]} ships"))

    desk = RealDesk(tmp_path_factory.mktemp("real"))
    with Builds(desk.root, "real", shim) as builds:
        yield Trial(desk, tmp_path_factory.mktemp("trial"), builds)


def numbers_of(call):
    """Return which calls are to fail: all of them, or some that are drawn."""
    return range(1, MOST_CALLS) if PROVED else sorted(DRAW.sample(range(1, 6), 2))


def holds_for_every_call(trial, call, error):
    """Let each call of a build fail in turn, and return how many there were."""
    for number in numbers_of(call):
        trial.again()
        done = trial.faulty(call, number, error)
        assert trial.is_together(), (call, number, error)
        if done is None:
            return number - 1
        assert done.status in (0, 1, 3), (call, number, done.said)
        assert "Traceback" not in done.said
        assert "itself failed" not in done.said
        trial.ends_well()
    assert not PROVED, "a build makes fewer calls than that"
    return len(numbers_of(call))


class DescribeACallThatFails:
    @pytest.mark.parametrize("call", CALLS)
    def it_leaves_whole_files_and_the_next_build_is_right(self, trial, call, proved):
        for error in ERRORS if PROVED else (DRAW.choice(ERRORS),):
            count = holds_for_every_call(trial, call, error)
            proved(f"each `{call}` of a build fails: {errno.errorcode[error]}", count)

    @pytest.mark.skipif(not PROVED, reason="only with COPYFIT_PROVE=1")
    @pytest.mark.parametrize("error", ERRORS)
    @pytest.mark.parametrize("call", CALLS)
    def it_holds_of_a_page_that_is_really_made(self, real, call, error, proved):
        count = holds_for_every_call(real, call, error)
        proved(f"each `{call}` while a page is made, libraries' too, fails: {errno.errorcode[error]}", count)


class DescribeAKill:
    @pytest.mark.parametrize("call", CALLS)
    def it_is_made_good_at_whichever_call_it_comes(self, trial, call, proved):
        numbers = range(1, MOST_CALLS) if PROVED else (1, 2, 3)
        for number in numbers:
            trial.again()
            done = trial.faulty(call, number, 0)
            assert trial.is_whole(), (call, number)
            if done is None:
                break
            assert done.status == -signal.SIGKILL
            trial.ends_well()
            proved(f"a build is killed at its n-th `{call}`")
