"""Names, as the specification of CSL 1.0.2 has them ("Names", "Name", "Name-part Order")."""

import pytest

JAN = {"family": "Berg", "given": "Jan", "non-dropping-particle": "van der"}
ANN = {"family": "Doe", "given": "Ann B."}
BO = {"family": "Roe", "given": "Bo"}
CY = {"family": "Lund", "given": "Carl-Yngve"}
DAG = {"family": "Ek", "given": "Dag"}


def author(name="<name/>", more="", **attributes):
    said = " ".join(f'{key.replace("_", "-")}="{value}"' for key, value in attributes.items())
    return f'<names variable="author" {said}>{name}{more}</names>'


class DescribeAList:
    @pytest.mark.parametrize(
        ("name", "people", "text"),
        [
            ("<name/>", [ANN, BO], "Ann B. Doe, Bo Roe"),
            ('<name and="text"/>', [ANN, BO], "Ann B. Doe and Bo Roe"),
            ('<name and="text"/>', [ANN, BO, CY], "Ann B. Doe, Bo Roe, and Carl-Yngve Lund"),
            ('<name and="symbol" delimiter-precedes-last="never"/>', [ANN, BO, CY],
             "Ann B. Doe, Bo Roe & Carl-Yngve Lund"),
            ('<name and="text" delimiter-precedes-last="always"/>', [ANN, BO], "Ann B. Doe, and Bo Roe"),
            ('<name delimiter="; "/>', [ANN, BO], "Ann B. Doe; Bo Roe"),
            ('<name form="short" et-al-min="3" et-al-use-first="1"/>', [ANN, BO, CY], "Doe et al."),
            ('<name form="short" et-al-min="3" et-al-use-first="2"/>', [ANN, BO, CY], "Doe, Roe, et al."),
            ('<name form="short" et-al-min="3" et-al-use-first="1"/>', [ANN, BO], "Doe, Roe"),
            ('<name form="short" et-al-min="4" et-al-use-first="2" et-al-use-last="true"/>',
             [ANN, BO, CY, DAG], "Doe, Roe, … Ek"),
            ('<name form="count"/>', [ANN, BO, CY], "3"),
        ],
    )  # fmt: skip
    def it_is_joined_and_cut_as_the_style_says(self, printed, name, people, text):
        assert printed(author(name), {"author": people}) == [text]

    def it_ends_with_et_al_where_its_source_does(self, printed):
        people = [ANN, BO, {"literal": "et al."}]
        assert printed(author('<name form="short" and="text"/>'), {"author": people}) == ["Doe, Roe, et al."]

    def it_inherits_what_the_whole_style_says(self, printed):
        options = 'et-al-min="2" et-al-use-first="1" name-form="short"'
        assert printed(author(), {"author": [ANN, BO]}, options=options) == ["Doe et al."]

    def it_takes_what_is_said_nearest(self, printed):
        """CSL 1.0.2, "Inheritable Name Options": of the name, else of the list, else of the whole style."""
        whole, people = (
            'et-al-min="2" et-al-use-first="1" name-form="short" name-delimiter="+"',
            [ANN, BO, CY],
        )
        of_list = {"options": whole, "listed": 'et-al-use-first="2" name-delimiter="; "'}
        assert printed(author(), {"author": people}, **of_list) == ["Doe; Roe; et al."]
        name = '<name et-al-min="9" form="long" delimiter=" / "/>'
        assert printed(author(name), {"author": people}, **of_list) == [
            "Ann B. Doe / Bo Roe / Carl-Yngve Lund"
        ]


class DescribeAName:
    @pytest.mark.parametrize(
        ("name", "person", "text"),
        [
            ('<name name-as-sort-order="all"/>', ANN, "Doe, Ann B."),
            ('<name name-as-sort-order="all" sort-separator=" "/>', ANN, "Doe Ann B."),
            ('<name initialize-with=". "/>', ANN, "A. B. Doe"),
            ('<name initialize-with="."/>', CY, "C.-Y. Lund"),
            ('<name initialize-with="" name-as-sort-order="all" sort-separator=" "/>', ANN, "Doe AB"),
            ("<name/>", ANN, "Ann B. Doe"),
            ("<name/>", JAN, "Jan van der Berg"),
            ('<name form="short"/>', JAN, "van der Berg"),
            ('<name name-as-sort-order="all"/>', {**BO, "suffix": "Jr."}, "Roe, Bo, Jr."),
            ("<name/>", {**BO, "suffix": "Jr."}, "Bo Roe Jr."),
            ("<name/>", {"family": "Humboldt", "given": "A.", "dropping-particle": "von"}, "A. von Humboldt"),
            ("<name/>", {"family": "d’Arc", "given": "Jeanne"}, "Jeanne d’Arc"),
            ("<name/>", {"literal": "World Health Organization"}, "World Health Organization"),
            ("<name/>", {"family": "毛", "given": "泽东"}, "毛泽东"),
        ],
    )  # fmt: skip
    def it_is_written_as_the_style_says(self, printed, name, person, text):
        assert printed(author(name), {"author": [person]}) == [text]

    @pytest.mark.parametrize(
        ("demote", "text"),
        [
            ("never", "van der Berg, Jan"),
            ("sort-only", "van der Berg, Jan"),
            ("display-and-sort", "Berg, Jan van der"),
        ],
    )
    def it_keeps_or_moves_its_particle(self, printed, demote, text):
        options = f'demote-non-dropping-particle="{demote}"'
        entry = author('<name name-as-sort-order="all"/>')
        assert printed(entry, {"author": [JAN]}, options=options) == [text]
        assert printed(entry, {"author": [{"family": "van der Berg", "given": "Jan"}]}, options=options) == [
            text
        ]

    def it_has_small_words_after_its_given_name_as_a_particle(self, printed):
        name = author('<name initialize-with=". "/>')
        assert printed(name, {"author": [{"family": "Beethoven", "given": "Ludwig van"}]}) == [
            "L. van Beethoven"
        ]
        assert printed(name, {"author": [{"family": "Ek", "given": "van"}]}) == ["van Ek"]

    def it_has_parts_with_looks_of_their_own(self, printed):
        name = '<name><name-part name="family" text-case="uppercase" font-weight="bold"/></name>'
        assert printed(author(name), {"author": [BO]}, html=True) == ["Bo <b>ROE</b>"]


class DescribeNames:
    def it_has_a_label_in_the_number_of_its_names(self, printed):
        label = '<label form="short" prefix=" (" suffix=")"/>'
        entry = f'<names variable="editor"><name form="short"/>{label}</names>'
        assert printed(entry, {"editor": [BO]}) == ["Roe (ed.)"]
        assert printed(entry, {"editor": [BO, DAG]}) == ["Roe, Ek (eds.)"]

    def it_joins_editors_who_are_the_translators_too(self, printed):
        both = '<name/><label form="short" prefix=", "/>'
        entry = f'<names variable="editor translator" delimiter="; ">{both}</names>'
        assert printed(entry, {"editor": [BO], "translator": [BO]}) == ["Bo Roe, ed. & trans."]
        assert printed(entry, {"editor": [BO], "translator": [DAG]}) == ["Bo Roe, ed.; Dag Ek, trans."]

    def it_takes_what_stands_in_for_them_and_prints_that_once(self, printed):
        entry = author(
            "<name/>", '<substitute><names variable="editor"/><text variable="title"/></substitute>'
        )
        twice = f'<group delimiter=". ">{entry}<text variable="title"/></group>'
        assert printed(twice, {"title": "Piers"}) == ["Piers"]
        assert printed(twice, {"title": "Piers", "editor": [BO]}) == ["Bo Roe. Piers"]

    def it_is_replaced_where_the_entry_before_has_the_same(self, printed):
        entry = author("<name/>") + '<text variable="title" prefix=", "/>'
        items = [
            {"author": [BO], "title": "A"},
            {"author": [BO], "title": "B"},
            {"author": [DAG], "title": "C"},
        ]
        found = printed(entry, *items, listed='subsequent-author-substitute="———"')
        assert found == ["Bo Roe, A", "———, B", "Dag Ek, C"]
