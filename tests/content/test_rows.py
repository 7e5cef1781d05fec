"""A table whose rows stand in a CSV file; what is wrong there is told with the file's own line."""

import pytest

from copyfit.content.load import load_brief
from copyfit.errors import BriefError
from declared import DECLARED

HEAD = """
subject: Harbour
title: Run the night ferry
language: en
date: 2026-03-23
as_of: 2026-03-20
version: "1.0"
desk: Desk
contact: a@b.org
"""
TABLE = """
tables:
  - id: fares
    title: Fares
    columns: [{head: Ticket}, {head: Euros, align: end}]
    rows: figures/fares.csv
"""
NAMED = TABLE.replace("{head: Ticket}", "{head: Ticket, field: kind}").replace("align", "field: price, align")
CSV = b"kind,price\nSingle,2.50\nSeason,18\n"
WIDE = b"day;price;kind\n1;2,50;Single\n2;18;Season\n"
BRIEF = "briefs/x/brief.yaml"
FIGURES = "briefs/x/figures/fares.csv"


def files(table=TABLE, csv=CSV, **more):
    return DECLARED | {
        "templates/executive/page.html.j2": b"",
        BRIEF: (HEAD + table).encode(),
        FIGURES: csv,
        **more,
    }


def said(*parts, **more):
    with pytest.raises(BriefError) as error:
        load_brief(files(*parts, **more), "x")
    return [str(problem) for problem in error.value.problems]


class DescribeRowsInAFile:
    def it_has_all_columns_in_their_order(self):
        (table,) = load_brief(files(), "x").brief.tables
        assert table.rows == (("Single", "2.50"), ("Season", "18"))

    def it_has_the_columns_that_are_named_and_every_cell_as_it_stands(self):
        (table,) = load_brief(files(NAMED, WIDE), "x").brief.tables
        assert table.rows == (("Single", "2,50"), ("Season", "18"))

    def it_knows_the_line_of_each_row(self):
        places = load_brief(files(csv=b'kind,price\n"Single\n",2\nSeason,18\n'), "x").places
        assert str(places.of("tables", 0, "rows", 1, 0)) == f"{FIGURES}:4"

    def it_may_be_one_table_for_a_list_of_one(self):
        one = TABLE.replace("  - id", "    id")
        assert load_brief(files(one), "x").brief.tables[0].rows[1] == ("Season", "18")

    def it_has_its_heads_in_every_language(self):
        french = """
language: fr
translation: {of: en, status: unreviewed}
subject: Port
title: Le bac
desk: Desk
tables: [{id: fares, title: Prix, columns: [{head: Billet}, {head: Prix}], rows: figures/fares.csv}]
"""
        loaded = load_brief(files(NAMED, WIDE, **{"briefs/x/brief.fr.yaml": french.encode()}), "x", "fr")
        (table,) = loaded.brief.tables
        assert [(one.head, one.align) for one in table.columns] == [("Billet", "start"), ("Prix", "end")]
        assert table.rows[0] == ("Single", "2,50")


class DescribeWhatIsWrongWithAFile:
    @pytest.mark.parametrize(
        ("csv", "line", "message"),
        [
            (b"kind,price\nSingle\n", 2, "cells in this row: 1; columns that the first row names: 2"),
            (b"kind,price\n\nSingle,1,2\n", 3, "cells in this row: 3; columns"),
            (b'kind,price\nSingle,"2\n', 2, "this row cannot be read"),
            (b"kind,price\n", 1, "the file has no row below the names of its columns"),
            (b"", 1, "the file is empty"),
            (b"kind,price\nSingle,{fact:nope}\n", 2, "unknown fact `nope`"),
        ],
    )
    def it_is_told_with_its_own_line(self, csv, line, message):
        (problem,) = said(TABLE, csv)
        assert problem.startswith(f"{FIGURES}:{line}: {message}")

    @pytest.mark.parametrize(
        ("table", "place", "message"),
        [
            (TABLE.replace("fares.csv", "fare.csv"), "15:11", f"there is no {FIGURES[:-5]}.csv\n  did you"),
            (TABLE.replace("figures/fares.csv", "brief.yaml"), "15:11", "`brief.yaml` is not a CSV file"),
            (TABLE.replace(", {head: E", ", {head: D}, {head: E"), "14:14",
             f"columns in {FIGURES}: 2; columns of the table: 3"),
            (NAMED.replace("price", "prise"), "14:65", f"{FIGURES} has no column `prise`\n  did you mean"),
            (NAMED.replace(", field: kind", ""), "14:15", "column 1 does not say which column"),
            (NAMED.replace("figures/fares.csv", "[[a, b]]"), "14:30", "the column `kind` is one of a file"),
        ],
    )  # fmt: skip
    def it_is_told_in_the_brief_where_the_brief_is_wrong(self, table, place, message):
        assert said(table)[0].startswith(f"{BRIEF}:{place}: {message}")
