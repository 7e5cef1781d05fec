"""What a length becomes when one setting is exchanged for another.

In: the `Setting` that was laid out and one that is asked about. Out: sizes, leadings and gaps.
Next: `stacking` predicts the page with them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from copyfit.content.edition import Setting
from copyfit.layout.boxes import GapUse, RoleUse

Sizes = tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Scaling:
    """From the setting that was laid out (`before`) to the one that is asked about (`after`)."""

    before: Setting
    after: Setting
    _roles: dict[str, tuple[Sizes, Sizes]] = field(default_factory=dict, repr=False, compare=False)

    def size_pt(self, role: RoleUse | None, size_pt: float) -> float:
        """Return the size of text that follows `role` and is set in `size_pt` before."""
        return self._followed(role, size_pt, 0)

    def leading_pt(self, role: RoleUse | None, leading_pt: float) -> float:
        """Return the leading of text that follows `role` and has `leading_pt` before."""
        return self._followed(role, leading_pt, 1)

    def _followed(self, role: RoleUse | None, length_pt: float, which: int) -> float:
        if role is None:
            return length_pt
        known = self._roles.get(role.name)
        if known is None:
            known = role_of(self.before, role.name), role_of(self.after, role.name)
            self._roles[role.name] = known
        before, after = known
        if before is None or after is None or before[which] == after[which]:
            return length_pt
        if role.added:
            return length_pt + after[which] - before[which]
        return length_pt * after[which] / before[which]

    def growth_pt(
        self,
        uses: Sequence[GapUse],
        sides: Sequence[str],
        columns: Sequence[str],
        now: Sequence[str] | None = None,
    ) -> float:
        """Return by how much the gaps that `uses` names for one of `sides` grow, in pt.

        `columns` are the columns around the box, innermost first, `now` those that it has moved to, if any.
        """
        now = columns if now is None else now
        growths = [
            gap_of(self.after, use.name, now) - gap_of(self.before, use.name, columns)
            for use in uses
            if use.property in sides
        ]
        return sum(growths) if growths else 0


def role_of(setting: Setting, name: str) -> Sizes:
    """Return size and leading of a role, in pt, or None if the setting leaves it to the style sheet."""
    return (setting.body_pt, setting.leading_pt) if name == "body" else setting.roles.get(name)


def gap_of(setting: Setting, name: str, columns: Sequence[str]) -> float:
    """Return the length of a gap inside `columns`, innermost first, in pt; 0 if nobody sets it."""
    for column in columns:
        own = setting.column_gaps_pt.get(column, {})
        if name in own:
            return own[name]
    return setting.gaps_pt.get(name, 0.0)
