"""Paint the laid-out page as a PDF: tagged, with its fonts, PDF/UA-1.

In: a `Layout` of one page. Out: bytes. The same boxes that `docx` writes down are painted.
"""

from __future__ import annotations

import hashlib
import re
from typing import Any

from copyfit.errors import About, LayoutError, Problem
from copyfit.layout import PDF_VARIANT, Laid, captured_warnings, refused_files
from copyfit.layout.boxes import Layout

UNPAINTED = re.compile(r"^Failed to render SVG image (\S+)")
"""What the engine logs of a picture that it left half painted."""


def write_pdf(layout: Layout) -> bytes:
    """Return `layout` as a PDF (ISO 14289-1). The file's identifier depends on the page and its inputs.

    Raises LayoutError if painting asked for a file that the job does not carry, or if a picture cannot be
    painted to its end.
    """
    from copyfit.layout.metadata import ARCHIVAL_VARIANT, attachments, part_ends, put_origin
    from copyfit.layout.patches import labelled_tags
    from copyfit.layout.tags import finish, is_balanced

    assert len(layout.pages) == 1, "a writer is given one page"
    said = layout.html + layout.origin.get("inputs", "")
    identifier = hashlib.sha256(said.encode()).hexdigest()[:32].encode()

    whole: list[bool] = []

    def finished(_document: Any, pdf: Any) -> None:
        whole.append(is_balanced(pdf))
        finish(pdf)
        put_origin(pdf, layout.origin, is_archival=layout.is_archival)
        if layout.is_archival:
            part_ends(pdf)

    with captured_warnings() as said_of, labelled_tags():
        try:
            pdf: bytes = layout.source.write_pdf(
                pdf_variant=ARCHIVAL_VARIANT if layout.is_archival else PDF_VARIANT,
                pdf_identifier=identifier,
                finisher=finished,
                attachments=attachments(layout),
            )
        except MemoryError:
            raise
        except Exception:  # noqa: BLE001 - a style sheet can make any function of the engine fail
            message = "the page cannot be painted: the layout engine fails at one of its styles"
            hint = "take away what was added last to the style sheet"
            raise LayoutError(Problem("not-painted", message, hint, about=About("style"))) from None
    unpainted = [found[1] for one in said_of if (found := UNPAINTED.search(one))]
    if unpainted or not all(whole):
        raise LayoutError(_unpainted(unpainted[0] if unpainted else ""))
    refused = refused_files(layout)
    if refused:
        raise LayoutError(
            Problem(
                "file-refused",
                f"{refused[0]} is not one of the project's files",
                "name a file of the project, by its path from the root",
                about=About("file", refused[0]),
            )
        )
    return pdf


def glimpse_pdf(page: Laid) -> bytes | None:
    """Return the first page as a PDF for the eye alone, in two thirds of the time: untagged, uncompressed.

    None where it cannot be painted to its end; then `write_pdf` says what is wrong.
    """
    from copyfit.layout.tags import is_balanced

    whole: list[bool] = []
    document = page.document.copy(page.document.pages[:1])
    with captured_warnings() as said:
        try:
            pdf: bytes = document.write_pdf(
                uncompressed_pdf=True, finisher=lambda _document, made: whole.append(is_balanced(made))
            )
        except MemoryError:
            raise
        except Exception:  # noqa: BLE001 - as above
            return None
    return pdf if all(whole) and not said and not page.fetcher.refused else None


def _unpainted(address: str) -> Problem:
    """Return that a picture was left half painted; `address` is "" where it is not known which."""
    which = f"the picture {address.removeprefix('asset:')}" if address else "a picture of the page"
    hint = "open it in a drawing program, and save it again as plain SVG or as PNG"
    about = About("file", address) if address else About("template")
    return Problem("broken-picture", f"{which} cannot be painted to its end", hint, about=about)
