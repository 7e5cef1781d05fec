"""Draw with vl-convert, the one door to it: Vega-Lite → SVG, SVG → PNG.

It must see the program's fonts alone and the same clock everywhere. Both are settled when its
engine starts, once for a process: fontconfig is then given a configuration without fonts, so that only the
faces registered here exist, and the time zone is UTC.
"""

from __future__ import annotations

import functools
import importlib
import io
import os
import re
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from lxml import etree

from copyfit.errors import MachineError, Problem, TemplateError
from copyfit.faces import adopted, face_files, lenders
from copyfit.language.locale import locale_of

SCALE_300_DPI = 300 / 96
"""Pixels of a raster for each CSS px of the picture, for 300 to the inch."""

FONTS = Path(__file__).with_name("fonts.conf")
"""A configuration of fontconfig that knows no font."""
SVG = "{http://www.w3.org/2000/svg}"
NAMES: Any = {None: SVG.strip("{}")}
_BARE = (
    "fill-opacity:1;stroke:none;opacity:1;display:inline;visibility:visible;"
    "filter:none;mask:none;clip-path:none;transform:none"
)
"""A style that goes before what a drawing's own style sheet may say of rectangles."""
_FAMILY = re.compile(r'font-family="([^"]+)"')
_SCHEMA = re.compile(r"/vega-lite/v(\d+)")


def vector(spec: Mapping[str, Any], configuration: Mapping[str, Any], family: str, language: str) -> str:
    """Return the SVG that Vega-Lite draws from `spec`, whose data must be in it, set in `family`.

    Raises ValueError with Vega's own message if it cannot.
    """
    with _hermetic():
        engine = _engine(family)
        try:
            return str(
                engine.vegalite_to_svg(
                    dict(spec),
                    vl_version=_version(engine, str(spec.get("$schema", ""))),
                    config=dict(configuration),
                    allowed_base_urls=[],
                    format_locale=_number_format(language),
                    time_format_locale=_time_format(language),
                )
            )
        except ValueError as error:
            raise ValueError(_readable(str(error))) from None


def pixels(svg: str, scale: float) -> bytes:
    """Return `svg` as PNG with `scale` pixels for each CSS px, its text in the families that it names."""
    out = io.BytesIO()
    painted(svg, scale).save(out, "PNG")
    return out.getvalue()


def painted(svg: str, scale: float) -> Any:
    """Return `svg` as a picture of Pillow's with `scale` pixels for each CSS px.

    The engine takes the colours of half-transparent pixels wrongly (each is capped at the pixel's alpha), so
    they are taken from the picture painted on black, which leaves of each colour what does not shine through.
    """
    from PIL import Image, ImageChops

    alpha = _painted(on_ground(svg), scale).getchannel("A")
    black = _painted(on_ground(svg, "#000"), scale).convert("RGB")
    channels = (ImageChops.darker(channel, alpha) for channel in black.split())
    return Image.merge("RGBa", (*channels, alpha)).convert("RGBA")


def on_ground(svg: str, colour: str | None = None) -> str:
    """Return `svg` painted on a ground of one `colour`, or on none.

    Painted first and laid on the ground then, so that its pixels are the same on both; that nothing beyond
    its edges is cut away by a mask, since the sheet ends there, is four times as fast.
    """
    drawing = etree.fromstring(svg.encode(), etree.XMLParser(resolve_entities=False, no_network=True))
    size = {name: drawing.get(name, "") for name in ("width", "height")}
    sheet = inside = etree.Element(f"{SVG}svg", size, nsmap=NAMES)
    if colour:
        etree.SubElement(sheet, f"{SVG}rect", {**size, "style": f"fill:{colour};{_BARE}"})
        inside = etree.SubElement(sheet, f"{SVG}g", {"style": "isolation:isolate"})
    drawing.set("overflow", "visible")
    inside.append(drawing)
    return etree.tostring(sheet, encoding="unicode")


def ink(svg: str) -> tuple[int, int, int, int] | None:
    """Return left, top, right and bottom of all that `svg` paints, in CSS px; None if it is nothing."""
    box: tuple[int, int, int, int] | None = _painted(svg, 1).getchannel("A").getbbox()
    return box


def _painted(svg: str, scale: float) -> Any:
    """Return `svg` as a picture of Pillow's, of which only what is not half-transparent has its colour."""
    from PIL import Image

    with _hermetic():
        for family in sorted(set(_FAMILY.findall(svg))):
            _register(family)
        painted = bytes(_module().svg_to_png(svg, scale=scale))
    return Image.open(io.BytesIO(painted), formats=["PNG"])


def _readable(message: str) -> str:
    """Return the sentence in an error of JavaScript's, without its stack."""
    lines = [line.strip() for line in message.splitlines() if line.strip()]
    told = lines[1] if len(lines) > 1 and lines[0].endswith("failed:") else lines[0]
    if told.startswith("TypeError"):
        return "a part of the chart is missing or in the wrong place"
    told = re.sub(r"^\w*Error:\s*", "", told)
    return re.sub(r"\{.*\}\.?", "", told).strip().rstrip(".")[:200]


def _version(engine: Any, schema: str) -> str:
    """Return the newest Vega-Lite that has the major number which `schema` names, or the newest of all."""
    versions = sorted(
        engine.get_vegalite_versions(), key=lambda text: [int(part) for part in text.split(".")]
    )
    match = _SCHEMA.search(schema)
    fitting = [version for version in versions if match and version.split(".")[0] == match[1]]
    return str((fitting or versions)[-1])


def _engine(family: str) -> Any:
    """Return vl-convert, which knows `family`.

    Raises MachineError if it is not installed, TemplateError if the program has no such family.
    """
    engine = _module()
    _register(family)
    return engine


@functools.cache
def _module() -> Any:
    try:
        return importlib.import_module("vl_convert")
    except ImportError:
        message = "vl-convert, which draws charts, is not installed"
        hint = "run `make`, which installs everything the program needs"
        raise MachineError(Problem("library-missing", message, hint)) from None


def _register(family: str) -> None:
    """Let vl-convert see the faces of `family`, and those that lend it letters.

    Raises TemplateError if there is no such family.
    """
    own = tuple(data for face, data in sorted(adopted().items()) if face[0] == family)
    folders = {path.parent for face, path in face_files().items() if face[0] in (family, *lenders(family))}
    if not own and not any(face[0] == family for face in face_files()):
        message = f"charts cannot be set in {family}: there is no such family"
        hint = (
            "`--sans` in the house's style sheet names a family of the program, or of `fonts` in house.yaml"
        )
        raise TemplateError(Problem("chart-font", message, hint))
    for folder in sorted(folders):
        _register_folder(folder)
    if own:
        _register_own(own)


@functools.cache
def _register_folder(folder: Path) -> None:
    _module().register_font_directory(str(folder))


@functools.cache
def _register_own(files: tuple[bytes, ...]) -> None:
    """Let vl-convert see fonts that are no files yet; it reads them when told of them."""
    with tempfile.TemporaryDirectory(prefix="copyfit-charts-") as folder:
        for number, data in enumerate(files):
            (Path(folder) / f"{number}.ttf").write_bytes(data)
        _module().register_font_directory(folder)


@contextmanager
def _hermetic() -> Iterator[None]:
    """Hide the machine's fonts and time zone while vl-convert is at work."""
    before = {name: os.environ.get(name) for name in ("FONTCONFIG_FILE", "TZ")}
    os.environ |= {"FONTCONFIG_FILE": str(FONTS), "TZ": "UTC"}
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


@functools.cache
def _number_format(language: str) -> dict[str, Any]:
    """Return how `language` writes numbers, as d3-format takes it; digits are Latin on all pages."""
    symbols = locale_of(language).number_symbols
    latin = symbols.get("latn", symbols)
    group = str(latin.get("group", ",")).replace("\u202f", "\u00a0")
    decimal = str(latin.get("decimal", "."))
    return {"decimal": decimal, "thousands": group, "grouping": [3], "currency": ["", ""]}


@functools.cache
def _time_format(language: str) -> dict[str, Any]:
    """Return how `language` names days and months, as d3-time-format takes it."""
    locale = locale_of(language)
    months, days = locale.months["stand-alone"], locale.days["stand-alone"]
    sunday_first = (6, 0, 1, 2, 3, 4, 5)
    return {
        "dateTime": "%-d %B %Y %H:%M",
        "date": "%-d %B %Y",
        "time": "%H:%M",
        "periods": ["AM", "PM"],
        "days": [days["wide"][day] for day in sunday_first],
        "shortDays": [days["abbreviated"][day] for day in sunday_first],
        "months": [months["wide"][month] for month in range(1, 13)],
        "shortMonths": [months["abbreviated"][month] for month in range(1, 13)],
    }
