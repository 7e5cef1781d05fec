"""What colleagues do to a Word file: one edit at a time, made with python-docx, laid out by LibreOffice.

`python tests/word_edits.py` lays out every edit of every edition and prints the tables of docs/word.md: how
many stay one page, and in how many of those that run over columns stay beside one another.
"""

from __future__ import annotations

import copy
import difflib
import io
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import docx
from docx.document import Document
from docx.shared import Length, Mm
from docx.text.paragraph import Paragraph
from lxml import etree
from PIL import Image

from parity import Printed, PrintedLine, editions, laid_out_by_libreoffice, letters_of, lines_of
from word_files import NAMESPACES, tag, text_of, value

SENTENCES = {
    "en": " More will be known when the next reports are out.",
    "fr": " Les prochains rapports en diront davantage.",
    "de": " Mehr wissen wir mit den nächsten Berichten.",
    "ar": " ستتضح الصورة مع صدور التقارير التالية.",
}
SHORT = {"en": "One more", "fr": "Un de plus", "de": "Noch eins", "ar": "واحد آخر"}
LISTED = ("Judgement", "Question", "List Bullet", "Bibliography")
PICTURE_MM = 30, 12
SAME_PLACE_PT = 2.0
"""Lines that start this close to where they did stand in the column that they stood in."""
LETTERS_OF_A_HEAD, ALIKE = 14, 0.8
VARIANTS = ("executive", "academic", "student")
AT_ONCE = 40
"""So many files are given to LibreOffice at a time."""


@dataclass(frozen=True)
class Edit:
    """One edit of one edition's file: its kind, what it is made to, and how."""

    printed: Printed
    kind: str
    place: str
    change: Callable[[Document], object]

    @property
    def edition(self) -> str:
        """The edition's name."""
        return self.printed.name

    @property
    def variant(self) -> str:
        """The page's variant."""
        return next(one for one in VARIANTS if one in self.edition)

    @property
    def name(self) -> str:
        """A name for its files."""
        return re.sub(r"[^\w-]+", "_", f"{self.edition}-{self.kind}-{self.place}")

    def made(self) -> bytes:
        """Return the file after the edit."""
        document = opened(self.printed.docx)
        self.change(document)
        return saved(document)


def bodys(document: Document, style: str) -> list[etree._Element]:
    """Return the body's paragraphs of a style, those that begin below a heading among them."""
    names = {one.style_id for one in document.styles if one.name.removesuffix(" First") == style}
    found = document.element.body.iter(tag("w:p"))
    return [one for one in found if value(one.find("w:pPr/w:pStyle", NAMESPACES)) in names]


def statements(document: Document) -> Iterator[tuple[str, etree._Element]]:
    """Yield the name of each statement's bookmark, and its paragraph, if it has words."""
    for mark in document.element.body.iter(tag("w:bookmarkStart")):
        paragraph = mark.getparent()
        if paragraph.tag == tag("w:p") and text_of(paragraph).strip():
            yield value(mark, "w:name"), paragraph


def add_words(paragraph: etree._Element, text: str) -> None:
    """Add words to the end of a paragraph."""
    runs = paragraph.findall(".//w:r/w:t", NAMESPACES)
    runs[-1].text = f"{runs[-1].text}{text}"
    runs[-1].set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def add_after(paragraph: etree._Element, document: Document) -> Paragraph:
    """Add an empty paragraph below another, as Word does at the press of a key: of the same kind."""
    made = copy.deepcopy(paragraph)
    for child in list(made):
        if child.tag != tag("w:pPr"):
            made.remove(child)
    paragraph.addnext(made)
    return Paragraph(made, document._body)


def add_row(table: etree._Element, text: str) -> None:
    """Add a row below the last one, with a short text in each cell of words."""
    row = copy.deepcopy(table.findall("w:tr", NAMESPACES)[-1])
    for cell in row.findall("w:tc", NAMESPACES):
        words = text_of(cell)
        for at, node in enumerate(cell.iter(tag("w:t"))):
            node.text = (text if len(words) > len(text) else words) if at == 0 else ""
    table.append(row)


def longer_number(document: Document) -> bool:
    """Write a longer number for the first of three digits in the body's running text."""
    for node in document.element.body.iter(tag("w:t")):
        found = re.search(r"(?<![\d.,])[1-9]\d\d(?![\d.,%])", node.text or "")
        if found:
            node.text = f"{node.text[: found.start()]}12,500{node.text[found.end() :]}"
            return True
    return False


def add_tallest_line(document: Document) -> None:
    """Add a line to the first paragraph of the body whose lines are the tallest."""
    paragraphs = [Paragraph(one, document._body) for one in worded(document.element.body)]
    tallest = max(paragraphs, key=lambda one: pitch_pt(one))
    tallest.add_run().add_break()
    tallest.add_run("More")


def pitch_pt(paragraph: Paragraph) -> float:
    """Return the exact pitch of a paragraph's lines, its own or its style's; 0 if it has none."""
    said, style = paragraph.paragraph_format.line_spacing, paragraph.style
    while said is None and style is not None:
        said, style = style.paragraph_format.line_spacing, style.base_style
    return said.pt if isinstance(said, Length) else 0.0


def insert_picture(document: Document) -> None:
    """Add a small picture below the first paragraph of running text, in a paragraph of the style Normal."""
    stream = io.BytesIO()
    Image.new("RGB", (300, 120), "#0b4f6c").save(stream, "png")
    _, first = next(statements(document))
    made = add_after(first, document)
    made._p.find("w:pPr", NAMESPACES).clear()
    made.style = document.styles["Normal"]
    made.add_run().add_picture(io.BytesIO(stream.getvalue()), Mm(PICTURE_MM[0]), Mm(PICTURE_MM[1]))


def data_tables(document: Document) -> list[etree._Element]:
    """Return the tables that hold rows of data."""
    found = document.element.body.iter(tag("w:tbl"))
    return [one for one in found if one.find(".//w:tc/w:tbl", NAMESPACES) is None and len(one) > 3]


# -- columns --


def columns_of(document: Document) -> Iterator[list[etree._Element]]:
    """Yield what begins the columns of each row of columns: paragraphs with words, in reading order."""
    begun: list[list[etree._Element]] = [[]]
    for child in document.element.body:
        if child.tag == tag("w:tbl"):
            rows = child.findall("w:tr", NAMESPACES)
            if rows[0].find("w:trPr/w:cantSplit", NAMESPACES) is None:
                cells = [worded(cell) for cell in rows[0].findall("w:tc", NAMESPACES)]
                yield [cell[0] for cell in cells if cell]
        if child.find("w:r/w:br[@w:type='column']", NAMESPACES) is not None:
            begun.append([])
        begun[-1] += worded(child)
        if child.tag == tag("w:sectPr") or child.find("w:pPr/w:sectPr", NAMESPACES) is not None:
            if len(begun) > 1:
                yield [column[0] for column in begun if column]
            begun = [[]]


def worded(element: etree._Element) -> list[etree._Element]:
    """Return the paragraphs with words in an element, or the element itself if it is one."""
    return [one for one in element.iter(tag("w:p")) if text_of(one).strip()]


def lines_by_page(pdf: bytes) -> list[list[PrintedLine]]:
    """Return the lines of each page."""
    return [lines_of(letters_of(pdf, number=number)[0]) for number in range(pages_of(pdf))]


def parted(edit: Edit, before: bytes, after: bytes) -> Iterator[str]:
    """Yield what the edit has moved out of its column: lines, and columns that begin on another page.

    `before` and `after` are the file as LibreOffice lays it out without the edit and with it.
    """
    (old,), new = lines_by_page(before), lines_by_page(after)
    starts = Counter(line.text for line in old)
    once = {
        line.text: line.start for line in old if starts[line.text] == 1 and len(_beginning(line.text)) > 3
    }
    every = [(page, line) for page, lines in enumerate(new) for line in lines]
    counts = Counter(line.text for _, line in every)
    for page, line in every:
        if counts[line.text] == 1 and abs(line.start - once.get(line.text, line.start)) > SAME_PLACE_PT:
            yield f"“{line.words}” stands in another column on page {page + 1}"
    for heads in columns_of(opened(edit.printed.docx)):
        begun = [_beginning(text_of(head)) for head in heads]
        pages = {
            page for words in begun for page, line in [_nearest(words, every)] if _alike(line, words) >= ALIKE
        }
        if len(pages) > 1:
            yield f"columns begun by {', '.join(begun)} stand on different pages"


def _beginning(text: str) -> str:
    return "".join(one for one in unicodedata.normalize("NFKC", text) if one.isalpha())[:LETTERS_OF_A_HEAD]


def _nearest(words: str, lines: list[tuple[int, PrintedLine]]) -> tuple[int, PrintedLine]:
    """Return the first of the lines whose beginning is most like the letters, and its page."""
    return max(lines, key=lambda one: _alike(one[1], words))


def _alike(line: PrintedLine, words: str) -> float:
    """Return how like the letters a line's beginning is; readers swap those of ligatures."""
    found = _beginning(line.text[::-1] if line.is_rtl else line.text)
    return difflib.SequenceMatcher(None, found, words).ratio()


def edits_of(printed: Printed) -> Iterator[Edit]:
    """Yield the edits of a file, each of one place."""
    language = re.split("-(?:executive|academic|student)-", printed.name)[-1][:2]
    more, short = SENTENCES[language], SHORT[language]
    whole = opened(printed.docx)
    for index, (name, _) in enumerate(statements(whole)):

        def add_sentence(document: Document, index: int = index) -> None:
            add_words(list(statements(document))[index][1], more)

        yield Edit(printed, "a sentence more", name, add_sentence)
    for index in range(len(data_tables(whole))):
        yield Edit(printed, "a row more", str(index), lambda d, i=index: add_row(data_tables(d)[i], short))
    for style in LISTED:
        if len(bodys(whole, style)) > 1:
            yield Edit(
                printed, "an item more", style, lambda d, s=style: add_after(bodys(d, s)[0], d).add_run(short)
            )
            yield Edit(printed, "an item less", style, lambda d, s=style: remove(bodys(d, s)[1]))
    if longer_number(whole):
        yield Edit(printed, "a longer number", "", longer_number)
    yield Edit(printed, "its tallest line more", "", add_tallest_line)
    yield Edit(printed, "a picture more", "", insert_picture)


def remove(paragraph: etree._Element) -> None:
    """Delete a paragraph."""
    paragraph.getparent().remove(paragraph)


def opened(data: bytes) -> Document:
    """Return a file as python-docx reads it."""
    return docx.Document(io.BytesIO(data))


def saved(document: Document) -> bytes:
    """Return a document's bytes."""
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def laid_out(edits: list[Edit]) -> dict[str, bytes]:
    """Return each edited file as LibreOffice lays it out, by name."""
    made: dict[str, bytes] = {}
    for start in range(0, len(edits), AT_ONCE):
        made |= laid_out_by_libreoffice({one.name: one.made() for one in edits[start : start + AT_ONCE]})
    return made


def pages_of(pdf: bytes) -> int:
    """Return how many pages a PDF has."""
    import pypdfium2

    return len(pypdfium2.PdfDocument(pdf))


def table_of(edits: list[Edit], pages: Mapping[str, int]) -> str:
    """Return how many edits of each kind leave the page one page, by edition and by variant, as Markdown."""
    kinds = list(dict.fromkeys(one.kind for one in edits))
    counts: dict[str, Counter[tuple[str, bool]]] = defaultdict(Counter)
    for one in edits:
        for row in (one.edition, one.variant, "all"):
            counts[row][one.kind, pages[one.name] == 1] += 1
    rows = [f"| Edition | {' | '.join(kinds)} |", f"|---|{'---|' * len(kinds)}"]
    for edition in (*sorted(set(counts) - {*VARIANTS, "all"}), *VARIANTS, "all"):
        count = counts[edition]
        pairs = [(count[kind, True], count[kind, True] + count[kind, False]) for kind in kinds]
        rows.append(f"| {edition} | {' | '.join(f'{kept} of {of}' if of else '–' for kept, of in pairs)} |")
    return "\n".join(rows)


def main() -> int:
    """Print the table of all editions; 1 if one runs over to a third page, or parts columns."""
    every = [edit for one in editions() for edit in edits_of(one)]
    made = laid_out(every)
    found = {name: pages_of(pdf) for name, pdf in made.items()}
    print(table_of(every, found))
    print(f"{sum(pages > 1 for pages in found.values())} of {len(found)} run over")
    wrong = [f"{name}: {pages} pages" for name, pages in found.items() if pages > 2]
    for edit in every:
        wrong += [f"{edit.name}: {said}" for said in parted(edit, edit.printed.pdf, made[edit.name])]
    print("\n".join(wrong) or "nothing is parted")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
