"""A brief's figures: charts drawn, pictures prepared, each in its own shape and inside of its column."""

import datetime as dt

import pytest

from copyfit.content.edition import select
from copyfit.content.load import load_brief
from copyfit.content.variant import read_variant
from copyfit.errors import CopyfitError
from copyfit.figures import drawn, narrowed
from copyfit.layout import lay_out
from copyfit.make import make
from copyfit.project import inputs_of, snapshot, variants
from copyfit.protocol import Job
from copyfit.starter import lay_out_project, write_brief
from picture.drawings_and_photos import PHOTOS, PLAIN, RICH, saved, scene, svg, turned

BRIEF = "briefs/harbour/brief.yaml"
FOLDER = "briefs/harbour/figures"
SMALL = """
subject: Harbour
title: "Harbour: what it means"
language: en
date: 2026-03-20
as_of: 2026-03-20
version: "0.1"
desk: Your desk
contact: your.desk@example.org
bottom_line: {id: bottom-line, text: "Build the new pier."}
figures:
  - id: fig
    title: What the picture shows
    file: figures/%s
    alt: A picture
    width_mm: %g
    height_mm: %g
"""
CSV = b"month,boats\n2026-05,3\n2026-06,5\n"
CHART = (
    b'{"data": {"url": "c.csv"}, "mark": "bar", "encoding": {"x": {"field": "month", "type": "ordinal"},'
    b' "y": {"field": "boats", "type": "quantitative"}%s}}'
)


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """Return the files of a project without a brief."""
    root = tmp_path_factory.mktemp("figures") / "project"
    lay_out_project(root)
    write_brief(root, "harbour", dt.date(2026, 3, 20))
    return {path: content for path, content in snapshot(root, "harbour").items() if "/figures/" not in path}


def with_figure(project, name, content, width_mm=50.0, height_mm=30.0, **more):
    brief = (SMALL % (name, width_mm, height_mm)).encode()
    return {**project, BRIEF: brief, f"{FOLDER}/{name}": content, **more}


def page_of(files):
    edition = select(load_brief(files, "harbour"), read_variant(files, "executive"), "en")
    return drawn(edition, files)


def said_of(files):
    with pytest.raises(CopyfitError) as caught:
        page_of(files)
    return [f"{problem.place}: {problem.message}" for problem in caught.value.problems]


def made(files):
    chosen = inputs_of(files, "executive")
    return make(Job(chosen, "harbour", "executive", "en", ("pdf", "docx"), variants(files)))


class DescribeAPicturesFrame:
    def it_is_the_briefs_if_it_has_the_pictures_shape(self, project):
        page = page_of(with_figure(project, "a.png", saved(scene(), "PNG")))
        (figure,) = page.edition.brief.figures
        assert (figure.width_mm, figure.height_mm) == (50, 30)
        assert page.warnings == ()

    @pytest.mark.parametrize(
        ("content", "name", "size", "hint"),
        [
            (saved(scene(size=(300, 300)), "PNG"), "a.png", (30, 30), "height_mm: 50"),
            (saved(scene(size=(400, 100)), "PNG"), "a.png", (50, 12.5), "height_mm: 12.5"),
            (turned(1), "a.jpg", (50, 30), ""),
            (turned(6), "a.jpg", (50, 30), ""),
            (svg(PLAIN["shapes"], 'viewBox="0 0 40 40"'), "a.svg", (30, 30), "height_mm: 50"),
        ],
    )
    def it_keeps_the_pictures_shape_with_a_word(self, project, content, name, size, hint):
        page = page_of(with_figure(project, name, content))
        (figure,) = page.edition.brief.figures
        assert (figure.width_mm, figure.height_mm) == size
        assert [warning.hint for warning in page.warnings] == (
            [f"write {hint}, which fits its width of 50 mm"] if hint else []
        )
        assert all(f"{warning.place}" == f"{BRIEF}:17:16" for warning in page.warnings)


class DescribeAPicture:
    def it_is_prepared_wherever_it_is_named(self, project):
        logo = {"templates/shared/logo.png": PHOTOS["cmyk, tiff"]}
        files = with_figure(project, "a.svg", svg(RICH["mask"]), **logo)
        prepared = page_of(files).files
        assert prepared[f"{FOLDER}/a.svg"].startswith(b"\x89PNG")
        assert prepared["templates/shared/logo.png"].startswith(b"\x89PNG")

    def it_is_refused_at_the_briefs_line(self, project):
        files = with_figure(project, "a.ico", saved(scene(), "ICO"))
        assert said_of(files) == [
            f"{BRIEF}:14:11: {FOLDER}/a.ico is not a kind of picture that both files can hold"
        ]

    def it_is_refused_at_its_own_line_where_it_has_lines(self, project):
        files = with_figure(project, "a.svg", svg("<script/>"))
        assert said_of(files)[0].startswith(f"{FOLDER}/a.svg:2: the picture holds a script")

    def it_is_refused_where_a_template_names_it(self, project):
        sheet = "templates/shared/house.css"
        logo = {
            "templates/shared/logo.png": b"\x89PNG\r\n\x1a\n",
            sheet: project[sheet] + b"\nh1 { background: url(asset:templates/shared/logo.png) }",
        }
        (said,) = said_of(with_figure(project, "a.png", saved(scene(), "PNG"), **logo))
        line = logo[sheet].count(b"\n") + 1
        assert said.startswith(f"{sheet}:{line}:45: templates/shared/logo.png cannot be read as a picture")

    def it_may_be_broken_where_nobody_names_it(self, project):
        files = with_figure(project, "a.png", saved(scene(), "PNG"), **{f"{FOLDER}/old.png": b"\x89PNG"})
        assert page_of(files).warnings == ()

    def it_says_what_was_changed_at_the_briefs_line(self, project):
        (warning,) = page_of(with_figure(project, "a.jpg", PHOTOS["cmyk"])).warnings
        assert (f"{warning.place}", warning.code) == (f"{BRIEF}:14:11", "picture-converted")


class DescribeAChart:
    def it_is_a_vector_picture_as_long_as_all_programs_paint_it_alike(self, project):
        files = with_figure(project, "c.vl.json", CHART % b"", **{f"{FOLDER}/c.csv": CSV})
        assert page_of(files).files["chart/fig.svg"].startswith(b"<svg")

    def it_is_pixels_where_it_has_gradients(self, project):
        colour = b', "color": {"field": "boats", "type": "quantitative"}'
        files = with_figure(project, "c.vl.json", CHART % colour, **{f"{FOLDER}/c.csv": CSV})
        assert page_of(files).files["chart/fig.svg"].startswith(b"\x89PNG")

    def it_says_the_mistakes_of_charts_and_pictures_together(self, project):
        brief = SMALL % ("c.vl.json", 50, 30) + "  - {id: two, title: T, file: figures/a.ico, alt: A}\n"
        files = {
            **with_figure(project, "c.vl.json", b"{}", **{f"{FOLDER}/a.ico": saved(scene(), "ICO")}),
            BRIEF: brief.encode(),
        }
        assert len(said_of(files)) == 2


class DescribeAFigureWiderThanItsColumn:
    def it_is_drawn_as_wide_as_the_column_with_a_word(self, project):
        files = with_figure(project, "c.vl.json", CHART % b"", 90, 40, **{f"{FOLDER}/c.csv": CSV})
        (found,) = (problem for problem in made(files).account.problems if problem.code == "figure-wide")
        assert f"{found.place}" == f"{BRIEF}:16:15"
        assert found.message.startswith("figures/c.vl.json is 90 mm wide and its column 52 mm")
        assert found.hint == "write width_mm: 52"

    @pytest.mark.parametrize(("name", "height"), [("a.png", 31.2), ("a.svg", 31.2)])
    def it_keeps_its_shape_if_it_is_a_picture(self, project, name, height):
        content = saved(scene(), "PNG") if name == "a.png" else svg(PLAIN["shapes"])
        page = page_of(with_figure(project, name, content, 90, 54))
        html = (
            '<html lang="en"><title>T</title><figure data-part="fig" style="width: 52mm; margin: 0">'
            f'<img src="asset:{FOLDER}/{name}" alt="A" style="width: 90mm; height: 54mm"></figure>'
        )
        narrow = narrowed(page, lay_out(html, page.files))
        (figure,) = narrow.edition.brief.figures
        assert (figure.width_mm, figure.height_mm) == (52, height)

    def it_is_a_mistake_of_the_template_if_no_brief_asks_for_it(self, project):
        page = page_of(with_figure(project, "a.png", saved(scene(), "PNG")))
        html = (
            '<html lang="en"><title>T</title><div style="width: 40mm">'
            f'<img src="asset:{FOLDER}/a.png" alt="A" style="width: 90mm; height: 54mm"></div>'
        )
        with pytest.raises(CopyfitError, match="beyond the edge of its column, which is 40 mm wide"):
            narrowed(page, lay_out(html, page.files))
