"""One source through a style's layout (CSL 1.0.2, "Rendering Elements").

In: a `Style`, a source as CSL data, what is known of it in the list. Out: runs. Next: `listing`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from copyfit.content.csl.case import cased
from copyfit.content.csl.dates import date_runs, parts_said, sortable_date
from copyfit.content.csl.names import Manner, names_runs, options_of
from copyfit.content.csl.numbers import is_numeric, is_several, number, pages, spanned
from copyfit.content.csl.runs import CLOSE, OPEN, MarkedRun, Runs, dressed, joined, rich, words_of, wrapped
from copyfit.content.csl.style import Element, Style

DATES = frozenset("accessed available-date container event-date issued original-date submitted".split())
NUMBERS = frozenset(
    "chapter-number citation-number collection-number edition first-reference-note-number issue locator "
    "number number-of-pages number-of-volumes page page-first part-number printing-number section "
    "supplement-number version volume".split()
)
EMPTY_NAME = Element("name", {})
ALIASES = {
    "title-short": "shortTitle",
    "container-title-short": "journalAbbreviation",
    "event": "event-title",
    "event-title": "event",
}


@dataclass(frozen=True, slots=True)
class Known:
    """What an entry takes from the list around it."""

    number: int = 0
    label: str = ""
    year_suffix: str = ""
    more_names: int = 0
    fuller_names: int = 0
    disambiguate: bool = False
    locator: tuple[str, str] = ("", "")
    """What kind of place in the source is named, and which."""
    position: str = "first"
    prints_number: bool = True


@dataclass(slots=True)
class Printer:
    """Prints one source. Keeps what is suppressed, and whether groups found anything to print."""

    style: Style
    area: Element
    item: Mapping[str, Any]
    known: Known
    sorting: Mapping[str, str] | None = None
    suppressed: set[str] = field(default_factory=set)
    called: int = 0
    printed: int = 0
    suffix_used: bool = False
    used: set[str] = field(default_factory=set)
    depth: int = 0

    # -- what a source says --

    def value(self, name: str) -> Any:
        """Return a variable of the source; what is empty is None."""
        if name == "citation-number":
            return self.known.number if self.known.prints_number and self.known.number else None
        if name == "citation-label":
            return self.known.label or None
        if name == "year-suffix":
            return self.known.year_suffix or None
        if name == "locator":
            return self.known.locator[1] or None
        if name == "page-first":
            page = str(self.item.get("page-first") or self.item.get("page") or "")
            return page.replace("–", "-").split("-")[0].split(",")[0].strip() or None
        said = self.item.get(name)
        if said in (None, "", []) and name in ALIASES:
            said = self.item.get(ALIASES[name])
        return None if said in (None, "", []) else said

    @property
    def english(self) -> bool:
        """Whether the source is in English, so that its title may have large letters."""
        language = str(
            self.item.get("language") or self.style.root.get("default-locale") or self.style.language
        )
        return language[:2].lower() == "en"

    # -- elements --

    def children(self, node: Element) -> Iterator[Runs]:
        """Yield what each child of `node` prints; a `choose` is transparent."""
        for child in node.children:
            if child.tag == "choose":
                branch = next((each for each in child.children if self._holds(each)), None)
                if branch is not None:
                    yield from self.children(branch)
            else:
                yield self.element(child)

    def element(self, node: Element) -> Runs:
        """Return what one rendering element prints."""
        printer = _ELEMENTS.get(node.tag)
        return printer(self, node) if printer else []

    def layout(self, node: Element) -> Runs:
        """Return what a layout prints, its looks and affixes on it."""
        return wrapped(dressed(joined(self.children(node), ""), node), node)

    def group(self, node: Element) -> Runs:
        """Return a group."""
        runs = self._together(node, node.get("delimiter"))
        return wrapped(dressed(runs, node), node)

    def _together(self, node: Element, delimiter: str) -> Runs:
        """Return what the children of `node` print; nothing if they ask for variables that are all empty."""
        outer = (self.called, self.printed)
        self.called = self.printed = 0
        runs = joined(self.children(node), delimiter)
        empty = bool(self.called) and not self.printed
        found = bool(runs) and not empty
        self.called = outer[0] + (1 if self.called or found else 0)
        self.printed = outer[1] + (1 if found else 0)
        return runs if found else []

    def macro(self, node: Element) -> Runs:
        """Return what a macro prints; it is a group of its own."""
        return self._together(self.style.macros[node.get("macro")], "")

    def text(self, node: Element) -> Runs:
        """Return a variable, a term, a fixed text or a macro."""
        if node.get("macro"):
            return self._finished(self.macro(node), node)
        if node.get("term"):
            term = self._term(node.get("term"), node.get("form", "long"), plural=node.get("plural") == "true")
            return self._finished([MarkedRun(term)] if term else [], node)
        if "value" in node.attributes:
            return self._finished(rich(node.get("value")), node)
        return self._finished(self._variable(node.get("variable"), node), node)

    def _variable(self, name: str, node: Element) -> Runs:
        self.called += name != "year-suffix"
        if name in self.suppressed or (name == "year-suffix" and self.suffix_used):
            return []
        short = f"{name}-short" if node.get("form") == "short" else name
        said = self.value(short) if short != name else None
        said = self.value(name) if said is None else said
        if said is None or isinstance(said, Mapping | list):
            return []
        self.printed += name != "year-suffix"
        self.used.add(name)
        if name in ("page", "locator"):
            return [MarkedRun(pages(str(said), self._page_format(name), self._range_sign()))]
        if name == "year-suffix":
            self.suffix_used = True
        if name == "citation-number":
            return [MarkedRun(str(said))]
        if name in NUMBERS and is_numeric(said):
            return [MarkedRun(spanned(str(said), self._range_sign()))]
        fixed = name in ("URL", "DOI")
        return [MarkedRun(str(said), fixed=True)] if fixed else rich(str(said))

    def _page_format(self, name: str) -> str:
        form = self.style.root.get("page-range-format")
        return form if name == "page" or self.known.locator[0] == "page" else ""

    def _range_sign(self) -> str:
        return self.style.locale.term("page-range-delimiter") or "–"

    def _finished(self, runs: Runs, node: Element) -> Runs:
        if not runs:
            return []
        runs = cased(runs, node, english=self.english)
        if node.get("quotes") == "true":
            runs = [MarkedRun(OPEN), *runs, MarkedRun(CLOSE)]
        return wrapped(dressed(runs, node), node)

    def _term(self, name: str, form: str, *, plural: bool) -> str:
        return self.style.locale.term(name, form, plural=plural) or ""

    def number(self, node: Element) -> Runs:
        """Return a number."""
        name = node.get("variable")
        self.called += 1
        said = self.value(name)
        if said is None or name in self.suppressed:
            return []
        self.printed += 1
        self.used.add(name)
        gender = self.style.locale.genders.get(name, "")
        if name == "page":
            text = pages(str(said), self.style.root.get("page-range-format"), self._range_sign())
        else:
            text = number(said, node.get("form", "numeric"), self.style.locale, gender)
        return self._finished(rich(text), node)

    def label(self, node: Element, variable: str = "", *, plural: bool | None = None) -> Runs:
        """Return the label of a number: `p.`, `vols.`."""
        name = variable or node.get("variable")
        said = self.value(name)
        if not variable and said is None:
            return []
        term = self.known.locator[0] or "page" if name == "locator" else name
        if plural is None:
            many = is_several(said, shortened=name in ("page", "locator")) or (
                name.startswith("number-of-") and str(said).isdecimal() and int(said) > 1
            )
            plural = (
                many if node.get("plural", "contextual") == "contextual" else node.get("plural") == "always"
            )
        words = self._term(term, node.get("form", "long"), plural=plural)
        return self._finished([MarkedRun(words)] if words else [], node)

    def date(self, node: Element) -> Runs:
        """Return a date; the letter that tells sources of one year apart stands after its year."""
        name = node.get("variable")
        self.called += 1
        said = self.value(name)
        if said is None or name in self.suppressed:
            return []
        if self.sorting is not None:
            self.printed += 1
            return [MarkedRun(sortable_date(said, parts_said(node)))]
        suffix = (
            ""
            if name != "issued" or self.suffix_used or _has_own_suffix(self.style)
            else self.known.year_suffix
        )
        runs = date_runs(said, node, self.style.locale, suffix)
        if suffix and runs:
            self.suffix_used = True
        self.printed += bool(runs)
        return runs

    # -- names --

    def names(self, node: Element, parent: Element | None = None) -> Runs:
        """Return the names of the first variables that has any, or what stands in for them."""
        self.called += 1
        roles = [role for role in node.get("variable").split() if role not in self.suppressed]
        holder = (
            parent
            if parent is not None and not any(child.tag != "substitute" for child in node.children)
            else node
        )
        found = self._roles(roles, holder)
        if found:
            self.printed += 1
            self.used |= set(roles)
            delimiter = self._names_delimiter(holder)
            runs = joined(found, delimiter) if not _is_count(holder, self) else _summed(found)
            runs = wrapped(dressed(runs, holder), holder) if holder is node else runs
            return runs if parent is not None else _as_names(runs)
        substitute = node.find("substitute")
        return self._substituted(substitute, node) if substitute is not None else []

    def _roles(self, roles: Sequence[str], holder: Element) -> list[Runs]:
        people = {role: self.value(role) for role in roles}
        there = [role for role in roles if isinstance(people[role], list)]
        both = {"editor", "translator"}
        if (
            both <= set(there)
            and people["editor"] == people["translator"]
            and self._term("editortranslator", "long", plural=False)
        ):
            label = "editortranslator"
            merged = [label if role == "editor" else role for role in there if role != "translator"]
            people[label] = people["editor"]
            there = merged
        return [self._role(role, people[role], holder) for role in there]

    def _role(self, role: str, people: Sequence[Mapping[str, Any]], holder: Element) -> Runs:
        name = holder.find("name") or EMPTY_NAME
        manner = self.manner(holder)
        if manner.get("form") == "count":
            return [MarkedRun(str(manner.shown(people)[0]))]
        runs = wrapped(dressed(names_runs(people, manner), name), name)
        label = holder.find("label")
        if label is None or self.sorting is not None:
            return runs
        words = self.label(label, role, plural=len(people) > 1)
        first = holder.children.index(label) < (
            holder.children.index(name) if name in holder.children else len(holder.children)
        )
        return [*words, *runs] if first and name in holder.children else [*runs, *words]

    def manner(self, holder: Element) -> Manner:
        """Return how the names below `holder` are printed."""
        root = self.style.root
        name = holder.find("name") or EMPTY_NAME
        options = options_of(name, self.area, root)
        if self.sorting is not None:
            options = {**options, "name-as-sort-order": "all", **self.sorting}
        rule = self.style.citation.get("givenname-disambiguation-rule", "by-cite")
        return Manner(
            options,
            name,
            holder.find("et-al"),
            self.style.locale,
            root.get("demote-non-dropping-particle", "display-and-sort"),
            root.get("initialize-with-hyphen", "true") == "true",
            self.known.more_names if self.area is self.style.citation or self.sorting is None else 0,
            self.known.fuller_names if options.get("form") == "short" or "initialize-with" in options else 0,
            rule.startswith("primary"),
            self.sorting is not None,
        )

    def _names_delimiter(self, holder: Element) -> str:
        return holder.get("delimiter") or self.style.option("names-delimiter", self.area)

    def _substituted(self, substitute: Element, names: Element) -> Runs:
        for child in substitute.children:
            before = self.used.copy()
            runs = self.names(child, names) if child.tag == "names" else self.element(child)
            if runs:
                self.suppressed |= (
                    set(child.get("variable").split()) if child.tag == "names" else self.used - before
                )
                return _as_names(runs)
        return []

    # -- conditions --

    def _holds(self, node: Element) -> bool:
        if node.tag == "else":
            return True
        match = node.get("match", "all")
        found = [test(self, said) for name, test in _TESTS.items() for said in node.get(name).split()]
        if match == "any":
            return any(found)
        return not any(found) if match == "none" else all(found)

    def is_uncertain(self, name: str) -> bool:
        """Return whether a date is marked as uncertain."""
        said = self.item.get(name)
        return isinstance(said, Mapping) and bool(said.get("circa"))

    def is_position(self, name: str) -> bool:
        """Return whether a citation stands where `name` says; nothing in a list does."""
        if self.area is not self.style.citation:
            return False
        return name == self.known.position or (name == "subsequent" and self.known.position != "first")


def _has_own_suffix(style: Style) -> bool:
    areas = [style.citation, *([style.bibliography] if style.bibliography else [])]
    return any(style.uses("year-suffix", area) for area in areas)


def _is_count(holder: Element, printer: Printer) -> bool:
    return printer.manner(holder).get("form") == "count"


def _summed(found: list[Runs]) -> Runs:
    total = sum(int(words_of(runs)) for runs in found)
    return [MarkedRun(str(total))] if total else []


def _as_names(runs: Runs) -> Runs:
    return [replace(run, part=run.part or "names") for run in runs]


_ELEMENTS: dict[str, Callable[[Printer, Element], Runs]] = {
    "text": Printer.text,
    "number": Printer.number,
    "label": Printer.label,
    "date": Printer.date,
    "names": Printer.names,
    "group": Printer.group,
}
_TESTS: dict[str, Callable[[Printer, str], bool]] = {
    "type": lambda printer, said: printer.item.get("type") == said,
    "variable": lambda printer, said: printer.value(said) is not None,
    "is-numeric": lambda printer, said: printer.value(said) is not None and is_numeric(printer.value(said)),
    "is-uncertain-date": Printer.is_uncertain,
    "locator": lambda printer, said: bool(printer.known.locator[1]) and printer.known.locator[0] == said,
    "position": Printer.is_position,
    "disambiguate": lambda printer, said: printer.known.disambiguate == (said == "true"),
}
