"""The same jobs on other machines: the same bytes, and each failure that of one page."""

import os
import signal
import subprocess
import sys

import pytest

from copyfit.build import Progress, request
from copyfit.cluster import RemoteCrew, bundles_of, connection
from copyfit.cluster.agreement import differences
from copyfit.cluster.task import bundle_digest
from copyfit.errors import ExitStatus, MachineError, UsageError
from desk import READERSHIP, Desk

from .conftest import PACKAGE, TESTS

PROVED = pytest.mark.skipif("COPYFIT_PROVE" not in os.environ, reason="the rest of the cluster: make prove")


@pytest.fixture
def desk(tmp_path, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(TESTS))
    monkeypatch.setattr(request, "_readership", lambda *_: READERSHIP)
    return Desk(tmp_path / "project")


class AtTheFirst(Progress):
    """Does something as soon as one page is there."""

    def __init__(self, do):
        self.do, self.done = do, []

    def finished(self, result):
        self.done.append(result.id)
        if len(self.done) == 1:
            self.do()


def contents(out):
    return {str(path.relative_to(out)): path.read_bytes() for path in out.rglob("*") if path.is_file()}


def codes(error):
    return [problem.code for problem in error.value.problems]


class DescribeACluster:
    def it_makes_the_same_bytes_though_a_worker_is_killed_midway(self, site, desk, tmp_path):
        for slug in "abc":
            desk.brief(slug, "print")
        with RemoteCrew.at(site.address) as crew:
            assert crew.threads == 2
            progress = AtTheFirst(lambda: site.kill("one"))
            report = desk.build(crew=crew, progress=progress)
            sent = crew.sent_bytes
        assert {result.status for result in report.results} == {"built"}
        assert report.problems == ()
        assert len(progress.done) == 6
        desk.build(out=tmp_path / "alone")
        assert contents(desk.out) == contents(tmp_path / "alone")
        written = sum(path.stat().st_size for path in desk.root.glob("[bt]*/**/*.*"))
        assert sent < 2 * written + 6 * 300, "what jobs are made from is sent once"


@PROVED
class DescribeThePagesOfACluster:
    @pytest.mark.parametrize(
        ("behaviour", "code"),
        [("die", "crashed"), ("eat", "limit"), ("refuse", "does-not-fit"), ("break", "our-fault")],
    )
    def it_is_alone_with_its_failure(self, site, desk, behaviour, code):
        site.again()
        desk.brief("a", f"{behaviour} executive")
        desk.brief("b")
        with RemoteCrew.at(site.address) as crew:
            report = desk.build(crew=crew)
        assert [problem.code for problem in report.problems] == [code]
        assert [result.status for result in report.results].count("failed") == 1

    def it_is_stopped_when_it_takes_too_long(self, site, desk, monkeypatch):
        site.again()
        monkeypatch.setenv("COPYFIT_SECONDS", "1.5")
        desk.brief("a", "loop executive")
        with RemoteCrew.at(site.address) as crew:
            report = desk.build(crew=crew)
        assert [problem.code for problem in report.problems] == ["limit"]


@PROVED
class DescribeAWorkerOfAnotherVersion:
    def it_is_refused_with_the_list_before_anything_is_sent(self, site, older, copyfit, project):
        site.again()
        site.worker("older", PYTHONPATH=f"{older}:{TESTS}")
        try:
            done = copyfit("build", "--cluster", site.address, "--out", "elsewhere", cwd=project)
        finally:
            site.kill("older")
        assert done.returncode == ExitStatus.MACHINE
        assert "would not make the same files: copyfit 0.0.9 there, " in done.stderr
        assert "install the same there" in done.stderr
        assert not (project / "elsewhere").exists()

    def it_makes_no_page_if_it_joins_later(self, site, older, desk):
        site.again()
        for slug in "abcdef":
            desk.brief(slug)
        with RemoteCrew.at(site.address) as crew:
            site.worker("older", PYTHONPATH=f"{older}:{TESTS}")
            report = desk.build(crew=crew)
        site.kill("older")
        assert {problem.code for problem in report.problems} <= {"cluster-mismatch"}


@PROVED
class DescribeALostCluster:
    def it_is_told_when_its_last_worker_is_gone(self, empty_site, desk):
        empty_site.worker("one")
        desk.brief("a", "wait")
        with RemoteCrew.at(empty_site.address, patience=0.5) as crew:
            empty_site.kill("one")
            with pytest.raises(MachineError) as error:
                desk.build(crew=crew)
        assert codes(error) == ["cluster-lost"]
        assert "build again" in error.value.problems[0].hint

    def it_is_told_when_its_scheduler_is_gone_and_what_was_done_is_kept(self, empty_site, desk):
        empty_site.worker("one")
        for slug in "abc":
            desk.brief(slug, "pause")
        with RemoteCrew.at(empty_site.address) as crew:
            with pytest.raises(MachineError) as error:
                desk.build(crew=crew, progress=AtTheFirst(lambda: empty_site.kill("scheduler")))
        assert codes(error) == ["cluster-lost"]
        assert list(desk.statuses().values()).count("fresh") >= 1

    def it_is_told_when_it_has_no_worker(self, empty_site):
        with pytest.raises(MachineError) as error:
            RemoteCrew.at(empty_site.address)
        assert codes(error) == ["cluster-empty"]
        assert empty_site.address in error.value.problems[0].hint


@PROVED
class DescribeRealPages:
    def it_has_the_bytes_of_a_build_without_a_cluster(self, site, copyfit, project):
        site.again()
        out = project.parent / "from-the-cluster"
        chosen = ("nato-iraq", "--language", "en", "--out", str(out))
        done = copyfit("build", *chosen, "--cluster", site.address, cwd=project)
        assert done.returncode == 0, done.stderr
        assert "2 pages at once on the cluster" in done.stderr
        made = {name: one for name, one in contents(out).items() if name != "manifest.json"}
        assert made.items() <= contents(project / "dist").items()
        assert len(made) == 6


@PROVED
class DescribeAnInterruptedBuild:
    def it_ends_at_once_and_drops_what_is_queued(self, empty_site, project):
        empty_site.worker("one")
        process = subprocess.Popen(
            [sys.executable, "-m", "copyfit", "build", "--cluster", empty_site.address, "--out", "stopped"],
            cwd=project,
            env=os.environ | {"PYTHONPATH": str(PACKAGE)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert "at once on the cluster" in process.stderr.readline()
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)
        assert process.returncode == ExitStatus.INTERRUPTED
        assert "Traceback" not in said
        with RemoteCrew.at(empty_site.address) as crew:
            states = crew._client.run_on_scheduler(
                lambda dask_scheduler: [task.state for task in dask_scheduler.tasks.values()]
            )
        assert not {"queued", "waiting", "no-worker"} & set(states)


@PROVED
class DescribeAGuardedCluster:
    def it_is_entered_with_a_certificate_and_not_without(self, guarded_site, copyfit, project):
        chosen = ("--cluster", guarded_site.address, "--out", "guarded")
        refused = copyfit("build", *chosen, cwd=project)
        assert refused.returncode == ExitStatus.MACHINE
        assert "Traceback" not in refused.stderr
        done = copyfit(
            "build", "nato-iraq", "--variant", "student", "--language", "en", *chosen,
            cwd=project, **guarded_site.variables,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr


class DescribeTheAddress:
    @pytest.mark.parametrize("address", ["", "10.0.0.5", "http://10.0.0.5:8786", "tcp://a b:1", "tcp://x:y"])
    def it_is_refused_if_it_is_none(self, address):
        with pytest.raises(UsageError) as error:
            RemoteCrew.at(address)
        assert "tcp://10.0.0.5:8786" in error.value.problems[0].hint

    def it_says_that_nobody_answers(self, monkeypatch):
        monkeypatch.setattr(connection, "_CONNECT_SECONDS", 0.3)
        with pytest.raises(MachineError) as error:
            RemoteCrew.at("tcp://127.0.0.1:1")
        assert codes(error) == ["no-cluster"]
        assert "dask scheduler" in error.value.problems[0].hint

    def it_says_what_to_install_where_dask_is_missing(self, monkeypatch):
        monkeypatch.setitem(__import__("sys").modules, "distributed", None)
        with pytest.raises(MachineError) as error:
            RemoteCrew.at("tcp://127.0.0.1:1")
        assert "copyfit[cluster]" in error.value.problems[0].hint


class DescribeWhatDiffers:
    def it_is_named_with_both_versions(self):
        own = {"weasyprint": "70.0", "source": "x", "pango": "1.50", "python": "3.11.7"}
        theirs = {"weasyprint": "69.0", "source": "y", "python": "3.11.7"}
        assert list(differences(theirs, own)) == [
            "pango missing there, 1.50 here",
            "copyfit's own files differ",
            "weasyprint 69.0 there, 70.0 here",
        ]


class DescribeBundles:
    def it_is_one_for_each_folder_that_is_shared(self):
        files = {"briefs/a/brief.yaml": b"1", "briefs/a/f/x.csv": b"2", "briefs/facts.yaml": b"3",
                 "templates/shared/a.css": b"4", "templates/executive/page.html.j2": b"5"}  # fmt: skip
        found = bundles_of(files)
        assert set(found) == {"briefs/a", "briefs/facts.yaml", "templates/shared", "templates/executive"}
        assert {path: one for bundle in found.values() for path, one in bundle.items()} == files

    def it_is_known_by_what_it_holds_and_where(self):
        assert bundle_digest({"a": b"1", "b": b"2"}) == bundle_digest({"b": b"2", "a": b"1"})
        assert (
            len({bundle_digest(one) for one in ({"a": b"1"}, {"a": b"2"}, {"b": b"1"}, {}, {"a1": b""})}) == 5
        )
