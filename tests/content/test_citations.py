"""Sources as the list of references prints them."""

import pytest

from copyfit.content.citations import FOREIGN, Bibliography, packaged_style

SOURCE = {"id": "nato", "type": "webpage", "title": "A text", "publisher": "NATO"}


def entry(**more):
    return Bibliography({"nato": SOURCE | more}, ("nato",), packaged_style("numeric"), "en").entry("nato")


class DescribeAnEntry:
    def it_keeps_a_day_with_its_month(self):
        assert "4\N{NO-BREAK SPACE}April 2015" in entry(issued={"date-parts": [[2015, 4, 4]]})

    @pytest.mark.parametrize("title", ["What now?", "Stop!"])
    def it_ends_a_title_once(self, title):
        assert f"{title}." not in entry(title=title)


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
