"""docs/rules.md says what the registry says."""

from pathlib import Path

import pytest

from copyfit.rules.registry import packaged_rules
from copyfit.rules.scales import scales

DOCUMENT = (Path(__file__).resolve().parents[2] / "docs" / "rules.md").read_text()
RULES = packaged_rules()


def sentences_of(rule):
    """Return the lines that the document has for a rule."""
    levels = ", ".join(
        f"{'other variants' if name == 'any' else name} {level}" for name, level in rule.levels.items()
    )
    yield f"## `{rule.id}` ({rule.convention})"
    yield rule.about
    yield f"Level: {levels}."
    for source in rule.sources:
        yield f"- [{source.name}]({source.url})"


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def it_has_each_rule_with_its_levels_and_sources(rule):
    assert [sentence for sentence in sentences_of(rule) if sentence not in DOCUMENT] == []


def it_has_no_rule_that_is_not_there():
    headings = [line for line in DOCUMENT.splitlines() if line.startswith("## `")]
    assert len(headings) == len(RULES)


@pytest.mark.parametrize("scale", scales().values(), ids=scales())
def it_has_each_term_of_the_yardsticks_with_its_band(scale):
    rows = [f"{step.key} | {step.band[0]:g}–{step.band[1]:g}" for step in scale.steps]
    assert [row for row in rows if row not in DOCUMENT] == []
