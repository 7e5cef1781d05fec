"""Paint the laid-out page as a PDF: tagged, with its fonts, PDF/UA-1.

In: a `Layout` of one page. Out: bytes. The same boxes that `docx` writes down are painted.
"""

from __future__ import annotations

import hashlib
from typing import Any

from copyfit.errors import About, LayoutError, Problem
from copyfit.layout import PDF_VARIANT, captured_warnings, refused_files
from copyfit.layout.boxes import Layout


def write_pdf(layout: Layout) -> bytes:
    """Return `layout` as a PDF (ISO 14289-1). The file's identifier depends on the page and its inputs.

    Raises LayoutError if painting asked for a file that the job does not carry.
    """
    from copyfit.layout.metadata import put_origin
    from copyfit.layout.patches import labelled_tags
    from copyfit.layout.tags import finish

    assert len(layout.pages) == 1, "a writer is given one page"
    said = layout.html + layout.origin.get("inputs", "")
    identifier = hashlib.sha256(said.encode()).hexdigest()[:32].encode()

    def finished(_document: Any, pdf: Any) -> None:
        finish(pdf)
        put_origin(pdf, layout.origin)

    with captured_warnings(), labelled_tags():
        try:
            pdf: bytes = layout.source.write_pdf(
                pdf_variant=PDF_VARIANT, pdf_identifier=identifier, finisher=finished
            )
        except MemoryError:
            raise
        except Exception as error:  # noqa: BLE001 - a style sheet can make any function of the engine fail
            message = f"the page cannot be painted ({type(error).__name__}: {str(error)[:40]})"
            hint = "take away what was added last to the style sheet"
            raise LayoutError(Problem("not-painted", message, hint, about=About("style"))) from None
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
