"""A picture out of a Word file.

In: the file's bytes and the picture's name. Out: its bytes. Next: the browser draws it where the file says.
"""

from __future__ import annotations

import io
import zipfile

MEDIA = "word/media/"
KINDS = (".png", ".svg")
MOST_BYTES = 20 * 2**20


def part_of(docx: bytes, name: str) -> bytes | None:
    """Return the picture `name` of a Word file, None if it has none so called."""
    if not name.endswith(KINDS):
        return None
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        known = {entry.filename: entry for entry in archive.infolist()}
        entry = known.get(f"{MEDIA}{name}")
        return archive.read(entry) if entry and entry.file_size <= MOST_BYTES else None
