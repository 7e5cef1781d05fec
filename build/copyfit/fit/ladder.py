"""The settings of a variant, most readable first.

In: the variant's `Leeway`, the script, and what the author pinned. Out: `Rung`s and the `Setting` of
each. Next: `slack` finds the first on which everything fits.

Sizes are half-points, leadings multiples of 0.25 pt, gaps multiples of 0.05 pt: what both formats state.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from copyfit.content.edition import Setting
from copyfit.content.leeway import Follower, LeadingRange, Leeway
from copyfit.units import pt_from_mm

LEADING_STEP_PT = 0.25
GAP_STEP_PT = 0.05
SIZE_STEP_PT = 0.5
ACCESSIBLE_PT = 12.0
"""The smallest type on an accessible page (GOV.UK's rule for printed documents)."""
MIN_AIR, BEST_AIR, MAX_AIR = 0.0, 0.5, 1.0
NOISE = 1e-6
YIELDED = (0.0, 0.5, 1.0)
"""Shares of what titles and the like may become smaller by, where nothing else is left but words."""


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of the ladder: the body's size and leading, in pt; the share that some roles yield, 0 to 1."""

    body_pt: float
    leading_pt: float
    yielded: float = 0.0


@dataclass(frozen=True, slots=True)
class Pin:
    """A size, a leading (in pt) or an arrangement that the author fixed; None where fitting is free."""

    body_pt: float | None = None
    leading_pt: float | None = None
    arrangement: str | None = None


@dataclass(frozen=True, slots=True)
class Ladder:
    """The rungs that one page may stand on: `plan` in `script`, pinned, for eyes that need 12 pt or not.

    `small` are roles that the style sheet sets smaller than an accessible page allows: name → size, leading.
    """

    plan: Leeway
    script: str = "Latn"
    pin: Pin = Pin()
    accessible: bool = False
    small: Mapping[str, tuple[float, float]] = field(default_factory=dict)

    @property
    def leadings(self) -> LeadingRange:
        """The body's leading, as multiples of its size."""
        return self.plan.leading_for(self.script)

    @property
    def arrangements(self) -> tuple[str, ...]:
        """The names of the arrangements that the page may take, the design first."""
        return (self.pin.arrangement,) if self.pin.arrangement else self.plan.named()

    @property
    def sizes_pt(self) -> tuple[float, ...]:
        """The body's sizes from the best down to the floor."""
        body = self.plan.type.body
        if self.pin.body_pt is not None:
            return (self.pin.body_pt,)
        floor = max(body.floor, ACCESSIBLE_PT) if self.accessible else body.floor
        return _half_points(max(body.best, floor), floor)

    @property
    def larger_pt(self) -> tuple[float, ...]:
        """The sizes above the best, largest first, that a page with too little text may grow to."""
        body = self.plan.type.body
        ceiling = body.ceiling or body.best
        if self.pin.body_pt is not None or ceiling <= self.sizes_pt[0]:
            return ()
        return _half_points(ceiling, self.sizes_pt[0] + SIZE_STEP_PT)

    def leadings_pt(self, body_pt: float) -> tuple[float, ...]:
        """Return the leadings at one size, largest first."""
        if self.pin.leading_pt is not None:
            return (self.pin.leading_pt,)
        low = math.ceil(body_pt * self.leadings.min / LEADING_STEP_PT - NOISE)
        high = math.floor(body_pt * self.leadings.max / LEADING_STEP_PT + NOISE)
        steps = range(max(low, high), low - 1, -1)
        return tuple(step * LEADING_STEP_PT for step in steps)

    def yielded(self, body_pt: float) -> tuple[float, ...]:
        """Return the shares that yielding roles may have yielded at one size, the least first."""
        may = body_pt == self.sizes_pt[-1] and any(role.yields for role in self.plan.type.followers.values())
        return YIELDED if may else YIELDED[:1]

    def rungs(self) -> tuple[Rung, ...]:
        """Return every rung from the most readable to the floor: larger type first, then larger leading."""
        steps = ((size, share) for size in self.sizes_pt for share in self.yielded(size))
        return tuple(
            Rung(size, leading, share) for size, share in steps for leading in self.leadings_pt(size)
        )

    def best(self) -> Rung:
        """Return the rung with the best size and the middle leading: where probing starts."""
        size = self.sizes_pt[0]
        leadings = self.leadings_pt(size)
        return Rung(size, leadings[len(leadings) // 2])

    def floor(self) -> Rung:
        """Return the tightest rung."""
        size = self.sizes_pt[-1]
        return Rung(size, self.leadings_pt(size)[-1], self.yielded(size)[-1])

    def setting(
        self, rung: Rung, air: float, columns: Mapping[str, float] | None = None, arrangement: str = ""
    ) -> Setting:
        """Return the setting of a rung with all gaps at `air`, 0 to 1, in an arrangement, "" for the first.

        `columns` are at an air of their own, in the range that the plan gives them alone. The columns of
        tables are as narrow as they may be.
        """
        own = {name: self.column_gaps_pt(name, more) for name, more in (columns or {}).items()}
        return Setting(
            body_pt=rung.body_pt,
            leading_pt=rung.leading_pt,
            roles=self.roles(rung),
            gaps_pt={name: rounded(gap.at(air)) for name, gap in self.plan.gaps.items()},
            column_gaps_pt={name: own[name] for name in sorted(own) if own[name]},
            widths_pt=self.widths_pt(arrangement or self.arrangements[0]),
        )

    def widths_pt(self, arrangement: str) -> dict[str, float]:
        """Return the widths that an arrangement sets, and those of the columns of tables, in pt."""
        cells = {name: cell.min for name, cell in self.plan.cells.items()}
        widths = {**cells, **self.plan.widths_of(arrangement)}
        return {name: pt_from_mm(width) for name, width in widths.items()}

    def column_gaps_pt(self, column: str, air: float) -> dict[str, float]:
        """Return the gaps that one column has for itself at `air`, in pt; shared gaps stay out."""
        ranges = {**self.plan.gaps, **self.plan.columns.get(column, {})}
        return {name: rounded(gap.at(air)) for name, gap in sorted(ranges.items()) if not gap.shared}

    def roles(self, rung: Rung) -> dict[str, tuple[float, float]]:
        """Return size and leading of every role that follows the body, in pt."""
        roles = {name: self._followed(role, rung) for name, role in self.plan.type.followers.items()}
        return {**dict(self.small), **roles} if self.accessible else roles

    def _followed(self, role: Follower, rung: Rung) -> tuple[float, float]:
        size = max(rung.body_pt - role.by, role.floor, ACCESSIBLE_PT if self.accessible else 0)
        if role.ceiling is not None:
            size = min(size, max(role.ceiling, ACCESSIBLE_PT if self.accessible else 0))
        size -= math.floor(role.yields * rung.yielded / SIZE_STEP_PT + NOISE) * SIZE_STEP_PT
        ratio = role.leading or rung.leading_pt / rung.body_pt
        ratio = max(ratio, self.leadings.min)
        return size, quarter(size * ratio)


def quarter(length_pt: float) -> float:
    """Return the multiple of a quarter point nearest to `length_pt`."""
    return math.floor(length_pt / LEADING_STEP_PT + 0.5 + NOISE) * LEADING_STEP_PT


def rounded(gap_pt: float) -> float:
    """Return the largest multiple of 0.05 pt that is no longer than `gap_pt`."""
    return round(math.floor(gap_pt / GAP_STEP_PT + NOISE) * GAP_STEP_PT, 2)


def _half_points(high: float, low: float) -> tuple[float, ...]:
    return tuple(half / 2 for half in range(round(high * 2), round(low * 2) - 1, -1))
