"""What is read back from a file is compared with what was laid out, as readers give it back."""

import pytest

from copyfit.proof.expected import missing
from copyfit.proof.painted import _running_problems
from copyfit.proof.stretches import Stretch

LAW = "\u0642\u0627\u0646\u0648\u0646"
BLESSING = "\ufdfa"
SPELT = "\u0635\u0644\u0649 \u0627\u0644\u0644\u0647 \u0639\u0644\u064a\u0647 \u0648\u0633\u0644\u0645"


def said(*texts):
    return [Stretch(text, "s1") for text in texts]


class DescribeALineWithLettersThatRunFromTheRight:
    def it_may_come_back_as_it_is_seen(self):
        assert missing(said("3\u00a0Apr", LAW), ["Apr3\u00a0", LAW], "pdf") == []

    def it_may_have_its_signs_turned_and_its_fractions_spelt(self):
        assert missing(said(LAW, "½ ≤ 2"), [LAW, "1/2 ≥ 2"], "pdf") == []

    @pytest.mark.parametrize("found", [["Apr4", LAW], ["Apr3"], ["Apr3", LAW, "x"]])
    def it_still_has_to_have_every_letter(self, found):
        (problem,) = missing(said("3\u00a0Apr", LAW), found, "pdf")
        assert problem.code in ("pdf-words-lost", "pdf-words-added")


class DescribeAnyOtherLine:
    def it_comes_back_in_order(self):
        assert [one.code for one in missing(said("3 Apr"), ["Apr 3"], "pdf")] == ["pdf-words-lost"]
        assert [one.code for one in missing(said("3 Apr", LAW), ["Apr 3", LAW], "docx")] == [
            "docx-words-lost"
        ]


class DescribeHeaderAndFooter:
    def it_may_hold_a_sign_that_stands_for_several_letters(self):
        assert _running_problems(said(BLESSING), SPELT) == []
        assert _running_problems(said(BLESSING), "\u0635") != []
