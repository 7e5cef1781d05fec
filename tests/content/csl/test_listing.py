"""The order of a list, and what tells its sources apart (CSL 1.0.2, "Sorting", "Disambiguation")."""

import pytest

YEAR = '<date variable="issued"><date-part name="year"/></date>'
WHO = '<names variable="author"><name form="short" et-al-min="3" et-al-use-first="1"/></names>'
CITE = f'<group delimiter=" ">{WHO}{YEAR}</group>'
DOE, DEE, ROE, LUND, EK, BERG = (
    {"family": "Doe", "given": "Ann"}, {"family": "Doe", "given": "Bo"},
    {"family": "Roe", "given": "Cy"}, {"family": "Lund", "given": "Di"},
    {"family": "Ek", "given": "Eva"}, {"family": "Berg", "given": "Fay"},
)  # fmt: skip


def item(title, *people, year=2020):
    return {"title": title, "author": list(people), "issued": {"date-parts": [[year]]}}


class DescribeTheOrder:
    def it_is_that_of_the_citations_where_the_style_does_not_sort(self, printed):
        assert printed('<text variable="title"/>', item("B"), item("A")) == ["B", "A"]

    @pytest.mark.parametrize(
        ("key", "titles"),
        [
            ('<key variable="title"/>', ["A", "b", "C"]),
            ('<key variable="title" sort="descending"/>', ["C", "b", "A"]),
            ('<key variable="issued"/>', ["C", "A", "b"]),
            ('<key variable="issued" sort="descending"/>', ["b", "A", "C"]),
        ],
    )
    def it_is_that_of_the_keys_whatever_the_letters(self, printed, key, titles):
        items = [item("b", year=2020), item("A", year=2019), item("C", year=1999)]
        assert printed('<text variable="title"/>', *items, sort=f"<sort>{key}</sort>") == titles

    def it_puts_what_says_nothing_last(self, printed):
        items = [{"title": "none"}, item("A", DOE)]
        sort = '<sort><key variable="author"/></sort>'
        assert printed('<text variable="title"/>', *items, sort=sort) == ["A", "none"]
        down = '<sort><key variable="author" sort="descending"/></sort>'
        assert printed('<text variable="title"/>', *items, sort=down) == ["A", "none"]

    def it_follows_macros_and_accents(self, printed):
        more = '<macro name="who"><names variable="author"/></macro>'
        items = [item("Z", {"family": "Zola"}), item("E", {"family": "Éluard"}), item("F", {"family": "Fry"})]
        found = printed('<text variable="title"/>', *items, more=more, sort='<sort><key macro="who"/></sort>')
        assert found == ["E", "F", "Z"]

    @pytest.mark.parametrize(
        ("demote", "titles"), [("never", ["Roe", "Berg"]), ("sort-only", ["Berg", "Roe"])]
    )
    def it_counts_a_particle_where_the_style_does(self, printed, demote, titles):
        berg = item("Berg", {"family": "Berg", "given": "Jan", "non-dropping-particle": "van der"})
        found = printed(
            '<text variable="title"/>', item("Roe", ROE), berg,
            options=f'demote-non-dropping-particle="{demote}"', sort='<sort><key variable="author"/></sort>',
        )  # fmt: skip
        assert found == titles


class DescribeSourcesThatWouldBeMarkedAlike:
    def it_gives_them_letters_in_the_order_of_the_list(self, marks):
        sort = '<sort><key variable="title"/></sort>'
        option = 'disambiguate-add-year-suffix="true"'
        found = marks(CITE, item("B", DOE), item("A", DOE), item("C", ROE), citation=option, sort=sort)
        assert found == ["Doe 2020b", "Doe 2020a", "Roe 2020"]

    def it_gives_them_letters_beyond_z(self, marks):
        items = [item(f"{number:02}", DOE) for number in range(28)]
        found = marks(CITE, *items, citation='disambiguate-add-year-suffix="true"')
        assert (found[0], found[25], found[26]) == ("Doe 2020a", "Doe 2020z", "Doe 2020aa")

    def it_prints_the_letter_where_the_style_wants_it_and_once(self, marks):
        cite = f'{CITE}<text variable="year-suffix" prefix="-"/>'
        found = marks(cite, item("A", DOE), item("B", DOE), citation='disambiguate-add-year-suffix="true"')
        assert found == ["Doe 2020-a", "Doe 2020-b"]

    def it_adds_names(self, marks):
        items = [item("A", DOE, ROE, LUND), item("B", DOE, LUND, ROE)]
        found = marks(CITE, *items, citation='disambiguate-add-names="true"')
        assert found == ["Doe, Roe, et al. 2020", "Doe, Lund, et al. 2020"]

    def it_adds_as_few_names_to_each_as_tell_it_from_the_others(self, marks):
        items = [item("A", DOE, ROE, EK), item("B", DOE, LUND, EK), item("C", DOE, LUND, BERG)]
        found = marks(CITE, *items, citation='disambiguate-add-names="true"')
        assert found == ["Doe, Roe, et al. 2020", "Doe, Lund, Ek 2020", "Doe, Lund, Berg 2020"]

    def it_adds_no_names_that_tell_nothing(self, marks):
        items = [item("A", DOE, ROE, LUND), item("B", DOE, ROE, LUND)]
        assert marks(CITE, *items, citation='disambiguate-add-names="true"') == ["Doe et al. 2020"] * 2

    def it_adds_a_letter_to_the_first_of_its_years_alone(self, marks):
        twice = f'<group delimiter=" ">{WHO}{YEAR}{YEAR}</group>'
        found = marks(twice, item("A", DOE), item("B", DOE), citation='disambiguate-add-year-suffix="true"')
        assert found == ["Doe 2020a 2020", "Doe 2020b 2020"]

    def it_adds_given_names(self, marks):
        found = marks(CITE, item("A", DOE), item("B", DEE), citation='disambiguate-add-givenname="true"')
        assert found == ["Ann Doe 2020", "Bo Doe 2020"]

    def it_does_what_the_style_says_on_condition(self, marks):
        more = '<choose><if disambiguate="true"><text variable="title" prefix=", "/></if></choose>'
        found = marks(CITE + more, item("A", DOE), item("B", DOE), item("C", ROE))
        assert found == ["Doe 2020, A", "Doe 2020, B", "Roe 2020"]


class DescribeALabel:
    def it_is_made_of_names_and_year_with_letters_where_needed(self, marks):
        found = marks(
            '<text variable="citation-label"/>', item("A", DOE), item("B", DOE, ROE), item("C", DOE)
        )
        assert found == ["Doe20a", "DoRo20", "Doe20b"]
