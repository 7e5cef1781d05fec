"""A day that hangs out beside its text: the text begins at the same edge however small the type."""

from dataclasses import replace

import pytest

from copyfit.fit.lines import paragraph
from copyfit.layout import lay_out

PAGE = """<html lang="{language}" dir="{direction}"><head><title>x</title><style>
@page {{ size: A4; margin: 20mm }} html {{ --body-size: {size}pt }}
body {{ margin: 0; font: var(--body-size)/13pt "{face}" }}
p {{ margin: 0; width: 110pt; padding-inline-start: 25mm; text-indent: -22mm }}
time {{ display: inline-block; min-width: 21mm; padding-inline-end: 1mm; text-indent: 0 }}
[dir="rtl"] p {{ text-indent: 0 }} [dir="rtl"] time {{ margin-inline-start: -22mm }}
</style></head><body><p><time>{day}</time>{text}</p></body></html>"""
TEXTS = {
    "en": "The law is clear: no agreement, no mission, and a vote in parliament would change this",
    "ar": "القانون واضح: لا اتفاق ولا بعثة، وتواصل البعثة تدريب المستشارين في بغداد",
}


def laid_out(size, words, language, day):
    """Return the paragraph of so many words in type of so many pt."""
    return set_in(size, " ".join(TEXTS[language].split()[:words]), language, day)


def set_in(size, text, language, day):
    """Return the page and its paragraph."""
    direction, face = ("rtl", "IBM Plex Sans Arabic") if language == "ar" else ("ltr", "IBM Plex Serif")
    named = {"language": language, "direction": direction, "face": face, "size": size}
    page = lay_out(PAGE.format(day=day, text=text, **named), {})
    return page, next(box for box in page.page.walk() if box.lines)


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("day", ["17&nbsp;Apr", "31&nbsp;Jan&nbsp;2027"])
@pytest.mark.parametrize("words", [2, 5, 16])
def test_a_text_beside_a_day_is_broken_as_it_will_be(language, day, words):
    page, large = laid_out(12, words, language, day)
    galley = paragraph(large, page.fonts)
    for size in (11, 10, 9, 8):
        broken = galley.broken(lambda role, _, size=size: size)
        lines = laid_out(size, words, language, day)[1].lines
        assert [line.split() for line in broken.lines] == [line.text.split() for line in lines]


def test_a_word_that_has_no_room_beside_its_day_stands_below_it_and_beside_it_where_it_has():
    text = "Rahmenbedingungen und Haushalt"
    large, small = (set_in(size, text, "de", "2011") for size in (16, 8))
    assert [line.text for line in large[1].lines][:2] == ["2011", "Rahmenbedingungen"]
    for page, box in (large, small):
        galley = paragraph(box, page.fonts)
        assert galley.more == 0
        for size, (_, laid) in ((16, large), (8, small)):
            broken = galley.broken(lambda role, _, size=size: size)
            assert ["".join(line.split()) for line in broken.lines] == [
                "".join(line.text.split()) for line in laid.lines
            ]


def test_lines_that_nothing_foretells_are_as_many_as_were_laid_out():
    page, box = laid_out(12, 16, "en", "2011")
    odd = replace(box, lines=(*box.lines, *(replace(box.lines[-1], runs=()),) * 2))
    galley = paragraph(odd, page.fonts)
    assert galley.broken(lambda role, size: size).count == len(odd.lines)
