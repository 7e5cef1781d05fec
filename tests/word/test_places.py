"""Every rule's picture: the tiny page as a Word file is the tiny page as a PDF."""

import pytest

from parity import compare, laid_out_by_libreoffice
from word_pages import EVERY, docx_of, pdf_of

CENTRED_PT = 0.55
"""A word centred between borders of two widths: its cell is as wide as whole twips allow."""
RAISED_PT = 1.0
"""LibreOffice raises a superscript by up to a third more than Word: it is set between the two."""


@pytest.fixture(scope="module")
def laid_out():
    """Return every page as LibreOffice lays its Word file out, started once."""
    made = laid_out_by_libreoffice({name.replace(" ", "-"): docx_of(name) for name in EVERY})
    return {name: made[name.replace(" ", "-")] for name in EVERY}


@pytest.mark.slow
@pytest.mark.parametrize("name", EVERY)
def test_every_line_is_where_the_page_has_it(laid_out, name):
    parity = compare(name, pdf_of(name), laid_out[name])
    wrong = [
        str(place)
        for place in parity.places
        if not place.good
        and not (name == "superscript" and place.dy < RAISED_PT)
        and not (name == "tinted cells" and place.dx < CENTRED_PT)
    ]
    assert parity.places
    assert (wrong, parity.extra, parity.pages) == ([], (), 1)
