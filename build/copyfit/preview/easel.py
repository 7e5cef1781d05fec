"""The pages on screen as pictures: painted ahead, at the size in which they were last asked for.

In: PDFs, by edition and number. Out: PNGs. Next: `routes` sends
them. While the browser is being told of a page it is painted already.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from copyfit.project import EditionId
from copyfit.proof.rendition import rendition

MOST_PAGES = 24
MOST_PAINTED = 4
MOST_SIZES = 2
"""So many sizes of a page are painted ahead: one for each of the windows that look at it."""

Key = tuple[EditionId, int]


@dataclass(frozen=True, slots=True)
class _Painting:
    key: Key
    scale: float
    task: asyncio.Task[bytes]


class Easel:
    """The last pages, and what was painted of them. To be used in the thread of the loop."""

    def __init__(self) -> None:
        self._pages: dict[Key, bytes] = {}
        self._scales: dict[EditionId, list[float]] = {}
        self._painted: list[_Painting] = []

    def keep(self, edition: EditionId, number: int, pdf: bytes) -> None:
        """Keep a page under its number; it is painted at once if pages of the edition were asked for before.

        A number below 0 is that of a page that somebody tries.
        """
        if (edition, number) in self._pages:
            return
        self._pages[edition, number] = pdf
        while len(self._pages) > MOST_PAGES:
            self._pages.pop(next(iter(self._pages)))
        for scale in self._scales.get(edition, ()):
            self._start((edition, number), pdf, scale)

    async def painted(self, edition: EditionId, number: int, scale: float) -> bytes | None:
        """Return a page with `scale` pixels to a CSS px; None if it is kept no longer."""
        key, pdf = (edition, number), self._pages.get((edition, number))
        if pdf is None:
            return None
        sizes = self._scales.setdefault(edition, [])
        sizes[:] = [scale, *(one for one in sizes if one != scale)][:MOST_SIZES]
        known = next((one for one in self._painted if (one.key, one.scale) == (key, scale)), None)
        return await asyncio.shield(known.task if known else self._start(key, pdf, scale))

    def _start(self, key: Key, pdf: bytes, scale: float) -> asyncio.Task[bytes]:
        task = asyncio.create_task(asyncio.to_thread(rendition, pdf, scale))
        task.add_done_callback(lambda done: done.cancelled() or done.exception())
        self._painted = [*self._painted, _Painting(key, scale, task)][-MOST_PAINTED:]
        return task
