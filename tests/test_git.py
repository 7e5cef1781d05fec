"""git answers without running what a repository names, and what a person's own settings name still runs."""

import shutil
import subprocess

import pytest

from copyfit.diff.revision import revision, unpacked
from copyfit.git import ask
from copyfit.release.repository import repository

GIT = shutil.which("git") or "git"
NAMED = (
    "filter.evil.process",
    "filter.evil.smudge",
    "filter.evil.clean",
    "core.fsmonitor",
    "tar.tar.command",
)

QUIET = ("-c", "core.fsmonitor=false", "-c", "filter.evil.process=", "-c", "filter.evil.required=false")
"""What lets the tests themselves change such a repository."""


@pytest.fixture
def stranger(tmp_path):
    """Return a project in a repository whose settings would touch the file `canary` in `tmp_path`."""
    root = tmp_path / "project"
    for name in ("briefs/x/brief.yaml", "templates/x/page.html.j2"):
        (root / name).parent.mkdir(parents=True)
        (root / name).write_text("a\n")
    (root / ".gitattributes").write_text("* filter=evil\n")
    _git(root, "init", "-q")
    _commit(root)
    for name in NAMED:
        _git(root, "config", name, f"touch {tmp_path / 'canary'}; cat")
    _git(root, "config", "filter.evil.required", "true")
    (root / "briefs/x/brief.yaml").write_text("b\n")
    return root


def _commit(root):
    _git(root, "add", "-A")
    _git(root, "-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-q", "-m", "a")


def _git(root, *arguments):
    subprocess.run([GIT, "-C", str(root), *arguments], check=True, capture_output=True)


class DescribeAStrangersRepository:
    def it_is_compared_without_running_its_filters(self, stranger, tmp_path):
        with unpacked(stranger, revision(stranger, "HEAD"), "HEAD") as folder:
            assert (folder / "briefs/x/brief.yaml").read_text() == "a\n"
        assert not (tmp_path / "canary").exists()

    def it_is_released_without_running_them(self, stranger, tmp_path):
        found = repository(stranger)
        assert found
        assert found.changed == ("briefs/x/brief.yaml",)
        assert not (tmp_path / "canary").exists()

    def it_keeps_no_repository_inside_that_git_is_sent_to(self, stranger):
        (stranger / "briefs/inner").mkdir()
        _git(stranger, *QUIET, "update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},briefs/inner")
        found = repository(stranger)
        assert found
        assert "briefs/inner" in found.changed


class DescribeAPersonsOwnSettings:
    def it_runs_the_filters_that_they_name(self, stranger, tmp_path, monkeypatch):
        own = tmp_path / "gitconfig"
        own.write_text('[filter "own"]\n\tsmudge = "sed s/a/own/"\n')
        monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(own))
        (stranger / ".gitattributes").write_text("*.yaml filter=own\n")
        (stranger / "briefs/x/brief.yaml").write_text("a\n")
        _git(stranger, *QUIET, "add", "-A")
        _git(
            stranger, *QUIET, "-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-q", "-m", "b"
        )
        packed = ask(GIT, stranger, "archive", "--format=tar", "HEAD", "briefs", ".gitattributes")
        assert b"own\n" in packed.stdout
