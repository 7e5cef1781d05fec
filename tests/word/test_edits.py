"""A colleague works in the file: what they add or take away moves what is below it, and nothing breaks.

Every edit is made with python-docx and laid out by LibreOffice: a sample of them, with COPYFIT_PROVE all.
"""

import os
import random
import unicodedata

import pypdfium2
import pytest

from parity import letters_of, lines_of
from word_edits import edits_of, laid_out, opened, parted
from word_files import text_of

PROVE = os.environ.get("COPYFIT_PROVE") == "1"
SEED, DRAWN = 12, 8
ALWAYS = (
    "nato-iraq-executive-en-an_item_less-Judgement",
    "school-phones-student-en-US-an_item_more-Question",
    "nato-iraq-executive-en-a_sentence_more-bottom_line",
    "us-measles-executive-en-US-a_row_more-0",
    "nato-iraq-executive-ar-its_tallest_line_more-",
    "nato-iraq-executive-en-a_picture_more-",
    "nato-iraq-academic-en-a_row_more-0",
    "nato-iraq-student-ar-a_row_more-0",
)
"""Edits that are always made: those that reports told of, and of each variant one that runs over."""
OVERFULL = ALWAYS[-3:]
SHORT = ("an item more", "an item less", "a longer number", "its tallest line more")
"""What is no more than a line: the page has room for it."""
TALLER = ("us-measles-academic-en-US-an_item_less-Bibliography",)
"""Where a reference is gone, its number is a sentence: here also in the narrowest cell of a table."""


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
    """Return the letters of a text, sorted: readers swap those of ligatures; numbers may follow an edit."""
    plain = unicodedata.normalize("NFKC", text)
    return sorted(one for one in plain if unicodedata.category(one)[0] == "L")


@pytest.mark.slow
class DescribeAnEdit:
    def it_keeps_the_page_one_page_if_it_is_no_more_than_a_line(self, edits, pages):
        small = [name for name, edit in edits.items() if edit.kind in SHORT and name not in TALLER]
        assert small
        assert [name for name in small if len(pages[name][0]) != 1] == []

    def it_runs_over_to_a_second_page_and_never_a_third(self, pages):
        assert [name for name, (texts, _) in pages.items() if len(texts) > 2] == []

    def it_keeps_header_and_footer_and_marking_on_every_page(self, pages):
        for name, (texts, _) in pages.items():
            for text in texts:
                assert "example" in text, name
                assert text.count("CLEAR") == texts[0].count("CLEAR"), name

    def it_loses_no_word(self, edits, pages):
        """Each page has the running lines once; the body is on one of them, whole."""
        for name, (texts, _) in pages.items():
            body = text_of(opened(edits[name].made()).element.body)
            missing = _missing(letters(body), letters("".join(texts)))
            assert missing == [], name

    def it_keeps_columns_beside_one_another_on_every_page(self, edits, pages):
        assert all(len(pages[name][0]) == 2 for name in OVERFULL)
        found = {name: list(parted(edit, edit.printed.pdf, pages[name][1])) for name, edit in edits.items()}
        assert {name: said for name, said in found.items() if said} == {}

    def it_renumbers_what_follows(self, pages):
        for name, first, last in ((ALWAYS[0], "Keyjudgements", 3),):
            lines = lines_of(letters_of(pages[name][1])[0])
            top = next(line.baseline for line in lines if line.text.startswith(first))
            numbers = {line.text[0] for line in lines if line.baseline > top and line.text[:1].isdigit()}
            assert str(last) in numbers, name


def _missing(wanted, found):
    """Return what of `wanted` is not among `found`, each counted."""
    from collections import Counter

    return sorted((Counter(wanted) - Counter(found)).elements())
