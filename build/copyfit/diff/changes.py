"""What changed in the words of a page, and in the facts of a project.

In: what both versions say. Out: `Change`s and `FactChange`s. Next: `Difference`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace

from copyfit.build import Request
from copyfit.diff.difference import Change, FactChange, FactState, Portion
from copyfit.diff.side import ComparedSide
from copyfit.diff.words import SHORTEST_MOVE, aligned, spans, tokens
from copyfit.errors import CopyfitError
from copyfit.sight import SeenPassage

LONGEST_CELL = 12
"""Passages of more words are told one by one."""


def changes_of(old: Sequence[SeenPassage], new: Sequence[SeenPassage]) -> tuple[Change, ...]:
    """Return what became of each passage that is not the same, in the new page's order."""
    return tuple(_joined(_changes(old, new)))


def _joined(changes: Iterator[Change]) -> Iterator[Change]:
    """Yield the changes, short passages that came or went one behind the other as one: a table's cells."""
    waiting: Change | None = None
    for change in changes:
        alone = change.kind in ("added", "removed") and len(change.pieces[0].text.split()) <= LONGEST_CELL
        if waiting and alone and change.kind == waiting.kind:
            (first,), (second,) = waiting.pieces, change.pieces
            waiting = replace(waiting, pieces=(replace(first, text=f"{first.text} · {second.text}"),))
            continue
        if waiting:
            yield waiting
        waiting = change if alone else None
        if not alone:
            yield change
    if waiting:
        yield waiting


def _changes(old: Sequence[SeenPassage], new: Sequence[SeenPassage]) -> Iterator[Change]:
    for pair in aligned(old, new):
        before = old[pair.old] if pair.old is not None else None
        after = new[pair.new] if pair.new is not None else None
        if before is None and after is not None:
            yield Change("added", after.about, (Portion("come", after.text),))
        elif after is None and before is not None:
            yield Change("removed", before.about, (Portion("gone", before.text),))
        elif before and after:
            moved = pair.moved and len(after.text.split()) >= SHORTEST_MOVE
            pieces = pieces_of(before.text, after.text)
            if any(piece.kind != "same" for piece in pieces):
                yield Change("changed", after.about, pieces, moved)
            elif moved:
                yield Change("moved", after.about, (Portion("same", after.text),))


def pieces_of(old: str, new: str) -> tuple[Portion, ...]:
    """Return a text as it became another: what stayed, went and came, in order."""
    was, now = tokens(old), tokens(new)
    found: list[Portion] = []
    for one in spans(was, now):
        gone, come = "".join(was[slice(*one.old)]), "".join(now[slice(*one.new)])
        if one.kind == "same":
            found.append(Portion("same", come))
        else:
            found += [Portion(kind, text) for kind, text in (("gone", gone), ("come", come)) if text]  # type: ignore[arg-type]
    return tuple(found)


def facts_of(old: ComparedSide, new: ComparedSide, request: Request) -> tuple[FactChange, ...]:
    """Return the facts that changed between two projects; none of a project whose briefs cannot be read."""
    before, after = (_facts(side, request.today) for side in (old, new))
    if before is None or after is None:
        return ()
    return tuple(
        FactChange(*key, before.get(key), after.get(key))
        for key in dict.fromkeys((*after, *before))
        if before.get(key) != after.get(key)
        and (not key[0] or not request.briefs or key[0].partition("/")[0] in request.briefs)
    )


def _facts(side: ComparedSide, on: dt.date) -> dict[tuple[str, str], FactState] | None:
    from copyfit.content.factbook import list_facts  # imports Pydantic and the YAML parser

    try:
        listed = list_facts(side.path, on)
    except CopyfitError:
        return None  # what is wrong with the brief is told with its page
    return {
        (f"{one.brief}/{one.row}" if one.row else one.brief, one.id): FactState(
            str(one.fact.value), one.fact.as_of, str(one.fact.review_by), str(one.fact.source or "")
        )
        for one in listed
    }
