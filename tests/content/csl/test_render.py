"""What an entry is made of, as the specification of CSL 1.0.2 has it: groups, choices, labels, names."""

import pytest

ANN, BO = {"family": "Doe", "given": "Ann"}, {"family": "Roe", "given": "Bo"}
BOTH = '<names variable="editor translator" delimiter="; "><name/><label prefix=" (" suffix=")"/></names>'


class DescribeAGroup:
    ENTRY = (
        '<group delimiter=", "><text variable="title"/><group prefix="[" suffix="]" delimiter=" ">'
        '<text value="in"/><text variable="container-title"/></group></group>'
    )

    def it_prints_what_there_is_with_its_delimiter(self, printed):
        assert printed(self.ENTRY, {"title": "T", "container-title": "C"}) == ["T, [in C]"]

    def it_prints_nothing_where_all_of_its_variables_are_empty(self, printed):
        assert printed(self.ENTRY, {"title": "T"}) == ["T"]

    def it_may_be_of_fixed_words_alone(self, printed):
        entry = '<group delimiter=" "><text value="see"/><text term="in"/></group>'
        assert printed(entry, {"title": "T"}) == ["see in"]

    def it_holds_through_a_macro(self, printed):
        macro = '<macro name="where"><text value="at "/><text variable="publisher"/></macro>'
        entry = '<text variable="title"/><text macro="where" prefix=", "/>'
        assert printed(entry, {"title": "T"}, {"title": "U", "publisher": "P"}, more=macro) == [
            "T",
            "U, at P",
        ]


class DescribeAChoice:
    @pytest.mark.parametrize(
        ("test", "item", "text"),
        [
            ('type="book thesis" match="any"', {"type": "thesis"}, "yes"),
            ('type="book thesis"', {"type": "thesis"}, "no"),
            ('variable="volume issue"', {"volume": "2", "issue": "3"}, "yes"),
            ('variable="volume issue"', {"volume": "2"}, "no"),
            ('variable="volume issue" match="none"', {}, "yes"),
            ('is-numeric="volume"', {"volume": "2"}, "yes"),
            ('is-numeric="volume"', {"volume": "second"}, "no"),
            ('is-numeric="volume"', {}, "no"),
            ('position="first"', {}, "no"),
        ],
    )
    def it_takes_the_first_branch_that_holds(self, printed, test, item, text):
        entry = f'<choose><if {test}><text value="yes"/></if><else><text value="no"/></else></choose>'
        assert printed(entry, item) == [text]


class DescribeALabel:
    @pytest.mark.parametrize(
        ("item", "text"),
        [
            ({"page": "7"}, "p. 7"),
            ({"page": "7-9"}, "pp. 7–9"),
            ({"page": "7, 9"}, "pp. 7, 9"),
        ],
    )
    def it_is_plural_where_there_are_several(self, printed, item, text):
        assert printed('<label variable="page" form="short"/><text variable="page" prefix=" "/>', item) == [
            text
        ]

    @pytest.mark.parametrize(("said", "text"), [("1", "volume"), ("4", "volumes"), ("many", "volume")])
    def it_counts_what_is_counted(self, printed, said, text):
        entry = '<label variable="number-of-volumes"/>'
        assert printed(entry, {"number-of-volumes": said}) == [text]

    @pytest.mark.parametrize(("plural", "text"), [("always", "pages"), ("never", "page")])
    def it_is_what_a_style_insists_on(self, printed, plural, text):
        assert printed(f'<label variable="page" plural="{plural}"/>', {"page": "7"}) == [text]

    def it_is_nothing_without_its_number(self, printed):
        assert printed('<text variable="title"/><label variable="page" prefix=" "/>', {"title": "T"}) == ["T"]


class DescribeNamesInSeveralRoles:
    def it_names_each_with_its_label(self, printed):
        assert printed(BOTH, {"editor": [ANN], "translator": [BO]}) == [
            "Ann Doe (editor); Bo Roe (translator)"
        ]

    def it_is_plural_for_several(self, printed):
        assert printed(BOTH, {"editor": [ANN, BO]}) == ["Ann Doe, Bo Roe (editors)"]

    def it_says_once_who_did_both(self, printed):
        assert printed(BOTH, {"editor": [ANN], "translator": [ANN]}) == ["Ann Doe (editor & translator)"]

    def it_has_its_label_before_where_the_style_has_it_there(self, printed):
        entry = '<names variable="editor"><label suffix=" "/><name/></names>'
        assert printed(entry, {"editor": [ANN]}) == ["editor Ann Doe"]

    def it_may_be_a_count_of_all(self, printed):
        entry = '<names variable="editor translator"><name form="count"/></names>'
        assert printed(entry, {"editor": [ANN, BO], "translator": [ANN]}) == ["3"]


class DescribeASubstitute:
    ENTRY = (
        '<names variable="author"><name/><substitute><names variable="editor"/><text variable="title"/>'
        '</substitute></names><text variable="title" prefix=". "/>'
    )

    def it_stands_in_for_names_that_are_missing(self, printed):
        assert printed(self.ENTRY, {"editor": [BO], "title": "T"}) == ["Bo Roe. T"]

    def it_is_not_printed_twice(self, printed):
        assert printed(self.ENTRY, {"title": "T"}) == ["T"]

    def it_is_nothing_where_there_are_names(self, printed):
        assert printed(self.ENTRY, {"author": [ANN], "editor": [BO], "title": "T"}) == ["Ann Doe. T"]


class DescribeATextWithALook:
    def it_may_stand_in_quotation_marks(self, printed):
        assert printed('<text variable="title" quotes="true"/>', {"title": "T"}) == ["“T”"]

    def it_takes_the_short_form_where_there_is_one(self, printed):
        entry = '<text variable="title" form="short"/>'
        assert printed(entry, {"title": "The Long One", "title-short": "Long"}, {"title": "U"}) == [
            "Long",
            "U",
        ]

    def it_keeps_an_address_as_it_is(self, printed):
        entry = '<text variable="URL" text-case="uppercase"/>'
        assert printed(entry, {"URL": "https://a.org/b_c--d"}) == ["https://a.org/b_c--d"]

    @pytest.mark.parametrize(
        ("form", "written", "text"),
        [("expanded", "101-7", "101–107"), ("minimal", "101-107", "101–7"), ("chicago", "101-108", "101–8")],
    )
    def it_prints_pages_as_the_style_shortens_them(self, printed, form, written, text):
        entry, options = '<text variable="page"/>', f'page-range-format="{form}"'
        assert printed(entry, {"page": written}, options=options) == [text]

    def it_spells_a_number_out(self, printed):
        assert printed('<number variable="edition" form="ordinal"/>', {"edition": "2"}) == ["2nd"]
        assert printed('<number variable="edition" form="roman"/>', {"edition": "4"}) == ["iv"]
        assert printed('<number variable="edition" form="long-ordinal"/>', {"edition": "3"}) == ["third"]
