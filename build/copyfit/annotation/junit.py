"""A check as JUnit XML, which GitLab, Jenkins and others show: a page is a test, a problem its failure.

In: a `Report`. Out: XML. Pages on which only warnings or notices were found pass, with what was found as
their output; a page that failed in a strict check fails here.
"""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from copyfit.build import Report, Result
from copyfit.errors import Problem
from copyfit.runner import XML, obeyed_by_none


def junit(report: Report, prefix: str) -> str:
    """Return the report as one suite of tests."""
    cases = [_case(result, prefix) for result in report.results]
    if report.remarks:
        cases.append(_case_of("copyfit", "the project", report.remarks, prefix))
    failures = sum("<failure" in case for case in cases)
    head = (
        f'<testsuite name="copyfit check" tests="{len(cases)}" failures="{failures}" errors="0" skipped="0">'
    )
    suite = "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', head, *cases, "</testsuite>\n"])
    return obeyed_by_none(suite, XML)


def _case(result: Result, prefix: str) -> str:
    page = result.id
    name = " ".join(filter(None, (page.variant, page.language))) or "brief"
    return _case_of(page.brief, name, (*result.problems, *result.advice), prefix)


def _case_of(group: str, name: str, problems: Iterable[Problem], prefix: str) -> str:
    listed = list(problems)
    errors = [problem for problem in listed if problem.severity == "error"]
    others = [problem for problem in listed if problem.severity != "error"]
    parts = [f"<testcase classname={_quoted(group)} name={_quoted(name)}>"]
    for problem in errors:
        text = escape(_allowed(_told(problem, prefix)))
        parts.append(
            f"<failure type={_quoted(problem.code)} message={_quoted(problem.message)}>{text}</failure>"
        )
    if others:
        said = "\n".join(f"{problem.severity}: {_told(problem, prefix)}" for problem in others)
        parts.append(f"<system-out>{escape(_allowed(said))}</system-out>")
    return "".join([*parts, "</testcase>"])


def _told(problem: Problem, prefix: str) -> str:
    return f"{prefix}{problem}" if problem.place else str(problem)


def _quoted(text: str) -> str:
    return quoteattr(_allowed(text))


def _allowed(text: str) -> str:
    """Return a text without what XML 1.0 cannot hold (§2.2); messages spell such signs out already."""
    return "".join(sign for sign in text if sign in "\t\n" or (sign >= " " and sign not in "\ufffe\uffff"))
