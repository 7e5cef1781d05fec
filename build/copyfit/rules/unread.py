"""What stands in a page's style sheets and nothing heeds: a property or a class that is not there.

In: a `Layout`, the job's files and the variant. Out: warnings with line and column. Next: they are among the
problems of the page.

Said is only what is certain. A sheet that variants share may speak of what the others have: of it only what
is almost the name of something else. A class counts as there if its name stands anywhere in the project.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from copyfit.errors import Place, Problem
from copyfit.layout.boxes import Layout
from copyfit.project import TEMPLATES, Files
from copyfit.suggest import did_you_mean

WORD = re.compile(r"[\w-]+")
DEFINED = re.compile(r"(--[\w-]+)\s*:")
IN_PARTS = re.compile(r"([\w-]+)\{[{%]|[}%]\}([\w-]+)")
"""The constant part of a name that a template makes: `grade-{{ item.grade }}`, `{{ kind }}-note`."""
TEXTS = (".j2", ".html", ".yaml", ".json", ".svg")


@dataclass(frozen=True, slots=True)
class Named:
    """What a style sheet names: properties without a value to fall back on, classes; each with its place."""

    variables: tuple[tuple[str, Place], ...] = ()
    classes: tuple[tuple[str, Place], ...] = ()


@dataclass(slots=True)
class _Found:
    """What is found in a style sheet so far."""

    path: str
    variables: list[tuple[str, Place]] = field(default_factory=list)
    classes: list[tuple[str, Place]] = field(default_factory=list)


def problems(layout: Layout, files: Files, variant: str) -> Iterator[Problem]:
    """Yield a warning for each name in the page's style sheets that nothing answers to."""
    sheets = [path for path in layout.style_sheets if path in files]
    defined = {name for path in files if path.endswith((".css", ".j2")) for name in _defined(files[path])}
    defined |= set(DEFINED.findall(layout.html))
    known = [_names_in(content) for path, content in files.items() if path.endswith(TEXTS)]
    known.append(_Names(frozenset(WORD.findall(layout.html))))
    for path in sheets:
        own = path.startswith(f"{TEMPLATES}/{variant}/")
        named = _named(path, files[path])
        for name, place in named.variables:
            near = "" if name in defined else did_you_mean(name, defined)
            if name not in defined and (own or near):
                hint = near or "define it below `:root`, or write what it falls back on: var(--name, black)"
                yield Problem("unknown-property", f"nothing defines `{name}`", hint, place, "warning")
        for name, place in named.classes if own else ():
            if not any(names.has(name) for names in known):
                words = frozenset().union(*(names.words for names in known))
                hint = did_you_mean(name, words) or "correct it, or remove the rule"
                message = f"no template has the class `{name}`, so the rule does nothing"
                yield Problem("unknown-class", message, hint, place, "warning")


@dataclass(frozen=True, slots=True)
class _Names:
    """Every word that may be a class, and the parts of those that templates put together."""

    words: frozenset[str]
    beginnings: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()

    def has(self, name: str) -> bool:
        return name in self.words or name.startswith(self.beginnings) or name.endswith(self.ends)


@lru_cache(maxsize=64)
def _names_in(content: bytes) -> _Names:
    """Return the names in a file, which most pages share."""
    text = content.decode("utf-8", "replace")
    parts = IN_PARTS.findall(text)
    beginnings, ends = ({part[side] for part in parts} - {""} for side in (0, 1))
    return _Names(frozenset(WORD.findall(text)), tuple(beginnings), tuple(ends))


def _defined(content: bytes) -> list[str]:
    return DEFINED.findall(content.decode("utf-8", "replace"))


@lru_cache(maxsize=8)
def _named(path: str, content: bytes) -> Named:
    """Return what a style sheet names."""
    import tinycss2

    found = _Found(path)
    rules = tinycss2.parse_stylesheet(
        content.decode("utf-8", "replace"), skip_comments=True, skip_whitespace=True
    )
    for rule in rules:
        _take(rule, found)
    return Named(tuple(found.variables), tuple(found.classes))


def _take(rule: Any, found: _Found) -> None:
    """Add what one rule names; rules inside `@media` and the like with it."""
    import tinycss2

    if rule.type == "qualified-rule":
        _take_classes(rule.prelude, found)
    if rule.type not in ("qualified-rule", "at-rule") or not rule.content:
        return
    nested = rule.type == "at-rule" and rule.lower_at_keyword in ("media", "supports", "layer")
    if nested:
        for inner in tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True):
            _take(inner, found)
    else:
        _take_variables(rule.content, found)


def _take_classes(prelude: list[Any], found: _Found) -> None:
    """Add the classes that a selector names, but for those inside `:not(…)` and other functions."""
    for before, one in zip([None, *prelude], prelude, strict=False):
        is_dot = before is not None and before.type == "literal" and before.value == "."
        if one.type == "ident" and is_dot:
            found.classes.append((one.value, Place(found.path, one.source_line, one.source_column)))


def _take_variables(tokens: list[Any], found: _Found) -> None:
    """Add the properties that `var(…)` asks for without a value to fall back on."""
    for one in tokens:
        if one.type == "function" and one.lower_name == "var":
            meant = [token for token in one.arguments if token.type not in ("whitespace", "comment")]
            if len(meant) == 1 and meant[0].type == "ident":
                place = Place(found.path, one.source_line, one.source_column)
                found.variables.append((meant[0].value, place))
        inner = getattr(one, "arguments", None) or getattr(one, "content", None)
        if isinstance(inner, list):
            _take_variables(inner, found)
