"""One edition, from its files to its artifacts: the whole flow in order.

In: a `Job`. Out: what was `Made`. Runs in a worker process; reads no disk and writes none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import partial

from copyfit.chart import draw, theme_from_css
from copyfit.content.edition import Edition, select
from copyfit.content.factbook import place_of
from copyfit.content.load import Loaded, load_brief
from copyfit.content.variant import read_variant
from copyfit.errors import LayoutError, Place, Problem
from copyfit.fit import Fitted, budget, fit
from copyfit.layout.boxes import Layout
from copyfit.measure.margins import BreakReport
from copyfit.page.house import read_house
from copyfit.pdf import write_pdf
from copyfit.place import placed
from copyfit.project import BRIEFS, TEMPLATES, Files
from copyfit.proof import prove_files
from copyfit.protocol import ACCESSIBLE, FactUse, Job, Made
from copyfit.rules import review, word
from copyfit.word import portability, told, write_docx

WRITERS: Mapping[str, Callable[[Layout], bytes]] = {"pdf": write_pdf, "docx": write_docx}

CHART = ".vl.json"

_FACT = re.compile(r'data-fact="([^"]+)"')


def make(job: Job) -> Made:
    """Return the artifacts of one edition, how it was fitted, and what is to be said of it.

    Raises CopyfitError if the brief, the template or the fit does not allow it.
    """
    edition, files = _selected(job)
    with _placing(edition, files):
        return _made(job, edition, files)


def _made(job: Job, edition: Edition, files: Files) -> Made:
    fitted = fit(edition, files, accessible=_is_accessible(job))
    reviewed = review(fitted.edition, fitted.layout, files)
    story = told(fitted.layout)
    writers: Mapping[str, Callable[[Layout], bytes]] = {**WRITERS, "docx": partial(write_docx, story=story)}
    artifacts = {name: writers[name](fitted.layout) for name in job.formats}
    prove_files(fitted.layout, artifacts)
    elsewhere = portability(fitted.layout, story)
    beyond_word = word.problems(fitted.layout, files)
    tight = _tight_lines(elsewhere.breaks, fitted)
    problems = (*fitted.problems, *tight, *beyond_word, *_unsigned(edition.loaded))
    facts = tuple(_facts_on(fitted.layout, edition.loaded, files))
    decided = replace(fitted.fit, break_margin_pt=elsewhere.breaks.margin_pt).as_json()
    over = round(elsewhere.over_without_fonts_pt, 1)
    return Made(artifacts, {**decided, "over_without_fonts_pt": over}, problems, facts, reviewed)


def weigh(job: Job) -> Made:
    """Return the budget of one edition where `make` returns how it was fitted, and no artifacts.

    That the page does not fit is among the problems; raised is what keeps it from being measured.
    """
    edition, files = _selected(job)
    with _placing(edition, files):
        found = budget(edition, files, accessible=_is_accessible(job))
    return Made({}, found.as_json(), found.problems)


def _selected(job: Job) -> tuple[Edition, Files]:
    """Return the edition that is to be made, and the files to make it with, its charts among them."""
    loaded = load_brief(job.files, job.slug, job.language, job.variants)
    edition = select(loaded, read_variant(job.files, job.variant), job.language)
    return edition, {**job.files, **charts_of(edition, job.files)}


@contextmanager
def _placing(edition: Edition, files: Files) -> Iterator[None]:
    """Give a place to what is found wrong on the laid-out page."""
    try:
        yield
    except LayoutError as error:
        raise LayoutError(placed(error.problems, edition, files)) from None


def _is_accessible(job: Job) -> bool:
    """Return whether nothing may be smaller than 12 pt: for this run, or for the house."""
    return bool(job.options.get(ACCESSIBLE) or read_house(job.files).data["accessible"])


def _tight_lines(breaks: BreakReport, fitted: Fitted) -> Iterator[Problem]:
    """Yield a warning for each line that another program may break elsewhere in the Word file."""
    places = fitted.edition.loaded.places
    for line in breaks.tight:
        place = places.of_statement(line.statement) if line.statement else None
        spare = f"{line.margin_pt:.1f} pt" if line.margin_pt > 0 else "nothing"
        yield Problem(
            "tight-line",
            f"“{line.text}” may end elsewhere in Word: there is {spare} to spare",
            "change a word of this paragraph, so that the line is clearly shorter or clearly full",
            place or Place(fitted.edition.loaded.path),
            "warning",
        )


def _unsigned(loaded: Loaded) -> Iterator[Problem]:
    """Yield a warning while no person has signed a translation."""
    translation = loaded.brief.translation
    if translation and translation.status == "unreviewed":
        yield Problem(
            "unreviewed-translation",
            f"the translation from `{translation.of}` is unreviewed",
            "when a person has read it against the original: status: reviewed, by: their name or office",
            loaded.places.of("translation", "status"),
            "warning",
        )


def charts_of(edition: Edition, files: Files) -> dict[str, bytes]:
    """Return the edition's charts as pictures, by the names that a page knows them by."""
    charts = [figure for figure in edition.brief.figures if figure.file.endswith(CHART)]
    if not charts:
        return {}
    theme = theme_from_css(_style_sheets(edition, files), edition.language)
    folder = f"{BRIEFS}/{edition.slug}"
    return {
        f"chart/{figure.id}.svg": draw(
            f"{folder}/{figure.file}",
            files,
            theme,
            figure.width_mm,
            figure.height_mm,
            edition.language,
        ).svg
        for figure in charts
    }


def _style_sheets(edition: Edition, files: Files) -> str:
    """Return the house's style sheet and the variant's, where the colours and sizes are set."""
    style = read_house(files).data["style"]
    paths = dict.fromkeys(
        f"{TEMPLATES}/{name}"
        for name in ("shared/house.css", f"shared/{style}", f"{edition.variant.name}/style.css")
    )
    return "\n".join(files.get(path, b"").decode("utf-8", "replace") for path in paths)


def _facts_on(layout: Layout, loaded: Loaded, files: Files) -> Iterator[FactUse]:
    """Yield the facts that stand on the page, each once."""
    for fact_id in dict.fromkeys(_FACT.findall(layout.html)):
        review_by = loaded.facts[fact_id].review_by
        yield FactUse(
            fact_id, "" if review_by == "never" else review_by.isoformat(), place_of(loaded, fact_id, files)
        )
