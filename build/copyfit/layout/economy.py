"""What WeasyPrint does for nothing on such pages, left undone until somebody asks for it.

In: its modules. Out: the same, cheaper: not a box or a byte is otherwise. Its own style sheet gives every
element six parts that only notes and lists have; each would get a style of its own, six times as many as
the page has elements.
"""

from __future__ import annotations

import functools
import re
from types import ModuleType
from typing import Any

_LENGTH = re.compile(r"(?<=^hb_codepoint_t)\[\d+\]$")
SELDOM = frozenset(
    ("marker", "footnote-call", "footnote-marker", "note-call", "note-marker", "note-callback")
)
"""Parts of elements whose styles are computed when they are asked for."""


def spare(css: Any, stream: Any) -> None:
    """Let `weasyprint.css` compute the styles of seldom parts when they are asked for.

    And let `tinyhtml5.inputstream` keep the patterns that it looks for.
    """
    stream.characters_until_regex = _Patterns()
    css.StyleFor.set_computed_styles, css.StyleFor.__call__ = _put_off(
        css.StyleFor.set_computed_styles, css.StyleFor.__call__
    )


def _put_off(set_now: Any, look_up: Any) -> tuple[Any, Any]:
    """Return both, which set and return the style of an element or a part of it, made to wait for parts.

    What a link leads to is collected when its style is set: it does not wait. Waits for
    docs/upstream/seldom-parts.md.
    """

    @functools.wraps(set_now)
    def set_computed_styles(self: Any, element: Any, parent: Any, **named: Any) -> None:
        part = named.get("pseudo_type")
        cascaded = self.get_cascaded_styles().get((element, part), {}) if part in SELDOM else {"anchor"}
        if "anchor" in cascaded:
            set_now(self, element, parent, **named)
        else:
            self.__dict__.setdefault("put_off", {})[element, part] = (cascaded, parent, named)

    @functools.wraps(look_up)
    def style_for(self: Any, element: Any, pseudo_type: Any = None) -> Any:
        if pseudo_type in SELDOM:
            waiting = self.__dict__.get("put_off", {}).pop((element, pseudo_type), None)
            if waiting is not None:
                cascaded, parent, named = waiting
                styles = self.get_cascaded_styles()
                styles[element, pseudo_type] = cascaded
                set_now(self, element, parent, **named)
                del styles[element, pseudo_type]
        return look_up(self, element, pseudo_type)

    return set_computed_styles, style_for


def read_numbers(svg: Any) -> None:
    """Let the modules of `weasyprint.svg` take what is a number for one, without an import each time."""
    size = svg.utils.size

    @functools.wraps(size)
    def measured(string: Any, *others: Any, **named: Any) -> Any:
        try:
            return float(string) if string else 0
        except ValueError:
            return size(string, *others, **named)

    for module in (svg, *(one for one in vars(svg).values() if isinstance(one, ModuleType))):
        if getattr(module, "size", None) is size:
            module.size = measured


def make_arrays(fonts: Any) -> None:
    """Let `weasyprint.pdf.fonts` make its arrays of one type.

    It writes how long each is into the name of its type, and for each length pycparser reads a type anew,
    which takes as long as cutting a font. Waits for docs/upstream/array-types.md.
    """
    fonts.ffi = _Arrays(fonts.ffi)


class _Arrays:
    """The engine's door to C, `ffi`, in whose place it stands."""

    def __init__(self, ffi: Any) -> None:
        self._ffi = ffi

    def __getattr__(self, name: str) -> Any:
        return getattr(self._ffi, name)

    def new(self, kind: str, *filled: Any) -> Any:
        """Return a new value, filled; an array that is filled is as long as what it is filled with."""
        return self._ffi.new(_LENGTH.sub("[]", kind) if filled else kind, *filled)


def pack_once(pydyf: Any) -> None:
    """Let `pydyf` make the bytes of a file's objects once: it makes them again for the digest in the trailer.

    Waits for docs/upstream/packed-twice.md.
    """
    write, kinds = pydyf.PDF.write, (pydyf.Stream, pydyf.Dictionary)
    plain = {kind: kind.data.fget for kind in kinds}

    def remembering(make: Any, known: dict[int, tuple[Any, bytes]]) -> property:
        def data(made: Any) -> bytes:
            if id(made) not in known:
                known[id(made)] = made, make(made)
            return known[id(made)][1]

        return property(data)

    @functools.wraps(write)
    def written(pdf: Any, *arguments: Any, **named: Any) -> None:
        known: dict[int, tuple[Any, bytes]] = {}
        for kind, make in plain.items():
            kind.data = remembering(make, known)
        try:
            write(pdf, *arguments, **named)
        finally:
            for kind, make in plain.items():
                kind.data = property(make)

    pydyf.PDF.write = written


class _Patterns(dict[tuple[frozenset[str], bool], re.Pattern[str]]):
    """What runs of characters, or of all others, are found with.

    The parser means to keep these, and puts them where it does not look: it makes some 800 for a page. Waits
    for docs/upstream/lost-patterns.md.
    """

    def __missing__(self, key: tuple[frozenset[str], bool]) -> re.Pattern[str]:
        characters, are_wanted = key
        listed = "".join(f"\\x{ord(character):02x}" for character in characters)
        pattern = self[key] = re.compile(f"[{'' if are_wanted else '^'}{listed}]+")
        return pattern
