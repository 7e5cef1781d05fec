"""Sources as the list of references prints them."""

import re

import pytest

from copyfit.content.citations import FOREIGN, Bibliography, Cite, cites_in, is_citation, packaged_style

SOURCE = {"id": "nato", "type": "webpage", "title": "A text", "publisher": "NATO"}


def entry(**more):
    return Bibliography({"nato": SOURCE | more}, ("nato",), packaged_style("numeric"), "en").entry("nato")


class DescribeAnEntry:
    def it_keeps_a_day_with_its_month(self):
        assert "4\N{NO-BREAK SPACE}April 2015" in entry(issued={"date-parts": [[2015, 4, 4]]})

    @pytest.mark.parametrize("title", ["What now?", "Stop!"])
    def it_ends_a_title_once(self, title):
        assert f"{title}." not in entry(title=title)

    @pytest.mark.parametrize(
        ("language", "said"),
        [("it", '<span lang="it">A text</span>'), ("en-US", "A text"), ("Italian", "A text")],
    )
    def it_says_which_language_its_title_is_in(self, language, said):
        assert f"NATO. {said}" in entry(language=language)


SOURCES = {
    "aa": {
        "id": "aa",
        "type": "article-newspaper",
        "title": "NATO relocates Iraq mission",
        "container-title": "Anadolu Agency",
        "issued": {"date-parts": [[2026, 3, 20]]},
        "URL": "https://example.org/a",
    },
    "sabah": {
        "id": "sabah",
        "type": "article-newspaper",
        "title": "بعثة الناتو",
        "container-title": "الصباح",
        "issued": {"date-parts": [[2026, 3, 20]]},
    },
}


def bibliography(language):
    return Bibliography(SOURCES, ("aa", "sabah"), packaged_style("numeric"), language)


class DescribeASourceInLatinLettersOnAnArabicPage:
    def it_is_english_throughout_and_runs_its_own_way(self):
        entry = bibliography("ar").entry("aa")
        assert '<span dir="ltr" lang="en">' in entry
        assert "20\u00a0March 2026" in entry
        assert entry.endswith("\u200e</span></a>")

    @pytest.mark.parametrize("language", ["ar", "en"])
    def it_has_its_number_in_the_list_alone(self, language):
        numbered = re.sub(
            rb"(<bibliography.*?<layout[^>]*>)",
            rb'\1<text variable="citation-number" suffix=") "/>',
            packaged_style("numeric"),
            flags=re.DOTALL,
        )
        listed = Bibliography(SOURCES, ("aa", "sabah"), numbered, language)
        assert ") " not in listed.entry("aa") + listed.entry("sabah")

    def it_keeps_a_bracket_at_its_head_on_its_side(self):
        bracketed = {"aa": SOURCES["aa"] | {"title": "[On NATO]"}}
        entry = Bibliography(bracketed, ("aa",), packaged_style("numeric"), "ar").entry("aa")
        assert '<span dir="ltr" lang="en">\u200e[On NATO]' in entry

    def it_is_kept_apart_from_the_date_in_its_short_form(self):
        assert (
            bibliography("ar").short("aa")
            == f"{FOREIGN.format('Anadolu Agency')}\u200f، 20\u00a0آذار\u00a02026"
        )


class DescribeASourceInThePagesOwnLetters:
    @pytest.mark.parametrize(("language", "month"), [("ar", "آذار"), ("fr", "mars"), ("en", "March")])
    def it_is_written_in_the_pages_language(self, language, month):
        source = "sabah" if language == "ar" else "aa"
        entry = bibliography(language).entry(source)
        assert month in entry
        assert "dir=" not in entry


class DescribeADateInTheListOfReferences:
    def it_says_the_first_of_a_month_as_french_does(self):
        sources = {"aa": SOURCES["aa"] | {"issued": {"date-parts": [[2022, 9, 1]]}}}
        entry = Bibliography(sources, ("aa",), packaged_style("numeric"), "fr").entry("aa")
        assert "1er\u00a0septembre 2022" in entry


class DescribeACitation:
    @pytest.mark.parametrize(
        ("inside", "cites"),
        [
            ("@doe2020", (Cite("doe2020"),)),
            ("@doe2020, p. 4", (Cite("doe2020", "p. 4"),)),
            (
                "see @doe2020, pp. 3–5; also @roe",
                (Cite("doe2020", "pp. 3–5", "see"), Cite("roe", "", "also")),
            ),
            ("@DBLP:conf/x/Doe20", (Cite("DBLP:conf/x/Doe20"),)),
            (
                "@{https://example.org/bib?name=a&b=c}, ch. 2",
                (Cite("https://example.org/bib?name=a&b=c", "ch. 2"),),
            ),
            ("@http://zotero.org/users/1/items/AB", (Cite("http://zotero.org/users/1/items/AB"),)),
            ("@{any key; at all}", (Cite("any key; at all"),)),
            ("@_x", (Cite("_x"),)),
        ],
    )
    def it_names_its_sources_as_pandoc_has_it(self, inside, cites):
        assert is_citation(inside)
        assert cites_in(inside) == cites

    @pytest.mark.parametrize("inside", ["@doe2020 p. 4", "-@doe", "@", "@doe;", "@a--b", "@" + "a" * 3000])
    def it_is_refused_where_it_is_none(self, inside):
        with pytest.raises(ValueError, match=r"\w"):
            cites_in(inside)

    @pytest.mark.parametrize("inside", ["me@example.org", "a footnote", "5 @ 3"])
    def it_is_no_citation(self, inside):
        assert not is_citation(inside)


REPORTS = {
    name: {
        "id": name,
        "type": "report",
        "title": title,
        "publisher": "NATO",
        "issued": {"date-parts": [[2022]]},
    }
    for name, title in (("one", "On training"), ("two", "On <i>Quercus</i>"))
}


class DescribeTwoReportsOfOnePublisherAndYear:
    def it_tells_apart_by_their_titles_in_the_short_form(self):
        listed = Bibliography(REPORTS, ("one", "two"), packaged_style("numeric"), "en")
        assert listed.short("one") == "NATO, 2022 (<i>On training</i>)"
        assert listed.short("two").startswith("NATO, 2022 (<i>On ")
        assert Bibliography(REPORTS, ("one",), packaged_style("numeric"), "en").short("one") == "NATO, 2022"


class DescribeALink:
    def it_is_the_doi_or_else_the_address(self):
        address = "https://example.org/x?a=1&b=2"
        assert 'href="https://example.org/x?a=1&amp;b=2"' in entry(URL=address)
        assert 'href="https://doi.org/10.1000/2"' in entry(URL=address, DOI="10.1000/2")
        assert 'href="https://doi.org/10.1000/a%3Cb%3E"' in entry(DOI="10.1000/a<b>")
        assert "href" not in entry(read_at="https://example.org/copy")

    def it_lets_a_line_end_inside_a_long_address(self):
        shown = entry(title="A <i>page</i> at https://example.org/a?b=1&c=2 & more")
        assert "https://example.org/a?b=\u200b1&amp;\u200bc=\u200b2 &amp; more" in shown


class DescribeATitle:
    def it_is_printed_with_its_mark_up_and_escaped(self):
        item = SOURCE | {"title": "H<sub>2</sub>O & <b"}
        listed = Bibliography({"nato": item}, ("nato",), packaged_style("numeric"), "en")
        assert listed.title("nato") == "H<sub>2</sub>O &amp; &lt;b"


class DescribeTheMarksOfOneCitation:
    def it_has_each_number_in_brackets(self):
        listed = Bibliography(REPORTS, ("one", "two"), packaged_style("numeric"), "en")
        assert listed.marks((Cite("one", "p. 4"), Cite("two"))) == ("[1,\u00a0p.\u00a04]", "[2]")
        assert listed.marks((Cite("one", "pp. 4-6"),)) == ("[1,\u00a0pp.\u00a04–\u20606]",)

    def it_has_what_the_style_has_between_brackets_of_its_own(self):
        style = packaged_style("numeric").replace(b'prefix="[" suffix="]" delimiter="; "', b'delimiter=", "')
        number = b'<text variable="citation-number"'
        style = style.replace(number, number + b' prefix="[" suffix="]"', 1)
        listed = Bibliography(REPORTS, ("one", "two"), style, "en")
        assert listed.marks((Cite("one"), Cite("two"))) == ("[1],", "[2]")

    def it_is_in_the_order_of_the_style_unless_words_lead_from_one_to_the_next(self):
        style = packaged_style("numeric")
        sort = b'<citation><sort><key variable="citation-number"/></sort>'
        sorts = style.replace(b"<citation>", sort)
        cites = (Cite("two"), Cite("one", "p. 4"), Cite("two", "p. 9"))
        listed = Bibliography(REPORTS, ("one", "two"), sorts, "en")
        assert listed.together(cites) == (cites[1], cites[0], cites[2])
        assert Bibliography(REPORTS, ("one", "two"), style, "en").together(cites) == cites
        led = (Cite("two", "", "see"), Cite("one", "", "against"))
        assert listed.together(led) == led

    def it_has_names_in_one_pair_of_brackets(self):
        style = packaged_style("numeric").replace(b'prefix="[" suffix="]"', b'prefix="(" suffix=")"')
        style = style.replace(b'variable="citation-number"', b'variable="publisher"')
        listed = Bibliography(REPORTS, ("one", "two"), style, "en")
        assert listed.marks((Cite("one", "p. 4", "see"), Cite("two"))) == (
            "(see NATO,\u00a0p.\u00a04;",
            "NATO)",
        )
