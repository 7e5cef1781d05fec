"""Lay HTML out and read the result into frozen boxes: the one door to WeasyPrint.

In: HTML and the files it may use. Out: a `Layout`. Next: `fitting` measures it, `pdf` and `docx`
write it down.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from copyfit.errors import About, LayoutError, Problem
from copyfit.layout.boxes import Box, Layout, PageLayout, Sheet, Sides
from copyfit.layout.opening import engine
from copyfit.layout.patches import with_hanging_spaces
from copyfit.units import pt_from_px

HEADER_BOXES = ("@top-left-corner", "@top-left", "@top-center", "@top-right", "@top-right-corner")
PDF_VARIANT = "pdf/ua-1"


def lay_out(html: str, files: Mapping[str, bytes]) -> Layout:
    """Lay `html` out with the program's own fonts, reading nothing but `files`.

    The layout may have more than one page; it is for `fitting` to refuse that.
    Raises LayoutError if the engine fails at it, MachineError if Pango is missing.
    """
    return laid(html, files).read()


def laid(html: str, files: Mapping[str, bytes]) -> Laid:
    """Lay `html` out as `lay_out` does, and read nothing of it yet. Raises what `lay_out` raises."""
    from copyfit.layout.configuration import fonts_for
    from copyfit.layout.fetcher import AssetFetcher

    fetcher = AssetFetcher(files)
    fonts = fonts_for(files)
    with captured_warnings() as warnings:
        try:
            document = _rendered(html, fetcher, fonts)
        except MemoryError:
            raise
        except Exception as error:  # noqa: BLE001 - a style sheet can make any function of the engine fail
            raise LayoutError(_failed(error, html, fetcher, fonts)) from None
    warnings.extend(f"{address} is not one of the project's files" for address in fetcher.refused)
    return Laid(html, document, fetcher, fonts, tuple(dict.fromkeys(warnings)))


@dataclass(frozen=True, slots=True)
class Laid:
    """A page as the engine has it, of which nothing is read yet, and what it was made with."""

    html: str
    document: Any
    fetcher: Any
    fonts: Any
    warnings: tuple[str, ...]

    def read(self) -> Layout:
        """Return what is on the page, as frozen boxes."""
        from copyfit.layout.style import direction_of

        document, metadata = self.document, self.document.metadata
        first = document.pages[0]._page_box
        return Layout(
            sheet=_sheet(first),
            pages=tuple(_page(page._page_box) for page in document.pages),
            title=metadata.title or "",
            language=metadata.lang or "",
            direction=direction_of(first.children[0].style),
            metadata=_metadata(metadata),
            html=self.html,
            assets=dict(self.fetcher.served),
            warnings=self.warnings,
            source=document,
            fonts=self.fonts.faces,
            facts=_facts(document),
        )


def _rendered(html: str, fetcher: Any, fonts: Any) -> Any:
    """Return WeasyPrint's document of a page that reads its files through `fetcher`."""
    parsed = engine().HTML(string=with_hanging_spaces(html), base_url="asset:", url_fetcher=fetcher)
    return parsed.render(font_config=fonts, pdf_variant=PDF_VARIANT)


def _failed(error: Exception, html: str, fetcher: Any, fonts: Any) -> Problem:
    """Return what is wrong with a page that the engine failed at."""
    from copyfit.layout.failure import failure
    from copyfit.layout.fetcher import AssetFetcher

    if fetcher.refused:
        address = fetcher.refused[-1]
        message = f"{address} is not one of the project's files"
        hint = "name a file of the project by its path from the root: asset:templates/shared/logo.svg"
        return Problem("file-refused", message, hint, about=About("file", address))

    def again(files: Mapping[str, bytes]) -> Exception | None:
        try:
            _rendered(html, AssetFetcher(files), fonts)
        except Exception as found:  # noqa: BLE001 - as above
            return found
        return None

    return failure(error, html, fetcher.files, again)


def _facts(document: Any) -> tuple[str, ...]:
    """Return the ids of the facts that the page's elements carry, in document order."""
    found = (element.get("data-fact") for element in document._html.etree_element.iter())
    return tuple(dict.fromkeys(fact for fact in found if fact))


def refused_files(layout: Layout) -> tuple[str, ...]:
    """Return the addresses that the page asked for in vain, also while it was painted."""
    return tuple(dict.fromkeys(layout.source.url_fetcher.refused))


@contextmanager
def captured_warnings() -> Iterator[list[str]]:
    """Collect what WeasyPrint logs, which it would otherwise write to standard error."""
    collected: list[str] = []

    class Collector(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            collected.append(record.getMessage())

    logger = logging.getLogger("weasyprint")
    handler, propagate, before = Collector(logging.WARNING), logger.propagate, logger.handlers[:]
    logger.handlers, logger.propagate = [handler], False
    try:
        yield collected
    finally:
        logger.handlers, logger.propagate = before, propagate


def _sheet(page: Any) -> Sheet:
    edges = (page.margin_top, page.margin_right, page.margin_bottom, page.margin_left)
    return Sheet(
        width_pt=pt_from_px(page.margin_width()),
        height_pt=pt_from_px(page.margin_height()),
        margin=Sides(*(pt_from_px(edge) for edge in edges)),
    )


def _page(page: Any) -> PageLayout:
    from weasyprint.formatting_structure import boxes as wp

    from copyfit.layout.read import read_box

    header: list[Box] = []
    footer: list[Box] = []
    for child in page.children[1:]:
        if isinstance(child, wp.MarginBox):
            place = header if child.at_keyword in HEADER_BOXES else footer
            place.append(read_box(child))
    return PageLayout(body=read_box(page.children[0]), header=tuple(header), footer=tuple(footer))


def _metadata(metadata: Any) -> dict[str, str]:
    values = {
        "author": ", ".join(metadata.authors or ()),
        "description": metadata.description or "",
        "keywords": ", ".join(metadata.keywords or ()),
        "created": metadata.created or "",
        "modified": metadata.modified or "",
        **dict(metadata.custom),
    }
    return {name: value for name, value in values.items() if value}
