"""A day that hangs out beside its text: the text begins at the same edge however small the type."""

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
    text = " ".join(TEXTS[language].split()[:words])
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
