"""Byte for byte: a page has one hash, whatever is around it when it is made.

A matrix of 24 cells; `make test` draws two of them, `make prove` runs all. What may give other bytes are
other versions of what is named in the manifest under `environments`: Pango, HarfBuzz, zlib, packages.
"""

import itertools
import json
import os
import random
import shutil
import subprocess
import sys
from hashlib import sha256

import pytest

from copyfit.build.key import environment
from guides import text_of
from release.house import BRIEF, laid_out
from samples import ROOT

ZONES = ("UTC", "Asia/Kolkata", "Pacific/Kiritimati", "America/St_Johns")
LOCALES = ("C", "C.UTF-8", "tr_TR.UTF-8", "de_DE.UTF-8")
MASKS = (0o022, 0o077, 0o002)
FOLDERS = ("plain", "Ünïcode and spaces", "a/deep/one", "x" * 80)
SEEDS = ("0", "1", "4711", "random")
ORDERS = (("harbour", "jetty"), ("jetty", "harbour"))
CELLS = 24
DRAWN = 2


def cells():
    """Return 24 cells in which each value of each circumstance stands, and no two are alike."""
    ways = list(itertools.product(ZONES, LOCALES, MASKS, FOLDERS, SEEDS, ORDERS, ("cold", "warm"), (1, 2)))
    chosen = random.Random(20260324).sample(ways, CELLS)
    return chosen if os.environ.get("COPYFIT_PROVE") else chosen[:DRAWN]


def name_of(cell):
    zone, locale, mask, folder, seed, order, cache, jobs = cell
    return f"{zone}-{locale}-{mask:03o}-{folder[:8]}-{seed}-{order[0]}-{cache}-{jobs}"


def hashes(out):
    return {path.name: sha256(path.read_bytes()).hexdigest() for path in sorted(out.rglob("*.*"))
            if path.suffix in (".pdf", ".docx")}  # fmt: skip


def built(root, zone="UTC", locale="C.UTF-8", mask=0o022, seed="0", order=ORDERS[0], jobs=2, user=None):
    """Build both briefs of a project, one command for each, in this order, and return the hashes."""
    for slug in order:
        variables = {"TZ": zone, "LC_ALL": locale, "PYTHONHASHSEED": seed, "HOME": str(root)}
        command = [sys.executable, "-m", "copyfit", "build", slug]
        if jobs == 1 and shutil.which("taskset"):
            command = ["taskset", "-c", "0", *command]  # as many workers as there are processors
        done = subprocess.run(
            command,
            cwd=root,
            env={**os.environ, "PYTHONPATH": str(ROOT / "build"), **variables},
            umask=mask,
            user=user,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
    return hashes(root / "dist")


def project(root):
    """Return a project of two small briefs."""
    house = laid_out(root, under_git=False)
    house.write("briefs/jetty/brief.yaml", BRIEF.replace("new pier", "new jetty"))
    shutil.copyfile(root / "briefs/harbour/sources.yaml", root / "briefs/jetty/sources.yaml")
    return root


@pytest.fixture(scope="module")
def first(tmp_path_factory):
    """Return a project that was built."""
    root = project(tmp_path_factory.mktemp("matrix") / "first")
    assert len(built(root)) == 4
    return root


@pytest.fixture(scope="module")
def expected(first):
    return hashes(first / "dist")


class DescribeTheMatrix:
    @pytest.mark.parametrize("cell", cells(), ids=name_of)
    def it_has_one_hash_per_file(self, expected, tmp_path, cell):
        zone, locale, mask, folder, seed, order, cache, jobs = cell
        root = project(tmp_path / folder)
        if cache == "warm":
            built(root)
            (root / "dist/harbour/harbour-executive-en.pdf").unlink()
        assert built(root, zone, locale, mask, seed, order, jobs) == expected

    @pytest.mark.skipif(os.geteuid() != 0, reason="only root can be another user")
    @pytest.mark.skipif("COPYFIT_PROVE" not in os.environ, reason="one cell more: make prove")
    def it_is_the_same_for_another_user(self, expected, tmp_path):
        os.chmod(tmp_path, 0o777)
        for folder in (tmp_path.parent, tmp_path.parent.parent):
            os.chmod(folder, 0o755)
        root = project(tmp_path / "theirs")
        for path in (root, *root.rglob("*")):
            os.chown(path, 65534, 65534)
        try:
            found = built(root, user=65534)
        except (AssertionError, PermissionError) as error:
            pytest.skip(f"another user cannot read the program here: {str(error)[:80]}")
        assert found == expected

    @pytest.mark.parametrize("version", ["3.12", "3.13"])
    @pytest.mark.skipif("COPYFIT_PROVE" not in os.environ, reason="another Python: make prove")
    def it_is_the_same_on_another_python(self, expected, tmp_path, version):
        """Runs where that Python is installed with the same packages; elsewhere it says so."""
        found = shutil.which(f"python{version}")
        able = found and subprocess.run(
            [found, "-c", "import weasyprint, docx, msgspec"], capture_output=True, cwd=tmp_path
        )
        if not able or able.returncode:
            pytest.skip(f"no Python {version} with the packages here")
        root = project(tmp_path / "other")
        variables = {**os.environ, "PYTHONPATH": str(ROOT / "build")}
        done = subprocess.run([found, "-m", "copyfit", "build"], cwd=root, env=variables, capture_output=True)
        assert done.returncode == 0
        assert hashes(root / "dist") == expected


class DescribeWhatMayDiffer:
    def it_is_named_in_the_manifest_and_in_the_guide(self, first):
        told = json.loads((first / "dist/manifest.json").read_text())["environments"]
        (own,) = told.values()
        assert {"python", "zlib", "pango", "harfbuzz", "harfbuzz_subset", "packages", "machine"} <= set(own)
        assert own["pango"] == environment().pango
        guide = text_of("docs/releases.md")
        assert all(name in guide for name in ("Pango", "HarfBuzz", "zlib", "Python"))
