"""What a Word file does beyond being read: macros, embedded objects, fields that fetch, parts from elsewhere.

In: the parts of a DOCX. Out: why it must not be passed on, if so. Next: `redline`, which passes on what it is
given. Relationships say what a file holds and reaches for (ECMA-376 Part 2, §8.5), so those that a page of
words and pictures has are allowed, and no others; of fields those that are made from the file itself
(Part 1, §17.16.5).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping
from typing import Any

from copyfit.diff.document import Unreadable, W, tree_of

_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_KINDS = frozenset(
    "officeDocument core-properties extended-properties custom-properties thumbnail styles stylesWithEffects "
    "settings webSettings fontTable font numbering theme image hyperlink header footer footnotes endnotes "
    "comments commentsExtended commentsIds commentsExtensible people customXml customXmlProps "
    "glossaryDocument chart chartStyle chartColorStyle themeOverride diagramData diagramLayout "
    "diagramQuickStyle diagramColors diagramDrawing documenttasks intelligence2 origin signature".split()
)
_FIELDS = frozenset(
    "= ADDIN AUTHOR BIBLIOGRAPHY CITATION COMMENTS CREATEDATE DATE DOCPROPERTY EDITTIME EQ FILENAME "
    "FORMCHECKBOX FORMDROPDOWN FORMTEXT HYPERLINK INDEX KEYWORDS LASTSAVEDBY LISTNUM NOTEREF NUMCHARS "
    "NUMPAGES NUMWORDS PAGE PAGEREF PRINTDATE REF REVNUM SAVEDATE SECTION SECTIONPAGES SEQ STYLEREF SUBJECT "
    "SYMBOL TA TC TIME TITLE TOA TOC USERADDRESS USERINITIALS USERNAME XE".split()
)
_LINK = re.compile(r"(?:https?://|mailto:|tel:|#)", re.IGNORECASE)
_ARGUMENT = re.compile(r'"[^"]*"?|\S+')
_SWITCH, _WITH_A_TEXT = re.compile(r"\\[a-z]"), ("\\l", "\\o", "\\t")
"""A switch of a field, and those of a link that a text follows: a bookmark, a tip, a frame."""
_CODE = (f"{W}instrText", f"{W}delInstrText")


def refuse_active(parts: Mapping[str, bytes]) -> None:
    """Raise Unreadable for a file that acts, or reaches for what is elsewhere when it is opened."""
    for name, content in sorted(parts.items()):
        if name.endswith(".rels"):
            for relationship in tree_of(content).iter(_RELATIONSHIP):
                _refuse_relationship(relationship)
        elif name.endswith(".xml"):
            for code in _fields(tree_of(content)):
                _refuse_field(_ARGUMENT.findall(code))


def _refuse_relationship(relationship: Any) -> None:
    kind = relationship.get("Type", "").rpartition("/")[2]
    target = relationship.get("Target", "")
    if kind not in _KINDS:
        raise Unreadable(f"the new file holds more than words and pictures: {kind or 'a part of no kind'}")
    if relationship.get("TargetMode", "Internal") == "Internal":
        return
    if kind != "hyperlink":
        raise Unreadable(
            f"the new file fetches a part from elsewhere when it is opened: {kind}, from {target}"
        )
    if not _LINK.match(target):
        raise Unreadable(f"a link of the new file leads to {target}")


def _refuse_field(code: list[str]) -> None:
    """Raise Unreadable for a field, its name and arguments, that fetches or runs, or has no own name."""
    kind = code[0].upper() if code else ""
    if not kind.startswith("=") and kind not in _FIELDS:
        raise Unreadable(f"a field of the new file fetches or runs something: {kind or 'one without a name'}")
    for before, argument in itertools.pairwise(code if kind == "HYPERLINK" else ()):
        is_switch = _SWITCH.fullmatch(argument) or before in _WITH_A_TEXT
        if not is_switch and not _LINK.match(argument.strip('"')):
            raise Unreadable(f"a link of the new file leads to {argument}")


def _fields(root: Any) -> Iterator[str]:
    """Yield the code of each field, however it is spread over runs; that of one in another's apart."""
    open_: list[list[str]] = []
    for element in root.iter(f"{W}fldChar", f"{W}fldSimple", *_CODE):
        if element.tag == f"{W}fldSimple":
            yield element.get(f"{W}instr", "")
        elif element.tag in _CODE:
            if not open_:
                yield element.text or ""
            else:
                open_[-1].append(element.text or "")
        elif element.get(f"{W}fldCharType") == "begin":
            open_.append([])
        elif element.get(f"{W}fldCharType") == "end" and open_:
            yield "".join(open_.pop())
    yield from ("".join(code) for code in open_)
