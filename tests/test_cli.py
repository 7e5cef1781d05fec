"""What people and programs see of the commands."""

import datetime as dt
import json
import os
from pathlib import Path

import click
import pytest

from copyfit.account import Account, FactUse, Fit
from copyfit.build.manifest import Artifact
from copyfit.build.report import Report, Result
from copyfit.cli import COMMANDS, commands
from copyfit.cli.check import due_on_archived
from copyfit.errors import Place, Problem
from copyfit.project import EditionId

PACKAGE_ROOT = Path(__file__).resolve().parents[1] / "build"
HEAVY = {
    "weasyprint",
    "docx",
    "jinja2",
    "pydantic",
    "ruamel.yaml",
    "lxml",
    "PIL",
    "babel",
    "citeproc",
    "rich",
}


class DescribeInit:
    def it_lays_out_what_builds_at_once(self, project):
        assert len(list(project.glob("dist/nato-iraq/*.pdf"))) == 3
        assert len(list(project.glob("dist/nato-iraq/*.docx"))) == 3

    def it_changes_nothing_that_is_there(self, copyfit, project):
        again = copyfit("init", ".", cwd=project)
        assert again.returncode == 2
        assert "nothing was changed" in again.stderr

    def it_wires_the_schema_of_briefs_into_vs_code(self, copyfit, project):
        (wired,) = json.loads((project / ".vscode/settings.json").read_text())["yaml.schemas"].items()
        assert wired == (".vscode/brief.schema.json", "briefs/*/brief*.yaml")
        written = json.loads((project / wired[0]).read_text())
        assert written == json.loads(copyfit("schema", cwd=project).stdout)

    def it_leaves_the_settings_of_an_editor_as_they_are(self, copyfit, tmp_path):
        (tmp_path / "own/.vscode").mkdir(parents=True)
        assert copyfit("init", "own", cwd=tmp_path).returncode == 0
        assert list((tmp_path / "own/.vscode").iterdir()) == []


class DescribeNew:
    def it_writes_a_brief_that_builds_at_once_in_every_variant(self, copyfit, project, tmp_path):
        assert copyfit("new", "harbour", cwd=project).stdout == "briefs/harbour/brief.yaml\n"
        built = copyfit("build", "harbour", "--out", str(tmp_path / "out"), cwd=project)
        assert built.returncode == 0, built.stderr
        assert len(list((tmp_path / "out").rglob("harbour-*.pdf"))) == 3

    def it_changes_nothing_that_is_there(self, copyfit, project):
        assert copyfit("new", "nato-iraq", cwd=project).returncode == 2


def imported_by(done):
    """Return the modules that a program imported that was run with `-X importtime`."""
    assert done.returncode == 0
    return {line.rpartition("|")[2].strip() for line in done.stderr.splitlines() if "|" in line}


class DescribeHelp:
    @pytest.mark.parametrize("asked", ["--help", "--version"])
    def it_imports_nothing_of_what_commands_do(self, python, tmp_path, asked):
        imported = imported_by(python("-X", "importtime", "-m", "copyfit", asked, cwd=tmp_path))
        own = {name for name in imported if name.startswith("copyfit")}
        needed = ("cli", "cli.lines", "errors", "interrupt", "runner")
        assert own == {"copyfit", *(f"copyfit.{name}" for name in needed)}
        assert imported & {*HEAVY, "msgspec", "urllib.request", "subprocess"} == set()

    def it_has_a_line_for_every_command(self, copyfit, tmp_path):
        said = copyfit("--help", cwd=tmp_path).stdout
        for name, line in COMMANDS.items():
            assert f"  {name} " in said and line in said
            assert commands.get_command(click.Context(commands), name).name == name


class DescribeABuildWithNothingToDo:
    def it_imports_nothing_heavy(self, python, project):
        imported = imported_by(python("-X", "importtime", "-m", "copyfit", "build", "nato-iraq", cwd=project))
        assert "copyfit.build" in imported
        assert imported & HEAVY == set()

    def it_says_so(self, copyfit, project):
        done = copyfit("build", "nato-iraq", cwd=project)
        assert done.stderr.splitlines()[-1] == "6 files up to date"
        assert "dist/nato-iraq/nato-iraq-executive-en.pdf" in done.stdout


ARTIFACT_KEYS = {
    "brief",
    "variant",
    "language",
    "format",
    "path",
    "sha256",
    "bytes",
    "pages",
    "status",
    "fit",
}
FIT_KEYS = {
    "body_pt",
    "leading_pt",
    "fill",
    "layouts",
    "break_margin_pt",
    "shortened",
    "dropped",
    "arrangement",
    "why",
}
PROBLEM_KEYS = {"severity", "code", "message", "hint", "file", "line", "column"}


class DescribeTheJsonObject:
    """Programs rely on its shape."""

    def it_has_one_entry_for_every_file(self, copyfit, project):
        done = copyfit("build", "nato-iraq", "--json", cwd=project)
        data = json.loads(done.stdout)
        assert set(data) == {"artifacts", "problems"}
        assert len(data["artifacts"]) == 6
        for artifact in data["artifacts"]:
            assert set(artifact) == ARTIFACT_KEYS
            assert set(artifact["fit"]) == FIT_KEYS
            assert artifact["status"] == "fresh"
            assert (project / artifact["path"]).stat().st_size == artifact["bytes"]
        assert all(set(problem) == PROBLEM_KEYS for problem in data["problems"])

    def it_knows_only_the_names_of_what_failed(self):
        problem = Problem("does-not-fit", "too long", "shorten it", Place("briefs/a/brief.yaml", 3, 1))
        failed = Result(EditionId("a", "executive", "en"), "failed", ("pdf",), problems=(problem,))
        data = Report((failed,)).as_json()
        assert data["artifacts"][0] == {
            "brief": "a",
            "variant": "executive",
            "language": "en",
            "format": "pdf",
            "status": "failed",
            **dict.fromkeys(("path", "sha256", "bytes", "pages", "fit")),
        }
        assert set(data["problems"][0]) == PROBLEM_KEYS

    def it_is_printed_also_when_nothing_could_be_done(self, copyfit, project):
        done = copyfit("build", "nowhere", "--json", cwd=project)
        assert done.returncode == 2
        assert json.loads(done.stdout)["problems"][0]["code"] == "unknown-brief"


class DescribeWhatIsPrinted:
    def it_names_the_fit_of_each_edition(self, capsys):
        from copyfit.cli.output import print_results

        page = Account(Fit(9.5, 12.5, 0.98, 3, shortened=("a", "b")))
        artifact = Artifact("pdf", "harbour/x.pdf", "", 2049, 1, "")
        edition = EditionId("harbour", "executive", "en")
        print_results(Report((Result(edition, "built", ("pdf",), "dist/", {"pdf": artifact}, page),)))
        assert capsys.readouterr().out.splitlines() == [
            "harbour (en)",
            "  executive  9.5/12.5 pt  98 % full  2 shortened: a, b",
            "    dist/harbour/x.pdf  3 KB",
        ]

    def it_has_no_colours_and_no_traceback_off_a_terminal(self, copyfit, project):
        done = copyfit("build", "nowhere", cwd=project)
        assert (done.returncode, done.stdout) == (2, "")
        assert "\x1b" not in done.stderr
        assert "Traceback" not in done.stderr


class DescribeExitStatuses:
    @pytest.mark.parametrize(
        ("arguments", "status"),
        [
            pytest.param(["--help"], 0, id="help"),
            pytest.param(["--version"], 0, id="version"),
            pytest.param(["doctor"], 0, id="doctor"),
            pytest.param(["schema"], 0, id="schema"),
            pytest.param(["facts"], 0, id="facts"),
            pytest.param(["biuld"], 2, id="unknown command"),
            pytest.param(["build", "--varient", "x"], 2, id="unknown option"),
            pytest.param(["build", "--format", "odt"], 2, id="unknown format"),
            pytest.param(["build", "--variant", "x"], 2, id="unknown variant"),
            pytest.param(["new", "Not A Name"], 2, id="bad name"),
        ],
    )
    def it_ends_as_documented(self, copyfit, project, arguments, status):
        assert copyfit(*arguments, cwd=project).returncode == status

    def it_is_2_outside_a_project(self, copyfit, tmp_path):
        done = copyfit("build", cwd=tmp_path)
        assert done.returncode == 2
        assert "copyfit init" in done.stderr

    def it_is_2_for_a_day_that_is_none(self, copyfit, project):
        done = copyfit("build", cwd=project, SOURCE_DATE_EPOCH="yesterday")
        assert done.returncode == 2
        assert "SOURCE_DATE_EPOCH" in done.stderr

    def it_is_1_and_leaves_the_files_when_a_brief_is_broken(self, copyfit, project):
        path = project / "briefs/nato-iraq/brief.yaml"
        text = path.read_text()
        before = {file: file.read_bytes() for file in (project / "dist/nato-iraq").iterdir()}
        try:
            path.write_text(text.replace("subject:", "subjekt:", 1))
            done = copyfit("build", "nato-iraq", cwd=project)
        finally:
            path.write_text(text)
        assert done.returncode == 1
        assert "briefs/nato-iraq/brief.yaml:1:1: error:" in done.stderr
        assert {file: file.read_bytes() for file in (project / "dist/nato-iraq").iterdir()} == before

    def it_is_3_when_a_library_is_missing(self, copyfit, project, tmp_path):
        # A ctypes that cannot load what lays out pages, as on a fresh machine.
        (tmp_path / "sitecustomize.py").write_text(
            "import ctypes\n"
            "load = ctypes.CDLL.__init__\n"
            "def deny(self, name, *more, **named):\n"
            "    if name and 'pango' in name: raise OSError(name)\n"
            "    load(self, name, *more, **named)\n"
            "ctypes.CDLL.__init__ = deny\n"
        )
        path = os.pathsep.join((str(PACKAGE_ROOT), str(tmp_path)))
        done = copyfit("build", "--out", str(tmp_path / "out"), cwd=project, PYTHONPATH=path)
        assert done.returncode == 3
        assert "this machine lacks Pango" in done.stderr
        assert "apt-get install" in done.stderr
        assert not (tmp_path / "out").exists()


class DescribeWhatCheckSaysOfArchivedPages:
    """What nobody keeps up prints how many facts are due only with a day; `check` says it without one."""

    PLACE = Place("briefs/a/brief.yaml", 3, 1)
    FACTS = (
        FactUse("riders", dt.date(2026, 3, 31), PLACE),
        FactUse("fare", dt.date(2026, 12, 31), PLACE),
        FactUse("founded", None, PLACE),
    )

    def page(self, as_of=dt.date(2026, 3, 20)):
        return Account(Fit(10.5, 13.5, 1.0, 2), facts=self.FACTS, as_of=as_of)

    def it_counts_each_fact_once_that_was_due_before_the_day(self):
        assert due_on_archived([self.page(), self.page()], dt.date(2026, 3, 31)) == 0
        assert due_on_archived([self.page(), self.page()], dt.date(2026, 4, 1)) == 1
        assert due_on_archived([self.page(), self.page()], dt.date(2027, 1, 1)) == 2

    def it_leaves_pages_that_are_kept_up_to_their_own_warnings(self):
        assert due_on_archived([self.page(as_of=None)], dt.date(2027, 1, 1)) == 0
