"""The wheel carries all that it needs, and nothing of the repository's own."""

import zipfile
from pathlib import Path

import pytest

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
