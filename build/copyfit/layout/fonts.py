"""A private fontconfig that knows the program's own faces and no others.

The host's fonts are the largest source of difference between machines, so none of them is seen:
`fontconfig` reads a configuration of our own that lists the faces, and for each family those that lend
it the letters it lacks.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from copyfit.errors import MachineError, Problem
from copyfit.faces import face_files, lenders
from copyfit.private import UNSEEN_BY_OTHERS, distrust

CONFIGURATION = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
{directories}
  <cachedir>{cache}</cachedir>
  <selectfont>
    <rejectfont><glob>*</glob></rejectfont>
{accepted}
  </selectfont>
{lenders}
</fontconfig>
"""
LENDER = """  <match target="pattern">
    <test name="family" qual="any"><string>{family}</string></test>
    <edit name="family" mode="append" binding="same">{lenders}</edit>
  </match>"""


def use_private_fonts() -> None:
    """Point fontconfig at the program's own faces, for this process, before Pango starts.

    Raises MachineError if the folder for its configuration is not this user's alone, or cannot be written.
    """
    folder = Path(tempfile.gettempdir()) / f"copyfit-fonts-{os.getuid()}"
    try:
        _make_private(folder)
        target = _configured(folder)
    except OSError as error:
        raise _unusable(folder, (error.strerror or str(error)).lower()) from None
    os.environ["FONTCONFIG_FILE"] = str(target)
    os.environ.pop("FONTCONFIG_PATH", None)


def _make_private(folder: Path) -> None:
    """Make `folder`, or see that it is a folder, no link, and that nobody else can write or read in it.

    The temporary folder is everybody's: who owned this one could swap the fonts, or the binary cache that
    fontconfig maps into memory.
    """
    with contextlib.suppress(FileExistsError):
        folder.mkdir(mode=0o700)
    if why := distrust(folder, UNSEEN_BY_OTHERS):
        raise _unusable(folder, why)


def _unusable(folder: Path, why: str) -> MachineError:
    hint = f"remove it: rm -r {folder}; or set TMPDIR to a folder of your own"
    return MachineError(
        Problem("fonts-folder", f"{folder}, for the list of fonts, cannot be used: {why}", hint)
    )


def _configured(folder: Path) -> Path:
    """Return the configuration in `folder`, which is private.

    It is named by what it says, so that two versions of the program do not write over each other's, and its
    cache by the faces' state: fontconfig sees only that a folder changed, not a file in it.
    """
    files = sorted(face_files().values())
    states = [(str(path), path.stat().st_size, path.stat().st_mtime_ns) for path in files]
    configuration = CONFIGURATION.format(
        directories="\n".join(f"  <dir>{path}</dir>" for path in sorted({file.parent for file in files})),
        cache=folder / f"cache-{_digest(repr(states).encode())}",
        accepted="\n".join(f"    <acceptfont><glob>{path}</glob></acceptfont>" for path in files),
        lenders="\n".join(lending({family for family, _, _ in face_files()})),
    ).encode()
    target = folder / f"fonts-{_digest(configuration)}.conf"
    if target.is_symlink() or not target.exists() or target.read_bytes() != configuration:
        draft = folder / f".fonts-{os.getpid()}.conf"
        draft.write_bytes(configuration)
        draft.replace(target)
    return target


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:12]


def lending(families: Iterable[str]) -> Iterator[str]:
    """Yield the rules by which a family's missing letters come from its companions."""
    for family in sorted(families):
        names = "".join(f"<string>{lender}</string>" for lender in lenders(family))
        yield LENDER.format(family=family, lenders=names)
