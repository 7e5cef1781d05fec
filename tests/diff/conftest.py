"""A project in a git repository, five words of a page changed; and what a comparison says of it."""

import shutil
from types import SimpleNamespace

import pytest

from copyfit.diff import compare
from diff.versions import asked, edited, git
from untouched import untouched


@pytest.fixture(scope="session")
def repository(laid_out, tmp_path_factory):
    """Return a project with one commit, built as it was then, and five words changed since."""
    folder = tmp_path_factory.mktemp("repository") / "a project"
    shutil.copytree(laid_out, folder)
    git(folder, "init")
    git(folder, "add", ".")
    git(folder, "commit", "-m", "one")
    path = folder / "briefs/nato-iraq/brief.yaml"
    text, _ = edited(path.read_text(encoding="utf-8"))
    path.write_text(text, encoding="utf-8")
    with untouched(folder):
        yield folder


@pytest.fixture(scope="session")
def compared(repository, copyfit, tmp_path_factory):
    """Return what changed since the commit: where, the difference, its only page, the Word files."""
    repository = shutil.copytree(repository, tmp_path_factory.mktemp("compared") / "a project")
    word = repository / "dist/nato-iraq/nato-iraq-executive-en.docx"
    old = word.read_bytes()
    assert copyfit("build", "--variant", "executive", cwd=repository).returncode == 0
    found = compare(asked(repository), pictures=True, redline=True)
    (page,) = found.pages
    before = git(repository, "show", "HEAD:briefs/nato-iraq/brief.yaml").stdout
    return SimpleNamespace(
        folder=repository,
        difference=found,
        page=page,
        words=edited(before)[1],
        redline=page.redline,
        old=old,
        new=word.read_bytes(),
    )
