"""Lengths and their conversions; the only place where one unit becomes another.

People write millimetres, layout thinks in points, WeasyPrint in CSS pixels, Word in twips,
half-points, eighths of a point and EMU.
"""

from __future__ import annotations

PT_PER_INCH = 72.0
MM_PER_INCH = 25.4
PX_PER_INCH = 96.0
TWIPS_PER_PT = 20
EMU_PER_PT = 12_700


def pt_from_mm(length_mm: float) -> float:
    """Return `length_mm` in pt."""
    return length_mm * PT_PER_INCH / MM_PER_INCH


def mm_from_pt(length_pt: float) -> float:
    """Return `length_pt` in mm."""
    return length_pt * MM_PER_INCH / PT_PER_INCH


def pt_from_px(length_px: float) -> float:
    """Return `length_px` (CSS px, 1/96 inch) in pt."""
    return length_px * PT_PER_INCH / PX_PER_INCH


def px_from_pt(length_pt: float) -> float:
    """Return `length_pt` in CSS px."""
    return length_pt * PX_PER_INCH / PT_PER_INCH


def twips_from_pt(length_pt: float) -> int:
    """Return `length_pt` in whole twips, 1/20 pt (ECMA-376 Part 1, §17.18.87)."""
    return round(length_pt * TWIPS_PER_PT)


def pt_from_twips(length: int) -> float:
    """Return `length`, in twips, in pt."""
    return length / TWIPS_PER_PT


def half_points(size_pt: float) -> int:
    """Return the value of `w:sz`, in half-points (ECMA-376 Part 1, §17.3.2.38)."""
    return round(size_pt * 2)


def eighths_from_pt(width_pt: float) -> int:
    """Return the value of a border's `w:sz`, in eighths of a point (ECMA-376 Part 1, §17.18.23)."""
    return round(width_pt * 8)


def emu_from_pt(length_pt: float) -> int:
    """Return `length_pt` in whole EMU, the unit of DrawingML (ECMA-376 Part 1, §20.1.10.16)."""
    return round(length_pt * EMU_PER_PT)
