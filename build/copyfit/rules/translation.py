"""A translation that no person has signed says so.

In: a `Loaded` brief. Out: a notice, or a warning of a review that is nobody's. Next: it is among the problems
of the page, whose footer says it too.
"""

from __future__ import annotations

from collections.abc import Iterator

from copyfit.content.loaded import Loaded
from copyfit.errors import Problem


def problems(loaded: Loaded) -> Iterator[Problem]:
    """Yield a notice while no person has signed the translation, a warning if it is not said who has."""
    translation = loaded.brief.translation
    if translation and translation.status == "reviewed" and not translation.by:
        yield Problem(
            "unsigned-review",
            "the translation is reviewed, and it is not said by whom",
            'write by: "their name or office"',
            loaded.places.of("translation", "status"),
            "warning",
        )
    if translation and translation.status == "unreviewed":
        yield Problem(
            "unreviewed-translation",
            f"the translation from `{translation.of}` is unreviewed",
            "when a person has read it against the original: status: reviewed, by: their name or office",
            loaded.places.of("translation", "status"),
            "notice",
        )
