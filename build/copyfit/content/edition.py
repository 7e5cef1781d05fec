"""An edition: what one page is made from, brief × variant × language.

In: a `Loaded` brief and a `Variant`. Out: an `Edition`, wordings chosen. Next: `composing`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from copyfit.content.brief import Brief, Override, StatementOverride
from copyfit.content.declaration import Block
from copyfit.content.fields import Part
from copyfit.content.kinds import Group, Identified, Statement, Wording
from copyfit.content.loaded import Loaded
from copyfit.content.variant import Variant

SHORT, DROPPED = "short", "dropped"
Breaks = Mapping[str, tuple[int, ...]]
"""After how many items each column of a run ends, but the last; not of runs that are parted by count."""


@dataclass(frozen=True)
class Setting:
    """The sizes, leadings and gaps of one layout, in pt.

    `roles` gives size and leading of each role that follows the body; `column_gaps_pt` the gaps that
    one column (`data-column`) has for itself, `widths_pt` the widths of columns and of tables' columns.
    """

    body_pt: float
    leading_pt: float
    roles: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    gaps_pt: Mapping[str, float] = field(default_factory=dict)
    column_gaps_pt: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    widths_pt: Mapping[str, float] = field(default_factory=dict)

    def css(self) -> str:
        """Return the setting as custom properties: `--<role>-size`, `--gap-<name>`, `--width-<name>`."""
        roles = {"body": (self.body_pt, self.leading_pt), **self.roles}
        lengths = {}
        for name, (size, leading) in roles.items():
            lengths[f"{name}-size"], lengths[f"{name}-leading"] = size, leading
        lengths |= {f"gap-{name}": gap for name, gap in self.gaps_pt.items()}
        lengths |= {f"width-{name}": width for name, width in self.widths_pt.items()}
        rules = [_rule(":root", lengths)]
        for column, gaps in self.column_gaps_pt.items():
            rules.append(
                _rule(f'[data-column="{column}"]', {f"gap-{name}": gap for name, gap in gaps.items()})
            )
        return "\n".join(rules)


def _rule(selector: str, lengths: Mapping[str, float]) -> str:
    return f"{selector} {{ {' '.join(f'--{name}: {length:.9g}pt;' for name, length in lengths.items())} }}"


@dataclass(frozen=True, eq=False)
class Edition:
    """One page's content. `brief` has the variant's overrides applied and what is not for it removed.

    `day` is the one that an archived page says the age of its facts for, if any was given.
    `choices` says for a statement's id that its `short` wording is used or that it is `dropped`;
    `arrangement` names the way the page is arranged, "" for the design; `breaks` part its lists that run on
    from column to column.
    """

    slug: str
    loaded: Loaded
    brief: Brief
    variant: Variant
    language: str
    choices: Mapping[str, str] = field(default_factory=dict)
    extras: frozenset[str] = frozenset()
    arrangement: str = ""
    breaks: Breaks = field(default_factory=dict)
    day: dt.date | None = None

    @property
    def row(self) -> str:
        """The name of the row that the page is made for, "" if its brief is no series."""
        return self.loaded.row.slug if self.loaded.row else ""

    @property
    def own_blocks(self) -> Mapping[str, Block]:
        """The blocks that the variant's page takes."""
        return self.loaded.declared.of(self.variant.name)

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """Every statement that the variant may show, dropped or not, in the brief's order."""
        return tuple(self.brief.statements())

    def with_choices(self, choices: Mapping[str, str]) -> Edition:
        """Return the edition with these choices and no others."""
        return replace(self, choices=dict(choices))

    def is_dropped(self, statement: str) -> bool:
        """Return whether the statement was left out for room."""
        return self.choices.get(statement) == DROPPED

    def wording(self, wording: Wording, statement: str) -> tuple[str, str]:
        """Return which wording of a statement, or of a part of it, is used, and its text."""
        if self.choices.get(statement) == SHORT and wording.short:
            return SHORT, wording.short
        if self.variant.plan.prefer == "plain" and wording.plain:
            return "plain", wording.plain
        return "text", wording.text


def select(loaded: Loaded, variant: Variant, language: str) -> Edition:
    """Return what one page says: overrides applied, statements for other variants removed."""
    override = loaded.brief.overrides.get(variant.name, Override())
    brief = loaded.brief
    changes: dict[str, Any] = {
        name: _selected(value, variant.name, override.statements) for name, value in brief.blocks()
    }
    own = {name: getattr(override, name) for name in ("title", "subtitle", "marking")}
    changes |= {name: said for name, said in own.items() if said is not None}
    changes["headings"] = {**brief.headings, **override.headings}
    if override.citations:
        plan = variant.plan.model_copy(update={"citations": override.citations})
        variant = replace(variant, plan=plan)
    return Edition(_slug(loaded.path), loaded, brief.model_copy(update=changes), variant, language)


def _slug(path: str) -> str:
    return path.split("/")[1]


def _selected(value: Any, variant: str, overrides: Mapping[str, StatementOverride]) -> Any:
    """Return `value` without what is not for `variant`, statements changed as the variant wants."""
    if isinstance(value, tuple):
        return tuple(_items(value, variant, overrides))
    if isinstance(value, Identified):
        return next(_items((value,), variant, overrides), None)
    if isinstance(value, Group):
        parts = {name: part and _selected(part, variant, overrides) for name, part in value.parts().items()}
        asked = {name for name, field in type(value).model_fields.items() if field.is_required()}
        is_whole = all(parts[name] is not None for name in asked)
        return value.model_copy(update=parts) if is_whole and any(parts.values()) else None
    return value


def _items(items: tuple[Any, ...], variant: str, overrides: Mapping[str, StatementOverride]) -> Iterator[Any]:
    for item in items:
        only = getattr(item, "only", ())
        change = overrides.get(getattr(item, "id", ""))
        if (only and variant not in only) or (change and change.omit):
            continue
        yield _changed(item, change) if change else item


def _changed(item: Part, change: StatementOverride) -> Any:
    update = {name: value for name, value in change if value is not None and name in type(item).model_fields}
    return item.model_copy(update=update)
