"""A page to be looked at: fitted, as it stood, and as it might stand."""

import os
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from artifacts.editions import EDITIONS
from copyfit.errors import BriefError
from copyfit.project import inputs_of, snapshot, variants
from copyfit.proof.rendition import rendition
from copyfit.protocol import Job, job_from_line, line_from_job, line_from_made, made_from_line
from copyfit.scene import Look, Wish
from copyfit.show import show

ROOT = Path(__file__).resolve().parents[2]
SLUG = "us-measles"


@cache
def job():
    files = snapshot(ROOT, SLUG)
    language = next(
        line.split()[1]
        for line in files[f"briefs/{SLUG}/brief.yaml"].decode().splitlines()
        if line.startswith("language:")
    )
    return Job(
        inputs_of(files, "executive"), SLUG, "executive", language, ("pdf",), variants(files), {}, Look()
    )


@cache
def fitted():
    """Return the fitted page, as it comes from a worker."""
    return made_from_line(line_from_made(show(job_from_line(line_from_job(job())))))


def looked_at(**look):
    return show(replace(job(), look=Look(fitted().scene.pose, **look)))


class DescribeAFittedPage:
    def it_has_the_files_that_a_build_would_write(self):
        from copyfit.make import make

        assert fitted().files == make(replace(job(), formats=("pdf", "docx"))).files

    def it_says_where_each_statement_stands_and_in_which_line_of_the_brief(self):
        lines = job().files[f"briefs/{SLUG}/brief.yaml"].decode().splitlines()
        seen = fitted().scene.statements
        assert len(seen) > 8
        for statement in seen:
            assert statement.areas
            near = lines[statement.place.line - 1 : statement.place.line + 1]
            assert any(statement.id in line for line in near)

    def it_lies_inside_the_sheet(self):
        scene = fitted().scene
        for left, top, width, height in (area for one in scene.statements for area in one.areas):
            assert 0 <= left <= left + width <= scene.width_pt
            assert 0 <= top <= top + height <= scene.height_pt

    def it_says_what_each_line_has_to_spare(self):
        margins = [line.margin_pt for line in fitted().scene.lines if line.margin_pt is not None]
        assert min(margins) == fitted().account.fit.break_margin_pt

    def it_reads_the_word_file_back_line_by_line(self):
        word = fitted().scene.word
        assert (word.pages, word.same_lines) == (1, word.all_lines)
        assert word.off_pt < 0.5


class DescribeAPageAsItStood:
    def it_is_the_fitted_page_where_nothing_has_changed(self):
        stood = looked_at()
        assert rendition(stood.files["pdf"], 1.0) == rendition(fitted().files["pdf"], 1.0)
        assert stood.account is None

    def it_is_fitted_anew_where_its_arrangement_is_gone(self):
        pose = replace(fitted().scene.pose, arrangement="no-more")
        with pytest.raises(BriefError) as refused:
            show(replace(job(), look=Look(pose)))
        assert refused.value.problems[0].code == "unknown-arrangement"


class DescribeAWish:
    def it_is_granted_within_the_ladder(self):
        steps = [step.body_pt for step in fitted().scene.steps]
        tried = looked_at(wish=Wish(3.0, 99.0, 7.0)).scene
        assert tried.pose.body_pt == min(steps)
        assert tried.pose.leading_pt == max(fitted().scene.steps[-1].leadings_pt)

    def it_says_how_full_the_page_would_be(self):
        """At the smallest size without gaps there is room that gaps would take."""
        tight, open_ = (looked_at(wish=Wish(0.0, 0.0, gap)).scene.fill for gap in (0.0, 1.0))
        assert tight < open_

    def it_says_where_the_text_would_need_another_page(self):
        tried = looked_at(wish=Wish(99.0, 99.0, 1.0))
        assert tried.scene.pages > 1
        assert tried.problems[0].code == "not-one-page"


PROVE = "COPYFIT_PROVE" in os.environ
DRAWN = EDITIONS if PROVE else [("nato-iraq", "executive", "ar")]
"""Every edition to prove, else the Arabic executive page: columns, tables, from right to left."""


class DescribeWordFiles:
    @pytest.mark.slow
    @pytest.mark.parametrize(("slug", "variant", "language"), DRAWN)
    def it_adds_up_to_the_pdfs_lines(self, slug, variant, language):
        files = snapshot(ROOT, slug)
        known = variants(files)
        word = show(Job(files, slug, variant, language, ("pdf",), known, {}, Look())).scene.word
        assert word.pages == 1
        assert word.same_lines >= 0.97 * word.all_lines
        assert word.off_pt < 1
