"""A language's manners: quotes, dashes, ties; and none of them changes a word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copyfit.language.typography import TIE, set_manners, tie_last_words

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
            pytest.param("We have never seen internationalism so.", None, id="too-long-together"),
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
    """Straight signs become real ones, and what belongs together stays together. `_` is a no-break space."""

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("NATO's mission, since the '90s", "NATO’s mission, since the ’90s"),
            ("peace - not war", "peace_– not war"),
            ("peace -- not war", "peace_– not war"),
            ("2011-2018", "2011–2018"),
            ("on 2026-04-17", "on 2026-04-17"),
            ("a non-combat mission", "a_non-combat mission"),
            ("and so on...", "and so on…"),
            ("about 500 days", "about 500_days"),
            ("12 % and 12 per cent", "12_% and 12_per cent"),
            ("on 17 April", "on 17_April"),
            ("see p. 4", "see p._4"),
            ("under Article 5, in step 4", "under Article_5, in step_4"),
            ("Dr Malouf and J. Lamberty", "Dr_Malouf and J._Lamberty"),
            ("World War II", "World War_II"),
            ("Vitamin C and I", "Vitamin C and I"),
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
            ("un « oui » libre", "un «_oui_» libre"),
            ("20 % des cas", "20_% des cas"),
            ("le 1er avril", "le 1er_avril"),
            ("il y a 6 mois", "il y_a_6_mois"),
            ("L'OTAN", "L’OTAN"),
            ("à 14:30", "à_14:30"),
            ("4 000 agents", "4_000 agents"),
            ("en 2011 500 agents", "en 2011 500 agents"),
            ("Mme Dupont et M. Durand", "Mme_Dupont et M._Durand"),
            ("l'article 5", "l’article_5"),
            ("https://example.org", "https://example.org"),
        ],
    )
    def it_is_set_as_french_is(self, text, said):
        assert set_manners(text, "fr") == tied(said)


class DescribeArabic:
    """Guillemets without spaces, the script's own comma and question mark, a day tied to its month."""

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("بعد 6 أشهر", "بعد 6_أشهر"),
            ("في 17 نيسان", "في 17_نيسان"),
            ("لماذا؟", "لماذا؟"),
            ("نعم, هذا صحيح; هل يكفي?", "نعم، هذا صحيح؛ هل يكفي؟"),
            ("NATO, EU", "NATO, EU"),
            ("المادة 5", "المادة_5"),
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
