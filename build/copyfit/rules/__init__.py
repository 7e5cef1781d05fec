"""The editorial rules, one a module, and what they say of a page.

In: an `Edition`, its `Layout` and the job's files. Out: a `Review`. Next: `building` judges it on the day.

A rule sees the page as its reader does: the wordings that fitting chose, with facts filled in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from copyfit.content.edition import Edition
from copyfit.errors import Problem
from copyfit.layout.boxes import Layout
from copyfit.page import labels_for
from copyfit.project import Files
from copyfit.review import Comparison, Review
from copyfit.rules import (
    abbreviations,
    abstract,
    asks,
    bands,
    bottom_line,
    citation_style,
    confidence,
    hedges,
    hosts,
    marking,
    paragraph_lines,
    pronouns,
    questions,
    readability,
    sentence_length,
    sizes,
    yardstick,
)
from copyfit.rules.finding import Check, Finding, as_problem
from copyfit.rules.page import PrintedPage
from copyfit.rules.registry import Rule, read_rules
from copyfit.rules.waivers import waivers_of

CHECKS: Mapping[str, Check] = {
    "bottom-line": bottom_line.check,
    "asks": asks.check,
    "yardstick": yardstick.check,
    "bands": bands.check,
    "confidence": confidence.check,
    "hedges": hedges.check,
    "marking": marking.check,
    "sentence-length": sentence_length.check,
    "paragraph-lines": paragraph_lines.check,
    "readability": readability.check,
    "abbreviations": abbreviations.check,
    "pronouns": pronouns.check,
    "questions": questions.check,
    "sizes": sizes.check,
    "abstract": abstract.check,
    "hosts": hosts.check,
    "citation-style": citation_style.check,
}


def review(edition: Edition, layout: Layout, files: Files) -> Review:
    """Return what the rules find on the page, what waives them, and what is measured to compare pages.

    Raises BriefError if the brief waives a rule that does not exist, TemplateError if the house does.
    """
    rules = read_rules(files)
    waivers = waivers_of(edition.loaded, rules)
    labels = labels_for(files, edition.language, edition.loaded.places.of("language"))
    page = PrintedPage(edition, layout, labels, files)
    grade = readability.grade_of(page)
    return Review(
        tuple(dict.fromkeys(_problems(page, rules))),
        waivers,
        {} if grade is None else {readability.GRADE: grade},
        tuple(_comparisons(page, rules["readability"])) if grade is not None else (),
        _translation(edition),
    )


def _problems(page: PrintedPage, rules: Mapping[str, Rule]) -> Iterator[Problem]:
    for name, rule in rules.items():
        level = rule.level_for(page.edition.variant.name)
        if level != "off":
            for finding in CHECKS[name](page, rule):
                yield _named(as_problem(finding, rule, level, page.name), rule)


def _named(problem: Problem, rule: Rule) -> Problem:
    """Return `problem` with the name of its rule, by which a brief can waive it."""
    return replace(problem, message=f"{problem.message} [{rule.id}]")


def _comparisons(page: PrintedPage, rule: Rule) -> Iterator[Comparison]:
    """Yield what can only be judged beside another variant's page."""
    variant = page.edition.variant.name
    wanted = rule.limits["below"].get(variant)
    grade = readability.grade_of(page)
    if wanted and (grade or 0) > wanted.get("unless", 0) and rule.level_for(variant) != "off":
        finding = Finding("too-near", page.place(None, page.edition.brief.title), wanted, is_mild=True)
        problem = _named(as_problem(finding, rule, "warning", page.name), rule)
        yield Comparison(readability.GRADE, wanted["variant"], wanted["by"], problem)


def _translation(edition: Edition) -> Mapping[str, str]:
    translation = edition.brief.translation
    return translation.model_dump(exclude_none=True) if translation else {}
