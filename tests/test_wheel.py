"""The wheel carries all that it needs, and nothing of the repository's own."""

import os
import shutil
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest

import copyfit

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def unpacked(python, tmp_path_factory):
    """Return the folder of the wheel's files, as pip would lay them out."""
    folder = tmp_path_factory.mktemp("wheel")
    made = python("-m", "hatchling", "build", "-t", "wheel", "-d", str(folder), cwd=ROOT)
    assert made.returncode == 0, made.stderr
    (wheel,) = folder.glob("copyfit-*.whl")
    with zipfile.ZipFile(wheel) as file:
        file.extractall(folder / "site")
    return folder / "site"


def test_it_holds_the_program_and_the_starter(unpacked):
    package = unpacked / "copyfit"
    for name in (
        "py.typed",
        "starter/brief.yaml",
        "starter/templates/shared/labels/en.yaml",
        "starter/templates/executive/page.html.j2",
        "starter/briefs/nato-iraq/sources.yaml",
    ):
        assert (package / name).is_file()
    assert {path.name for path in unpacked.iterdir() if not path.name.endswith(".dist-info")} == {"copyfit"}
    assert [path.name for path in (package / "starter/briefs").iterdir()] == ["nato-iraq"]
    assert not list(unpacked.rglob("__pycache__"))


def test_it_builds_the_sample_elsewhere(python, unpacked, tmp_path):
    def copyfit(*arguments, cwd):
        return python("-m", "copyfit", *arguments, cwd=cwd, PYTHONPATH=str(unpacked))

    where = python("-c", "import copyfit; print(copyfit.__file__)", cwd=tmp_path, PYTHONPATH=str(unpacked))
    assert where.stdout.startswith(str(unpacked))
    assert copyfit("init", "x", cwd=tmp_path).returncode == 0
    built = copyfit("build", cwd=tmp_path / "x")
    assert built.returncode == 0, built.stderr
    assert len(list((tmp_path / "x/dist/nato-iraq").iterdir())) == 6


@pytest.mark.parametrize("kind", ["wheel", "sdist"])
def test_it_is_built_alike_by_whoever_builds_it(python, tmp_path, kind):
    made = []
    for number, mask in ((1, 0o077), (2, 0o002)):
        folder = tmp_path / f"{number} elsewhere"
        before = os.umask(mask)
        try:
            for name in ("build", "templates", "briefs", "docs"):
                shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
            (folder / "tests").mkdir()
            for name in ("pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md"):
                shutil.copyfile(ROOT / name, folder / name)
            done = python("-m", "hatchling", "build", "-t", kind, "-d", str(folder / "out"), cwd=folder)
        finally:
            os.umask(before)
        assert done.returncode == 0, done.stderr
        (built,) = (folder / "out").iterdir()
        made.append((built.name, sha256(built.read_bytes()).hexdigest()))
    assert made[0] == made[1]


def test_it_says_the_licences_of_all_that_it_ships(unpacked):
    (info,) = unpacked.glob("*.dist-info")
    shipped = {path.name for path in (info / "licenses").rglob("*") if path.is_file()}
    assert {"LICENSE", "OFL-arimo.txt", "OFL-noto.txt"} <= shipped
    assert "License-Expression: MIT AND OFL-1.1" in (info / "METADATA").read_text()
    faces = {path.name.partition("-")[0] for path in (unpacked / "copyfit/faces/files").glob("*.ttf")}
    assert faces == {"Arimo", "CompanionSans", "CompanionSerif"}


def test_it_says_its_version_in_one_place(unpacked):
    (info,) = unpacked.glob("*.dist-info")
    assert f"Version: {copyfit.__version__}\n" in (info / "METADATA").read_text()
    told = [
        path
        for path in (ROOT / "build/copyfit").rglob("*.py")
        if f'"{copyfit.__version__}"' in path.read_text()
    ]
    assert [path.name for path in told] == ["__init__.py"]
