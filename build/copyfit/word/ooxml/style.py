"""Named styles from what the page looks like: each style says what most of its paragraphs have.

In: the paragraphs of a story. Out: `w:styles` and, per name, the format that paragraphs differ from.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from copyfit.layout.boxes import TextStyle
from copyfit.word.ooxml.element import element, valued
from copyfit.word.ooxml.properties import format_children, run_properties
from copyfit.word.spec import Item, ParagraphFormat, ParagraphSpec, Story, TableSpec

DEFAULT_FORMAT = ParagraphFormat()
HEADING_LEVELS = {"Heading 1": 0, "Heading 2": 1, "Heading 3": 2}
BUILT_IN = {
    "Title",
    "Subtitle",
    "Heading 1",
    "Heading 2",
    "Heading 3",
    "Body Text",
    "List Bullet",
    "List Number",
    "List Continue",
    "Caption",
    "Quote",
    "Header",
    "Footer",
}
NAMES_IN_FILE = {
    name: name.lower() for name in ("Heading 1", "Heading 2", "Heading 3", "Caption", "Header", "Footer")
}


@dataclass(frozen=True, slots=True)
class NamedStyle:
    """A paragraph style: its name for people, its id in the file, and what it says."""

    name: str
    format: ParagraphFormat
    text: TextStyle

    @property
    def style_id(self) -> str:
        """The name without spaces, as Word makes it."""
        return self.name.replace(" ", "")


def styles_of(story: Story, default: TextStyle) -> dict[str, NamedStyle]:
    """Return the styles that the story's paragraphs use, by name, in order of first use."""
    groups: dict[str, list[ParagraphSpec]] = {}
    for paragraph in paragraphs_of((*story.header, *story.body, *story.footer)):
        groups.setdefault(paragraph.style_name, []).append(paragraph)
    return {
        name: NamedStyle(name, _usual(group), _usual_text(group, default)) for name, group in groups.items()
    }


def paragraphs_of(items: Iterable[Item]) -> Iterator[ParagraphSpec]:
    """Yield every paragraph, in reading order, those in tables too."""
    for item in items:
        if isinstance(item, TableSpec):
            for row in item.rows:
                for cell in row.cells:
                    yield from paragraphs_of(cell.items)
        else:
            yield item


def _usual(group: list[ParagraphSpec]) -> ParagraphFormat:
    """Return the format that has, for each property, what most paragraphs of the group have."""
    chosen = {}
    for field in fields(ParagraphFormat):
        values = [getattr(paragraph.format, field.name) for paragraph in group]
        chosen[field.name] = Counter(values).most_common(1)[0][0]
    return replace(ParagraphFormat(**chosen), after=0, tabs=())


def _usual_text(group: list[ParagraphSpec], default: TextStyle) -> TextStyle:
    bases: Counter[TextStyle] = Counter()
    for paragraph in group:
        if paragraph.base:
            bases[plain(paragraph.base)] += 1
    return bases.most_common(1)[0][0] if bases else default


def plain(style: TextStyle) -> TextStyle:
    """Return the style without what belongs to single runs: links, raising, shading."""
    return replace(style, href=None, raise_pt=0.0, background=None, underline=False, strike=False)


def styles_xml(styles: Mapping[str, NamedStyle], default: TextStyle, bidi_language: str) -> Any:
    """Return the `w:styles` element (ECMA-376 Part 1, §17.7.4.18)."""
    run = run_properties(plain(default), None)
    lang = next(child for child in run if child.tag.endswith("}lang"))
    run.remove(lang)
    ligatures = run[-1]
    run.insert(len(run) - 1, _default_language(default.language, bidi_language))
    assert ligatures is run[-1], "w14:ligatures is last in w:rPr"
    children = [
        element(
            "w:docDefaults",
            children=[
                element("w:rPrDefault", children=[run]),
                element("w:pPrDefault", children=[element("w:pPr", children=_default_paragraph())]),
            ],
        ),
        _style("paragraph", "Normal", "Normal", default=True, children=[element("w:qFormat")]),
        _style(
            "character",
            "DefaultParagraphFont",
            "Default Paragraph Font",
            default=True,
            children=[valued("w:uiPriority", 1), element("w:semiHidden")],
        ),
        _table_normal(),
        _style(
            "numbering",
            "NoList",
            "No List",
            default=True,
            children=[valued("w:uiPriority", 99), element("w:semiHidden")],
        ),
        _hyperlink(),
        *(_paragraph_style(style, default) for style in styles.values()),
    ]
    return element("w:styles", children=children)


def _default_language(tag: str, bidi: str) -> Any:
    return element(
        "w:lang",
        {"val": tag if bidi != tag else "en", "eastAsia": tag if bidi != tag else "en", "bidi": bidi},
    )


def _default_paragraph() -> list[Any]:
    return [
        valued("w:widowControl", "0"),
        element("w:spacing", {"before": 0, "after": 0, "line": 240, "lineRule": "exact"}),
    ]


def _style(
    kind: str, style_id: str, name: str, *, default: bool = False, children: Iterable[Any] = ()
) -> Any:
    attributes: dict[str, str | int] = {"type": kind, "styleId": style_id}
    if default:
        attributes["default"] = "1"
    return element("w:style", attributes, [valued("w:name", name), *children])


def _table_normal() -> Any:
    margins = [element(f"w:{side}", {"w": 0, "type": "dxa"}) for side in ("top", "left", "bottom", "right")]
    properties = element(
        "w:tblPr",
        children=[element("w:tblInd", {"w": 0, "type": "dxa"}), element("w:tblCellMar", children=margins)],
    )
    return _style(
        "table",
        "TableNormal",
        "Normal Table",
        default=True,
        children=[valued("w:uiPriority", 99), element("w:semiHidden"), properties],
    )


def _hyperlink() -> Any:
    return _style(
        "character",
        "Hyperlink",
        "Hyperlink",
        children=[valued("w:basedOn", "DefaultParagraphFont"), valued("w:uiPriority", 99)],
    )


def _paragraph_style(style: NamedStyle, default: TextStyle) -> Any:
    children: list[Any] = [valued("w:basedOn", "Normal")]
    if style.name in HEADING_LEVELS or style.name == "Title":
        children.append(valued("w:next", "Normal"))
    children.append(valued("w:uiPriority", 9 if style.name in BUILT_IN else 20))
    children.append(element("w:qFormat"))
    properties = list(format_children(style.format, DEFAULT_FORMAT))
    if style.name in HEADING_LEVELS:
        properties += [element("w:keepNext"), valued("w:outlineLvl", HEADING_LEVELS[style.name])]
    children.append(element("w:pPr", children=properties))
    run = run_properties(style.text, plain(default))
    children.append(run)
    made = _style("paragraph", style.style_id, NAMES_IN_FILE.get(style.name, style.name), children=children)
    if style.name not in BUILT_IN:
        made.set(made.tag.replace("style", "customStyle"), "1")
    return made
