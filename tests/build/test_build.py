"""What is out of date is made, whole or not at all; the rest is left alone."""

import datetime as dt
import io
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from copyfit.build import Progress, check
from copyfit.build import Request as _Request
from copyfit.build import manifest as manifests
from copyfit.errors import ExitStatus, MachineError, UsageError
from desk import READERSHIP

TESTS = Path(__file__).resolve().parents[1]
PACKAGE = TESTS.parent / "build"


def forged(out, artifact):
    """Say something else of the files of the last edition in a manifest, with a digest that is right."""
    path = out / "manifest.json"
    contents = json.loads(path.read_bytes())
    for one in contents["editions"][-1]["artifacts"]:
        one.update(artifact)
    path.write_bytes(manifests._bytes_of(manifests._CONTENTS.decode(json.dumps(contents).encode())))
    assert manifests.read_manifest(out).entries


class DescribeABuild:
    def it_makes_every_format_of_every_edition(self, desk):
        desk.brief("a")
        assert desk.build().exit_status == ExitStatus.DONE
        assert sorted(desk.files()) == [
            "a/a-academic-en.docx",
            "a/a-academic-en.pdf",
            "a/a-executive-en.docx",
            "a/a-executive-en.pdf",
            "manifest.json",
        ]

    def it_leaves_alone_what_is_up_to_date(self, desk):
        desk.brief("a")
        desk.build()
        before = desk.files()
        assert desk.statuses() == {"a/academic": "fresh", "a/executive": "fresh"}
        assert desk.files() == before

    def it_makes_one_variant_when_one_template_changes(self, desk):
        desk.brief("a")
        desk.build()
        desk.write("templates/executive/page.html.j2", "changed")
        assert desk.statuses() == {"a/academic": "fresh", "a/executive": "built"}

    def it_makes_everything_when_a_shared_template_changes(self, desk):
        desk.brief("a")
        desk.build()
        desk.write("templates/shared/house.css", "p {}")
        assert set(desk.statuses().values()) == {"built"}

    def it_makes_one_brief_when_one_brief_changes(self, desk):
        desk.brief("a")
        desk.brief("b")
        desk.build()
        desk.brief("b", "print")
        statuses = desk.statuses()
        assert (statuses["a/academic"], statuses["b/academic"]) == ("fresh", "built")

    def it_makes_a_file_again_that_was_removed(self, desk):
        desk.brief("a")
        desk.build()
        before = desk.files()
        (desk.out / "a/a-academic-en.pdf").unlink()
        assert desk.statuses()["a/academic"] == "built"
        assert {name: data for name, (data, _) in desk.files().items()} == {
            name: data for name, (data, _) in before.items()
        }

    def it_keeps_what_a_person_changed_beside_the_new_file(self, desk):
        desk.brief("a")
        desk.build()
        before = (desk.out / "a/a-executive-en.docx").read_bytes()
        for words in (b"another hand", b"a third hand"):
            (desk.out / "a/a-executive-en.docx").write_bytes(words)
            report = desk.build()
            assert [problem.code for problem in report.problems] == ["edited-file"]
            assert report.problems[0].place.path.startswith("dist/a/a-executive-en.edited")
            assert str(desk.root) not in report.problems[0].message
            assert (desk.out / "a/a-executive-en.docx").read_bytes() == before
        assert (desk.out / "a/a-executive-en.edited.docx").read_bytes() == b"another hand"
        assert (desk.out / "a/a-executive-en.edited-2.docx").read_bytes() == b"a third hand"
        assert desk.build().problems == ()

    def it_keeps_what_another_program_saved_also_if_no_manifest_tells(self, desk):
        desk.brief("a")
        desk.build()
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as package:
            package.writestr(zipfile.ZipInfo("word/document.xml", (2026, 3, 20, 9, 0, 0)), "mine")
        (desk.out / "a/a-executive-en.docx").write_bytes(stream.getvalue())
        (desk.out / "manifest.json").unlink()
        assert [problem.code for problem in desk.build().problems] == ["edited-file"]
        assert (desk.out / "a/a-executive-en.edited.docx").read_bytes() == stream.getvalue()

    def it_goes_on_making_the_other_format_when_one_was_asked_for(self, desk):
        desk.brief("a")
        desk.build()
        desk.write("templates/shared/house.css", "p {}")
        desk.build(formats=("pdf",))
        assert set(desk.statuses(formats=("pdf",)).values()) == {"fresh"}
        assert set(desk.statuses().values()) == {"built"}

    def it_writes_the_same_bytes_anywhere(self, desk, tmp_path):
        desk.brief("a")
        desk.build()
        elsewhere = tmp_path / "elsewhere" / "deep"
        desk.build(out=elsewhere)
        assert (elsewhere / "manifest.json").read_bytes() == (desk.out / "manifest.json").read_bytes()

    def it_refuses_names_that_do_not_exist_and_says_what_may_be_meant(self, desk):
        desk.brief("harbour")
        with pytest.raises(UsageError) as error:
            desk.build(briefs=("harbor",))
        assert error.value.problems[0].hint == "did you mean harbour?"
        with pytest.raises(UsageError):
            desk.build(variants=("executiv",))
        with pytest.raises(UsageError):
            desk.build(languages=("fr",))


class DescribeAnEditionThatFails:
    """Its files of before stay, the others are made, and the problem says what to do."""

    @pytest.mark.parametrize(
        ("behaviour", "code"),
        [
            ("die", "crashed"),
            ("eat", "limit"),
            ("nest", "limit"),
            ("refuse", "does-not-fit"),
            ("break", "our-fault"),
        ],
    )
    def it_is_alone_with_its_failure(self, desk, behaviour, code):
        desk.brief("a")
        desk.brief("b")
        desk.build()
        before = desk.files()
        desk.brief("a", f"{behaviour} executive")
        report = desk.build()
        assert {result.id.parts[:2]: result.status for result in report.results} == {
            ("a", "academic"): "built",
            ("a", "executive"): "failed",
            ("b", "academic"): "fresh",
            ("b", "executive"): "fresh",
        }
        assert [problem.code for problem in report.problems] == [code]
        assert report.exit_status == ExitStatus.PROBLEM
        for form in ("pdf", "docx"):
            name = f"a/a-executive-en.{form}"
            assert desk.files()[name] == before[name]

    def it_is_stopped_when_it_takes_too_long(self, desk, monkeypatch):
        monkeypatch.setenv("COPYFIT_SECONDS", "1.5")
        desk.brief("a", "loop executive")
        report = desk.build()
        assert [problem.code for problem in report.problems] == ["limit"]
        assert str(report.problems[0].place) == "templates/executive/page.html.j2"
        assert [result.status for result in report.results] == ["built", "failed"]

    @pytest.mark.parametrize(
        ("behaviour", "said"),
        [
            ("starve", "the system gave it too little memory: allow it more, such as by ulimit -v unlimited"),
            ("crash", "was memory short? else a font or picture may be broken: free(): invalid pointer"),
        ],
    )
    def it_that_crashed_tells_its_last_words_and_no_step_of_a_stack(self, desk, behaviour, said):
        desk.brief("a", f"{behaviour} executive")
        (problem,) = desk.build().problems
        assert (problem.code, problem.hint) == ("crashed", said)

    def it_writes_nothing_that_was_not_there(self, desk):
        desk.brief("a", "refuse")
        desk.build()
        assert not desk.out.exists()

    def it_keeps_a_fault_of_ours_in_a_file(self, desk):
        desk.brief("a", "break executive")
        problem = desk.build().problems[0]
        path = Path(problem.hint.rpartition(" ")[2])
        assert "KeyError: 'a promise'" in path.read_text()
        assert "Traceback" not in problem.message
        path.unlink()

    def it_does_not_mix_what_libraries_print_into_the_answer(self, desk):
        desk.brief("a", "print")
        assert set(desk.statuses().values()) == {"built"}

    def it_knows_nothing_of_the_secrets_around(self, desk, monkeypatch):
        monkeypatch.setenv("CI_TOKEN", "secret")
        from copyfit.build.pool import surroundings

        assert "CI_TOKEN" not in surroundings()


class DescribeStaleFacts:
    def it_warns_of_them_on_the_day_also_if_nothing_is_made(self, desk):
        desk.write("briefs/a/brief.yaml", "title: a\nreview_by: 2026-12-01\n")
        assert desk.build(today=dt.date(2026, 12, 1)).problems == ()
        later = desk.build(today=dt.date(2026, 12, 2))
        assert [problem.code for problem in later.problems] == ["stale-fact"]
        assert {result.status for result in later.results} == {"fresh"}

    def it_stops_a_strict_build(self, desk):
        desk.write("briefs/a/brief.yaml", "title: a\nreview_by: 2026-12-01\n")
        report = desk.build(today=dt.date(2026, 12, 2), strict=True)
        assert report.exit_status == ExitStatus.PROBLEM
        assert not desk.out.exists()


class DescribeTheManifest:
    def it_describes_every_artifact(self, desk):
        desk.brief("a")
        desk.build()
        manifest = json.loads((desk.out / "manifest.json").read_text())
        edition = manifest["editions"][0]
        assert edition["brief"] == "a"
        assert set(edition["inputs"]) == {
            "briefs/a/brief.yaml",
            "templates/academic/page.html.j2",
            "templates/shared/house.css",
        }
        artifact = edition["artifacts"][0]
        assert set(artifact) == {"format", "path", "sha256", "bytes", "pages", "key"}
        assert edition["environment"] in manifest["environments"]

    @pytest.mark.parametrize(
        "damage",
        [
            pytest.param(lambda data: b"", id="empty"),
            pytest.param(lambda data: data[: len(data) // 2], id="torn"),
            pytest.param(lambda data: data.replace(b'"fill": 0.98', b'"fill": 0.99'), id="changed"),
            pytest.param(lambda data: b"[" * 100_000, id="deep"),
            pytest.param(lambda data: b"[1, 2]", id="a list"),
            pytest.param(lambda data: b'{"digest": 1, "editions": 3}', id="another shape"),
            pytest.param(lambda data: b"\xff\xfe", id="not text"),
        ],
    )
    def it_is_made_anew_once_when_it_is_damaged(self, desk, damage):
        desk.brief("a")
        desk.build()
        path = desk.out / "manifest.json"
        before = path.read_bytes()
        path.write_bytes(damage(before))
        assert set(desk.statuses().values()) == {"built"}
        assert set(desk.statuses().values()) == {"fresh"}
        assert path.read_bytes() == before

    @pytest.mark.parametrize("path", ["../x/mine", "link/mine", "a/\0", "/{x}/mine"])
    def it_has_nothing_removed_outside_when_it_is_forged(self, desk, path):
        """It may have come with a stranger's project, its digest right and its paths leading out."""
        desk.brief("a")
        desk.brief("b")
        desk.build()
        shutil.rmtree(desk.root / "briefs/b")
        (desk.root / "x").mkdir()
        (desk.root / "x/mine").write_bytes(b"mine")
        (desk.out / "link").symlink_to(desk.root / "x")
        said = path.replace("/{x}", str(desk.root / "x"))
        forged(desk.out, {"path": said, "sha256": sha256(b"mine").hexdigest(), "bytes": 4})
        desk.build(prune=True)
        assert (desk.root / "x/mine").read_bytes() == b"mine"

    def it_keeps_nothing_aside_where_a_link_leads(self, desk):
        desk.brief("a")
        (desk.root / "x").mkdir()
        (desk.root / "x/a-executive-en.docx").write_bytes(b"PK another hand")
        desk.out.mkdir()
        (desk.out / "a").symlink_to(desk.root / "x")
        assert desk.build().exit_status == ExitStatus.MACHINE
        assert [path.name for path in (desk.root / "x").iterdir()] == ["a-executive-en.docx"]

    def it_names_files_of_briefs_and_variants_that_are_gone_until_they_are_removed(self, desk):
        desk.brief("a")
        desk.brief("b")
        desk.build()
        (desk.root / "briefs/b/brief.yaml").unlink()
        (desk.root / "templates/academic/page.html.j2").unlink()
        (desk.out / "b/notes.txt").write_text("mine")
        for _ in range(2):
            report = desk.build()
            assert {problem.code for problem in report.problems} == {"left-over"}
            assert "--prune" in report.problems[0].hint
            assert {str(problem.place) for problem in report.problems} == {"dist"}
            assert len(report.problems) == 3
        assert {problem.code for problem in desk.build(prune=True).problems} == {"pruned"}
        manifest = json.loads((desk.out / "manifest.json").read_text())
        assert [(e["brief"], e["variant"]) for e in manifest["editions"]] == [("a", "executive")]
        assert sorted(desk.files()) == [
            "a/a-executive-en.docx",
            "a/a-executive-en.pdf",
            "b/notes.txt",
            "manifest.json",
        ]
        assert desk.build().problems == ()

    def it_spares_what_a_person_changed_when_it_removes_and_goes_on_saying_so(self, desk):
        desk.brief("a")
        desk.brief("b")
        desk.build()
        (desk.root / "briefs/b/brief.yaml").unlink()
        (desk.out / "b/b-executive-en.docx").write_bytes(b"another hand")
        for _ in range(2):
            report = desk.build(prune=True)
            assert [path.name for path in (desk.out / "b").iterdir()] == ["b-executive-en.docx"]
            assert report.problems[-1].code == "unknown-file"
            assert report.problems[-1].message.startswith("b/b-executive-en.docx is called as pages are")

    def it_names_files_that_no_manifest_knows_as_long_as_they_are_there_and_removes_none(self, desk):
        desk.brief("a")
        desk.brief("b")
        desk.build()
        shutil.rmtree(desk.root / "briefs/b")
        (desk.out / "manifest.json").unlink()
        (desk.out / "a/a-executive-en.edited.docx").write_bytes(b"kept")
        (desk.out / "a/notes.pdf").write_bytes(b"mine")
        for prune in (False, True, False):
            (problem,) = desk.build(prune=prune).problems
            assert (problem.code, problem.severity) == ("unknown-file", "notice")
            assert "b/b-academic-en.docx and b/b-academic-en.pdf and b/b-executive-en.docx" in problem.message
        assert desk.build(briefs=("a",)).problems == ()
        shutil.rmtree(desk.out / "b")
        assert desk.build().problems == ()

    def it_names_the_files_of_a_language_that_a_brief_is_no_longer_in(self, desk, monkeypatch):
        desk.brief("a")
        desk.build()
        british = replace(READERSHIP, languages=("en-GB",))
        monkeypatch.setattr("copyfit.build.request._readership", lambda *_: british)
        for _ in range(2):
            assert [problem.code for problem in desk.build().problems] == ["left-over"] * 2
        assert {problem.code for problem in desk.build(prune=True).problems} == {"pruned"}
        assert {path for path in desk.files() if path.endswith(".pdf")} == {
            "a/a-academic-en-GB.pdf",
            "a/a-executive-en-GB.pdf",
        }

    @pytest.mark.parametrize("name", ["manifest.json", "a/a-executive-en.pdf"])
    def it_does_not_wait_for_what_is_no_file(self, desk, name):
        desk.brief("a")
        desk.build()
        (desk.out / name).unlink()
        os.mkfifo(desk.out / name)
        assert "built" in desk.statuses().values()
        assert (desk.out / name).is_file()

    def it_does_not_read_what_has_no_end(self, desk):
        desk.brief("a")
        desk.build()
        (desk.out / "manifest.json").unlink()
        (desk.out / "manifest.json").symlink_to("/dev/zero")
        assert set(desk.statuses().values()) == {"built"}
        assert not (desk.out / "manifest.json").is_symlink()


class DescribeAnArchivedBrief:
    """It stands still, and is judged as of its own day."""

    def it_has_no_stale_facts_on_any_later_day(self, desk):
        desk.write("briefs/a/brief.yaml", "title: a\nreview_by: 2026-12-01\narchived: 2026-11-24\n")
        for year in (2026, 2028, 2098):
            report = desk.build(today=dt.date(year, 12, 2), strict=True)
            assert (report.exit_status, report.problems) == (ExitStatus.DONE, ())

    def it_says_what_was_stale_on_its_own_day(self, desk):
        desk.write("briefs/a/brief.yaml", "title: a\nreview_by: 2026-11-01\narchived: 2026-11-24\n")
        assert [problem.code for problem in desk.build().problems] == ["stale-fact"]


class DescribeFoldersOfPeople:
    def it_builds_the_others_beside_a_folder_that_cannot_be_used(self, desk):
        desk.brief("a")
        desk.write("briefs/Old Version/brief.yaml", "title: old")
        desk.write("briefs/a.bak/brief.yaml", "title: old")
        report = desk.build()
        assert [(problem.code, problem.severity) for problem in report.problems] == [
            ("passed-over", "notice"),
            ("misnamed", "error"),
        ]
        assert (desk.out / "a/a-executive-en.pdf").exists()
        assert report.exit_status == ExitStatus.PROBLEM

    def it_says_nothing_of_them_to_who_asked_for_another(self, desk):
        desk.brief("a")
        desk.write("briefs/Old Version/brief.yaml", "title: old")
        desk.write("briefs/.trash/brief.yaml", "title: old")
        report = desk.build(briefs=("a",))
        assert (report.exit_status, report.problems) == (ExitStatus.DONE, ())


class DescribeACheck:
    def it_writes_nothing(self, desk):
        desk.brief("a", "refuse executive")
        report = check(_Request(desk.root, desk.out, dt.date(2026, 11, 24)), Progress(), "fake_makes:make")
        assert [result.status for result in report.results] == ["checked", "failed"]
        assert not desk.out.exists()


class DescribeTheOutputFolder:
    def it_is_told_when_it_cannot_be_written(self, desk):
        desk.brief("a")
        (desk.root / "dist").write_text("a file where the folder should be")
        with pytest.raises(MachineError) as error:
            desk.build()
        assert [problem.code for problem in error.value.problems] == ["unwritable"]

    def it_is_not_left_through_a_link(self, desk, tmp_path):
        desk.brief("a")
        desk.out.mkdir()
        (tmp_path / "outside").mkdir()
        (desk.out / "a").symlink_to(tmp_path / "outside")
        report = desk.build()
        assert {problem.code for problem in report.problems} == {"unwritable"}
        assert report.exit_status == ExitStatus.MACHINE
        assert list((tmp_path / "outside").iterdir()) == []

    def it_is_one_pages_problem_where_one_folder_cannot_be_written(self, desk):
        desk.brief("a")
        desk.brief("b")
        desk.out.mkdir()
        (desk.out / "a").write_text("a file where a folder should be")
        report = desk.build()
        assert [result.status for result in report.results] == ["failed", "failed", "built", "built"]
        assert {problem.code for problem in report.problems} == {"unwritable"}
        assert "--out" in report.problems[0].hint
        assert (desk.out / "a").read_text() == "a file where a folder should be"

    def it_is_told_where_its_manifest_cannot_be_written(self, desk):
        desk.brief("a")
        (desk.out / "manifest.json/inside").mkdir(parents=True)
        report = desk.build()
        assert {result.status for result in report.results} == {"built"}
        assert [problem.code for problem in report.problems] == ["unwritable"]
        assert report.exit_status == ExitStatus.MACHINE
        (desk.out / "manifest.json/inside").rmdir()
        (desk.out / "manifest.json").rmdir()
        assert set(desk.statuses().values()) == {"fresh"}

    def it_is_swept_of_what_a_killed_build_left(self, desk):
        desk.brief("a")
        desk.build()
        stale = desk.out / "a/.copyfit-a-executive-en.pdf.123.tmp"
        stale.write_bytes(b"half")
        (desk.out / "a/notes.txt").write_text("mine")
        desk.build()
        assert not stale.exists()
        assert (desk.out / "a/notes.txt").exists()


def _start(desk):
    return subprocess.Popen(
        [sys.executable, str(TESTS / "build/driver.py"), str(desk.root)],
        env=os.environ | {"PYTHONPATH": os.pathsep.join((str(PACKAGE), str(TESTS)))},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def _children_of(pid):
    found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True)
    return [int(word) for word in found.stdout.split()]


def _is_running(pid):
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def _wait_until(holds, seconds=5.0):
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        if holds():
            return True
        time.sleep(0.02)
    return False


class DescribeAnInterruptedBuild:
    """What was there stays, nothing half is left, and no process goes on."""

    @pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
    def it_ends_at_once_with_its_status(self, desk, number, status):
        desk.brief("a")
        desk.build()
        before = desk.files()
        desk.brief("a", "wait")
        process = _start(desk)
        assert process.stdout.readline().startswith("planned")
        assert _wait_until(lambda: len(_children_of(process.pid)) == min(2, os.cpu_count()))
        children = _children_of(process.pid)
        process.send_signal(number)
        _, said = process.communicate(timeout=5)
        assert process.returncode == status
        assert "Traceback" not in said
        assert desk.files() == before
        assert _wait_until(lambda: not any(map(_is_running, children)))

    def it_takes_its_workers_along_when_killed(self, desk):
        desk.brief("a", "wait")
        process = _start(desk)
        process.stdout.readline()
        assert _wait_until(lambda: _children_of(process.pid))
        children = _children_of(process.pid)
        time.sleep(0.3)
        process.kill()
        process.communicate()
        assert _wait_until(lambda: not any(map(_is_running, children)))


class DescribeTwoBuildsAtOnce:
    def it_makes_the_second_wait_and_find_everything_done(self, desk):
        desk.brief("a", "pause")
        first, second = _start(desk), _start(desk)
        outputs = [process.communicate(timeout=20)[0] for process in (first, second)]
        assert [first.returncode, second.returncode] == [0, 0]
        said = [line for output in outputs for line in output.splitlines()]
        assert "planned 2 0" in said
        assert "planned 0 2" in said
        assert "waiting" in said
