"""Whether what `fit.yaml` arranges is known to the style sheets and the template that are to do it.

In: a `Leeway`, the places of its parts, the job's files. Out: problems. Next: `variant` raises them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from copyfit.content.leeway import Leeway
from copyfit.errors import Problem
from copyfit.project import TEMPLATES, Files
from copyfit.yaml.file import Places

WIDTH = re.compile(r"--width-([a-z0-9-]+)")
CLASS = re.compile(r"\.([a-z][a-z0-9-]*)")
FLOW = re.compile(r"""flow(?:\.|\[["'])([a-z][a-z0-9-]*)""")


def unknown_parts(plan: Leeway, places: Places, files: Files, variant: str) -> Iterator[Problem]:
    """Yield a problem for each width, class and block of an arrangement that nothing on the page heeds."""
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


def _text(files: Files, variant: str, end: str) -> str:
    """Return all files of a variant and of what variants share whose names end so."""
    folders = (f"{TEMPLATES}/{variant}/", f"{TEMPLATES}/shared/")
    found = (files[path] for path in sorted(files) if path.startswith(folders) and path.endswith(end))
    return "\n".join(content.decode("utf-8", "replace") for content in found)


def _problem(message: str, places: Places, *at: str | int) -> Problem:
    hint = "take it out, or see that it is spelt as in the style sheet and the template"
    return Problem("unknown-arrangement", message, hint, places.of_key(*at))
