"""Text measured in the faces that the page was set in, by the one door to HarfBuzz."""

import pytest

from copyfit.layout.boxes import TextStyle
from copyfit.faces import face_bytes, face_files
from copyfit.measure.margins import run_widths
from copyfit.measure.shape import MODES, nearest_face, positions, widths

SERIF, ARABIC = "IBM Plex Serif", "IBM Plex Sans Arabic"


@pytest.fixture(scope="module")
def fonts():
    return {face: face_bytes(face) for face in face_files()}


class DescribeTheNearestFace:
    """What stands in for a face that there is not."""

    @pytest.mark.parametrize(
        ("wanted", "taken"),
        [
            pytest.param((SERIF, True, True), (SERIF, True, True), id="itself"),
            pytest.param((ARABIC, True, True), (ARABIC, True, False), id="the same weight, upright"),
            pytest.param(
                (ARABIC, False, True), (ARABIC, False, False), id="the same family before the slope"
            ),
            pytest.param(
                ("None such", True, False), ("Arimo", True, False), id="any family, the same weight"
            ),
        ],
    )
    def it_has_the_family_then_the_weight_then_the_slope(self, fonts, wanted, taken):
        assert nearest_face(fonts, wanted) == taken


class DescribeWidths:
    """How wide a text is, kerned or not, with ligatures or without."""

    def it_measures_all_modes(self, fonts):
        assert len(widths("AVA office", (SERIF, False, False), fonts)) == len(MODES)

    @pytest.mark.parametrize("face", [(ARABIC, True, True), (ARABIC, False, True), (SERIF, True, True)])
    def it_is_the_same_for_breaks_as_for_fitting(self, fonts, face):
        """A line in bold italic Arabic, of which there is no face, was 7 % narrower for breaks."""
        text = "بعثة الناتو" if face[0] == ARABIC else "office"
        style = TextStyle(face[0], 10, bold=face[1], italic=face[2])
        em = positions(fonts[nearest_face(fonts, face)], text)[-1]
        assert run_widths(text, style, fonts)[0] == pytest.approx(em * 10, rel=1e-4)
