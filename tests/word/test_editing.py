"""A person edits the Word file: only what they touched moves."""

import io

import docx
import pytest

from parity import laid_out_by_libreoffice, letters_of, lines_of
from word_files import WordFile, text_of
from word_pages import docx_of


def edited(name, edit):
    document = docx.Document(io.BytesIO(docx_of(name)))
    edit(document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def printed(pdf):
    letters, pages = letters_of(pdf)
    return {line.text: (round(line.start, 1), round(line.baseline, 1)) for line in lines_of(letters)}, pages


def lines_between(before, after):
    """Return by how many lines what stands below has moved: a whole number."""
    lines = (after["After"][1] - before["After"][1]) / 12.5
    assert lines == pytest.approx(round(lines), abs=0.01)
    return round(lines)


def add_words(document):
    """Write a line more into the paragraph below the left heading."""
    run = next(one for one in document.paragraphs if one.text.startswith("The mission")).runs[0]
    run.text = run.text.replace("trains", "trains, equips and from time to time accompanies")


def fill_a_cell(document):
    """Write as much into a cell as two lines more can hold."""
    run = document.tables[0].rows[2].cells[1].paragraphs[0].runs[0]
    run.text = "Less, and at a price that nobody has asked for or would be ready to pay"


@pytest.fixture(scope="module")
def laid_out():
    """Return three pages before and after, as LibreOffice lays them out."""
    files = {
        "columns": docx_of("columns"),
        "columns-edited": edited("columns", add_words),
        "table": docx_of("table"),
        "table-edited": edited("table", fill_a_cell),
    }
    return {name: printed(pdf) for name, pdf in laid_out_by_libreoffice(files).items()}


@pytest.mark.slow
class DescribeAnEdit:
    """Words are added in the middle of a paragraph, and in a cell."""

    def it_leaves_what_stands_beside_and_above_where_it_was(self, laid_out):
        before, pages = laid_out["columns"]
        after, pages_after = laid_out["columns-edited"]
        kept = {text for text in before if text in after and before[text] == after[text]}
        assert (pages, pages_after) == (1, 1)
        assert {"Before", "Left", "Right"} <= kept
        assert sum(text.startswith(("Officialscall", "manyattacks")) for text in kept) >= 1

    def it_moves_what_is_below_by_whole_lines(self, laid_out):
        before, after = laid_out["columns"][0], laid_out["columns-edited"][0]
        assert lines_between(before, after) >= 1
        assert after["After"][0] == before["After"][0]

    def it_lets_a_row_grow_with_its_text(self, laid_out):
        before, after = laid_out["table"][0], laid_out["table-edited"][0]
        assert lines_between(before, after) >= 1
        assert after["One"] == before["One"]


@pytest.mark.slow
def test_libreoffice_saves_it_without_loss_of_text(tmp_path):
    import os
    import subprocess

    for name in ("columns", "list", "spans", "arabic table"):
        source = tmp_path / f"{name.replace(' ', '-')}.docx"
        source.write_bytes(docx_of(name))
    saved = tmp_path / "saved"
    command = ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", "docx:MS Word 2007 XML", "--outdir", str(saved)]
    clean = {key: value for key, value in os.environ.items() if not key.startswith("FONTCONFIG")}
    subprocess.run([*command, *map(str, tmp_path.glob("*.docx"))], check=True, capture_output=True, env=clean)
    for source in tmp_path.glob("*.docx"):
        before = text_of(WordFile(source.read_bytes()).body)
        after = text_of(WordFile((saved / source.name).read_bytes()).body)
        assert "".join(after.split()) == "".join(before.split()), source.name
