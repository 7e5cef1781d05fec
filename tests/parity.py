"""Is the Word file the PDF? `make parity` lays every DOCX out with LibreOffice and compares it line by line.

Both files are read with PDFium: where each letter stands, never what an extractor makes of it. A line
of the PDF is found in the other file if its letters stand there next to one another, with nothing
else attached; in right-to-left lines the letters are compared sorted, because readers swap those of
ligatures. The places are then compared: baselines, and where each line starts.
"""

from __future__ import annotations

import argparse
import ctypes
import datetime as dt
import math
import os
import subprocess
import sys
import tempfile
import time
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from PIL import Image, ImageChops

from samples import SAMPLES

ROOT = Path(__file__).resolve().parents[1]

SAME_ROW_PT = 0.75
"""Letters whose baselines are this close may stand on one line."""
APART_EM = 0.45
"""A wider gap begins another line: the next column, the next cell, the text after its number."""
ATTACHED_EM = 0.33
"""A narrower gap joins words to one line."""
MARK_SHARE = 0.4
"""What is less tall than this beside its neighbour is a mark."""
LIMIT_PT = 0.5
LIMIT_RTL_PT = 1.0
OVERLAY_DPI = 110
BRACKETS = str.maketrans(")]}»›>", "([{«‹<")
"""Readers disagree on which of a pair a mirrored bracket is."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One character as painted: origin on the baseline, and how far it reaches, in pt from the top left."""

    text: str
    x: float
    right: float
    baseline: float
    size: float


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """Letters that stand together on one baseline, from left to right."""

    letters: tuple[Letter, ...]

    @property
    def text(self) -> str:
        """The letters without spaces."""
        return "".join(letter.text for letter in self.letters)

    @property
    def words(self) -> str:
        """The letters with a space at each gap, for people."""
        pieces = [self.letters[0].text]
        for before, letter in zip(self.letters, self.letters[1:], strict=False):
            gap = letter.x - before.right
            pieces.append((" " if gap > 0.12 * letter.size else "") + letter.text)
        return "".join(pieces)

    @property
    def is_rtl(self) -> bool:
        """Whether any letter is written from right to left."""
        return any(unicodedata.bidirectional(char) in ("R", "AL") for char in self.text)

    @property
    def baseline(self) -> float:
        """The lowest of the letters' baselines: that of a raised figure is higher."""
        return max(letter.baseline for letter in self.letters)

    @property
    def start(self) -> float:
        """Where reading starts: left, or right in a right-to-left line."""
        return self.letters[-1].right if self.is_rtl else self.letters[0].x


@dataclass(frozen=True, slots=True)
class Place:
    """A line of the PDF and how far its twin in the other file is from it; `rtl` is said of the page."""

    line: PrintedLine
    dx: float = math.inf
    dy: float = math.inf
    rtl: bool = False

    @property
    def matched(self) -> bool:
        """Whether the other file has the line."""
        return math.isfinite(self.dy)

    @property
    def good(self) -> bool:
        """Whether it is where it should be."""
        limit = LIMIT_RTL_PT if self.rtl else LIMIT_PT
        return self.dy <= LIMIT_PT and self.dx <= limit

    def __str__(self) -> str:
        words = self.line.words
        if not self.matched:
            return f"“{words}” is not a line of the Word file"
        return f"“{words}” is {self.dx:.2f} pt aside and {self.dy:.2f} pt up or down"


@dataclass(frozen=True)
class Parity:
    """How one edition's Word file compares with its PDF."""

    name: str
    pages: int
    places: tuple[Place, ...]
    extra: tuple[str, ...] = ()
    margin_pt: float | None = None
    seconds: float = 0.0

    @property
    def matched(self) -> tuple[Place, ...]:
        """The lines that both files have."""
        return tuple(place for place in self.places if place.matched)

    @property
    def worst_dx(self) -> float:
        """The largest distance of two starts, in pt."""
        return max((place.dx for place in self.matched), default=math.inf)

    @property
    def worst_dy(self) -> float:
        """The largest distance of two baselines, in pt."""
        return max((place.dy for place in self.matched), default=math.inf)

    @property
    def differences(self) -> Iterator[str]:
        """What is not as it should be, first line first."""
        if not self.places:
            yield "no line was compared"
        if self.pages != 1:
            yield f"{self.pages} pages"
        yield from (str(place) for place in self.places if not place.good)
        yield from (f"“{text}” is in the Word file only" for text in self.extra)

    @property
    def row(self) -> str:
        """The edition's row of the table."""
        margin = "-" if self.margin_pt is None else f"{self.margin_pt:.2f}"
        return (
            f"{self.name:34} {len(self.places):5} {len(self.matched):7} {self.worst_dy:8.2f} "
            f"{self.worst_dx:8.2f} {margin:>7} {self.pages:5} {self.seconds:7.2f}"
        )


HEADING = f"{'edition':34} lines matched worst dy worst dx  margin pages seconds"


# -- reading a PDF --


def letters_of(pdf: bytes, *, pictures: bool = True, number: int = 0) -> tuple[list[Letter], int]:
    """Return the letters of a page and the number of pages; `pictures` says whether theirs count."""
    document = pdfium.PdfDocument(pdf)
    page = document[number]
    height = page.get_height()
    textpage = page.get_textpage()
    pictured = set() if pictures else {-1, *_marks_of_figures(page)}
    letters = []
    for index in range(raw.FPDFText_CountChars(textpage)):
        char = unicodedata.normalize("NFKC", chr(raw.FPDFText_GetUnicode(textpage, index)))
        if raw.FPDFText_IsGenerated(textpage, index) or not char.strip() or _is_mark(char):
            continue
        if pictured and _mark_of(raw.FPDFText_GetTextObject(textpage, index)) in pictured:
            continue
        letters.append(_letter(textpage, index, char, height))
    return list(_on_their_lines(letters)), len(document)


def _on_their_lines(letters: Sequence[Letter]) -> Iterator[Letter]:
    """Yield the letters, with those on their baseline whose name a file gives to the mark above them.

    So LibreOffice does for an alef with hamza and damma: it names the mark alone, or both.
    """
    for before, letter, after in zip((None, *letters), letters, (*letters[1:], None), strict=False):
        near = (
            after
            if after and _are_near(letter, after)
            else before
            if before and _are_near(letter, before)
            else _alone_above(letter, letters)
        )
        if (
            near is None
            or letter.size >= MARK_SHARE * near.size
            or unicodedata.bidirectional(letter.text[0]) != "AL"
        ):
            yield letter
        elif not any(
            other and other.text == letter.text and abs(other.x - letter.x) < letter.size
            for other in (before, after)
        ):
            yield replace(letter, baseline=near.baseline, size=near.size)


def _alone_above(hat: Letter, letters: Sequence[Letter]) -> Letter | None:
    """Return the letter of a line that a mark is above, where the mark is read before or after the line."""
    if unicodedata.bidirectional(hat.text[0]) != "AL":
        return None
    tall = [
        one
        for one in letters
        if hat.size < MARK_SHARE * one.size and _are_near(hat, one) and hat.baseline <= one.baseline
    ]
    return min(tall, key=lambda one: abs(one.x - hat.x), default=None)


def _are_near(hat: Letter, letter: Letter) -> bool:
    return abs(hat.x - letter.x) < letter.size and abs(hat.baseline - letter.baseline) < letter.size


def _is_mark(char: str) -> bool:
    """Return whether `char` stands above or below a letter, or shows nothing."""
    return all(unicodedata.category(piece) in ("Mn", "Cf") for piece in char.strip())


def _mark_of(text: object) -> int:
    """Return the number of the marked content that a text object is in; -1 deep inside a picture."""
    if not raw.FPDFPageObj_CountMarks(text):
        return -1
    number: int = raw.FPDFPageObj_GetMarkedContentID(text)
    return number if number >= 0 else -2


def _marks_of_figures(page: pdfium.PdfPage) -> Iterator[int]:
    """Yield the numbers of marked content inside figures, whose text their alternative text stands for."""
    tree = raw.FPDF_StructTree_GetForPage(page)
    waiting = [
        (raw.FPDF_StructTree_GetChildAtIndex(tree, index), False)
        for index in range(raw.FPDF_StructTree_CountChildren(tree) if tree else 0)
    ]
    while waiting:
        element, in_figure = waiting.pop()
        in_figure = in_figure or _kind_of(element) == "Figure"
        for index in range(raw.FPDF_StructElement_CountChildren(element)):
            child = raw.FPDF_StructElement_GetChildAtIndex(element, index)
            if child:
                waiting.append((child, in_figure))
            elif in_figure:
                yield raw.FPDF_StructElement_GetChildMarkedContentID(element, index)


def _kind_of(element: object) -> str:
    buffer = ctypes.create_string_buffer(64)
    length = raw.FPDF_StructElement_GetType(element, buffer, 64)
    return buffer.raw[: max(length - 2, 0)].decode("utf-16-le")


def _letter(textpage: object, index: int, char: str, height: float) -> Letter:
    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(textpage, index, x, y)
    box = raw.FS_RECTF()
    raw.FPDFText_GetLooseCharBox(textpage, index, box)
    size = max(box.top - box.bottom, 1.0)
    return Letter(char, min(x.value, box.left), box.right, height - y.value, size)


def rows_of(letters: Iterable[Letter]) -> list[list[Letter]]:
    """Return the letters by baseline, from the top, each row from left to right."""
    rows: list[list[Letter]] = []
    for letter in sorted(letters, key=lambda letter: letter.baseline):
        if rows and letter.baseline - rows[-1][-1].baseline <= SAME_ROW_PT:
            rows[-1].append(letter)
        else:
            rows.append([letter])
    return [sorted(row, key=lambda letter: (letter.x, letter.right)) for row in rows]


def lines_of(letters: Iterable[Letter]) -> list[PrintedLine]:
    """Return the lines of a page, from the top, each split where a wide gap is."""
    lines = []
    for row in rows_of(letters):
        current = [row[0]]
        for letter in row[1:]:
            if letter.x - current[-1].right > APART_EM * letter.size:
                lines.append(PrintedLine(tuple(current)))
                current = []
            current.append(letter)
        lines.append(PrintedLine(tuple(current)))
    return lines


# -- comparing two --


class _Rows:
    """The other file's rows, whose letters are used up as lines are found."""

    def __init__(self, letters: Sequence[Letter]) -> None:
        self.rows = rows_of(letters)
        self.used: list[set[int]] = [set() for _ in self.rows]

    def place_of(self, line: PrintedLine) -> Place:
        """Return where `line` is, taking the nearest of several, and use its letters up."""
        found = [
            (place, number, start)
            for number, row in enumerate(self.rows)
            for start in _starts(row, line)
            if (place := self._placed(line, number, start)) is not None
        ]
        if not found:
            return Place(line)
        place, number, start = min(found, key=lambda one: one[0].dx + one[0].dy)
        self.used[number].update(range(start, start + len(line.letters)))
        return place

    def _placed(self, line: PrintedLine, number: int, start: int) -> Place | None:
        row, end = self.rows[number], start + len(line.letters)
        if self.used[number] & set(range(start, end)):
            return None
        before = row[start - 1] if start else None
        after = row[end] if end < len(row) else None
        twin = PrintedLine(tuple(row[start:end]))
        if (before and _are_attached(before, row[start])) or (after and _are_attached(row[end - 1], after)):
            return None
        return Place(line, abs(twin.start - line.start), abs(twin.baseline - line.baseline))

    def rest(self) -> Iterator[str]:
        """Yield the text that no line has used."""
        for row, used in zip(self.rows, self.used, strict=True):
            left = [letter for index, letter in enumerate(row) if index not in used]
            yield from (line.words for line in lines_of(left)) if left else ()


def _are_attached(letter: Letter, after: Letter) -> bool:
    """Return whether two neighbours stand in one line; of a numeral and its unit the smaller one tells."""
    return after.x - letter.right < ATTACHED_EM * min(letter.size, after.size)


def _starts(row: Sequence[Letter], line: PrintedLine) -> Iterator[int]:
    """Yield where in `row` the letters of `line` stand."""
    wanted = _comparable(line.letters, rtl=line.is_rtl)
    count = len(line.letters)
    for start in range(len(row) - count + 1):
        if _comparable(row[start : start + count], rtl=line.is_rtl) == wanted:
            yield start


def _comparable(letters: Sequence[Letter], *, rtl: bool) -> str:
    text = "".join(letter.text for letter in letters)
    if text[:1] + text[-1:] == "][":  # a bracketed numeral alone among letters that run from right to left
        text = f"[{text[1:-1]}]"
    return "".join(sorted(text.translate(BRACKETS))) if rtl else text


def compare(name: str, pdf: bytes, word_as_pdf: bytes) -> Parity:
    """Return how the PDF that LibreOffice made of a DOCX compares with our own PDF."""
    ours, _ = letters_of(pdf, pictures=False)
    theirs, pages = letters_of(word_as_pdf)
    rows = _Rows(theirs)
    places = {}
    lines = lines_of(ours)
    rtl = sum(len(line.letters) * (1 if line.is_rtl else -1) for line in lines) > 0
    for line in sorted(lines, key=lambda line: -len(line.letters)):
        places[id(line)] = replace(rows.place_of(line), rtl=rtl)
    return Parity(name, pages, tuple(places[id(line)] for line in lines), tuple(rows.rest()))


# -- LibreOffice, pictures --


def laid_out_by_libreoffice(files: Mapping[str, bytes], fonts: Path | None = None) -> dict[str, bytes]:
    """Return each DOCX as the PDF that LibreOffice makes of it, with a profile of its own.

    It sees the machine's fonts, or those that the configuration `fonts` lists, not the program's: those in
    the file are all it has of them.
    """
    own = {name: value for name, value in os.environ.items() if not name.startswith("FONTCONFIG")}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for stem, data in files.items():
            (folder / f"{stem}.docx").write_bytes(data)
        command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
        command += ["--convert-to", "pdf", "--outdir", str(folder)]
        done = subprocess.run(
            [*command, *(str(folder / f"{stem}.docx") for stem in files)],
            capture_output=True,
            text=True,
            timeout=60 + 20 * len(files),
            env=own | ({"FONTCONFIG_FILE": str(fonts)} if fonts else {}),
        )
        missing = [stem for stem in files if not (folder / f"{stem}.pdf").is_file()]
        assert not missing, f"LibreOffice made no PDF of {', '.join(missing)}: {done.stderr}"
        return {stem: (folder / f"{stem}.pdf").read_bytes() for stem in files}


def picture_of(pdf: bytes, dpi: int = OVERLAY_DPI) -> Image.Image:
    """Return the first page in shades of grey."""
    picture: Image.Image = pdfium.PdfDocument(pdf)[0].render(scale=dpi / 72).to_pil()
    return picture.convert("L")


def overlay(pdf: bytes, word_as_pdf: bytes) -> Image.Image:
    """Return both pages on one another: what only the PDF has is red, what only Word has is blue."""
    ours, theirs = picture_of(pdf), picture_of(word_as_pdf)
    if theirs.size != ours.size:
        theirs = theirs.crop((0, 0, *ours.size))
    return Image.merge("RGB", (theirs, ImageChops.darker(ours, theirs), ours))


# -- every edition of the repository --


@dataclass(frozen=True)
class Printed:
    """One edition's files, and what making them took."""

    name: str
    pdf: bytes
    docx: bytes
    margin_pt: float | None
    seconds: float


def editions(
    root: Path = ROOT, briefs: Sequence[str] = SAMPLES, languages: Sequence[str] = ()
) -> Iterator[Printed]:
    """Make every edition of the project, one after another. What does not fit is not a matter of parity."""
    from copyfit.build.manifest import Manifest
    from copyfit.build.request import Request, plan
    from copyfit.errors import CopyfitError
    from copyfit.make import make

    request = Request(
        root, root / "dist", dt.date(2026, 1, 1), briefs=tuple(briefs), languages=tuple(languages)
    )
    for planned in plan(request, Manifest()).editions:
        started = time.perf_counter()
        name = "-".join(planned.id.parts)
        try:
            made = make(planned.job(request, ("pdf", "docx")))
        except CopyfitError as error:
            print(f"{name}: {error}", file=sys.stderr)
            continue
        margin = made.account.fit.break_margin_pt
        yield Printed(name, made.files["pdf"], made.files["docx"], margin, time.perf_counter() - started)


@dataclass
class Round:
    """All editions compared, with both PDFs of each."""

    parities: list[Parity] = field(default_factory=list)
    pairs: dict[str, tuple[bytes, bytes]] = field(default_factory=dict)

    def save(self, folder: Path) -> None:
        """Write an overlay of every edition."""
        folder.mkdir(parents=True, exist_ok=True)
        for name, pair in self.pairs.items():
            overlay(*pair).save(folder / f"{name}.png")


def compare_all(printed: Iterable[Printed]) -> Round:
    """Compare all editions; LibreOffice is started once."""
    found = list(printed)
    words = laid_out_by_libreoffice({one.name: one.docx for one in found}) if found else {}
    result = Round()
    for one in found:
        parity = compare(one.name, one.pdf, words[one.name])
        result.parities.append(
            Parity(one.name, parity.pages, parity.places, parity.extra, one.margin_pt, one.seconds)
        )
        result.pairs[one.name] = (one.pdf, words[one.name])
    return result


def main() -> int:
    """Print the table, write the overlays, and say what differs first."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("briefs", nargs="*", help="only these briefs")
    parser.add_argument("--out", type=Path, default=ROOT / "dist/parity", help="folder of the overlays")
    parser.add_argument("--all", action="store_true", help="every difference, not the first alone")
    options = parser.parse_args()
    compared = compare_all(editions(briefs=options.briefs))
    compared.save(options.out)
    print(HEADING)
    different = False
    for parity in compared.parities:
        print(parity.row)
        differences = list(parity.differences)
        different = different or bool(differences)
        for text in differences if options.all else differences[:1]:
            print(f"    {text}")
    assert sum(len(parity.places) for parity in compared.parities) > 0, "no line was compared"
    print(f"overlays: {options.out}")
    return int(different)


if __name__ == "__main__":
    sys.exit(main())
