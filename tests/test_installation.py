"""copyfit installed from its wheel in fresh environments, as users install it, on the Pythons there are.

Everything here asks a registry, so it is left to `make prove`; `test_wheel` says what the wheel holds.
"""

import importlib.metadata
import os
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from samples import ROOT

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif("COPYFIT_PROVE" not in os.environ, reason="it installs from a registry: make prove"),
]
PYTHONS = ("3.11", "3.12", "3.13")
MANY_MINUTES = 900


def interpreter(version):
    """Return a Python of this version that makes environments, None if there is none on this machine."""
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    named = [shutil.which(f"python{version}"), *sorted(pyenv.glob(f"{version}.*/bin/python"))]
    for found in (sys.executable, *filter(None, named)):
        asked = "import sys, venv, ensurepip; print('%d.%d' % sys.version_info[:2])"
        done = subprocess.run([found, "-c", asked], capture_output=True, text=True)
        if done.returncode == 0 and done.stdout.strip() == version:
            return str(found)
    return None


def run(*command, cwd, **variables):
    done = subprocess.run(
        list(map(str, command)),
        cwd=cwd,
        env={name: value for name, value in os.environ.items() if name != "PYTHONPATH"} | variables,
        capture_output=True,
        text=True,
        timeout=MANY_MINUTES,
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=ROOT)
    (found,) = folder.glob("copyfit-*.whl")
    return found


@pytest.fixture(scope="module")
def constraints(wheel):
    """Return a file with the versions of the packages here: with others, bytes may be others."""
    own = {one.metadata["Name"]: one.version for one in importlib.metadata.distributions()}
    path = wheel.with_name("constraints.txt")
    path.write_text("".join(f"{name}=={version}\n" for name, version in own.items() if name != "copyfit"))
    return path


@pytest.fixture(scope="module")
def tools(tmp_path_factory):
    """Return the folder of the programs pipx and uv."""
    folder = tmp_path_factory.mktemp("tools")
    run(sys.executable, "-m", "venv", folder, cwd=folder)
    run(folder / "bin/pip", "install", "--quiet", "pipx", "uv", cwd=folder)
    return folder / "bin"


def by_pip(python, wheel, constraints, tools, folder):
    run(python, "-m", "venv", folder / "venv", cwd=folder)
    run(folder / "venv/bin/pip", "install", "--quiet", "-c", constraints, wheel, cwd=folder)
    return folder / "venv/bin/copyfit"


def by_pipx(python, wheel, constraints, tools, folder):
    places = {"PIPX_HOME": str(folder / "home"), "PIPX_BIN_DIR": str(folder / "bin")}
    wanted = ["--python", python, f"--pip-args=--constraint={constraints}", wheel]
    run(tools / "pipx", "install", *wanted, cwd=folder, **places)
    return folder / "bin/copyfit"


def by_uv(python, wheel, constraints, tools, folder):
    places = {"UV_TOOL_DIR": str(folder / "tools"), "UV_TOOL_BIN_DIR": str(folder / "bin")}
    wanted = ["--python", python, "--constraints", constraints, wheel]
    run(tools / "uv", "tool", "install", *wanted, cwd=folder, UV_PYTHON_DOWNLOADS="never", **places)
    return folder / "bin/copyfit"


@pytest.fixture(scope="module")
def expected(tmp_path_factory):
    """Return the hashes of the starter's files as they are made here."""
    folder = tmp_path_factory.mktemp("here")
    program = [sys.executable, "-m", "copyfit"]
    return hashes(folder, lambda *words, cwd: run(*program, *words, cwd=cwd, PYTHONPATH=str(ROOT / "build")))


def hashes(folder, copyfit):
    """Lay a project out, build it by a function that runs copyfit, and return each file's hash by name."""
    copyfit("init", "x", cwd=folder)
    copyfit("build", cwd=folder / "x")
    found = [path for path in (folder / "x/dist").rglob("*.*") if path.suffix in (".pdf", ".docx")]
    return {path.name: sha256(path.read_bytes()).hexdigest() for path in found}


class DescribeTheWheel:
    @pytest.mark.parametrize("way", [by_pip, by_pipx, by_uv], ids=["pip", "pipx", "uv"])
    @pytest.mark.parametrize("version", PYTHONS)
    def it_is_installed_and_makes_the_same_files(
        self, tmp_path, wheel, constraints, tools, expected, version, way
    ):
        python = interpreter(version)
        if python is None:
            pytest.skip(f"there is no Python {version} here")
        program = way(python, wheel, constraints, tools, tmp_path)
        said = run(program, "doctor", cwd=tmp_path)
        assert f"{version}." in said
        found = hashes(tmp_path, lambda *words, cwd: run(program, *words, cwd=cwd))
        assert len(found) == 6
        assert found == expected
