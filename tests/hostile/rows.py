"""The corpus as a table: a name, what is changed in a project that builds, and what must come of it.

In: nothing. Out: `ROWS`. Next: `test_corpus` runs each through the program. What comes is the exit status,
the code of the first problem, and the file and line that it names (line 0: the file as a whole is meant).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

BRIEF = "briefs/harbour/brief.yaml"
SOURCES = "briefs/harbour/sources.yaml"
FACTS = "briefs/facts.yaml"
PAGE = "templates/executive/page.html.j2"
STYLE = "templates/executive/style.css"
FIT = "templates/executive/fit.yaml"
DECLARED = "templates/executive/content.yaml"
HOUSE = "templates/shared/house.yaml"
RULES = "templates/shared/rules.yaml"
LABELS = "templates/shared/labels/en.yaml"

SMALL = """\
subject: Harbour
title: "Harbour: what it means"
language: en
date: 2026-03-20
as_of: 2026-03-20
version: "0.1"
desk: Your desk
contact: your.desk@example.org
keywords: [harbour]
variants: [executive]
yardstick: icd203
facts:
  ships: {value: 12, as_of: 2026-03-01, review_by: never, source: port}
bottom_line: {id: bottom-line, text: "Build the new pier for {fact:ships} ships."}
judgements:
  - id: first-judgement
    likelihood: likely
    confidence: high
    text: We assess that the pier will **likely** be full in a year.
    basis: {text: "Ships are late [@port]."}
recommendations: [{id: ask, owner: Head, by: 2026-04-03, text: Decide.}]
outlook: {id: outlook, text: "More ships will come."}
"""
SMALL_SOURCES = """\
- {id: port, type: report, title: Ships in port, issued: 2026-02-01, publisher: Port Office, URL: "https://example.org/p"}
"""


@dataclass(frozen=True)
class Row:
    """One case: `change` alters the project's folder; `status`, `code` and `place` must come of it."""

    name: str
    change: Callable[[Path], None]
    status: int
    code: str = ""
    place: str = ""


def put(path: str, content: str | bytes) -> Callable[[Path], None]:
    """Return the change that writes a file."""

    def change(root: Path) -> None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(
            content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
        )

    return change


def swap(path: str, old: str, new: str) -> Callable[[Path], None]:
    """Return the change that replaces the first `old` in a file."""

    def change(root: Path) -> None:
        text = (root / path).read_text(encoding="utf-8")
        assert old in text, f"{path} does not hold {old!r}"
        (root / path).write_text(text.replace(old, new, 1), encoding="utf-8")

    return change


def line_of(key: str) -> int:
    """Return the line of a key of the small brief."""
    return next(n for n, line in enumerate(SMALL.splitlines(), 1) if line.startswith(f"{key}:"))


HEAD = "subject title language date as_of version desk contact keywords".split()
WRONG = {
    "a list of lists": "[[x]]",
    "a mapping": "{a: b}",
    "nothing": "",
    "a tag": "!x y",
    "not a number": ".nan",
    "a name that is none": "*z",
    "an escape": r'"\x1b[31m"',
    "half a character": r'"\ud83d"',
    "a bracket": "[x",
    "a long number": "9" * 300,
}


def of_types() -> Iterator[Row]:
    """Yield a row for each key of a brief's head with each value that it cannot have."""
    lines = SMALL.splitlines()
    for key in HEAD:
        number = line_of(key)
        for what, value in WRONG.items():
            changed = [*lines[: number - 1], f"{key}: {value}", *lines[number:]]
            place = BRIEF if what == "a bracket" else f"{BRIEF}:{number}"
            yield Row(f"{key} is {what}", put(BRIEF, "\n".join(changed) + "\n"), 1, "", place)


def of_blocks() -> Iterator[Row]:
    """Yield a row for each block with what it cannot be."""
    lines = SMALL.splitlines()
    for key in ("bottom_line", "recommendations", "outlook"):
        number = line_of(key)
        for what, value in {
            "a number": "12",
            "a list of numbers": "[1, 2]",
            "empty": "{}",
            "of unknown keys": "{id: x, text: y, tetx: z}",
            "without words": '{id: x, text: ""}',
            "with half a character": r'{id: x, text: "\ud800"}',
            "named twice": "{id: ask2, id: ask3, text: x}",
        }.items():
            changed = [*lines[: number - 1], f"{key}: {value}", *lines[number:]]
            yield Row(f"{key} is {what}", put(BRIEF, "\n".join(changed) + "\n"), 1, "", f"{BRIEF}:{number}")


TEXTS = {
    "a name before the host": ("[x](https://who.int@example.org/)", "link-refused"),
    "a line break in an address": ("[x](mailto:a@example.org?body=%0d%0aBcc:b)", "link-refused"),
    "a telephone's code": ("[x](tel:*21*1234%23)", "link-refused"),
    "a letter that no font has": ("Ships 😀 come", "letter-missing"),
    "a line that nothing ends": ("«„" * 60 + " «" + "„«" * 60, "word-too-long"),
    "a word held by spaces": ("x\u00a0" * 90, "word-too-long"),
    "html": ("<b>x</b>", "not-inline"),
    "an image": ("![x](y)", "not-inline"),
    "a script link": ("[x](javascript:alert(1))", ""),
    "a file link": ("[x](file:///etc/passwd)", ""),
    "a share link": (r"[x](\\\\host\\share)", ""),
    "a data link": ("[x](data:text/html,y)", ""),
    "an unknown fact": ("{fact:boats}", "unknown-fact"),
    "an unclosed fact": ("{fact:" + " " * 4000 + "x", ""),
    "a fact of nothing": ("{fact:}", ""),
    "an unknown source": ("x [@nobody].", "unknown-source"),
    "a source without brackets": ("x @port y", "wrong-form"),
    "a source without a sign": ("x [port] y", "wrong-form"),
}


def of_texts() -> Iterator[Row]:
    """Yield a row for each text that no page can say as it stands."""
    number = line_of("outlook")
    for what, (text, code) in TEXTS.items():
        change = swap(BRIEF, "More ships will come.", text)
        yield Row(f"a text with {what}", change, 1, code, f"{BRIEF}:{number}")


FILES = {
    "empty": (b"", "empty-file", f"{BRIEF}:1"),
    "a comment": (b"# nothing", "empty-file", f"{BRIEF}:1"),
    "a list": (b"- a\n", "not-a-mapping", f"{BRIEF}:1"),
    "a word": (b"harbour", "not-a-mapping", f"{BRIEF}:1"),
    "no text": (b"\xff\xfe\x00", "not-utf-8", f"{BRIEF}:1"),
    "Latin-1": ("subject: é".encode("latin-1"), "not-utf-8", f"{BRIEF}:1"),
    "UTF-16": ("subject: x".encode("utf-16"), "not-utf-8", f"{BRIEF}:1"),
    "a NUL": (b"subject: a\0b", "forbidden-character", f"{BRIEF}:1"),
    "a bell": (b"subject: a\x07b", "forbidden-character", f"{BRIEF}:1"),
    "an override": ("subject: a\u202eb".encode(), "forbidden-character", f"{BRIEF}:1"),
    "a line separator": ("subject: a\u2028b".encode(), "forbidden-character", f"{BRIEF}:1"),
    "two documents": (b"a: 1\n---\nb: 2\n", "yaml-syntax", BRIEF),
    "a directive": (b"%TAG ! !x\n---\na: 1\n", "yaml-directive", f"{BRIEF}:1"),
    "a merge key": (b"a: &a {b: 1}\nc: {<<: *a}\n", "merge-key", f"{BRIEF}:2"),
    "deep brackets": (b"a: " + b"[" * 500, "too-deep", f"{BRIEF}:1"),
    "sixty thousand brackets": (b"a: " + b"[" * 60_000, "too-deep", f"{BRIEF}:1"),
    "many brackets": (b"a: [" + b"[]," * 80_000, "too-much", f"{BRIEF}:1"),
    "many dashes": (b"- \n" * 80_000, "too-much", BRIEF),
    "many names": (b"a: [" + b"&a 1," * 50_000, "anchor-twice", f"{BRIEF}:1"),
    "many uses": (b"a: &a 1\nb: [" + b"*a," * 200 + b"]\n", "too-many-aliases", BRIEF),
    "laughs": (
        b"a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\n" + b"d: [" + b"*c," * 100 + b"]",
        "too-many-aliases",
        BRIEF,
    ),
    "itself": (b"a: &a [*a]\n", "", BRIEF),
    "a megabyte": (b"a: " + b"x" * 2**20, "file-too-large", BRIEF),
    "a long text": (b"subject: " + b"x " * 20_000, "too-much", f"{BRIEF}:1"),
    "a list without end": (b"keywords:\n" + b"- x\n" * 5000, "too-much", f"{BRIEF}:1002"),
    "tabs": (b"a:\n\t- b\n", "yaml-syntax", f"{BRIEF}:2"),
    "a key that is a list": (b"? [a]\n: b\n", "key-not-text", f"{BRIEF}:1"),
    "a key with an escape": (b'"a\\e]0;x\\a": 1\n', "forbidden-character", f"{BRIEF}:1"),
    "an unclosed quote": (b'title: "x\nsubject: y\n', "yaml-syntax", f"{BRIEF}:1"),
    "smart quotes": ("title: “a: b”\n".encode(), "yaml-syntax", f"{BRIEF}:1"),
}


def of_files() -> Iterator[Row]:
    """Yield a row for each file that is no brief."""
    for what, (content, code, place) in FILES.items():
        yield Row(f"the brief is {what}", put(BRIEF, content), 1, code, place)


SETTINGS = [
    (HOUSE, "page: [A4]", "wrong-type", 1),
    (HOUSE, "page: {a: b}", "wrong-type", 1),
    (HOUSE, "page: A5", "unknown-value", 1),
    (HOUSE, r'page: "\ud800"', "forbidden-character", 1),
    (HOUSE, "style: 3", "wrong-type", 1),
    (HOUSE, "style: ../../x.css", "missing-file", 1),
    (HOUSE, "style: nowhere.css", "missing-file", 1),
    (HOUSE, "accessible: maybe", "wrong-type", 1),
    (HOUSE, r'organisation: "a\x07"', "forbidden-character", 1),
    (HOUSE, "- x", "not-a-mapping", 1),
    (RULES, "nothing-known: {levels: {any: off}}", "unknown-rule", 1),
    (RULES, "sentence-length: {limits: {words: abc}}", "wrong-type", 1),
    (RULES, "sentence-length: {limits: {words: {en: abc}}}", "wrong-type", 1),
    (RULES, "sentence-length: {limits: {words: ~}}", "wrong-type", 1),
    (RULES, "sentence-length: {limits: {word: 3}}", "unknown-key", 1),
    (RULES, "sentence-length: {levels: {any: loud}}", "unknown-value", 1),
    (RULES, "sentence-length: [x]", "wrong-type", 1),
    (RULES, "asks: {limits: {nobody: we}}", "wrong-type", 1),
    (RULES, "abbreviations: {limits: {known: {en: NATO}}}", "wrong-type", 1),
    (RULES, "hedges: {limits: {words: may}}", "wrong-type", 1),
    (RULES, "bands: {limits: {chance: 3}}", "wrong-type", 1),
    (RULES, "confidence: {limits: {yardsticks: icd203}}", "wrong-type", 1),
    (RULES, "readability: {limits: {below: {student: 3}}}", "wrong-type", 1),
    (RULES, "marking: {limits: {schemes: {x: {pattern: '('}}}}", "wrong-form", 1),
    (FIT, "body: {best: 11, floor: 12}", "", 0),
    (FIT, "body: abc", "", 1),
    (FIT, "body: {best: abc, floor: 9}", "", 1),
    (FIT, "", "empty-file", 1),
    (FIT, "bodi: {best: 11, floor: 9}", "", 0),
    (LABELS, "headings: x", "wrong-type", 1),
    (LABELS, "letters: [{a: b}]", "wrong-type", 1),
    (LABELS, "yardsticks: x", "wrong-type", 1),
    (LABELS, r'decision: "a\ud800"', "forbidden-character", 1),
    (LABELS, "a: !!python/object:os.system x", "yaml-tag", 1),
    (DECLARED, "x", "not-a-mapping", 1),
    (DECLARED, "blocks: [x]", "", 0),
    (FACTS, "ships: 3", "wrong-type", 1),
    (FACTS, "ships: {value: 3}", "missing-key", 1),
    (FACTS, "- x", "not-a-mapping", 1),
]


def of_settings() -> Iterator[Row]:
    """Yield a row for each setting that is none."""
    for path, text, code, line in SETTINGS:
        yield Row(
            f"{path.rpartition('/')[2]} says {text}",
            put(path, text + "\n"),
            1,
            code,
            f"{path}:{line}" if line else path,
        )


def at_the_top(code: str) -> Callable[[Path], None]:
    """Return the change that puts code into the page's template, in its line 5."""
    return swap(PAGE, "{% block page %}\n", "{% block page %}\n" + code + "\n")


JINJA = {
    "a print of a mapping": "{{ labels.headings }}",
    "a print of nothing": "{% set x = none %}{{ x }}",
    "an unknown name": "{{ nobody.home }}",
    "an unknown filter": "{{ brief|shout }}",
    "an unknown test": "{{ brief is loud }}",
    "an unclosed tag": "{% if brief %}",
    "an unclosed print": "{{ brief",
    "the class of a text": "{{ ''.__class__.__mro__ }}",
    "the globals of a macro": "{{ meta_line.__globals__ }}",
    "the code of a filter": "{{ ''|attr('__class__') }}{{ x.y }}",
    "a format that looks in": "{{ '{0.__class__}'.format(1) }}",
    "a change of the brief": "{{ brief.update({'a': 1}) }}",
    "a range without end": "{{ range(10**9)|list }}",
    "a text without end": "{{ 'a' * 10**11 }}",
    "a width without end": "{{ '%999999999999d'|format(1) }}",
    "an include from outside": "{% include '../../../etc/passwd' %}",
    "an include of nothing": "{% include 'shared/nothing.j2' %}",
    "an include of a brief": "{% include '../briefs/harbour/brief.yaml' %}",
    "an include of itself": "{% include 'executive/page.html.j2' %}",
    "a macro without end": "{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}",
    "a division by nothing": "{{ 1 / 0 }}",
    "a missing element": "{{ [1][99].x }}",
    "a day that is none": "{{ '2026-13-41'|date }}",
    "an import": "{% import os %}",
    "a call of a number": "{{ 3() }}",
    "a nested list": "{{ " + "[" * 300 + "]" * 300 + " }}",
}


def of_templates() -> Iterator[Row]:
    """Yield a row for each mistake in a template, told at the template."""
    for what, code in JINJA.items():
        place = "templates" if what == "an include of itself" else PAGE
        yield Row(f"a template with {what}", at_the_top(code), 1, "", place)
    yield Row("a template that is no text", put(PAGE, b"\xff\xfe"), 1, "", PAGE)
    yield Row("a template that is empty", put(PAGE, b""), 1, "", "")


SOURCE = {
    "a text": "port",
    "a number": "12",
    "a mapping": "{port: {title: x}}",
    "an item that is a text": "- port",
    "an item without an id": "- {type: report, title: x}",
    "an item without a title": "- {id: port, type: report}",
    "an unknown type": "- {id: port, type: scroll, title: x}",
    "an unknown field": "- {id: port, type: report, title: x, colour: red}",
    "a title that is a list": "- {id: port, type: report, title: [x]}",
    "a title with half a character": r'- {id: port, type: report, title: "\ud800"}',
    "a day that is none": "- {id: port, type: report, title: x, issued: 2026-02-30}",
    "an address that is none": "- {id: port, type: report, title: x, URL: 'javascript:alert(1)'}",
    "an address of a file": "- {id: port, type: report, title: x, URL: 'file:///etc/passwd'}",
    "an id twice": "- {id: port, type: report, title: x}\n- {id: port, type: report, title: y}",
    "an author that is a text": "- {id: port, type: report, title: x, author: Malouf}",
    "an author without a name": "- {id: port, type: report, title: x, author: [{}]}",
    "nothing": "",
    "an unclosed bracket": "- {id: port",
    "many items": "- {id: a, type: report, title: x}\n" * 1100,
}


def of_sources() -> Iterator[Row]:
    """Yield a row for each list of sources that is none."""
    for what, text in SOURCE.items():
        yield Row(f"sources with {what}", put(SOURCES, text + "\n"), 1, "", SOURCES)


FIGURE = SMALL + 'figures: [{id: pier, file: "figures/%s", title: The pier, alt: A pier, width_mm: 60}]\n'
SPEC = '{"mark": "bar", "data": {"url": "a.csv"}, '
SPEC += '"encoding": {"x": {"field": "a"}, "y": {"field": "b", "type": "quantitative"}}}'
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="100" height="50">%s</svg>'
PICTURES = {
    "pier.png": {"empty": b"", "a text": b"hello", "a head alone": b"\x89PNG\r\n\x1a\n"},
    "pier.jpg": {"empty": b"", "a text": b"hello", "a head alone": b"\xff\xd8\xff\xe0"},
    "pier.svg": {
        "empty": b"",
        "no markup": b"hello",
        "a script": (SVG % "<script>alert(1)</script>").encode(),
        "a file's picture": (SVG % '<image href="file:///etc/passwd" width="9" height="9"/>').encode(),
        "an entity": b'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        + (SVG % "<text>&x;</text>").encode(),
    },
    "pier.gif": {"of no kind that is read": b"GIF89a"},
    "pier.vl.json": {
        "empty": b"",
        "a list": b"[]",
        "no spec": b"{}",
        "cut": b'{"mark": "bar"',
        "data from the network": SPEC.replace("a.csv", "http://example.org/a.csv").encode(),
        "data from outside": SPEC.replace("a.csv", "../../../../../etc/passwd").encode(),
        "data that is not there": SPEC.replace("a.csv", "b.csv").encode(),
        "an unknown mark": SPEC.replace('"bar"', '"rainbow"').encode(),
        "deep brackets": b'{"mark": ' + b"[" * 2000 + b"}",
        "a mark with half a character": SPEC.replace('"bar"', r'"\ud800"').encode(),
    },
}


def of_pictures() -> Iterator[Row]:
    """Yield a row for each picture or chart that cannot be shown."""
    for name, cases in PICTURES.items():
        for what, content in cases.items():

            def change(root: Path, name: str = name, content: bytes = content) -> None:
                put(BRIEF, FIGURE % name)(root)
                put("briefs/harbour/figures/a.csv", "a,b\nx,1\ny,2\n")(root)
                put(f"briefs/harbour/figures/{name}", content)(root)

            yield Row(f"{name}: {what}", change, 1, "", "briefs/harbour")


def _link(path: str, target: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).symlink_to(target)

    return change


def _pipe(root: Path) -> None:
    import os

    os.mkfifo(root / "briefs/harbour/pipe")


def _deep(root: Path) -> None:
    folder = root / "briefs/harbour"
    for _ in range(300):
        folder /= "d"
    folder.mkdir(parents=True)


def _many(root: Path) -> None:
    (root / "briefs/harbour/many").mkdir()
    for number in range(2100):
        (root / f"briefs/harbour/many/{number}").touch()


def _sparse(root: Path) -> None:
    with (root / "briefs/harbour/large.bin").open("wb") as file:
        file.truncate(2**30)


def _folder(name: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        (root / "briefs" / name).mkdir()
        (root / "briefs" / name / "brief.yaml").write_text("title: x")

    return change


def of_folders() -> Iterator[Row]:
    """Yield a row for each odd thing in the project's folders."""
    inside = "briefs/harbour"
    yield Row("a link out of the project", _link(f"{inside}/x", "/etc/hostname"), 1, "outside", f"{inside}/x")
    yield Row("a link to a folder outside", _link(f"{inside}/x", "/etc"), 1, "outside", f"{inside}/x")
    yield Row("a link to nothing", _link(f"{inside}/x", "nowhere"), 1, "dangling", f"{inside}/x")
    yield Row("a link to itself", _link(f"{inside}/x", "x"), 1, "dangling", f"{inside}/x")
    yield Row("a link to a device", _link(f"{inside}/x", "/dev/zero"), 1, "outside", f"{inside}/x")
    yield Row("a link in a circle", _link(f"{inside}/x", ".."), 0)
    yield Row("a pipe", _pipe, 1, "not-a-file", f"{inside}/pipe")
    yield Row("folders without end", _deep, 1, "too-deep", "")
    yield Row("files without end", _many, 1, "too-many", "")
    yield Row("a file without end", _sparse, 1, "too-large", f"{inside}/large.bin")
    yield Row("a name of code", put(f"{inside}/{{{{ x }}}}.css", "x"), 1, "bad-name", "")
    yield Row("a name of two lines", put(f"{inside}/a\nb", "x"), 1, "bad-name", "")
    yield Row("a name that steers", put(f"{inside}/a\x1b[2J", "x"), 1, "bad-name", "")
    for name in (".trash", "harbour.bak", "harbour~", "harbour.old", "#harbour#"):
        yield Row(f"a folder {name}", _folder(name), 0)
    for name in ("Old Version", "Über", "con", "a" * 70):
        yield Row(f"a folder {name}", _folder(name), 1, "misnamed", f"briefs/{name}")
    yield Row("a brief twice", put(f"{inside}/brief.json", "{}"), 1, "two-briefs", f"{inside}/brief.json")
    yield Row(
        "a language twice", put(f"{inside}/brief.en.yaml", SMALL), 1, "two-briefs", f"{inside}/brief.en.yaml"
    )
    for name in (".brief.yaml.swp", "brief.yaml~", "#x#", "notes.txt", "brief.yaml.orig"):
        yield Row(f"a file {name}", put(f"{inside}/{name}", b"\xff\x00"), 0)


CSS = {
    "a picture from outside": ("p { background: url(file:///etc/passwd) }", STYLE),
    "a sheet from the network": ("@import url(http://example.org/x.css);", ""),
    "a font from outside": (
        "@font-face { font-family: X; src: url(file:///etc/passwd) } p { font-family: X }",
        "",
    ),
    "a turned text": ("p { transform: rotate(3deg) }", ""),
    "no text": ("p { display: none }", ""),
    "a shifted text": ("p { margin-left: 300mm }", ""),
    "a far text": ("p { position: absolute; left: 900mm }", ""),
}


def of_styles() -> Iterator[Row]:
    """Yield a row for each style that loses words or reads outside."""
    for what, (rule, place) in CSS.items():

        def change(root: Path, rule: str = rule) -> None:
            path = root / STYLE
            path.write_text(f"{rule}\n{path.read_text(encoding='utf-8')}", encoding="utf-8")

        yield Row(f"a style with {what}", change, 1, "", place)


ROWS = (
    *of_types(),
    *of_blocks(),
    *of_texts(),
    *of_files(),
    *of_settings(),
    *of_templates(),
    *of_sources(),
    *of_pictures(),
    *of_folders(),
    *of_styles(),
)
