"""Files of labels: what form each word must have, and a country's words over those of its language."""

import pytest

from copyfit.errors import Place, TemplateError
from copyfit.page.labels import lettered, read_labels

ENGLISH = """\
by: By
letters: [A, B, C]
headings: {outlook: Outlook, risks: Risks}
yardsticks:
  icd: [{key: likely, term: likely, range: 55–80%}, {key: remote, term: remote, range: 1–5%}]
"""
FRENCH = (
    ENGLISH.replace("By", "Par").replace("Outlook", "Perspectives").replace("term: likely", "term: probable")
)


def labels(language="en", **files):
    found = {
        f"templates/shared/labels/{name.replace('_', '-')}.yaml": text.encode()
        for name, text in files.items()
    }
    found["templates/press/page.html.j2"] = b"{{ labels.by }} {{ heading(brief, labels, 'risks') }}"
    return read_labels(found, language, Place("briefs/a/brief.yaml", 3, 11))


def problems(language="en", **files):
    with pytest.raises(TemplateError) as error:
        labels(language, **files)
    return [str(problem) for problem in error.value.problems]


class DescribeTheLabelsOfALanguage:
    def it_has_each_word(self):
        assert labels("fr", en=ENGLISH, fr=FRENCH)["headings"] == {
            "outlook": "Perspectives",
            "risks": "Risks",
        }

    def it_has_those_of_the_language_for_a_country_without_its_own(self):
        assert labels("en-GB", en=ENGLISH)["by"] == "By"

    def it_has_what_a_country_says_otherwise_over_them(self):
        scale = "yardsticks: {icd: [{key: remote, term: most unlikely, range: 1–5%}]}"
        own = f"by: Until\nheadings: {{risks: Perils}}\n{scale}"
        found = labels("en-US", en=ENGLISH, en_US=own)
        assert found["by"] == "Until"
        assert found["headings"] == {"outlook": "Outlook", "risks": "Perils"}
        assert [step["term"] for step in found["yardsticks"]["icd"]] == ["likely", "most unlikely"]
        assert found["yardsticks"]["icd"][1]["range"] == "1–5%"

    def it_numbers_on_in_pairs_of_letters(self):
        letters = lettered(labels(en=ENGLISH))["letters"]
        assert letters == ["A", "B", "C", "AA", "AB", "AC", "BA", "BB", "BC", "CA", "CB", "CC"]


class DescribeLabelsThatAreNotThere:
    def it_is_told_at_the_brief_that_asks(self):
        (problem,) = problems("it", en=ENGLISH)
        assert problem.startswith("briefs/a/brief.yaml:3:11: there are no labels for `it`")
        assert "copy templates/shared/labels/en.yaml to templates/shared/labels/it.yaml" in problem

    def it_is_told_where_english_is_gone_too(self):
        (problem,) = problems("it", fr=FRENCH)
        assert "`copyfit init` in an empty folder writes templates/shared/labels/en.yaml" in problem

    def it_is_each_that_english_has(self):
        found = problems(
            "fr", en=ENGLISH, fr=FRENCH.replace("by: Par\n", "").replace("risks: Risks", "risks: ''")
        )
        assert [line.split(": ")[1].split("\n")[0] for line in found] == [
            "the label `by` is missing", "the label `headings.risks` is missing",
        ]  # fmt: skip
        assert "translate what templates/shared/labels/en.yaml says at line 1" in found[0]

    def it_is_a_step_of_a_scale_with_another_key(self):
        (problem,) = problems("fr", en=ENGLISH, fr=FRENCH.replace("key: remote", "key: other"))
        assert "the label `yardsticks.icd.1.key` is missing" in problem


class DescribeLabelsOfAnotherKind:
    @pytest.mark.parametrize(
        ("own", "message", "hint"),
        [
            ("by: 7", "the label `by` is `7`, which is no text", "put it in quotes"),
            ("by:", "the label `by` is empty", "put it in quotes"),
            ("headings: Outlook", "`headings` must be a mapping of labels", "indented below `headings:`"),
            ("yardsticks: none", "`yardsticks` must be a mapping of scales", "indented below `yardsticks:`"),
            ("letters: A", "`letters` must be a list", "write letters: [A, B, C]"),
            ("letters: []", "`letters` must be a list", "write letters: [A, B, C]"),
            ("letters: [{a: b}]", "`letters` must be a list", "write letters: [A, B, C]"),
            ("yardsticks: {icd: [{key: likely, term: likely}]}", "a step of the scale `icd` has no `range`",
             "write a list under the scale's name"),
            ("yardsticks: {icd: likely}", "a step of the scale `icd` has no `key`", "write a list under"),
            ("b: {c: 1}", "the label `b.c` is `1`, which is no text", "put it in quotes"),
        ],
    )  # fmt: skip
    def it_is_told_with_what_is_meant(self, own, message, hint):
        (problem,) = problems(en=own)
        assert message in problem
        assert hint in problem

    def it_is_a_country_s_label_that_is_misspelt(self):
        (problem,) = problems("en-US", en=ENGLISH, en_US="headigns: {}")
        assert "there is no label `headigns`" in problem
        assert "did you mean `headings`?" in problem
        assert labels("en-US", en=ENGLISH, en_US="slogan: Ours")["slogan"] == "Ours"
