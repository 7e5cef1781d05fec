"""BibTeX and biblatex → CSL items with the place of each, as YAML gives them for CSL in YAML.

In: the bytes of a `.bib` file, as BibTeX, biblatex, Zotero, Better BibTeX and JabRef write it. Out: data,
`Places`, and everything that is wrong with it. `entries` reads the grammar, `latex` the texts, `people` the
names, `dates` the dates; `items` brings them together.
"""

from __future__ import annotations

from typing import Any

from copyfit.content.bibtex.entries import read_entries
from copyfit.content.bibtex.items import items_of
from copyfit.errors import BriefError, Place, Problem
from copyfit.yaml.file import Places

MAX_BYTES = 1024 * 1024


def read_bibtex(path: str, content: bytes) -> tuple[list[dict[str, Any]], Places, tuple[Problem, ...]]:
    """Return the items in `content`, the bytes of the file `path`, their places, and what is wrong.

    Raises BriefError for a file that is no text.
    """
    entries, problems = read_entries(path, _text(path, content))
    items, values, keys, more = items_of(entries)
    values[()] = Place(path, 1, 1)
    return items, Places(path, values, keys), (*problems, *more)


def _text(path: str, content: bytes) -> str:
    if len(content) > MAX_BYTES:
        message = f"the file has {len(content) // 1024} KB; at most {MAX_BYTES // 1024} KB are read"
        hint = "keep only the sources of this brief"
        raise BriefError(Problem("file-too-large", message, hint, Place(path)))
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as mistake:
        line = content.count(b"\n", 0, mistake.start) + 1
        problem = Problem("not-utf-8", "the file is not UTF-8 text", "save it as UTF-8", Place(path, line))
        raise BriefError(problem) from None
