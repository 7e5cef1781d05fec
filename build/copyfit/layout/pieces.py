"""Which family Pango took for each letter: a box of text → pieces of one family each.

In: a text box, laid out. Out: its `Piece`s in reading order. Next: each becomes a run of its own, so that
whatever measures, embeds or writes text knows the face that it is really set in.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from copyfit.faces import lenders, letters_of
from copyfit.layout.opening import engine
from copyfit.units import pt_from_px

engine()

from weasyprint.text.ffi import FROM_UNITS, ffi, pango  # noqa: E402

SPACES = frozenset("\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f")
"""Spaces that HarfBuzz makes of nothing where a face has none; other programs take them from any font."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Text of one family, its left edge from that of its box, and how wide it is, in pt.

    Pieces follow one another in the paragraph's direction, though the page may show them in another order.
    """

    text: str
    family: str
    x_pt: float
    width_pt: float


def pieces_of(box: Any) -> tuple[Piece, ...]:
    """Return the pieces of `box`, in the order in which they are read.

    Text of letters that every face has, or in a family that there is not, is one piece.
    """
    family = box.style["font_family"][0]
    whole = Piece(box.text, family, 0.0, pt_from_px(box.width))
    faces = {face: data for face, data in box.style.font_config.faces.items() if face[0] == family}
    if box.text.isascii() or not faces or _plain(tuple(faces.values())).issuperset(box.text):
        return (whole,)
    odd = SPACES.intersection(box.text)
    lacked = odd - letters_of(next(iter(faces.values()))) if odd else odd
    pieces = tuple(_in_a_row(_joined(_taken(box, family, lacked)), box))
    if len(pieces) > 1 and "".join(piece.text for piece in pieces) == box.text:
        return pieces
    return (replace(whole, family=pieces[0].family),) if len(pieces) == 1 else (whole,)


@lru_cache(maxsize=16)
def _plain(faces: tuple[bytes, ...]) -> frozenset[str]:
    """Return the letters and points of Latin texts that every one of the faces has: none of them is lent."""
    held = frozenset.intersection(*map(letters_of, faces))
    return held.intersection(map(chr, (*range(0x20, 0x250), *range(0x2010, 0x203B)))) - SPACES


def _in_a_row(pieces: Iterator[Piece], box: Any) -> Iterator[Piece]:
    """Yield the pieces one after the other, from the edge at which the paragraph's lines begin."""
    rtl = box.style["direction"] == "rtl"
    x_pt = pt_from_px(box.width) if rtl else 0.0
    for piece in pieces:
        x_pt -= piece.width_pt if rtl else 0.0
        yield replace(piece, x_pt=x_pt)
        x_pt += 0.0 if rtl else piece.width_pt


def _taken(box: Any, family: str, lacked: frozenset[str]) -> Iterator[Piece]:
    """Yield what Pango set in one go, in reading order; it lists this from left to right."""
    box.pango_layout.reactivate(box.style)
    line, _ = box.pango_layout.get_first_line()
    text = box.text.encode()
    found: list[tuple[int, Piece]] = []
    link = line.runs
    while link != ffi.NULL:
        item = link.data.item
        taken = _family(item)
        letters = text[item.offset : item.offset + item.length].decode("utf-8", "replace")
        for start, part, width_px in _parts(link.data, letters, lacked if taken == family else frozenset()):
            lent = lenders(family)[0] if part in lacked and taken == family else taken
            found.append((item.offset + start, Piece(part, lent, 0.0, pt_from_px(width_px))))
        link = link.next
    box.pango_layout.deactivate()
    yield from (piece for _, piece in sorted(found, key=lambda one: one[0]))


def _parts(run: Any, letters: str, apart: frozenset[str]) -> Iterator[tuple[int, str, float]]:
    """Yield the parts of one run, each letter of `apart` alone: its first byte, text, width in px."""
    texts: list[str] = []
    for letter in letters:
        if texts and letter not in apart and texts[-1] not in apart:
            texts[-1] += letter
        else:
            texts.append(letter)
    glyphs = run.glyphs
    start = 0
    for text in texts:
        end = start + len(text.encode())
        width = sum(
            glyphs.glyphs[index].geometry.width
            for index in range(glyphs.num_glyphs)
            if start <= glyphs.log_clusters[index] < end
        )
        yield start, text, width * FROM_UNITS
        start = end


def _family(item: Any) -> str:
    described = ffi.gc(
        pango.pango_font_describe_with_absolute_size(item.analysis.font), pango.pango_font_description_free
    )
    return str(ffi.string(pango.pango_font_description_get_family(described)).decode())


def _joined(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Yield the pieces, neighbours of one family as one; Pango also parts scripts and directions."""
    pending: Piece | None = None
    for piece in pieces:
        if pending is None:
            pending = piece
        elif pending.family == piece.family:
            text, width = pending.text + piece.text, pending.width_pt + piece.width_pt
            pending = replace(pending, text=text, width_pt=width)
        else:
            yield pending
            pending = piece
    if pending is not None:
        yield pending
