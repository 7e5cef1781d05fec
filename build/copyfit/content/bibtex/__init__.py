"""BibTeX and biblatex → CSL items with the place of each, as YAML gives them for CSL in YAML.

In: the bytes of a `.bib` file, as BibTeX, biblatex, Zotero, Better BibTeX and JabRef write it. Out: data,
`Places`, and everything that is wrong with it. `entries` reads the grammar, `latex` the texts, `people` the
names, `dates` the dates; `items` brings them together.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import Any

from copyfit.content.bibtex.entries import read_entries
from copyfit.content.bibtex.items import items_of
from copyfit.errors import BriefError, Place, Problem
from copyfit.yaml.decode import decoded
from copyfit.yaml.file import Places

MAX_BYTES = 1024 * 1024
MAX_ENTRIES = 1000
"""As many as a list of sources in YAML may hold."""
ENTRY = re.compile(r"^[ \t]*@\w", re.MULTILINE)


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
    text = decoded(path, content)
    beyond = next(islice(ENTRY.finditer(text), MAX_ENTRIES, None), None)
    if beyond:
        place = Place(path, text.count("\n", 0, beyond.start()) + 1)
        message = f"the file holds more than {MAX_ENTRIES} entries"
        raise BriefError(Problem("too-much", message, "keep only the sources of this brief", place))
    return text
