"""Fonts that travel with the file: the faces used, obfuscated as the standard asks, whole.

A face is embedded only if its licence bits allow installing it (OpenType, `OS/2` `fsType` 0).
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterable, Mapping
from typing import Any

from copyfit.word.ooxml.element import element, qualified, valued

Face = tuple[str, bool, bool]
SLOTS = {
    (False, False): "w:embedRegular",
    (True, False): "w:embedBold",
    (False, True): "w:embedItalic",
    (True, True): "w:embedBoldItalic",
}
OBFUSCATED_BYTES = 32
FALLBACKS = {
    "IBM Plex Serif": ("Cambria", "roman", "02040503050406030204"),
    "IBM Plex Sans Condensed": ("Arial Narrow", "swiss", "020B0606020202030204"),
    "IBM Plex Sans Arabic": ("Segoe UI", "swiss", "020B0502040204020203"),
}


def font_key(data: bytes) -> str:
    """Return a GUID that depends on the face alone, so that the same face gives the same bytes."""
    digest = hashlib.sha256(data).hexdigest().upper()
    return "{" + "-".join((digest[:8], digest[8:12], digest[12:16], digest[16:20], digest[20:32])) + "}"


def obfuscated(data: bytes, key: str) -> bytes:
    """Return the face with its first 32 bytes XORed with the key reversed (ECMA-376 Part 4, §17.8.1)."""
    mask = bytes.fromhex(key.strip("{}").replace("-", ""))[::-1]
    head = bytes(byte ^ mask[index % 16] for index, byte in enumerate(data[:OBFUSCATED_BYTES]))
    return head + data[OBFUSCATED_BYTES:]


def may_embed(data: bytes) -> bool:
    """Return whether the face's licence bits allow it to be installed where the file is opened."""
    count = struct.unpack(">H", data[4:6])[0]
    for index in range(count):
        tag, _, offset, _ = struct.unpack(">4sLLL", data[12 + 16 * index : 28 + 16 * index])
        if tag == b"OS/2":
            return bool(struct.unpack(">H", data[offset + 8 : offset + 10])[0] == 0)
    return False


def fonts_xml(faces: Iterable[Face], relations: Mapping[Face, tuple[str, str]]) -> Any:
    """Return `w:fonts` (§17.8.3.12); `relations` gives each face its relationship id and key."""
    made = element("w:fonts")
    families: dict[str, list[Face]] = {}
    for face in sorted(faces):
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
