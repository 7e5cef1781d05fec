"""What a line lost at its end, and whether its author broke it, whatever the style sheet put on it."""

import pytest

from copyfit.layout import lay_out

CSS = '@page { size: 100mm 200mm; margin: 10mm } html { font: 10pt/12pt "IBM Plex Serif" } p { margin: 0 }'


def lines_of(body, css=""):
    """Return text, lost space and forced break of each line of the first paragraph."""
    html = f'<html lang="en"><head><title>T</title><style>{CSS}{css}</style></head><body>{body}</body></html>'
    box = next(box for box in lay_out(html, {}).page.body.walk() if box.tag == "p" and box.lines)
    return [(line.text.strip(), line.ends_in_space, line.forced) for line in box.lines]


class DescribeABreakOfTheAuthor:
    @pytest.mark.parametrize(
        ("body", "css", "texts"),
        [
            ("<p>One<br>two</p>", "", ["One", "two"]),
            ("<p>One <br> two</p>", "", ["One", "two"]),
            ("<p>One<br><br>two</p>", "", ["One", "", "two"]),
            ("<p>One<br><br><br>two</p>", "", ["One", "", "", "two"]),
            ("<p>Say <q>one</q><br>two</p>", "", ["Say “one”", "two"]),
            ("<p>H<sub>2</sub>O<br>two</p>", "", ["H2O", "two"]),
            ("<p>10<sup>3</sup><br>two</p>", "", ["103", "two"]),
            ("<p><small>one</small><br>two</p>", "", ["one", "two"]),
            ("<p>one<br>one<br>two</p>", "p { text-transform: uppercase }", ["ONE", "ONE", "TWO"]),
            ("<p>One\ntwo</p>", "p { white-space: pre-line }", ["One", "two"]),
            ("<p>One\n\ntwo</p>", "p { white-space: pre-line }", ["One", "", "two"]),
            ("<p>One\ntwo</p>", "p { white-space: pre-wrap }", ["One", "two"]),
            ("<p>A <b>one\ntwo</b></p>", "b { white-space: pre }", ["A one", "two"]),
            ("<p>One<br>two</p>", "p::before { content: '» ' }", ["» One", "two"]),
        ],
    )
    def it_is_known(self, body, css, texts):
        found = lines_of(body, css)
        assert [text for text, _, _ in found] == texts
        assert [forced for _, _, forced in found] == [True] * (len(texts) - 1) + [False]

    def it_is_none_where_line_ends_are_white_space(self):
        assert lines_of("<p>One\ntwo</p>") == [("One two", False, False)]


class DescribeALineThatIsFull:
    @pytest.mark.parametrize("css", ["", "p { text-transform: uppercase }", "p::before { content: '»' }"])
    def it_lost_a_space_between_words(self, css):
        found = lines_of(f"<p>{'words and more ' * 12}</p>", css)
        assert all(space and not forced for _, space, forced in found[:-1])

    @pytest.mark.parametrize(
        "text", ["state-of-the-" * 9, "either/or/" * 9, "one–two–" * 12, "inter&shy;" * 30]
    )
    def it_lost_none_inside_a_word(self, text):
        found = lines_of(f"<p>{text}end</p>")
        assert len(found) > 1
        assert not any(space or forced for _, space, forced in found)
