"""Exactly what is made from a change is made anew: every kind of input in turn, and which pages follow."""

import datetime as dt
import shutil

import pytest

from copyfit.build import Request, request
from copyfit.build.manifest import Manifest
from copyfit.build.request import plan
from copyfit.protocol import ACCESSIBLE, AS_OF
from samples import ROOT

BRIEFS = ("briefs/nato-iraq", "briefs/school-phones", "examples/districts")
LEVELS = "briefs/districts/figures/levels.csv"


@pytest.fixture(scope="module")
def original(tmp_path_factory):
    """Return a project of a translated brief, one that is kept up to date, and a series of two rows."""
    root = tmp_path_factory.mktemp("incremental") / "project"
    shutil.copytree(ROOT / "templates", root / "templates")
    for name in BRIEFS:
        shutil.copytree(ROOT / name, root / "briefs" / name.rpartition("/")[2])
    (root / "templates/shared/logo.svg").write_text("<svg/>")
    (root / "templates/shared/fonts").mkdir()
    (root / "templates/shared/fonts/own.ttf").write_bytes(b"a font")
    (root / "briefs/facts.yaml").write_text("{}")
    kept = root / "briefs/school-phones/brief.yaml"
    kept.write_text(kept.read_text().replace("archived: true", "# kept up to date"))
    table = root / "briefs/districts/districts.csv"
    table.write_text("".join(table.read_text().splitlines(keepends=True)[:3]))
    for path in (root / "briefs/districts/rows").iterdir():
        path.unlink()
    return root


@pytest.fixture
def project(original, tmp_path):
    return shutil.copytree(original, tmp_path / "project")


def keys(root, **options):
    """Return the key of every page of the project."""
    asked = Request(root, root / "dist", dt.date(2026, 11, 24), options=options)
    found = plan(asked, Manifest())
    assert not found.failed, found.failed
    return {one.id: one.key for one in found.editions}


def names(editions):
    return {"/".join((one.brief, one.row or one.language, one.variant)) for one in editions}


def changed(before, after):
    return {edition for edition, key in after.items() if before.get(edition) != key}


def of(*begins):
    return lambda name: name.startswith(begins)


def in_variant(variant):
    return lambda name: name.endswith(f"/{variant}")


def everything(name):
    return True


def nothing(name):
    return False


CHANGES = [
    ("a brief", "briefs/school-phones/brief.yaml", of("school-phones/")),
    ("a brief with translations", "briefs/nato-iraq/brief.yaml", of("nato-iraq/")),
    ("a translation", "briefs/nato-iraq/brief.fr.yaml", of("nato-iraq/")),
    ("shared facts", "briefs/facts.yaml", everything),
    ("sources", "briefs/nato-iraq/sources.yaml", of("nato-iraq/")),
    ("a figure", "briefs/nato-iraq/figures/staff-missions.vl.json", of("nato-iraq/")),
    ("the table of a figure", "briefs/school-phones/figures/learning.csv", of("school-phones/")),
    ("the page of a variant", "templates/executive/page.html.j2", in_variant("executive")),
    ("the style sheet of a variant", "templates/student/style.css", in_variant("student")),
    ("how a variant is fitted", "templates/academic/fit.yaml", in_variant("academic")),
    ("what a variant declares", "templates/student/content.yaml", everything),
    ("what pages import", "templates/shared/blocks.html.j2", everything),
    ("what pages extend", "templates/shared/page.html.j2", everything),
    ("labels", "templates/shared/labels/en.yaml", everything),
    ("the house", "templates/shared/house.yaml", everything),
    ("a style of the house", "templates/shared/house.css", everything),
    ("the logo", "templates/shared/logo.svg", everything),
    ("a font", "templates/shared/fonts/own.ttf", everything),
    ("a file beside the project", "notes.txt", nothing),
    ("a hidden file", "briefs/nato-iraq/.brief.yaml.swp", nothing),
    ("a backup", "briefs/nato-iraq/brief.yaml~", nothing),
    ("what was made", "dist/nato-iraq/nato-iraq-executive-en.pdf", nothing),
]


class DescribeAChange:
    @pytest.mark.parametrize(("path", "is_made"), [pytest.param(*one[1:], id=one[0]) for one in CHANGES])
    def it_makes_anew_exactly_what_is_made_from_it(self, project, path, is_made):
        before = keys(project)
        target = project / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes((target.read_bytes() if target.exists() else b"") + b"\n")
        after = keys(project)
        assert before.keys() == after.keys()
        assert names(changed(before, after)) == set(filter(is_made, names(after)))

    def it_makes_anew_one_row_of_a_series(self, project):
        before = keys(project)
        table = project / "briefs/districts/districts.csv"
        lines = table.read_text().splitlines()
        slug = lines[2].split(",")[0]
        number = next(cell for cell in lines[2].split(",") if cell.isdigit())
        table.write_text("\n".join([*lines[:2], lines[2].replace(number, str(int(number) + 1), 1)]) + "\n")
        assert names(changed(before, keys(project))) == {f"districts/{slug}/executive"}

    def it_makes_anew_what_imports_from_a_variant(self, project):
        page = project / "templates/student/page.html.j2"
        page.write_text(page.read_text() + '{% import "academic/parts.html.j2" as parts %}')
        (project / "templates/academic/parts.html.j2").write_text("")
        before = keys(project)
        (project / "templates/academic/parts.html.j2").write_text("changed")
        made = names(changed(before, keys(project)))
        assert made == {name for name in names(before) if name.endswith(("/student", "/academic"))}

    def it_makes_anew_what_a_new_variant_may_be_named_by(self, project):
        before = keys(project)
        (project / "templates/minister").mkdir()
        (project / "templates/minister/page.html.j2").write_text("")
        after = keys(project)
        assert names(changed(before, after)) == names(after)

    def it_is_undone_when_it_is_taken_back(self, project):
        before = keys(project)
        brief = project / "briefs/nato-iraq/brief.yaml"
        text = brief.read_text()
        brief.write_text(text + "\n")
        brief.write_text(text)
        assert keys(project) == before


class DescribeAnOption:
    def it_makes_everything_anew(self, original):
        before = keys(original)
        assert names(changed(before, keys(original, **{ACCESSIBLE: "yes"}))) == names(before)

    def it_makes_anew_what_prints_the_day_and_nothing_else(self, original):
        before = keys(original)
        later = keys(original, **{AS_OF: "2027-01-01"})
        assert names(changed(before, later)) == {
            name for name in names(before) if not name.startswith("school-phones/")
        }

    @pytest.mark.parametrize("key", ['"archiv\\x65d": true', '"\\u0061rchived": true'])
    def it_sees_an_archived_brief_that_is_spelled_in_escapes(self, project, key):
        brief = project / "briefs/school-phones/brief.yaml"
        brief.write_text(brief.read_text().replace("# kept up to date", key))
        before = keys(project)
        later = keys(project, **{AS_OF: "2027-01-01"})
        assert names(changed(before, later)) == names(before)


class DescribeTheMachine:
    def it_makes_everything_anew_with_another_library(self, original, monkeypatch):
        before = keys(original)
        own = request.environment()
        other = type(own)(**{name: getattr(own, name) for name in own.__slots__} | {"pango": "1.99"})
        monkeypatch.setattr(request, "environment", lambda: other)
        assert names(changed(before, keys(original))) == names(before)


class DescribeABuildAfterAChange:
    """The same of builds that are really made, for a sample."""

    def it_makes_what_the_plan_says(self, desk):
        for slug in ("a", "b"):
            desk.brief(slug)
        desk.build()
        desk.write("templates/executive/page.html.j2", "changed")
        assert {name for name, status in desk.statuses().items() if status == "built"} == {
            "a/executive",
            "b/executive",
        }
        desk.write("briefs/facts.yaml", "{}")
        assert set(desk.statuses().values()) == {"built"}
        desk.write("briefs/b/figures/a.csv", "1")
        assert {name for name, status in desk.statuses().items() if status == "built"} == {
            "b/academic",
            "b/executive",
        }
