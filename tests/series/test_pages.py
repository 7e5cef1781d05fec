"""The pages of a series: what each is made from, where it goes, and what is told when rows come and go."""

import datetime as dt
import os
import shlex
import shutil
from dataclasses import replace

import pytest
from ruamel.yaml import YAML

from copyfit import editions, read_brief
from copyfit.account import Budget, Room
from copyfit.build import Progress, build
from copyfit.build.manifest import Manifest
from copyfit.build.report import Report, Result
from copyfit.build.request import Request, plan
from copyfit.cli.series import lines_of, series_in
from copyfit.content.series.inputs import SeriesFiles, SeriesUse, TableUse
from copyfit.errors import Place, Problem, UsageError
from copyfit.project import EditionId
from copyfit.proof.pdfium import read_text
from copyfit.release.texts import read_file
from guides import ROOT, blocks, commands
from series.folder import HEAD, ROWS, TABLE, YEARS, files, table

DAY = dt.date(2026, 11, 24)
TABLES = """
tables:
  id: years
  title: Years
  columns: [{head: Year, field: year}, {head: People, field: people}]
  rows: figures/years.csv
  where: {district: "{row:name}"}
"""
CSV = b"district,year,people\nAy,2024,1\nAlder Bay,2024,2\nAlder Bay,2025,3\n"


@pytest.fixture
def desk(tmp_path):
    """Return a project with the brief of a series, and what asks for its pages."""
    for path, content in files(TABLES + "variants: [executive]\n", **{YEARS: CSV}).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    return tmp_path


def planned(root, **more):
    return plan(Request(root, root / "dist", DAY, **more), Manifest())


def keys(root):
    return {one.id.row: one.key for one in planned(root).editions}


class DescribeThePlan:
    def it_has_the_pages_of_every_row(self, desk):
        found = planned(desk)
        assert [str(one.id) for one in found.editions] == ["x, alder, executive, en", "x, ay, executive, en"]
        assert [one.path("pdf") for one in found.editions] == [
            "x/x-alder-executive-en.pdf",
            "x/x-ay-executive-en.pdf",
        ]

    def it_has_those_that_are_asked_for(self, desk):
        assert [one.id.row for one in planned(desk, rows=("ay",)).editions] == ["ay"]
        with pytest.raises(UsageError, match="there is no row called `aye`\n  did you mean ay"):
            planned(desk, rows=("aye",))

    @pytest.mark.parametrize(
        ("path", "old", "new", "changed"),
        [
            (TABLE, b"340", b"341", {"ay"}),
            (TABLE, b"ay,Ay", b"elm,Elm,1,,\nay,Ay", {"elm"}),
            (YEARS, b"2025,3", b"2025,4", {"alder"}),
            (YEARS, b"Ay,2024,1\n", b"Ay,2024,1\nElm,2024,9\n", set()),
            (YEARS, b"people", b"persons", {"alder", "ay"}),
            ("briefs/x/brief.yaml", b"Years", b"The years", {"alder", "ay"}),
        ],
    )
    def it_makes_anew_what_a_change_is_for(self, desk, path, old, new, changed):
        before = keys(desk)
        (desk / path).write_bytes((desk / path).read_bytes().replace(old, new))
        after = keys(desk)
        assert {row for row in after if before.get(row) != after[row]} == changed

    def it_makes_anew_the_row_whose_own_file_changes(self, desk):
        before = keys(desk)
        (desk / "briefs/x/rows").mkdir()
        (desk / "briefs/x/rows/ay.yaml").write_text("title: Only here\n")
        assert {row for row, key in keys(desk).items() if before[row] != key} == {"ay"}

    def it_tells_of_the_file_of_no_row(self, desk):
        (desk / "briefs/x/rows").mkdir()
        (desk / "briefs/x/rows/aye.yaml").write_text("title: Only here\n")
        (remark,) = planned(desk).remarks
        assert str(remark).startswith(
            f"briefs/x/rows/aye.yaml: {TABLE} has no row `aye`\n  did you mean `ay`?"
        )

    def it_tells_of_the_table_as_the_brief_s_own_problem(self, desk):
        (desk / TABLE).write_bytes(table(({**ROWS[0], "slug": "A"},)))
        (error,) = set(planned(desk).failed.values())
        assert str(error).startswith(f"{TABLE}:2:1: `A` cannot be used in file names everywhere")

    def it_tells_of_two_pages_that_would_be_one_file(self, desk):
        (desk / "templates/bay-executive").mkdir()
        (desk / "templates/bay-executive/page.html.j2").write_text("")
        (desk / TABLE).write_bytes(table(({**ROWS[0], "slug": "a"}, {**ROWS[1], "slug": "a-bay"})))
        (error,) = set(planned(desk).failed.values())
        assert "would both be called x-a-bay-executive" in str(error)


def there(root):
    return {path.name for path in (root / "dist/x").iterdir()}


class DescribeABuild:
    """Made by `fake_makes`, in real worker processes."""

    @pytest.fixture
    def run(self, desk, monkeypatch):
        monkeypatch.setenv("PYTHONPATH", str(ROOT / "tests"))

        def build_rows(behaviour="", **more):
            (desk / "briefs/x/brief.yaml").write_text(f"{HEAD}variants: [executive]\n{behaviour}\n")
            report = build(Request(desk, desk / "dist", DAY, **more), Progress(), "fake_makes:make")
            return report, {result.id.row: result.status for result in report.results}

        return build_rows

    def it_makes_the_other_rows_if_one_does_not_fit(self, run):
        report, statuses = run("behaviour: refuse ay")
        assert statuses == {"alder": "built", "ay": "failed"}
        assert report.exit_status == 1
        assert [one.message for one in report.problems] == [f"row `ay` ({TABLE}:3): 3 lines too many"]

    def it_makes_one_row_anew_and_tells_of_those_that_went(self, run, desk):
        run()
        (desk / TABLE).write_bytes(table((ROWS[0], {**ROWS[1], "population": "341"})))
        assert run()[1] == {"alder": "fresh", "ay": "built"}
        (desk / TABLE).write_bytes(table(({**ROWS[1], "population": "341"},)))
        report, statuses = run()
        assert statuses == {"ay": "fresh"}
        assert (
            "x/x-alder-executive-en.docx and x/x-alder-executive-en.pdf any more" in report.remarks[0].message
        )
        run(prune=True)
        assert {path.name for path in (desk / "dist/x").iterdir()} == {
            f"x-ay-executive-en.{form}" for form in ("pdf", "docx")
        }

    def it_keeps_the_pages_of_rows_that_nobody_asked_for(self, run, desk):
        run()
        assert run(rows=("ay",), prune=True)[1] == {"ay": "fresh"}
        assert (desk / "dist/x/x-alder-executive-en.pdf").exists()

    def it_keeps_the_pages_of_a_table_that_cannot_be_read(self, run, desk):
        run()
        (desk / TABLE).write_bytes(b"slug\nA B\n")
        report, _ = run(prune=True)
        assert report.exit_status == 1
        assert (desk / "dist/x/x-alder-executive-en.pdf").exists()

    def it_is_gone_when_the_brief_is_no_series_any_more(self, run, desk):
        run()
        (desk / "briefs/x/brief.yaml").write_text("title: x\nvariants: [executive]\n")
        build(Request(desk, desk / "dist", DAY, prune=True), Progress(), "fake_makes:make")
        assert {path.name for path in (desk / "dist/x").iterdir()} == {
            "x-executive-en.pdf",
            "x-executive-en.docx",
        }


class DescribeWhatARowReads:
    def it_is_its_row_and_knows_the_lines_of_the_whole(self):
        series = SeriesFiles(files(**{YEARS: CSV}), "x", SeriesUse("districts.csv", "slug"))
        row = series.of("ay")
        assert row.files[TABLE] == table((ROWS[1],))
        assert row.original(Place(TABLE, 2, 4)) == Place(TABLE, 3, 4)
        assert row.files[YEARS] == CSV

    def it_is_a_whole_table_that_something_shows_in_whole(self):
        uses = (TableUse("figures/years.csv", (("district", "{row:name}"),)), TableUse("figures/years.csv"))
        series = SeriesFiles(files(**{YEARS: CSV}), "x", SeriesUse("districts.csv", "slug", uses))
        assert series.of("ay").files[YEARS] == CSV

    def it_is_what_its_charts_draw(self):
        spec = {"briefs/x/figures/a.vl.json": b'{"data": {"url": "years.csv"}}', YEARS: CSV}
        uses = (TableUse("figures/a.vl.json", (("district", "{row:name}"),)),)
        chosen = SeriesFiles(files(**spec), "x", SeriesUse("districts.csv", "slug", uses)).of("ay")
        whole = SeriesFiles(files(**spec), "x", SeriesUse("districts.csv", "slug")).of("ay")
        assert chosen.files[YEARS] == b"district,year,people\nAy,2024,1\n"
        assert whole.files[YEARS] == CSV

    def it_has_no_other_rows_file(self):
        own = {"briefs/x/rows/ay.yaml": b"", "briefs/x/rows/alder.yaml": b""}
        series = SeriesFiles(files(**own), "x", SeriesUse("districts.csv", "slug"))
        assert {path for path in series.of("ay").files if "/rows/" in path} == {"briefs/x/rows/ay.yaml"}


class DescribeFromPython:
    def it_reads_the_brief_and_names_the_pages_of_rows(self, desk):
        (desk / TABLE).write_bytes(table((ROWS[0], {**ROWS[1], "name": "*Ay*"})))
        (desk / YEARS).write_bytes(CSV.replace(b"Ay,", b"*Ay*,"))
        assert read_brief(desk, "x", row="ay").subject == r"\*Ay\*"
        assert read_brief(desk, "x").subject == "Alder Bay"
        assert editions(desk)[1] == EditionId("x", "executive", "en", "ay")


class DescribeTheReport:
    PROBLEM = Problem("x", "it is wrong", "mend it", Place("briefs/x/brief.yaml", 3, 1))

    def result(self, row, *problems):
        return Result(
            EditionId("x", "executive", "en", row), "failed", ("pdf",), problems=problems, row=Place(TABLE, 7)
        )

    def it_names_the_row_and_its_line(self):
        report = Report((self.result("ay", self.PROBLEM), self.result("elm")))
        assert [one.message for one in report.problems] == [f"row `ay` ({TABLE}:7): it is wrong"]

    def it_says_once_what_rows_have_in_common(self):
        report = Report(tuple(self.result(row, self.PROBLEM) for row in ("ay", "elm")))
        assert [one.message for one in report.problems] == ["all 2 rows: it is wrong"]
        report = replace(report, results=(*report.results, self.result("oak")))
        assert [one.message for one in report.problems] == ["2 rows, `ay`, `elm`: it is wrong"]

    def it_has_the_row_in_its_json(self):
        assert self.result("ay").as_json()[0]["row"] == "ay"
        assert "row" not in Result(EditionId("x"), "failed", ("pdf",)).as_json()[0]


class DescribeTheRoomOfASeries:
    def budget(self, words, most):
        room = Room(9.5, 12, most)
        return Budget("n", words, Room(11, 14, most - 50), room, (), (), (), (), (), None)

    def it_has_the_tightest_rows_first_and_a_budget_for_all(self):
        pages = {"ay": self.budget(300, 350), "elm": self.budget(340, 345), "oak": self.budget(360, 352)}
        report = Report(
            tuple(
                Result(EditionId("x", "executive", "en", row), "checked", (), page=page)
                for row, page in pages.items()
            )
        )
        (series,) = series_in(report)
        assert [name for name, _ in series.rows] == ["oak", "elm", "ay"]
        assert "every row would fit with 345 words at 9.5/12 pt" in "\n".join(lines_of(series))
        assert series.as_json()["words"] == {"largest_type": 295, "smallest_type": 345}


NAME = "*Tarn* {fact:x} <b>&{{y}} [@z]"


@pytest.fixture(scope="module")
def districts(project):
    """Return a project with two rows of the sample, one of them with a name that looks like markup."""
    folder = shutil.copytree(ROOT / "examples/districts", project / "briefs/districts")
    for path in (folder / "districts.csv", folder / "figures/levels.csv"):
        path.write_text(path.read_text("utf-8").replace("Tarn,", f"{NAME},"), "utf-8")
    rows = (folder / "districts.csv").read_text("utf-8").splitlines(keepends=True)
    kept = [row for row in rows if row.startswith(("slug,", "ay,", "tarn,"))]
    (folder / "districts.csv").write_text("".join(kept), "utf-8")
    return project


class DescribeTheGuide:
    """Its steps, one after the other: what it says of `build`, of `fit`, and of rows that come and go."""

    def it_shows_what_runs(self, copyfit, districts):
        shown = commands("docs/series.md")
        assert [line.split()[1] for line in shown] == ["build", "build", "check", "fit", "build"]
        for line in shown:
            arguments = shlex.split(line)[1:]
            more = ("--only-rows", "ay") if arguments[0] == "fit" else ()  # one budget is as good as many
            done = copyfit(*arguments, *more, cwd=districts)
            assert done.returncode == 0, done.stderr
            assert "our-fault" not in done.stdout
        out = districts / "dist/districts"
        assert {path.name for path in out.iterdir()} == {
            f"districts-{row}-executive-en.{form}" for row in ("ay", "tarn") for form in ("pdf", "docx")
        }
        pdf, word = (out / f"districts-tarn-executive-en.{form}" for form in ("pdf", "docx"))
        words = "".join(read_text(pdf.read_bytes())[0].split())
        assert NAME.replace(" ", "") in words
        assert read_file(word.read_bytes()).origin.brief == "districts/tarn"

        table = districts / "briefs/districts/districts.csv"
        table.write_text(
            "".join(row for row in table.read_text("utf-8").splitlines(True) if row[:3] != "ay,"), "utf-8"
        )
        again = copyfit("build", "districts", cwd=districts)
        assert "no brief makes districts/districts-ay-executive-en.docx and" in again.stderr
        assert "2 files up to date" in again.stderr
        assert copyfit("build", "districts", "--prune", cwd=districts).returncode == 0
        assert sorted(path.name for path in out.iterdir()) == sorted((pdf.name, word.name))

    def it_shows_what_can_be_read(self):
        for block in blocks("docs/series.md"):
            if block.language == "yaml":
                assert YAML(typ="safe").load(block.text)

    @pytest.mark.slow
    @pytest.mark.skipif("COPYFIT_PROVE" not in os.environ, reason="30 pages in two formats: make prove")
    def it_shows_a_sample_of_which_every_row_is_a_page(self, copyfit, project):
        shutil.copytree(ROOT / "examples/districts", project / "briefs/thirty")
        done = copyfit("check", "thirty", cwd=project)
        assert done.returncode == 0, done.stdout
        assert "30 pages checked" in done.stderr
