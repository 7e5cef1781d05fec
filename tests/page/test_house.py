"""What a house sets for all its pages, and what is told of settings that are none."""

import pytest

from copyfit.errors import TemplateError
from copyfit.page.house import HOUSE, is_accessible, read_house
from copyfit.page.labels import ENGLISH, read_labels

SHEET = {"templates/shared/house.css": b""}


def house(text):
    return {**SHEET, HOUSE: text.encode()}


def said(function, *arguments):
    with pytest.raises(TemplateError) as error:
        function(*arguments)
    return [(str(problem.place), problem.message) for problem in error.value.problems]


class DescribeTheHouse:
    def it_has_defaults(self):
        assert read_house(SHEET).data["page"] == "auto"
        assert not is_accessible(SHEET)
        assert is_accessible(SHEET, "yes")

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ("page: [A4]", "`page` must be a text"),
            ("page: {a: b}", "`page` must be a text"),
            ("page: 4", "`page` must be a text"),
            ("page: A5", "unknown paper `A5`"),
            ("style: [x]", "`style` must be a text"),
            ("style: ~", "`style` must be a text"),
            ("organisation: {a: b}", "`organisation` must be a text"),
            ("organisation: 12", "`organisation` must be a text"),
            ("accessible: maybe", "`accessible` is neither true nor false"),
            ("accessible: 1", "`accessible` is neither true nor false"),
            ('organisation: "a\\ud800"', "the text holds U+D800, which no file can show"),
            ('organisation: "a\\x07b"', "the text holds U+0007, which no file can show"),
            ("pag: A4", "unknown key `pag`"),
            ("style: lost.css", "there is no templates/shared/lost.css"),
        ],
    )
    def it_is_told_of_a_setting_that_is_none(self, text, message):
        (found,) = said(read_house, house(text))
        assert found[1] == message
        assert found[0].startswith(f"{HOUSE}:1:")

    def it_is_told_of_all_at_once(self):
        assert len(said(read_house, house("page: [A4]\nstyle: 3\naccessible: 1\n"))) == 3

    def it_keeps_the_keys_of_its_own_templates(self):
        assert read_house(house("motto: {en: Onward}\n")).data["motto"] == {"en": "Onward"}


class DescribeLabels:
    @pytest.mark.parametrize("value", ["x", "[a, b]", "3"])
    @pytest.mark.parametrize(
        ("name", "kind"), [("yardsticks", "scales"), ("headings", "labels"), ("grades", "labels")]
    )
    def it_is_told_of_a_group_that_is_none(self, name, kind, value):
        files = {ENGLISH: f"version: Version\n{name}: {value}\n".encode()}
        assert said(read_labels, files, "en") == [
            (f"{ENGLISH}:2:{len(name) + 3}", f"`{name}` must be a mapping of {kind}")
        ]
