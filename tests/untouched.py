"""What many tests look at and none may change: a test's outcome would depend on which ran before it."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def contents(folder: Path) -> dict[str, str]:
    """Return the digest of every file under `folder`, by its path there."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and ".git" not in path.relative_to(folder).parts
    }


@contextmanager
def untouched(folder: Path) -> Iterator[None]:
    """Let tests look at `folder`; raise AssertionError afterwards if one of them changed it."""
    before = contents(folder)
    yield
    assert contents(folder) == before, f"a test changed {folder.name}, which other tests look at"
