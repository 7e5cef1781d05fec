"""docs/briefs.md is true: what it shows can be loaded, and its messages are copyfit's own."""

import itertools
import re
from pathlib import Path

import pytest

from copyfit.content.brief import Brief, Statement
from copyfit.content.edition import select
from copyfit.content.load import load_brief
from copyfit.content.variant import read_variant
from copyfit.errors import BriefError
from copyfit.fit.ladder import BEST_AIR, Ladder
from copyfit.page import compose
from copyfit.rules.registry import packaged_rules
from guides import ROOT, blocks, names, rows, text_of, under

GUIDE = "docs/briefs.md"
SLUG = "trade-outlook"
BRIEF = f"briefs/{SLUG}/brief.yaml"
SHOWN = list(blocks(GUIDE))
FILE = re.compile(r"\*\*In `([^`]+)`:\*\*$")
VARIANTS = ("executive", "academic", "student")
MISTAKES = "What the messages mean"


def files_with(*parts):
    """Return the files of a project whose brief is made of `parts`; the rest is the guide's."""
    files = {
        path.relative_to(ROOT).as_posix(): path.read_bytes()
        for path in (ROOT / "templates").rglob("*")
        if path.is_file()
    }
    for block in SHOWN:
        if found := FILE.search(block.before):
            files[found[1]] = block.text.encode()
    return files | {BRIEF: "".join(parts).encode()}


def snippets(heading=None):
    """Return the pieces of a brief that the guide shows, those with a file of their own left out."""
    return [
        block.text
        for block in SHOWN
        if block.language == "yaml"
        and not FILE.search(block.before)
        and (block.heading == heading if heading else block.heading not in (MISTAKES, "Translations"))
    ]


HEAD, *REST = snippets()


class DescribeWhatTheGuideShows:
    def it_is_one_brief_when_all_is_put_together(self):
        loaded = load_brief(files_with(HEAD, *REST), SLUG)
        assert {"riders", "fare"} <= set(loaded.facts)
        assert len(list(loaded.brief.statements())) > 20

    def it_is_translated_as_it_says(self):
        bottom_line = next(text for text in REST if text.startswith("bottom_line:"))
        loaded = load_brief(files_with(HEAD, bottom_line), SLUG, "fr")
        assert loaded.brief.language == "fr"
        assert loaded.brief.date.isoformat() == "2026-03-23"
        assert loaded.brief.bottom_line.priority == 1
        assert "Maintenons" in loaded.brief.bottom_line.text

    def it_shows_every_field_of_a_brief(self):
        text = text_of(GUIDE)
        missing = [name for name in Brief.model_fields if not re.search(rf"\b{name}\b", text)]
        assert missing == []

    def it_explains_every_key_of_a_statement(self):
        heading = "A statement and its wordings"
        told = {name for row in rows(under(GUIDE, heading)) for name in names(row[0])}
        assert told == set(Statement.model_fields)


class DescribeABriefThatHasOnlyItsHead:
    @pytest.mark.parametrize("variant", VARIANTS)
    def it_is_printed_without_a_section_that_has_no_content(self, variant):
        files = files_with(HEAD)
        edition = select(load_brief(files, SLUG), read_variant(files, variant), "en")
        ladder = Ladder(edition.variant.plan)
        html = compose(edition, ladder.setting(ladder.best(), BEST_AIR), files)
        assert "Run the night ferry" in html
        assert "<h2" not in html


class DescribeTheRules:
    def it_lists_every_rule_and_how_grave_it_is(self):
        told = {names(row[0])[0]: row[1:] for row in rows(under(GUIDE, "The rules of the house"))}
        rules = {
            name: (rule.about, *(rule.level_for(one).replace("off", "–") for one in VARIANTS))
            for name, rule in packaged_rules().items()
        }
        assert told == rules


def mistakes():
    """Return each mistake that the guide shows, with the messages that it promises."""
    shown = [block for block in SHOWN if block.heading == MISTAKES]
    return [
        pytest.param(wrong.text, said.text, id=wrong.before.strip("*:"))
        for wrong, said in itertools.pairwise(shown)
        if wrong.language == "yaml"
    ]


class DescribeTheMessages:
    @pytest.mark.parametrize(("wrong", "said"), mistakes())
    def it_says_what_the_guide_says(self, wrong, said):
        with pytest.raises(BriefError) as caught:
            load_brief(files_with(HEAD, wrong), SLUG)
        messages = [f"{problem.message}\n  {problem.hint}\n" for problem in caught.value.problems]
        assert said in "".join(messages)

    def it_explains_codes_that_copyfit_says(self):
        source = "".join(path.read_text() for path in Path(ROOT, "build/copyfit").rglob("*.py"))
        told = {name for row in rows(under(GUIDE, MISTAKES)) for name in names(row[0])}
        assert len(told) > 8
        assert {code for code in told if f'"{code}"' not in source} == set()
