"""A comparison as one page for a browser: before, after, overlay, and the words that changed.

In: a `Difference` with pictures. Out: HTML that needs nothing beside itself: no script, nothing fetched, all
pictures inline. Next: whoever reads a pull request. Its own policy forbids everything but the style and the
pictures in it, and every text is escaped.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from html import escape
from importlib.resources import files

from copyfit.diff.difference import Change, Difference, FactChange, FactState, Portion, VersionedPage
from copyfit.suggest import count

_VIEWS = (("side", "Side by side"), ("overlay", "Overlay"), ("before", "Before"), ("after", "After"))
_TAGS = {"gone": "del", "come": "ins"}


def html_of(found: Difference) -> str:
    """Return `found` as one self-contained page."""
    style = files("copyfit.diff").joinpath("page.css").read_text("utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = (
        f"default-src 'none'; img-src data:; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )
    title = f"{escape(found.old)} → {escape(found.new)}"
    shown = [page for page in found.pages if page.status != "same"]
    parts = [
        "<!doctype html>",
        '<html lang="en"><head><meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{title}</title><style>{style}</style></head><body>",
        f"<header><h1>{title}</h1><p>{escape(summary(found))}</p>{_contents(shown)}</header><main>",
        *_facts(found.facts),
        *_touches(found),
        *(part for number, page in enumerate(shown, 1) for part in _page(number, page)),
        "</main></body></html>\n",
    ]
    return "\n".join(parts)


def summary(found: Difference) -> str:
    """Return how many pages are what: `2 pages changed, 1 page added; 13 without visible change`."""
    visible = [page for page in found.pages if page.status != "same"]
    alike = len(found.same) + len(found.pages) - len(visible)
    if not visible:
        return f"No visible change: {count(alike, 'page')} compared"
    by_status = {
        name: sum(page.status == name for page in visible)
        for name in ("changed", "added", "removed", "failed")
    }
    said = [f"{count(number, 'page')} {name}" for name, number in by_status.items() if number]
    rest = f"; {alike} without visible change" if alike else ""
    return f"{', '.join(said)}{rest}"


def _contents(shown: list[VersionedPage]) -> str:
    if len(shown) < 2:
        return ""
    links = [f'<li><a href="#page-{at}">{escape(str(page.id))}</a></li>' for at, page in enumerate(shown, 1)]
    return f'<nav aria-label="Pages"><ul>{"".join(links)}</ul></nav>'


def _facts(facts: tuple[FactChange, ...]) -> Iterator[str]:
    if facts:
        yield '<section><h2>Facts</h2><div class="wide"><table>'
        yield "<thead><tr><th>Fact</th><th>Before</th><th>After</th></tr></thead><tbody>"
        for fact in facts:
            name = f"{fact.brief}: {fact.id}" if fact.brief else fact.id
            states = f"<td>{_state(fact.old)}</td><td>{_state(fact.new)}</td>"
            yield f'<tr><th scope="row">{escape(name)}</th>{states}</tr>'
        yield "</tbody></table></div></section>"


def _state(state: FactState | None) -> str:
    if state is None:
        return "–"
    rest = f"as of {state.as_of}; {_review(state)}; {escape(state.source)}"
    return f"{escape(state.value)}<br><small>{rest}</small>"


def _review(state: FactState) -> str:
    return "never reviewed" if state.review_by == "never" else f"review by {escape(state.review_by)}"


def _touches(found: Difference) -> Iterator[str]:
    if found.touches:
        visible = {page.id for page in found.pages if page.status != "same"}
        yield "<section><h2>Templates</h2><ul>"
        for touch in found.touches:
            seen = sum(one in visible for one in touch.editions)
            used = f"{count(len(touch.editions), 'page')} made from it, {seen} changed"
            yield f"<li><code>{escape(touch.path)}</code>: {used}</li>"
        yield "</ul></section>"


def _page(number: int, page: VersionedPage) -> Iterator[str]:
    yield f'<section class="page" id="page-{number}"><h2>{escape(" ".join(page.id.parts))}</h2>'
    yield f'<p class="state">{escape(state_of(page))}</p>'
    for how, ids in page.gives_way.items():
        yield f"<p>{escape(how.capitalize())}: {', '.join(f'<code>{escape(one)}</code>' for one in ids)}</p>"
    for problem in page.problems:
        yield f'<p class="problem"><strong>{problem.severity}</strong>: {escape(str(problem))}</p>'
    if page.changes:
        yield '<ul class="changes">'
        yield from (_change(change) for change in page.changes)
        yield "</ul>"
    if page.pictures:
        yield from _views(number, page)
    yield "</section>"


def state_of(page: VersionedPage) -> str:
    """Return what became of a page in a few words."""
    if page.status == "changed" and not page.changes:
        return "looks different; its words are the same"
    if page.status == "changed":
        gone, come = sum(change.gone for change in page.changes), sum(change.come for change in page.changes)
        moved = sum(change.kind == "moved" or change.also_moved for change in page.changes)
        said = [f"{count(gone, 'word')} removed", f"{count(come, 'word')} added"]
        return ", ".join([*said, f"{count(moved, 'passage')} moved"] if moved else said)
    return {
        "same": "no visible change",
        "added": "new page",
        "removed": "page is gone",
        "failed": "cannot be compared",
    }[page.status]


def _change(change: Change) -> str:
    moved = " moved" if change.kind == "moved" or change.also_moved else ""
    words = "".join(_piece(piece) for piece in change.pieces)
    return f'<li><span class="where">{escape(change.where)}{moved}</span> <span>{words}</span></li>'


def _piece(piece: Portion) -> str:
    tag = _TAGS.get(piece.kind)
    return f"<{tag}>{escape(piece.text)}</{tag}>" if tag else escape(piece.text)


def _views(number: int, page: VersionedPage) -> Iterator[str]:
    """Yield the pictures, and buttons that need no script to choose among them."""
    names = [(key, label) for key, label in _VIEWS if key == "side" or key in page.pictures]
    title = " ".join(page.id.parts)
    yield '<fieldset class="views"><legend>View</legend>'
    for key, label in names:
        checked = " checked" if key == "side" else ""
        yield f'<input type="radio" name="view-{number}" id="{key}-{number}" class="{key}"{checked}>'
        yield f'<label for="{key}-{number}">{label}</label>'
    yield '<div class="pictures">'
    for key in ("before", "after", "overlay"):
        if key in page.pictures:
            data = base64.b64encode(page.pictures[key]).decode()
            note = {"overlay": "Overlay: red was removed, blue was added"}.get(key, key.capitalize())
            yield (
                f'<figure class="{key}"><figcaption>{note}</figcaption>'
                f'<img alt="{escape(title)}, {key}" src="data:image/png;base64,{data}"></figure>'
            )
    yield "</div></fieldset>"
