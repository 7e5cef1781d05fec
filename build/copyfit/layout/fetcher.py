"""The only way for a page to reach a file: a fetcher that serves what the job carries, and keeps a ledger.

Addresses look like `asset:templates/shared/house.css`; the part after the colon is a path in the
job's files. Nothing else is served but `data:`; a refused address goes into the ledger, because
WeasyPrint swallows errors of pictures inside an SVG.
"""

from __future__ import annotations

import mimetypes
import posixpath
from collections.abc import Mapping
from urllib.parse import unquote

from copyfit.layout.opening import engine

engine()

from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: E402

MAX_PIXELS = 25_000_000
"""An A4 page at 400 dots per inch has 15 million."""
SCHEME = "asset:"
SVG = "image/svg+xml"
MIME_TYPES = {".css": "text/css", ".svg": SVG, ".ttf": "font/ttf"}
STARTS = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}


class AssetFetcher(URLFetcher):  # type: ignore[misc]
    """Serve the job's files; refuse and remember everything else."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        super().__init__(allowed_protocols={"data"}, allow_redirects=False, fail_on_errors=False)
        self.files = files
        self.served: dict[str, bytes] = {}
        self.refused: list[str] = []
        self.order: list[str] = []

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        """Return the file that `url` names.

        Raises ValueError, and notes the address in `refused`, if the job does not carry it.
        """
        if url.startswith("data:"):
            return super().fetch(url, headers)
        path = asset_path(url)
        if path not in self.files:
            self.refused.append(url)
            raise ValueError(f"{url} is not one of the project's files")
        pixels = _pixels(self.files[path])
        if pixels > MAX_PIXELS:
            raise ValueError(f"{url} has {pixels // 1_000_000} million pixels")
        self.serve(path, self.files[path])
        kind = kind_of(path, self.files[path])
        return URLFetcherResponse(url, self.files[path], {"Content-Type": kind})

    def serve(self, path: str, content: bytes) -> None:
        """Write into the ledger that a file was read."""
        self.served[path] = content
        self.order.append(path)


def kind_of(path: str, content: bytes) -> str:
    """Return the media type of a file: of a PNG or JPEG by its first bytes, of others by its name."""
    by_bytes = next((kind for start, kind in STARTS.items() if content.startswith(start)), None)
    by_name = MIME_TYPES.get(posixpath.splitext(path)[1].lower()) or mimetypes.guess_type(path)[0]
    return by_bytes or by_name or "application/octet-stream"


def _pixels(content: bytes) -> int:
    """Return how many pixels a PNG or GIF says it has, before anything unpacks it; 0 for other files."""
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return int.from_bytes(content[16:20], "big") * int.from_bytes(content[20:24], "big")
    if content.startswith(b"GIF8"):
        return int.from_bytes(content[6:8], "little") * int.from_bytes(content[8:10], "little")
    return 0


def asset_path(url: str) -> str:
    """Return the path in the job's files that `url` names, or "" if it names none."""
    if not url.startswith(SCHEME):
        return ""
    return posixpath.normpath(unquote(url.removeprefix(SCHEME)).lstrip("/"))
