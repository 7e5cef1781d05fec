"""Pictures that people bring, made such that both files paint them alike.

In: a picture file's bytes, whatever drew or took it. Out: a `Picture`: an SVG of shapes and plain colours, or
a PNG or JPEG of eight bits in RGB, upright, whole, and with nothing in it but what is seen. Next: `layout`
fetches it, `word` embeds it. A picture that cannot be made such is a problem.
"""

from __future__ import annotations

from dataclasses import dataclass

from copyfit.errors import LayoutError, Problem

__all__ = ["Picture", "is_picture", "is_vector", "prepared"]

STARTS = (
    *(b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*"),
    *(b"\0\0\1\0", b"\x0a\x05\x01", b"\0\0\0\x0cjP", b"\xff\x4f\xff\x51", b"8BPS", b"\xd7\xcd\xc6\x9a"),
)
"""How files of pictures begin, those among them that are refused."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture for both files: its bytes, its shape (width and height, in px), and what is to be said."""

    content: bytes
    width: float
    height: float
    warnings: tuple[Problem, ...] = ()


def is_vector(content: bytes) -> bool:
    """Return whether `content` is an SVG, whatever its file is called."""
    head = content[:1024].removeprefix(b"\xef\xbb\xbf").lstrip()
    return head.startswith(b"<svg") or (head.startswith((b"<?xml", b"<!")) and b"<svg" in content[:4096])


def is_picture(path: str, content: bytes) -> bool:
    """Return whether the file `path` is a picture, by its first bytes or by its name."""
    return content.startswith(STARTS) or path.lower().endswith(".svg") or content[8:12] == b"WEBP"


def prepared(path: str, content: bytes, width_mm: float | None = None) -> Picture:
    """Return the picture in the file `path`, for a frame that is `width_mm` wide (None: its own width).

    Raises LayoutError with what keeps both files from painting it alike. Problems that are not of a line
    in the file have no place: that is where the file is named.
    """
    if is_vector(content):
        if not path.lower().endswith(".svg"):
            hint = f"name it {path.rpartition('/')[2].rpartition('.')[0]}.svg"
            raise LayoutError(Problem("broken-picture", f"{path} is an SVG by another name", hint))
        from copyfit.picture.vector import prepared_vector

        return prepared_vector(path, content, width_mm)
    from copyfit.picture.raster import prepared_raster

    return prepared_raster(path, content)
