"""A QR code (ISO/IEC 18004) of an address, black on white with the quiet zone that readers need.

In: an address and a width. Out: an SVG. Next: `drawings` names it. The door to segno.
"""

from __future__ import annotations

import segno

QUIET_ZONE = 4
"""Modules of white around the code (ISO/IEC 18004, §5.3.8)."""


def draw_code(address: str, width_mm: float) -> bytes:
    """Return the code of `address`, `width_mm` wide and high with its quiet zone, at error correction M."""
    code = segno.make(address, error="m", micro=False, boost_error=False)
    side = len(code.matrix) + 2 * QUIET_ZONE
    dark = "".join(
        f"M{x + QUIET_ZONE} {y + QUIET_ZONE}h{length}v1h-{length}z"
        for y, row in enumerate(code.matrix)
        for x, length in _runs(row)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width_mm:g}mm" height="{width_mm:g}mm" '
        f'viewBox="0 0 {side} {side}"><path d="M0 0h{side}v{side}h-{side}z" fill="#ffffff"/>'
        f'<path d="{dark}" fill="#000000"/></svg>'
    ).encode()


def _runs(row: bytearray) -> list[tuple[int, int]]:
    """Return start and length of each run of dark modules in a row."""
    runs: list[tuple[int, int]] = []
    for x, is_dark in enumerate(row):
        if is_dark and runs and sum(runs[-1]) == x:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        elif is_dark:
            runs.append((x, 1))
    return runs
