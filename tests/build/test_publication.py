"""Files appear whole or not at all, whatever fails on the way."""

import contextlib
import errno
import json
import os
import signal

import msgspec
import pytest

from copyfit.build.journal import JOURNAL, PREFIX, Rename, interrupted, is_interrupted
from copyfit.build.publication import held, publish, signals_held
from copyfit.errors import MachineError

OLD = {"a/x.pdf": b"old pdf", "a/x.docx": b"old docx"}
NEW = {"a/x.pdf": b"new pdf", "a/x.docx": b"new docx"}
CALLS = ("os.open", "os.fsync", "os.fdopen", "os.link", "pathlib.Path.replace", "pathlib.Path.mkdir")


class _Failing:
    """Fails the n-th call of the named functions with the given error."""

    def __init__(self, monkeypatch, number, code):
        self.left = number
        self.failed = False
        self.code = code
        for name in CALLS:
            monkeypatch.setattr(name, self._wrap(_resolve(name)))

    def _wrap(self, function):
        def call(*arguments, **named):
            self.left -= 1
            if self.left == 0:
                self.failed = True
                raise OSError(self.code, os.strerror(self.code))
            return function(*arguments, **named)

        return call


class _Killing(_Failing):
    """Ends the process at the n-th call of the named functions, as a kill does."""

    def __init__(self, monkeypatch, number):
        super().__init__(monkeypatch, number, 0)

    def _wrap(self, function):
        def call(*arguments, **named):
            self.left -= 1
            if self.left == 0:
                os._exit(9)
            return function(*arguments, **named)

        return call


def _resolve(name):
    module, _, rest = name.partition(".")
    found = {"os": os, "pathlib": __import__("pathlib")}[module]
    for part in rest.split("."):
        found = getattr(found, part)
    return found


def _contents(out):
    return {str(path.relative_to(out)): path.read_bytes() for path in out.rglob("*") if path.is_file()}


class DescribePublishing:
    def it_puts_all_files_in_place(self, tmp_path):
        publish(tmp_path, OLD)
        publish(tmp_path, NEW)
        assert _contents(tmp_path) == NEW

    @pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EACCES, errno.EMFILE])
    def it_leaves_whole_files_and_no_others_whichever_step_fails(self, tmp_path, code):
        for number in range(1, 50):
            out = tmp_path / str(number)
            publish(out, OLD)
            with pytest.MonkeyPatch.context() as monkeypatch:
                failing = _Failing(monkeypatch, number, code)
                try:
                    publish(out, NEW)
                    failed = False
                except MachineError as error:
                    failed = True
                    assert [problem.code for problem in error.problems] == ["unwritable"]
            found = _contents(out)
            assert found in (OLD, NEW), "the two formats change together"
            assert failed <= (found == OLD)
            if failing.left > 0:
                assert not failed
                assert found == NEW
                return
        pytest.fail("publishing never ran out of steps that may fail")

    def it_leaves_both_files_as_they_were_where_one_cannot_be_replaced(self, tmp_path):
        publish(tmp_path, {"a/x.pdf": b"old pdf"})
        (tmp_path / "a/x.docx/inside").mkdir(parents=True)
        with pytest.raises(MachineError):
            publish(tmp_path, NEW)
        assert _contents(tmp_path) == {"a/x.pdf": b"old pdf"}

    @pytest.mark.parametrize("before", [OLD, {}, {"a/x.pdf": b"old pdf"}], ids=["both", "none", "one"])
    def it_is_finished_or_taken_back_after_a_kill_at_any_step(self, tmp_path, before):
        said = set()
        for number in range(1, 60):
            out = tmp_path / str(number)
            out.mkdir()
            publish(out, before)
            child = os.fork()
            if not child:
                with contextlib.suppress(BaseException):
                    with pytest.MonkeyPatch.context() as monkeypatch:
                        _Killing(monkeypatch, number)
                        publish(out, NEW)
                os._exit(0)
            ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
            if is_interrupted(out):
                assert [problem.code for problem in interrupted(out)] == ["interrupted-publication"]
            with held(out, lambda: None) as remarks:
                assert not is_interrupted(out)
            said |= {problem.message.rpartition("; ")[2] for problem in remarks}
            found = _contents(out)
            assert found in (before, NEW)
            if not ended:
                assert found == NEW
                assert said == {"that is finished now"}
                return
        pytest.fail("publishing never ran out of steps to be killed at")

    def it_is_taken_back_where_it_cannot_be_finished(self, tmp_path):
        publish(tmp_path, OLD)
        old, new = f"a/{PREFIX}x.pdf.7.old.tmp", f"a/{PREFIX}x.docx.7.tmp"
        moves = [Rename(f"a/{PREFIX}x.pdf.7.tmp", "a/x.pdf", old), Rename(new, "a/x.docx")]
        (tmp_path / old).write_bytes(b"older pdf")
        (tmp_path / new).write_bytes(b"new docx")
        (tmp_path / "a/x.docx").unlink()
        (tmp_path / "a/x.docx/inside").mkdir(parents=True)
        (tmp_path / JOURNAL).write_bytes(msgspec.json.encode(moves))
        with held(tmp_path, lambda: None) as remarks:
            assert "taken back" in remarks[0].message
        assert _contents(tmp_path) == {"a/x.pdf": b"older pdf"}

    @pytest.mark.parametrize("note", [b"", b"[" * 99_999, b'[{"temporary": "../x", "name": "/etc/x"}]'])
    def it_does_nothing_for_a_note_that_is_none(self, tmp_path, note):
        publish(tmp_path / "out", OLD)
        (tmp_path / "x").write_text("mine")
        (tmp_path / "out" / JOURNAL).write_bytes(note)
        with held(tmp_path / "out", lambda: None) as remarks:
            assert remarks == ()
        assert _contents(tmp_path / "out") == OLD
        assert (tmp_path / "x").read_text() == "mine"

    @pytest.mark.parametrize("before", ["", "link/.copyfit-mine.7.old.tmp", "link/mine"])
    @pytest.mark.parametrize("name", ["link/mine", "../x/mine", "a\0b", "", ".", "/mine", "link/\ud800"])
    def it_moves_and_removes_nothing_outside_for_a_note_that_was_forged(self, tmp_path, name, before):
        """A note is read from a folder that may have come with a stranger's project, links and all."""
        publish(tmp_path / "out", OLD)
        files = {"mine": b"mine", ".copyfit-mine.7.old.tmp": b"mine too"}
        (tmp_path / "x").mkdir()
        for path, content in files.items():
            (tmp_path / "x" / path).write_bytes(content)
        (tmp_path / "out/link").symlink_to(tmp_path / "x")
        temporary = f"{name.rpartition('/')[0]}/.copyfit-new.7.tmp".lstrip("/")
        gone = {"temporary": temporary, "name": "a/none.pdf", "before": "a/.copyfit-none.7.old.tmp"}
        note = [{"temporary": temporary, "name": name, "before": before}, gone]
        (tmp_path / "out" / JOURNAL).write_bytes(json.dumps(note).encode())
        with held(tmp_path / "out", lambda: None):
            pass
        assert {path.name: path.read_bytes() for path in (tmp_path / "x").iterdir()} == files
        (tmp_path / "out/link").unlink()
        assert _contents(tmp_path / "out") == OLD

    def it_says_which_folder_cannot_be_written(self, tmp_path):
        (tmp_path / "a").write_text("a file")
        with pytest.raises(MachineError) as error:
            publish(tmp_path, NEW)
        assert str(tmp_path / "a") in error.value.problems[0].message
        assert "--out" in error.value.problems[0].hint

    def it_replaces_a_link_instead_of_writing_through_it(self, tmp_path):
        (tmp_path / "outside").write_bytes(b"mine")
        (tmp_path / "out/a").mkdir(parents=True)
        (tmp_path / "out/a/x.pdf").symlink_to(tmp_path / "outside")
        publish(tmp_path / "out", NEW)
        assert (tmp_path / "outside").read_bytes() == b"mine"
        assert not (tmp_path / "out/a/x.pdf").is_symlink()

    def it_gives_files_the_rights_that_the_user_gives(self, tmp_path):
        before = os.umask(0o027)
        try:
            publish(tmp_path, NEW)
        finally:
            os.umask(before)
        assert (tmp_path / "a/x.pdf").stat().st_mode & 0o777 == 0o640


class DescribeHolding:
    def it_leaves_nothing_behind(self, tmp_path):
        with held(tmp_path / "new", lambda: None):
            assert (tmp_path / "new").is_dir()
        assert list(tmp_path.iterdir()) == []

    def it_works_in_a_folder_that_may_only_be_read(self, tmp_path):
        (tmp_path / "out").mkdir(mode=0o555)
        with held(tmp_path / "out", lambda: None):
            pass


@pytest.fixture
def interruptible():
    """Let an interrupt raise, as on a terminal: a shell's background job is started deaf to it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
class DescribeSignalsHeld:
    def it_lets_a_signal_wait_until_the_block_is_done(self):
        done = []
        with pytest.raises(KeyboardInterrupt):
            with signals_held():
                signal.raise_signal(signal.SIGINT)
                done.append(True)
        assert done == [True]
        assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
