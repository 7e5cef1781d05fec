"""A language's manners: quotes, dashes, ties; and none of them changes a word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copyfit.typography import TIE, set_manners, tie_last_words

FACT, SHOWN, END = "\ufdd0", "\ufdd5", "\ufdd1"


def tied(text: str) -> str:
    return text.replace("_", TIE)


class DescribeLastWords:
    """A text of five words or more does not end in one short word alone."""

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            pytest.param(
                "Nobody knows what comes of this.", "Nobody knows what comes of_this.", id="two-words"
            ),
            pytest.param("That has never been measured.", "That has never been_measured.", id="nine-letters"),
            pytest.param("It has an understanding of partnership.", None, id="a-long-last-word"),
            pytest.param("We have never seen internationally so.", None, id="too-long-together"),
            pytest.param("It cannot be so.", None, id="four-words"),
            pytest.param("Staff left Iraq on 17_April.", "Staff left Iraq on_17_April.", id="a-tie-already"),
            pytest.param(
                "a team sent abroad for <em>one</em> task.",
                "a team sent abroad for <em>one</em>_task.",
                id="tags",
            ),
            pytest.param("a team is sent abroad <em>now</em>", None, id="no-tie-before-a-tag"),
            pytest.param('It is not <a href="x y z">so</a>', None, id="tags-are-no-words"),
        ],
    )
    def it_ties_the_last_words_where_they_are_short(self, text, said):
        assert tie_last_words(tied(text)) == tied(said or text)

    def it_counts_neither_facts_names_nor_citations(self):
        text = f"The mission now counts about {FACT}a-very-long-name{SHOWN}500{END} men{SHOWN}0{SHOWN}"
        assert tie_last_words(text) == text.replace(" men", f"{TIE}men")

    def it_changes_no_word(self):
        text = "One cannot say more of it than that it is so."
        assert tie_last_words(text).split() == text.split()


class DescribeEnglish:
    """Straight signs become real ones, and what belongs together stays together."""

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ('He said "yes".', "He said “yes”."),
            ("NATO's mission", "NATO’s mission"),
            ("peace - not war", "peace_– not war"),
            ("2011-2018", "2011–2018"),
            ("about 500 days", "about 500_days"),
            ("on 17 April", "on 17_April"),
            ("a mission", "a_mission"),
            ("see p. 4", "see p._4"),
        ],
    )
    def it_is_set_as_english_is(self, text, said):
        assert set_manners(text, "en") == tied(said)


class DescribeFrench:
    """A no-break space stands before ; : ! ? » and %, and after «; none stands in addresses and times."""

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("Pourquoi ?", "Pourquoi_?"),
            ("Pourquoi?", "Pourquoi_?"),
            ("fermé ; ouvert", "fermé_; ouvert"),
            ("Deux avis : oui", "Deux avis_: oui"),
            ('un "oui" libre', "un «_oui_» libre"),
            ("un « oui » libre", "un «_oui_» libre"),
            ("20 % des cas", "20_% des cas"),
            ("le 1er avril", "le 1er_avril"),
            ("il y a 6 mois", "il y_a_6_mois"),
            ("L'OTAN", "L’OTAN"),
            ("https://example.org", "https://example.org"),
        ],
    )
    def it_is_set_as_french_is(self, text, said):
        assert set_manners(text, "fr") == tied(said)


class DescribeArabic:
    """Guillemets without spaces, and a day tied to its month."""

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("بعد 6 أشهر", "بعد 6_أشهر"),
            ('كلمة "نعم" حرة', "كلمة «نعم» حرة"),
            ("في 17 نيسان", "في 17_نيسان"),
            ("لماذا؟", "لماذا؟"),
        ],
    )
    def it_is_set_as_arabic_is(self, text, said):
        assert set_manners(text, "ar") == tied(said)


class DescribeManners:
    @given(
        text=st.text("abcé مرحبا 0123456789 .,;:!?%«»\"'’-–", max_size=60),
        language=st.sampled_from(["en", "fr", "ar", "es", "de"]),
    )
    def it_changes_neither_letters_nor_digits_and_rests_when_done(self, text, language):
        said = set_manners(text, language)
        assert [character for character in said if character.isalnum()] == [
            character for character in text if character.isalnum()
        ]
        assert set_manners(said, language) == said
