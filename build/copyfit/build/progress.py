"""What a build tells whoever watches it: nothing, unless a subclass says how."""

from __future__ import annotations

from copyfit.build.report import Result


class Progress:
    """Told of each step of a build or a check. This one keeps it to itself."""

    def waiting(self) -> None:
        """Another build holds the output folder."""

    def planned(self, stale: int, fresh: int) -> None:
        """So many editions are to be made, so many are there already."""

    def finished(self, result: Result) -> None:
        """One edition was made, or failed."""

    def close(self) -> None:
        """The work is done, or was stopped."""
