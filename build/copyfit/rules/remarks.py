"""What may not be meant in the files of a brief: a comment that cuts a sentence, marks that are printed.

In: a `Loaded` brief and the job's files. Out: warnings. Next: they are among the problems of the page.
"""

from __future__ import annotations

from collections.abc import Iterator

from copyfit.content.loaded import Loaded
from copyfit.errors import Problem
from copyfit.project import Files, brief_file
from copyfit.yaml.file import read_yaml


def problems(loaded: Loaded, files: Files) -> Iterator[Problem]:
    """Yield what the reader of the brief remarked, of its original's words too if it is a translation."""
    original = brief_file(files, loaded.path.split("/")[1])
    for path in dict.fromkeys((loaded.path, original)):
        if path in files:
            yield from read_yaml(path, files[path]).places.remarks
