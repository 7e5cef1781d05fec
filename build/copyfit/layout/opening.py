"""Open the door to WeasyPrint: fonts and system libraries are set up before any of its modules is imported.

In: nothing. Out: the engine. Every module of this package that needs its private names asks here first.
"""

from __future__ import annotations

import functools
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from copyfit.errors import MachineError, Problem
from copyfit.layout.fonts import use_private_fonts
from copyfit.layout.later import imported_later


@functools.cache
def engine() -> Any:
    """Import WeasyPrint, seeing only the program's fonts.

    Raises MachineError if a system library is missing.
    """
    use_private_fonts()
    try:
        with _named_libraries(), imported_later():
            import weasyprint
    except OSError as error:
        raise MachineError(
            Problem(
                "library-missing",
                f"Pango, which sets the text, cannot be loaded ({str(error).splitlines()[0]})",
                "run `make`, or: sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
            )
        ) from None
    from weasyprint import css, draw, stacking, svg
    from weasyprint.css import computed_values, tokens, units
    from weasyprint.draw import text as drawing
    from weasyprint.formatting_structure import boxes
    from weasyprint.layout import absolute, background, block, column, grid, inline, page, percent, table
    from weasyprint.layout import float as floats
    from weasyprint.text import line_break

    from copyfit.layout.computed import shorten
    from copyfit.layout.economy import make_arrays, pack_once, read_numbers, spare
    from copyfit.layout.patches import mend
    from copyfit.layout.sheets import keep
    from copyfit.layout.told import tell_at_once, tell_once
    from copyfit.layout.trees import parse_once

    places = (absolute, block, column, floats, grid, inline, page, table)
    tell_once(line_break, percent, (line_break, percent, computed_values, units, *places))
    tell_at_once(boxes, background)
    mend(inline, drawing, stacking, draw)
    spare(css, weasyprint.tinyhtml5.inputstream)
    pack_once(weasyprint.pdf.pydyf)
    make_arrays(weasyprint.pdf.fonts)
    read_numbers(svg)
    shorten(css, tokens)
    keep(css)
    parse_once(weasyprint.tinyhtml5, weasyprint.cssselect2.Matcher)
    return weasyprint


@contextmanager
def _named_libraries() -> Iterator[None]:
    """Let the system's libraries be opened by the names of their files alone while WeasyPrint is imported.

    It tries many names; each that is no file has ctypes run `ldconfig` and the compiler, which takes
    longer than the rest of the import. On Linux the names of the files are among them. Waits for
    docs/upstream/library-search.md.
    """
    import ctypes.util

    search = ctypes.util.find_library
    if sys.platform == "linux":
        ctypes.util.find_library = lambda name: None  # noqa: ARG005
    try:
        yield
    finally:
        ctypes.util.find_library = search
