"""One edition, from its files to its artifacts: the whole flow in order.

In: a `Job`. Out: what was `Made`. Runs in a worker process; reads no disk and writes none.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial

from copyfit import trace
from copyfit.account import Account, Budget
from copyfit.attachments import attachments
from copyfit.content.approval import status_of
from copyfit.content.edition import select
from copyfit.content.kinds import Figure, Table
from copyfit.content.load import load_brief
from copyfit.content.needs import on_no_page, unmet_needs
from copyfit.content.variant import read_variant
from copyfit.errors import BriefError, LayoutError, Problem
from copyfit.faces import adopt
from copyfit.figures import Drawn, chart_path, drawn, narrowed
from copyfit.fit import Fitted, Memory, Remembered, budget, fit
from copyfit.layout.boxes import Layout
from copyfit.location import placed
from copyfit.origin import Origin, inputs_digest
from copyfit.page.house import is_accessible, read_house
from copyfit.page.labels import label_remarks
from copyfit.pdf import write_pdf
from copyfit.project import PAGE, TEMPLATES, brief_file
from copyfit.proof import prove_files, prove_legible
from copyfit.protocol import ACCESSIBLE, ARCHIVAL, AS_OF, EMBED_BRIEF, Artifacts, Job
from copyfit.rules import cited, facts, remarks, review, tight, translation, unread, unwritten, word
from copyfit.word import portability, told, write_docx
from copyfit.word.spec import Story

Writer = Callable[[Layout], bytes]
WRITERS: Mapping[str, Writer] = {"pdf": write_pdf, "docx": write_docx}

PAGES = Memory()
"""How pages stood that this process has made: when they come again they come sooner, and are the same."""


@dataclass(frozen=True, slots=True)
class Pressed:
    """A page that was made: its artifacts, how it was fitted, and what it was made from."""

    artifacts: Artifacts
    fitted: Fitted
    page: Drawn
    story: Story


def make(job: Job) -> Artifacts:
    """Return the artifacts of one edition, and the account of its page.

    Raises CopyfitError if the brief, the template or the fit does not allow it.
    """
    return pressed(job).artifacts


def pressed(job: Job) -> Pressed:
    """Return one edition made, and what it was made from. Raises what `make` raises."""
    page = selected(job)
    with placing(page):
        page, fitted = _fitted(job, page)
        origin = _origin(job, page)
        sources = cited.on_page(fitted.edition, page.files)
        layout = _dressed(job, page, fitted, sources)
        fitted = replace(fitted, layout=replace(layout, origin=origin.as_items()))
        story = told(fitted.layout)
        writers: Mapping[str, Writer] = {**WRITERS, "docx": partial(write_docx, story=story)}
        artifacts = {name: writers[name](fitted.layout) for name in job.formats}
        prove_files(fitted.layout, artifacts)
        faint = prove_legible(fitted.layout, artifacts.get("pdf") or write_pdf(fitted.layout))
        account = _account(fitted, page, placed(faint, page.edition, page.files), story)
        account = replace(account, origin=origin, sources=sources)
        return Pressed(Artifacts(artifacts, account), fitted, page, story)


def weigh(job: Job) -> Budget:
    """Return the budget of one edition, without any artifact.

    That the page does not fit is among the problems; raised is what keeps it from being measured.
    """
    page = selected(job)
    with placing(page):
        return budget(page.edition, page.files, accessible=is_asked_accessible(job))


def _origin(job: Job, page: Drawn) -> Origin:
    """Return what the files will say of where they come from."""
    brief = page.edition.loaded.brief
    inputs = inputs_digest(job.id.parts, job.files, job.options)
    return Origin(job.id.subject, job.variant, job.language, brief.version, status_of(brief), inputs)


def _dressed(job: Job, page: Drawn, fitted: Fitted, sources: tuple[str, ...]) -> Layout:
    """Return the layout with what goes along in its PDF, if that is to be archival."""
    layout, brief = fitted.layout, page.edition.brief
    if ARCHIVAL not in job.options:
        return layout
    charts = (one.id for one in brief.of_kind(Figure) if chart_path(one) in layout.assets)
    tables = (one.id for one in brief.of_kind(Table) if one.id not in fitted.fit.dropped)
    shown = frozenset((*charts, *tables))
    with_brief = EMBED_BRIEF in job.options
    attached = attachments(page, job.files, sources, shown, with_brief=with_brief)
    return replace(layout, attached=attached, is_archival=True)


def is_asked_accessible(job: Job) -> bool:
    """Return whether nothing on the page may be smaller than 12 pt: by the job's option, or the house's."""
    return is_accessible(job.files, job.options.get(ACCESSIBLE))


def _fitted(job: Job, page: Drawn) -> tuple[Drawn, Fitted]:
    """Return the page and its fit, fitted anew if a figure in it had to become as narrow as its column."""
    accessible, at_once = is_asked_accessible(job), job.look is not None
    remembered = Remembered(PAGES, (job.id, ""), at_once)
    fitted = fit(page.edition, page.files, accessible=accessible, remembered=remembered)
    narrow = narrowed(page, fitted.layout)
    if narrow is page:
        return page, fitted
    remembered = Remembered(PAGES, (job.id, "narrowed"), at_once)
    return narrow, fit(narrow.edition, narrow.files, accessible=accessible, remembered=remembered)


def selected(job: Job) -> Drawn:
    """Return the edition that is to be made, and the files to make it with, its charts among them."""
    adopt(read_house(job.files).fonts)
    trace.at(brief_file(job.files, job.slug))
    loaded = load_brief(job.files, job.slug, job.language, job.variants, job.row)
    edition = select(loaded, read_variant(job.files, job.variant), job.language)
    if AS_OF in job.options:
        edition = replace(edition, day=dt.date.fromisoformat(job.options[AS_OF]))
    unmet = unmet_needs(edition)
    if unmet:
        raise BriefError(unmet)
    page = drawn(edition, job.files)
    trace.at(f"{TEMPLATES}/{job.variant}/{PAGE}")
    return page


def _account(fitted: Fitted, page: Drawn, faint: Iterable[Problem], story: Story) -> Account:
    """Return what is to be said of the page; `faint`: what is hard to read on it; `story`: what Word says."""
    layout, loaded, files = fitted.layout, fitted.edition.loaded, page.files
    elsewhere = portability(layout, story)
    said = (
        *page.warnings,
        *fitted.problems,
        *faint,
        *tight.problems(elsewhere.breaks, loaded),
        *word.problems(layout, files),
        *read_house(files).warnings,
        *label_remarks(files, page.edition.language, page.edition.variant.name, loaded.declared),
        *unread.problems(layout, files, page.edition.variant.name),
        *translation.problems(loaded),
        *remarks.problems(loaded, files),
        *unwritten.problems(loaded, files),
        *on_no_page(loaded),
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
def placing(page: Drawn) -> Iterator[None]:
    """Give a place to what is found wrong on the laid-out page."""
    try:
        yield
    except LayoutError as error:
        raise LayoutError(placed(error.problems, page.edition, page.files)) from None
