"""The faces a page may be set in, and a private fontconfig that knows no others.

The host's fonts are the largest source of difference between machines, so none of them is seen:
`fontconfig` reads a configuration of our own that lists the package's faces and nothing else.
"""

from __future__ import annotations

import contextlib
import functools
import importlib
import os
import stat
import tempfile
from collections.abc import Mapping
from pathlib import Path

from copyfit.errors import MachineError, Problem

Face = tuple[str, bool, bool]
"""Family name, bold, italic."""

PACKAGES = ("fontpkg_ibm_plex_serif", "fontpkg_ibm_plex_sans_condensed", "fontpkg_ibm_plex_sans_arabic")
FILE_STYLES = {
    "Regular": (False, False),
    "Bold": (True, False),
    "Italic": (False, True),
    "BoldItalic": (True, True),
}

CONFIGURATION = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
{directories}
  <cachedir>{cache}</cachedir>
  <selectfont>
    <rejectfont><glob>*</glob></rejectfont>
{accepted}
  </selectfont>
</fontconfig>
"""


@functools.cache
def face_files() -> Mapping[Face, Path]:
    """Return the file of every face that ships with the program.

    Raises MachineError if a font package is not installed.
    """
    files: dict[Face, Path] = {}
    for name in PACKAGES:
        try:
            package = importlib.import_module(name)
        except ImportError:
            raise MachineError(
                Problem(
                    "fonts-missing",
                    f"the font package {name} is not installed",
                    "run `make`, which installs everything the program needs",
                )
            ) from None
        for style, (bold, italic) in FILE_STYLES.items():
            for path in sorted((Path(package.ROOT) / "files").glob(f"*-{style}.ttf")):
                files[package.FAMILY, bold, italic] = path
    return files


@functools.cache
def face_bytes(face: Face) -> bytes:
    """Return the TrueType file of `face`.

    Raises KeyError if the program has no such face.
    """
    return face_files()[face].read_bytes()


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
    state = folder.lstat()
    if stat.S_ISLNK(state.st_mode):
        raise _unusable(folder, "it is a link")
    if not stat.S_ISDIR(state.st_mode):
        raise _unusable(folder, "it is not a folder")
    if state.st_uid != os.getuid():
        raise _unusable(folder, "it belongs to somebody else")
    if state.st_mode & 0o077:
        raise _unusable(folder, "others may look into it")


def _unusable(folder: Path, why: str) -> MachineError:
    hint = f"remove it: rm -r {folder}; or set TMPDIR to a folder of your own"
    return MachineError(
        Problem("fonts-folder", f"{folder}, for the list of fonts, cannot be used: {why}", hint)
    )


def _configured(folder: Path) -> Path:
    """Return the configuration in `folder`, which is private; it is written anew if it says anything else."""
    files = sorted(face_files().values())
    configuration = CONFIGURATION.format(
        directories="\n".join(f"  <dir>{path}</dir>" for path in sorted({file.parent for file in files})),
        cache=folder / "cache",
        accepted="\n".join(f"    <acceptfont><glob>{path}</glob></acceptfont>" for path in files),
    ).encode()
    target = folder / "fonts.conf"
    if target.is_symlink() or not target.exists() or target.read_bytes() != configuration:
        draft = folder / f".fonts-{os.getpid()}.conf"
        draft.write_bytes(configuration)
        draft.replace(target)
    return target
