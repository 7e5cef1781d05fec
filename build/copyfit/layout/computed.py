"""Computed values that follow from what others have, without the engine's way around.

In: WeasyPrint's classes of styles. Out: the same values. Most properties of an element are said nowhere: they
are inherited, or have their initial value, and one look at a table tells which. What a custom property makes
of a shorthand is the same for all elements that see the same value, and found out once a page.
"""

from __future__ import annotations

import functools
from typing import Any

_APART = ("page", "position", "float", "display")
"""Properties whose computed value needs more than the value itself (CSS Page 3, §3.2; CSS 2.2, §9.7)."""


def shorten(css: Any, tokens: Any) -> None:
    """Give `weasyprint.css` the short way, and `weasyprint.css.tokens` a memory of a page."""
    style = css.ComputedStyle
    style.__missing__ = _by_table(style.__missing__, _inherited(css), _initial(css), css)
    solved = _Solved(tokens.Pending.solve)
    tokens.Pending.solve = solved.method()
    css.StyleFor.__init__ = solved.forgetting(css.StyleFor.__init__)


def _inherited(css: Any) -> dict[str, tuple[str, ...]]:
    """Return each property that is inherited as it is, with the logical ones that may stand for it."""
    names = (name for name in css.INITIAL_VALUES if name in css.INHERITED)
    return {name: _logical(css, name) for name in names if _is_simple(name)}


def _initial(css: Any) -> dict[str, tuple[str, ...]]:
    """Return each property that is not inherited and whose initial value needs no other property's."""
    names = (name for name in css.INITIAL_VALUES if name not in css.INHERITED)
    simple = (name for name in names if _is_simple(name) and not css.check_math(css.INITIAL_VALUES[name]))
    return {name: _logical(css, name) for name in simple}


def _is_simple(name: str) -> bool:
    return name not in _APART and not name.startswith("text_decoration_")


def _logical(css: Any, name: str) -> tuple[str, ...]:
    """Return the logical properties of a physical one, in either direction (CSS Logical 1, §4)."""
    function = css.PHYSICAL_FUNCTIONS.get(name)
    return tuple({function(block="ttb", inline=inline) for inline in ("ltr", "rtl")}) if function else ()


def _by_table(
    missing: Any, inherited: dict[str, tuple[str, ...]], initial: dict[str, tuple[str, ...]], css: Any
) -> Any:
    """Return `missing`, which computes a property when it is asked for, passed by where that is plain."""
    values, computers, check_math = css.INITIAL_VALUES, css.COMPUTER_FUNCTIONS, css.check_math
    given = css.INITIAL_NOT_COMPUTED

    @functools.wraps(missing)
    def short(self: Any, key: str) -> Any:
        cascaded, parent = self.cascaded, self.parent_style
        if parent is None or key in cascaded:
            return missing(self, key)
        logical = inherited.get(key)
        if logical is not None or key[:2] == "__":
            if logical and not cascaded.keys().isdisjoint(logical):
                return missing(self, key)
            value = parent[key]
            if isinstance(value, tuple) and check_math(value):
                return missing(self, key)
            if getattr(value, "type", None) == "function":
                return missing(self, key)
            self[key] = value
            return value
        logical = initial.get(key)
        if logical is None or (logical and not cascaded.keys().isdisjoint(logical)):
            return missing(self, key)
        value = values[key]
        if key in given and key in computers:
            value = computers[key](self, key, value)
        self[key] = value
        return value

    return short


class _Solved:
    """What became of values with custom properties on the page that is laid out.

    The engine complains of a bad value once for each sheet that it has read. As sheets are kept, it is made
    to forget that with each page.
    """

    def __init__(self, solve: Any) -> None:
        self._solve = solve
        self._values: dict[Any, tuple[Any, Any, Any]] = {}
        self._reported: list[Any] = []

    def method(self) -> Any:
        """Return the engine's method with a memory."""
        solve, known, reported = self._solve, self._values, self._reported

        @functools.wraps(solve)
        def remembered(pending: Any, tokens: Any, wanted: str, base_url: Any) -> Any:
            key = (id(pending), wanted, base_url, *map(id, tokens))
            found = known.get(key)
            if found is not None:
                return found[0]
            try:
                value = solve(pending, tokens, wanted, base_url)
            except Exception:
                reported.append(pending)
                raise
            known[key] = value, pending, tuple(tokens)  # held, so that their numbers are not used again
            return value

        return remembered

    def forgetting(self, begin: Any) -> Any:
        """Return `begin`, which begins with a page's styles, made to forget the page before."""

        @functools.wraps(begin)
        def begun(*arguments: Any, **named: Any) -> Any:
            self._values.clear()
            for pending in self._reported:
                pending._reported_error = False
            self._reported.clear()
            return begin(*arguments, **named)

        return begun
