"""The figures of `make prove` are added up, kept, and told in a table."""

from proved import DOCUMENT, added, known, markdown, renewed

BYTES = {"what": "a byte changed", "tried": 2, "held": 2, "figures": {}, "by": "tests/a.py"}
KILLS = {"what": "a kill", "tried": 5, "held": 4, "figures": {"at_work": 3}, "by": "tests/b.py"}
OLD = {"machine": "old", "rooms": [], "rows": [BYTES, KILLS]}


class DescribeRowsOfOneName:
    def it_sums_them(self):
        (row,) = added([BYTES, {**BYTES, "tried": 3, "held": 1}])
        assert (row["tried"], row["held"]) == (5, 3)

    def it_keeps_the_extremes_and_sums_the_rest(self):
        some = [{**KILLS, "figures": {"most_pt": a, "least_pt": a, "words": a}} for a in (2, 7, 1)]
        assert added(some)[0]["figures"] == {"most_pt": 7, "least_pt": 1, "words": 10}

    def it_keeps_files_apart(self):
        assert len(added([BYTES, {**BYTES, "by": "tests/b.py"}])) == 2


class DescribeARun:
    def it_replaces_the_rows_of_the_files_that_ran(self):
        new = {"machine": "new", "rooms": [], "rows": [{**KILLS, "tried": 9}]}
        rows = renewed(OLD, new, whole=False)["rows"]
        assert [row["tried"] for row in rows] == [2, 9]

    def it_says_all_anew_if_it_was_whole_but_for_what_was_drawn_without_end(self):
        old = {**OLD, "rows": [BYTES, {**KILLS, "run": "make fuzz"}]}
        new = {"machine": "new", "rooms": [], "rows": [{**BYTES, "by": "tests/c.py"}]}
        found = renewed(old, new, whole=True)
        assert [row["by"] for row in found["rows"]] == ["tests/b.py", "tests/c.py"]
        assert found["machine"] == "new"


class DescribeTheDocument:
    def it_is_the_table_of_the_figures(self):
        assert DOCUMENT.read_text(encoding="utf-8") == markdown(known()), "run: make prove"

    def it_tells_each_row(self):
        assert "| a kill | 5 | 4 | at work 3 | `tests/b.py` |" in markdown(OLD)
