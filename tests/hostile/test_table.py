"""The document lists every row of the corpus."""

from .table import DOCUMENT, ROWS, markdown


def it_is_the_table_of_all_rows():
    assert DOCUMENT.read_text(encoding="utf-8") == markdown(), "run: make corpus"


def it_has_each_row_on_one_line():
    lines = [line for line in markdown().splitlines() if line.startswith("| ")]
    assert len(lines) == len(ROWS) + 1
