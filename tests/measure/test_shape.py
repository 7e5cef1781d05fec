"""Text measured with HarfBuzz: the nearest face, advances in the order of the text, extents."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copyfit.faces import face_bytes, face_files
from copyfit.layout.boxes import TextStyle
from copyfit.measure.margins import run_widths
from copyfit.measure.shape import (
    MODES,
    characters_of,
    extents,
    nearest_face,
    positions,
    reads_right_to_left,
    widths,
)

SERIF = ("IBM Plex Serif", False, False)
ARABIC = ("IBM Plex Sans Arabic", False, False)
FACES = {
    ("Alpha", False, False): b"1",
    ("Alpha", True, False): b"2",
    ("Zeta", False, False): b"3",
    ("Zeta", False, True): b"4",
    ("Zeta", True, False): b"5",
    ("Zeta", True, True): b"6",
}


class DescribeTheNearestFace:
    @pytest.mark.parametrize("face", FACES)
    def it_is_the_face_itself_where_there_is_one(self, face):
        assert nearest_face(FACES, face) == face

    @pytest.mark.parametrize(
        ("wanted", "nearest"),
        [
            (("Alpha", True, True), ("Alpha", True, False)),
            (("Alpha", False, True), ("Alpha", False, False)),
            (("Other", True, False), ("Alpha", True, False)),
            (("Other", True, True), ("Zeta", True, True)),
            (("Other", False, True), ("Zeta", False, True)),
        ],
    )
    def it_has_the_same_family_first_then_the_same_weight_then_the_same_slope(self, wanted, nearest):
        assert nearest_face(FACES, wanted) == nearest

    def it_does_not_depend_on_the_order_of_the_faces(self):
        backwards = dict(reversed(FACES.items()))
        wanted = [
            (family, bold, italic)
            for family in ("Alpha", "Zeta", "Other")
            for bold in (True, False)
            for italic in (True, False)
        ]
        assert [nearest_face(backwards, one) for one in wanted] == [
            nearest_face(FACES, one) for one in wanted
        ]


class DescribePositions:
    @given(st.text("abc Wfi-–لاعربي123", max_size=20))
    @settings(deadline=None, max_examples=50)
    def it_never_fall_and_end_with_the_width(self, text):
        found = positions(face_bytes(SERIF), text)
        assert len(found) == len(text) + 1
        assert list(found) == sorted(found)
        assert found[0] == 0.0

    def it_are_in_em_and_kerned(self):
        font = face_bytes(SERIF)
        together, apart = positions(font, "AV")[-1], positions(font, "A")[-1] + positions(font, "V")[-1]
        assert together < apart < 2.0

    def it_give_the_letters_of_a_ligature_and_of_joined_arabic_no_more_than_they_take(self):
        joined = positions(face_bytes(ARABIC), "عربي")[-1]
        alone = sum(positions(face_bytes(ARABIC), letter)[-1] for letter in "عربي")
        assert 0 < joined < alone

    def it_are_those_of_each_direction_where_both_stand_in_a_text(self):
        font = face_bytes(ARABIC)
        both = positions(font, "عربي NATO")[-1]
        apart = positions(font, "عربي ")[-1] + positions(font, "NATO")[-1]
        assert both == pytest.approx(apart)


class DescribeAFace:
    @pytest.mark.parametrize("face", sorted(face_files()), ids=str)
    def it_reaches_above_and_below_the_baseline(self, face):
        found = extents(face_bytes(face))
        assert 0.7 < found.ascent_em < 1.4
        assert 0.15 < found.descent_em < 0.6

    def it_knows_its_characters(self):
        assert {ord("A"), ord("é")} <= characters_of(face_bytes(SERIF))
        assert ord("ع") not in characters_of(face_bytes(SERIF))
        assert ord("ع") in characters_of(face_bytes(ARABIC))


class DescribeTheDirectionOfAText:
    @pytest.mark.parametrize(
        ("text", "rtl"),
        [
            ("word", False),
            ("عربي", True),
            ("… عربي NATO", True),
            ("NATO عربي", False),
            ("12 ع", False),
            ("…", False),
        ],
    )
    def it_is_that_of_its_first_letter_or_figure(self, text, rtl):
        assert reads_right_to_left(text) == rtl


@pytest.fixture(scope="module")
def fonts():
    return {face: face_bytes(face) for face in face_files()}


class DescribeWidths:
    """How wide a text is, kerned or not, with ligatures or without."""

    def it_measures_all_modes(self, fonts):
        assert len(widths("AVA office", SERIF, fonts)) == len(MODES)

    @pytest.mark.parametrize(
        "face", [(ARABIC[0], True, True), (ARABIC[0], False, True), (SERIF[0], True, True)]
    )
    def it_is_the_same_for_breaks_as_for_fitting(self, fonts, face):
        """A line in bold italic Arabic, of which there is no face, was 7 % narrower for breaks."""
        text = "بعثة الناتو" if face[0] == ARABIC[0] else "office"
        style = TextStyle(face[0], 10, bold=face[1], italic=face[2])
        em = positions(fonts[nearest_face(fonts, face)], text)[-1]
        assert run_widths(text, style, fonts)[0] == pytest.approx(em * 10, rel=1e-4)
