"""What a job may take, counted in its own computing time, and who is to blame for what took more."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time

import pytest

from copyfit.build.culprit import blamed, largest
from copyfit.build.limits import OutOfTime, counted, template_line, too_long
from copyfit.build.pool import Limits, Workers, computing_seconds
from copyfit.build.scratch import scratch_folder, sweep
from copyfit.errors import LimitError, Place, Problem, UsageError
from copyfit.protocol import Job

BRIEF = "briefs/harbour/brief.yaml"
PAGE = "templates/executive/page.html.j2"
LIMIT = Problem("limit", "making the page took more than 30 seconds of computing time")


def spend(seconds):
    """Use computing time in Python, where it can be stopped."""
    until = time.process_time() + seconds
    while time.process_time() < until:
        pass


class DescribeComputingTime:
    def it_stops_a_job_that_has_used_its_own(self):
        with pytest.raises(OutOfTime):
            with counted(0.1):
                spend(30)

    def it_does_not_count_the_time_of_others(self):
        with counted(0.2):
            time.sleep(0.5)

    def it_is_counted_anew_for_each_job(self):
        for _ in range(3):
            with counted(1.0):
                spend(0.4)

    def it_is_told_of_another_process_too(self):
        if not os.path.exists("/proc/self/stat"):
            pytest.skip("this system does not say it")
        spend(0.1)
        assert computing_seconds(os.getpid()) >= 0.1
        assert computing_seconds(2**30) is None


class DescribeMemory:
    def it_is_too_little_for_any_page(self):
        with Workers(Limits(memory_mib=1), "copyfit.make:make") as pool, pytest.raises(LimitError) as caught:
            pool.run(Job({}, "x", "y", "en", (), (), {}))
        (problem,) = caught.value.problems
        assert (problem.code, problem.message) == ("limit", "making the page took more memory than it may")

    @pytest.mark.parametrize("text", ["x", "nan", "-1", "1e400", "12", "255.9", "9" * 400])
    def it_is_a_number_that_a_page_can_be_made_with(self, monkeypatch, text):
        monkeypatch.setenv("COPYFIT_MEMORY_MIB", text)
        with pytest.raises(UsageError, match="COPYFIT_MEMORY_MIB is"):
            Limits.from_environment()


@pytest.fixture
def workers(monkeypatch, request):
    monkeypatch.setenv("PYTHONPATH", os.path.dirname(os.path.dirname(__file__)))
    with Workers(Limits(**getattr(request, "param", {})), "fake_makes:make") as pool:
        yield pool


def job(behaviour, **files):
    text = f"title: a\nbehaviour: {behaviour}\n"
    return Job({BRIEF: text.encode(), **files}, "harbour", "executive", "en", ("pdf",), ("executive",))


class DescribeAWorker:
    @pytest.mark.parametrize("workers", [{"seconds": 1.0}], indirect=True)
    def it_is_stopped_at_its_limit_and_another_takes_the_next_job(self, workers):
        with pytest.raises(LimitError, match="more than 1 seconds of computing time"):
            workers.run(job("loop"))
        assert workers.run(job("print")).files

    @pytest.mark.parametrize("workers", [{"seconds": 1.0}], indirect=True)
    def it_is_ended_when_a_library_does_not_come_back(self, workers):
        with pytest.raises(LimitError, match="of computing time"):
            workers.run(job("stubborn"))

    @pytest.mark.parametrize("workers", [{"seconds": 1.0}], indirect=True)
    def it_may_take_longer_by_the_clock(self, workers):
        assert workers.run(job("pause")).files

    @pytest.mark.parametrize("workers", [{"idle_seconds": 1.5}], indirect=True)
    def it_is_ended_when_it_does_nothing(self, workers):
        with pytest.raises(LimitError, match="did nothing") as error:
            workers.run(job("wait"))
        assert "build again" in error.value.problems[0].hint

    @pytest.mark.parametrize("workers", [{"idle_seconds": 1.5}], indirect=True)
    def it_is_ended_when_somebody_stopped_it(self, workers):
        workers.run(job("print"))
        (process,) = workers._idle
        threading.Timer(0.3, os.kill, (process._popen.pid, signal.SIGSTOP)).start()
        with pytest.raises(LimitError, match="did nothing"):
            workers.run(job("wait"))

    def it_outlives_the_thread_that_asked_for_it(self, workers):
        asking = threading.Thread(target=workers.run, args=(job("print"),))
        asking.start()
        asking.join()
        (process,) = workers._idle
        with pytest.raises(subprocess.TimeoutExpired):
            process._popen.wait(0.5)

    @pytest.mark.parametrize("workers", [{"seconds": 1.0}], indirect=True)
    def it_says_at_which_file_it_was(self, workers):
        with pytest.raises(LimitError) as error:
            workers.run(job("draw"))
        assert error.value.problems[0].place == Place("briefs/harbour/figures/staff.vl.json")


class DescribeWhatIsBlamed:
    def it_is_what_is_large_whatever_was_at_work(self):
        files = {BRIEF: b"x" * 250_000, PAGE: b"x"}
        said = blamed(LIMIT, files, "harbour", "executive", "briefs/harbour/figures/staff.vl.json")
        assert str(said.place) == BRIEF
        assert said.hint.startswith("244 KB is large for a file of one page's content: ")
        assert "COPYFIT_SECONDS" in said.hint

    def it_is_the_largest_for_its_kind(self):
        files = {
            BRIEF: b"x" * 50_000,
            "briefs/harbour/figures/a.csv": b"x" * 100_000,
            "templates/executive/style.css": b"x" * 900_000,
            "templates/student/style.css": b"x" * 9_000_000,
        }
        assert largest(files, "harbour", "executive").path == "templates/executive/style.css"

    def it_is_the_template_only_if_nothing_is_large(self):
        said = blamed(LIMIT, {BRIEF: b"x"}, "harbour", "executive")
        assert str(said.place) == PAGE
        assert "does not end" in said.hint

    def it_is_the_line_that_was_at_work(self):
        from jinja2 import DictLoader, Environment

        text = "first\n{% for a in range(9) %}\n{{ fail() }}\n{% endfor %}"
        page = Environment(loader=DictLoader({"executive/page.html.j2": text})).get_template(
            "executive/page.html.j2"
        )

        def fail():
            raise OutOfTime

        with pytest.raises(OutOfTime) as error:
            page.render(fail=fail)
        assert template_line(error.tb) == Place(PAGE, 3)
        late = too_long(30, error.tb).problems[0]
        assert str(blamed(late, {BRIEF: b"x"}, "harbour", "executive").place) == f"{PAGE}:3"

    def it_is_the_brief_where_its_words_were_being_fitted(self):
        from copyfit.fit.slack import widest

        def never(air):
            raise OutOfTime

        try:
            widest(never)
        except OutOfTime:
            (late,) = too_long(30, sys.exc_info()[2].tb_next).problems
        said = blamed(late, {BRIEF: b"x"}, "harbour", "executive")
        assert str(said.place) == BRIEF
        assert "shorten" in said.hint

    def it_is_the_document_where_a_first_brief_is_made_of_one(self):
        said = blamed(LIMIT, {"memo.docx": b"x", PAGE: b"x"}, "", "")
        assert str(said.place) == "memo.docx"

    def it_is_nobody_where_no_template_was_at_work(self):
        try:
            raise OutOfTime
        except OutOfTime:
            assert template_line(sys.exc_info()[2]) is None


class DescribeTemporaryFiles:
    """A worker that is killed cannot tidy up: its starter does."""

    @pytest.mark.parametrize("behaviour", ["litter", "abandon"])
    def it_leaves_none(self, monkeypatch, tmp_path, behaviour):
        monkeypatch.setenv("PYTHONPATH", os.path.dirname(os.path.dirname(__file__)))
        monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
        with Workers(Limits(), "fake_makes:make") as pool:
            ends = pytest.raises(LimitError) if behaviour == "abandon" else contextlib.nullcontext()
            with ends:
                pool.run(job(behaviour))
            (folder,) = tmp_path.iterdir() if behaviour == "litter" else (tmp_path,)
            assert any(path.name.startswith("left-") for path in folder.iterdir()) == (behaviour == "litter")
        assert list(tmp_path.iterdir()) == []

    def it_removes_those_of_a_command_that_was_killed_and_no_others(self, monkeypatch, tmp_path):
        monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
        ours = scratch_folder()
        for name in (
            f"copyfit-worker-{2**22 + 1}-x",
            f"copyfit-worker-{os.getpid()}-y",
            "copyfit-worker-z",
            "notes",
        ):
            (tmp_path / name).mkdir()
        (tmp_path / f"copyfit-worker-{2**22 + 2}-link").symlink_to("notes")
        sweep()
        assert f"copyfit-worker-{2**22 + 1}-x" not in {path.name for path in tmp_path.iterdir()}
        assert len(list(tmp_path.iterdir())) == 5
        assert ours.stat().st_mode & 0o077 == 0
