"""JSON is read as JSON, and each part has its place."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copyfit.errors import BriefError, Place, TemplateError
from copyfit.yaml.json import read_json

PATH = "briefs/a/sources.json"

TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), max_size=8).filter(
    lambda text: not any("\u202a" <= letter <= "\u202e" or "\u2066" <= letter <= "\u2069" for letter in text)
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.floats(-1e6, 1e6) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)


def mistakes_in(content):
    with pytest.raises(BriefError) as caught:
        read_json(PATH, content)
    return [str(problem).removeprefix("briefs/a/") for problem in caught.value.problems]


class DescribeData:
    @settings(max_examples=60, deadline=None)
    @given(VALUES, st.booleans(), st.sampled_from([None, 1, "\t"]))
    def it_is_what_json_says_however_it_is_written(self, value, ascii_only, indent):
        written = json.dumps({"key": value}, ensure_ascii=ascii_only, indent=indent)
        assert read_json(PATH, written.encode())[0] == {"key": value}

    def it_has_a_letter_that_two_escapes_make(self):
        assert read_json(PATH, rb'["\ud83d\udcda \ud835\udefd \\ud83d"]')[0] == ["📚 𝛽 \\ud83d"]


class DescribePlaces:
    def it_counts_columns_as_the_file_has_them(self):
        _, places = read_json(PATH, b'{\n\t"a": "\\ud83d\\udcda",\t"b": [1, {"c": 2}]\n}')
        assert places.of_key("b") == Place(PATH, 2, 23)
        assert places.of("b", 1, "c") == Place(PATH, 2, 38)

    def it_takes_the_nearest_part_around_what_is_not_there(self):
        assert read_json(PATH, b'{"a": [1]}')[1].of("a", 7) == Place(PATH, 1, 7)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'{"a": 1,\n "b" 2}', "sources.json:2:6: this is no valid JSON: expecting ':' delimiter"),
        (b'{"a": 1,}', "sources.json:1:"),
        (b"{'a': 1}", "sources.json:1:2: this is no valid JSON: expecting property name"),
        (b"a: 1", "sources.json:1:1: this is no valid JSON: expecting value"),
        (b"", "sources.json:1:1: this is no valid JSON: expecting value"),
        (b'{"a": NaN}', "sources.json: this is no valid JSON: NaN is not a number that JSON has"),
        (b"[%s]" % (b"1" * 5000), "sources.json: this is no valid JSON: a number has thousands of digits"),
        (b'{"a": 1, "a": 2}', "sources.json:1:10: `a` is written twice"),
        (b'["\\ud800"]', "sources.json:1:2: the text holds U+D800, which no file can show"),
        (b'{"a\\u0007": 1}', "sources.json:1:2: the text holds U+0007, which no file can show"),
        (b'["\xff"]', "sources.json:1: the file is not UTF-8 text"),
        (b"[" * 60 + b"]" * 60, "sources.json:1:51: brackets are nested more than 50 deep"),
        (b"[" * 90000, "sources.json: brackets are nested more than 50 deep"),
        (b" " * 300_000, "sources.json: the file has 292 KB; at most 256 KB are read"),
    ],
)
def test_what_is_wrong_is_said_with_its_place_and_a_way_out(content, said):
    (found,) = mistakes_in(content)
    assert found.startswith(said)
    assert len(found.splitlines()) == 2


def test_a_settings_file_is_the_templates_mistake():
    with pytest.raises(TemplateError):
        read_json("templates/a.json", b"{", TemplateError)
