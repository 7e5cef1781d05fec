"""`make audit`: are the packages that come with copyfit locked, bounded, licensed, and without known holes?

In: pyproject.toml, requirements.lock, what is installed, and a database of advisories where one is reached.
Out: what is wrong, a line each; `docs/licences.md` with `--write`. Exit status: 0 all is well; 1 something is
wrong; 3 all else is well, but advisories were not looked up, since no database was reached.
"""

from __future__ import annotations

import importlib.metadata
import json
import re
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[1]
LICENCES = ROOT / "docs/licences.md"
PINNED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;\\]+)")
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}\b")
FLOORS = {"weasyprint": "70.0", "jinja2": "3.1.6", "pillow": "12.2"}
"""The first versions without the holes that a page of somebody else could use (SECURITY.md)."""
OWN = "copyfit"
EXACT = ("weasyprint", "python-docx")
"""Packages of which parts are used that they do not promise."""
ALLOWED = (
    "MIT", "MIT-0", "MIT-CMU", "BSD", "BSD-2-Clause", "BSD-2-Clause-Views", "BSD-3-Clause", "Apache-2.0",
    "PSF-2.0", "MPL-2.0", "OFL-1.1", "ISC", "Zlib", "HPND", "LGPL-2.1-or-later",
)  # fmt: skip
"""What a program under MIT may come with (SPDX)."""
SPOKEN = {
    "MIT License": "MIT", "BSD License": "BSD", "Apache 2.0": "Apache-2.0",
    "Apache License 2.0": "Apache-2.0", "Apache Software License": "Apache-2.0",
    "Python Software Foundation License": "PSF-2.0",
    "BSD-3-Clause, Apache-2.0, dependency licenses": "BSD-3-Clause AND Apache-2.0",
    "GNU Lesser General Public License v2 or later (LGPLv2+)": "LGPL-2.1-or-later",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
}  # fmt: skip
"""How packages say their licence that do not say it in SPDX's words."""


def declared() -> dict[str, list[Requirement]]:
    """Return what pyproject.toml asks for: to run, and by the names of extras."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = {"": project["dependencies"], **project.get("optional-dependencies", {})}
    return {extra: [Requirement(one) for one in some] for extra, some in wanted.items()}


def locked() -> tuple[dict[str, Version], list[str]]:
    """Return the locked versions by name, and what of the lock is no lock."""
    versions: dict[str, Version] = {}
    wrong: list[str] = []
    entries = (ROOT / "requirements.lock").read_text().replace("\\\n", " ").splitlines()
    for entry in entries:
        if not entry.strip() or entry.startswith("#"):
            continue
        found = PINNED.match(entry)
        if not found:
            wrong.append(f"requirements.lock: `{entry[:60]}` names no one version")
            continue
        versions[canonicalize_name(found[1])] = Version(found[2])
        if not HASH.search(entry):
            wrong.append(f"requirements.lock: {found[1]} has no hash")
    return versions, wrong


def bounds(versions: dict[str, Version]) -> list[str]:
    """Return which packages are not locked as pyproject.toml asks, or are older than is safe."""
    wrong = []
    wanted = declared()
    for one in (one for extra in ("", *wanted) for one in wanted[extra]):
        name = canonicalize_name(one.name)
        if name == OWN or (one not in wanted[""] and one not in wanted["dev"] and name not in versions):
            continue  # an extra of our own, or one that the tests do without
        if not one.specifier:
            wrong.append(f"pyproject.toml: {one.name} has no bound")
        if name not in versions:
            wrong.append(f"requirements.lock: {one.name} is not locked; run: make lock")
        elif versions[name] not in one.specifier:
            wrong.append(
                f"requirements.lock: {one.name} {versions[name]} is not {one.specifier}; run: make lock"
            )
    asked = {canonicalize_name(one.name): one for one in declared()[""]}
    for name, floor in FLOORS.items():
        if name in versions and versions[name] < Version(floor):
            wrong.append(f"requirements.lock: {name} {versions[name]} has known holes; {floor} has not")
    wrong += [
        f"pyproject.toml: {name} must be pinned"
        for name in EXACT
        if not str(asked[name].specifier).startswith("==")
    ]
    return wrong


def closure(asked: list[Requirement]) -> list[importlib.metadata.Distribution]:
    """Return the packages that are asked for and all that they need here, sorted."""
    found: dict[str, importlib.metadata.Distribution] = {}
    done: set[tuple[str, str]] = set()
    waiting = [(canonicalize_name(one.name), extra) for one in asked for extra in ("", *one.extras)]
    while waiting:
        name, extra = waiting.pop()
        if (name, extra) in done:
            continue
        done.add((name, extra))
        found[name] = importlib.metadata.distribution(name)
        for needed in map(Requirement, found[name].requires or ()):
            if needed.marker is None or needed.marker.evaluate({"extra": extra}):
                waiting += [(canonicalize_name(needed.name), more) for more in ("", *needed.extras)]
    return [found[name] for name in sorted(found)]


def licence_of(package: importlib.metadata.Distribution) -> str:
    """Return a package's licence in SPDX's words, as far as it says it; "" if it does not."""
    told = package.metadata
    said = [told.get("License-Expression"), told.get("License")]
    said += [
        text.rpartition(" :: ")[2]
        for text in told.get_all("Classifier") or ()
        if text.startswith("License :: ") and text.count(" :: ") > 1
    ]
    words = [SPOKEN.get(one.strip(), one.strip()) for one in said if one]
    return next((one for one in words if is_allowed(one)), words[0] if words else "")


def is_allowed(expression: str) -> bool:
    """Return whether a licence, or every one that goes with it, is among those that may come along."""
    parts = re.split(r" AND | OR ", expression.strip("()"))
    return all(part.strip("() ") in ALLOWED for part in parts)


def licences() -> list[tuple[str, str]]:
    """Return the name and the licence of each package that copyfit runs with."""
    asked = [one for one in declared()[""] if one.marker is None or one.marker.evaluate()]
    return [(package.metadata["Name"], licence_of(package)) for package in closure(asked)]


def document() -> str:
    """Return what `docs/licences.md` says."""
    rows = [f"| {name} | {licence} |" for name, licence in licences()]
    head = (
        "# Licences\n\n"
        "copyfit is under the MIT licence, the faces that it brings under the SIL Open Font License. With\n"
        "it are installed the packages below, each under its own. The table is made by `tests/audit.py`.\n\n"
        "| package | licence |\n|---|---|\n"
    )
    return head + "\n".join(rows) + "\n"


def advisories() -> tuple[list[str], str]:
    """Return the known holes of what is locked, and why none could be looked up, "" if they were."""
    with tempfile.TemporaryDirectory() as folder:
        tools = Path(folder) / "tools"
        report = Path(folder) / "report.json"
        steps = (
            [sys.executable, "-m", "venv", str(tools)],
            [str(tools / "bin/pip"), "install", "--quiet", "--disable-pip-version-check", "pip-audit"],
        )
        ask = [str(tools / "bin/pip-audit"), "--disable-pip", "--require-hashes", "--progress-spinner=off"]
        ask += ["--format=json", f"--output={report}", f"--requirement={ROOT / 'requirements.lock'}"]
        try:
            for step in steps:
                subprocess.run(step, check=True, capture_output=True, text=True, timeout=300)
            done = subprocess.run(ask, capture_output=True, text=True, timeout=300, check=False)
            told = json.loads(report.read_text())["dependencies"]
        except (OSError, subprocess.SubprocessError, ValueError, KeyError) as error:
            return [], f"no database was reached ({type(error).__name__})"
        skipped = [one["name"] for one in told if "skip_reason" in one]
        if done.returncode not in (0, 1) or len(skipped) == len(told):
            return [], "no database was reached"
    holes = []
    for one in told:
        for hole in one.get("vulns", ()):
            mended = ", ".join(hole["fix_versions"]) or "no version yet"
            holes.append(f"{one['name']} {one['version']}: {hole['id']}, mended in {mended}")
    return holes, f"not for {', '.join(skipped)}" if skipped else ""


def main() -> int:
    """Print what is wrong, and return the exit status."""
    if "--write" in sys.argv:
        LICENCES.write_text(document())
    versions, wrong = locked()
    wrong += bounds(versions)
    wrong += [
        f"{name}: its licence `{licence}` is not among those that may come along"
        for name, licence in licences()
        if not is_allowed(licence)
    ]
    if not LICENCES.exists() or LICENCES.read_text() != document():
        wrong.append("docs/licences.md is not up to date; run: .venv/bin/python tests/audit.py --write")
    holes, unknown = ([], "as was asked") if "--offline" in sys.argv else advisories()
    for line in (*wrong, *holes):
        print(line)
    come = len(licences())
    print(f"{len(versions)} packages locked; {come} come along, see docs/licences.md for their licences")
    if unknown:
        print(f"advisories not looked up: {unknown}", file=sys.stderr)
    return 1 if wrong or holes else 3 if unknown else 0


if __name__ == "__main__":
    sys.exit(main())
