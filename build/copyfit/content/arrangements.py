"""Whether what `fit.yaml` arranges is known to the style sheets and the template that are to do it.

In: a `Leeway`, the places of its parts, the job's files. Out: problems. Next: `variant` raises them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from copyfit.content.leeway import Leeway
from copyfit.errors import Problem, TemplateError
from copyfit.project import PAGE, TEMPLATES, Files
from copyfit.yaml.decode import decoded
from copyfit.yaml.file import Places

STYLE = "style.css"
WIDTH = re.compile(r"--width-([a-z0-9-]+)")
CLASS = re.compile(r"\.([a-z][a-z0-9-]*)")
BREAKS = re.compile(r"""breaks(?:\.|\[["'])([a-z][a-z0-9-]*)""")
FLOW = re.compile(r"""flow(?:\.|\[["'])([a-z][a-z0-9-]*)""")


def unknown_parts(plan: Leeway, places: Places, files: Files, variant: str) -> Iterator[Problem]:
    """Yield a problem for each width, class, block and run that nothing on the page heeds.

    A style sheet or a template that is missing, or holds nothing of its own, is told by who reads it.
    """
    if not all(_is_written(files, f"{TEMPLATES}/{variant}/{name}") for name in (STYLE, PAGE)):
        return
    css, template = (_text(files, variant, end) for end in (".css", ".j2"))
    widths, classes, flows = set(WIDTH.findall(css)), set(CLASS.findall(css)), set(FLOW.findall(template))
    for name, one in plan.arrangements.items():
        at = ("arrangements", name)
        for width in sorted(set(one.widths) - widths):
            message = f"no style sheet has a width `var(--width-{width})`"
            yield _problem(message, places, *at, "widths", width)
        for place, word in enumerate(one.classes):
            if word not in classes:
                yield _problem(f"no style sheet has a class `.{word}`", places, *at, "classes", place)
        for block in sorted(set(one.flow) - flows):
            yield _problem(f"the template does not ask for `flow.{block}`", places, *at, "flow", block)
    for cell in sorted(set(plan.cells) - widths):
        yield _problem(f"no style sheet has a width `var(--width-{cell})`", places, "cells", cell)
    yield from _unknown_columns(plan, places, template)


def _unknown_columns(plan: Leeway, places: Places, template: str) -> Iterator[Problem]:
    """Yield a problem for each column that gives and has no width, and each list that nobody parts."""
    design = next(iter(plan.arranged().values()))
    for place, give in enumerate(plan.gives):
        for column in sorted(set(give.columns) - set(design.widths)):
            yield _problem(f"the first arrangement has no width of `{column}`", places, "gives", place)
    for place, run in enumerate(plan.runs):
        if run not in set(BREAKS.findall(template)):
            yield _problem(f"the template does not ask for `breaks.{run}`", places, "runs", place)


def _is_written(files: Files, path: str) -> bool:
    """Return whether a file is there and holds a rule or a tag at all."""
    return any(sign in files.get(path, b"") for sign in (b"{", b"<"))


def _text(files: Files, variant: str, end: str) -> str:
    """Return all files of a variant and of what variants share whose names end so."""
    folders = (f"{TEMPLATES}/{variant}/", f"{TEMPLATES}/shared/")
    found = [path for path in sorted(files) if path.startswith(folders) and path.endswith(end)]
    return "\n".join(decoded(path, files[path], TemplateError) for path in found)


def _problem(message: str, places: Places, *at: str | int) -> Problem:
    hint = "take it out, or see that it is spelt as in the style sheet and the template"
    return Problem("unknown-arrangement", message, hint, places.of_key(*at))
