"""A style is refused, with its line and a way out, before anything is printed with it."""

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from copyfit.content.citations import Bibliography, Cite, check_style, packaged_style
from copyfit.content.csl.style import StyleMistake
from copyfit.errors import BriefError
from steps import steps

HEAD = '<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">\n'
LAYOUT = '<citation><layout><text variable="title"/></layout></citation>\n'


def mistake_in(style):
    with pytest.raises(BriefError) as error:
        check_style("templates/shared/styles/x.csl", style.encode(), "en")
    (problem,) = error.value.problems
    assert problem.place.path == "templates/shared/styles/x.csl"
    assert problem.hint
    return problem


class DescribeAFileThatIsNoStyle:
    @pytest.mark.parametrize(
        ("style", "said", "line"),
        [
            ("", "the style is not XML", 1),
            ("style: numeric\n", "the style is not XML", 1),
            ("<!DOCTYPE html>\n<html><body>Not found</body></html>", "the file holds <html>", 2),
            (HEAD + "</style>", "the style has no layout", 0),
            (HEAD + "<citation/></style>", "`citation` has no layout", 2),
            (HEAD + LAYOUT + "<bibliography><layout>\n<text macro='a'/></layout></bibliography></style>",
             "there is no macro `a`", 4),
            (HEAD + "<macro name='a'>\n<text macro='a'/></macro><citation><layout><text macro='a'/></layout>"
             "</citation></style>", "the macro `a` calls itself", 3),
            (HEAD + LAYOUT + "&nothing;</style>", "the style is not XML", 3),
        ],
    )  # fmt: skip
    def it_is_told_with_its_line(self, style, said, line):
        problem = mistake_in(style)
        assert problem.message.startswith(said)
        assert problem.place.line == line

    def it_is_told_which_style_a_dependent_one_points_to(self):
        link = '<info><link rel="independent-parent" href="https://www.zotero.org/styles/nature"/></info>'
        problem = mistake_in(HEAD + link + "</style>")
        assert problem.message == "the style only points to another, `nature`"
        assert problem.hint == "put nature.csl in its place"

    def it_may_call_macros_in_a_circle_of_two(self):
        macros = "<macro name='a'><text macro='b'/></macro><macro name='b'><text macro='a'/></macro>"
        layout = "<citation><layout><text macro='a'/></layout></citation>"
        assert "calls itself" in mistake_in(HEAD + macros + layout + "</style>").message


class DescribeAHostileStyle:
    def it_may_not_bring_entities(self):
        bomb = '<!DOCTYPE style [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>\n'
        assert "DOCTYPE" in mistake_in(bomb + HEAD + LAYOUT + "</style>").message

    def it_may_not_read_files(self):
        reads = '<!DOCTYPE style [<!ENTITY a SYSTEM "file:///etc/passwd">]>\n'
        assert "DOCTYPE" in mistake_in(reads + HEAD + LAYOUT + "</style>").message

    def it_may_not_grow_without_measure_by_macros_that_call_macros(self):
        doubled = "".join(
            f"<macro name='m{n}'><text macro='m{n + 1}'/><text macro='m{n + 1}'/></macro>" for n in range(40)
        )
        layout = "<citation><layout><text macro='m0'/></layout></citation>"
        style = HEAD + doubled + "<macro name='m40'/>" + layout + "</style>"
        assert mistake_in(style).message.startswith("the style is too large")
        assert steps(lambda: mistake_in(style)) < 20_000

    def it_may_not_stand_within_itself_without_end(self):
        deep = "<group>" * 120 + "<text variable='title'/>" + "</group>" * 120
        layout = f"<citation><layout>{deep}</layout></citation>"
        assert "is too large" in mistake_in(HEAD + layout + "</style>").message

    @given(st.data())
    def it_prints_or_is_refused_whatever_is_wrong_with_it(self, data):
        root = etree.fromstring(packaged_style("numeric"))
        for _ in range(data.draw(st.integers(1, 4))):
            elements = [element for element in root.iter() if element is not root]
            element = data.draw(st.sampled_from(elements))
            how = data.draw(st.sampled_from(["remove", "rename", "empty", "wrong", "twice"]))
            if how == "remove":
                element.getparent().remove(element)
            elif how == "rename":
                element.tag = f"{{http://purl.org/net/xbiblio/csl}}{data.draw(st.sampled_from(TAGS))}"
            elif how == "twice":
                element.append(copy.deepcopy(element))
            else:
                for name in element.attrib:
                    element.attrib[name] = "" if how == "empty" else data.draw(st.sampled_from(VALUES))
        listed = Bibliography(ITEMS, tuple(ITEMS), etree.tostring(root), "en")
        try:
            assert all(listed.entry(name) and listed.mark(Cite(name)) for name in listed.order)
        except StyleMistake as mistake:
            assert mistake.hint


TAGS = "text number names name date date-part group choose if else label et-al substitute sort key".split()
VALUES = "x 12 -1 true none all author issued title page year day citation-number locator".split()
ITEMS = {
    "a": {
        "id": "a",
        "type": "book",
        "title": "A",
        "author": [{"family": "Doe", "given": "Ann"}],
        "page": "4-19",
    },
    "b": {
        "id": "b",
        "type": "report",
        "title": "B",
        "issued": {"date-parts": [[2020, 5, 3], [2020, 6]]},
        "issue": "2",
    },
}


class DescribeThePackagedStyle:
    def it_ends_each_sentence_once(self):
        items = {
            "a": {"type": "article-journal", "title": "An article", "container-title": "Proc. Quay Soc."},
            "b": {"type": "report", "title": "A report for Acme Ltd.", "author": [{"literal": "Acme Inc."}]},
            "c": {"type": "report", "title": "Why not?", "author": [{"family": "Doe", "suffix": "Jr."}]},
            "d": {"type": "report", "title": "He said “no.”", "issued": {"literal": "n.d."}},
            "e": {"type": "report", "title": "And then…", "issued": {"literal": "n.d."}},
        }
        named = {name: {"id": name, **item} for name, item in items.items()}
        listed = Bibliography(named, tuple(named), packaged_style("numeric"), "en")
        for name in named:
            entry = listed.entry(name)
            assert ".." not in entry
            assert "?." not in entry
            assert ".”." not in entry
            assert "…." not in entry

    def it_puts_particles_before_the_name_and_suffixes_behind(self):
        people = [
            {"family": "Beethoven", "given": "Ludwig", "non-dropping-particle": "van"},
            {"family": "King", "given": "Martin Luther", "suffix": "Jr."},
        ]
        item = {"id": "a", "type": "book", "title": "Letters", "author": people}
        entry = Bibliography({"a": item}, ("a",), packaged_style("numeric"), "en").entry("a")
        assert entry.startswith("van Beethoven L, King ML Jr. Letters.")
