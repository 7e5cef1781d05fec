"""More of the corpus: what templates, styles, pictures, charts, citation styles and days can do to a page.

In: nothing. Out: `of_looks`, an iterator over rows. Next: `table` puts all rows together.
"""

import io
from collections.abc import Callable, Iterator
from pathlib import Path

from PIL import Image

from .rows import (
    BRIEF,
    DECLARED,
    FACTS,
    FIGURE,
    HOUSE,
    LABELS,
    PAGE,
    SMALL,
    SOURCES,
    SPEC,
    STYLE,
    SVG,
    Row,
    at_the_top,
    line_of,
    put,
    swap,
)

FIGURES = "briefs/harbour/figures"
OWN_STYLE = "templates/shared/styles/own.csl"
WORDS = f"{BRIEF}:{line_of('outlook')}"
Change = Callable[[Path], None]


def both(*changes: Change) -> Change:
    """Return the change that makes several."""

    def change(root: Path) -> None:
        for one in changes:
            one(root)

    return change


def before(path: str, text: str) -> Change:
    """Return the change that writes a first line into a file."""

    def change(root: Path) -> None:
        (root / path).write_text(f"{text}\n{(root / path).read_text(encoding='utf-8')}", encoding="utf-8")

    return change


def shown(name: str, content: bytes | str, data: str = "a,b\nx,1\ny,2\n") -> Change:
    """Return the change that shows a picture or chart of the name `name`."""
    return both(put(BRIEF, FIGURE % name), put(f"{FIGURES}/a.csv", data), put(f"{FIGURES}/{name}", content))


def pixels(kind: str, mode: str = "L", part: float = 1.0) -> bytes:
    """Return a picture of 300 × 150 pixels, or the first part of one."""
    stream = io.BytesIO()
    Image.linear_gradient("L").resize((300, 150)).convert(mode).save(stream, kind)
    return stream.getvalue()[: int(len(stream.getvalue()) * part)]


LINKS = (
    "javascript:app.alert(1)", "JaVaScRiPt:x", "vbscript:x", "file://attacker/share/x", "//attacker/share",
    "\\\\attacker\\share", "asset:briefs/harbour/brief.yaml", "other.html", "java&#10;script:x",
    "data:text/html,x", "ms-word:ofe|u|http://x", "smb://attacker/x", "https://", " ",
)  # fmt: skip


def of_links() -> Iterator[Row]:
    """Yield a row for each link of a template that leads where no reader may be led."""
    for address in LINKS:
        change = at_the_top(f'<p><a href="{address}">click here</a></p>')
        place = "" if address.strip() in ("", "https://") else PAGE
        yield Row(f"a link to {address!r}", change, 1, "link-refused", place)


MARKUP = {
    "a table without cells": ("<table></table>", "table-empty"),
    "a table of words": ("<table>words</table>", "table-empty"),
    "a list that counts on": ('<ol><li>a</li><li value="7">b</li></ol>', "attribute-ignored"),
    "a list that counts down": ("<ol reversed><li>a</li></ol>", "attribute-ignored"),
    "a table with a border of old": ('<table border="1"><tr><td>x</td></tr></table>', "attribute-ignored"),
    "an element that stays open": ("<div>", "not-closed"),
    "a tag without an end": ('<p class="x', ""),
    "a picture of the network": ('<img src="http://example.org/x.png" alt="x">', ""),
    "a picture of the machine": ('<img src="file:///etc/passwd" alt="x">', ""),
    "a picture above the project": ('<img src="asset:../../etc/passwd" alt="x">', ""),
    "an attached file": ('<link rel="attachment" href="file:///etc/passwd">', ""),
    "another root": ('<base href="file:///etc/"><img src="passwd" alt="x">', ""),
    "an embedded page": ('<embed src="file:///etc/passwd">', ""),
    "an object": ('<object data="file:///etc/passwd">x</object>', ""),
    "a second page": ('<p style="break-before: page">x</p>', ""),
    "elements hundreds deep": ("<div>" * 500 + "x" + "</div>" * 500, "template-too-deep"),
    "a word without end": ("<p>" + "x" * 30_000 + "</p>", ""),
    "an address in a style": ('<p style="background: url(file:///etc/passwd)">x</p>', ""),
}


def of_markup() -> Iterator[Row]:
    """Yield a row for each element that no page can have."""
    for what, (html, code) in MARKUP.items():
        yield Row(f"a template with {what}", at_the_top(html), 1, code, "templates")
    read = at_the_top(f'<img src="asset:{BRIEF}" alt="x">')
    yield Row("a template that shows the brief's text", read, 1, "broken-picture", BRIEF)
    wide = at_the_top('<table><tr><td colspan="100000">x</td></tr></table>')
    yield Row("a template with a cell of many columns", wide, 0)


STYLES = {
    "white words": ("p { color: white }", "words-unreadable"),
    "words on each other": ("p { word-spacing: -20mm }", "words-overlap"),
    "an outline over all": ("p { outline: 900mm solid red }", "words-covered"),
    "faint words": ("p { opacity: 0.1 }", ""),
    "words that are not there": ("p { visibility: hidden }", ""),
    "words without size": ("p { font-size: 0 }", ""),
    "lines on each other": ("p { line-height: 0.1 !important }", ""),
    "a page of nothing": ("@page { size: 0 0 }", ""),
    "a rule that fails": ("p { background: attr(data-x url) }", "style-refused"),
    "a selector without end": ("* " * 400 + "{ color: red }", "style-refused"),
    "brackets without end": ("p{width:" + "calc(" * 5000 + "1px" + ")" * 5000 + "}", "style-refused"),
    "brackets that stay open": ("{" * 100_000, "not-closed"),
    "half a character": ("p::before { content: '\\d800' }", "half-a-character"),
    "a colour profile": ("@color-profile --x { src: url(file:///etc/passwd) }", "file-refused"),
    "a megabyte": ("p{color:red}\n" * 80_000, "too-large"),
}


def of_more_styles() -> Iterator[Row]:
    """Yield a row for each style that hides, covers or breaks what a page says."""
    for what, (rule, code) in STYLES.items():
        yield Row(f"a style with {what}", before(STYLE, rule), 1, code, "")
    yield Row("a style with nothing to fall back on", before(STYLE, "p { color: var(--nobody) }"), 0)
    yield Row("a template of a megabyte", at_the_top("{{ 1 }}" * 140_000), 1, "too-large", PAGE)


def of_raster() -> Iterator[Row]:
    """Yield a row for each picture of pixels that is broken, or of a kind that not both files can hold."""
    for kind, ending in (("JPEG", "jpg"), ("PNG", "png")):
        for part in (0.5, 0.9):
            broken = pixels(kind, part=part)
            yield Row(f"{part:.0%} of a {kind}", shown(f"pier.{ending}", broken), 1, "broken-picture", BRIEF)
    png = pixels("PNG")
    for what, content in {
        "a wrong sum": png[:29] + b"\0\0\0\0" + png[33:],
        "no size": png[:16] + b"\0" * 8 + png[24:],
        "a huge size": png[:16] + b"\x7f\xff\xff\xff" * 2 + png[24:],
    }.items():
        yield Row(f"a PNG with {what}", shown("pier.png", content), 1, "broken-picture", BRIEF)
    for kind, ending in (("ICO", "ico"), ("PCX", "pcx"), ("JPEG2000", "jp2"), ("PPM", "ppm")):
        change = shown(f"pier.{ending}", pixels(kind, "RGB"))
        yield Row(f"a picture in {kind}", change, 1, "broken-picture", BRIEF)
    unused = both(put(f"{FIGURES}/a.jpg", pixels("JPEG", "CMYK")), put(f"{FIGURES}/b.png", b"x"))
    yield Row("pictures that nobody shows", unused, 0)
    yield Row("a drawing called a text", shown("pier.txt", SVG % "<g/>"), 1, "broken-picture", BRIEF)


DRAWN = '<rect width="9" height="9"/>'
SIZES = (
    'width="0" height="5"', 'width="-5" height="5"', 'width="1000000000" height="5"',
    'width="NaN" height="5"', 'width="1e400" height="3"', 'viewBox="a b c d"', 'viewBox="0 0 0 0"',
    'viewBox="0 0 1000000 0.001"',
)  # fmt: skip
USES = "".join(
    f'<g id="a{n}">' + (f'<use href="#a{n - 1}"/>' * 10 if n else DRAWN) + "</g>" for n in range(8)
)
DRAWINGS = {
    "a path that goes nowhere": ('<g transform="scale(2)"><path d="A 1 1"/></g>', ""),
    "a turn of nothing": (f'<g transform="rotate()">{DRAWN}</g>', "broken-picture"),
    "nested groups": ("<g>" * 5000 + "</g>" * 5000, "broken-picture"),
    "uses of uses": (f"<defs>{USES}</defs><use href='#a7'/>", "broken-picture"),
    "shapes without end": ("<g/>" * 60_000, "broken-picture"),
    "a deed": ('<rect width="9" height="9" onclick="alert(1)"/>', "picture-acts"),
    "a link": (f'<a href="javascript:alert(1)">{DRAWN}</a>', "picture-links"),
    "a foreign object": ("<foreignObject><p>x</p></foreignObject>", ""),
    "an imported style": ("<style>@import url(http://example.org/x.css);</style>" + DRAWN, ""),
}


def of_drawings() -> Iterator[Row]:
    """Yield a row for each drawing that cannot be drawn, or does more than be looked at."""
    for size in SIZES:
        content = f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{DRAWN}</svg>'
        yield Row(f"an SVG with {size}", shown("pier.svg", content), 1, "broken-picture", FIGURES)
    for what, (inside, code) in DRAWINGS.items():
        yield Row(f"an SVG with {what}", shown("pier.svg", SVG % inside), 1, code, "briefs/harbour")
    turns = ("scale(1)" + " " * 12) * 30 + "x"
    busy = shown("pier.svg", SVG % f'<g transform="{turns}">{DRAWN}</g>')
    yield Row("an SVG with turns and spaces without end", busy, 0)
    entity = '<!DOCTYPE svg [<!ENTITY % x "y">%x;]>' + SVG % DRAWN
    yield Row("an SVG with an entity of parameters", shown("pier.svg", entity), 1, "broken-picture", FIGURES)


SPECS = {
    "an encoding that is a list": '{"mark": "bar", "encoding": []}',
    "a transform that is none": '{"mark": "bar", "transform": [3]}',
    "layers that are none": '{"layer": 3}',
    "data that is a number": '{"mark": "bar", "data": 3}',
    "a mark twice": SPEC[:-1] + ', "mark": "bar"}',
    "a number that is none": SPEC.replace('"bar"', "NaN"),
    "thousands of digits": SPEC.replace('"bar"', "9" * 5000),
    "a ground from elsewhere": SPEC[:-1] + ', "background": "url(http://example.org)"}',
    "a column that is not there": SPEC.replace('"field": "b"', '"field": "c"'),
}
DATA = {
    "a letter that no face has": "a,b\n𓀀,1\ny,2\n",
    "a face that smiles": "a,b\n😀,1\ny,2\n",
    "a NUL": "a,b\nx\0,1\n",
    "rows without end": "a,b\n" + "x,1\n" * 6000,
    "columns without end": ",".join(f"c{n}" for n in range(150_000)) + "\n",
    "no rows": "a,b\n",
    "nothing": "",
}


def of_charts() -> Iterator[Row]:
    """Yield a row for each chart that is none, and each file of data that it cannot show."""
    for what, spec in SPECS.items():
        yield Row(f"a chart with {what}", shown("pier.vl.json", spec), 1, "", "briefs/harbour")
    for what, data in DATA.items():
        yield Row(f"a chart of {what}", shown("pier.vl.json", SPEC, data), 1, "", "briefs/harbour")


HEAD = '<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0"><info><title>T</title>'
STYLE_OF = HEAD + "<id>t</id>%s</info>%s</style>"
LAYOUT = "<citation><layout>%s</layout></citation>"
FAN = "".join(
    f'<macro name="m{n}">'
    + (f'<text macro="m{n - 1}"/>' * 10 if n else '<text variable="title"/>')
    + "</macro>"
    for n in range(9)
)
CITED = {
    "no XML": "hello",
    "a page of HTML": "<html><body>x</body></html>",
    "no layout": STYLE_OF % ("", ""),
    "a macro that is not there": STYLE_OF % ("", LAYOUT % '<text macro="nobody"/>'),
    "a macro that calls itself": STYLE_OF
    % ("", '<macro name="a"><text macro="a"/></macro>' + LAYOUT % '<text macro="a"/>'),
    "macros without end": STYLE_OF % ("", FAN + LAYOUT % '<text macro="m8"/>'),
    "an entity that is not there": STYLE_OF % ("", LAYOUT % "&nobody;"),
    "entities": '<!DOCTYPE x [<!ENTITY a "b">]>' + STYLE_OF % ("", LAYOUT % "&a;"),
    "groups without end": STYLE_OF % ("", LAYOUT % ("<group>" * 500 + "</group>" * 500)),
    "another style": STYLE_OF
    % ('<link href="http://www.zotero.org/styles/apa" rel="independent-parent"/>', ""),
}


def of_citing() -> Iterator[Row]:
    """Yield a row for each citation style and each list of sources in BibTeX that is none."""
    asked = swap(BRIEF, "keywords:", "citation_style: own\nkeywords:")
    for what, content in CITED.items():
        yield Row(f"a style of {what}", both(asked, put(OWN_STYLE, content)), 1, "style-mistake", OWN_STYLE)
    bib = SOURCES.replace(".yaml", ".bib")
    for what, text in {
        "an entry that stays open": "@book{port, title = {x}",
        "braces without end": "@book{port, title={" + "{" * 5000 + "x" + "}" * 5000 + "}}",
        "no entries": "% nothing",
        "a NUL": "@book{port, title={a\0b}}",
        "thirty thousand entries": "@book{port,title={x}}\n" + "@book{b,title={x}}\n" * 30_000,
        "a file of the machine": "@book{port, title={\\input{/etc/passwd}}}",
    }.items():
        yield Row(f"BibTeX with {what}", both(_no_sources, put(bib, text)), 1, "", "briefs/harbour")
    for what, text in {
        "a name of spaces": "@book{port, title={T}, author={A" + " " * 20_000 + "B}}",
        "a parent that is itself": "@book{port, title={T}, crossref={port}}",
    }.items():
        yield Row(f"BibTeX with {what}", both(_no_sources, put(bib, text)), 0)
    yield Row("two lists of sources", put(bib, "@book{a, title={T}}"), 1, "two-sources", bib)


def _no_sources(root: Path) -> None:
    (root / SOURCES).unlink()


VALUES = ("'{fact:b}'", "'[@nobody]'", "'{{ 1 }} **b'", "'<img src=x>'", "'[x](javascript:alert(1))'")
DAYS = ("2026-13", "2026-02-30", "2026-07-08/32", "2026-07-08/07", "soon")


def of_meaning() -> Iterator[Row]:
    """Yield a row for each fact, day and part of a brief that contradicts itself or is nobody's."""
    for value in VALUES:
        change = swap(BRIEF, "ships: {value: 12,", f"ships: {{value: {value},")
        yield Row(f"a fact that is {value}", change, 1, "not-plain", f"{BRIEF}:{line_of('facts') + 1}")
    for day in DAYS:
        event = f'dates_ahead: [{{id: d, date: "{day}", text: due}}]\noutlook:'
        yield Row(f"an event on {day}", swap(BRIEF, "outlook:", event), 1, "", WORDS)
    as_of = f"{BRIEF}:{line_of('as_of')}"
    later = swap(BRIEF, "as_of: 2026-03-20", "as_of: 2027-03-20")
    yield Row("news of next year", later, 1, "days-contradict", as_of)
    past = swap(BRIEF, "as_of: 2026-03-20", "as_of: 2026-03-20\ndecide_by: 1999-01-01")
    yield Row("a decision of last century", past, 1, "days-contradict", f"{BRIEF}:{line_of('as_of') + 1}")
    shared = "cranes: {value: '{fact:b}', as_of: 2026-03-01, review_by: never, source: port}\n"
    yield Row("a shared fact that is markup", put(FACTS, shared), 1, "not-plain", FACTS)
    law = "\u0642\u0627\u0646\u0648\u0646 \u062c\u062f\u064a\u062f"
    event = f"dates_ahead: [{{id: d, date: 2026-05-01, text: {law}}}]\noutlook:"
    yield Row("an event in Arabic on an English page", swap(BRIEF, "outlook:", event), 0)
    many = ", ".join(f"{{id: d{n}, date: 2026-05-01, text: due}}" for n in range(900))
    change = swap(BRIEF, "outlook:", f"dates_ahead: [{many}]\noutlook:")
    yield Row("nine hundred events", change, 1, "too-much", WORDS)
    for what, text in {
        "a space that nobody sees": r"\u200b",
        "a mark inside a word": r"Mo\ufeffre ships",
    }.items():
        yield Row(f"a text of {what}", swap(BRIEF, "More ships will come.", text), 1, "", WORDS)
    yield Row(
        "a title that nobody sees", swap(BRIEF, "Harbour: what it means", r"\u200b"), 1, "", f"{BRIEF}:2"
    )
    named = swap(BRIEF, "subject: Harbour", "subject: &a Harbour")
    twice = both(named, swap(BRIEF, "desk: Your", "desk: &a Your"))
    yield Row("a name that is given twice", twice, 1, "anchor-twice", f"{BRIEF}:{line_of('desk')}")
    table = "tables: [{id: t, title: T, columns: [{head: A, field: a}], rows: figures/a.csv}]\n"
    rows = both(put(BRIEF, SMALL + table), put(f"{FIGURES}/a.csv", "a,b\n" + "x,1\n" * 200_000))
    yield Row("a table of two hundred thousand rows", rows, 1, "", "briefs/harbour")
    yield Row("a table of no file", put(BRIEF, SMALL + table), 1, "", "briefs/harbour")
    label = swap(DECLARED, "label: outlook", "label: outlok")
    yield Row("a heading that no label has", label, 0)
    yield Row(
        "a country's label misspelt",
        both(_american, _colour),
        1,
        "unknown-key",
        LABELS.replace("en.", "en-US."),
    )
    yield Row("a key of the house misspelt", put(HOUSE, "organisaton: Q\n"), 1, "unknown-key", f"{HOUSE}:1")


def _american(root: Path) -> None:
    swap(BRIEF, "language: en", "language: en-US")(root)


def _colour(root: Path) -> None:
    put(LABELS.replace("en.", "en-US."), "decison: Decision\n")(root)


def of_looks() -> Iterator[Row]:
    """Yield every row of this module."""
    for some in (
        of_links,
        of_markup,
        of_more_styles,
        of_raster,
        of_drawings,
        of_charts,
        of_citing,
        of_meaning,
    ):
        yield from some()
