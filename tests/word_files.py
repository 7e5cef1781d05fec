"""What stands in a Word file: its parts as trees, and what Word and its accessibility checker look for."""

import io
import posixpath
import zipfile
from collections.abc import Iterator
from functools import cached_property

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
NAMESPACES = {"w": W, "r": R, "wp": WP, "w14": "http://schemas.microsoft.com/office/word/2010/wordml"}
RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"

# ECMA-376 Part 1: the order in which children must stand, for those that may stand there at all.
ORDERS = {
    "pPr": """
        pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers
        pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE
        autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents
        suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle
        rPr sectPr pPrChange
    """,
    "rPr": """
        rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint
        noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect
        bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath ligatures
    """,
    "tblPr": """
        tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc
        tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription
    """,
    "trPr": """
        cnfStyle divId gridBefore gridAfter wBefore wAfter cantSplit trHeight tblHeader
        tblCellSpacing jc hidden
    """,
    "tcPr": """
        cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText
        vAlign hideMark
    """,
    "sectPr": """
        headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders
        lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter
        docGrid printerSettings
    """,
    "pBdr": "top left bottom right between bar",
    "tcBorders": "top left start bottom right end insideH insideV tl2br tr2bl",
    "lvl": "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr",
    "style": """
        name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed
        qFormat locked personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr
        tblStylePr
    """,
    "font": """
        altName panose1 charset family notTrueType pitch sig embedRegular embedBold embedItalic
        embedBoldItalic
    """,
    "tbl": "tblPr tblGrid tr",
    "tc": "tcPr",
}


def tag(name: str) -> str:
    """Return `w:name` as lxml has it."""
    prefix, _, local = name.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


class WordFile:
    """A DOCX, read with nothing but zip and XML."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.bytes = {name: archive.read(name) for name in archive.namelist()}

    @cached_property
    def trees(self) -> dict[str, etree._Element]:
        """Every XML part by name."""
        return {
            name: etree.fromstring(data)
            for name, data in self.bytes.items()
            if name.endswith((".xml", ".rels"))
        }

    @property
    def body(self) -> etree._Element:
        """The document's body."""
        return self.trees["word/document.xml"][0]

    @property
    def stories(self) -> list[etree._Element]:
        """Body, headers and footers."""
        return [
            tree
            for name, tree in self.trees.items()
            if name.startswith(("word/document", "word/header", "word/footer"))
        ]

    def all(self, path: str) -> list[etree._Element]:
        """Return what `path` finds in body, headers and footers."""
        return [found for story in self.stories for found in story.iterfind(f".//{path}", NAMESPACES)]

    def style_names(self) -> dict[str, str]:
        """Return the styles' names by id."""
        styles = self.trees["word/styles.xml"].iterfind("w:style", NAMESPACES)
        return {style.get(tag("w:styleId")): value(style.find("w:name", NAMESPACES)) for style in styles}

    def style_of(self, paragraph: etree._Element) -> str:
        """Return the name of a paragraph's style."""
        return self.style_names()[value(paragraph.find("w:pPr/w:pStyle", NAMESPACES))]

    def outline_levels(self) -> dict[str, str]:
        """Return each style's outline level by id, its own or that of the style that it is based on."""
        styles = {
            value(one, "w:styleId"): one
            for one in self.trees["word/styles.xml"].iterfind("w:style", NAMESPACES)
        }
        found = {}
        for name, style in styles.items():
            level, at = "", style
            while at is not None and not level:
                level = value(at.find("w:pPr/w:outlineLvl", NAMESPACES))
                at = styles.get(value(at.find("w:basedOn", NAMESPACES)))
            found[name] = level
        return found

    def targets(self, part: str) -> dict[str, str]:
        """Return a part's relationships: target by id, external ones as they are."""
        folder, name = posixpath.split(part)
        relations = self.trees.get(f"{folder}/_rels/{name}.rels")
        if relations is None:
            return {}
        return {
            one.get("Id"): one.get("Target")
            if one.get("TargetMode") == "External"
            else posixpath.normpath(posixpath.join(folder, one.get("Target"))).lstrip("/")
            for one in relations.iter(RELATIONS)
        }


def value(element: etree._Element | None, name: str = "w:val") -> str:
    """Return an attribute, empty if there is no element."""
    return "" if element is None else element.get(tag(name), "")


def text_of(element: etree._Element) -> str:
    """Return the text below an element, a tab and a line end for theirs."""
    spoken = {tag("w:tab"): "\t", tag("w:br"): "\n"}
    runs = (child for run in element.iter(tag("w:r")) for child in run)
    pieces = ((node.text or "") if node.tag == tag("w:t") else spoken.get(node.tag, "") for node in runs)
    return "".join(pieces)


def is_empty(paragraph: etree._Element) -> bool:
    """Return whether a paragraph shows neither text nor picture."""
    return not text_of(paragraph).strip(" \u00a0\n") and paragraph.find(".//w:drawing", NAMESPACES) is None


def disordered(tree: etree._Element) -> Iterator[str]:
    """Yield what stands where the schema does not have it."""
    for element in tree.iter():
        order = ORDERS.get(etree.QName(element).localname, "").split()
        if not order or (element.tag.startswith("{") and etree.QName(element).namespace != W):
            continue
        names = [etree.QName(child).localname for child in element]
        known = [name for name in names if name in order]
        if etree.QName(element).localname != "tc" and known != names:
            yield f"{element.tag}: {set(names) - set(order)} has no place there"
        if known != sorted(known, key=order.index):
            yield f"{element.tag}: {' '.join(known)}"
