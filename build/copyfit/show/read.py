"""Where on a laid-out page each statement, line and fact stands, and what is known of it.

In: a `Layout` with the edition that it says. Out: a `Scene`. Next: the preview draws it over the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from copyfit.content.edition import DROPPED, Edition
from copyfit.content.factbook import place_of
from copyfit.content.facts import Fact
from copyfit.content.kinds import Evidence, Identified, Statement, Wording, identified_in
from copyfit.content.text import Cited, FactUsed, LineBreak, Spoken, parse
from copyfit.figures import Drawn
from copyfit.fit.ladder import Ladder
from copyfit.fit.measures import area_of, measured
from copyfit.layout.boxes import Box, Layout, Line
from copyfit.scene import Pose, Rectangle, Scene, SeenFact, SeenLine, SeenStatement, TypeStep
from copyfit.word.spec import Story

LONGEST_TEXT = 600
"""So many characters of a statement's text are shown; the page has them all."""


def scene_of(
    layout: Layout, page: Drawn, edition: Edition, pose: Pose, ladder: Ladder, story: Story | None
) -> Scene:
    """Return what is on the page.

    Of a page that is only looked at there is no `story`, and no break margins.
    """
    sheet, area = layout.sheet, area_of(layout)
    left, right = sheet.margin.left, sheet.width_pt - sheet.margin.right
    marks = _marks(layout)
    return Scene(
        width_pt=round(sheet.width_pt, 2),
        height_pt=round(sheet.height_pt, 2),
        area=_rounded(left, area.top_pt, right - left, area.foot_pt(pose.leading_pt) - area.top_pt),
        pages=len(layout.pages),
        fill=round(area.fill(measured(layout).ink_pt, pose.leading_pt), 4),
        pose=pose,
        steps=tuple(
            TypeStep(size, ladder.leadings_pt(size)) for size in (*ladder.larger_pt, *ladder.sizes_pt)
        ),
        statements=tuple(_statements(edition, marks)),
        lines=tuple(_lines(layout, story)),
        facts=tuple(_facts(layout, page, edition)),
    )


def _rounded(*lengths: float) -> Rectangle:
    left, top, width, height = (round(length, 2) for length in lengths)
    return left, top, width, height


@dataclass(frozen=True, slots=True)
class _Mark:
    """Where one statement stands: its boxes' rectangles, and how many lines it has."""

    areas: list[Rectangle] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)


def _marks(layout: Layout) -> Mapping[str, _Mark]:
    """Return where each thing with an id stands: its boxes, or, inside other text, its runs."""
    found: dict[str, _Mark] = {}
    for root in (layout.page.body, *layout.page.header, *layout.page.footer):
        _mark(root, "", found)
    return found


def _mark(box: Box, around: str, found: dict[str, _Mark]) -> None:
    own = box.statement or box.attributes.get("data-part") or ""
    if own and own != around:
        mark = found.setdefault(own, _Mark())
        mark.areas.append(_rounded(box.x_pt, box.y_pt, box.width_pt, box.height_pt))
        mark.lines.extend(box.all_lines())
    for line in box.lines:
        for name in dict.fromkeys(run.statement for run in line.runs if run.statement):
            if name not in (own, around):
                runs = [run for run in line.runs if run.statement == name]
                left, right = min(run.x_pt for run in runs), max(run.x_pt + run.width_pt for run in runs)
                mark = found.setdefault(name, _Mark())
                mark.areas.append(_rounded(left, line.y_pt, right - left, line.height_pt))
                mark.lines.append(line)
    for child in box.children:
        _mark(child, own or around, found)


def _statements(edition: Edition, marks: Mapping[str, _Mark]) -> Iterator[SeenStatement]:
    seen: set[str] = set()
    for block, value in edition.brief.blocks():
        for part in identified_in(value):
            if part.id not in seen and (part.id in marks or edition.is_dropped(part.id)):
                seen.add(part.id)
                yield _statement(block, part, edition, marks.get(part.id, _Mark()))


def _statement(block: str, part: Identified, edition: Edition, mark: _Mark) -> SeenStatement:
    texts = tuple(_texts(part))
    tokens = [token for text in texts for token in parse(text, "")]
    cited = [cite.source for token in tokens if isinstance(token, Cited) for cite in token.cites]
    cited += part.sources if isinstance(part, Evidence) else ()
    wording, text = "text", getattr(part, "title", "")
    if isinstance(part, Statement):
        wording, text = edition.wording(part, part.id)
    return SeenStatement(
        id=part.id,
        block=block,
        kind=type(part).__name__.lower(),
        text=_said(text, edition)[:LONGEST_TEXT],
        wording="left out" if edition.choices.get(part.id) == DROPPED else wording,
        priority=part.priority,
        optional=part.optional,
        place=edition.loaded.places.of_statement(part.id),
        areas=tuple(mark.areas),
        lines=len({line.baseline_pt for line in mark.lines}),
        citations={key: _title(key, edition) for key in dict.fromkeys(cited)},
        facts=tuple(dict.fromkeys(token.id for token in tokens if isinstance(token, FactUsed))),
    )


def _said(text: str, edition: Edition) -> str:
    """Return a text as words, its facts as they are written and its citations left out."""
    words = ""
    for token in parse(text, edition.language):
        if isinstance(token, Spoken):
            words += token.text
        elif isinstance(token, FactUsed):
            words += _value(edition.loaded.facts[token.id])
        elif isinstance(token, LineBreak):
            words += " "
    return words.strip()


def _value(fact: Fact) -> str:
    return f"{fact.value} {fact.unit}" if fact.unit else str(fact.value)


def _texts(part: Identified | Wording) -> Iterator[str]:
    """Yield every text of a part, those of its wordings too."""
    for name in type(part).model_fields:
        value = getattr(part, name)
        if isinstance(value, str):
            yield value
        elif isinstance(value, Wording):
            yield from _texts(value)


def _title(key: str, edition: Edition) -> str:
    source = edition.loaded.sources.get(key, {})
    return str(source.get("title-short") or source.get("title") or key)


def _lines(layout: Layout, story: Story | None) -> Iterator[SeenLine]:
    margins = {
        (round(line.x_pt, 1), round(line.baseline_pt, 1)): margin
        for advice in (story.advice if story else ())
        for line, margin in advice.margins_pt
    }
    for line, statement in _owned(layout.page.walk()):
        if line.text.strip():
            left, right = line.runs[0].x_pt, line.runs[-1].x_pt + line.runs[-1].width_pt
            key = (round(line.x_pt, 1), round(line.baseline_pt, 1))
            yield SeenLine(
                _rounded(min(left, right), line.y_pt, abs(right - left), line.height_pt),
                round(line.baseline_pt, 2),
                line.text.strip(),
                margins.get(key),
                statement,
            )


def _owned(boxes: Iterable[Box]) -> Iterator[tuple[Line, str]]:
    """Yield each line with the statement of its first run that has one, or of its box."""
    for box in boxes:
        for line in box.lines:
            if line.runs:
                names = (run.statement for run in line.runs if run.statement)
                yield line, next(names, box.statement or "")


def _facts(layout: Layout, page: Drawn, edition: Edition) -> Iterator[SeenFact]:
    for name in layout.facts:
        fact = edition.loaded.facts[name]
        yield SeenFact(
            name,
            _value(fact),
            fact.as_of,
            None if fact.review_by == "never" else fact.review_by,
            fact.source,
            place_of(edition.loaded, name, page.files),
        )
