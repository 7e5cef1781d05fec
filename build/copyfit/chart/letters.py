"""Letters of a chart that no face of its family has, each at the place that asks for it.

In: a drawn SVG, the spec and tables it was drawn from. Out: problems. What is not drawn is not judged.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from copyfit.chart.finish import safe_parser
from copyfit.chart.outline import has_letter
from copyfit.chart.picture import SVG
from copyfit.chart.spec import Spec
from copyfit.errors import Place, Problem
from copyfit.yaml.file import Path
from copyfit.yaml.separated import CsvTable

MAX_REPORTED = 10


def missing_letters(
    svg: bytes, spec: Spec, tables: Mapping[Path, CsvTable], family: str
) -> Iterator[Problem]:
    """Yield a problem for each text of the data or the spec that has a letter of which nothing is drawn."""
    lacking = {
        letter
        for label in etree.fromstring(svg, safe_parser()).iter(f"{SVG}text")
        for letter in label.text or ""
        if not letter.isspace() and not has_letter(family, letter)
    }
    if not lacking:
        return
    asked = list(dict.fromkeys(_texts_with(lacking, spec, tables)))
    if not asked:
        asked = [(Place(spec.path), "".join(sorted(lacking)))]
    for place, text in asked[:MAX_REPORTED]:
        letters = sorted(lacking & set(text))
        named = ", ".join(f"{letter!r} (U+{ord(letter):04X})" for letter in letters[:3])
        message = f"no font of charts has {named} in “{text[:60]}”"
        yield Problem("letter-missing", message, "write it with other letters", place)


def _texts_with(
    lacking: set[str], spec: Spec, tables: Mapping[Path, CsvTable]
) -> Iterator[tuple[Place, str]]:
    """Yield place and words of each text that holds one of the letters: the data's, then the spec's."""
    for table in dict.fromkeys(tables.values()):
        for column in table.columns:
            if lacking & set(column):
                yield Place(table.path, 1), column
            for line, cell in table.cells(column):
                if lacking & set(cell):
                    yield Place(table.path, line), cell
    yield from ((spec.of(at), text) for at, text in _texts(spec.content) if lacking & set(text))


def _texts(value: object, at: Path = ()) -> Iterator[tuple[Path, str]]:
    """Yield every text of the spec, its inline data and its words for other languages among them."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts(inner, (*at, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _texts(inner, (*at, index))
    elif isinstance(value, str):
        yield at, value
