"""The rules as data, and what a house and a brief may change of them."""

import datetime as dt

import pytest

from copyfit.errors import CopyfitError
from copyfit.rules import CHECKS
from copyfit.rules.registry import HOUSE_RULES, packaged_rules, read_rules


def problems_of(function, *arguments):
    with pytest.raises(CopyfitError) as raised:
        function(*arguments)
    return raised.value.problems


def mistakes(function, *arguments):
    with pytest.raises(CopyfitError) as raised:
        function(*arguments)
    return [str(problem) for problem in raised.value.problems]


class DescribeTheRegistry:
    def it_has_a_module_for_each_rule(self):
        assert list(packaged_rules()) and set(packaged_rules()) == set(CHECKS)

    @pytest.mark.parametrize("rule", packaged_rules().values(), ids=packaged_rules())
    def it_says_for_every_rule_where_it_comes_from(self, rule):
        assert all(source.url.startswith("http") for source in rule.sources)
        assert all(says.hint and says.message for says in rule.says.values())


class DescribeAHouse:
    def it_changes_levels_and_limits(self):
        rules = read_rules(
            {
                HOUSE_RULES: b"sentence-length: {levels: {student: off}, limits: {words: {fr: 30}}}\n"
                b"abbreviations: {limits: {known: {en: [MOD]}}}\n"
            }
        )
        assert rules["sentence-length"].level_for("student") == "off"
        assert rules["sentence-length"].level_for("executive") == "warning"
        assert rules["sentence-length"].limits["words"] == {"en": 25, "fr": 30}
        assert {"MOD", "UN"} <= set(rules["abbreviations"].limits["known"]["en"])

    def it_is_told_of_rules_limits_and_levels_that_do_not_exist(self):
        assert mistakes(read_rules, {HOUSE_RULES: b"sentence-lenght: {}\n"}) == [
            f"{HOUSE_RULES}:1:1: there is no rule `sentence-lenght`\n  did you mean `sentence-length`?"
        ]
        assert mistakes(read_rules, {HOUSE_RULES: b"abstract: {limits: {mots: 3}}\n"}) == [
            f"{HOUSE_RULES}:1:21: the rule `abstract` has no limit `mots`\n  did you mean `most`?"
        ]
        (problem,) = mistakes(read_rules, {HOUSE_RULES: b"abstract: {levels: {academic: fatal}}\n"})
        assert problem.startswith(f"{HOUSE_RULES}:1:31: `academic` in `levels` cannot be `fatal`")


class DescribeALimitOfAnotherForm:
    @pytest.mark.parametrize(
        ("rule", "limits"),
        [
            ("sentence-length", "{words: abc}"),
            ("sentence-length", "{words: {en: abc}}"),
            ("sentence-length", "{words: {en: true}}"),
            ("sentence-length", "{words: {en: -1}}"),
            ("sentence-length", "{words: [1]}"),
            ("sentence-length", "{words: ~}"),
            ("sentence-length", "{words: {fr: [20]}}"),
            ("asks", "{nobody: we}"),
            ("asks", "{nobody: [1, 2]}"),
            ("abbreviations", "{known: {en: NATO}}"),
            ("abbreviations", "{known: [NATO]}"),
            ("hedges", "{words: may}"),
            ("hedges", "{words: {en: [[may]]}}"),
            ("bands", "{chance: {de: 3}}"),
            ("confidence", "{yardsticks: icd203}"),
            ("confidence", "{yardsticks: [{a: b}]}"),
            ("readability", "{below: {student: 3}}"),
            ("readability", "{below: {student: {variant: academic, by: much}}}"),
            ("readability", "{grade: {student: high}}"),
            ("marking", "{schemes: {tlp2: {pattern: '('}}}"),
            ("marking", "{schemes: {house: {pattern: 3}}}"),
            ("abstract", "{least: .inf}"),
            ("paragraph-lines", "{lines: [7]}"),
        ],
    )
    def it_is_told_at_its_line_with_one_of_the_right_form(self, rule, limits):
        text = f"{rule}:\n  limits: {limits}\n"
        (problem, *_) = problems_of(read_rules, {HOUSE_RULES: text.encode()})
        assert problem.place.line == 2
        assert problem.hint

    def it_may_be_for_another_language_or_variant(self):
        text = (
            "sentence-length: {limits: {words: {fr: 28.5}}}\n"
            "abbreviations: {limits: {known: {de: [EU]}}}\n"
            "readability: {limits: {below: {press: {variant: academic, by: 2}}}}\n"
            "marking: {limits: {schemes: {house: {pattern: 'A|B', examples: [A], least_pt: 9}}}}\n"
        )
        assert read_rules({HOUSE_RULES: text.encode()})["sentence-length"].limits["words"]["fr"] == 28.5


class DescribeAWaiver:
    WAIVER = "waivers:\n  - {{rule: {rule}, reason: It must, owner: Head of Desk, expires: 2026-12-31}}"

    def it_travels_with_what_the_rules_found(self, page_of, brief_text, reviewed):
        long = " ".join(["sand"] * 30)
        text = brief_text(
            f"bottom_line: {{id: bottom-line, text: {long}.}}", self.WAIVER.format(rule="sentence-length")
        )
        review = reviewed(page_of(text))
        assert [finding.code for finding in review.findings] == ["sentence-length"]
        (waiver,) = review.waivers
        assert (waiver.rule, waiver.owner, waiver.expires) == (
            "sentence-length",
            "Head of Desk",
            dt.date(2026, 12, 31),
        )

    def it_names_a_rule_that_exists(self, page_of, brief_text, reviewed):
        page = page_of(brief_text(self.WAIVER.format(rule="sentence-lenght")))
        (problem,) = mistakes(reviewed, page)
        assert "there is no rule `sentence-lenght`\n  did you mean `sentence-length`?" in problem


def it_keeps_what_a_translation_says_of_itself(page_of, brief_text, reviewed):
    page = page_of(brief_text("translation: {of: fr, status: unreviewed}"))
    assert reviewed(page).translation == {"of": "fr", "status": "unreviewed"}
