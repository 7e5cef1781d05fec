"""What tells sources apart (CSL 1.0.2, "Disambiguation"); the tests of the list hold the rest."""

from __future__ import annotations

from copyfit.content.csl.apart import _letter as letter


class DescribeALetter:
    def it_counts_on_after_z(self):
        assert [letter(number) for number in (0, 1, 25, 26, 27, 51, 52, 701, 702)] == [
            *("a", "b", "z"),
            *("aa", "ab", "az", "ba", "zz", "aaa"),
        ]
