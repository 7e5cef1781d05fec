"""What copyfit takes from WeasyPrint that WeasyPrint does not promise; these fail first when it moves."""

import importlib.metadata
import inspect

import pytest

from copyfit.layout import captured_warnings, engine
from copyfit.layout.fetcher import AssetFetcher
from copyfit.proof import complaints


@pytest.fixture(scope="module")
def document():
    """Return a rendered document with a list, a table, an absolute box, a margin box and a link."""
    html = """
    <style>
      @page { size: 100px 200px; margin: 10px; @top-left { content: "Top" } }
      body { margin: 0; font: 8px/10px "IBM Plex Serif" }
      .away { position: absolute; top: 50px }
      p { margin-top: var(--gap, 2px) }
    </style>
    <ul><li>One</li></ul><p><a href="https://example.org">A link</a></p>
    <table><tr><td>Cell</td></tr></table><div class="away">Away</div>
    """
    return engine().HTML(string=html).render(pdf_variant="pdf/ua-1")


def test_the_version_is_the_one_that_was_read():
    assert importlib.metadata.version("weasyprint") == "70.0"


def test_a_page_has_its_box(document):
    box = document.pages[0]._page_box
    assert [type(child).__name__ for child in box.children] == ["BlockBox", "MarginBox"]
    assert box.children[1].at_keyword == "@top-left"
    assert (box.margin_width(), box.margin_height(), box.margin_left) == (100, 200, 10)


def test_a_document_has_its_source(document):
    assert document._html.etree_element.tag == "html"


def test_an_absolute_box_stands_behind_a_placeholder(document):
    body = document.pages[0]._page_box.children[0].children[0]
    assert [child._box.element_tag for child in body.children if hasattr(child, "_box")] == ["div"]


def test_a_style_remembers_its_cascade(document):
    boxes = list(document.pages[0]._page_box.descendants())
    paragraph = next(box for box in boxes if box.element_tag == "p")
    value, _ = paragraph.style.cascaded["margin_top"]
    assert "".join(token.serialize() for token in value.tokens).strip() == "var(--gap, 2px)"
    assert paragraph.style.parent_style["font_size"] == 8
    assert (paragraph.style["line_height"].value, paragraph.style["line_height"].unit) == (10, "px")


def test_a_table_is_wrapped(document):
    boxes = list(document.pages[0]._page_box.descendants())
    wrapper = next(box for box in boxes if getattr(box, "is_table_wrapper", False))
    cell = wrapper.get_wrapped_table().children[0].children[0].children[0]
    assert (cell.element_tag, cell.colspan, cell.rowspan) == ("td", 1, 1)


def test_a_marker_is_a_box_of_its_own(document):
    boxes = document.pages[0]._page_box.descendants(placeholders=True)
    assert "li::marker" in [getattr(box, "_box", box).element_tag for box in boxes]


def test_tags_are_built_by_the_function_that_is_wrapped():
    from weasyprint.pdf import tags

    names = list(inspect.signature(tags._build_box_tree).parameters)
    assert names == ["box", "parent", "pdf", "page_number", "nums", "annotations", "tags"]


def test_fetchers_are_told_what_to_allow():
    from weasyprint.urls import URLFetcher

    names = inspect.signature(URLFetcher.__init__).parameters
    assert {"allowed_protocols", "allow_redirects", "fail_on_errors"} <= set(names)


def logged(html):
    """Return what WeasyPrint writes into its log."""
    with captured_warnings() as warnings:
        engine().HTML(string=html, base_url="asset:", url_fetcher=AssetFetcher({"x.png": b"none"})).render()
    return warnings


@pytest.mark.parametrize(
    ("html", "pattern", "found"),
    [
        ('<img src="asset:x.png" alt="A">', complaints.BROKEN, "asset:x.png"),
        ('<img src="asset:y.png" alt="A">', complaints.BROKEN, "asset:y.png"),
        ('<link rel="stylesheet" href="asset:y.css"><p>A', complaints.BROKEN, "asset:y.css"),
        ('<img src="asset:y.png" alt="A">', complaints.REFUSED, "asset:y.png"),
        ("<style>p { margin: var(--none) }</style><p>A", complaints.NO_VALUE, "margin"),
        ("<style>p {\n  colr: red }</style><p>A", complaints.POSITION, "2"),
    ],
)
def test_its_log_says_what_is_looked_for_in_it(html, pattern, found):
    (warning,) = logged(html)
    assert pattern.search(warning)[1] == found


def test_an_ignored_declaration_begins_with_its_name():
    (warning,) = logged("<style>p { colr: red }</style><p>A")
    assert warning.startswith("Ignored `colr: red")


def test_what_is_replaced_takes_what_it_took():
    from weasyprint import draw, stacking
    from weasyprint.draw import text
    from weasyprint.layout import inline

    names = list(inspect.signature(inline.get_next_linebox).parameters)
    assert names[:2] == ["context", "linebox"]
    assert list(inspect.signature(text.draw_first_line).parameters)[:2] == ["stream", "textbox"]
    names = list(inspect.signature(draw.draw_block_level).parameters)
    assert names == ["page", "stream", "blocks_and_cells"]
    names = list(inspect.signature(stacking._dispatch).parameters)
    assert names == ["box", "page", "child_contexts", "blocks", "floats", "blocks_and_cells"]
