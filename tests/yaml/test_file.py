"""A file that people write, as plain data with the place of each part."""

import datetime as dt
import json

import pytest
from hypothesis import example, given, settings
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

    def it_tells_those_of_the_form_that_can_be_told_apart(self):
        text = 'a: @x\nb: we say: so\nc:\n  - id: x\n    text: "open\n  - id: y\n    text: fine\nd: `tick\n'
        with pytest.raises(BriefError) as error:
            read(text)
        assert [(one.place.line, one.place.column) for one in error.value.problems] == [
            (1, 4),
            (2, 10),
            (5, 11),
            (8, 4),
        ]

    @pytest.mark.parametrize(
        "text",
        [
            "a: [x, y\nb: [z]\nc: 1\n",
            "- x\ny: 1\nz: 2\n",
            'a: "x\nb: y\nc: z\n',
            "a: 1\n  b:\n    c: 2\n    d: 3\n",
        ],
        ids=["an open bracket", "a list that goes on as a mapping", "an open quotation", "a part too deep"],
    )
    def it_tells_none_that_is_only_another_s_consequence(self, text):
        with pytest.raises(BriefError) as error:
            read(text)
        assert len(error.value.problems) == 1

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


JSON = "briefs/a/brief.json"


def said(text, path=PATH):
    with pytest.raises(BriefError) as error:
        read_yaml(path, text.encode() if isinstance(text, str) else text)
    return [f"{problem.place.line}:{problem.place.column} {problem.code}" for problem in error.value.problems]


class DescribeJson:
    """`brief.json` is read as `brief.yaml` is."""

    @given(
        st.dictionaries(
            st.text(
                st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co"]), min_size=1, max_size=8
            ).filter(str.isalnum),
            st.recursive(
                st.booleans()
                | st.integers(-(10**13), 10**13)
                | st.text(
                    st.characters(
                        exclude_categories=["Cs", "Cc", "Cn"],
                        exclude_characters="\u2028\u2029\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
                    ),
                    max_size=12,
                ),
                lambda inner: st.lists(inner, max_size=3),
                max_leaves=6,
            ),
            min_size=1,
            max_size=4,
        ),
        st.sampled_from([None, 2, "\t"]),
        st.booleans(),
    )
    @settings(deadline=None)
    def it_is_read_as_any_program_writes_it(self, data, indent, ascii_only):
        text = json.dumps(data, indent=indent, ensure_ascii=ascii_only)
        assert read_yaml(JSON, text.encode()).data == data

    def it_has_characters_in_two_halves(self):
        assert read_yaml(JSON, rb'{"a": "\ud83d\udcda \\ud83d"}').data == {"a": "\U0001f4da \\ud83d"}

    def it_may_not_have_half_a_character(self):
        assert said(r'{"a": "\ud83d"}', JSON) == ["1:7 forbidden-character"]


class DescribeAmounts:
    """A megabyte of small items is refused after so many of them, whatever the machine."""

    @pytest.mark.parametrize(
        ("item", "code"),
        [
            ("[],", "too-much"),
            ("{},", "too-much"),
            ("&a 1,", "anchor-twice"),
            ("a,", "too-much"),
            ("{a: 1},", "too-much"),
            ("*a,", "too-much"),
        ],
    )
    def it_is_counted_in_a_list(self, item, code):
        text = f"a: &z 1\nb: [{item.replace('*a', '*z') * (250_000 // len(item))}]"
        assert said(text)[0].endswith(code)

    @pytest.mark.parametrize("line", ["- \n", "- - x\n", "a{}: 1\n"])
    def it_is_counted_in_lines(self, line):
        text = "".join(line.format(number) for number in range(250_000 // len(line) - 9_000))
        assert said(text)[0].endswith("too-much")

    def it_is_refused_by_its_bytes_before_all(self):
        assert said("a: " + "x" * 2**20) == ["0:0 file-too-large"]

    def it_is_counted_in_every_list_and_text(self):
        assert said("a:\n" + "  - {b: 1}\n" * 1500) == ["1002:5 too-much"]
        assert said("a: " + "x " * 15_000) == ["1:4 too-much"]

    def it_takes_few_names_for_parts(self):
        text = "".join(f"a{n}: &a{n} x\n" for n in range(60))
        assert said(text) == ["51:6 too-many-anchors"]


class DescribePlainWords:
    """What a parser says of it is nothing to whom it happens."""

    @pytest.mark.parametrize(
        ("text", "message", "hint"),
        [
            ("a: “Iraq: a mission”\n", "a text starts with a typographic quotation mark", "straight marks"),
            ("a: «Iraq: a mission»\n", "a text starts with a typographic quotation mark", "straight marks"),
            ("a: x\u2028y\n", "a line separator (U+2028) stands here, which nobody sees", "delete it"),
            ("a: x\n\ufeffb: y\n", "a byte order mark (U+FEFF) stands here", "delete it"),
            ("a: [x,\ty]\n\tb: z\n", "a tab stands where", "space"),
            ("a: x\nb:\n\t- y\n", "a tab stands where only spaces may", "indent with spaces"),
            (
                "a: 1\nb: 2\na: 3\n",
                "`a` is written twice",
                "join the two: write what stands here below `a:` in line 1",
            ),
            ('a: "\\x1b[2J"\n', "the text holds U+001B, which no file can show", "remove the escape"),
            ('a: "\\ud800"\n', "the text holds U+D800, which no file can show", "remove the escape"),
            ('"a\\e]0;x\\a": 1\n', "the text holds U+001B", "remove the escape"),
            ("a: !!bool maybe\n", "`maybe` is neither true nor false", "write true or false"),
        ],
    )
    def it_is_told(self, text, message, hint):
        with pytest.raises(BriefError) as error:
            read(text)
        (problem, *_) = error.value.problems
        assert problem.message.startswith(message)
        assert hint in problem.hint
        assert problem.place.line

    @pytest.mark.parametrize(
        ("text", "code", "place"),
        [
            ("a: Option #2 is best\n", "cut-text", "1:11"),
            ("a:\n  - the room is number # 5\n", "cut-text", "2:24"),
            ("a: {b: We are in #5\n  }\n", "cut-text", "1:18"),
            ("a: “all of it”\n", "printed-quotes", "1:4"),
        ],
    )
    def it_is_remarked(self, text, code, place):
        (remark,) = read(text).places.remarks
        assert (remark.code, f"{remark.place.line}:{remark.place.column}") == (code, place)
        assert remark.severity != "error"

    @pytest.mark.parametrize(
        "text",
        [
            "a: desk  # who writes\n",
            "a: desk # who writes\n",
            "a: We write it out in full.  # a note\n",
            "a: 2 # kept longest\n",
            'a: "Option #2 is best"\n',
            "a: C# and F#\n",
            "a: >-\n  Option #2 is\n  best\n",
            "a: “one” and “two”\n",
        ],
    )
    def it_is_silent_where_it_is_meant(self, text):
        assert read(text).places.remarks == ()
