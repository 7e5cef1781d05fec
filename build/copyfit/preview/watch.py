"""Which files were saved, as soon as they were.

In: the project's folder. Out: sets of paths, each soon after the last of a quick row of saves. Next: `studio`
looks which pages on screen are made from them. Where the system does not tell of changes, it is asked.
"""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Iterator
from itertools import chain
from pathlib import Path

import anyio
from watchfiles import Change, DefaultFilter, awatch, watch

from copyfit.project import BRIEFS, TEMPLATES

GATHER_MS = 200
"""A row of saves is told of after so long at the latest."""
CALM_MS = 6
"""It is over when nothing was saved for so long."""
REST_MS = 60
"""Who builds after a save waits a little longer: two builds take longer than one."""
ASK_EVERY_MS = 250


class _Sources(DefaultFilter):
    """All that a page can be made from: no backup and no hidden file."""

    def __call__(self, change: Change, path: str) -> bool:
        return not Path(path).name.startswith((".", "#", "~")) and not path.endswith(("~", ".swp", ".tmp"))


async def saves(root: Path, stop: anyio.Event) -> AsyncIterator[frozenset[str]]:
    """Yield the paths that were written, made or removed, relative to `root`, until `stop` is set."""
    folders = [root / name for name in (BRIEFS, TEMPLATES)]
    ask = None  # as watchfiles finds best; WATCHFILES_FORCE_POLLING=1 makes it ask
    while not stop.is_set():
        try:
            async for changes in awatch(
                *(folder for folder in folders if folder.is_dir()),
                watch_filter=_Sources(),
                debounce=GATHER_MS,
                step=CALM_MS,
                stop_event=stop,
                force_polling=ask,
                poll_delay_ms=ASK_EVERY_MS,
            ):
                yield frozenset(os.path.relpath(path, root) for _, path in changes)
            return
        except (OSError, RuntimeError):
            # Too many folders to be told of, or one that went away: ask for them instead.
            ask = True
            await anyio.sleep(ASK_EVERY_MS / 1000)
            yield frozenset()


def each_save(root: Path) -> Iterator[frozenset[str]]:
    """Return what was saved, as `saves` does, for whoever has nothing else to do meanwhile.

    What is saved from now on is noticed, also while what was saved before is being looked at.
    Raises KeyboardInterrupt, when the next is asked for, if the program is to end.
    """
    folders = [root / name for name in (BRIEFS, TEMPLATES)]
    waited = watch(
        *folders,
        watch_filter=_Sources(),
        debounce=GATHER_MS,
        step=REST_MS,
        rust_timeout=ASK_EVERY_MS,
        yield_on_timeout=True,
    )
    first = next(waited)  # comes as soon as the folders are watched, and nothing was saved for a moment
    return (
        frozenset(os.path.relpath(path, root) for _, path in changes)
        for changes in chain((first,), waited)
        if changes
    )
