"""Every word of the painted page can be read: it stands out from what lies behind it, and nothing covers it.

In: a `Layout`, and the PDF that was painted of it. Out: problems: errors for what nobody can read, warnings
for what is hard to read. Contrast is that of WCAG 2.2, §1.4.3; what lies behind a word, and how much of its
ink is seen, is measured on the page as PDFium paints it.
"""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import cast

from PIL import Image, ImageChops

from copyfit.errors import About, Problem
from copyfit.layout.boxes import Layout, Run
from copyfit.measure.shape import nearest_face, positions
from copyfit.proof.places import Area, Placed, named, placed_on
from copyfit.proof.views import SCALE, Views, views_of

LEAST_CONTRAST = 3.0
GOOD_CONTRAST = 4.5
MOST_COVERED = 0.2
CELLS = 5
"""Ground is looked at in so many parts of a word: a fifth that does not stand out is too much."""
INK = 96
"""From this value of 255 on a pixel counts as ink of a letter, not as its edge."""
TRACE = 16
"""From this value on there is ink at all."""
SQUEEZED = 0.8
"""Words whose letters have less than this share of their own width stand on each other."""
WORD = re.compile(r"\S+")

Colour = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Seen:
    """A run of text as it is seen: its colour on the page, the ground's, and the contrast between them."""

    placed: Placed
    ink: Colour
    ground: Colour
    contrast: float


def legibility_problems(layout: Layout, pdf: bytes) -> list[Problem]:
    """Return an error for each way in which words of the page cannot be read, a warning where it is hard."""
    placed = [each for each in placed_on(layout) if each.painted]
    squeezed = next((each for each in placed if _is_squeezed(each.run, layout)), None)
    if squeezed:
        return [_squeezed(squeezed)]
    views = views_of(pdf)
    traces = views.ink.point([0] * TRACE + [255] * (256 - TRACE))
    elsewhere = next((each for each in placed if _is_elsewhere(each, traces, layout)), None)
    if elsewhere:
        return [_elsewhere(elsewhere)]
    return [*_covered(placed, views, layout), *_faint(placed, views, layout)]


# -- words on each other --


def _is_squeezed(run: Run, layout: Layout) -> bool:
    words = sum(width for _, width in _words(run, layout)) * run.style.size_pt
    return run.width_pt < SQUEEZED * words


def _squeezed(placed: Placed) -> Problem:
    closer = "letter-spacing" if placed.run.style.letter_spacing_pt < 0 else "word-spacing"
    return Problem(
        "words-overlap",
        f"{named(placed)} stands on itself: its letters have less room than they need",
        f"take the negative `{closer}` from the style sheet",
        about=About("style", closer),
    )


def _is_elsewhere(placed: Placed, traces: Image.Image, layout: Layout) -> bool:
    """Return whether a word of a run has no ink where it was laid out: it was painted elsewhere."""
    words = [] if placed.run.generated else WORD.findall(placed.run.text)
    areas = _word_areas(placed, layout)
    return any(
        traces.crop(_pixels(area)).getbbox() is None
        for word, area in zip(words, areas, strict=False)
        if any(character.isalnum() for character in word)
    )


def _elsewhere(placed: Placed) -> Problem:
    return Problem(
        "words-overlap",
        f"{named(placed)} is not painted where it was laid out, so its words stand on others or nowhere",
        "take the negative `word-spacing` from the style sheet",
        about=About("style", "word-spacing"),
    )


def _words(run: Run, layout: Layout) -> list[tuple[float, float]]:
    """Return where each word of a run begins, in em from its start, and how wide it is by its face alone."""
    at = _positions(run, layout)
    return [(at[word.start()], at[word.end()] - at[word.start()]) for word in WORD.finditer(run.text)]


def _positions(run: Run, layout: Layout) -> tuple[float, ...]:
    style = run.style
    return positions(
        layout.fonts[nearest_face(layout.fonts, (style.family, style.bold, style.italic))], run.text
    )


def _word_areas(placed: Placed, layout: Layout) -> Iterator[Area]:
    """Yield the area of each word of a run, its words spread over the width that they were set in."""
    run, area = placed.run, placed.area
    whole = _positions(run, layout)[-1]
    for start, width in _words(run, layout):
        left, right = (edge / whole * run.width_pt if whole else 0.0 for edge in (start, start + width))
        if placed.rtl:
            left, right = run.width_pt - right, run.width_pt - left
        yield Area(area.left_pt + left, area.top_pt, area.left_pt + right, area.bottom_pt)


# -- covered words --


def _covered(placed: Sequence[Placed], views: Views, layout: Layout) -> Iterator[Problem]:
    """Yield the first word of whose ink more than a fifth is not seen."""
    ink = views.ink.point([0] * INK + [255] * (256 - INK))
    half = ImageChops.subtract(views.ink, views.seen.point([min(255, 2 * value) for value in range(256)]))
    lost = ImageChops.darker(ink, half.point([0] * 32 + [255] * 224))
    if lost.getbbox() is None:
        return
    for each in placed:
        for area in _word_areas(each, layout) if _count(lost, each.area) else ():
            share = _count(lost, area) / (_count(ink, area) or 1)
            if share > MOST_COVERED:
                yield Problem(
                    "words-covered",
                    f"{named(each)} is covered: {share:.0%} of the ink of a word is under something else",
                    "take away what is painted over it, such as an `outline`, or a box that `position` or a "
                    "negative margin puts there",
                    about=About("style", "outline"),
                )
                return


def _count(mask: Image.Image, area: Area) -> int:
    """Return how many pixels of a mask are set in an area."""
    return mask.crop(_pixels(area)).histogram()[255]


def _pixels(area: Area) -> tuple[int, int, int, int]:
    edges = (area.left_pt, area.top_pt, area.right_pt, area.bottom_pt)
    left, top, right, bottom = (round(edge * SCALE) for edge in edges)
    return left, top, max(right, left + 1), max(bottom, top + 1)


# -- faint words --


def _faint(placed: Sequence[Placed], views: Views, layout: Layout) -> Iterator[Problem]:
    """Yield a problem for each pair of colours that does not stand out, at the first words that have it."""
    reported: set[tuple[Colour, Colour]] = set()
    for each in placed:
        seen = min(_looked_at(each, views, layout), key=lambda one: one.contrast)
        if seen.contrast < GOOD_CONTRAST and (seen.ink, seen.ground) not in reported:
            reported.add((seen.ink, seen.ground))
            yield _too_faint(seen)


def _looked_at(placed: Placed, views: Views, layout: Layout) -> Iterator[Seen]:
    """Yield a run on each ground that it stands on; most stand on one."""
    ground = views.ground.crop(_pixels(placed.area))
    extremes = cast("tuple[tuple[int, int], ...]", ground.getextrema())
    if all(low == high for low, high in extremes):
        yield _seen(placed, cast("Colour", tuple(low for low, _ in extremes)))
        return
    for area in _word_areas(placed, layout):
        cells = views.ground.crop(_pixels(area)).resize((CELLS, 1), Image.Resampling.BOX)
        for column in range(CELLS):
            yield _seen(placed, cast("Colour", cells.getpixel((column, 0))))


def _seen(placed: Placed, ground: Colour) -> Seen:
    declared = bytes.fromhex(placed.run.style.color.removeprefix("#"))
    alpha = placed.run.alpha
    pairs = zip(declared, ground, strict=True)
    ink = cast("Colour", tuple(round(alpha * over + (1 - alpha) * under) for over, under in pairs))
    return Seen(placed, ink, ground, contrast(ink, ground))


@functools.cache
def contrast(one: Colour, other: Colour) -> float:
    """Return the contrast ratio of two colours, from 1 to 21 (WCAG 2.2)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Colour) -> float:
    shares = [value / 255 for value in colour]
    red, green, blue = [s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _too_faint(seen: Seen) -> Problem:
    shown = math.floor(seen.contrast * 10) / 10
    unreadable = seen.contrast < LEAST_CONTRAST
    needed = f"{LEAST_CONTRAST:.0f}:1 is the least that can be read" if unreadable else "4.5:1 reads well"
    through = seen.placed.run.alpha < 1
    darker = "darker" if _luminance(seen.ground) > 0.18 else "lighter"
    hint = f"make its colour {darker}, or change what lies behind it"
    if through:
        hint = "take `opacity`, or the alpha of its colour, from the style sheet, or use more of it"
    return Problem(
        "words-unreadable" if unreadable else "low-contrast",
        f"{named(seen.placed)} has a contrast of {shown}:1 to what lies behind it, "
        f"{_hex(seen.ink)} on {_hex(seen.ground)}; {needed}",
        hint,
        None,
        "error" if unreadable else "warning",
        About("style", "opacity" if through else "color"),
    )


def _hex(colour: Colour) -> str:
    return f"#{bytes(colour).hex()}"
