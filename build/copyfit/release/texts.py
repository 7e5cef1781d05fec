"""What a finished file says, and what it claims to be, read from its bytes alone.

In: the bytes of a PDF or a Word file, which may come from anywhere. Out: `Received`. Next: `changes` compares
two, `verification` judges the claims. What cannot be read is a `ValueError` that says why.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, replace

from copyfit.diff.document import parts_of, passages_of, tree_of
from copyfit.origin import NAMES, Origin, origin_from
from copyfit.proof.pdfium import read_text
from copyfit.sight import SeenPassage

PDF, DOCX = "pdf", "docx"
PREFIX = "copyfit."
_TITLE = "Title"
_CUSTOM = "docProps/custom.xml"
_PROPERTY = "{http://schemas.openxmlformats.org/officeDocument/2006/custom-properties}property"
_SAME = str.maketrans({"\u00ad": "", "\u00a0": " ", "\u202f": " ", "\u2011": "-"})
"""What office programs write one for the other when they save: none of it is another word."""


@dataclass(frozen=True, slots=True)
class Received:
    """What a file says, passage by passage, its format, and its claims, if any. A PDF is one passage."""

    format: str
    passages: tuple[SeenPassage, ...]
    origin: Origin | None

    @property
    def words(self) -> tuple[str, ...]:
        """The words in their order."""
        return tuple(word for passage in self.passages for word in passage.text.split())


def read_file(content: bytes) -> Received:
    """Return what stands in a PDF or a Word file. Raises ValueError for all else, and for broken ones."""
    if content.startswith(b"%PDF-"):
        text, listed = read_text(content, tuple(PREFIX + name for name in NAMES))
        return Received(PDF, (SeenPassage(text.translate(_SAME)),), _origin(listed))
    if content.startswith(b"PK"):
        if not zipfile.is_zipfile(io.BytesIO(content)):
            raise ValueError("it is a zip or a Word file that breaks off: not all of it arrived")
        parts = parts_of(content)
        passages = tuple(replace(one, text=one.text.translate(_SAME)) for one in passages_of(parts))
        return Received(DOCX, passages, _origin(_custom(parts)))
    raise ValueError("it is neither a PDF nor a Word file")


def title_of(pdf: bytes) -> str:
    """Return the title of a PDF of ours."""
    return read_text(pdf, (_TITLE,))[1].get(_TITLE, "")


def _origin(listed: Mapping[str, str]) -> Origin | None:
    return origin_from({name.removeprefix(PREFIX): value for name, value in listed.items()})


def _custom(parts: Mapping[str, bytes]) -> dict[str, str]:
    """Return a Word file's custom properties that are texts."""
    if _CUSTOM not in parts:
        return {}
    found = tree_of(parts[_CUSTOM]).iter(_PROPERTY)
    return {str(one.get("name")): (one[0].text or "") if len(one) else "" for one in found}
