"""More of the corpus: what is in a folder but no file, odd charts, pictures, fonts and days.

In: nothing. Out: `of_more`, an iterator over rows. Next: `table` puts all rows together.
"""

import io
import os
import stat
from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path

from fontTools.ttLib import TTFont
from PIL import Image

from copyfit.faces import face_files

from .looks import FIGURES, Change, before, both, pixels, shown
from .rows import BRIEF, FACTS, FIGURE, HOUSE, SMALL, SOURCES, SPEC, STYLE, SVG, Row, line_of, put, swap

FOLDER = "briefs/harbour"
FACTS_LINE = line_of("facts") + 1


def instead(path: str, make: Change) -> Change:
    """Return the change that puts something else where a file stood, or where none did."""

    def change(root: Path) -> None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).unlink(missing_ok=True)
        make(root / path)

    return change


def link(target: str) -> Change:
    """Return the change that makes a link."""
    return lambda path: path.symlink_to(target)


NO_FILES = {
    "a pipe": (os.mkfifo, "not-a-file"),
    "a socket": (lambda path: os.mknod(path, stat.S_IFSOCK), ""),
    "a link to a device without an end": (link("/dev/zero"), "outside"),
    "a link to a terminal": (link("/dev/tty"), "outside"),
    "a link to this process": (link("/proc/self/mem"), "outside"),
    "a link to a file of the machine": (link("/etc/passwd"), "outside"),
    "a link to nothing": (link("nowhere"), "dangling"),
    "a link to itself": (link("itself"), "dangling"),
}
WHERE = {
    "in a brief's folder": f"{FOLDER}/itself",
    "for a brief": BRIEF,
    "for sources": SOURCES,
    "for shared facts": FACTS,
    "for a style sheet": STYLE,
}


def of_no_files() -> Iterator[Row]:
    """Yield a row for each thing that is no file, in each place where one is read."""
    for what, (make, code) in NO_FILES.items():
        for where, path in WHERE.items():
            change = instead(path, make)
            yield Row(f"{what} {where}", change, 1, code, path)
        figure = both(put(BRIEF, FIGURE % "pier.png"), instead(f"{FIGURES}/pier.png", make))
        yield Row(f"{what} for a picture", figure, 1, code, FIGURES)


SPECS = {
    "an encoding between brackets": ('{"mark": "bar", "encoding": []}', "chart-spec"),
    "a transform between braces": ('{"mark": "bar", "transform": {"filter": "x"}}', "chart-spec"),
    "layers of numbers": ('{"layer": [3]}', "chart-spec"),
    "a configuration that is a list": (SPEC[:-1] + ', "config": []}', "chart-spec"),
    "an address that is a number": (SPEC.replace('"a.csv"', "3"), "chart-address"),
    "an address that is nothing": (SPEC.replace('"a.csv"', "null"), "chart-address"),
    "a colour from elsewhere": (
        SPEC.replace('"bar"', '{"type": "bar", "color": "url(http://x)"}'),
        "chart-address",
    ),
    "a value from elsewhere": (SPEC.replace('"x":', '"fill": {"value": "url(#x)"}, "x":'), "chart-address"),
    "parameters that are a number": (SPEC[:-1] + ', "params": 3}', "chart-spec"),
    "data sets that are a number": (SPEC[:-1] + ', "datasets": 3}', "chart-spec"),
    "no mark": (SPEC.replace('"bar"', "null"), "chart-spec"),
    "a mark that is a list": (SPEC.replace('"bar"', '["bar"]'), "chart-spec"),
    "data of another form": (
        SPEC.replace('"a.csv"', '"a.csv", "format": {"type": "topojson"}'),
        "chart-address",
    ),
    "values that are a number": (SPEC.replace('"url": "a.csv"', '"values": 3'), "chart-empty"),
    "a calculation that is cut": (
        SPEC[:-1] + ', "transform": [{"calculate": "1 +", "as": "z"}]}',
        "chart-spec",
    ),
    "views without end": ('{"hconcat": [' + ", ".join([SPEC] * 300) + "]}", "chart-large"),
    "layers without end": ('{"layer": [' + ", ".join([SPEC] * 300) + "]}", "chart-large"),
    "a list for a chart": ("[]", "chart-spec"),
}


def of_specs() -> Iterator[Row]:
    """Yield a row for each chart of a form that Vega-Lite would draw as nothing, or not at all."""
    for what, (spec, code) in SPECS.items():
        yield Row(f"a chart with {what}", shown("pier.vl.json", spec), 1, code, f"{FIGURES}/pier.vl.json")


def _large(kind: str, size: tuple[int, int]) -> Change:
    """Return the change that shows a picture of one grey and of so many pixels."""

    def change(root: Path) -> None:
        stream = io.BytesIO()
        Image.new("L", size, 200).save(stream, kind)
        shown(f"pier.{'jpg' if kind == 'JPEG' else 'png'}", stream.getvalue())(root)

    return change


SIZES = {
    "81 million pixels": ("JPEG", (9000, 9000), 1),
    "81 million pixels, small when packed": ("PNG", (9000, 9000), 1),
    "a line for a shape": ("JPEG", (20_000, 10), 1),
    "a hair for a shape": ("PNG", (1, 4000), 1),
    "one pixel": ("PNG", (1, 1), 0),
}


def of_sizes() -> Iterator[Row]:
    """Yield a row for each picture of a size or a shape that no page shows."""
    for what, (kind, size, status) in SIZES.items():
        place, code = (BRIEF, "broken-picture") if status else ("", "")
        yield Row(f"a {kind} of {what}", _large(kind, size), status, code, place)


ASKS = "recommendations: [{id: ask, owner: Head, by: 2026-04-03, text: Decide.}]"
USED = swap(BRIEF, "More ships will come.", "More {fact:cranes} ships.")
CRANES = "cranes: {value: 4, as_of: %s, review_by: %s, source: port}\n"
DAYS = {
    "a fact of next century": ("as_of: 2999-01-01, review_by: never", "days-contradict"),
    "a fact that was due before it was known": (
        "as_of: 2026-03-01, review_by: 2000-01-01",
        "days-contradict",
    ),
}
LITERALS = {"half a character": "\\ud800", "a bell": "a\\x07b", "an override": "a\\u202eb"}


def of_days() -> Iterator[Row]:
    """Yield a row for each day that cannot be, in facts and sources, and for more of a kind than letters."""
    for what, (days, code) in DAYS.items():
        own = swap(BRIEF, "as_of: 2026-03-01, review_by: never", days)
        yield Row(what, own, 1, code, f"{BRIEF}:{FACTS_LINE}")
        as_of, review = (day.partition(": ")[2] for day in days.split(", "))
        yield Row(f"{what}, shared", both(USED, put(FACTS, CRANES % (as_of, review))), 1, code, f"{FACTS}:1")
    for what, said in LITERALS.items():
        for key in ("literal", "raw"):
            text = f'- {{id: port, type: report, title: x, issued: {{{key}: "{said}"}}}}\n'
            yield Row(
                f"a source's {key} day of {what}",
                put(SOURCES, text),
                1,
                "forbidden-character",
                f"{SOURCES}:1",
            )
    for number in (7, 27):
        many = ", ".join(f"{{id: ask{n}, owner: Head, by: 2026-04-03, text: Decide.}}" for n in range(number))
        yield Row(f"{number} recommendations", swap(BRIEF, ASKS, f"recommendations: [{many}]"), 0)


NAMES = {
    "a number": "[{family: 12}]",
    "true": "[{family: true}]",
    "a list": "[{family: [x]}]",
    "a mapping": "[{family: {a: b}}]",
    "a day": "[{family: 2026-01-01}]",
    "a suffix that is a list": "[{family: x, suffix: [y]}]",
    "a whole name that is a list": "[{literal: [x]}]",
    "nobody between brackets": "[[]]",
}
USES = "{fact:ships} " * 5000
JUDGEMENT = "{id: j%d, likelihood: likely, confidence: high, text: It is **likely**., basis: {text: So.}}"


def of_names() -> Iterator[Row]:
    """Yield a row for each author of a source who is none, and for more of a kind than any page holds."""
    for what, author in NAMES.items():
        text = f"- {{id: port, type: report, title: x, author: {author}, issued: 2026}}\n"
        yield Row(f"a source by {what}", put(SOURCES, text), 1, "", f"{SOURCES}:1")
    yield Row("five thousand uses of a fact", swap(BRIEF, "More ships will come.", USES), 1, "", BRIEF)
    many = ", ".join(JUDGEMENT % number for number in range(1500))
    yield Row("1,500 judgements", before(BRIEF, f"judgements: [{many}]"), 1, "", BRIEF)


JSON_BRIEF = BRIEF.replace(".yaml", ".json")
JSON = {
    "empty": b"",
    "a list": b"[]",
    "a word": b'"x"',
    "nothing": b"null",
    "cut": b'{"subject": "x"',
    "nested without end": b'{"a":' * 3000,
    "of a number without end": b'{"subject": ' + b"9" * 6000 + b"}",
    "with a number that is none": b'{"subject": NaN}',
    "with half a character": b'{"subject": "\\ud800"}',
    "with a key twice": b'{"subject": "a", "subject": "b"}',
    "with a comment": b'{"subject": "a"} // more',
    "twice": b'{"subject": "a"}{"subject": "b"}',
    "in UTF-16": '{"subject": "a"}'.encode("utf-16"),
    "with a mark before it": b'\xef\xbb\xbf\xef\xbb\xbf{"subject": "a"}',
    "with a NUL": b'{"subject": "a\\u0000"}',
    "with an override": b'{"subject": "a\\u202eb"}',
    "with a key that steers": b'{"a\\u001b[31m": 1}',
    "with items without end": b'{"keywords": [' + b"1," * 40_000 + b"1]}",
    "of a megabyte": b'{"subject": "' + b"x" * 2**20 + b'"}',
}


def of_json() -> Iterator[Row]:
    """Yield a row for each brief in JSON that is none."""
    for what, content in JSON.items():
        only = both(lambda root: (root / BRIEF).unlink(), put(JSON_BRIEF, content))
        place = FOLDER if "number that is none" in what else JSON_BRIEF
        yield Row(f"a brief in JSON {what}", only, 1, "", place)
    yield Row("a brief in JSON and in YAML", put(JSON_BRIEF, b"{}"), 1, "two-briefs", JSON_BRIEF)


CELLS = ("=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(1)", '=HYPERLINK("http://x")', '=IMPORTXML("http://x")')

COLUMNS = "{head: A, field: a}, {head: B, field: b}"


def of_cells() -> Iterator[Row]:
    """Yield a row for each cell that a spreadsheet would run, and a page prints as it stands."""
    for cell in CELLS:
        quoted = cell.replace('"', '""')
        table = f"tables: [{{id: t, title: T, columns: [{COLUMNS}], rows: figures/a.csv}}]\n"
        rows = put(f"{FIGURES}/a.csv", f'a,b\n"{quoted}",1\n')
        yield Row(f"a table with the cell {cell}", both(put(BRIEF, SMALL + table), rows), 0)


FONT = "templates/shared/fonts/Acme.ttf"
ACME = "fonts: {Acme: {regular: Acme.ttf}}\n"
NAMED = before(STYLE, "p { font-family: Acme, 'IBM Plex Serif' }")


@cache
def acme() -> bytes:
    """Return a face of ours under another name, as a house's own."""
    font = TTFont(face_files()["IBM Plex Serif", False, False])
    for name in font["name"].names:
        if name.nameID in (1, 4, 16):
            name.string = "Acme"
    stream = io.BytesIO()
    font.save(stream)
    return stream.getvalue()


def filled(tag: str, byte: int) -> bytes:
    """Return the font with one of its tables overwritten."""
    content = bytearray(acme())
    entry = TTFont(io.BytesIO(acme())).reader.tables[tag]
    content[entry.offset : entry.offset + entry.length] = bytes([byte]) * entry.length
    return bytes(content)


BROKEN: dict[str, Callable[[], bytes]] = {
    "nothing": lambda: b"",
    "a text": lambda: b"hello",
    "a half": lambda: acme()[: len(acme()) // 2],
    "a head alone": lambda: acme()[:12],
    "tables without end": lambda: acme()[:4] + b"\xff\xff" + acme()[6:],
    "the web's form": lambda: b"wOFF" + acme()[4:],
    **{
        f"a {tag} of {byte:#x}": partial(filled, tag, byte)
        for tag in ("GSUB", "GPOS", "head", "maxp", "OS/2")
        for byte in (0, 0xFF)
        if (tag, byte) != ("OS/2", 0)  # is of a thin face that may travel
    },
}
LOGOS = {
    "a script": ("l.svg", SVG % "<script>alert(1)</script>", "picture-acts"),
    "a file's picture": ("l.svg", SVG % '<image href="file:///etc/passwd"/>', "file-refused"),
    "half a picture": ("l.png", pixels("PNG", part=0.5), "broken-picture"),
    "a text": ("l.png", b"hello", "broken-picture"),
    "a line for a shape": ("l.svg", SVG.replace('"50"', '"0.01"') % "<g/>", "broken-picture"),
    "letters": ("l.svg", SVG % '<text x="5" y="20">x</text>', "picture-text"),
    "a file above": ("../../briefs/l.svg", SVG % "", "missing-file"),
}


def of_brands() -> Iterator[Row]:
    """Yield a row for each font and logo of a house that is none, or does more than be looked at."""
    for what, content in BROKEN.items():

        def change(root: Path, content: Callable[[], bytes] = content) -> None:
            both(put(FONT, content()), put(HOUSE, ACME), NAMED)(root)

        yield Row(f"a house's font of {what}", change, 1, "broken-font", f"{HOUSE}:1")
    whole = instead(FONT, lambda path: path.write_bytes(acme()))
    yield Row("a house's font that is one", both(whole, put(HOUSE, ACME), NAMED), 0)
    other = both(whole, put(HOUSE, ACME.replace("Acme:", "Apex:")))
    yield Row("a house's font of another name", other, 1, "font-name", f"{HOUSE}:1")
    markup = both(whole, put(HOUSE, ACME.replace("Acme:", "'</style><b>':")))
    yield Row("a house's font called markup", markup, 1, "wrong-type", f"{HOUSE}:1")
    for what, (name, content, code) in LOGOS.items():
        said = put(HOUSE, f"logo: {{file: {name}, alt: L, height_mm: 10}}\n")
        logo = both(put(f"templates/shared/{name}", content), said)
        yield Row(f"a logo of {what}", logo, 1, code, "templates/shared")


def of_more() -> Iterator[Row]:
    """Yield every row of this module."""
    for some in (of_no_files, of_specs, of_sizes, of_days, of_names, of_json, of_cells, of_brands):
        yield from some()
