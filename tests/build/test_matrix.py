"""Byte for byte: a page has one hash, whatever is around it when it is made.

A matrix of 24 cells; `make test` draws two of them, `make prove` runs all, `make matrix` writes them down.
What may give other bytes are other versions of what is named in the manifest under `environments`: Pango,
HarfBuzz, zlib, packages.
"""

import json
import os
import shutil
from dataclasses import astuple

import pytest

from copyfit.build.key import environment
from guides import text_of
from matrix import CELLS, GUIDE, Cell, _clock, built, cells, hashes, project, ran

DRAWN = 2
PROVE = "COPYFIT_PROVE" in os.environ
HERE = cells() if PROVE else [cell for cell in cells() if cell.can_be][:DRAWN]


@pytest.fixture(scope="module")
def first(tmp_path_factory):
    """Return a project that was built."""
    folder = tmp_path_factory.mktemp("matrix")
    root = project(folder / "first")
    assert len(built(root, Cell(), folder)) == 4
    return root


@pytest.fixture(scope="module")
def expected(first):
    return hashes(first / "dist")


class DescribeTheMatrix:
    @pytest.mark.parametrize("cell", HERE, ids=str)
    def it_has_one_hash_per_file(self, expected, tmp_path, cell):
        if not cell.can_be:
            pytest.skip("only root can be another user, and only a compiler's owner move the clock")
        assert ran(cell, tmp_path) == expected

    def it_has_every_value_of_every_circumstance(self):
        found = [set(values) for values in zip(*map(astuple, cells()), strict=True)]
        assert [len(values) for values in found] == [3, 4, 4, 3, 2, 4, 4, 2, 2, 2]
        assert len(set(cells())) == CELLS

    def it_is_written_down_as_it_is(self):
        rows = [line.split(" | ")[1:-1] for line in GUIDE.read_text().splitlines() if line.endswith("of 4 |")]
        assert rows == [list(cell.row) for cell in cells()]
        assert GUIDE.read_text().count("| 4 of 4 |") == CELLS


class DescribeTheClock:
    @pytest.mark.skipif(not shutil.which("gcc"), reason="there is no compiler")
    def it_is_moved_for_a_process_and_its_children(self, python, tmp_path):
        path = _clock(tmp_path, -9 * 365 * 86400)
        asked = "import os, subprocess, sys, time; print(time.gmtime().tm_year); sys.stdout.flush()"
        few = "{'PYTHONPATH': os.environ['PYTHONPATH']}"  # as a worker has them
        child = f"{asked}; subprocess.run([sys.executable, '-P', '-c', {asked!r}], env={few})"
        told = [
            python("-c", child, cwd=tmp_path, PYTHONPATH=place).stdout.split() for place in ("", str(path))
        ]
        years = [int(year) for year in (*told[0], *told[1])]
        assert years[0] == years[1]
        assert years[2] == years[3] == years[0] - 9


class DescribeWhatMayDiffer:
    def it_is_named_in_the_manifest_and_in_the_guide(self, first):
        told = json.loads((first / "dist/manifest.json").read_text())["environments"]
        (own,) = told.values()
        assert {"python", "zlib", "pango", "harfbuzz", "harfbuzz_subset", "packages", "machine"} <= set(own)
        assert own["pango"] == environment().pango
        guide = text_of("docs/releases.md")
        assert all(name in guide for name in ("Pango", "HarfBuzz", "zlib", "Python"))
