"""What a brief waives: a rule that it may break, why, who answers for it, until when.

In: a `Loaded` brief and the rules. Out: `WaiverUse`s. Next: `building` judges on the day whether they hold.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from copyfit.content.loaded import Loaded
from copyfit.errors import BriefError
from copyfit.review import WaiverUse
from copyfit.rules.registry import Rule, unknown_rule


def waivers_of(loaded: Loaded, rules: Mapping[str, Rule]) -> tuple[WaiverUse, ...]:
    """Return the brief's waivers with their places.

    Raises BriefError for waivers of rules that do not exist.
    """
    wrong = [
        replace(unknown_rule(waiver.rule, rules), place=loaded.places.of("waivers", index, "rule"))
        for index, waiver in enumerate(loaded.brief.waivers)
        if waiver.rule not in rules
    ]
    if wrong:
        raise BriefError(wrong)
    return tuple(
        WaiverUse(
            waiver.rule,
            waiver.reason,
            waiver.owner,
            waiver.expires,
            loaded.places.of("waivers", index),
        )
        for index, waiver in enumerate(loaded.brief.waivers)
    )
