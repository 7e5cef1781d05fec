"""Cut a face to the letters that a file needs, with HarfBuzz.

In: a face and characters. Out: a smaller face that sets these characters in the same way: the same widths,
kerning, ligatures and marks. Next: `word` embeds it.
"""

from __future__ import annotations

import functools

import uharfbuzz as hb

FEATURES = "calt ccmp clig curs fina init isol kern liga locl lnum mark medi mkmk rlig tnum".split()
NAMES = (0, 1, 2, 3, 4, 5, 6, 13, 14, 16, 17)
"""The names of a face and its licence (OpenType, `name`)."""


@functools.lru_cache(maxsize=64)
def cut(font: bytes, letters: frozenset[str]) -> bytes:
    """Return `font` with those of `letters` that it has, and no hints; the bytes depend on both alone."""
    wanted = hb.SubsetInput()
    wanted.flags = hb.SubsetFlags.NO_HINTING
    for names, values in (
        (wanted.unicode_set, map(ord, letters)),
        (wanted.layout_feature_tag_set, (int.from_bytes(tag.encode(), "big") for tag in FEATURES)),
        (wanted.name_id_set, NAMES),
    ):
        names.clear()
        names.update(values)
    return bytes(hb.subset(hb.Face(font), wanted).blob.data)
