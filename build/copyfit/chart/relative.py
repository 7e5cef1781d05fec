"""Paths in steps from point to point, not in places: the same letter is then written the same everywhere.

In: the data of a path, its points in hundredths of a px. Out: data that draws the same. Files are packed
afterwards, and what repeats costs next to nothing: a picture of labels is a third of its size.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

STEP = re.compile(r"([MLHVQCZ])([^MLHVQCZ]*)")
NUMBER = re.compile(r"-?[\d.]+")
HUNDREDTHS = 100
COUNTS = {"M": 2, "L": 2, "H": 1, "V": 1, "Q": 4, "C": 6}
"""How many numbers each command takes; more are the next one's, which is `L` after `M`."""


def in_steps(data: str, *, grain: int = 1) -> str:
    """Return a path of absolute commands (SVG 1.1, §8.3) with relative ones; no rounding adds up.

    Points are rounded to `grain` hundredths of a px.
    """
    made = []
    x = y = start_x = start_y = 0
    for command, numbers in _commands(data, grain):
        if command == "Z":
            made.append("z")
            x, y = start_x, start_y
            continue
        at = {"H": (*numbers, y), "V": (x, *numbers)}.get(command, numbers)
        steps = [value - (y if index % 2 else x) for index, value in enumerate(at)]
        made.append(("l" if command in "HV" else command.lower()) + " ".join(map(_written, steps)))
        x, y = at[-2:]
        if command == "M":
            start_x, start_y = x, y
    return "".join(made)


def _commands(data: str, grain: int) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Yield each command with its numbers, in hundredths, whole grains."""
    for command, text in STEP.findall(data):
        numbers = [grain * round(HUNDREDTHS / grain * float(number)) for number in NUMBER.findall(text)]
        count = COUNTS.get(command, 1)
        yield command, tuple(numbers[:count])
        for index in range(count, len(numbers), count):
            yield "L" if command == "M" else command, tuple(numbers[index : index + count])


@functools.lru_cache(maxsize=4096)
def _written(hundredths: int) -> str:
    whole = f"{hundredths / HUNDREDTHS:.2f}".rstrip("0").rstrip(".")
    return "0" if whole == "-0" else whole
