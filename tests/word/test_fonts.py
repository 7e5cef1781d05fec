"""Fonts travel with the file."""

import os

import pypdfium2.raw as raw
import pytest

from copyfit.faces import face_bytes, face_files, letters_of
from copyfit.measure.shape import widths
from copyfit.word import fonts, write_docx
from copyfit.word.fonts import font_key, fonts_xml, may_embed, obfuscated
from parity import laid_out_by_libreoffice
from word_files import NAMESPACES, R, WordFile, tag, value
from word_pages import EVERY, docx_of, layout_of, page_of

STYLES = {
    "w:embedRegular": (False, False),
    "w:embedBold": (True, False),
    "w:embedItalic": (False, True),
    "w:embedBoldItalic": (True, True),
}


def embedded(file):
    """Return the faces in the file as the fonts' own bytes, by family, bold, italic."""
    targets = file.targets("word/fontTable.xml")
    found = {}
    for font in file.trees["word/fontTable.xml"]:
        for name, (bold, italic) in STYLES.items():
            slot = font.find(name, NAMESPACES)
            if slot is not None:
                data = file.bytes[targets[slot.get(f"{{{R}}}id")]]
                found[value(font, "w:name"), bold, italic] = obfuscated(data, value(slot, "w:fontKey"))
    return found


class DescribeAScript:
    RANGES = ((0x370, 0x3FF), (0x1F00, 0x1FFF))

    @pytest.mark.parametrize(
        ("letter", "inside"),
        [
            ("\u0370", True),
            ("\u03ff", True),
            ("\u036f", False),
            ("\u0400", False),
            ("\u1f00", True),
            ("\u1fff", True),
        ],
    )
    def it_has_the_letters_from_the_first_to_the_last_of_its_ranges(self, letter, inside):
        assert fonts._is_in(letter, self.RANGES) is inside


class DescribeEmbedding:
    """The faces that the text uses, whole."""

    @pytest.mark.parametrize("name", EVERY)
    def it_holds_every_face_that_the_text_uses_and_no_other(self, name):
        styles = {
            run.style
            for root in (
                layout_of(name).page.body,
                *layout_of(name).page.header,
                *layout_of(name).page.footer,
            )
            for line in root.all_lines()
            for run in line.runs
        }
        used = {(style.family, style.bold, style.italic) for style in styles}
        assert used <= set(embedded(WordFile(docx_of(name)))) | {
            face for face in used if face not in face_files()
        }

    @pytest.mark.parametrize("name", ["emphasis", "arabic paragraph"])
    def it_holds_the_letters_that_editing_the_page_needs(self, name):
        for face, data in embedded(WordFile(docx_of(name))).items():
            kept, whole = letters_of(data), letters_of(face_bytes(face))
            wanted = set("ABCxyz 0123456789.,:;?!()[]%&@#+-=/\u00a0–—“”‘’„…•€™№−≤≥≠∞√→₂")
            wanted |= set() if "Arabic" in face[0] else set("äöüßéèçñåøłőşžđŠ«»£½²")
            assert kept >= wanted & whole
            if "Arabic" in face[0]:
                assert kept >= {letter for letter in whole if "\u0621" <= letter <= "\u063a"}
                assert kept >= {letter for letter in whole if "\u0640" <= letter <= "\u064a"}
            assert len(data) < len(face_bytes(face)) / 2

    def it_sets_them_as_the_whole_face_does(self):
        for face, data in embedded(WordFile(docx_of("emphasis"))).items():
            for text in ("AVA To office fluff", "Łódź, 1,000 – 2,000"):
                assert widths(text, face, {face: data}) == widths(text, face, {face: face_bytes(face)})

    def it_keeps_all_of_a_script_of_which_the_page_has_one_letter(self):
        docx = write_docx(page_of('<p style="font-family: IBM Plex Serif">Growth Δ and Москва</p>'))
        held = embedded(WordFile(docx))
        assert letters_of(held["Companion Serif", False, False]) >= set("αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώΩ")
        assert letters_of(held["IBM Plex Serif", False, False]) >= set("абвгдежзийклмнопрстуфхцчшщъыьэюя")

    def it_keeps_what_urdu_adds_where_a_page_has_a_letter_of_it(self):
        face = ("IBM Plex Sans Arabic", False, False)
        arabic, urdu = (
            letters_of(fonts.embedded(face_bytes(face), face, text)) for text in ("سلام", "سلام ٹ")
        )
        assert "ڈ" in urdu - arabic
        assert "پ" in arabic & urdu

    def it_hides_the_first_32_bytes_as_the_standard_asks(self):
        face = next(iter(face_files()))
        data = face_bytes(face)
        key = font_key(data)
        hidden = obfuscated(data, key)
        assert hidden[:32] != data[:32]
        assert hidden[32:] == data[32:]
        assert obfuscated(hidden, key) == data
        assert hidden[0] == data[0] ^ int(key.strip("{}").replace("-", "")[-2:], 16)

    def it_respects_the_licence(self):
        data = bytearray(face_bytes(next(iter(face_files()))))
        assert may_embed(bytes(data))
        count = int.from_bytes(data[4:6], "big")
        record = next(12 + 16 * n for n in range(count) if data[12 + 16 * n : 16 + 16 * n] == b"OS/2")
        start = int.from_bytes(data[record + 8 : record + 12], "big")
        for bits, allowed in ((2, False), (4, False), (8, True), (0x108, False), (0x208, False)):
            data[start + 8 : start + 10] = bits.to_bytes(2, "big")
            assert may_embed(bytes(data)) == allowed, f"fsType {bits:#x}"

    def it_names_what_stands_in_where_embedded_fonts_are_ignored(self):
        for font in WordFile(docx_of("paragraph")).trees["word/fontTable.xml"]:
            assert value(font.find("w:altName", NAMESPACES))
            assert len(value(font.find("w:panose1", NAMESPACES))) == 20
            assert value(font.find("w:family", NAMESPACES)) in ("roman", "swiss")
            assert value(font.find("w:pitch", NAMESPACES)) == "variable"

    @pytest.mark.parametrize(
        ("family", "stand_in", "kind"),
        [
            ("IBM Plex Serif", "Cambria", "roman"),
            ("IBM Plex Sans Condensed", "Arial Narrow", "swiss"),
            ("IBM Plex Sans Arabic", "Segoe UI", "swiss"),
        ],
    )
    def it_names_one_of_the_same_kind(self, family, stand_in, kind):
        (font,) = fonts_xml([(family, False, False)], {})
        assert value(font.find("w:altName", NAMESPACES)) == stand_in
        assert value(font.find("w:family", NAMESPACES)) == kind

    def it_gives_every_run_one_family_for_all_scripts(self):
        for tree in WordFile(docx_of("arabic paragraph")).trees.values():
            for said in tree.iter(tag("w:rFonts")):
                assert len(set(said.attrib.values())) == 1


@pytest.mark.slow
def test_the_fonts_are_the_files_own_where_they_are_not_installed():
    import subprocess

    import pypdfium2

    clean = {name: value for name, value in os.environ.items() if not name.startswith("FONTCONFIG")}
    installed = subprocess.run(["fc-list"], capture_output=True, text=True, check=True, env=clean).stdout
    pdf = laid_out_by_libreoffice({"page": docx_of("emphasis")})["page"]
    page = pypdfium2.PdfDocument(pdf)[0]
    names = {_font_name(found) for found in page.get_objects() if found.type == raw.FPDF_PAGEOBJ_TEXT}
    assert names
    assert all("Plex" in name for name in names)
    assert "Plex" not in installed, "the proof needs a machine without them"


def _font_name(text):
    import ctypes

    buffer = ctypes.create_string_buffer(128)
    raw.FPDFFont_GetBaseFontName(raw.FPDFTextObj_GetFont(text.raw), buffer, 128)
    return buffer.value.decode()
