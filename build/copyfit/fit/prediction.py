"""What is foretold of a page at one setting.

In: nothing. Out: `Prediction`. Next: `stack` makes it, `slides` moves blocks in it, `view` answers with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from copyfit.content.edition import Breaks, Setting


@dataclass(frozen=True, slots=True)
class Prediction:
    """A predicted page, in pt from the sheet's top: where its text ends, its boxes end, its columns end.

    For each node: its height, its lines, how far its text reaches down in it, how far below its parent's top
    it stands, by how much it is wider, whether it is gone. `breaks` are those of runs that are not parted by
    count.
    """

    ink_pt: float
    bottom_pt: float
    columns_pt: Mapping[str, float]
    heights_pt: tuple[float, ...]
    lines: tuple[int, ...]
    inks_pt: tuple[float, ...] = ()
    offsets_pt: tuple[float, ...] = ()
    wider_pt: tuple[float, ...] = ()
    gone: tuple[bool, ...] = ()
    breaks: Breaks = field(default_factory=dict)


def key_of(setting: Setting) -> tuple[object, ...]:
    """Return what tells a setting from others."""
    own = tuple((name, *gaps.items()) for name, gaps in setting.column_gaps_pt.items())
    each = (setting.roles, setting.gaps_pt, setting.widths_pt)
    return (setting.body_pt, setting.leading_pt, own, *(tuple(values.items()) for values in each))
