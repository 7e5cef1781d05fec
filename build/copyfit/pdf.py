"""Paint the laid-out page as a PDF: tagged, with its fonts, PDF/UA-1.

In: a `Layout` of one page. Out: bytes. The same boxes that `docx` writes down are painted.
"""

from __future__ import annotations

import hashlib

from copyfit.errors import About, LayoutError, Problem
from copyfit.layout import PDF_VARIANT, captured_warnings, refused_files
from copyfit.layout.boxes import Layout


def write_pdf(layout: Layout) -> bytes:
    """Return `layout` as a PDF (ISO 14289-1). The file's identifier depends on the page alone.

    Raises LayoutError if painting asked for a file that the job does not carry.
    """
    from copyfit.layout.patches import labelled_tags
    from copyfit.layout.tags import finish

    assert len(layout.pages) == 1, "a writer is given one page"
    identifier = hashlib.sha256(layout.html.encode()).hexdigest()[:32].encode()
    with captured_warnings(), labelled_tags():
        try:
            pdf: bytes = layout.source.write_pdf(
                pdf_variant=PDF_VARIANT, pdf_identifier=identifier, finisher=finish
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
