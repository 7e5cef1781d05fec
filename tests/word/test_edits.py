"""A colleague works in the file: what they add or take away moves what is below it, and nothing breaks.

Every edit is made with python-docx and laid out by LibreOffice: a sample of them, with COPYFIT_PROVE all.
"""

import os
import random
import unicodedata

import pypdfium2
import pytest

from parity import letters_of, lines_of
from word_edits import edits_of, laid_out, opened
from word_files import NAMESPACES, text_of

PROVE = os.environ.get("COPYFIT_PROVE") == "1"
SEED, DRAWN = 12, 10
ALWAYS = (
    "nato-iraq-executive-en-an_item_less-Judgement",
    "school-phones-student-en-US-an_item_more-Question",
    "nato-iraq-executive-en-a_sentence_more-bottom_line",
    "us-measles-executive-en-US-a_row_more-0",
)
"""Edits that are always made, the two that reports told of first among them."""
SHORT = ("an item less", "an item more", "a longer number")
"""What is no more than a line: the page has room for it."""


@pytest.fixture(scope="module")
def edits(printed):
    """Return the edits, by name."""
    every = {edit.name: edit for one in printed.values() for edit in edits_of(one)}
    drawn = every if PROVE else [*ALWAYS, *random.Random(SEED).sample(sorted(every), DRAWN)]
    return {name: every[name] for name in drawn}


@pytest.fixture(scope="module")
def pages(edits):
    """Return the text of each page that LibreOffice lays out, and the file, by the edit's name."""
    made = laid_out(list(edits.values()))
    return {name: ([_text(page) for page in pypdfium2.PdfDocument(pdf)], pdf) for name, pdf in made.items()}


def _text(page):
    return page.get_textpage().get_text_range()


def letters(text):
    """Return the letters and digits of a text, sorted: readers swap those of ligatures from right to left."""
    plain = unicodedata.normalize("NFKC", text)
    return sorted(one for one in plain if unicodedata.category(one)[0] in "LN")


@pytest.mark.slow
class DescribeAnEdit:
    def it_keeps_the_page_one_page_if_it_is_no_more_than_a_line(self, edits, pages):
        small = [name for name, edit in edits.items() if edit.kind in SHORT]
        assert small
        assert [name for name in small if len(pages[name][0]) != 1] == []

    def it_runs_over_to_a_second_page_and_never_a_third(self, pages):
        assert [name for name, (texts, _) in pages.items() if len(texts) > 2] == []

    def it_keeps_header_and_footer_and_marking_on_every_page(self, pages):
        for name, (texts, _) in pages.items():
            for text in texts:
                assert "example" in text, name
                assert "nato-iraq" not in name or text.count("CLEAR") == 2, name

    def it_loses_no_word(self, edits, pages):
        """Each page has the running lines once; the body is on one of them, whole."""
        for name, (texts, _) in pages.items():
            body = text_of(opened(edits[name].made()).element.body)
            missing = _missing(letters(body), letters("".join(texts)))
            assert missing == [], name

    def it_keeps_columns_beside_one_another(self, edits, pages):
        heads = [head.replace(" ", "")[:12] for head in _last_heads(opened(edits[ALWAYS[0]].made()))]
        lines = lines_of(letters_of(pages[ALWAYS[0]][1])[0])
        left, right = (next(line.baseline for line in lines if line.text.startswith(head)) for head in heads)
        assert left == pytest.approx(right, abs=0.5)

    def it_renumbers_what_follows(self, pages):
        for name, first, last in ((ALWAYS[0], "Keyjudgements", 3), (ALWAYS[1], "Checkyour", 5)):
            lines = lines_of(letters_of(pages[name][1])[0])
            top = next(line.baseline for line in lines if line.text.startswith(first))
            numbers = {line.text[0] for line in lines if line.baseline > top and line.text[:1].isdigit()}
            assert str(last) in numbers, name


def _last_heads(document):
    """Return what begins the last two columns that stand side by side."""
    paragraphs = list(document.element.body.iterfind("w:p", NAMESPACES))
    breaks = max(n for n, one in enumerate(paragraphs) if one.find("w:r/w:br", NAMESPACES) is not None)
    starts = [
        n
        for n, one in enumerate(paragraphs)
        if one.find("w:pPr/w:sectPr", NAMESPACES) is not None and n < breaks
    ]
    for first in (starts[-1] + 1, breaks + 1):
        yield next(text_of(one) for one in paragraphs[first:] if text_of(one).strip())


def _missing(wanted, found):
    """Return what of `wanted` is not among `found`, each counted."""
    from collections import Counter

    return sorted((Counter(wanted) - Counter(found)).elements())
