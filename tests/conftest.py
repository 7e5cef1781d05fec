"""What many tests share: the commands as people run them, and a project as `copyfit init` lays it out."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import settings

from untouched import untouched

ROOT = Path(__file__).resolve().parents[1]
pytest_plugins = ["proved"]

# The usual run draws the same examples each time, so that a change is judged by what it changes.
settings.register_profile("steady", derandomize="COPYFIT_FUZZ" not in os.environ, deadline=None)
settings.load_profile("steady")


@pytest.fixture(scope="session")
def python():
    """Return a function that runs Python with the package on its path, and no terminal."""

    def run(*arguments, cwd, **variables):
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=cwd,
            env=os.environ | {"PYTHONPATH": str(ROOT / "build")} | variables,
            capture_output=True,
            text=True,
            timeout=180,
            stdin=subprocess.DEVNULL,
        )

    return run


@pytest.fixture(scope="session")
def copyfit(python):
    """Return a function that runs a copyfit command."""

    def run(*arguments, cwd, **variables):
        return python("-m", "copyfit", *arguments, cwd=cwd, **variables)

    return run


@pytest.fixture(scope="session")
def laid_out(copyfit, tmp_path_factory):
    """Return a project as `copyfit init` lays it out, built once. Nobody may change it: copy it."""
    folder = tmp_path_factory.mktemp("project") / "briefings"
    assert copyfit("init", str(folder), cwd=folder.parent).returncode == 0
    built = copyfit("build", cwd=folder)
    assert built.returncode == 0, built.stderr
    with untouched(folder):
        yield folder


@pytest.fixture(scope="module")
def project(laid_out, tmp_path_factory):
    """Return a built project that a module's tests may change: no other module sees it."""
    return shutil.copytree(laid_out, tmp_path_factory.mktemp("project") / "briefings")
