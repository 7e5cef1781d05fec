"""What a file of a picture is, and what it becomes for both files.

In: a file's name and bytes. Out: whether it is a picture, and of which kind; `Prepared`. Next: `raster` and
`vector` prepare it.
"""

from __future__ import annotations

from dataclasses import dataclass

from copyfit.errors import Problem

STARTS = (
    *(b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*"),
    *(b"\0\0\1\0", b"\x0a\x05\x01", b"\0\0\0\x0cjP", b"\xff\x4f\xff\x51", b"8BPS", b"\xd7\xcd\xc6\x9a"),
)
"""How files of pictures begin, those among them that are refused."""


@dataclass(frozen=True, slots=True)
class Prepared:
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
