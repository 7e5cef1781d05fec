"""A language's manners: quotes, dashes, ties; and none of them changes a word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copyfit.language.typography import JOINT, SAME, TIE, set_manners, tie_last_words

FACT, SHOWN, END = "\ufdd0", "\ufdd5", "\ufdd1"


def tied(text: str) -> str:
    """Return `text` with a tie for each `_` and a joint for each `~`."""
    return text.replace("_", TIE).replace("~", JOINT)


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
            ("2011-2018", "2011–~2018"),
            ("**so** — it is, or so—not", "**so**_— it is, or so~—not"),
            ("it fell to -5 degrees (-3 at night)", "it fell to −5 degrees (−3 at night)"),
            ("-5.2 %", "−5.2_%"),
            ("4 -5", "4 -5"),
            ("June 2026, 8 June 2026, June 8, 2026", "June_2026, 8_June_2026, June_8,_2026"),
            ("page 4, grades 6 to 12, § 6", "page_4, grades_6_to_12, §_6"),
            ("5 – 7 km, 15 thousand, € 5, 7 USD", "5_–_7_km, 15_thousand, €_5, 7_USD"),
            ("on 2026-04-17", "on 2026-04-17"),
            ("a non-combat mission", "a_non-combat mission"),
            ("and so on...", "and so on…"),
            ("about 500 days", "about 500_days"),
            ("12 % and 12 per cent", "12_% and 12_per cent"),
            ("on 17 April", "on 17_April"),
            ("60 dB at 50 Hz, 5-7 µg", "60_dB at 50_Hz, 5–~7_µg"),
            ("Counts, 1990-2024", "Counts, 1990–~2024"),
            ("see p. 4", "see p._4"),
            ("± 3 points, ≈ 40, Sept. 2026", "±_3_points, ≈_40, Sept._2026"),
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
            (
                "voir https://example.org/?q=a%20b;c=1 et :8080/x!y",
                "voir https://example.org/?q=a%20b;c=1 et :8080/x!y",
            ),
            ("fin 2027, en mars 2026", "fin_2027, en mars_2026"),
            ("Quoi ?!", "Quoi_?!"),
            ("la page 4, n° 12, 6 à 12 ans", "la page_4, n°_12, 6_à_12_ans"),
        ],
    )
    def it_is_set_as_french_is(self, text, said):
        assert set_manners(text, "fr") == tied(said)


class DescribeGerman:
    """Days tied to their months, short forms of several parts kept whole."""

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("am 17. April 2026, im April 2026", "am 17._April_2026, im April_2026"),
            ("Seite 4, S. 12, Nr. 3, § 6, Abs. 2", "Seite_4, S._12, Nr._3, §_6, Abs._2"),
            ("5 Prozent, 4,5 Mio. Euro, 20 %", "5_Prozent, 4,5_Mio. Euro, 20_%"),
            ("von 6 bis 12 Uhr", "von 6_bis_12_Uhr"),
            ("z. B. am Ende 2027", "z._B. am Ende_2027"),
            ("Herr Dr. Müller", "Herr_Dr._Müller"),
        ],
    )
    def it_is_set_as_german_is(self, text, said):
        assert set_manners(text, "de") == tied(said)


class DescribeSpanish:
    """A day, its month and its year in one piece."""

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("el 17 de abril de 2026, en abril de 2026", "el 17_de_abril_de_2026, en abril_de_2026"),
            ("página 4, art. 5, n.º 3, p. ej.", "página_4, art._5, n.º 3, p._ej."),
            ("5 por ciento, de 6 a 12 años", "5_por ciento, de 6_a_12_años"),
        ],
    )
    def it_is_set_as_spanish_is(self, text, said):
        assert set_manners(text, "es") == tied(said)


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
            ("في عام 2004، وعام 2011، الصفحة 4", "في عام_2004، وعام_2011، الصفحة_4"),
            ("في أيار 2022", "في أيار_2022"),
            ("من 6 إلى 12", "من 6_إلى_12"),
            ("هبط إلى -5", "هبط إلى \u200e−5"),
        ],
    )
    def it_is_set_as_arabic_is(self, text, said):
        assert set_manners(text, "ar") == tied(said)


class DescribeEveryLanguage:
    """What ties hold whatever the language: month and year, number and unit, a sign and its number."""

    @pytest.mark.parametrize(
        ("language", "text"),
        [
            (language, text)
            for language, months in {
                "en": "March 2026",
                "fr": "mars 2026",
                "de": "März 2026",
                "es": "marzo de 2026",
                "pl": "marca 2026",
                "tr": "Mart 2026",
                "ar": "آذار/مارس 2026",
            }.items()
            for text in (months, "12 km", "§ 6", "± 3", "≈ 40")
        ],
    )
    def it_stays_in_one_piece(self, language, text):
        said = set_manners(text, language)
        assert " " not in said
        assert said.replace(TIE, " ") == text

    @pytest.mark.parametrize("text", ["عام 2027", "عامَ 2027", "لعام 2027", "عامي 2027", "نيسان 2027"])
    def it_keeps_an_arabic_year_with_its_word(self, text):
        assert set_manners(text, "ar") == text.replace(" ", TIE)


class DescribeWhatStaysAsItIs:
    """Addresses, designations and code are no prose; only two plain numbers that rise are a range."""

    @pytest.mark.parametrize("language", ["en", "fr", "ar", "de", "es"])
    @pytest.mark.parametrize(
        "piece",
        [
            "https://example.org/2024-25/plan-2024-05.pdf",
            "https://example.org/2024-25/it's?a=1&b=2;c!d",
            "www.example.org/1-2",
            "desk-7-9@example.org",
            "10.1016/j.labeco.2016-17.04.004",
            "doi:10.1016/1-2",
            "plan-2024-25.pdf",
            "2024-25/plan-2024-05",
            "file_7-9",
            "ISO/IEC-7-9",
            "A320-200",
            "7-8-9",
            "020-7946",
            "1.5-2.5",
            "12-3",
            "2025-188",
        ],
    )
    def it_is_not_touched(self, piece, language):
        assert piece in set_manners(f"Xx {piece} xx", language)

    @pytest.mark.parametrize(
        "text",
        [
            "n° 2025-188",
            "n° 25-188",
            "ISO 9001-2015",
            "ISO 3166-1",
            "ISO 9001-9004",
            "phone 020 555-1234",
            "call 555-1234",
            "Boeing 737-800",
            "the 737-800",
            "Room 12-3",
            "No. 5-7",
            "since 2026-04-17",
        ],
    )
    def it_names_a_thing_and_not_a_range(self, text):
        assert set_manners(text, "en").replace(TIE, " ") == text

    @pytest.mark.parametrize(
        "text",
        ["pp. 4-7", "July 7-8", "the 7-8 July talks", "about 500-1000 people,", "$5-7", "from 5-7%", "§ 5-7"],
    )
    def it_is_a_range_where_it_is_plainly_one(self, text):
        said = set_manners(text, "en")
        assert (f"–{JOINT}" in said) == (text != "about 500-1000 people,")

    def it_leaves_the_names_of_facts_alone(self):
        marked = f"from {FACT}plan-2024-25{SHOWN}120{END}-{FACT}it's{SHOWN}150{END} km"
        assert set_manners(marked, "en") == tied(
            f"from {FACT}plan-2024-25{SHOWN}120{END}–~{FACT}it's{SHOWN}150{END}_km"
        )

    def it_has_the_apostrophes_that_were_typed(self):
        assert set_manners("“https://a.org/it’s”", "en") == "“https://a.org/it's”"


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

    @given(
        text=st.text("abcéA مرحبا 0123456789 .,;:!?%«»\"'’-–—/@_§€()", max_size=60),
        language=st.sampled_from(["en", "fr", "ar", "es", "de"]),
    )
    def it_substitutes_no_sign_but_those_it_declares(self, text, language):
        said = set_manners(text, language)
        assert plain(said) == plain(text)


def plain(text: str) -> str:
    """Return what typography may not change: no spaces, no joints, each sign as it is typed."""
    unseen = {ord(sign): None for sign in f"{JOINT}\u200e"}
    return "".join(text.translate(unseen).translate(SAME).split()).replace("--", "-")
