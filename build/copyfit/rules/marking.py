"""Rule `marking`: a protective marking is one of its scheme's, and stands where the scheme wants it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from copyfit.errors import Place
from copyfit.layout.boxes import Box, Run
from copyfit.project import PAGE, TEMPLATES
from copyfit.rules.finding import Finding
from copyfit.rules.page import PrintedPage
from copyfit.rules.registry import Rule


def check(page: PrintedPage, rule: Rule) -> Iterator[Finding]:
    """Yield what is wrong with the label, and each place where the page lacks it."""
    marking = page.edition.brief.marking
    at = page.place_of("marking", "label")
    if marking.scheme == "none":
        if marking.label:
            yield Finding("unasked", at, {"label": marking.label})
        return
    scheme = rule.limits["schemes"][marking.scheme]
    values = {
        "scheme": marking.scheme,
        "examples": ", ".join(scheme["examples"]),
        "label": marking.label or "",
    }
    if not marking.label:
        yield Finding("no-label", page.place_of("marking"), values)
    elif not re.fullmatch(scheme["pattern"], marking.label):
        yield Finding("illegal", at, values)
    else:
        yield from _placed(page, marking.label, scheme)


def _placed(page: PrintedPage, label: str, scheme: dict[str, Any]) -> Iterator[Finding]:
    """Yield where the page does not show the label as its scheme wants it."""
    template = Place(f"{TEMPLATES}/{page.edition.variant.name}/{PAGE}")
    laid_out = page.layout.pages[0]
    for says, boxes in (("not-on-top", laid_out.header), ("not-at-foot", laid_out.footer)):
        runs = list(_runs_with(label, boxes))
        if not runs:
            yield Finding(says, template, {"label": label})
            continue
        least, size = scheme.get("least_pt", 0), max(run.style.size_pt for run in runs)
        if size < least:
            values = {"label": label, "size": f"{size:g}", "least": least}
            yield Finding("too-small", template, values, is_mild=True)
    if not _is_read_aloud(page, label):
        yield Finding("unheard", template, {"label": label})
    for phrase in scheme.get("never", ()):
        if phrase.casefold() in page.layout.html.casefold():
            yield Finding("disclaimer", page.place(None, phrase), {"phrase": phrase})


def _runs_with(label: str, boxes: Iterable[Box]) -> Iterator[Run]:
    """Yield the runs of text that show the label, if the line that they are in does."""
    for box in boxes:
        for line in box.all_lines():
            if _pattern(label).search(" ".join(line.text.split())):
                first = label.split(maxsplit=1)[0]
                yield from (run for run in line.runs if first in run.text)


def _is_read_aloud(page: PrintedPage, label: str) -> bool:
    """Return whether the label is in the document's properties or body.

    Headers and footers are artifacts, which screen readers pass over (ISO 14289-1, §7.8).
    """
    properties = (
        page.layout.title,
        *(page.layout.metadata.get(name, "") for name in ("description", "keywords")),
    )
    texts = (*properties, *(block.text for block in page.blocks))
    return any(_pattern(label).search(text) for text in texts)


def _pattern(label: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w:+-]){re.escape(label)}(?![\w+-])")
