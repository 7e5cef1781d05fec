"""Files are read by a quick parser, and by a careful one where that is not sure: nobody can tell which."""

import os
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from copyfit.errors import BriefError
from copyfit.language.characters import FORBIDDEN
from copyfit.yaml import compose
from copyfit.yaml.careful import parsed
from copyfit.yaml.file import read_yaml_value
from copyfit.yaml.nodes import MAX_ANCHORS, MAX_DEPTH, MAX_NODES, ScalarNode, SequenceNode
from copyfit.yaml.quick import Unsure, quickly_composed

ROOT = Path(__file__).resolve().parents[2]
MANY = os.environ.get("COPYFIT_PROVE") == "1"
FILES = sorted(
    path for folder in ("briefs", "templates", "examples") for path in (ROOT / folder).rglob("*.yaml")
)
PIECES = (
    *(
        "a",
        "b: ",
        "- ",
        "\n",
        "\n  ",
        "\n    ",
        "\n- ",
        ": ",
        ":",
        " ",
        "#",
        " # c",
        "'",
        '"',
        "|",
        "|-",
        "|+",
        ">",
    ),
    *(
        ">-",
        ">2",
        "[",
        "]",
        "{",
        "}",
        ", ",
        ",",
        "&x ",
        "*x",
        "!",
        "!!str ",
        "%",
        "@",
        "?",
        "? ",
        "\t",
        "---\n",
    ),
    *(
        "...\n",
        "\\",
        "\\n",
        "\\u00e9",
        "\\\n",
        "''",
        "é",
        "\U0001f600",
        "\xa0",
        "~",
        "null",
        "12",
        "0o7",
        "1.5",
        "=",
        "<<: ",
    ),
    *(
        "2026-01-01",
        "-",
        "--",
        "//",
        "a:b",
        "x y",
        "true",
        "%YAML 1.2\n",
        "\n\n",
        "\n  - ",
        "\n  k: ",
        "k: v\n",
        "- k: v\n",
    ),
)
generated = st.lists(st.sampled_from(PIECES), max_size=16).map("".join)


def shape(node, known):
    """Return all that is told of a node: what it is, where it stands, what it is the same as."""
    if id(node) in known:
        return known[id(node)]
    known[id(node)] = len(known)
    at = (type(node).__name__, node.tag, node.start.line, node.start.column)
    if isinstance(node, ScalarNode):
        end = () if node.style else (node.end.line, node.end.column)
        return (*at, node.style, node.value, end)
    if isinstance(node, SequenceNode):
        return (*at, [shape(item, known) for item in node.value])
    return (*at, [(shape(key, known), shape(value, known)) for key, value in node.value])


class DescribeTheQuickParser:
    @pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
    def it_reads_every_file_of_the_project_as_the_careful_one_does(self, path):
        text = path.read_text(encoding="utf-8")
        assert shape(quickly_composed(text), {}) == shape(parsed(text), {})

    @settings(max_examples=20_000 if MANY else 300)
    @given(generated)
    @example("a:\n\n\nb: 1\n")
    @example("- \n-   # nothing\n- x\n")
    @example("a: {b: , c, d: }\n")
    @example("a: &x\nb: *x\n")
    @example('"a": ! "12"\nb: ! 12\n')
    @example("a: |#\n")
    @example("a: >-\n  \n    more\n")
    @example("&a:b: c\n")
    @example("[{a: b}:]\n")
    @example('["a":1", "2"]\n')
    @example("a\n...\n...\n")
    def it_is_sure_of_nothing_that_the_careful_one_would_read_otherwise_or_refuse(self, text):
        if FORBIDDEN.search(text):
            return
        try:
            quick = quickly_composed(text)
        except Unsure:
            return
        assert (quick and shape(quick, {})) == ((careful := parsed(text)) and shape(careful, {}))

    @settings(max_examples=2000 if MANY else 40)
    @given(st.data())
    def it_is_as_careful_with_a_file_that_somebody_is_typing_in(self, data):
        lines = data.draw(st.sampled_from(FILES)).read_text(encoding="utf-8").split("\n")
        first = data.draw(st.integers(0, len(lines) - 1))
        text = "\n".join(lines[first : first + 12])
        at = data.draw(st.integers(0, len(text)))
        text = text[:at] + data.draw(st.sampled_from(PIECES)) + text[at + data.draw(st.integers(0, 3)) :]
        try:
            quick = quickly_composed(text)
        except Unsure:
            return
        careful = parsed(text)
        assert (quick and shape(quick, {})) == (careful and shape(careful, {}))

    @pytest.mark.parametrize(
        "text",
        [
            pytest.param("a: [" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1), id="too deep"),
            pytest.param("[" + "1, " * MAX_NODES + "1]", id="too many"),
            pytest.param("".join(f"k{n}: &n{n} 1\n" for n in range(MAX_ANCHORS + 1)), id="too many names"),
            pytest.param("a: &x 1\nb: &x 2\n", id="a name twice"),
            pytest.param("a: *x\n", id="a name of nothing"),
            pytest.param("a: !!python/object:os.system x\n", id="a tag"),
            pytest.param("a: b: c\n", id="no YAML"),
            pytest.param("a: 1\n---\nb: 1\n", id="two documents"),
        ],
    )
    def it_leaves_what_is_wrong_to_the_careful_one(self, text):
        with pytest.raises(Unsure):
            quickly_composed(text)

    def it_finds_a_missing_value_after_its_key_whatever_follows(self):
        for text in ("a:\nb: 1\n", "a:   # later\nb: 1\n", "a:\n\n\nb: 1\n", "a:"):
            place = read_yaml_value("x.yaml", text.encode())[1].of("a")
            assert (place.line, place.column) == (1, 3)


class DescribeAMachineWithoutLibyaml:
    def it_reads_the_same_and_says_the_same(self, monkeypatch):
        right, wrong = "a: [1, yes, 2026-01-01]\n", "a: *x\n"
        before = read_yaml_value("with.yaml", right.encode())[0]

        def unsure(_text):
            raise Unsure

        monkeypatch.setattr(compose, "quickly_composed", unsure)
        assert read_yaml_value("without.yaml", right.encode())[0] == before
        with pytest.raises(BriefError, match="a text starts with"):
            read_yaml_value("without.yaml", wrong.encode())
