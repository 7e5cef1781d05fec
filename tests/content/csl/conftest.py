"""Styles of a few lines, and the lists they print."""

import pytest

from copyfit.content.csl.listing import Listing
from copyfit.content.csl.runs import as_html, words_of
from copyfit.content.csl.style import read_style

STYLE = """<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0" {options}>
{more}
<citation {citation}><layout>{cite}</layout></citation>
<bibliography {listed}>{sort}<layout>{entry}</layout></bibliography></style>"""


def style_of(entry="", *, cite='<text variable="title"/>', language="en-US", **parts):
    """Return a style whose entries and citations are the elements given."""
    blanks = {"options": "", "more": "", "citation": "", "listed": "", "sort": "", **parts}
    return read_style(STYLE.format(entry=entry, cite=cite, **blanks).encode(), language)


@pytest.fixture
def printed():
    """Return a function that prints items through an entry's elements: the texts, in their order."""

    def run(entry, *items, html=False, **parts):
        named = {str(index): {"id": str(index), "type": "book", **item} for index, item in enumerate(items)}
        listing = Listing(named, tuple(named), style_of(entry, **parts))
        write = as_html if html else words_of
        return [write(listing.entry(name)).strip() for name in listing.order]

    return run


@pytest.fixture
def marks():
    """Return a function that prints the marks of items, in the order they are given."""

    def run(cite, *items, **parts):
        named = {str(index): {"id": str(index), "type": "book", **item} for index, item in enumerate(items)}
        listing = Listing(named, tuple(named), style_of('<text variable="title"/>', cite=cite, **parts))
        return [words_of(listing.mark(name)) for name in named]

    return run
