"""The words of a finished file, and what it claims to be, read from its bytes alone.

In: the bytes of a PDF or a Word file, which may come from anywhere. Out: `Received`. Next: `changes` compares
the words of two, `verification` judges the claims. What cannot be read is a `ValueError` that says why.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

from copyfit.origin import NAMES, Origin, origin_from
from copyfit.proof.pdfium import read_text

PDF, DOCX = "pdf", "docx"
MAX_PART_BYTES = 32 * 2**20
PREFIX = "copyfit."
_TITLE = "Title"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PROPERTY = "{http://schemas.openxmlformats.org/officeDocument/2006/custom-properties}property"
_SPOKEN = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}noBreakHyphen": "-", f"{_W}softHyphen": "\u00ad"}
_DOCTYPE = b"<!DOCTYPE"


@dataclass(frozen=True, slots=True)
class Received:
    """What stands in a file: its format, its text, a line for each of its own, and its claims, if any."""

    format: str
    text: str
    origin: Origin | None

    @property
    def words(self) -> tuple[str, ...]:
        """The words in their order; soft hyphens are none of a word's letters."""
        return tuple(self.text.replace("\u00ad", "").replace("\u00a0", " ").split())


def read_file(content: bytes) -> Received:
    """Return what stands in a PDF or a Word file. Raises ValueError for all else, and for broken ones."""
    if content.startswith(b"%PDF-"):
        text, listed = read_text(content, tuple(PREFIX + name for name in NAMES))
        return Received(PDF, text, _origin(listed))
    if content.startswith(b"PK"):
        return _word(content)
    raise ValueError("it is neither a PDF nor a Word file")


def title_of(pdf: bytes) -> str:
    """Return the title of a PDF of ours."""
    return read_text(pdf, (_TITLE,))[1].get(_TITLE, "")


def _origin(listed: dict[str, str]) -> Origin | None:
    return origin_from({name.removeprefix(PREFIX): value for name, value in listed.items()})


def _word(content: bytes) -> Received:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            names = package.namelist()
            if "word/document.xml" not in names:
                raise ValueError("it is a zip, and no Word file")
            running = [
                name
                for kind in ("header", "footer")
                for name in sorted(names)
                if name.startswith(f"word/{kind}") and name.endswith(".xml")
            ]
            roots = [_root(package, name) for name in (*running, "word/document.xml")]
            custom = _root(package, "docProps/custom.xml") if "docProps/custom.xml" in names else None
    except (
        zipfile.BadZipFile,
        ElementTree.ParseError,
        KeyError,
        NotImplementedError,
        RuntimeError,
        OSError,
    ) as error:
        raise ValueError(f"it is a broken Word file: {error}") from None
    claims = (
        {}
        if custom is None
        else {str(one.get("name")): (one[0].text or "") if len(one) else "" for one in custom.iter(_PROPERTY)}
    )
    return Received(DOCX, "\n".join("".join(_said(root)) for root in roots), _origin(claims))


def _root(package: zipfile.ZipFile, name: str) -> ElementTree.Element:
    """Return a part's root. Raises ValueError for one that is too large, or that declares entities."""
    if package.getinfo(name).file_size > MAX_PART_BYTES:
        raise ValueError(f"its part {name} is too large")
    with package.open(name) as file:
        content = file.read(MAX_PART_BYTES + 1)
    if len(content) > MAX_PART_BYTES or _DOCTYPE in content[:4096].upper():
        raise ValueError(f"its part {name} is not what a Word file holds")
    return ElementTree.fromstring(content)  # noqa: S314 - entities need a DOCTYPE, which is refused above


def _said(root: ElementTree.Element) -> Iterator[str]:
    """Yield the text of a part; text boxes and pictures' fallbacks are said once."""
    for element in root.iter():
        if element.tag == f"{_W}t":
            yield element.text or ""
        elif element.tag == f"{_W}p":
            yield "\n"
        else:
            yield _SPOKEN.get(str(element.tag), "")
