"""Pages made of small briefs, laid out with the repository's templates but not fitted."""

from pathlib import Path

import pytest

from copyfit.content.edition import select
from copyfit.content.load import load_brief
from copyfit.content.variant import read_variant
from copyfit.fit.ladder import Ladder
from copyfit.language.locale import script_of
from copyfit.layout import lay_out
from copyfit.page import compose
from copyfit.page.labels import read_labels
from copyfit.rules import CHECKS, review
from copyfit.rules.finding import as_problem
from copyfit.rules.page import PrintedPage
from copyfit.rules.registry import read_rules

ROOT = Path(__file__).resolve().parents[2]
HEAD = """\
subject: Harbour
title: "The harbour: dredge it or leave it"
language: {language}
date: 2026-03-23
as_of: 2026-03-20
version: "1.0"
desk: Ports desk
contact: ports@example.org
{marking}
yardstick: {yardstick}
"""
SOURCES = (
    b"- {id: survey, type: report, title: A survey, publisher: Port office, issued: {date-parts: [[2026]]}}\n"
)
OUTLOOK = "outlook: {id: outlook, text: The tide decides.}\n"
BOTTOM_LINE = "bottom_line: {id: bottom-line, text: Dredge the harbour before the summer.}\n"


@pytest.fixture(scope="session")
def templates():
    """Return the repository's templates as a job's files."""
    return {
        str(path.relative_to(ROOT)): path.read_bytes()
        for path in sorted((ROOT / "templates").rglob("*"))
        if path.is_file()
    }


@pytest.fixture
def page_of(templates):
    """Return a function that makes a page of a brief's text."""

    def make(text, variant="executive", language="en", choices=None, **more):
        job = {
            **templates,
            "briefs/harbour/brief.yaml": text.encode(),
            "briefs/harbour/sources.yaml": SOURCES,
            **more.pop("files", {}),
            **{name.replace("__", "/"): content for name, content in more.items()},
        }
        loaded = load_brief(job, "harbour", language)
        edition = select(loaded, read_variant(job, variant), language).with_choices(choices or {})
        ladder = Ladder(edition.variant.plan, script_of(language))
        html = compose(edition, ladder.setting(ladder.best(), 0.5), job)
        return PrintedPage(edition, lay_out(html, job), read_labels(job, language), job)

    return make


@pytest.fixture
def problems_of():
    """Return a function that runs one rule on a page."""

    def run(rule_id, page):
        rule = read_rules(page.files)[rule_id]
        level = rule.level_for(page.edition.variant.name)
        if level == "off":
            return []
        return [as_problem(finding, rule, level, page.name) for finding in CHECKS[rule_id](page, rule)]

    return run


@pytest.fixture
def brief_text():
    """Return a function that writes a brief: what every brief has, and what the test adds."""

    def write(*parts, language="en", yardstick="icd203", marking="", whole=True):
        head = HEAD.format(language=language, yardstick=yardstick, marking=marking)
        text = "\n".join(parts)
        for default in (BOTTOM_LINE, OUTLOOK) if whole else ():
            if f"{default.split(':')[0]}:" not in text:
                text += f"\n{default}"
        return f"{head}{text}"

    return write


@pytest.fixture
def reviewed():
    """Return a function that runs every rule on a page."""
    return lambda page: review(page.edition, page.layout, page.files)
