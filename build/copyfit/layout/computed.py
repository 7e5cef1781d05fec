"""Computed values that follow from what others have, without the engine's way around.

In: WeasyPrint's classes of styles. Out: the same values. Most properties of an element are said nowhere: they
are inherited, or have their initial value, and one look at a table tells which. Those that boxes were asked
for before are put into a style when it is made. What a custom property makes of a shorthand is the same for
all elements that see the same value, and found out once a page.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any

_APART = ("page", "position", "float", "display")
"""Properties whose computed value needs more than the value itself (CSS Page 3, §3.2; CSS 2.2, §9.7)."""

MOST_TABLES = 256
"""So many sets of rules are looked through once; a page has some forty."""


def shorten(css: Any, tokens: Any) -> None:
    """Give `weasyprint.css` the short way, and `weasyprint.css.tokens` a memory of a page."""
    style, inherited, initial = css.ComputedStyle, _inherited(css), _initial(css)
    ready = _Ready(css, inherited, initial)
    style.__missing__ = _by_table(style.__missing__, inherited, initial, css, ready)
    style.__init__ = ready.filling(style.__init__)
    css.AnonymousStyle.__init__ = ready.filling_anonymous(css.AnonymousStyle.__init__)
    solved = _Solved(tokens.Pending.solve)
    tokens.Pending.solve = solved.method()
    css.resolve_var = solved.resolving(css.resolve_var, css.check_var)
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
    missing: Any,
    inherited: Mapping[str, tuple[str, ...]],
    initial: Mapping[str, tuple[str, ...]],
    css: Any,
    ready: _Ready,
) -> Any:
    """Return `missing`, which computes a property when it is asked for, passed by where that is plain."""
    values, computers, check_math = css.INITIAL_VALUES, css.COMPUTER_FUNCTIONS, css.check_math
    given, note = css.INITIAL_NOT_COMPUTED, ready.note

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
            if logical is not None:
                note(key)
            self[key] = value
            return value
        logical = initial.get(key)
        if logical is None or (logical and not cascaded.keys().isdisjoint(logical)):
            return missing(self, key)
        value = values[key]
        if key in given and key in computers:
            value = computers[key](self, key, value)
        else:
            note(key)
        self[key] = value
        return value

    return short


class _Ready:
    """What styles are given when they are made: of the properties that were asked for before, the plain ones.

    Handed down from style to style is what no element above says anything of.
    """

    def __init__(
        self, css: Any, inherited: Mapping[str, tuple[str, ...]], initial: Mapping[str, tuple[str, ...]]
    ) -> None:
        computed = {name for name in css.INITIAL_NOT_COMPUTED if name in css.COMPUTER_FUNCTIONS}
        self._values = css.INITIAL_VALUES
        self._inherited = inherited
        self._initial = {name: logical for name, logical in initial.items() if name not in computed}
        self._asked: set[str] = set()
        self._tables: dict[tuple[str, ...], tuple[frozenset[str], dict[str, Any]]] = {}

    def note(self, name: str) -> None:
        """Note that a property was asked for that styles were not given."""
        if name not in self._asked:
            self._asked.add(name)
            self._tables.clear()

    def filling(self, make: Any) -> Any:
        """Return `make`, which makes a style, made to fill it."""

        @functools.wraps(make)
        def made(style: Any, parent: Any, cascaded: Any, *others: Any) -> None:
            make(style, parent, cascaded, *others)
            names = tuple(cascaded)
            said, table = self._tables.get(names) or self._table(names)
            if parent is None:
                handed = {name: style[name] for name in self._asked.intersection(self._inherited) - said}
            else:
                handed = parent.handed
                if not said.isdisjoint(handed):
                    handed = {name: value for name, value in handed.items() if name not in said}
                style.update(table)
                style.update(handed)
            style.handed = handed

        return made

    def filling_anonymous(self, make: Any) -> Any:
        """Return `make`, which makes the style of boxes that no element has, made to fill it."""

        @functools.wraps(make)
        def made(style: Any, parent: Any) -> None:
            _, table = self._tables.get(()) or self._table(())
            style.update(table)
            style.update(getattr(parent, "handed", ()))
            make(style, parent)

        return made

    def _table(self, names: tuple[str, ...]) -> tuple[frozenset[str], dict[str, Any]]:
        """Return which properties rules of such `names` are of, and the initial values of the others."""
        if len(self._tables) >= MOST_TABLES:
            self._tables.clear()
        rules = frozenset(names)
        logical = (*self._initial.items(), *self._inherited.items())
        said = rules.union(name for name, others in logical if not rules.isdisjoint(others))
        table = {name: self._values[name] for name in self._asked.intersection(self._initial) - said}
        self._tables[names] = said, table
        return said, table


class _Solved:
    """What became of values with custom properties on the page that is laid out.

    The engine complains of a bad value once for each sheet that it has read. As sheets are kept, it is made
    to forget that with each page.
    """

    def __init__(self, solve: Any) -> None:
        self._solve = solve
        self._values: dict[Any, tuple[Any, Any, Any]] = {}
        self._names: dict[int, tuple[tuple[str, ...] | None, Any]] = {}
        self._resolved: dict[tuple[int, ...], tuple[Any, Any, Any]] = {}
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

    def resolving(self, resolve: Any, has_variables: Any) -> Any:
        """Return `resolve`, which puts custom properties into a token, with a memory.

        The same values in the same token give the same tokens, of which `solve` then knows what they make.
        """
        named, known = self._names, self._resolved

        @functools.wraps(resolve)
        def resolved(style: Any, token: Any, parent: Any) -> Any:
            found = named.get(id(token))
            if found is None:
                names = _variables(token) if has_variables(token) else ()
                found = named[id(token)] = names, token
            names = found[0]
            if names is None:
                return resolve(style, token, parent)
            if not names:
                return None
            values = [style[name] for name in names]
            key = (id(token), *map(id, values))
            if key not in known:
                known[key] = resolve(style, token, parent), token, values
            return known[key][0]

        return resolved

    def forgetting(self, begin: Any) -> Any:
        """Return `begin`, which begins with a page's styles, made to forget the page before."""

        @functools.wraps(begin)
        def begun(*arguments: Any, **named: Any) -> Any:
            for kept in (self._values, self._names, self._resolved):
                kept.clear()
            for pending in self._reported:
                pending._reported_error = False
            self._reported.clear()
            return begin(*arguments, **named)

        return begun


def _variables(token: Any) -> tuple[str, ...] | None:
    """Return the custom properties in a token, as styles name them; None if one of them may be another."""
    inside = token.arguments if token.type == "function" else getattr(token, "content", ())
    if not isinstance(inside, list):
        return ()
    if token.type == "function" and token.lower_name == "var":
        said = [one for one in inside if one.type not in ("whitespace", "comment")]
        return (said[0].value.replace("-", "_"),) if len(said) == 1 and said[0].type == "ident" else None
    found = [_variables(one) for one in inside]
    if None in found:
        return None
    return tuple(dict.fromkeys(name for names in found if names for name in names))
