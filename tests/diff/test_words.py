"""Which passages are the same one, and which words of them changed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copyfit.diff.changes import changes_of, pieces_of
from copyfit.diff.words import aligned, spans, tokens
from copyfit.sight import SeenPassage


def passages(*texts):
    """Return passages; `id: words` is a statement's."""
    found = []
    for text in texts:
        name, colon, rest = text.partition(": ")
        found.append(SeenPassage(rest, name, name) if colon else SeenPassage(text))
    return found


def told(old, new):
    """Return the changes as lines."""
    return [
        f"{change.kind} {change.where}: " + "".join(f"[{one.kind} {one.text}]" for one in change.pieces)
        for change in changes_of(passages(*old), passages(*new))
    ]


class DescribeWords:
    @pytest.mark.parametrize(
        ("old", "new", "pieces"),
        [
            pytest.param("a b c", "a x c", ["same a ", "gone b", "come x", "same  c"], id="one"),
            pytest.param("a b c d", "a x y d", ["same a ", "gone b c", "come x y", "same  d"], id="together"),
            pytest.param("a b", "a b c", ["same a b", "come  c"], id="at the end"),
            pytest.param("b c", "a b c", ["come a ", "same b c"], id="at the start"),
            pytest.param("a", "b", ["gone a", "come b"], id="all"),
            pytest.param("10 km", "10\u00a0km", ["same 10\u00a0km"], id="a tie is no change"),
        ],
    )
    def it_says_what_went_and_came(self, old, new, pieces):
        assert [f"{one.kind} {one.text}" for one in pieces_of(old, new)] == pieces

    @given(old=st.text(alphabet="ab c", max_size=30), new=st.text(alphabet="ab c", max_size=30))
    def it_makes_either_text_of_the_pieces(self, old, new):
        pieces = pieces_of(old, new)
        assert "".join(one.text for one in pieces if one.kind != "gone") == new
        kept = "".join(one.text for one in pieces if one.kind != "come")
        assert kept.split() == old.split()

    @given(old=st.lists(st.sampled_from("a b c  ".split(" "))), new=st.lists(st.sampled_from("abc ")))
    def it_covers_both_lists_without_a_gap(self, old, new):
        found = spans(old, new)
        for side, some in (("old", old), ("new", new)):
            at = 0
            for one in found:
                start, end = getattr(one, side)
                assert start == at
                at = end
            assert at == len(some)

    def it_keeps_every_space(self):
        assert "".join(tokens(" a  b\n")) == " a  b\n"


class DescribePassages:
    def it_knows_a_statement_whatever_it_says(self):
        assert told(["a: one two", "b: three"], ["a: nine", "b: three"]) == [
            "changed a: [gone one two][come nine]"
        ]

    def it_says_what_came_and_what_went(self):
        long = "this is one passage of more words than any cell of a table would ever have"
        assert told([long, "b: x"], ["b: x", f"c: {long.upper()}"]) == [
            f"removed : [gone {long}]",
            f"added c: [come {long.upper()}]",
        ]

    def it_knows_what_took_the_place_of_something_about_the_same(self):
        old = [SeenPassage("10 Dec", "date", "date"), SeenPassage("The decision is due", "", "date")]
        new = [old[0], SeenPassage("Council decides", "", "date")]
        (change,) = changes_of(old, new)
        assert (change.kind, change.where) == ("changed", "date")
        assert [one.kind for one in change.pieces] == ["gone", "come"]

    def it_says_what_was_moved_and_only_that(self):
        old = ["a: one two three four", "b: five six seven eight", "c: nine ten eleven twelve"]
        assert told(old, [old[2], old[0], old[1]]) == ["moved c: [same nine ten eleven twelve]"]

    def it_finds_a_passage_elsewhere_by_its_words(self):
        moved = "these words stand somewhere else now"
        assert told([moved, "x: a", "y: b"], ["x: a", "y: b", moved]) == [f"moved : [same {moved}]"]

    def it_tells_the_cells_of_a_table_together(self):
        assert told(["x: a"], ["x: a", "one", "2", "three"]) == ["added : [come one · 2 · three]"]

    @given(
        old=st.lists(st.sampled_from(["a: x", "b: x y", "c: z", "p q", "p r", "s"]), max_size=6, unique=True),
        new=st.lists(st.sampled_from(["a: x", "b: y", "c: z", "p q", "p t", "s"]), max_size=6, unique=True),
    )
    def it_has_every_passage_once(self, old, new):
        pairs = aligned(passages(*old), passages(*new))
        assert sorted(one.old for one in pairs if one.old is not None) == list(range(len(old)))
        assert [one.new for one in pairs if one.new is not None] == list(range(len(new)))
