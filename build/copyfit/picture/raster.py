"""A picture of pixels as both files take it: eight bits, RGB or grey, upright, and nothing else in it.

In: the bytes of a PNG, JPEG, GIF, BMP, TIFF or WebP. Out: a `Picture`, PNG or JPEG. A JPEG that needs no
change keeps its pixels to the last bit; only what stands beside them is taken out.
"""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from PIL import Image, ImageCms, ImageFile, ImageOps

from copyfit.errors import LayoutError, Problem
from copyfit.picture.kind import Prepared

FORMATS = ("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP")
READ = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*", b"RIFF")
"""How their files begin."""
MAX_PIXELS = 25_000_000
"""An A4 page at 400 dots per inch has 15 million."""
MAX_SHAPE = 200
"""So many times as long as wide, a picture is less than a millimetre of a page."""
JPEGS = ("JPEG", "MPO")
"""Telephones put further pictures behind the first; such a file is called MPO."""
JPEG_QUALITY = 92
JFIF = b"\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
"""The header that every reader of JPEG knows (JFIF 1.02, p. 5)."""
ORIENTATION = 0x0112
GREYS = ("1", "L", "I;16", "I;16B", "I;16L", "I;16N", "I")
COLOURS = ("P", "PA", "LA", "La", "RGB", "RGBA", "RGBX", "RGBa", "YCbCr", "CMYK")
WHITE_16 = 65535

BROKEN = (OSError, SyntaxError, ValueError, EOFError, struct.error, zlib.error, IndexError, KeyError,
          TypeError,
          OverflowError, RuntimeError, AssertionError, AttributeError)  # fmt: skip
"""What Pillow raises over a file that is cut or damaged, by its formats."""


def prepared_raster(path: str, content: bytes) -> Prepared:
    """Return the picture in the file `path` as PNG or JPEG.

    Raises LayoutError if it is of another kind, broken, cut or too large.
    """
    image = _opened(path, content)
    width, height = image.size
    if width * height > MAX_PIXELS:
        message = f"{path} has {width * height // 1_000_000} million pixels"
        hint = "make it smaller: 300 dots per inch are enough for print"
        raise LayoutError(_problem(message, hint))
    if max(width, height) > MAX_SHAPE * min(width, height):
        message = f"{path} is {width} × {height} pixels: on a page nobody would see it"
        raise LayoutError(_problem(message, "cut it to a shape of its own, or leave it out"))
    try:
        with _strictly():
            if image.format == "PNG":
                _opened(path, content).verify()
            image.load()
            plain = _plain(image)
            kept = _kept_jpeg(content, image, plain)
            made = kept or _encoded(plain, is_photo=_is_photo(image, content))
    except BROKEN:
        message = f"{path} cannot be read as a picture: a part of it is missing or broken"
        hint = "open it in a drawing program, and save it again as PNG, JPEG or SVG"
        raise LayoutError(_problem(message, hint)) from None
    return Prepared(made, float(plain.width), float(plain.height), tuple(_warnings(path, image)))


@contextmanager
def _strictly() -> Iterator[None]:
    """Refuse files that are cut short, which WeasyPrint has Pillow take.

    What Pillow only warns of, a damaged note beside the pixels, goes unsaid: notes are left out.
    """
    before = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def _opened(path: str, content: bytes) -> Image.Image:
    try:
        with _strictly():
            image = Image.open(io.BytesIO(content), formats=FORMATS)
    except (*BROKEN, Image.DecompressionBombError) as mistake:
        if isinstance(mistake, Image.DecompressionBombError):
            message, hint = f"{path} has too many pixels", "make it smaller: 300 dots per inch are enough"
        elif content.startswith(READ):
            message = f"{path} cannot be read as a picture: a part of it is missing or broken"
            hint = "open it in a drawing program, and save it again as PNG, JPEG or SVG"
        else:
            message = f"{path} is not a kind of picture that both files can hold"
            hint = "save it as PNG, JPEG or SVG"
        raise LayoutError(_problem(message, hint)) from None
    if image.mode not in (*GREYS, *COLOURS):
        message = f"{path} is in {image.mode}, which is not a kind of colour that both files can hold"
        raise LayoutError(_problem(message, "save it as PNG or JPEG, in RGB"))
    return image


def _plain(image: Image.Image) -> Image.Image:
    """Return the picture upright, in RGB or grey of eight bits, with transparency if it has any."""
    upright = ImageOps.exif_transpose(image)
    if image.mode in GREYS and "transparency" not in image.info:
        plain = _grey(upright)
    elif image.mode in ("P", "PA", "LA", "La", "RGBA", "RGBa") or "transparency" in image.info:
        plain = _in_srgb(upright.convert("RGBA"), image.info.get("icc_profile"))
        if plain.getchannel("A").getextrema() == (255, 255):
            plain = plain.convert("RGB")
    else:
        plain = _in_srgb(upright, image.info.get("icc_profile"))
    clean = plain.copy()
    clean.info = {}
    return clean


def _grey(image: Image.Image) -> Image.Image:
    """Return a grey picture with eight bits to the pixel; sixteen are divided, not cut."""
    if image.mode in ("1", "L"):
        return image.convert("L")
    whole = image.convert("I")
    low, high = whole.getextrema()
    if not (isinstance(low, int | float) and isinstance(high, int | float) and 0 <= low <= high <= WHITE_16):
        raise ValueError("more than sixteen bits")
    return whole.point([value // 257 for value in range(WHITE_16 + 1)], "L")


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Return the picture's colours in sRGB, by its own profile where it has one that can be read."""
    alpha = image.getchannel("A") if image.mode == "RGBA" else None
    colours = image.convert("RGB") if alpha or image.mode != "CMYK" else image
    converted = _by_profile(colours, profile) if profile else None
    plain = converted or colours.convert("RGB")
    if alpha:
        plain.putalpha(alpha)
    return plain


def _by_profile(image: Image.Image, profile: bytes) -> Image.Image | None:
    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if "sRGB" in ImageCms.getProfileDescription(own):
            return None
        return ImageCms.profileToProfile(image, own, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return None


def _kept_jpeg(content: bytes, image: Image.Image, plain: Image.Image) -> bytes | None:
    """Return the JPEG without what stands beside its pixels, if these are the ones to be shown."""
    if image.format not in JPEGS or image.mode not in ("L", "RGB") or image.size != plain.size:
        return None
    if image.tobytes() != plain.tobytes():
        return None
    bare = b"\xff\xd8" + JFIF + b"".join(_segments(content))
    again = Image.open(io.BytesIO(bare), formats=["JPEG"])
    return bare if again.tobytes() == plain.tobytes() else None


def _segments(jpeg: bytes) -> Iterator[bytes]:
    """Yield what makes the pixels: tables, frames, scans, up to the picture's end (ITU-T T.81, Annex B).

    Left out are the application segments and comments, and what follows the end.
    """
    at = 2
    while at < len(jpeg) - 1:
        marker = jpeg[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker == 0xD9:
            break
        end = at + 2 + int.from_bytes(jpeg[at + 2 : at + 4], "big")
        if marker == 0xDA:
            end = _end_of_scan(jpeg, end)
        if not (0xE0 <= marker <= 0xEF or marker == 0xFE):
            yield jpeg[at:end]
        at = end
    yield b"\xff\xd9"


def _end_of_scan(jpeg: bytes, at: int) -> int:
    """Return where the next marker stands that is no part of the scan's data: no stuffing, no restart."""
    while True:
        at = jpeg.find(b"\xff", at)
        if at < 0 or at + 1 >= len(jpeg):
            return len(jpeg)
        if jpeg[at + 1] != 0 and not 0xD0 <= jpeg[at + 1] <= 0xD7 and jpeg[at + 1] != 0xFF:
            return at
        at += 1 if jpeg[at + 1] == 0xFF else 2


def _is_photo(image: Image.Image, content: bytes) -> bool:
    """Return whether the picture has lost detail already, as photos have."""
    return image.format in JPEGS or (image.format == "WEBP" and content[12:16] == b"VP8 ")


def _encoded(plain: Image.Image, is_photo: bool) -> bytes:
    out = io.BytesIO()
    if is_photo and plain.mode in ("L", "RGB"):
        plain.save(out, "JPEG", quality=JPEG_QUALITY, subsampling=0)
    else:
        plain.save(out, "PNG")
    return out.getvalue()


def _warnings(path: str, image: Image.Image) -> Iterator[Problem]:
    if image.mode == "CMYK":
        message = f"{path} is in CMYK, the colours of a printing press, and was converted to RGB"
        hint = "look at its colours, or save it in RGB"
        yield Problem("picture-converted", message, hint, severity="warning")
    frames = 1 if image.format in JPEGS else getattr(image, "n_frames", 1)
    if frames > 1:
        message = f"{path} holds {frames} pictures, of which the first is shown"
        yield Problem("picture-converted", message, "save the one that is meant", severity="warning")


def _problem(message: str, hint: str) -> Problem:
    return Problem("broken-picture", message, hint)
