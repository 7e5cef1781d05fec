"""A translation that no person has signed says so.

In: a `Loaded` brief. Out: a notice. Next: it is among the problems of the page, whose footer says it too.
"""

from __future__ import annotations

from collections.abc import Iterator

from copyfit.content.loaded import Loaded
from copyfit.errors import Problem


def problems(loaded: Loaded) -> Iterator[Problem]:
    """Yield a notice while no person has signed the translation."""
    translation = loaded.brief.translation
    if translation and translation.status == "unreviewed":
        yield Problem(
            "unreviewed-translation",
            f"the translation from `{translation.of}` is unreviewed",
            "when a person has read it against the original: status: reviewed, by: their name or office",
            loaded.places.of("translation", "status"),
            "notice",
        )
