"""Widths follow the type: no month, owner or label is too wide for its cell, in any language, at any size."""

import os
import re

import pytest
from tests.fit.briefs import edition_of, project

from copyfit.content.leeway import base_of
from copyfit.content.variant import read_variant
from copyfit.errors import LayoutError
from copyfit.fit import fit
from copyfit.fit.ladder import Ladder
from copyfit.fit.widths import SPARE_PT
from copyfit.language.locale import when
from copyfit.layout import lay_out
from copyfit.measure.shape import widths
from copyfit.page.labels import read_labels
from copyfit.units import mm_from_pt, pt_from_mm

PROVE = bool(os.environ.get("COPYFIT_PROVE"))
LANGUAGES = ("en", "fr", "ar", "de", "es", "pl", "tr")
SAID = "Costs rise by a tenth within a year, and nobody disputes it."
DAYS = [f"2027-{month:02}-28" for month in range(1, 13)]
TIMES = [*DAYS, *(day[:7] for day in DAYS), *(f"{day}/30" for day in DAYS if day[5:7] != "02")]
FACES = """<html lang="en"><head><title>x</title></head><body style='font: 10pt "{family}"'>
<p>a<b>b</b></p></body></html>"""


def families():
    """Return the faces that labels and days are set in, of Latin and of Arabic pages."""
    names = ("IBM Plex Sans Condensed", "IBM Plex Sans Arabic")
    return {name: lay_out(FACES.format(family=name), {}).fonts for name in names}


FONTS = families()


def width_mm(text, language, size_pt, *, bold):
    """Return how wide the widest part of `text` is that no line breaks, in mm."""
    family = "IBM Plex Sans Arabic" if language == "ar" else "IBM Plex Sans Condensed"
    parts = re.split("[ \u00ad]", text)
    em = max(widths(part, (family, bold, False), FONTS[family])[0] for part in parts)
    return mm_from_pt(em * size_pt + SPARE_PT)


def ladder(variant, language):
    """Return the ladder of a variant's pages."""
    return Ladder(read_variant(project(), variant).plan, "Arab" if language == "ar" else "Latn")


def sizes(variant, language):
    """Return every size of the body, with its followers'."""
    steps = ladder(variant, language)
    for rung in (*steps.rungs(), *(type(steps.best())(size, size * 1.3) for size in steps.larger_pt)):
        yield rung.body_pt, {name: size for name, (size, _) in steps.roles(rung).items()}


@pytest.mark.parametrize("language", LANGUAGES)
class DescribeACell:
    def it_has_room_for_every_day_and_month(self, language):
        cells = ladder("executive", language).plan.cells
        more = 5 if language == "ar" else 0
        for body, roles in sizes("executive", language):
            for time in TIMES:
                said = when(time, language, 2026)
                assert width_mm(said, language, roles["second"], bold=True) <= cells["day"].max + more, said
            for day in DAYS:
                said = when(day, language, 2026)
                assert width_mm(said, language, body - 0.5, bold=False) <= cells["by"].max, said

    def it_has_room_for_every_label(self, language):
        labels = read_labels(project(), language)
        heads = {"owner": "owner", "by": "by", "cost": "cost"}
        heads |= {"claim": "claim", "kind": "source_type", "grade": "grade", "source": "source"}
        cells = {**ladder("executive", language).plan.cells, **ladder("academic", language).plan.cells}
        for cell, label in heads.items():
            beside = 0 if cell in ("by", "source") else mm_from_pt(6)
            assert width_mm(labels[label], language, 10, bold=True) + beside <= cells[cell].max, label
        for _, roles in sizes("academic", language):
            for grade in labels["grades"].values():
                wide = width_mm(grade, language, roles["table"], bold=True)
                assert wide + mm_from_pt(6) <= cells["grade"].max, grade


def page(language, owner="The ministry", **more):
    """Return an executive page with the longest months, its owner and its type as asked."""
    said = {"priority": 3, "text": SAID}
    day = max(DAYS, key=lambda day: width_mm(when(day, language, 2026), language, 10, bold=False))
    data = {
        "subject": "Costs",
        "title": "Costs rise",
        "language": language,
        "date": "2026-03-23",
        "as_of": "2026-03-20",
        "version": "1.0",
        "desk": "A desk",
        "contact": "desk@example.org",
        "yardstick": "icd203",
        "bottom_line": {"id": "line", **said},
        "judgements": [
            {"id": "one", **said, "likelihood": "likely", "confidence": "low", "basis": {"text": SAID}}
        ],
        "recommendations": [{"id": "asked", **said, "owner": owner, "by": day}],
        "dates_ahead": [{"id": "ahead", **said, "date": day}],
        "outlook": {"id": "outlook", **said},
        "risks": [{"id": "risk", **said, "lead": "Money"}],
        **more,
    }
    return edition_of(data, "executive")


class DescribeAPage:
    @pytest.mark.parametrize(
        ("language", "body_pt"),
        [(language, size) for language in LANGUAGES for size in (11, 10, 9.5)]
        if PROVE
        else [("es", 11), ("ar", 9.5)],
    )
    def it_holds_the_longest_month_of_every_language(self, language, body_pt):
        fitted = fit(*page(language, fit={"executive": {"body_pt": body_pt}}))
        assert fitted.setting.body_pt == body_pt
        assert base_of(fitted.fit.arrangement) == "side-52"

    def it_widens_a_cell_for_a_long_owner(self):
        fitted = fit(*page("en", "Bundesgeschäftsstellenleiterinnen"))
        assert fitted.setting.widths_pt["owner"] > pt_from_mm(50)

    def it_says_where_a_soft_hyphen_would_help_an_owner_that_is_too_long(self):
        with pytest.raises(LayoutError, match="put a soft hyphen") as error:
            fit(*page("en", "Bundesgeschäftsstellenleiterinnenversammlungen"))
        assert error.value.problems[0].about is not None or error.value.problems[0].place is not None
