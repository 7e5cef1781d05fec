"""Every edition of the repository, built twice: here, and as a stranger would elsewhere."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from samples import SAMPLES

from .editions import FLAGSHIP, ROOT


@pytest.fixture(scope="session")
def built(copyfit, tmp_path_factory):
    """Return the folder of the repository's files, and what `--json` said of them, by edition."""
    out = tmp_path_factory.mktemp("built") / "dist"
    done = copyfit("build", *SAMPLES, "--json", "--out", str(out), cwd=ROOT)
    assert done.returncode == 0, done.stdout
    said = json.loads(done.stdout)["artifacts"]
    return out, {(one["brief"], one["variant"], one["language"]): one for one in said}


@pytest.fixture(scope="session")
def built_elsewhere(copyfit, tmp_path_factory):
    """Return the same files made in another folder, time zone and locale, by one with other rights."""
    place = tmp_path_factory.mktemp("elsewhere") / "Ünïcode and spaces"
    for name in ("briefs", "templates"):
        shutil.copytree(ROOT / name, place / name)
    before = os.umask(0o077)
    try:
        done = copyfit(
            "build",
            FLAGSHIP,
            cwd=place,
            TZ="Asia/Kolkata",
            LC_ALL="tr_TR.UTF-8",
            PYTHONHASHSEED="7",
            HOME=str(place),
        )
    finally:
        os.umask(before)
    assert done.returncode == 0, done.stderr
    return place / "dist"


@pytest.fixture(scope="session")
def converted(built, tmp_path_factory):
    """Return the folder with what LibreOffice makes of every DOCX."""
    folder = tmp_path_factory.mktemp("libreoffice")
    profile = f"-env:UserInstallation=file://{folder}/profile"
    files = sorted(map(str, Path(built[0]).rglob("*.docx")))
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *files],
        check=True,
        capture_output=True,
        timeout=240,
    )
    return folder
