"""A file that people write, as plain data with the place of each part."""

import datetime as dt

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from copyfit.errors import BriefError, CopyfitError, Place, TemplateError
from copyfit.yaml.file import read_yaml, read_yaml_value

PATH = "briefs/a/brief.yaml"


def read(text):
    return read_yaml(PATH, text.encode())


class DescribeData:
    @pytest.mark.parametrize(
        ("written", "value"),
        [
            ("en", "en"),
            ("no", "no"),
            ("off", "off"),
            ("true", True),
            ("False", False),
            ("~", None),
            ("", None),
            ("12", 12),
            ("-3", -3),
            ("017", 17),
            ("0x1F", 31),
            ("1_000", "1_000"),
            ("12:30:45", "12:30:45"),
            ("1.50", 1.5),
            ("2026-03-23", dt.date(2026, 3, 23)),
            ("2026-03-23T10:00:00", "2026-03-23T10:00:00"),
            ("2026-07-07/08", "2026-07-07/08"),
            ('"12"', "12"),
            ("'it''s'", "it's"),
            ("[a, 1]", ["a", 1]),
            ("{a: 1}", {"a": 1}),
            (">-\n  two\n  lines", "two lines"),
        ],
    )
    def it_is_read_as_yaml_1_2_has_it(self, written, value):
        data = read(f"key: {written}\n").data
        assert data == {"key": value}
        assert isinstance(data["key"], type(value))

    def it_takes_a_byte_order_mark_and_any_line_ends(self):
        assert read_yaml(PATH, b"\xef\xbb\xbfa: 1\r\nb: 2\r\n").data == {"a": 1, "b": 2}

    def it_may_name_a_thing_twice_but_not_without_end(self):
        assert read("a: &x {b: 1}\nc: *x\n").data == {"a": {"b": 1}, "c": {"b": 1}}

    def it_may_be_a_list_where_that_is_asked_for(self):
        assert read_yaml_value(PATH, b"- a\n- b\n")[0] == ["a", "b"]


class DescribePlaces:
    TEXT = "title: A\njudgements:\n  - id: one\n    text: B\n  - {id: two, text: C}\n"

    @pytest.mark.parametrize(
        ("path", "line", "column"),
        [
            (("title",), 1, 8),
            (("judgements",), 3, 3),
            (("judgements", 0), 3, 5),
            (("judgements", 0, "text"), 4, 11),
            (("judgements", 1, "text"), 5, 21),
        ],
    )
    def it_knows_where_each_value_stands(self, path, line, column):
        assert read(self.TEXT).places.of(*path) == Place(PATH, line, column)

    def it_knows_where_each_key_stands(self):
        assert read(self.TEXT).places.of_key("judgements", 0, "text") == Place(PATH, 4, 5)

    def it_gives_the_nearest_part_for_what_is_not_there(self):
        places = read(self.TEXT).places
        assert places.of("judgements", 0, "short") == Place(PATH, 3, 5)
        assert places.of("outlook", "text") == Place(PATH, 1, 1)


class DescribeMistakes:
    def it_tells_them_all_at_once_in_the_order_of_the_file(self):
        with pytest.raises(BriefError) as error:
            read("a: .inf\nb: !x y\nc: 2026-02-30\na: 1\n")
        assert [str(problem.place) for problem in error.value.problems] == [
            f"{PATH}:1:4",
            f"{PATH}:2:4",
            f"{PATH}:3:4",
            f"{PATH}:4:1",
        ]

    def it_raises_the_error_that_it_is_given(self):
        with pytest.raises(TemplateError):
            read_yaml("templates/executive/fit.yaml", b"- a", TemplateError)

    @given(st.binary(max_size=200))
    @example(b"a: &a [*a]")
    @example(b"? [a]\n: b")
    @example(b"%TAG ! !x\n---\na: 1")
    @example(b"a: " + b"[" * 500)
    @example(b"\xff\xfea\0")
    def it_never_raises_anything_else_whatever_the_bytes(self, content):
        try:
            read_yaml(PATH, content)
        except CopyfitError as error:
            assert all(problem.place and problem.place.path == PATH for problem in error.problems)

    @given(
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.dates(),
            lambda inner: (
                st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
            ),
            max_leaves=8,
        )
    )
    def it_never_raises_anything_else_whatever_the_yaml(self, data):
        import io

        from ruamel.yaml import YAML

        stream = io.BytesIO()
        try:
            YAML(typ="safe", pure=True).dump({"key": data}, stream)
        except Exception:  # noqa: BLE001 - what cannot be written is no case
            return
        try:
            read_yaml(PATH, stream.getvalue())
        except CopyfitError as error:
            assert error.problems
