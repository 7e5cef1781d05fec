"""A CSL style's XML → nodes, terms and options, checked before anything is printed with it.

In: the bytes of a style and a language. Out: a `Style`. Next: `render` walks its nodes. The format is
CSL 1.0.2 (docs.citationstyles.org, "Specification"); the locales are those that citeproc-py brings.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from lxml import etree

NAMESPACE = "http://purl.org/net/xbiblio/csl"
MAX_BYTES = 1024 * 1024
MAX_EXPANDED = 200_000
"""Nodes that one entry may pass through, its macros written out."""
MAX_DEPTH = 100
"""Elements within each other, its macros written out."""
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
FALLBACK = {"verb-short": "verb", "symbol": "short", "verb": "long", "short": "long"}
"""A form of a term that is not there is the next wider one (CSL 1.0.2, "Terms")."""


class StyleMistake(ValueError):
    """A style that cannot be used: what is wrong, how to mend it, and in which line (0: the whole)."""

    def __init__(self, message: str, hint: str, line: int = 0) -> None:
        super().__init__(message)
        self.hint = hint
        self.line = line


@dataclass(frozen=True, slots=True, eq=False)
class Element:
    """One element of a style or a locale."""

    tag: str
    attributes: Mapping[str, str]
    children: tuple[Element, ...] = ()
    text: str = ""
    line: int = 0

    def get(self, name: str, default: str = "") -> str:
        """Return an attribute."""
        return self.attributes.get(name, default)

    def find(self, tag: str) -> Element | None:
        """Return the first child of that tag."""
        return next((child for child in self.children if child.tag == tag), None)

    def all(self) -> Iterator[Element]:
        """Yield the node and all below it."""
        yield self
        for child in self.children:
            yield from child.all()


@dataclass(slots=True)
class Locale:
    """The words, dates and options of one language; what is added later goes first."""

    terms: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    genders: dict[str, str] = field(default_factory=dict)
    matches: dict[str, str] = field(default_factory=dict)
    dates: dict[str, Element] = field(default_factory=dict)
    options: dict[str, str] = field(default_factory=dict)

    def add(self, node: Element) -> None:
        """Lay the locale `node` over what is there."""
        for child in node.children:
            if child.tag == "date":
                self.dates[child.get("form", "text")] = child
            elif child.tag == "style-options":
                self.options.update(child.attributes)
            elif child.tag == "terms":
                self._add_terms(child)

    def _add_terms(self, node: Element) -> None:
        if any(term.get("name").startswith("ordinal") for term in node.children):
            for key in [key for key in self.terms if key[0].startswith("ordinal")]:
                del self.terms[key]
        for term in node.children:
            single, multiple = term.find("single"), term.find("multiple")
            name, form = term.get("name"), term.get("form", "long")
            gender = term.get("gender-form")
            words = (single.text if single else term.text, multiple.text if multiple else term.text)
            self.terms[f"{name}/{gender}" if gender else name, form] = words
            if term.get("gender"):
                self.genders[name] = term.get("gender")
            if term.get("match"):
                self.matches[name] = term.get("match")

    def term(self, name: str, form: str = "long", *, plural: bool = False) -> str | None:
        """Return a term in the nearest form there is; None if there is none."""
        while (name, form) not in self.terms:
            if form not in FALLBACK:
                return None
            form = FALLBACK[form]
        return self.terms[name, form][plural]


@dataclass(frozen=True, eq=False)
class Style:
    """A style in one language."""

    root: Element
    macros: Mapping[str, Element]
    citation: Element
    bibliography: Element | None
    locale: Locale
    language: str

    def option(self, name: str, area: Element, default: str = "") -> str:
        """Return an option that `area` may set anew, or the whole style."""
        return area.get(name) or self.root.get(name) or default

    def uses(self, variable: str, area: Element) -> bool:
        """Return whether `area` prints `variable`, itself or through a macro."""
        return any(node.get("variable") == variable and node.tag == "text" for node in self.reached(area))

    def reached(self, area: Element) -> Iterator[Element]:
        """Yield the nodes of `area` and of the macros it calls, each macro once."""
        seen: set[str] = set()
        left = [area]
        while left:
            for node in left.pop().all():
                yield node
                name = node.get("macro")
                if name and name in self.macros and name not in seen:
                    seen.add(name)
                    left.append(self.macros[name])


@lru_cache(maxsize=32)
def read_style(content: bytes, language: str) -> Style:
    """Return the style in `content` for a page in `language`, the name of a CSL locale.

    Raises StyleMistake for what is no style, or one that can never be printed.
    """
    root = _parsed(content)
    macros = {node.get("name"): node for node in root.children if node.tag == "macro"}
    citation, bibliography = root.find("citation"), root.find("bibliography")
    if citation is None and bibliography is None:
        raise _without_layout(root)
    areas = [area for area in (citation, bibliography) if area is not None]
    for area in areas:
        if area.find("layout") is None:
            raise StyleMistake(f"`{area.tag}` has no layout", "write what it prints as <layout>", area.line)
    _check_macros(macros, areas)
    return Style(root, macros, citation or areas[0], bibliography, _locale_of(root, language), language)


def _parsed(content: bytes) -> Element:
    hint = "save the style itself, a file that begins with <style xmlns=…"
    if len(content) > MAX_BYTES:
        raise StyleMistake(f"the style has {len(content) // 1024} KB", "a style has less than 1 MB")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        tree = etree.fromstring(content, parser).getroottree()
    except (etree.XMLSyntaxError, ValueError) as mistake:
        line = getattr(mistake, "lineno", 0) or 0
        said = str(mistake).split(", line ")[0]
        raise StyleMistake(f"the style is not XML: {said}", hint, line) from None
    root = tree.getroot()
    if root.tag != f"{{{NAMESPACE}}}style":
        name = etree.QName(root).localname
        raise StyleMistake(f"the file holds <{name}>, not a CSL style", hint, _line(root))
    if tree.docinfo.internalDTD is not None:
        raise StyleMistake("a style has no DOCTYPE and no entities", "remove the line <!DOCTYPE …>", 1)
    return _node(root)


def _line(element: etree._Element) -> int:
    return int(str(element.sourceline)) if element.sourceline is not None else 0


def _node(element: etree._Element) -> Element:
    children = tuple(_node(child) for child in element if isinstance(child.tag, str))
    attributes = {str(name): str(value) for name, value in element.attrib.items()}
    return Element(etree.QName(element).localname, attributes, children, element.text or "", _line(element))


def _without_layout(root: Element) -> StyleMistake:
    info = root.find("info")
    links = [node for node in info.children if node.tag == "link"] if info else []
    parent = next((link.get("href") for link in links if link.get("rel") == "independent-parent"), "")
    if not parent:
        return StyleMistake("the style has no layout", "it needs <citation> or <bibliography> with <layout>")
    name = parent.rstrip("/").rpartition("/")[2]
    message = f"the style only points to another, `{name}`"
    return StyleMistake(message, f"put {name}.csl in its place", root.line)


def _check_macros(macros: Mapping[str, Element], areas: list[Element]) -> None:
    """Raise StyleMistake for a macro that is missing, calls itself, or grows beyond measure."""
    known: dict[str, tuple[int, int]] = {}
    open_: set[str] = set()

    def called(node: Element, name: str) -> tuple[int, int]:
        if name not in macros:
            raise StyleMistake(f"there is no macro `{name}`", "write it, or correct its name", node.line)
        if name in open_:
            raise StyleMistake(f"the macro `{name}` calls itself", "take the call out", node.line)
        if name not in known:
            open_.add(name)
            known[name] = measured(macros[name])
            open_.discard(name)
        return known[name]

    def measured(node: Element) -> tuple[int, int]:
        """Return how many elements `node` may print, and how many stand within each other."""
        below = [measured(child) for child in node.children]
        name = node.get("macro")
        if name and node.tag in ("text", "key"):
            below.append(called(node, name))
        sizes = [size for size, _ in below]
        size = 1 + (max(sizes, default=0) if node.tag == "choose" else sum(sizes))
        depth = 1 + max((depth for _, depth in below), default=0)
        if size > MAX_EXPANDED or depth > MAX_DEPTH:
            raise StyleMistake(
                "the style is too large, its macros written out", "call fewer macros", node.line
            )
        return size, depth

    for area in areas:
        measured(area)


def _locale_of(root: Element, language: str) -> Locale:
    locale = Locale()
    for name in dict.fromkeys(("en-US", language)):
        locale.add(_locale_file(name))
    own = [node for node in root.children if node.tag == "locale"]
    for wanted in ("", language[:2], language):
        for node in own:
            if node.get(LANG) == wanted:
                locale.add(node)
    return locale


@lru_cache(maxsize=16)
def _locale_file(name: str) -> Element:
    from citeproc import LOCALES_PATH

    path = Path(LOCALES_PATH, f"locales-{name}.xml")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    return _node(etree.parse(str(path), parser).getroot())
