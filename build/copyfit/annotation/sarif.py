"""A check as SARIF 2.1.0, which code scanning of GitHub and others reads (OASIS, 27 March 2020).

In: a `Report`. Out: JSON. Paths are relative to the repository (`%SRCROOT%`, §3.14.14); a result has a
fingerprint of what is wrong and not of its line, so that one that only moved is the same one (§3.27.16).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

import copyfit
from copyfit.build import Report
from copyfit.errors import Problem
from copyfit.runner import JSON, obeyed_by_none

_LEVELS = {"error": "error", "warning": "warning", "notice": "note"}
_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def sarif(report: Report, prefix: str) -> str:
    """Return the problems as one run."""
    problems = report.problems
    codes = sorted({problem.code for problem in problems})
    driver = {"name": "copyfit", "version": copyfit.__version__, "rules": [{"id": code} for code in codes]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": list(_results(problems, codes, prefix)),
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return obeyed_by_none(json.dumps(log, ensure_ascii=False, indent=1), JSON) + "\n"


def _results(problems: Iterable[Problem], codes: list[str], prefix: str) -> Iterable[dict[str, Any]]:
    seen: dict[str, int] = {}
    for problem in problems:
        text = f"{problem.message}. {problem.hint}" if problem.hint else problem.message
        path = problem.place.path if problem.place else ""
        print_of = hashlib.sha256("\0".join((problem.code, path, problem.message)).encode()).hexdigest()[:32]
        seen[print_of] = seen.get(print_of, 0) + 1
        result: dict[str, Any] = {
            "ruleId": problem.code,
            "ruleIndex": codes.index(problem.code),
            "level": _LEVELS[problem.severity],
            "message": {"text": text},
            "partialFingerprints": {"problem/v1": f"{print_of}:{seen[print_of]}"},
        }
        if problem.place:
            result["locations"] = [{"physicalLocation": _location(problem, prefix)}]
        yield result


def _location(problem: Problem, prefix: str) -> dict[str, Any]:
    place = problem.place
    assert place
    # §3.4.4: a path from the repository is relative to %SRCROOT%; an absolute one stands alone.
    path = place.path if place.path.startswith("/") else prefix + place.path
    found: dict[str, Any] = {"artifactLocation": {"uri": quote(path)}}
    if not place.path.startswith("/"):
        found["artifactLocation"]["uriBaseId"] = "%SRCROOT%"
    if place.line:
        found["region"] = {"startLine": place.line, **({"startColumn": place.column} if place.column else {})}
    return found
