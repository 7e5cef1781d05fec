"""One edition, from its files to its artifacts: the whole flow in order.

In: a `Job`. Out: what was `Made`. Runs in a worker process; reads no disk and writes none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import partial

from copyfit import trace
from copyfit.account import Account, Budget
from copyfit.content.edition import Edition, select
from copyfit.content.load import load_brief
from copyfit.content.needs import unmet_needs
from copyfit.content.variant import read_variant
from copyfit.errors import BriefError, LayoutError, Problem
from copyfit.figures import charts_of
from copyfit.fit import Fitted, budget, fit
from copyfit.layout.boxes import Layout
from copyfit.page.house import is_accessible
from copyfit.pdf import write_pdf
from copyfit.place import placed
from copyfit.project import BRIEF, BRIEFS, PAGE, TEMPLATES, Files
from copyfit.proof import prove_files, prove_legible
from copyfit.protocol import ACCESSIBLE, Artifacts, Job
from copyfit.rules import facts, remarks, review, tight, translation, word
from copyfit.word import portability, told, write_docx
from copyfit.word.spec import Story

Writer = Callable[[Layout], bytes]
WRITERS: Mapping[str, Writer] = {"pdf": write_pdf, "docx": write_docx}


def make(job: Job) -> Artifacts:
    """Return the artifacts of one edition, and the account of its page.

    Raises CopyfitError if the brief, the template or the fit does not allow it.
    """
    edition, files = _selected(job)
    with _placing(edition, files):
        fitted = fit(edition, files, accessible=is_accessible(files, job.options.get(ACCESSIBLE)))
        story = told(fitted.layout)
        writers: Mapping[str, Writer] = {**WRITERS, "docx": partial(write_docx, story=story)}
        artifacts = {name: writers[name](fitted.layout) for name in job.formats}
        prove_files(fitted.layout, artifacts)
        faint = prove_legible(fitted.layout, artifacts.get("pdf") or write_pdf(fitted.layout))
        return Artifacts(artifacts, _account(fitted, files, placed(faint, edition, files), story))


def weigh(job: Job) -> Budget:
    """Return the budget of one edition, without any artifact.

    That the page does not fit is among the problems; raised is what keeps it from being measured.
    """
    edition, files = _selected(job)
    with _placing(edition, files):
        return budget(edition, files, accessible=is_accessible(files, job.options.get(ACCESSIBLE)))


def _selected(job: Job) -> tuple[Edition, Files]:
    """Return the edition that is to be made, and the files to make it with, its charts among them."""
    trace.at(f"{BRIEFS}/{job.slug}/{BRIEF}")
    loaded = load_brief(job.files, job.slug, job.language, job.variants)
    edition = select(loaded, read_variant(job.files, job.variant), job.language)
    unmet = unmet_needs(edition)
    if unmet:
        raise BriefError(unmet)
    files = {**job.files, **charts_of(edition, job.files)}
    trace.at(f"{TEMPLATES}/{job.variant}/{PAGE}")
    return edition, files


def _account(fitted: Fitted, files: Files, faint: Iterable[Problem], story: Story) -> Account:
    """Return what is to be said of the page; `faint`: what is hard to read on it; `story`: what Word says."""
    layout, loaded = fitted.layout, fitted.edition.loaded
    elsewhere = portability(layout, story)
    said = (
        *fitted.problems,
        *faint,
        *tight.problems(elsewhere.breaks, loaded),
        *word.problems(layout, files),
        *translation.problems(loaded),
        *remarks.problems(loaded, files),
    )
    return Account(
        replace(fitted.fit, break_margin_pt=elsewhere.breaks.margin_pt),
        said,
        tuple(facts.on_page(layout, loaded, files)),
        review(fitted.edition, layout, files),
        round(elsewhere.over_without_fonts_pt, 1),
        loaded.brief.date if loaded.brief.archived else None,
    )


@contextmanager
def _placing(edition: Edition, files: Files) -> Iterator[None]:
    """Give a place to what is found wrong on the laid-out page."""
    try:
        yield
    except LayoutError as error:
        raise LayoutError(placed(error.problems, edition, files)) from None
