"""Fonts that travel with the file: the faces used, cut to what editing needs, and obfuscated.

A face is embedded only if its licence bits allow editing with it (OpenType, `OS/2` `fsType`). It keeps the
letters of its page, all of their scripts, and of every page Latin, punctuation and the signs of reports.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterable, Mapping
from typing import Any

from copyfit.faces import ARABIC, COMPANIONS, FAMILIAR, Face
from copyfit.measure.cut import cut
from copyfit.word.ooxml.element import element, qualified, valued

SLOTS = {
    (False, False): "w:embedRegular",
    (True, False): "w:embedBold",
    (False, True): "w:embedItalic",
    (True, True): "w:embedBoldItalic",
}
OBFUSCATED_BYTES = 32
INSTALLABLE, EDITABLE, NO_SUBSET, BITMAP_ONLY = 0x0000, 0x0008, 0x0100, 0x0200
FALLBACKS = {
    "IBM Plex Serif": ("Cambria", "roman", "02040503050406030204"),
    "IBM Plex Sans Condensed": ("Arial Narrow", "swiss", "020B0606020202030204"),
    "IBM Plex Sans Arabic": ("Segoe UI", "swiss", "020B0502040204020203"),
    "Arial": ("Liberation Sans", "swiss", "020B0604020202020204"),
    "Companion Serif": ("Cambria", "roman", "02040503050406030204"),
    "Companion Sans": ("Arial", "swiss", "020B0604020202020204"),
}

Ranges = tuple[tuple[int, int], ...]

ALWAYS: Ranges = ((0x20, 0x7E), (0xA0, 0xA0), (0x2010, 0x2027), (0x202F, 0x203A))
SIGNS: Ranges = (
    (0x2044, 0x2044), (0x2080, 0x2089), (0x20AC, 0x20AC), (0x20B9, 0x20B9), (0x2116, 0x2116),
    (0x2122, 0x2122), (0x2190, 0x2193), (0x2205, 0x2206), (0x2212, 0x2212), (0x221A, 0x221E),
    (0x2248, 0x2265), (0x25A0, 0x25CF), (0x2605, 0x2611),
)  # fmt: skip
LATIN_SIGNS: Ranges = ((0xA1, 0xBF),)
LATIN: Ranges = ((0xC0, 0x17F), (0x218, 0x21B))
ARABIC_LETTERS: Ranges = (
    (0x60C, 0x60C), (0x61B, 0x61F), (0x621, 0x63A), (0x640, 0x655), (0x660, 0x66D), (0x670, 0x671),
    (0x67E, 0x67E), (0x686, 0x686), (0x695, 0x695), (0x698, 0x698), (0x6A4, 0x6A4), (0x6A9, 0x6A9),
    (0x6AF, 0x6AF), (0x6B5, 0x6B5), (0x6BE, 0x6BE), (0x6C6, 0x6C7), (0x6CC, 0x6CC), (0x6CE, 0x6CE),
    (0x6D5, 0x6D5), (0x6F0, 0x6F9),
)  # fmt: skip
"""What Arabic, Persian and Kurdish are written with."""
MORE_ARABIC: Ranges = (
    (0x672, 0x67D), (0x67F, 0x685), (0x687, 0x694), (0x699, 0x6A3), (0x6AA, 0x6AE), (0x6B6, 0x6BD),
    (0x6BF, 0x6C5), (0x6C8, 0x6CB), (0x6D0, 0x6D4), (0x6FA, 0x6FF), (0x750, 0x77F),
)  # fmt: skip
"""What Urdu and others add."""
SCRIPTS: tuple[Ranges, ...] = (
    LATIN,
    ((0x180, 0x24F), (0x1E00, 0x1EFF)),
    ((0x300, 0x36F),),
    ((0x370, 0x3FF),),
    ((0x1F00, 0x1FFF),),
    ((0x400, 0x52F),),
    ARABIC_LETTERS,
    MORE_ARABIC,
)
"""Letters that are kept together: who writes one of them may write any other."""


def embedded(font: bytes, face: Face, text: Iterable[str]) -> bytes:
    """Return `font`, the file of `face`, cut to what the characters of `text` and their neighbours need."""
    used = frozenset(text)
    scripts = [script for script in SCRIPTS if any(_is_in(letter, script) for letter in used)]
    if face[0] not in (*COMPANIONS, ARABIC):
        scripts.append((*ALWAYS, *LATIN))
    kept = [SIGNS, *scripts, *([ALWAYS, LATIN_SIGNS] if scripts else [])]
    return cut(
        font, used | {chr(code) for part in kept for first, last in part for code in range(first, last + 1)}
    )


def _is_in(letter: str, ranges: Ranges) -> bool:
    return any(first <= ord(letter) <= last for first, last in ranges)


def font_key(data: bytes) -> str:
    """Return a GUID that depends on the face alone, so that the same face gives the same bytes."""
    digest = hashlib.sha256(data).hexdigest().upper()
    return "{" + "-".join((digest[:8], digest[8:12], digest[12:16], digest[16:20], digest[20:32])) + "}"


def obfuscated(data: bytes, key: str) -> bytes:
    """Return the face with its first 32 bytes XORed with the key reversed (ECMA-376 Part 4, §17.8.1)."""
    mask = bytes.fromhex(key.strip("{}").replace("-", ""))[::-1]
    head = bytes(byte ^ mask[index % 16] for index, byte in enumerate(data[:OBFUSCATED_BYTES]))
    return head + data[OBFUSCATED_BYTES:]


def name_in_word(family: str) -> str:
    """Return the name by which Word knows a family."""
    return FAMILIAR.get(family, family)


def travels(face: Face, data: bytes) -> bool:
    """Return whether a face belongs into the file: readers lack it, and its licence allows it."""
    return face[0] not in FAMILIAR and may_embed(data)


def may_embed(data: bytes) -> bool:
    """Return whether the face's licence bits allow it to be cut, and used where the file is edited."""
    count = struct.unpack(">H", data[4:6])[0]
    for index in range(count):
        tag, _, offset, _ = struct.unpack(">4sLLL", data[12 + 16 * index : 28 + 16 * index])
        if tag == b"OS/2":
            bits = struct.unpack(">H", data[offset + 8 : offset + 10])[0]
            return bits & 0x000F in (INSTALLABLE, EDITABLE) and not bits & (NO_SUBSET | BITMAP_ONLY)
    return False


def fonts_xml(faces: Iterable[Face], relations: Mapping[Face, tuple[str, str]]) -> Any:
    """Return `w:fonts` (§17.8.3.12); `relations` gives each face its relationship id and key."""
    made = element("w:fonts")
    families: dict[str, list[Face]] = {}
    for face in sorted((name_in_word(family), bold, italic) for family, bold, italic in faces):
        families.setdefault(face[0], []).append(face)
    for family, members in families.items():
        made.append(_font(family, members, relations))
    return made


def _font(family: str, members: list[Face], relations: Mapping[Face, tuple[str, str]]) -> Any:
    fallback = FALLBACKS.get(family)
    font = element("w:font", {"name": family})
    if fallback:
        font.append(valued("w:altName", fallback[0]))
        font.append(valued("w:panose1", fallback[2]))
    font.append(valued("w:charset", "00"))
    font.append(valued("w:family", fallback[1] if fallback else "auto"))
    font.append(valued("w:pitch", "variable"))
    for _, bold, italic in sorted(members, key=lambda face: list(SLOTS).index((face[1], face[2]))):
        if (family, bold, italic) not in relations:
            continue
        relation, key = relations[family, bold, italic]
        embed = element(SLOTS[bold, italic])
        embed.set(qualified("r:id"), relation)
        embed.set(qualified("w:fontKey"), key)
        font.append(embed)
    return font
