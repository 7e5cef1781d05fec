"""docs/fitting.md explains every key of `fit.yaml`, and what it shows is what happens."""

from __future__ import annotations

import re

import pytest
from ruamel.yaml import YAML

from copyfit.content import leeway as plan
from copyfit.content.leeway import Leeway
from copyfit.fit import fit

from .briefs import ROOT, Shape, brief_of, edition_of

GUIDE = (ROOT / "docs/fitting.md").read_text(encoding="utf-8")


def keys_after(opening: str) -> set[str]:
    """Return the first cells of the table that follows `opening`."""
    table = GUIDE.partition(opening)[2].partition("| key | says |\n|---|---|\n")[2].partition("\n\n")[0]
    return {name for row in table.splitlines() for name in re.findall(r"`(\w+)`", row.split("|")[1])}


class DescribeTheGuide:
    @pytest.mark.parametrize(
        ("opening", "model"),
        [
            ("## Every key of fit.yaml", plan.Leeway),
            ("**`type: body`**", plan.SizeRange),
            ("**`type: second`**", plan.Follower),
            ("**A gap**", plan.GapRange),
            ("**An extra**", plan.Extra),
            ("**An arrangement**", plan.Arrangement),
        ],
    )
    def it_explains_every_key(self, opening, model):
        assert keys_after(opening) == set(model.model_fields)

    def it_explains_what_json_says(self):
        from copyfit.build.report import FIT_KEYS

        assert keys_after("## Where it is said") == set(FIT_KEYS)

    def it_shows_a_plan_that_is_valid(self):
        shown = GUIDE.partition("## Every key of fit.yaml")[2].partition("```yaml\n")[2].partition("```")[0]
        assert Leeway.model_validate(YAML(typ="safe").load(shown)).type.body.best == 11


class DescribeAPinnedPage:
    """A brief's `fit:` fixes size or leading of a variant; the rest is fitted."""

    @pytest.mark.parametrize("pinned", [("body_pt",), ("leading_pt",), ("body_pt", "leading_pt")])
    def it_keeps_what_is_pinned(self, pinned):
        brief = brief_of(Shape(3, "executive", "en", 0.6))
        free = fit(*edition_of(brief, "executive")).fit
        pin = {"body_pt": free.body_pt - 0.5, "leading_pt": free.leading_pt - 0.25}
        asked = {name: pin[name] for name in pinned}
        found = fit(*edition_of({**brief, "fit": {"executive": asked}}, "executive")).fit
        assert {name: getattr(found, name) for name in pinned} == asked
        assert found.fill <= 1.0005

    def it_is_free_in_other_variants(self):
        brief = brief_of(Shape(3, "executive", "en", 0.7))
        free = fit(*edition_of(brief, "executive")).fit
        assert fit(*edition_of({**brief, "fit": {"student": {"body_pt": 10}}}, "executive")).fit == free
