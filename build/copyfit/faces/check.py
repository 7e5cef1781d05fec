"""Can a font file of a house's own be used: is it one, may it travel, is it what it is called?

In: the bytes of a TrueType or OpenType file and what it is to be. Out: problems at the place that names it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from io import BytesIO
from typing import Any

from copyfit.errors import Place, Problem

Look = tuple[bool, bool]
"""Bold, italic."""
MAX_BYTES = 8 * 2**20
NEEDED = frozenset(map(ord, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 .,:;-()"))
TABLES = ("cmap", "glyf", "head", "hhea", "hmtx", "maxp", "name", "OS/2")
RESTRICTED, PREVIEW, NO_SUBSET, BITMAP = 0x0002, 0x0004, 0x0100, 0x0200
BOLD_FROM = 600


@lru_cache(maxsize=64)
def checked(path: str, content: bytes, family: str, look: Look, place: Place) -> tuple[Problem, ...]:
    """Return what is wrong with the font file at `path`, whose face is to have `family` and `look`."""
    return tuple(_problems(path, content, family, look, place))


def _problems(path: str, content: bytes, family: str, look: Look, place: Place) -> Iterator[Problem]:
    font = _opened(content)
    if font is None or not _can_be_cut(content, font):
        hint = "export it again as TrueType (.ttf); a page of the web or a Mac's suitcase is none"
        yield Problem("broken-font", f"{path} cannot be read as a font", hint, place)
        return
    if "fvar" in font:
        hint = "take the static files of the family, one for each style"
        yield Problem("variable-font", f"{path} is a variable font, which Word does not read", hint, place)
        return
    if "CFF " in font or "CFF2" in font:
        hint = "take the TrueType version of the family (.ttf)"
        message = f"{path} has PostScript outlines, which Word does not read from a file"
        yield Problem("font-outlines", message, hint, place)
        return
    lacking = sorted(table for table in TABLES if table not in font)
    if lacking:
        yield Problem("broken-font", f"{path} lacks `{lacking[0]}`", "export it again as TrueType", place)
        return
    yield from _rights(path, font["OS/2"].fsType, place)
    missing = NEEDED - set(font.getBestCmap() or ())
    if missing:
        message = f"{path} has no {chr(min(missing))!r}"
        yield Problem("font-letters", message, "a family needs all Latin letters and figures", place)
    named = font["name"].getDebugName(1) or ""
    if named != family:
        message = f"{path} calls itself `{named}`, not `{family}`"
        yield Problem("font-name", message, f"write `{named}`, by which Word will know it", place)
    yield from _looks_otherwise(path, font, look, place)


def _opened(content: bytes) -> Any:
    """Return the font, every table that is needed read once; None if that fails."""
    from fontTools.ttLib import TTFont

    if len(content) > MAX_BYTES or content[:4] not in (b"\0\1\0\0", b"true", b"OTTO"):
        return None
    try:
        font = TTFont(BytesIO(content))
        for table in ("name", "OS/2", "cmap", "head", "hhea", "hmtx", "glyf"):
            if table in font:
                font[table]
        font.getBestCmap()
    except Exception:  # noqa: BLE001 - a broken file breaks its reader anywhere
        return None
    return font


def _can_be_cut(content: bytes, font: Any) -> bool:
    """Return whether HarfBuzz, which cuts a face to what a Word file needs, finds its tables whole."""
    import uharfbuzz as hb

    wanted = hb.SubsetInput()
    wanted.unicode_set.update(font.getBestCmap() or ())
    try:
        hb.subset(hb.Face(content), wanted)
    except RuntimeError:
        return False
    return True


def _rights(path: str, bits: int, place: Place) -> Iterator[Problem]:
    """Yield what the licence bits forbid (OpenType, `OS/2` `fsType`): Word files must bring the face."""
    if bits & 0x000F in (RESTRICTED, PREVIEW) or bits & (NO_SUBSET | BITMAP):
        kind = "not at all" if bits & RESTRICTED else "only for reading" if bits & PREVIEW else "only whole"
        message = f"{path} may be embedded {kind} (fsType {bits:#06x}); a Word file that is edited needs more"
        hint = "ask its maker for a licence that allows editable embedding, or choose another font"
        yield Problem("font-rights", message, hint, place)


def _looks_otherwise(path: str, font: Any, look: Look, place: Place) -> Iterator[Problem]:
    """Yield a warning if a face says of itself that it has another weight or slope."""
    bold = font["OS/2"].usWeightClass >= BOLD_FROM
    italic = bool(font["head"].macStyle & 2 or font["OS/2"].fsSelection & 1)
    if (bold, italic) != look:
        says = " ".join(word for word, on in (("bold", bold), ("italic", italic)) if on) or "regular"
        message = f"{path} says of itself that it is {says}"
        yield Problem("font-style", message, "is it named at the right style?", place, "warning")
