"""What `copyfit new` wrote into a brief to be replaced, and still stands there.

In: a `Loaded` brief and the job's files. Out: a warning. Next: it is among the problems of the page.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files as package_files
from typing import Any

from copyfit.content.loaded import Loaded
from copyfit.content.skeleton import TEXT, skeleton
from copyfit.errors import CopyfitError, Problem
from copyfit.project import BRIEF, Files, brief_file
from copyfit.suggest import count
from copyfit.yaml.file import read_yaml

FEWEST_WORDS = 5
"""Shorter ones may be meant: "The decision is due". So may questions."""
NAMES = ("desk", "contact")
"""These are nobody's, however short."""


def problems(loaded: Loaded, files: Files) -> Iterator[Problem]:
    """Yield one warning if texts of a new brief are left in it, at the first of them."""
    path = brief_file(files, loaded.path.split("/")[1])
    if path not in files:
        return
    head = package_files("copyfit.starter").joinpath(BRIEF).read_text("utf-8")
    declared = loaded.declared
    examples = _texts_of(skeleton(head, declared, declared.variants, only_these=False))
    read = read_yaml(path, files[path])
    left = [at for at, text in _texts(read.data) if text in examples]
    if left:
        it = "it" if len(left) == 1 else "them"
        said = "is still that" if len(left) == 1 else "are still those"
        yield Problem(
            "unwritten",
            f"{count(len(left), 'text')} {said} of a new brief, not yours",
            f"write your own, or delete {it}; this is the first"
            if len(left) > 1
            else "write your own, or delete it",
            read.places.of(*left[0]),
            severity="warning",
        )


@lru_cache(maxsize=4)
def _texts_of(new: str) -> frozenset[str]:
    """Return the texts of a new brief that no author would write; none if it cannot be read."""
    try:
        read = read_yaml("a new brief", new.encode())
    except CopyfitError:
        return frozenset()
    return frozenset(
        text
        for at, text in _texts(read.data)
        if at[-1] in NAMES
        or text == TEXT
        or (len(text.split()) >= FEWEST_WORDS and not text.endswith("?") and "$" not in text)
    )


def _texts(data: Any, at: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield every text in some data, with its path."""
    if isinstance(data, str) and at:
        yield at, data
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from _texts(value, (*at, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _texts(value, (*at, index))
