"""What the engine is spared: pages are the same, with it and without, and so is what is said of them."""

import subprocess
import sys

import pytest

NOTES = """<link rel=stylesheet href="asset:a.css"><style>
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
    "logical": "<div style='direction: rtl; margin-inline-start: 9px; inline-size: 90px'><p>One</div>",
    "custom": "<style>:root { --a: 9px; --f: 600 7px/9px 'IBM Plex Serif' } b { padding: var(--a) 1px }"
    " i { font: var(--f); margin: 0 calc(var(--a) * 2) } u { width: var(--none); color: var(--a) }</style>"
    "<p>One <b>two</b> <i style='--a: 2px'>three <b>four</b></i> <u>five</u> <u>six</u>",
    "wrong": "<style>@page { size: bad } p { colour: red; color: reddish } @import 'c.css'; q } p {}</style>"
    "<p style='text-indent: calc(10% + 2px)'>One<span style='text-decoration: underline'>two <b>three",
    "type": "<p style='text-decoration: underline; font-kerning: normal; letter-spacing: 1px'>One<br>two"
    "<p style='font-feature-settings: \"tnum\"; word-spacing: 2px; padding: 5% 1px'>11 <b>22</b> 33",
    "drawn": "<svg width='10%' height='2em' viewBox='0 0 9 9'><rect x='1px' y='.5' width='50%' height='1e0'/>"
    "<path d='M0 0h3L5,5z'/><circle r='' cx='4'/><text x='1mm' y='5' font-size='3'>A</text></svg>",
    "styles": "<style></style><!-- <style>p { color: red }</style> --><p>One<style>p { margin: 10px }</style>"
    "<svg><style>b { color: red }</style></svg><b>Two</b>",
    "parts": "<p class='a b' id='c' lang='fr'>One <b>two</b></p><style>p.a#c:lang(fr) b { color: #123 }"
    " style + p, p:empty { color: red } p { background: #eee; border-radius: 10px 0 }"
    " b { position: relative } div { border-radius: 10px; float: left }"
    "</style><div>Two</div><p></p><p hidden>Three</p>",
    "tables": "<table><thead><tr><th>A</th></tr></thead><tr><td>B</td></tr></table>",
}
PRINTED = """
import hashlib, sys
from copyfit.layout.opening import engine
if "plain" in sys.argv:
    from copyfit.layout import computed, economy, sheets, told, trees
    economy.spare = economy.pack_once = economy.read_numbers = lambda *engine: None
    economy.make_arrays = lambda *engine: None
    computed.shorten = sheets.keep = trees.parse_once = lambda *engine: None
    told.tell_once = told.tell_at_once = lambda *engine: None
weasyprint = engine()
from copyfit.layout import captured_warnings
from copyfit.layout.fetcher import AssetFetcher
files = {
    "a.css": b"@import 'b.css'; em { color: #00f; border: 1px solid } em { wrong: 1 }",
    "b.css": b"h1 { color: red }",
}
for page in sys.stdin.read().split("\\0") * 2:
    digest = hashlib.sha256()
    for html in (page, page.replace("10px", "12px"), page.replace("10px", "9px } p:only-child { color: red")):
        with captured_warnings() as said:
            html = weasyprint.HTML(string=html, base_url="asset:", url_fetcher=AssetFetcher(files))
            pdf = html.write_pdf(pdf_identifier=b"x", pdf_variant="pdf/ua-1")
        digest.update(pdf + "".join(said).encode())
    print(digest.hexdigest())
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
    return [
        dict(zip(PAGES, zip(digests[: len(PAGES)], digests[len(PAGES) :], strict=True), strict=True))
        for digests in said
    ]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_the_same(printed, name):
    spared, plain = printed
    assert spared[name] == plain[name]
