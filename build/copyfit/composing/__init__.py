"""An edition at a setting → one semantic HTML document, through sandboxed Jinja.

In: an `Edition`, a `Setting`, the job's files. Out: HTML. Next: `layout` lays it out.

The page is rendered twice: the first rendering finds in which order sources are cited, the second
prints their numbers.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from copyfit.composing.content import Content
from copyfit.composing.house import House, read_house, read_labels
from copyfit.composing.rendering import SameFiles, render
from copyfit.edition import Edition, Setting
from copyfit.errors import Place
from copyfit.project import Files

CITED = re.compile(r'data-source="([^"]+)"')


def compose(edition: Edition, setting: Setting, files: Files) -> str:
    """Return the page's HTML at `setting`.

    Raises TemplateError, with file and line, for whatever a template does wrong.
    """
    shared = _shared(SameFiles(files), edition.language, edition.loaded.places.of("language"))
    first = _rendered(edition, files, shared, ())
    order = tuple(dict.fromkeys(CITED.findall(first)))
    html = _rendered(edition, files, shared, order) if order else first
    style = f"<style>\n{setting.css()}\n{shared[0].page_css}</style>\n"
    at = html.lower().find("</head>")
    return html[:at] + style + html[at:] if at >= 0 else style + html


def labels_for(files: Files, language: str) -> Mapping[str, Any]:
    """Return every word that templates say in `language`, read once a job."""
    return _shared(SameFiles(files), language)[1]


@lru_cache(maxsize=8)
def _shared(same: SameFiles, language: str, asked_at: Place | None = None) -> tuple[House, Mapping[str, Any]]:
    return read_house(same.files), read_labels(same.files, language, asked_at)


def _rendered(
    edition: Edition, files: Files, shared: tuple[House, Mapping[str, Any]], order: tuple[str, ...]
) -> str:
    house, labels = shared
    content = Content(edition, files, order, labels)
    return render(f"{edition.variant.name}/page.html.j2", content.context(house.data), files, edition)
