"""Named styles → `w:styles`: what a document has by default, and what each style says beyond its base."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from copyfit.language.locale import direction_of
from copyfit.language.regions import with_region
from copyfit.layout.boxes import TextStyle
from copyfit.word.ooxml.element import element, qualified, valued
from copyfit.word.ooxml.numbering import numbering_reference
from copyfit.word.ooxml.properties import LINK_STYLE, format_children, run_properties
from copyfit.word.place.style import plain
from copyfit.word.spec import SPACERS, NamedStyle, ParagraphFormat

DEFAULT_FORMAT = ParagraphFormat(line=0)
"""What Word gives to text that has no style: lines as tall as what they hold."""
BODY_TEXT = "Body Text"
TITLE_LEVEL = 1
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
    "Bibliography",
    "Caption",
    "Quote",
    "Header",
    "Footer",
}
NAMES_IN_FILE = {
    name: name.lower() for name in ("Heading 1", "Heading 2", "Heading 3", "Caption", "Header", "Footer")
}
HIDDEN = set(SPACERS)
OUT_OF_THE_GALLERY = {*SPACERS, "Header", "Footer"}
LINK = "Link in Text"
LATIN = "en"
"""The language of Latin letters in a right-to-left document."""


def styles_xml(
    styles: Mapping[str, NamedStyle], default: TextStyle, language: str, numbering: Mapping[int, int]
) -> Any:
    """Return the `w:styles` element (ECMA-376 Part 1, §17.7.4.18).

    `numbering` gives each list its `w:numId`.
    """
    children = [
        element(
            "w:docDefaults",
            children=[
                element("w:rPrDefault", children=[_default_run(default, language)]),
                element("w:pPrDefault", children=[element("w:pPr", children=_default_paragraph())]),
            ],
        ),
        _latent_styles(),
        _style("paragraph", "Normal", "Normal", default=True, children=[element("w:qFormat")]),
        _hidden("character", "DefaultParagraphFont", "Default Paragraph Font", 1),
        _hidden("table", "TableNormal", "Normal Table", 99, [_zero_margins()]),
        _hidden("numbering", "NoList", "No List", 99),
        _hyperlink(),
        _quiet_link(),
        *(_paragraph_style(style, styles, default, numbering) for style in styles.values()),
    ]
    return element("w:styles", children=children)


def _default_run(default: TextStyle, language: str) -> Any:
    """Return the properties of all text, with the languages that it is checked in (§17.3.2.20)."""
    made = run_properties(plain(default), None)
    made.remove(made.find(qualified("w:lang")))
    rtl = direction_of(language) == "rtl"
    names = {"val": with_region(LATIN if rtl else language)}
    if rtl:
        names["bidi"] = with_region(language)
    return element("w:rPr", children=[*made, element("w:lang", names)])


def _default_paragraph() -> list[Any]:
    spacing = element("w:spacing", {"before": 0, "after": 0, "line": 240, "lineRule": "auto"})
    return [valued("w:widowControl", "0"), spacing]


def _latent_styles() -> Any:
    """Return what Word shows of styles that are not in the file: none before its use (§17.7.4.5)."""
    names = ("defLockedState", "defSemiHidden", "defUnhideWhenUsed", "defQFormat")
    attributes: dict[str, str | int] = dict(zip(names, (0, 1, 1, 0), strict=True))
    return element("w:latentStyles", {**attributes, "defUIPriority": 99, "count": 376})


def _style(
    kind: str, style_id: str, name: str, *, default: bool = False, children: Iterable[Any] = ()
) -> Any:
    attributes: dict[str, str | int] = {"type": kind, "styleId": style_id}
    if default:
        attributes["default"] = "1"
    return element("w:style", attributes, [valued("w:name", name), *children])


def _hidden(kind: str, style_id: str, name: str, priority: int, children: Iterable[Any] = ()) -> Any:
    """Return one of the defaults that Word expects and does not show."""
    told = [valued("w:uiPriority", priority), element("w:semiHidden"), *children]
    return _style(kind, style_id, name, default=True, children=told)


def _zero_margins() -> Any:
    margins = [element(f"w:{side}", {"w": 0, "type": "dxa"}) for side in ("top", "left", "bottom", "right")]
    indent = element("w:tblInd", {"w": 0, "type": "dxa"})
    return element("w:tblPr", children=[indent, element("w:tblCellMar", children=margins)])


def _hyperlink() -> Any:
    """Return the style that Word gives to links which are added."""
    look = [element("w:color", {"val": "auto", "themeColor": "hyperlink"}), valued("w:u", "single")]
    return _style(
        "character",
        "Hyperlink",
        "Hyperlink",
        children=[
            valued("w:basedOn", "DefaultParagraphFont"),
            valued("w:uiPriority", 99),
            element("w:unhideWhenUsed"),
            element("w:rPr", children=look),
        ],
    )


def _quiet_link() -> Any:
    """Return the style of the page's own links, which look like the text around them."""
    told = [valued("w:basedOn", "DefaultParagraphFont"), valued("w:uiPriority", 99)]
    made = _style("character", LINK_STYLE, LINK, children=told)
    made.set(qualified("w:customStyle"), "1")
    return made


def _whole(child: Any, form: ParagraphFormat) -> Any:
    """Return `w:spacing` with both spaces: LibreOffice takes the one that a style leaves out for none."""
    if child.tag == qualified("w:spacing"):
        child.set(qualified("w:before"), str(form.before))
        child.set(qualified("w:after"), str(form.after))
    return child


def _paragraph_style(
    style: NamedStyle, styles: Mapping[str, NamedStyle], default: TextStyle, numbering: Mapping[int, int]
) -> Any:
    """Return a style with what it says beyond the one that it is based on (§17.7.4.17)."""
    base = styles.get(style.based_on)
    children: list[Any] = [valued("w:basedOn", base.style_id if base else "Normal")]
    if style.heading:
        children.append(valued("w:next", styles[BODY_TEXT].style_id if BODY_TEXT in styles else "Normal"))
    elif base:
        children.append(valued("w:next", base.style_id))
    children.append(valued("w:uiPriority", 9 if style.name in BUILT_IN else 20))
    children.append(element("w:semiHidden") if style.name in HIDDEN else None)
    children.append(None if style.name in OUT_OF_THE_GALLERY else element("w:qFormat"))
    properties = list(format_children(style.format, base.format if base else DEFAULT_FORMAT))
    properties = [_whole(child, style.format) for child in properties]
    if style.heading > TITLE_LEVEL:
        properties += [element("w:keepNext"), valued("w:outlineLvl", style.heading - TITLE_LEVEL - 1)]
    if style.list_id is not None and not base:
        properties.append(numbering_reference(numbering[style.list_id]))
    children.append(element("w:pPr", children=properties))
    children.append(run_properties(style.text, base.text if base else plain(default)))
    made = _style("paragraph", style.style_id, NAMES_IN_FILE.get(style.name, style.name), children=children)
    if style.name not in BUILT_IN:
        made.set(qualified("w:customStyle"), "1")
    return made
