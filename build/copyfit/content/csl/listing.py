"""Sources in a style's order, told apart, each as its entry and its mark.

In: sources by id, as first cited, and a `Style`. Out: the order of the list, entries and marks as runs
(CSL 1.0.2, "Sorting" and "Disambiguation").
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, cmp_to_key
from typing import Any

from copyfit.content.csl.apart import told_apart
from copyfit.content.csl.dates import sortable_date
from copyfit.content.csl.render import DATES, NUMBERS, Known, Printer
from copyfit.content.csl.runs import MarkedRun, Runs, settled, words_of
from copyfit.content.csl.style import Element, Style

Item = Mapping[str, Any]
NAMES_KEYS = {
    "names-min": "et-al-min",
    "names-use-first": "et-al-use-first",
    "names-use-last": "et-al-use-last",
}


@dataclass(frozen=True)
class Listing:
    """The sources of one list in one style. `cited` holds their ids as first cited."""

    items: Mapping[str, Item]
    cited: Sequence[str]
    style: Style
    prints_numbers: bool = True
    """Whether an entry says its own number; False where the list around it does."""

    @cached_property
    def order(self) -> tuple[str, ...]:
        """The ids in the order of the list."""
        plain = {
            name: Known(number=index, label=_label(self.items[name]))
            for index, name in enumerate(self.cited, 1)
        }
        area = self.style.bibliography
        return self._sorted(tuple(self.cited), plain, area) if area is not None else tuple(self.cited)

    @cached_property
    def known(self) -> Mapping[str, Known]:
        """What each entry takes from the list: its number, its letter, how its names are told apart."""
        plain = {name: Known(number=index) for index, name in enumerate(self.order, 1)}
        return self._labelled(told_apart(self.items, self.style, self.cite, plain))

    def entry(self, name: str) -> Runs:
        """Return the entry of a source in the list."""
        area = self.style.bibliography or self.style.citation
        known = replace(self.known.get(name, Known()), prints_number=self.prints_numbers)
        layout = area.find("layout")
        assert layout is not None, "a style without a layout is refused"
        runs = Printer(self.style, area, self.items[name], known).layout(layout)
        return settled(self._substituted(name, runs), self.style.locale)

    def mark(self, name: str, locator: tuple[str, str] = ("", ""), position: str = "first") -> Runs:
        """Return what stands for a source in the text, without what the layout puts around it."""
        known = replace(self.known.get(name, Known()), locator=locator, position=position)
        return settled(self.cite(name, known), self.style.locale)

    def cite(self, name: str, known: Known) -> Runs:
        """Return a source through the style's layout of citations, without affixes and seams unmended."""
        layout = self.style.citation.find("layout")
        assert layout is not None, "a style without a layout is refused"
        bare = replace(layout, attributes={})
        return Printer(self.style, self.style.citation, self.items[name], known).layout(bare)

    def together(self, names: Sequence[str]) -> tuple[str, ...]:
        """Return sources that are cited in one place, each once, in the order of the style's citations.

        What the style sorts alike stands as in the list, so that 2020a comes before 2020b.
        """
        listed = tuple(sorted(dict.fromkeys(names), key=self.order.index))
        return self._sorted(listed, self.known, self.style.citation)

    # -- order --

    def _sorted(self, names: Sequence[str], known: Mapping[str, Known], area: Element) -> tuple[str, ...]:
        sort = area.find("sort")
        if sort is None:
            return tuple(names)
        keys = [key for key in sort.children if key.tag == "key"]
        values = {name: [self._key(key, name, known[name], area) for key in keys] for name in names}
        downs = [key.get("sort") == "descending" for key in keys]

        def compared(left: str, right: str) -> int:
            for a, b, down in zip(values[left], values[right], downs, strict=True):
                if a == b:
                    continue
                if a is None or b is None:
                    return 1 if a is None else -1
                return (-1 if a < b else 1) * (-1 if down else 1)
            return 0

        return tuple(sorted(names, key=cmp_to_key(compared)))

    def _key(self, key: Element, name: str, known: Known, area: Element) -> Any:
        """Return what a source is sorted by; None, which comes last, where it says nothing."""
        options = {own: key.get(said) for said, own in NAMES_KEYS.items() if key.get(said)}
        printer = Printer(self.style, area, self.items[name], known, options)
        variable = key.get("variable")
        if key.get("macro"):
            said: Any = words_of(settled(printer.macro(key), self.style.locale))
        elif variable in DATES:
            date = printer.value(variable)
            said = sortable_date(date) if date is not None else ""
        elif isinstance(printer.value(variable), list):
            node = Element("names", {"variable": variable}, (Element("name", {"form": "long"}),))
            said = words_of(printer.names(node))
        else:
            said = printer.value(variable)
            said = "" if said is None else str(said)
        return _collated(str(said), number=variable in NUMBERS) if said else None

    # -- marks of their own kinds --

    def _labelled(self, known: dict[str, Known]) -> Mapping[str, Known]:
        if not self.style.uses("citation-label", self.style.citation):
            return known
        found: dict[str, Known] = {}
        labels = [_label(self.items[name]) for name in known]
        for label, (name, one) in zip(labels, known.items(), strict=True):
            same = sum(other.label.startswith(label) for other in found.values())
            letter = chr(ord("a") + same % 26) if labels.count(label) > 1 else ""
            found[name] = replace(one, label=label + (one.year_suffix or letter))
        return found

    def _substituted(self, name: str, runs: Runs) -> Runs:
        """Return an entry with what replaces the names that are those of the entry before."""
        area = self.style.bibliography
        sign = area.get("subsequent-author-substitute") if area is not None else ""
        if area is None or "subsequent-author-substitute" not in area.attributes or name not in self.order:
            return runs
        at = self.order.index(name)
        if not at:
            return runs
        rule = area.get("subsequent-author-substitute-rule", "complete-all")
        layout = area.find("layout")
        assert layout is not None, "a style without a layout is refused"
        before = Printer(
            self.style, area, self.items[self.order[at - 1]], self.known[self.order[at - 1]]
        ).layout(layout)
        return _replaced(runs, _first_names(before), sign, rule)


def _first_names(runs: Runs) -> Runs:
    """Return the runs of the first names of an entry."""
    start = next((index for index, run in enumerate(runs) if run.part), len(runs))
    end = next((index for index in range(start, len(runs)) if not runs[index].part), len(runs))
    return runs[start:end]


def _replaced(runs: Runs, before: Runs, sign: str, rule: str) -> Runs:
    names = _first_names(runs)
    if not names or not before:
        return runs
    start = next(index for index, run in enumerate(runs) if run.part)
    end = start + len(names)
    if rule == "complete-all" or not any(run.part.startswith("name-") for run in names):
        same = words_of(names) == words_of(before)
        return [*runs[:start], *([MarkedRun(sign)] if sign else []), *runs[end:]] if same else runs
    mine, theirs = _by_name(names), _by_name(before)
    alike = 0
    while alike < min(len(mine), len(theirs)) and list(mine.values())[alike] == list(theirs.values())[alike]:
        alike += 1
    if rule == "complete-each" and words_of(names) != words_of(before):
        return runs
    kept = {"partial-first": min(alike, 1)}.get(rule, alike)
    gone = set(list(mine)[:kept])
    found: Runs = []
    for run in names:
        if run.part in gone:
            if found and found[-1].part == run.part:
                continue
            run = MarkedRun(sign, part=run.part)  # noqa: PLW2901
        found.append(run)
    return [*runs[:start], *found, *runs[end:]]


def _by_name(runs: Runs) -> dict[str, str]:
    found: dict[str, str] = defaultdict(str)
    for run in runs:
        if run.part.startswith("name-"):
            found[run.part] += run.text
    return dict(found)


def _collated(text: str, *, number: bool) -> Any:
    """Return what a text is compared by: without case, accents and signs first; numbers by their worth."""
    if number and text.strip().isdecimal():
        return (f"{int(text):020}", "")
    plain = "".join(
        letter
        for letter in unicodedata.normalize("NFD", text.casefold())
        if not unicodedata.combining(letter)
    )
    bare = "".join(
        letter if letter.isalnum() else " " if letter.isspace() or letter in ",;" else "" for letter in plain
    )
    return (" ".join(bare.split()), text)


def _label(item: Item) -> str:
    """Return a label of the kind `Doe65`, `RoNo78` (CSL 1.0.2, "citation-label")."""
    people: Sequence[Any] = next(
        (item[role] for role in ("author", "editor", "translator") if item.get(role)), []
    )
    families = [
        str(person.get("family") or person.get("literal") or "")
        for person in people
        if isinstance(person, Mapping)
    ]
    size = {1: 3, 2: 2, 3: 1}.get(len(families), 1)
    name = "".join(family[:size] for family in families[:4]) or str(item.get("title") or "")[:3]
    date = item.get("issued")
    parts = date.get("date-parts", [[]]) if isinstance(date, Mapping) else [[]]
    year = str(parts[0][0]) if parts and parts[0] else ""
    return f"{name}{year[-2:]}"
