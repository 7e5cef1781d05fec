"""Vector pictures hold all that they show: none asks for another file, which its reader would not have.

In: a `Layout`. Out: problems, with the line in the picture. The engine fetches such files only when it
paints, and then says nothing of it.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator

from copyfit.errors import About, Place, Problem
from copyfit.layout.boxes import Layout
from copyfit.layout.fetcher import SVG, kind_of
from copyfit.proof.links import is_safe

ASKS = re.compile(
    r"""(?:href|src)\s*=\s*["']\s*(?!\#|data:)([^"'\s]+) | url\(\s*["']?\s*(?!\#|data:)([^"')\s]+)
    | @import\s+["']([^"']+) | <!ENTITY\s+\S+\s+(SYSTEM) | <\?xml-stylesheet[^>]*href=["']([^"']+)""",
    re.IGNORECASE | re.VERBOSE,
)
RASTERS = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".webp", ".avif")
KNOWN = (b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a", b"BM", b"II*\0", b"MM\0*")
_JPEG = re.compile(rb"\xff\xd8\xff.{3}(?:JFIF|Exif)", re.DOTALL)
DECLARED = re.compile(r"\s*<\?xml[^>]*\bencoding\s*=\s*[\"']([\w.-]+)", re.IGNORECASE)
NAMESPACE = re.compile(
    r"<(?:[\w-]+:)?svg\b[^>]*xmlns(?::[\w-]+)?\s*=\s*[\"']http://www\.w3\.org/2000/svg", re.DOTALL
)
LETTERS = re.compile(r"<(?:[\w-]+:)?(text|foreignObject)\b")
SCRIPT = re.compile(r"<(?:[\w-]+:)?script\b|<[^<>]*?\s(on[a-z]{2,20})\s{0,9}=", re.IGNORECASE)
CHARTS = "chart/"
LINK = re.compile(r"<(?:[\w-]+:)?a\b[^>]*>", re.IGNORECASE)
IMAGES = re.compile(r"<img\b[^>]*?\bsrc\s*=\s*[\"']([^\"']+)", re.IGNORECASE)
HREF = re.compile(r"""\shref\s{0,9}=\s{0,9}["']([^"']*)|:href\s{0,9}=\s{0,9}["']([^"']*)""", re.IGNORECASE)
INLINE = re.compile(r"<svg\b.*?</svg>", re.DOTALL | re.IGNORECASE)
HINT = "put what it needs into the picture itself; drawing programs call that embedding"


def picture_problems(layout: Layout) -> Iterator[Problem]:
    """Yield a problem for each picture that not every reader of the two files would see."""
    problems = list(_unreadable(layout))
    yield from problems
    if not problems and not layout.warnings:  # a picture that cannot be read has no place either
        yield from _pictures_in_lines(layout)


def _unreadable(layout: Layout) -> Iterator[Problem]:
    yield from _pictures_of_no_file(layout)
    for path, content in sorted(layout.assets.items()):
        if path.lower().endswith(RASTERS) and not content.startswith(KNOWN) and not _JPEG.match(content):
            hint = "save it again as PNG, JPEG (in RGB) or SVG"
            yield Problem(
                "broken-picture", f"{path} is a kind of picture that Word does not know", hint, Place(path)
            )
    for path, content in sorted(layout.assets.items()):
        if kind_of(path, content) == SVG:
            text = content.decode("utf-8", "replace")
            yield from _form(path, text, content)
            for at, asked in _asked_for(text):
                place = Place(path, text.count("\n", 0, at) + 1)
                yield Problem("file-refused", f"the picture asks for {asked}", HINT, place)
            yield from _letters(path, text)
            yield from _doings(path, text)
    for drawing in INLINE.findall(layout.html):
        for _, asked in _asked_for(drawing):
            yield Problem(
                "file-refused",
                f"a picture drawn in the template asks for {asked}",
                HINT,
                about=About("template", asked),
            )


def _pictures_in_lines(layout: Layout) -> Iterator[Problem]:
    """Yield a problem for each picture of the HTML that no box holds: it stands among words, or nowhere."""
    placed = Counter(box.picture.source for page in layout.pages for box in page.walk() if box.picture)
    for source, count in Counter(map(html.unescape, IMAGES.findall(layout.html))).items():
        if count > placed[source] and asset_of(source) in layout.assets:
            message = f"the picture {asset_of(source)} stands inside a line of text, which Word cannot set"
            hint = "give it a paragraph of its own: <p><img …></p>"
            yield Problem("picture-in-line", message, hint, about=About("file", source))


def asset_of(source: str) -> str:
    """Return the path in the project of a picture's address."""
    return source.removeprefix("asset:")


def _pictures_of_no_file(layout: Layout) -> Iterator[Problem]:
    """Yield a problem for the first picture that is written into the template itself."""
    for page in layout.pages:
        for box in page.walk():
            if box.picture and not box.picture.source.startswith("asset:"):
                kind = "`data:`" if box.picture.source.startswith("data:") else "`<svg>`"
                message = (
                    f"a picture is written into the template as {kind}, which the Word file cannot carry"
                )
                hint = "save it as a file, and name it: asset:templates/shared/logo.svg"
                yield Problem(
                    "picture-inline",
                    message,
                    hint,
                    about=About("template", box.picture.source[:40] or "<svg"),
                )
                return


def _form(path: str, text: str, content: bytes) -> Iterator[Problem]:
    """Yield what keeps an SVG from being one for every program."""
    declared = DECLARED.match(text)
    if (declared and declared[1].lower() not in ("utf-8", "us-ascii")) or content != text.encode():
        yield Problem("broken-picture", "the picture is not UTF-8", "save it as UTF-8", Place(path, 1))
    elif not NAMESPACE.search(text):
        hint = 'write <svg xmlns="http://www.w3.org/2000/svg" …>; drawing programs do'
        yield Problem("broken-picture", "the picture does not say that it is an SVG", hint, Place(path, 1))


def _letters(path: str, text: str) -> Iterator[Problem]:
    """Yield a problem for the first text of a picture; the program's own charts bring theirs as shapes."""
    found = None if path.startswith(CHARTS) else LETTERS.search(text)
    if found:
        yield Problem(
            "picture-text",
            f"the picture holds `<{found[1]}>`, which looks otherwise where its font is missing",
            "turn its text into paths in the drawing program, and say it in `alt`",
            Place(path, text.count("\n", 0, found.start()) + 1),
        )


def _doings(path: str, text: str) -> Iterator[Problem]:
    """Yield what a picture does when it is opened or clicked: a script, or a link that is not safe."""
    script = SCRIPT.search(text)
    if script:
        named = f"`{script[1]}`" if script[1] else "`<script>`"
        place = Place(path, text.count("\n", 0, script.end()) + 1)
        hint = "save it without: a picture on paper does nothing, and one in a Word file must not"
        yield Problem("picture-script", f"the picture holds a script, {named}", hint, place)
    for link in LINK.finditer(text):
        found = HREF.search(html.unescape(link[0]))
        address = next((part for part in found.groups() if part is not None), "") if found else "#a"
        if not is_safe(address):
            place = Place(path, text.count("\n", 0, link.start()) + 1)
            hint = "take the link out of the picture, or let it lead to https://"
            yield Problem("link-refused", f"the picture links to `{address[:60]}`", hint, place)
            return


def _asked_for(svg: str) -> Iterator[tuple[int, str]]:
    """Yield where and what a drawing asks for, links for the reader left out."""
    without_links = LINK.sub(lambda found: " " * len(found[0]), html.unescape(svg) if "&#" in svg else svg)
    for found in ASKS.finditer(without_links):
        yield found.start(), next(part for part in found.groups() if part)
