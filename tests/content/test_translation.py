"""A translation says the words; all else stands in the original, and what lacks words is a problem."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copyfit.content.load import load_brief
from copyfit.errors import BriefError
from declared import DECLARED

ORIGINAL = """\
subject: The harbour
title: The harbour can grow
language: en
date: 2026-03-23
as_of: 2026-03-20
version: "1.0"
desk: Harbour desk
contact: desk@example.org
facts:
  ships: {value: 4000, as_of: 2026-01-01, review_by: never, source: port-2026}
  season: {value: late spring, as_of: 2026-01-01, review_by: never, source: port-2026}
bottom_line: {id: bottom-line, priority: 1, text: "Build, after {fact:season}.", short: Build.}
risks:
  - {id: risk-cost, lead: Cost., text: "It costs for {fact:ships} ships [@port-2026].", priority: 2}
  - {id: risk-time, lead: Time., text: It takes time., optional: true}
reading:
  - {source: port-2026, note: the figures}
fit: {executive: {body_pt: 10}}
headings: {risks: Two risks}
"""
FRENCH = """\
language: fr
translation: {of: en, status: unreviewed}
subject: Le port
title: Le port peut grandir
desk: Bureau du port
facts:
  season: {value: la fin du printemps}
bottom_line: {text: "Construire, après {fact:season}."}
risks:
  - {id: risk-time, lead: Temps., text: Cela prend du temps.}
  - {id: risk-cost, lead: Prix., text: "Cela coûte pour {fact:ships} navires [@port-2026]."}
reading:
  - {note: les chiffres}
headings: {risks: Deux risques}
"""
SOURCES = b"- {id: port-2026, type: webpage, title: Figures}"


def files(french: str = FRENCH, original: str = ORIGINAL) -> dict[str, bytes]:
    return {
        **DECLARED,
        "templates/executive/page.html.j2": b"",
        "briefs/harbour/brief.yaml": original.encode(),
        "briefs/harbour/brief.fr.yaml": french.encode(),
        "briefs/harbour/sources.yaml": SOURCES,
    }


def loaded(french: str = FRENCH, original: str = ORIGINAL):
    return load_brief(files(french, original), "harbour", "fr", ["executive"])


def problems(french: str, original: str = ORIGINAL) -> list[str]:
    with pytest.raises(BriefError) as raised:
        loaded(french, original)
    return [str(problem) for problem in raised.value.problems]


class DescribeATranslation:
    def it_says_the_words_and_takes_everything_else_from_the_original(self):
        brief = loaded().brief
        assert (brief.title, brief.language, brief.version) == ("Le port peut grandir", "fr", "1.0")
        assert brief.bottom_line.text == "Construire, après {fact:season}."
        assert (brief.bottom_line.id, brief.bottom_line.priority) == ("bottom-line", 1)
        assert brief.reading[0].source == "port-2026"
        assert brief.reading[0].note == "les chiffres"

    def it_matches_statements_by_id_and_keeps_the_originals_order(self):
        assert [(risk.id, risk.lead, risk.optional) for risk in loaded().brief.risks] == [
            ("risk-cost", "Prix.", False),
            ("risk-time", "Temps.", True),
        ]

    def it_shares_the_facts_and_may_say_one_in_its_own_words(self):
        facts = loaded().facts
        assert facts["ships"].value == 4000
        assert facts["season"].value == "la fin du printemps"

    def it_takes_no_other_wording_from_the_original(self):
        assert loaded().brief.bottom_line.short is None

    def it_takes_what_its_original_pins(self):
        assert loaded().brief.fit["executive"].body_pt == 10

    def it_may_say_otherwise_what_it_would_have_inherited(self):
        assert loaded(f'{FRENCH}version: "1.1"\n').brief.version == "1.1"

    def it_knows_of_each_part_which_file_says_it(self):
        places = loaded().places
        assert str(places.of("risks", 0, "lead")) == "briefs/harbour/brief.fr.yaml:11:27"
        assert str(places.of("risks", 0, "priority")).startswith("briefs/harbour/brief.yaml:14:")
        assert places.of_statement("risk-time").path == "briefs/harbour/brief.fr.yaml"
        assert places.of("facts", "ships").path == "briefs/harbour/brief.yaml"

    def it_stands_alone_where_it_does_not_say_that_it_translates(self):
        alone = ORIGINAL.replace("language: en", "language: fr").replace("The harbour can grow", "Le port")
        assert loaded(alone).brief.fit["executive"].body_pt == 10


class DescribeWhatIsNotTranslated:
    def it_is_named_by_its_id_or_its_key_where_it_belongs(self):
        lines = problems(
            FRENCH.replace("desk: Bureau du port\n", "").replace(
                "  - {id: risk-time, lead: Temps., text: Cela prend du temps.}\n", ""
            )
        )
        assert [line.splitlines()[0] for line in lines] == [
            "briefs/harbour/brief.fr.yaml:1:1: `desk` is not translated",
            "briefs/harbour/brief.fr.yaml:9:3: `risk-time` is not translated",
        ]
        assert "briefs/harbour/brief.yaml says it" in lines[0]

    def it_may_be_one_word_of_a_statement(self):
        (line,) = problems(FRENCH.replace("lead: Temps., ", ""))
        assert "`lead` in risks 2 is not translated" in line

    def it_may_be_a_heading_or_a_fact_in_words(self):
        lines = problems(
            FRENCH.replace("headings: {risks: Deux risques}", "").replace(
                "facts:\n  season: {value: la fin du printemps}\n", ""
            )
        )
        assert "the value of the fact `season` is not translated" in lines[0]
        assert "`headings` is not translated" in lines[1]


class DescribeAMistakeInATranslation:
    def it_may_be_an_id_that_the_original_has_not(self):
        (_, line) = problems(FRENCH.replace("id: risk-time", "id: risk-tme"))
        assert line.startswith("briefs/harbour/brief.fr.yaml:10:")
        assert "briefs/harbour/brief.yaml has no `risk-tme` here" in line
        assert "did you mean `risk-time`?" in line

    def it_may_be_an_id_that_is_there_twice(self):
        lines = problems(FRENCH.replace("id: risk-time", "id: risk-cost"))
        assert any("the id `risk-cost` is there twice" in line for line in lines)

    def it_is_placed_in_the_file_that_makes_it(self):
        (line,) = problems(FRENCH.replace("{fact:ships}", "{fact:shps}"))
        assert line.startswith("briefs/harbour/brief.fr.yaml:11:")
        (line,) = problems(FRENCH, ORIGINAL.replace("priority: 2", "priority: 9"))
        assert line.startswith("briefs/harbour/brief.yaml:14:")


class DescribeWords:
    @given(title=st.text(st.characters(categories=["L"]), min_size=1, max_size=40))
    def it_never_takes_a_title_from_the_original(self, title):
        french = FRENCH.replace("title: Le port peut grandir", f'title: "{title}"')
        assert loaded(french).brief.title == unicodedata.normalize("NFC", title)
