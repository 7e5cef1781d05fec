"""Names of people and bodies as a style prints them (CSL 1.0.2, "Names" and "Name").

In: the names of one variable, the `name` element and what it inherits. Out: runs.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from copyfit.content.csl.case import cased
from copyfit.content.csl.runs import MarkedRun, Runs, dressed, joined, rich, wrapped
from copyfit.content.csl.style import Element, Locale

Person = Mapping[str, Any]

INHERITED = (
    "and delimiter-precedes-et-al delimiter-precedes-last et-al-min et-al-use-first et-al-use-last "
    "initialize initialize-with name-as-sort-order sort-separator et-al-subsequent-min "
    "et-al-subsequent-use-first"
).split()
LEADING = re.compile(r"((?:[^\W\d_]+[’' -])+?)(?=[^\W\d_]*[A-Z\u00c0-\u00de\u0410-\u042f])")
EAST_ASIAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
MAX_NAME = 300
OTHERS = ("et al.", "others")
"""What a list of names ends with whose source names no more."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How names are printed: the options of one `name` element, and how far names are told apart."""

    options: Mapping[str, str]
    node: Element
    et_al: Element | None
    locale: Locale
    demote: str
    hyphen: bool
    more: int = 0
    """Names that are shown beyond `et-al-use-first`, to tell sources apart."""
    fuller: int = 0
    """0 as the style says, 1 with initials, 2 with given names."""
    primary_only: bool = False
    sorting: bool = False

    def get(self, name: str, default: str = "") -> str:
        """Return an option."""
        return self.options.get(name) or default

    def count(self, name: str) -> int:
        """Return an option that is a number; 0 if it is not set."""
        said = self.options.get(name, "")
        return int(said) if said.isdecimal() else 0

    def shown(self, people: Sequence[Person]) -> tuple[int, bool]:
        """Return how many names are shown, and whether more are left."""
        least, first = self.count("et-al-min"), self.count("et-al-use-first") or 1
        if not least or len(people) < least or first >= len(people):
            return len(people), False
        kept = min(len(people), first + self.more)
        return kept, kept < len(people)


def options_of(node: Element, area: Element, root: Element) -> dict[str, str]:
    """Return the options of a `name` element with those it inherits."""
    found = {}
    for name in INHERITED:
        for holder in (node, area, root):
            if name in holder.attributes:
                found[name] = holder.get(name)
                break
    for name in ("form", "delimiter"):
        for holder, key in ((node, name), (area, f"name-{name}"), (root, f"name-{name}")):
            if key in holder.attributes:
                found[name] = holder.get(key)
                break
    return found


def person_of(person: Person) -> Person:
    """Return a name with its particles apart: small words before the family or after the given name."""
    family, given = str(person.get("family") or ""), str(person.get("given") or "")
    if len(family) > 2 and family[0] == family[-1] == '"':
        return {**person, "family": family[1:-1]}
    if person.get("literal") or person.get("non-dropping-particle") or person.get("dropping-particle"):
        return person
    found = dict(person)
    match = LEADING.match(family[:MAX_NAME])
    if match and match[1] == match[1].lower():
        found |= {"non-dropping-particle": match[1].rstrip(" "), "family": family[match.end() :]}
    words = given[:MAX_NAME].split()
    small = 0
    while small < len(words) - 1 and words[-1 - small].isalpha() and words[-1 - small].islower():
        small += 1
    if small and len(given) <= MAX_NAME:
        found |= {"dropping-particle": " ".join(words[-small:]), "given": " ".join(words[:-small])}
    return found


def names_runs(people: Sequence[Person], manner: Manner) -> Runs:
    """Return a list of names."""
    others = bool(people) and str(people[-1].get("literal")) in OTHERS
    people = [person_of(person) for person in (people[:-1] if others else people)]
    kept, left = manner.shown(people)
    left = left or others
    written = [
        [replace(run, part=run.part or f"name-{index}") for run in name_runs(person, index, manner)]
        for index, person in enumerate(people[:kept])
    ]
    delimiter = (
        manner.get("delimiter", ", ") if "delimiter" not in manner.options else manner.options["delimiter"]
    )
    if left and manner.get("et-al-use-last") == "true" and len(people) >= kept + 2:
        last = name_runs(people[-1], len(people) - 1, manner)
        return joined([*written, [MarkedRun("… "), *last]], delimiter)
    if left:
        return _and_others(written, manner, delimiter)
    return _with_and(written, manner, delimiter)


def _and_others(written: list[Runs], manner: Manner, delimiter: str) -> Runs:
    term = manner.et_al.get("term", "et-al") if manner.et_al else "et-al"
    words = manner.locale.term(term) or manner.locale.term("et-al") or "et al."
    others = [MarkedRun(words)] if not manner.sorting else []
    if manner.et_al is not None:
        others = wrapped(dressed(others, manner.et_al), manner.et_al)
    if not others:
        return joined(written, delimiter)
    precedes = _precedes(manner.get("delimiter-precedes-et-al", "contextual"), len(written), manner, 2)
    return [*joined(written, delimiter), MarkedRun(delimiter if precedes else " "), *others]


def _with_and(written: list[Runs], manner: Manner, delimiter: str) -> Runs:
    kind = manner.get("and")
    if len(written) < 2 or kind not in ("text", "symbol") or manner.sorting:
        return joined(written, delimiter)
    word = "&" if kind == "symbol" else (manner.locale.term("and") or "and")
    head = joined(written[:-1], delimiter)
    precedes = _precedes(manner.get("delimiter-precedes-last", "contextual"), len(written), manner, 3)
    if precedes:
        return [*head, MarkedRun(delimiter), MarkedRun(f"{word} "), *written[-1]]
    return [*head, MarkedRun(" "), MarkedRun(f"{word} "), *written[-1]]


def _precedes(rule: str, count: int, manner: Manner, least: int) -> bool:
    if rule in ("always", "never"):
        return rule == "always"
    if rule == "after-inverted-name":
        order = manner.get("name-as-sort-order")
        return order == "all" or (order == "first" and count == (1 if least == 2 else 2))
    return count >= least


def name_runs(person: Person, index: int, manner: Manner) -> Runs:
    """Return one name."""
    if person.get("literal"):
        return rich(str(person["literal"]))
    form = manner.get("form", "long")
    fuller = manner.fuller if index == 0 or not manner.primary_only else 0
    given = str(person.get("given") or "")
    if form == "short" and not fuller:
        return _part("family", _spaced(_ndp(person), str(person.get("family") or "")), manner)
    initials = manner.options.get("initialize-with")
    if initials is not None and fuller < 2:
        given = _initials(given, initials, manner)
    order = manner.get("name-as-sort-order")
    inverted = order == "all" or (order == "first" and index == 0)
    if person.get("static-ordering"):
        family = _part("family", str(person.get("family") or ""), manner)
        return joined([family, _part("given", given, manner)], " ")
    if _is_east_asian(person):
        return [*_part("family", str(person.get("family") or ""), manner), *_part("given", given, manner)]
    return (
        _inverted(person, given, manner) if inverted and form != "short" else _in_order(person, given, manner)
    )


def _ndp(person: Person) -> str:
    return str(person.get("non-dropping-particle") or "")


def _spaced(*parts: str) -> str:
    """Join words; a particle that ends in an apostrophe or a hyphen stands at the next."""
    text = ""
    for part in filter(None, parts):
        text += part if not text or text[-1] in "’'-" else f" {part}"
    return text


def _in_order(person: Person, given: str, manner: Manner) -> Runs:
    first = _part("given", given, manner)
    particle = str(person.get("dropping-particle") or "")
    family = _part("family", _spaced(particle, _ndp(person), str(person.get("family") or "")), manner)
    suffix = str(person.get("suffix") or "")
    runs = joined([first, family], " ")
    if not suffix:
        return runs
    comma = ", " if person.get("comma-suffix") else " "
    return joined([runs, rich(suffix)], comma)


def _inverted(person: Person, given: str, manner: Manner) -> Runs:
    particle = str(person.get("dropping-particle") or "")
    family = str(person.get("family") or "")
    moved = manner.demote == "display-and-sort" or (manner.sorting and manner.demote == "sort-only")
    if moved:
        rest = _part("given", given, manner, after=_spaced(particle, _ndp(person)))
    else:
        family = _spaced(_ndp(person), family)
        rest = _part("given", given, manner, after=particle)
    suffix = rich(str(person.get("suffix") or ""))
    separator = (
        manner.get("sort-separator", ", ")
        if "sort-separator" not in manner.options
        else manner.options["sort-separator"]
    )
    return joined([_part("family", family, manner), rest, suffix], separator)


def _part(name: str, text: str, manner: Manner, after: str = "") -> Runs:
    """Return a part of a name with the looks that its `name-part` asks for."""
    runs = rich(text) if text else []
    if after:
        runs = joined([runs, [MarkedRun(after)]], " ")
    for node in manner.node.children:
        if node.tag == "name-part" and node.get("name") == name:
            runs = wrapped(dressed(cased(runs, node, english=True), node), node)
    return runs


def _is_east_asian(person: Person) -> bool:
    family = str(person.get("family") or "")
    return bool(EAST_ASIAN.match(family)) and bool(EAST_ASIAN.match(str(person.get("given") or "")))


def _initials(given: str, mark: str, manner: Manner) -> str:
    """Return given names as initials; with `initialize="false"` only those that are initials already."""
    only_short = manner.get("initialize") == "false"
    found = ""
    plain = re.sub(r"<[^<>]{0,40}>", "", given[:MAX_NAME])
    for word in re.sub(r"\.(?=[^\s-])", ". ", plain).split():
        if not _is_upper(word):
            found = f"{found.rstrip()} {word} " if found else f"{word} "
            continue
        if only_short and len(word.rstrip(".")) > 1:
            found += f"{word} "
            continue
        found += _initial(word, mark, hyphen=manner.hyphen)
    return " ".join(found.split())


def _initial(word: str, mark: str, *, hyphen: bool) -> str:
    parts = [part for part in word.split("-") if part.strip(".")]
    bare = mark.rstrip()
    letters = [part[0] for part in parts if hyphen or _is_upper(part)]
    if not letters:
        return ""
    return f"{bare}-".join(letters) + mark if hyphen else "".join(f"{letter}{mark}" for letter in letters)


def _is_upper(word: str) -> bool:
    return bool(word) and unicodedata.category(word[0]) != "Ll"
