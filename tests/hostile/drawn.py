"""More of the corpus: maps, codes, paper, the tables of series, and values that are read otherwise.

In: nothing. Out: `of_drawn`, an iterator over rows. Next: `table` puts all rows together.
"""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

from samples import ROOT

from .looks import Change, before, both
from .rows import BRIEF, HOUSE, SMALL, SOURCES, STYLE, Row, line_of, put, swap

HERE = f"{BRIEF}:{line_of('outlook')}"
"""Where these rows put their block: in the place of the outlook, which follows it."""
PLACES = (
    {"id": "a", "name": "Quay", "east": 9.9, "north": 53.5},
    {"id": "b", "name": "Isle", "east": 12.1, "north": 54.1},
)
MAP = {"id": "where", "title": "Where", "alt": "A map", "height_mm": 34, "arrow": ["a", "b"]}
TABLE = "briefs/harbour/rows.csv"


def block(text: str) -> Change:
    """Return the change that puts a block before the outlook."""
    return swap(BRIEF, "outlook:", f"{text}\noutlook:")


def mapped(name: str = "Quay", **changed: object) -> Change:
    """Return the change that draws a map, whose first place is called `name`."""
    first, second = PLACES
    asked = {**MAP, "tinted": ["Germany"], "places": [{**first, "name": name}, second], **changed}
    return block(f"locator_map: {json.dumps(asked, ensure_ascii=False)}")


NAMES = {
    "a sign that steers": ("a\\e[31m", "forbidden-character"),
    "an override": ("a\\u202eb", "forbidden-character"),
    "markup": ("<b>x</b>", "not-inline"),
    "no end": ("x" * 1500, "map-full"),
    "words without end": ("Name " * 60, "map-full"),
    "a letter that no face has": ("𓀀", "letter-missing"),
    "a space that nobody sees": ("\\u200b", "empty-value"),
    "half a character": ("\\ud83d", "forbidden-character"),
}
FORMS = {
    "an arrow to itself": ({"arrow": ["a", "a"]}, "contradiction"),
    "an arrow to nowhere": ({"arrow": ["a", "c"]}, "unknown-place"),
    "a country of markup": ({"tinted": ["Germany<script>"]}, "unknown-place"),
    "countries without end": ({"tinted": ["Germany"] * 1500}, "too-much"),
    "no places": ({"places": []}, ""),
    "a place twice": ({"places": [PLACES[0]] * 2}, "duplicate-id"),
    "a huge size": ({"width_mm": 1e9}, "out-of-range"),
}


def of_maps() -> Iterator[Row]:
    """Yield a row for each map with names that cannot stand on it, or of a form that it cannot have."""
    for what, (name, code) in NAMES.items():
        said = both(mapped("NAME"), swap(BRIEF, "NAME", name))
        yield Row(f"a map with a name of {what}", said, 1, code, HERE)
    for what, (changed, code) in FORMS.items():
        yield Row(f"a map with {what}", mapped(**changed), 1, code, HERE)
    for number in (".nan", ".inf", "1e400", "181"):
        said = both(mapped(), swap(BRIEF, '"east": 9.9', f'"east": {number}'))
        yield Row(f"a map with a place {number} degrees east", said, 1, "", HERE)
    far = [{**PLACES[0], "east": -180, "north": -80}, {**PLACES[1], "east": 180, "north": 80}]
    yield Row("a map of the whole world", mapped(places=far), 0)
    yield Row("a map with two places at one", mapped(places=[{**PLACES[0], "id": one} for one in "ab"]), 0)


ADDRESSES = {
    "a script": "javascript:alert(1)",
    "a file": "file:///etc/passwd",
    "data": "data:text/html,x",
    "a network's password": "WIFI:T:WPA;S:x;P:y;;",
    "a telephone's code": "tel:*21*1234%23",
    "a name before the host": "https://who.int@example.org/",
    "a share": "https:\\\\\\\\host\\\\share",
    "no end": "https://example.org/" + "a" * 2900,
    "two lines": "https://example.org/\\nx",
    "a NUL": "https://example.org/\\0",
    "an override": "https://example.org/\\u202ex",
    "half a character": "https://example.org/\\ud800",
    "nothing": "",
}


def of_codes() -> Iterator[Row]:
    """Yield a row for each address that no code of a printed page may lead to."""

    def student(root: Path) -> None:
        shutil.copytree(ROOT / "templates/student", root / "templates/student")
        swap(BRIEF, "variants: [executive]", "variants: [student]")(root)

    for what, address in ADDRESSES.items():
        code = block(f'link: {{id: more, text: Data, address: "{address}"}}')
        yield Row(f"a code that leads to {what}", both(student, code), 1, "", HERE)


SIZES = ("0 0", "0", "1mm 1mm", "-10mm 20mm", "10mm 297mm", "1e9mm 1e9mm", "1e400mm 1mm", "600mm")
MARGINS = ("900mm", "1e30mm", "0 100mm")


def of_paper() -> Iterator[Row]:
    """Yield a row for each paper that nobody has, and for margins that leave nothing of it."""
    for size in SIZES:
        change = before(STYLE, f"@page {{ size: {size} }}")
        yield Row(f"a paper of {size}", change, 1, "paper-size", f"{STYLE}:1")
    for margin in MARGINS:
        change = before(STYLE, f"@page {{ margin: {margin} }}")
        yield Row(f"a paper with margins of {margin}", change, 1, "paper-size", "templates")
    yield Row("a paper that lies", before(STYLE, "@page { size: A4 landscape }"), 0)


def rows(table: str | bytes, said: str = "rows.csv") -> Change:
    """Return the change that makes a series of the brief, with the cell `a` of each row in it."""
    cell = swap(BRIEF, "More ships will come.", "More {row:a} ships will come.")
    return both(cell, block(f"series: {said}"), put(TABLE, table))


TABLES = {
    "no column that names": ("name,a\nx,1\n", "unknown-column"),
    "no rows": ("slug,a\n", "empty-value"),
    "nothing": ("", "chart-data"),
    "a formula for a name": ("slug,a\n=cmd|x,1\n", "misnamed"),
    "a way up for a name": ("slug,a\n../../x,1\n", "misnamed"),
    "a device for a name": ("slug,a\ncon,1\n", "misnamed"),
    "a name twice": ("slug,a\nx,1\nx,2\n", "duplicate-id"),
    "an override": ("slug,a\nx,\u202e1\n", "chart-data"),
    "a NUL": ("slug,a\nx,\0 1\n", "chart-data"),
    "a sign that steers": ("slug,a\nx,\x1b[31m1\n", "chart-data"),
    "a cell without end": ("slug,a\nx," + "y" * 200_000 + "\n", "chart-data"),
    "an open quote": ('slug,a\nx,"1\n', "chart-data"),
    "columns without end": ("slug," + ",".join(map(str, range(100_000))) + "\n", "chart-data"),
    "rows without end": ("slug,a\n" + "".join(f"x{n},1\n" for n in range(60_000)), "chart-data"),
    "Latin-1": ("slug,a\nx,é\n".encode("latin-1"), "chart-data"),
}
SERIES = {
    "a table that is not there": ("nowhere.csv", "missing-file"),
    "a table above the project": ("../../../../etc/passwd", "missing-file"),
    "a table of the machine": ("/etc/passwd", "missing-file"),
    "a table that is none": ("sources.yaml", "wrong-value"),
    "a list": ("[rows.csv]", "wrong-type"),
    "a name that steers": ('"a\\e[31m.csv"', "forbidden-character"),
}
CELLS = {"a formula": '"=HYPERLINK(""http://x"")"', "markup": "<b>y</b>", "a script": "[y](javascript:1)"}
LISTS = {
    "nested without end": '{"a":' * 3000,
    "of a number without end": '[{"slug": "x", "a": ' + "9" * 6000 + ', "b": [1]}]',
    "with half a character": '[{"slug": "x", "a": "\\ud800"}]',
    "with a key twice": '[{"slug": "x", "a": 1, "a": 2}]',
    "with a number that is none": '[{"slug": "x", "a": NaN}]',
}


def of_series() -> Iterator[Row]:
    """Yield a row for each table of a series that is none, and each cell that must be read as it stands."""
    for what, (table, code) in TABLES.items():
        place = HERE if code == "unknown-column" else TABLE
        yield Row(f"a series with {what}", rows(table), 1, code, place)
    for what, (said, code) in SERIES.items():
        yield Row(f"a series of {what}", rows("slug,a\nx,1\n", said), 1, code, HERE)
    for what, cell in CELLS.items():
        yield Row(f"a series whose cell is {what}", rows(f"slug,a\nx,{cell}\n"), 0)
    path = TABLE.replace(".csv", ".json")
    for what, text in LISTS.items():
        change = both(rows("", "rows.json"), put(path, text))
        yield Row(f"a series in JSON {what}", change, 1, "series-data", path)


NUMBERS = ("1.10", "010", "1e3", "0x1F", ".5", "0o17")
PAIR = '[{"id": "port", "type": "report", "title": "Ships \\ud835%s", "issued": "2026-02-01"}]'


def of_written() -> Iterator[Row]:
    """Yield a row for each value that is read otherwise than it was written."""
    version, sources = f"{BRIEF}:{line_of('version')}", SOURCES.replace(".yaml", ".json")
    for number in NUMBERS:
        change = swap(BRIEF, 'version: "0.1"', f"version: {number}")
        yield Row(f"a version {number} without quotes", change, 1, "wrong-type", version)
    marks = put(BRIEF, "\ufeff\ufeff" + SMALL)
    yield Row("a brief with two byte order marks", marks, 1, "forbidden-character", f"{BRIEF}:1")
    yield Row(
        "a house with two of them", before(HOUSE, "\ufeff\ufeff#"), 1, "forbidden-character", f"{HOUSE}:1"
    )
    maybe = before(BRIEF, "sample: !!bool maybe")
    yield Row("a word for true or false", maybe, 1, "wrong-type", f"{BRIEF}:1")
    for what, rest, status in (("whole", "\\udc00", 0), ("half", "", 1)):
        listed = both(lambda root: (root / SOURCES).unlink(), put(sources, PAIR % rest))
        place = sources if status else ""
        yield Row(f"a list of sources in JSON with {what} of a pair", listed, status, "", place)


def of_drawn() -> Iterator[Row]:
    """Yield every row of this module."""
    for some in (of_maps, of_codes, of_paper, of_series, of_written):
        yield from some()
