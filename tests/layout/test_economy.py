"""What is put off in the engine is done when it is asked for: pages are the same, with it and without."""

import subprocess
import sys

import pytest

NOTES = """<style>
  @page { size: 300px 400px; margin: 10px }
  body { margin: 0; font: 8px/10px "IBM Plex Serif" }
  .note { float: footnote } .note::footnote-call { color: red } .note::footnote-marker { color: blue }
  ul { list-style-position: inside } li::marker { content: "x "; color: green }
  h1::marker { anchor: "mark" } h2 { display: list-item }
  .odd::marker { -weasy-anchor: "odd" }
</style>"""
PAGES = {
    "prose": "<h1>One</h1><p>Two <em>three</em> <a href='https://example.org'>four</a>.</p>",
    "lists": "<ul><li>One<ol><li>Two</li></ol></li><li class='odd'>Three</li></ul><h2>Four</h2>",
    "notes": "<p>One<span class='note'>Two <b>three</b></span> four.</p><p>Five<span class='note'>Six</span>",
    "links": "<p><a href='#odd'>To it</a></p><ul><li class='odd'>Here</li></ul>",
    "tables": "<table><thead><tr><th>A</th></tr></thead><tr><td>B</td></tr></table>",
}
PRINTED = """
import hashlib, sys
from copyfit.layout.opening import engine
if "plain" in sys.argv:
    from copyfit.layout import economy
    economy.spare = lambda css: None
weasyprint = engine()
for page in sys.stdin.read().split("\\0"):
    pdf = weasyprint.HTML(string=page).write_pdf(pdf_identifier=b"x", pdf_variant="pdf/ua-1")
    print(hashlib.sha256(pdf).hexdigest())
"""


@pytest.fixture(scope="module")
def printed():
    """Return the digests of all pages, with economy and without, each made in a process of its own."""
    pages = "\0".join(f"<html lang='en'><title>x</title>{NOTES}{body}" for body in PAGES.values())
    said = [
        subprocess.run(
            [sys.executable, "-c", PRINTED, *arguments],
            input=pages, capture_output=True, text=True, check=True,
        ).stdout.split()
        for arguments in ((), ("plain",))
    ]  # fmt: skip
    return [dict(zip(PAGES, digests, strict=True)) for digests in said]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_the_same(printed, name):
    spared, plain = printed
    assert spared[name] == plain[name]
