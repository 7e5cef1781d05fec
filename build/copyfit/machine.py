"""What this machine has: the system libraries that pages are laid out with, and the command that adds them.

Asked by loading the libraries themselves, which takes a hundredth of WeasyPrint's import.
"""

from __future__ import annotations

import ctypes
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass

from copyfit.errors import MachineError, Problem

_SUFFIXES = (".so.0", ".0.dylib", ".dylib")
_APT = "sudo apt-get install -y libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
_FONTS = (
    ("IBM Plex Serif", "fontpkg-ibm-plex-serif"),
    ("IBM Plex Sans Condensed", "fontpkg-ibm-plex-sans-condensed"),
    ("IBM Plex Sans Arabic", "fontpkg-ibm-plex-sans-arabic"),
)
_BREW = "brew install pango"
_PIP = "python3 -m pip install --upgrade copyfit"
_GIT = "brew install git" if sys.platform == "darwin" else "sudo apt-get install -y git"


@dataclass(frozen=True, slots=True)
class Libraries:
    """Versions of the system libraries, "" where one is missing."""

    pango: str
    harfbuzz: str
    harfbuzz_subset: str


def libraries() -> Libraries:
    """Return the versions of the system libraries that WeasyPrint will find."""
    pango = _version("libpango-1.0", "pango_version_string") if _load("libpangoft2-1.0") else ""
    return Libraries(
        pango,
        _version("libharfbuzz", "hb_version_string"),
        _version("libharfbuzz-subset", "hb_version_string"),
    )


def command_to_install() -> str:
    """Return the command that installs the system libraries here."""
    return _BREW if sys.platform == "darwin" else _APT


def missing_libraries(found: Libraries) -> MachineError | None:
    """Return the error that says which libraries a layout lacks, None if none."""
    lacking = [
        name for name, version in (("Pango", found.pango), ("HarfBuzz", found.harfbuzz)) if not version
    ]
    if not lacking:
        return None
    return MachineError(
        Problem(
            "missing-library",
            f"this machine lacks {' and '.join(lacking)}, which lay out the page",
            f"run: {command_to_install()}",
        )
    )


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that copyfit needs: its version, "" if missing, the version it must have, and what mends it.

    `why` says what is not possible without it. What is `optional` leaves the machine ready.
    """

    name: str
    version: str
    needed: str
    why: str
    remedy: str
    optional: bool = False

    @property
    def is_fine(self) -> bool:
        """Whether it is there, and new enough."""
        return bool(self.version) and _numbers(self.version) >= _numbers(self.needed)


def _numbers(version: str) -> tuple[int, ...]:
    """Return the numbers that a version begins with; one that says none counts as new enough."""
    found = re.findall(r"\d+", version.split("+", maxsplit=1)[0])
    return tuple(map(int, found[:3])) if found else ((9999,) if version else ())


def checks() -> tuple[Check, ...]:
    """Return what this machine has of all that copyfit needs."""
    import platform

    found = libraries()
    system = command_to_install()
    packages = (("WeasyPrint", "weasyprint"), ("python-docx", "python-docx"), *_FONTS)
    slow = "without it PDFs are written three times slower"
    return (
        Check(
            "Python", platform.python_version(), "3.11", "copyfit runs on it", "install Python 3.11 or later"
        ),
        Check("Pango", found.pango, "1.50", "without it no page can be laid out", system),
        Check("HarfBuzz", found.harfbuzz, "", "without it no text can be measured", system),
        Check("HarfBuzz subset", found.harfbuzz_subset, "", slow, system),
        *(
            Check(name, _installed(package), "", "the package is not installed", _PIP)
            for name, package in packages
        ),
        Check("git", _git(), "", "without it only files and folders can be compared", _GIT, optional=True),
    )


def command_that_mends(found: Iterable[Check]) -> str:
    """Return the one line to paste that brings what is missing, "" if nothing must be there that is not."""
    return " && ".join(dict.fromkeys(one.remedy for one in found if not one.is_fine and not one.optional))


def _git() -> str:
    """Return the version of git, "" where there is none."""
    path = shutil.which("git")
    if not path:
        return ""
    try:
        done = subprocess.run([path, "--version"], capture_output=True, text=True, timeout=10, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip().removeprefix("git version ")


def _installed(package: str) -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def _load(name: str) -> ctypes.CDLL | None:
    for suffix in _SUFFIXES:
        try:
            return ctypes.CDLL(name + suffix)
        except OSError:
            continue
    return None


def _version(name: str, function: str) -> str:
    library = _load(name)
    if library is None:
        return ""
    ask = getattr(library, function, None)
    if ask is None:
        return "unknown"
    ask.restype = ctypes.c_char_p
    return (ask() or b"unknown").decode("ascii", "replace")
