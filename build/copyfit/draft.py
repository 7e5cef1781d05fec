"""A first brief made from another document: plain values that a worker answers.

In: nothing. Out: `Draft`. Next: `cli` writes it into the project and says what is unsure.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Draft:
    """The files of a new brief by their names in its folder, and what a person must look at, in sentences.

    `placed` says which blocks were filled, `unplaced` how many passages stand as comments at the end.
    """

    files: Mapping[str, bytes] = field(default_factory=dict)
    unsure: tuple[str, ...] = ()
    placed: tuple[str, ...] = ()
    unplaced: int = 0
