"""What tells sources apart whose marks in the text would be the same (CSL 1.0.2, "Disambiguation").

In: sources, a style, what prints a mark. Out: for each source the names, given names or letter that it needs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from copyfit.content.csl.names import person_of
from copyfit.content.csl.render import Known
from copyfit.content.csl.runs import Runs, words_of
from copyfit.content.csl.style import Style

Item = Mapping[str, Any]
Cite = Callable[[str, Known], Runs]
MAX_NAMES_MORE = 30


def told_apart(
    items: Mapping[str, Item], style: Style, cite: Cite, known: Mapping[str, Known]
) -> dict[str, Known]:
    """Return what is known of each source, in the order of the list, with what tells it from the others.

    `cite` prints a source's mark. Names are added first, then given names, then what the style says on
    condition, at last the letters after the year.
    """
    return _Apart(items, style, cite, dict(known)).told()


class _Apart:
    """Tells the sources apart whose marks would be the same."""

    def __init__(self, items: Mapping[str, Item], style: Style, cite: Cite, known: dict[str, Known]) -> None:
        self.items = items
        self.style = style
        self.cite = cite
        self.known = known
        self.area = style.citation

    def told(self) -> dict[str, Known]:
        """Return what is known of each source, with what tells it apart."""
        steps: tuple[tuple[str, Callable[[list[str]], None]], ...] = (
            ("disambiguate-add-names", self._more_names),
            ("disambiguate-add-givenname", self._fuller_names),
        )
        if self.area.get("disambiguate-add-givenname") == "true":
            self._families()
        for option, step in steps:
            if self.area.get(option) == "true":
                for group in self._alike():
                    step(group)
        self._by_condition()
        if self.area.get("disambiguate-add-year-suffix") == "true":
            self._letters()
        return self.known

    def _mark(self, name: str, **changes: int) -> str:
        known = _with(replace(self.known[name], number=0), **changes)
        return words_of(self.cite(name, known))

    def _alike(self) -> list[list[str]]:
        groups: dict[str, list[str]] = defaultdict(list)
        for name in self.known:
            groups[self._mark(name)].append(name)
        return [group for mark, group in groups.items() if len(group) > 1 and mark]

    def _more_names(self, group: list[str]) -> None:
        most = max(
            (
                len(people)
                for name in group
                for people in self.items[name].values()
                if isinstance(people, list)
            ),
            default=0,
        )
        best, parted = 0, 1
        for more in range(1, min(most, MAX_NAMES_MORE) + 1):
            marks = {self._mark(name, more_names=more) for name in group}
            if len(marks) > parted:
                best, parted = more, len(marks)
        if best:
            self._least(group, "more_names", best)

    def _least(self, group: list[str], option: str, most: int) -> None:
        """Set `option` of each source as low as still tells it from the others, up to `most`."""
        marks = {name: [self._mark(name, **{option: level}) for level in range(most + 1)] for name in group}
        for name in group:
            others = [marks[other] for other in group if other != name]
            for level in range(1, most + 1):
                alone = all(marks[name][level] != other[level] for other in others)
                if alone or level == most:
                    self.known[name] = _with(self.known[name], **{option: level})
                    break

    def _fuller_names(self, group: list[str]) -> None:
        for level in (1, 2):
            if len({self._mark(name, fuller_names=level) for name in group}) > 1:
                for name in group:
                    self._fuller(name, level)
                return

    def _fuller(self, name: str, level: int) -> None:
        known = self.known[name]
        self.known[name] = replace(known, fuller_names=max(level, known.fuller_names))

    def _families(self) -> None:
        """Write names out where two people have one family name, though their sources are not alike."""
        rule = self.area.get("givenname-disambiguation-rule", "by-cite")
        if rule == "by-cite":
            return
        given: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        first_only = rule.startswith("primary")
        for name in self.known:
            for person in self._people(name)[: 1 if first_only else None]:
                full = str(person.get("given") or "")
                given[str(person.get("family") or "")][full[:1]].add(full)
        for name in self.known:
            for person in self._people(name)[: 1 if first_only else None]:
                by_initial = given[str(person.get("family") or "")]
                spelt = {full for fulls in by_initial.values() for full in fulls if full}
                if len(spelt) > 1 and person.get("family"):
                    shared = len(by_initial[str(person.get("given") or "")[:1]]) > 1
                    level = 2 if shared and not rule.endswith("with-initials") else 1
                    self._fuller(name, level)

    def _people(self, name: str) -> list[Mapping[str, Any]]:
        item = self.items[name]
        people = item.get("author") or item.get("editor") or []
        return [person_of(person) for person in people if isinstance(person, Mapping)]

    def _by_condition(self) -> None:
        if not any("disambiguate" in node.attributes for node in self.style.reached(self.area)):
            return
        for group in self._alike():
            if len({self._mark(name, disambiguate=True) for name in group}) > 1:
                for name in group:
                    self.known[name] = replace(self.known[name], disambiguate=True)

    def _letters(self) -> None:
        for group in self._alike():
            for index, name in enumerate(group):
                self.known[name] = replace(self.known[name], year_suffix=_letter(index))


def _with(known: Known, **changes: int) -> Known:
    return replace(known, **changes)  # type: ignore[arg-type]


def _letter(index: int) -> str:
    """Return a, b … z, aa, ab."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(97 + rest) + letters
    return letters
