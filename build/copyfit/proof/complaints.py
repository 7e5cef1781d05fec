"""What the layout engine complained of, and what a page must have to be read aloud.

In: a `Layout`. Out: problems: ignored style, refused or broken files, letters that no face has,
a picture without alternative text, a page without language or title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from copyfit.errors import About, Place, Problem
from copyfit.layout.boxes import Layout
from copyfit.measure.shape import characters_of
from copyfit.proof.stretches import stretches
from copyfit.proof.words import of_statement, quoted
from copyfit.yaml.schema import one_of

REFUSED = re.compile(r"(\S+) is not one of the project's files")
LONGEST = 120
TOO_LARGE = re.compile(r"has (\d+) million pixels")
BROKEN = re.compile(r"Failed to load (?:image|stylesheet) at '?([^':\s]+:?[^'\s]*?)'?: ")
NO_VALUE = re.compile(r"Ignored `([\w-]+): *`.*no value")
POSITION = re.compile(r" at (\d+):(\d+)")
ZERO_WIDTH = frozenset(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\t\n"))


def complaint_problems(layout: Layout) -> list[Problem]:
    """Return everything the engine logged and everything an accessible page lacks."""
    problems = list(_warning_problems(layout))
    problems += _unknown_fonts(layout)
    problems += letter_problems(layout)
    problems += _missing_alternatives(layout)
    problems += _empty_tables(layout)
    if not layout.language:
        problems.append(
            Problem(
                "no-language", "the page does not say its language", 'give <html> a `lang`, such as lang="en"'
            )
        )
    if not layout.title:
        problems.append(Problem("no-title", "the page has no title", "give it a <title>"))
    return problems


def _warning_problems(layout: Layout) -> Iterator[Problem]:
    """Yield what the engine logged: files refused or broken once each, then styles that it ignored."""
    seen: set[str] = set()
    for warning in layout.warnings:
        refused, broken = REFUSED.search(warning), BROKEN.match(warning)
        address = refused[1] if refused else broken[1] if broken else ""
        if address and address in seen:
            continue
        seen.add(address)
        if refused:
            hint = "name a file of the project by its path from the root: asset:templates/shared/logo.svg"
            yield Problem(
                "file-refused",
                f"{address} is not one of the project's files",
                hint,
                about=About("file", address),
            )
        elif broken:
            place = Place(address.removeprefix("asset:")) if address.startswith("asset:") else None
            large = TOO_LARGE.search(warning)
            says = f"has {large[1]} million pixels" if large else "cannot be read as a picture"
            hint = "open it in a drawing program, and save it again as SVG, PNG or JPEG"
            hint = "make it smaller: 300 dots per inch are enough for print" if large else hint
            yield Problem("broken-picture", f"{address} {says}", hint, place, about=About("file", address))
        else:
            yield _style_problem(warning, layout)


def _style_problem(warning: str, layout: Layout) -> Problem:
    found = POSITION.search(warning)
    said = POSITION.sub("", warning, count=1).rstrip(".")
    said = said if len(said) <= LONGEST else f"{said[:LONGEST]}…"
    undefined = NO_VALUE.search(warning)
    if undefined:
        message = f"`{undefined[1]}` has no value: a custom property in its var() is not defined"
        hint = "correct the name; sizes and gaps are those that fit.yaml declares"
    else:
        message = f"the style sheet has no effect here: {said}"
        hint = "correct or remove it"
    place = _place(warning, int(found[1]), int(found[2]), layout) if found else None
    return Problem("style-ignored", message, hint, place, about=About("style"))


def _place(warning: str, line: int, column: int, layout: Layout) -> Place | None:
    """Return the place in the style sheet of which the engine told only line and column.

    The sheet is the one that has the named property there; if several have, none is named.
    """
    named = re.match(r"Ignored `([\w-]+)", warning)
    sheets = []
    for address, content in sorted(layout.assets.items()):
        if address.endswith(".css"):
            lines = content.decode("utf-8", "replace").splitlines()
            here = lines[line - 1][column - 1 :] if line <= len(lines) else ""
            if here and (named is None or here.startswith(named[1])):
                sheets.append(address.removeprefix("asset:"))
    return Place(sheets[0], line, column) if len(sheets) == 1 else None


def _unknown_fonts(layout: Layout) -> Iterator[Problem]:
    """Yield a problem for each family that text asks for first and that the program does not carry."""
    families = sorted({family for family, _, _ in layout.fonts})
    reported: set[str] = set()
    for page in layout.pages:
        for line in (line for root in (*page.header, page.body, *page.footer) for line in root.all_lines()):
            for run in line.runs:
                family = run.style.family
                if run.text.strip() and family not in families and family not in reported:
                    reported.add(family)
                    yield Problem(
                        "font-unknown",
                        f"{quoted(line.text.split())}{of_statement(run.statement)} asks for the font "
                        f"{family}, which does not come with copyfit",
                        f"set it in {one_of(families)}, so that it looks the same on every machine",
                        about=About("style", "font-family"),
                    )


def letter_problems(layout: Layout) -> Iterator[Problem]:
    """Yield a problem for each stretch with characters that none of the page's faces has a glyph for.

    It is about the first such character and, after it, the statement around it.
    """
    known = frozenset[int]().union(*(characters_of(font) for font in layout.fonts.values())) | ZERO_WIDTH
    reported: set[int] = set()
    for page in layout.pages:
        for root in (*page.header, page.body, *page.footer):
            for stretch in stretches(root, markers=True):
                missing = sorted({ord(letter) for letter in stretch.text} - known - reported)
                reported.update(missing)
                if missing:
                    named = ", ".join(f"{chr(code)!r} (U+{code:04X})" for code in missing[:3])
                    where = f"{quoted(stretch.text.split())}{of_statement(stretch.statement)}"
                    yield Problem(
                        "letter-missing",
                        f"no font has {named} in {where}",
                        "write it with other letters, or give the house a font that has them",
                        about=About("text", chr(missing[0]), stretch.statement),
                    )


def _empty_tables(layout: Layout) -> Iterator[Problem]:
    """Yield a problem for the first table without a cell, as a loop over nothing makes it."""
    boxes = (box for page in layout.pages for box in page.walk() if box.kind == "table")
    for table in boxes:
        if not any(box.kind == "cell" for box in table.walk()):
            name = f' class="{table.attributes["class"]}"' if table.attributes.get("class") else ""
            yield Problem(
                "table-empty",
                f"`<table{name}>` has no cells",
                "put {% if … %} … {% endif %} around a table that may be empty; words stand in <td>",
                about=About("template", f"<table{name}"),
            )
            return


def _missing_alternatives(layout: Layout) -> Iterator[Problem]:
    for page in layout.pages:
        for box in page.walk():
            if box.picture and not box.picture.alt.strip():
                yield Problem(
                    "no-alt",
                    f"the picture {box.picture.source.removeprefix('asset:') or 'drawn in the page'} "
                    "has no text that stands for it",
                    "give it `alt`; a picture that only decorates belongs in the style sheet as `background`",
                    about=About("file", box.picture.source),
                )
