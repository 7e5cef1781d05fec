"""Random changes of a project, by number: the same number makes the same change everywhere.

In: a seed and a number. Out: a name and a change, as the corpus has them. Next: `test_mutations` tries some,
`make fuzz` very many. Whole projects are drawn too: briefs whose every text is from hostile alphabets.
"""

import copy
import io
import json
import random
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PIL import Image
from ruamel.yaml import YAML

from samples import ROOT, SAMPLES

from .more import ACME, FONT, acme
from .rows import (
    BRIEF,
    DECLARED,
    FACTS,
    FIGURE,
    FIT,
    HOUSE,
    LABELS,
    PAGE,
    RULES,
    SMALL,
    SOURCES,
    SPEC,
    STYLE,
    SVG,
)

CSV = "district,riders\nNorth,12\nSouth,30\nEast,7.5\n"
SPEC_HERE = SPEC.replace('"a"', '"district"').replace('"b"', '"riders"')
DRAWING = SVG % '<g><rect x="2" y="3" width="40" height="20" fill="#0b4f6c"/><path d="M1 1L90 40"/></g>'
STYLE_CSL = (
    '<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0"><info><title>T</title>'
    '<id>t</id></info><macro name="who"><names variable="author"><name/></names></macro><citation><layout '
    'prefix="[" suffix="]" delimiter=", "><text variable="citation-number"/></layout></citation><bibliography>'
    '<layout><text macro="who"/><text variable="title" prefix=" "/><date variable="issued"><date-part name="year"/>'
    "</date></layout></bibliography></style>"
)
BIB = (
    "@string{office = {Port Office}}\n@report{port,\n  author = {van der Berg, Ada and {The Port}},\n"
    '  title = {Ships in {P}ort, 1990--2026},\n  institution = office # " of Harbour",\n'
    "  date = {2026-02-01},\n  url = {https://example.org/p}\n}\n"
)
RULES_HERE = "sentence-length: {levels: {any: warning}, limits: {words: 30}}\nhedges: {levels: {any: off}}\n"
FACTS_HERE = "cranes: {value: 4, as_of: 2026-03-01, review_by: 2027-03-01, source: port}\n"
ODD = (
    None, True, False, 0, -1, 1, 12, 3.5, 1e300, 10**18, "", " ", "x", "no", "~", "[x]", "{x: y}", "{{ x }}", "{% x %}",
    "<b>x</b>", "**x", "{fact:ships}", "{fact:", "[@port]", "[@", "\u200b", "\u202ex", "a\u0301", "😀", "𓀀", "ﷺ",
    "x" * 300, "word " * 400, [], {}, [[]], [None], [1, "a"], {"a": 1}, {"id": "x"}, "2026-02-30", "9999-12-31",
    "0000", "../../etc/passwd", "/etc/passwd", "file:///etc/passwd", "javascript:x", "https://example.org/" + "a" * 400,
    "figures/a.csv", "executive", "en", "%s %d {0}", "\\", "'", '"', "\t", "a\nb", "&amp;", "--", "...", "−5", "1,5", "½",
)  # fmt: skip
TOKENS = {
    ".text": ("**", "_", "[", "](", "https://x.org)", "[@port]", "{fact:ships}", "{", "}", "<", ">", "&", "\u00a0", "\u00ad", "\u200d", "\u0301", "—", "“", "’", "/", "-", "½", "10^6", "CO~2~", "x" * 60, " ", "\n", "\t", "2026", "1,234.5", "%", "€", "#", "`", "~~", "|", ":", "؟", "ع", "文"),
    ".yaml": ("\n", "  ", ": ", "- ", "[", "]", "{", "}", "#", "&a ", "*a", "!!x ", "|\n", ">-\n", "'", '"', "\t", "%", "@", "---\n", "<<: ", "? ", ",", "`", "~", "\\u0000", "\u2028", "0o7"),
    ".css": ("{", "}", "(", ")", ";", ":", "!important", "@media print {", "/*", "*/", "\\", "var(--x)", "calc(1px + )", "url(x)", "9e9mm", "-1px", "display: none", "display: flex", "float: left", "position: absolute", "::before", "content: attr(id)", "*", ">", "0", "%", "NaN", "@page", "columns: 3", "break-before: page"),
    ".j2": ("{{", "}}", "{%", "%}", "{#", "#}", "|", "(", ")", "[", "]", ".x", "|inline", "|length", "{% endif %}", "{% for x in brief %}", "{{ brief }}", "{{ labels.x }}", "<div>", "</div>", "<table>", "<td>", "<p>", "&", "<", '"', "{{ [1]|first }}", "{% set brief = 1 %}", "<img>", "<a href='x'>", "loop.index"),
    ".svg": ("<", ">", "/>", '"', "<g>", "</g>", "<text>x</text>", "<use href='#x'/>", "<image href='x'/>", "&x;", "<!--", "]]>", " width='1e9'", " transform='scale(0)'", " transform='rotate(9e9)'", " fill='url(#x)'", " opacity='-1'", "NaN", "M", "<style>*{x:y}</style>", " viewBox='0 0 0 0'", "<svg>", "A1 1 1 1", "\0"),
    ".csv": (",", ";", "\t", "\n", "\r", '"', '""', "NaN", "1e999", "-", "2026-01-01", "\ufeff", "é", "\0", " ", "=1+1", "😀", ",,,,", "1 000", "1.000,5"),
    ".json": ("{", "}", "[", "]", ",", ":", '"', "null", "true", "1e999", "-1", '"mark"', '"point"', '"arc"', '"layer"', '"nominal"', '"temporal"', '"log"', '"aggregate": "sum", ', '"sort": "-y", ', '"bin": true, ', '"stack": "normalize", ', '"title": "\\ud83d", ', "\\", "//"),
    ".bib": ("{", "}", "@", "=", ",", "#", '"', "and", "\\", '\\"', "\\'{e}", "$", "$x^2$", "%", "~", "--", "@comment{", "@string{", "crossref = {port},", "{\\", "\n", "\\input{/etc/passwd}", "others", "\0"),
    ".csl": ("<", ">", "/>", '"', "<group>", "</group>", "<choose>", "<if type='book'>", "<text macro='who'/>", "<text value='x'/>", "<number variable='volume'/>", "<names variable='x'/>", "<sort>", "&x;", "<date variable='issued'/>", " et-al-min='0'", " form='short'", "<label/>", "<substitute>", "\0"),
}  # fmt: skip
"""What a person or a program may leave in a file of a kind, or in a text."""
FIGURES = {
    "figures/pier.svg": DRAWING, "figures/pier.vl.json": SPEC_HERE, "figures/a.csv": CSV,
    "figures/pier.png": "", "figures/pier.jpg": "",
}  # fmt: skip
TREES = (BRIEF, SOURCES, FACTS, HOUSE, RULES, FIT, LABELS, DECLARED, "templates/shared/content.yaml")
WORDS = (
    BRIEF,
    SOURCES,
    FACTS,
    HOUSE,
    RULES,
    FIT,
    LABELS,
    DECLARED,
    STYLE,
    "templates/shared/house.css",
    PAGE,
    "templates/shared/blocks.html.j2",
    "templates/shared/page.html.j2",
)
LETTERS = (
    "abc de ",
    "AéÉßœŒ ’",
    "αβγ δ",
    "жцы ",
    "—–… ab ",
    "0123 456., ",
    "\u00a0 x",
    "½²₂≤≥×÷€ ",
    "“”„«»' ",
    "AVTAWA ",
    "iiiii ",
)
ALPHABETS = (
    *LETTERS,
    "abc de ", "AéÉßœŒ ’", "αβγ δ", "жцы ", "—–-… ", "0123 456.,", "*_`[]{}()<>@#\\ ", "\u00a0\u202f\u2009 x", "\u00ad\u200bab ",
    "ا ل ع ر ب ي ة ", "你好 ", "😀👍🏽 ", "½²₂≤≥×÷€$ ", "“”„«»'\" ", "AVTAWA ", "iiiii ", "/:?&=.%",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mutation:
    """A random change of a project: of which kind, what it is called, and what makes it.

    `is_of_briefs` says that the editors' files stay as they are: nobody is to look for a mistake there.
    """

    kind: str
    name: str
    change: Callable[[Path], None]
    is_of_briefs: bool


def drawn_kind(seed, number):
    """Return of which kind the mutation `number` of a `seed` is, and what draws the rest of it."""
    draw = random.Random(f"{seed}/{number}")
    return draw.choice([kind for kind, (_, weight) in KINDS.items() for _ in range(weight)]), draw


def mutation(seed, number):
    """Return the mutation `number` of a `seed`."""
    kind, draw = drawn_kind(seed, number)
    name, files = KINDS[kind][0](draw)

    def change(root):
        for path, content in files.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(
                content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
            )
        if f"{SOURCES.removesuffix('.yaml')}.bib" in files:
            (root / SOURCES).unlink()

    whole = {path: content for path, content in files.items() if path.startswith("templates/")}
    is_of_briefs = all(
        (ROOT / path).is_file() and (ROOT / path).read_bytes() == content for path, content in whole.items()
    )
    return Mutation(kind, f"{seed}/{number} {name}", change, is_of_briefs)


def real(path):
    """Return the text of a file of the project as it is before."""
    here = {
        BRIEF: SMALL,
        SOURCES: (ROOT / "briefs/us-measles/sources.yaml").read_text(),
        RULES: RULES_HERE,
        FACTS: FACTS_HERE,
    }
    return here[path] if path in here else (ROOT / path).read_text()


def _tree(draw):
    """A value somewhere in a settings file is another, is gone, or is there twice."""
    path = draw.choice(TREES)
    data = _tree_of(real(path))
    said = []
    for _ in range(draw.choice((1, 1, 1, 2, 4))):
        where = draw.choice(list(_paths(data)) or [("x",)])
        said.append("/".join(map(str, where)))
        _put(data, where, draw)
    return f"{path} at {' and '.join(said)}", {
        path: json.dumps(data, default=str, ensure_ascii=draw.random() < 0.5)
    }


def _sample(draw):
    """A value somewhere in a brief that the repository ships is another, is gone, or is there twice."""
    folder = ROOT / "briefs" / draw.choice(SAMPLES)
    data, said = _changed(folder / "brief.yaml", draw)
    data["variants"] = ["executive"]
    return f"{folder.name} at {said}", _shipped(folder) | {BRIEF: _as_json(data)}


def _translation(draw):
    """A value somewhere in a translation is another, is gone, or is there twice."""
    folder, language = ROOT / "briefs/nato-iraq", draw.choice(("ar", "fr"))
    brief = _tree_of((folder / "brief.yaml").read_text())
    data, said = _changed(folder / f"brief.{language}.yaml", draw)
    translation = {f"briefs/harbour/brief.{language}.yaml": _as_json(data)}
    files = _shipped(folder) | translation
    return f"{language} at {said}", files | {BRIEF: _as_json(brief | {"variants": ["executive"]})}


def _series(draw):
    """The brief of a series or the table of its rows is broken."""
    folder = ROOT / "examples/districts"
    files, table = _shipped(folder), "briefs/harbour/districts.csv"
    rows = "".join(files[table].decode().splitlines(keepends=True)[:4])
    if draw.random() < 0.5:
        brief = (folder / "brief.yaml").read_bytes()
        return "districts.csv, edited", files | {table: _edited(rows, table, draw), BRIEF: brief}
    data, said = _changed(folder / "brief.yaml", draw)
    return f"districts at {said}", files | {table: rows, BRIEF: _as_json(data)}


def _chart(draw):
    """A chart that the repository ships, or its data, is broken."""
    folder = (
        ROOT
        / "briefs"
        / draw.choice([one for one in SAMPLES if (ROOT / "briefs" / one / "figures").exists()])
    )
    files = _shipped(folder)
    path = draw.choice([one for one in sorted(files) if one.endswith((".vl.json", ".csv", ".svg"))])
    if path.endswith(".json") and draw.random() < 0.7:
        data = json.loads(files[path])
        said = _change(data, draw)
        files[path] = json.dumps(data, default=str)
    else:
        said, files[path] = "some place", _edited(files[path].decode(), path, draw)
    data = _tree_of((folder / "brief.yaml").read_text())
    name = path.replace("harbour", folder.name)
    return f"{name} at {said}", files | {BRIEF: _as_json(data | {"variants": ["executive"]})}


def _shipped(folder):
    """Return what a shipped brief's folder holds beside the brief, and every variant's templates."""
    files = {
        f"briefs/harbour/{path.relative_to(folder).as_posix()}": path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith("brief.")
    }
    for variant in ("academic", "student"):
        paths = (path for path in (ROOT / "templates" / variant).iterdir() if path.is_file())
        files |= {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in paths}
    return files


def _tree_of(text):
    """Return what a YAML text holds, to be changed at will."""
    return copy.deepcopy(_read(text))


@cache
def _read(text):
    return YAML(typ="safe", pure=True).load(text)


def _changed(path, draw):
    """Return what a YAML file holds, changed in a few places, and which."""
    data = _tree_of(path.read_text())
    return data, _change(data, draw)


def _change(data, draw):
    said = []
    for _ in range(draw.choice((1, 1, 2))):
        where = draw.choice(list(_paths(data)) or [("x",)])
        said.append("/".join(map(str, where)))
        _put(data, where, draw)
    return " and ".join(said)


def _as_json(data):
    return json.dumps(data, default=str, ensure_ascii=False)


def _paths(data, at=()):
    if isinstance(data, dict | list):
        for key in data if isinstance(data, dict) else range(len(data)):
            yield (*at, key)
            yield from _paths(data[key], (*at, key))
    elif not at:
        yield at


def _put(whole, where, draw):
    data = whole
    for step in where[:-1]:
        data = data[step] if not isinstance(data, list) or step < len(data) else {}
    if not isinstance(data, dict | list) or where[-1] not in (
        data if isinstance(data, dict) else range(len(data))
    ):
        return
    what = draw.random()
    if what < 0.15:
        del data[where[-1]]
    elif what < 0.25 and isinstance(data, list):
        data.extend([copy.deepcopy(data[where[-1]])] * draw.choice((1, 3, 50)))
    elif what < 0.35 and isinstance(data, dict):
        data[draw.choice(("x", "id", "text", "title", "", "a b", "é", "__class__", f"{where[-1]}s"))] = (
            data.pop(where[-1], None)
        )
    elif what < 0.65:
        data[where[-1]] = copy.deepcopy(draw.choice(_alike(whole, data[where[-1]])))
    elif what < 0.8 and isinstance(data[where[-1]], str):
        data[where[-1]] = _edited(data[where[-1]], ".text", draw)
    else:
        data[where[-1]] = copy.deepcopy(draw.choice(ODD))


def _alike(whole, value):
    """Return the values of the same type that stand anywhere in the file."""
    values = [whole]
    for one in values:
        if isinstance(one, dict | list):
            values += one.values() if isinstance(one, dict) else one
    return [one for one in values if type(one) is type(value) and one is not whole] or [value]


def _words(draw):
    """A file has something more, or less, somewhere."""
    path = draw.choice(WORDS)
    return f"{path}, edited", {path: _edited(real(path), path, draw)}


def _edited(text, path, draw):
    tokens = next(found for ending, found in TOKENS.items() if path.endswith(ending))
    for _ in range(draw.choice((1, 1, 2, 3, 8))):
        at = draw.randrange(len(text) + 1)
        end = min(len(text), at + draw.choice((1, 2, 5, 20, 100)))
        what = draw.random()
        if what < 0.5:
            text = text[:at] + draw.choice(tokens) + text[at:]
        elif what < 0.7:
            text = text[:at] + text[end:]
        elif what < 0.85:
            text = text[:at] + text[at:end] * draw.choice((2, 3, 40)) + text[end:]
        elif what < 0.97:
            text = text[:at] + draw.choice(tokens) * draw.choice((2, 30)) + text[end:]
        else:
            text = text[:at]
    return text


def _figure(draw):
    """A picture, a chart or its data is broken."""
    broken = draw.choice(list(FIGURES))
    shown = (
        draw.choice([one for one in FIGURES if not one.endswith(".csv")])
        if broken.endswith(".csv")
        else broken
    )
    shown = "figures/pier.vl.json" if broken.endswith(".csv") else shown
    files = {f"briefs/harbour/{path}": content for path, content in FIGURES.items()}
    files |= {f"briefs/harbour/figures/pier.{kind}": _pixels(kind, draw) for kind in ("png", "jpg")}
    whole = files[f"briefs/harbour/{broken}"]
    files[f"briefs/harbour/{broken}"] = (
        _bytes_changed(whole, draw) if isinstance(whole, bytes) else _edited(whole, broken, draw)
    )
    files[BRIEF] = FIGURE % shown.removeprefix("figures/")
    return f"{broken}, broken", files


def _pixels(kind, draw):
    image = Image.linear_gradient("L").resize((90, 60))
    image = image.convert(
        draw.choice(("L", "RGB", "RGBA", "P", "1", "CMYK") if kind == "png" else ("L", "RGB", "CMYK"))
    )
    stream = io.BytesIO()
    (image.convert("RGBA") if image.mode == "CMYK" and kind == "png" else image).save(
        stream, {"png": "PNG", "jpg": "JPEG"}[kind]
    )
    return stream.getvalue()


def _bytes_changed(content, draw):
    changed = bytearray(content)
    for _ in range(draw.choice((1, 2, 10))):
        what, at = draw.random(), draw.randrange(len(changed))
        if what < 0.6:
            changed[at] = draw.randrange(256)
        elif what < 0.8:
            del changed[at : at + draw.choice((1, 4, 50))]
        else:
            changed[at:at] = draw.randbytes(draw.choice((1, 4, 50)))
        changed = changed or bytearray(b"x")
    return bytes(changed)


def _brand(draw):
    """A house's own font or logo is broken."""
    used = f"p, li, h2 {{ font-family: Acme }}\n{real(STYLE)}"
    if draw.random() < 0.7:
        return "Acme.ttf, broken", {FONT: _font_changed(acme(), draw), HOUSE: ACME, STYLE: used}
    kind = draw.choice(("svg", "png"))
    logo = _edited(DRAWING, ".svg", draw) if kind == "svg" else _bytes_changed(_pixels("png", draw), draw)
    house = f"logo: {{file: l.{kind}, alt: The Port, height_mm: {draw.choice((4, 10, 30, 31))}}}\n"
    return f"l.{kind}, broken", {f"templates/shared/l.{kind}": logo, HOUSE: house}


def _font_changed(content, draw):
    """Return a font with some of its bytes changed, most of them in its head and in small tables."""
    changed = bytearray(content)
    for _ in range(draw.choice((1, 3, 20, 200))):
        changed[draw.randrange(draw.choice((400, 4000, len(changed))))] = draw.randrange(256)
    return bytes(changed[: draw.randrange(len(changed))]) if draw.random() < 0.05 else bytes(changed)


def _source(draw):
    """A list of sources in BibTeX, or a citation style, is broken."""
    if draw.random() < 0.5:
        return "sources.bib, edited", {f"{SOURCES.removesuffix('.yaml')}.bib": _edited(BIB, ".bib", draw)}
    style = {"templates/shared/styles/own.csl": _edited(STYLE_CSL, ".csl", draw)}
    return "own.csl, edited", style | {BRIEF: SMALL.replace("keywords:", "citation_style: own\nkeywords:")}


def _brief(draw):
    """A brief whose every text is drawn from an alphabet, with as much of everything as somebody may write."""
    number = iter(range(10_000))

    alphabets = ALPHABETS if draw.random() < 0.3 else LETTERS

    def text(words=30):
        alphabet = draw.choice(alphabets)
        letters = [draw.choice(alphabet) for _ in range(draw.randrange(1, words * 4))]
        spaced = [" " if not n % 17 else letter for n, letter in enumerate(letters)]
        return "".join(draw.choice((letters, spaced))).strip() or "x"

    def some(make, most):
        return [make() for _ in range(draw.randrange(most + 1))]

    def statement(**more):
        return {
            "id": f"s{next(number)}",
            "text": text(),
            "priority": draw.randrange(1, 6),
            "optional": draw.random() < 0.3,
            **more,
        }

    def table():
        columns = draw.randrange(2, 7)
        return {
            "id": f"s{next(number)}",
            "title": text(5),
            "columns": [{"head": text(2)} for _ in range(columns)],
            "rows": [[text(3) for _ in range(columns)] for _ in range(draw.randrange(1, 9))],
        }

    data = _tree_of(SMALL)
    data |= {
        "title": text(8),
        "subject": text(3),
        "keywords": [text(2) for _ in range(draw.randrange(1, 6))],
        "bottom_line": statement(),
        "recommendations": some(lambda: statement(owner=text(3), by="2026-04-03"), 8),
        "outlook": some(statement, 3),
        "risks": some(lambda: statement(lead=text(2)), 4),
        "dates_ahead": some(lambda: statement(date="2026-04-03"), 6),
        "tables": some(table, 1),
    }
    data["judgements"] += some(lambda: statement(likelihood="likely", confidence="low"), 6)
    return "a brief of drawn texts", {BRIEF: json.dumps(data, default=str, ensure_ascii=False)}


KINDS = {
    "a value of a settings file": (_tree, 4),
    "a value of a shipped brief": (_sample, 1),
    "a value of a translation": (_translation, 1),
    "a series or its table": (_series, 1),
    "the text of a file": (_words, 5),
    "a picture, a chart or its data": (_figure, 3),
    "a shipped chart or its data": (_chart, 1),
    "a list of sources or a citation style": (_source, 2),
    "every text of a brief": (_brief, 1),
    "a house's font or logo": (_brand, 1),
}
"""What is changed, how, and how often it is drawn beside the others."""
