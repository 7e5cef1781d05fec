"""A draft says so: the page's own text holds the word for it.

In: an `Edition`, its HTML and the labels. Out: a problem where a template forgets it; None means said.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from typing import Any

from copyfit.content.edition import Edition
from copyfit.errors import Place, Problem
from copyfit.project import PAGE, TEMPLATES

LABEL = "draft"
_BODY = re.compile(r"<body\b.*", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")


def draft_unsaid(edition: Edition, html: str, labels: Mapping[str, Any]) -> Problem | None:
    """Return what is wrong with the page of a draft that does not print the label `draft`."""
    if not edition.brief.draft:
        return None
    word = labels.get(LABEL)
    body = _BODY.search(html)
    if word and body and str(word) in unescape(_TAG.sub("", body[0])):
        return None
    hint = "print {{ labels.draft }}, as the starter's shared/page.html.j2 does"
    if not word:
        hint = f"write `draft: DRAFT` into {TEMPLATES}/shared/labels, and {hint}"
    place = Place(f"{TEMPLATES}/{edition.variant.name}/{PAGE}")
    return Problem("draft-unsaid", "the brief is a draft, and the page does not say so", hint, place)
