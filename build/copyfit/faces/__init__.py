"""The faces that pages, charts and Word files are set in, and which of them lends letters to which.

In: the font packages and the files of this room. Out: a file for each face, and the *companions* of a
family. Next: `layout` tells fontconfig of them, `measure` shapes with them, `word` embeds what is used.

A companion has what a family lacks: Greek, Cyrillic, the rest of Latin, the signs of ordinary reports.
`build/cut_faces.py` says where they come from. All are under the SIL Open Font License 1.1.
"""

from __future__ import annotations

import functools
import importlib
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

from copyfit.errors import MachineError, Problem

Face = tuple[str, bool, bool]
"""Family name, bold, italic."""

SERIF = "Companion Serif"
SANS = "Companion Sans"
ARABIC = "IBM Plex Sans Arabic"
PACKAGES = ("fontpkg_ibm_plex_serif", "fontpkg_ibm_plex_sans_condensed", "fontpkg_ibm_plex_sans_arabic")
OWN = ("Arimo", SANS, SERIF)
FAMILIAR = {"Arimo": "Arial"}
"""Families that need not travel: by their widths they are another that readers have, or its twin."""
SYMBOLS = range(0xF000, 0xF100)
"""Where faces that have signs in place of letters keep them."""
COMPANIONS = frozenset((SANS, SERIF))
SERIF_FAMILIES = frozenset(("IBM Plex Serif", SERIF))
FILE_STYLES = {
    "Regular": (False, False),
    "Bold": (True, False),
    "Italic": (False, True),
    "BoldItalic": (True, True),
}
LATIN_TEXT, LAST_SERIF = 2, 10
"""PANOSE 1.0: the kind of families for text, and the last serif style that has serifs."""
SERIF_CLASSES = (1, 2, 3, 4, 5, 7)
_FILES = Path(__file__).parent / "files"


@functools.cache
def face_files() -> Mapping[Face, Path]:
    """Return the file of every face that ships with the program.

    Raises MachineError if a font package is not installed.
    """
    files: dict[Face, Path] = {}
    for name in PACKAGES:
        family, folder = _package(name)
        files |= _styles(family, folder, "*")
    for family in OWN:
        files |= _styles(family, _FILES, family.replace(" ", ""))
    return files


def _package(name: str) -> tuple[str, Path]:
    try:
        package = importlib.import_module(name)
    except ImportError:
        message = f"the font package {name} is not installed"
        hint = "run `make`, which installs everything the program needs"
        raise MachineError(Problem("fonts-missing", message, hint)) from None
    return package.FAMILY, Path(package.ROOT) / "files"


def _styles(family: str, folder: Path, stem: str) -> dict[Face, Path]:
    return {
        (family, bold, italic): path
        for style, (bold, italic) in FILE_STYLES.items()
        for path in sorted(folder.glob(f"{stem}-{style}.ttf"))
    }


@functools.cache
def _shipped(face: Face) -> bytes:
    return face_files()[face].read_bytes()


_own: dict[Face, bytes] = {}
"""The house's own faces, for the job at hand."""


def adopt(faces: Mapping[Face, bytes]) -> None:
    """Take the faces that a house brings, in place of those before: a process makes one page at a time."""
    _own.clear()
    _own.update(faces)


def adopted() -> Mapping[Face, bytes]:
    """Return the faces that the house brings."""
    return dict(_own)


def all_faces() -> Mapping[Face, bytes]:
    """Return the TrueType file of every face that there is, the house's own among them."""
    return {**{face: _shipped(face) for face in face_files()}, **_own}


def face_bytes(face: Face) -> bytes:
    """Return the TrueType file of `face`.

    Raises KeyError if there is no such face.
    """
    return _own[face] if face in _own else _shipped(face)


@functools.lru_cache(maxsize=64)
def letters_of(font: bytes) -> frozenset[str]:
    """Return the characters that a face has a glyph for (OpenType `cmap`); a face of signs alone has none."""
    import uharfbuzz as hb

    codes = list(hb.Face(font).unicodes)
    return frozenset() if all(code in SYMBOLS for code in codes) else frozenset(map(chr, codes))


@functools.lru_cache(maxsize=64)
def has_serifs(font: bytes) -> bool:
    """Return whether a face says of itself that it has serifs (OpenType, `OS/2` `panose`, `sFamilyClass`)."""
    from fontTools.ttLib import TTFont

    with TTFont(BytesIO(font), lazy=True) as opened:
        table = opened["OS/2"]
        if table.panose.bFamilyType == LATIN_TEXT and table.panose.bSerifStyle > 1:
            return bool(table.panose.bSerifStyle <= LAST_SERIF)
        return table.sFamilyClass >> 8 in SERIF_CLASSES


def lenders(family: str) -> tuple[str, ...]:
    """Return the families that lend `family` the letters it lacks, in the order in which they are asked."""
    own = next((data for face, data in sorted(_own.items()) if face[0] == family), None)
    serif = family in SERIF_FAMILIES if own is None else has_serifs(own)
    lent = (SERIF, ARABIC) if serif else (SANS, ARABIC)
    return tuple(lender for lender in lent if lender != family)


def parted(text: str, face: Face) -> tuple[tuple[str, Face], ...]:
    """Return `text` in parts, each with the face that sets it: `face`, or the first lender that can.

    What no face has stays with its neighbours.
    """
    chain = [_nearest((family, face[1], face[2])) for family in (face[0], *lenders(face[0]))]
    parts: list[tuple[str, Face]] = []
    for letter in text:
        last = parts[-1][1] if parts else chain[0]
        able = [one for one in chain if letter in letters_of(face_bytes(one))]
        taken = last if letter.isspace() or not able else able[0]
        if parts and taken == last:
            parts[-1] = (parts[-1][0] + letter, taken)
        else:
            parts.append((letter, taken))
    return tuple(parts)


def covers(family: str, letter: str) -> bool:
    """Return whether `family` has a letter, or one that lends it letters; true of an unknown family."""
    known = {one[0] for one in (*face_files(), *_own)}
    chain = [_nearest((name, False, False)) for name in (family, *lenders(family)) if name in known]
    return family not in known or any(letter in letters_of(face_bytes(face)) for face in chain)


def _nearest(face: Face) -> Face:
    """Return `face`, or the one of its family that is most like it."""
    own = sorted(one for one in (*face_files(), *_own) if one[0] == face[0])
    return face if face in own else max(own, key=lambda one: (one[1] == face[1], one[2] == face[2]))
