"""The shapes in which boxes stand: painted around what they hold, side by side, two ends of one line.

In: boxes. Out: whether they have the shape. Next: `recognition` tells blocks by it.
"""

from __future__ import annotations

from copyfit.layout.boxes import Box

SIDE_BY_SIDE_PT = 1.0
HAIR_PT = 0.05


def is_panel(box: Box) -> bool:
    """Return whether the box is painted around what it holds; the sheet's own ground is not."""
    if box.kind != "block" or box.tag in ("html", "body") or not (box.children or box.lines):
        return False
    return bool(box.background or box.border.left or box.border.right)


def stand_side_by_side(children: tuple[Box, ...]) -> bool:
    """Return whether the children share their height instead of following one another."""
    tall = [child for child in children if child.height_pt > HAIR_PT and child.width_pt > HAIR_PT]
    if len(tall) < 2:
        return False
    first, second = tall[0], tall[1]
    apart = first.right_pt <= second.x_pt + SIDE_BY_SIDE_PT or second.right_pt <= first.x_pt + SIDE_BY_SIDE_PT
    overlap = min(first.bottom_pt, second.bottom_pt) - max(first.y_pt, second.y_pt)
    return apart and overlap > SIDE_BY_SIDE_PT


def is_one_line(children: tuple[Box, ...]) -> bool:
    """Return whether the children are two ends of one line, which a tab stop can join."""
    if len(children) != 2 or not stand_side_by_side(children):
        return False
    plain = all(len(child.lines) == 1 and child.lines[0].runs and not is_panel(child) for child in children)
    return plain and abs(children[0].lines[0].baseline_pt - children[1].lines[0].baseline_pt) < HAIR_PT
