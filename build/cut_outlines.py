"""Cut the outlines of countries for locator maps: `python build/cut_outlines.py countries-50m.json`.

The file is of the npm package world-atlas 2.0.2: Natural Earth's countries, 1:50 million, as TopoJSON. What
comes out keeps a point for each 0.03 degrees, leaves out islets, and is the same bytes each time.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

OUT = Path(__file__).parent / "copyfit/chart/outlines.json.gz"
STEP = 0.03
LEAST_DEGREES = 0.15
"""A ring that is smaller than this, from side to side, is left out unless it is all there is."""


def main(source: str) -> None:
    """Write the outlines of each country, by its name: rings of longitudes and latitudes in hundredths."""
    topology = json.loads(Path(source).read_text())
    arcs = [list(_unpacked(arc, topology["transform"])) for arc in topology["arcs"]]
    countries = {}
    for shape in topology["objects"]["countries"]["geometries"]:
        parts = {"Polygon": lambda one: [one], "MultiPolygon": list}[shape["type"]](shape["arcs"])
        rings = [_ring(ring, arcs) for part in parts for ring in part]
        rings.sort(key=_extent, reverse=True)
        kept = [ring for ring in rings if _extent(ring) >= LEAST_DEGREES] or rings[:1]
        countries[shape["properties"]["name"]] = [_packed(ring) for ring in kept]
    text = json.dumps(countries, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    OUT.write_bytes(gzip.compress(text.encode(), 9, mtime=0))


def _unpacked(arc: list[list[int]], transform: dict[str, Any]) -> Iterator[tuple[float, float]]:
    x = y = 0
    for dx, dy in arc:
        x, y = x + dx, y + dy
        yield tuple(
            n * s + t for n, s, t in zip((x, y), transform["scale"], transform["translate"], strict=True)
        )


def _ring(numbers: list[int], arcs: list[list[tuple[float, float]]]) -> list[tuple[float, float]]:
    points: list[tuple[float, float]] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc[1:] if points else arc
    return points


def _extent(ring: list[tuple[float, float]]) -> float:
    return max(max(axis) - min(axis) for axis in zip(*ring, strict=True))


def _packed(ring: list[tuple[float, float]]) -> list[int]:
    """Return the ring's points as steps in hundredths of a degree, the first from 0."""
    kept = ring[:1]
    for x, y in ring[1:]:
        if abs(x - kept[-1][0]) >= STEP or abs(y - kept[-1][1]) >= STEP:
            kept.append((x, y))
    whole = [(round(x * 100), round(y * 100)) for x, y in kept]
    steps, before = [], (0, 0)
    for x, y in whole:
        steps += [x - before[0], y - before[1]]
        before = (x, y)
    return steps


if __name__ == "__main__":
    main(sys.argv[1])
