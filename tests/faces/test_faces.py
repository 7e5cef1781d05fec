"""The faces that there are, and the letters and signs that they have between them."""

import itertools
import unicodedata

import pytest
from fontTools.ttLib import TTFont

from copyfit.faces import COMPANIONS, OWN, face_bytes, face_files, lenders, letters_of
from copyfit.layout import lay_out
from copyfit.measure.margins import run_widths

SIGNS = (
    "Δ ∅ ⁻ ⁺ ▲ ▼ ■ □ ● ○ ◆ ★ ✓ ✗ ☐ ☑ ≠ ∞ √ ‰ ≤ ≥ ≈ ± × ÷ − ∑ ∆ ∫ ∂ → ← ↑ ↓ ⇒ ⇔ • … – — ‘ ’ “ ” „ « » ‹ ›"
    " ⁰ ¹ ² ³ ⁴ ⁵ ⁶ ⁷ ⁸ ⁹ ⁿ ₀ ₁ ₂ ₃ ₄ ₅ ₆ ₇ ₈ ₉ ₊ ₋ ½ ⅓ ¼ ¾ ° µ Ω π № ℃ † ‡ § ¶ € £ ¥ ₹ ₽ ₺ ₴ ₪ ™ ® ©"
).split()
"""What ordinary reports are written with, beside letters."""
SPACES = "\u2007\u2009\u202f"
GREEK = "αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊΐΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩΆΈ"
CYRILLIC = "абвгдежзийклмнопрстуфхцчшщъыьэюяАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯёєіїґљњћђџў"
LATIN = "áàâäãåąăāçćčďđéèêëęěėíîïıłľĺñńňóôöőøőœřŕśšșşťțúûüůűųūýÿžźżßæþðğİỹẽếộ"
FAMILIES = sorted({family for family, _, _ in face_files()})
STYLE = """<style>@page { size: A4; margin: 20mm } p { margin: 0 }
body { margin: 0; font: 10pt/12.5pt "%s"; %s }</style>"""
LOOKS = ("", "font-weight: 700", "font-style: italic", "font-weight: 700; font-style: italic")


def laid_out(words, family, look=""):
    head = f"<head><title>Letters</title>{STYLE % (family, look)}</head>"
    return lay_out(f"<html lang=en>{head}<body><p>{words}</p></body></html>", {})


def glyphs_missing(layout):
    """Return the characters of a page for which the face of their run has no glyph."""
    missing = set()
    for line in layout.page.body.all_lines():
        for run in line.runs:
            face = (run.style.family, run.style.bold, run.style.italic)
            face = face if face in layout.fonts else (face[0], face[1], False)
            missing |= set(run.text) - letters_of(layout.fonts[face]) - {"\u200b"}
    return missing


class DescribeSigns:
    """Each sign of the list is on the page, in a face that has it, in every family, weight and slope."""

    @pytest.mark.parametrize(("family", "look"), list(itertools.product(FAMILIES, LOOKS)))
    def it_has_a_glyph_in_the_face_of_its_run(self, family, look):
        words = " ".join((*SIGNS, *GREEK, *CYRILLIC, *LATIN))
        assert (
            glyphs_missing(laid_out(f"{words} 5\u202fkg 1\u2007000 a\u2009b non\u2011nuclear", family, look))
            == set()
        )

    @pytest.mark.parametrize("family", FAMILIES)
    def it_is_lent_by_a_family_of_the_same_class_first(self, family):
        lent = lenders(family)
        assert ("Serif" in family) == any("Serif" in lender for lender in (*lent, family))
        assert family not in lent


class DescribeRuns:
    """A run is of one face: the one that its letters are really set in."""

    def it_parts_borrowed_letters_from_their_neighbours(self):
        (line,) = laid_out("Growth Δ 5 % (Ελλάδα)", "IBM Plex Serif").page.body.all_lines()
        assert [(run.text, run.style.family) for run in line.runs] == [
            ("Growth ", "IBM Plex Serif"),
            ("Δ", "Companion Serif"),
            (" 5 % (", "IBM Plex Serif"),
            ("Ελλάδα", "Companion Serif"),
            (")", "IBM Plex Serif"),
        ]

    @pytest.mark.parametrize(("family", "look"), list(itertools.product(FAMILIES, LOOKS[:2])))
    def it_is_as_wide_as_it_is_measured(self, family, look):
        layout = laid_out("Growth Δ 5 % Ελλάδα Москва ∅ 3 CO₂⁻ ▲ ≠ ∞", family, look)
        for run in (run for line in layout.page.body.all_lines() for run in line.runs):
            assert run.width_pt == pytest.approx(run_widths(run.text, run.style, layout.fonts)[0], abs=0.6)

    @pytest.mark.parametrize("family", FAMILIES)
    def it_stands_on_the_line_that_its_neighbours_have(self, family):
        plain = [
            line.baseline_pt for line in laid_out("Growth<br>Growth<br>Growth", family).page.body.all_lines()
        ]
        lent = [line.baseline_pt for line in laid_out("Growth<br>∅ Δ<br>Δ", family).page.body.all_lines()]
        assert lent == pytest.approx(plain, abs=0.01)

    @pytest.mark.parametrize("space", SPACES)
    def it_takes_a_space_that_its_face_lacks_from_the_companion_at_the_same_width(self, space):
        layout = laid_out(f"5{space}kg", "IBM Plex Serif")
        runs = [run for line in layout.page.body.all_lines() for run in line.runs]
        assert [run.style.family for run in runs] == ["IBM Plex Serif", "Companion Serif", "IBM Plex Serif"]
        own = run_widths(space, runs[1].style, layout.fonts)[0]
        assert runs[1].width_pt == pytest.approx(own, abs=0.02)


class DescribeTheFiles:
    """Small, free to embed, and of one version."""

    @pytest.mark.parametrize("face", [face for face in face_files() if face[0] in OWN])
    def it_may_be_embedded_and_says_its_weight_and_slope(self, face):
        family, bold, italic = face
        assert len(face_bytes(face)) < 300_000
        font = TTFont(face_files()[face])
        assert font["OS/2"].fsType == 0
        assert font["name"].getDebugName(1) == family
        assert font["head"].macStyle == bold + 2 * italic
        assert "SIL Open Font License" in font["name"].getDebugName(13)
        assert font["head"].modified == font["head"].created

    def it_comes_with_the_licence(self):
        folder = next(iter(path.parent for face, path in face_files().items() if face[0] in COMPANIONS))
        assert all("SIL OPEN FONT LICENSE" in path.read_text() for path in folder.glob("OFL-*.txt"))
        assert len(list(folder.glob("OFL-*.txt"))) == 2

    def it_has_every_face_of_a_companion(self):
        faces = {face for face in face_files() if face[0] in OWN}
        assert len(faces) == 12
        assert all(unicodedata.name(letter).startswith("GREEK") for letter in GREEK)
