"""What may not be released, and how each release is called."""

import datetime as dt
import shutil
import subprocess

import pytest

from copyfit.content.load import load_brief
from copyfit.errors import CopyfitError, MachineError, UsageError
from copyfit.project import snapshot
from copyfit.release import refusal
from copyfit.release.repository import repository
from copyfit.release.version import version_of

from .house import APPROVAL, BRIEF, DAY, SLUG, laid_out

PATH = f"briefs/{SLUG}/brief.yaml"


def loaded(house, language=None):
    return load_brief(snapshot(house.root, SLUG), SLUG, language)


class DescribeTheInputs:
    def it_lets_pass_what_is_committed(self, fresh):
        assert list(refusal.uncommitted(repository(fresh.root), dirty=False)) == []

    @pytest.mark.parametrize(
        "path",
        [
            PATH,
            "briefs/harbour/figures/new.csv",
            "templates/executive/style.css",
            "briefs/harbour/ignored.log",
        ],
    )
    def it_refuses_what_is_changed_new_or_ignored(self, fresh, path):
        fresh.write(".git/info/exclude", "*.log\n")
        fresh.write(path, "x")
        (problem,) = refusal.uncommitted(repository(fresh.root), dirty=False)
        assert problem.code == "uncommitted"
        assert path in problem.message
        assert list(refusal.uncommitted(repository(fresh.root), dirty=True)) == []

    @pytest.mark.parametrize("path", ["README.md", "dist/x.pdf", "briefs/harbour/.hidden"])
    def it_does_not_mind_what_makes_no_page(self, fresh, path):
        fresh.write(path, "x")
        assert list(refusal.uncommitted(repository(fresh.root), dirty=False)) == []

    def it_asks_for_a_repository(self, tmp_path):
        house = laid_out(tmp_path / "x", under_git=False)
        (problem,) = refusal.uncommitted(repository(house.root), dirty=False)
        assert problem.code == "no-repository"

    def it_asks_for_a_first_commit(self, tmp_path):
        house = laid_out(tmp_path / "x", under_git=False)
        house.git("init", "-q")
        (problem,) = refusal.uncommitted(repository(house.root), dirty=False)
        assert "no commit yet" in problem.message


class DescribeTheRepository:
    def it_is_a_machine_that_lacks_something_if_there_is_no_git(self, fresh, monkeypatch):
        monkeypatch.setenv("PATH", "")
        with pytest.raises(MachineError) as caught:
            repository(fresh.root)
        assert "there is no git" in str(caught.value)

    def it_is_none_without_one_and_then_no_git_is_asked_for(self, tmp_path, monkeypatch):
        monkeypatch.setenv("PATH", "")
        assert repository(tmp_path) is None

    def it_says_what_git_cannot_read(self, fresh):
        shutil.rmtree(fresh.root / ".git/objects")
        shutil.rmtree(fresh.root / ".git/refs")
        with pytest.raises(MachineError) as caught:
            repository(fresh.root)
        assert "git cannot read the repository" in str(caught.value)

    def it_runs_nothing_that_the_repository_names(self, fresh):
        canary = fresh.root / "canary"
        fresh.git("config", "core.fsmonitor", f"touch {canary}")
        repository(fresh.root)
        assert not canary.exists()

    @pytest.mark.parametrize(
        ("address", "kept"),
        [
            ("https://me:secret@example.org/a/b.git", "https://example.org/a/b.git"),
            ("ssh://git@example.org:22/b", "ssh://example.org:22/b"),
            ("git@example.org:b", ""),
            ("/srv/git/b", ""),
        ],
    )
    def it_keeps_no_names_or_passwords_of_an_address(self, fresh, address, kept):
        fresh.git("remote", "add", "origin", address)
        assert repository(fresh.root).remote == kept


class DescribeApproval:
    def it_is_asked_for(self, fresh):
        fresh.write(PATH, BRIEF)
        (problem,) = refusal.unapproved(loaded(fresh), DAY)
        assert problem.code == "unapproved"
        assert problem.place.path == PATH

    @pytest.mark.parametrize("more", [APPROVAL, "draft: true\n", APPROVAL + "archived: true\n"])
    def it_is_given_or_the_brief_is_a_draft(self, fresh, more):
        fresh.write(PATH, BRIEF + more)
        assert list(refusal.unapproved(loaded(fresh), DAY)) == []

    def it_is_not_of_a_day_to_come(self, fresh):
        (problem,) = refusal.unapproved(loaded(fresh), dt.date(2026, 3, 22))
        assert "a day that has not come" in problem.message
        assert problem.place.line == BRIEF.count("\n") + 1


class DescribeTranslations:
    FRENCH = BRIEF.replace("language: en", "language: fr\ntranslation: {of: en, status: unreviewed}")

    def it_refuses_one_that_nobody_signed_unless_it_is_named(self, fresh):
        fresh.write(f"briefs/{SLUG}/brief.fr.yaml", self.FRENCH)
        french = loaded(fresh, "fr")
        (problem,) = refusal.unreviewed(french, f"{SLUG}.fr", ())
        assert f"--unreviewed {SLUG}.fr" in problem.hint
        assert list(refusal.unreviewed(french, f"{SLUG}.fr", (f"{SLUG}.fr",))) == []
        assert list(refusal.unreviewed(loaded(fresh), f"{SLUG}.en", ())) == []

    def it_takes_the_approval_of_its_original(self, fresh):
        fresh.write(f"briefs/{SLUG}/brief.fr.yaml", self.FRENCH)
        assert loaded(fresh, "fr").brief.approval.by == "Head of desk"

    def it_says_which_names_are_none(self):
        (problem,) = refusal.misnamed(("harbor.fr",), ("harbour.fr",))
        assert problem.hint == "did you mean harbour.fr?"
        (problem,) = refusal.misnamed(("harbour.fr",), ())
        assert problem.hint == "every translation is reviewed"


class DescribeTheVersion:
    def it_is_the_next_number(self, fresh):
        out = fresh.root / "release"
        assert version_of(None, out, repository(fresh.root)) == "1"
        (out / "9").mkdir(parents=True)
        (out / "10").mkdir()
        assert version_of(None, out, repository(fresh.root)) == "11"

    def it_counts_tags_too_since_a_clone_has_no_releases(self, fresh):
        fresh.git("tag", "v7")
        fresh.write("briefs/harbour/more.txt", "x")
        fresh.commit()
        assert version_of(None, fresh.root / "release", repository(fresh.root)) == "8"

    @pytest.mark.parametrize(
        ("tag", "version"), [("v3", "3"), ("2026.1", "2026.1"), ("v2026-03-23", "2026-03-23")]
    )
    def it_is_the_commits_own_tag(self, fresh, tag, version):
        fresh.git("tag", "-a", "-m", "x", tag)
        assert version_of(None, fresh.root / "release", repository(fresh.root)) == version

    def it_is_the_one_asked_for(self, fresh):
        assert version_of("v2026.1", fresh.root / "release", repository(fresh.root)) == "2026.1"
        assert version_of("spring", fresh.root / "release", None) == "spring"

    @pytest.mark.parametrize("asked", ["", "../x", "a b", ".hidden", "x" * 65, "a/b", "1."])
    def it_can_name_a_folder(self, fresh, asked):
        with pytest.raises(UsageError):
            version_of(asked, fresh.root / "release", None)

    def it_is_not_that_of_a_tag_elsewhere(self, fresh):
        fresh.git("tag", "v3")
        fresh.write("briefs/harbour/more.txt", "x")
        fresh.commit()
        with pytest.raises(UsageError) as caught:
            version_of("3", fresh.root / "release", repository(fresh.root))
        assert "the tag v3 exists, and is of another commit" in str(caught.value)

    def it_asks_which_of_two_tags(self, fresh):
        fresh.git("tag", "v3")
        fresh.git("tag", "v3.1")
        with pytest.raises(CopyfitError) as caught:
            version_of(None, fresh.root / "release", repository(fresh.root))
        assert caught.value.exit_status == 1

    def it_is_not_guessed_in_a_shallow_clone(self, fresh, tmp_path):
        fresh.write("briefs/harbour/more.txt", "x")
        fresh.commit()
        clone = tmp_path / "clone"
        subprocess.run(
            ["git", "clone", "-q", "--depth", "1", fresh.root.as_uri(), str(clone)],
            check=True,
            capture_output=True,
        )
        with pytest.raises(CopyfitError) as caught:
            version_of(None, clone / "release", repository(clone))
        assert "this is a shallow clone" in str(caught.value)
        assert version_of("2", clone / "release", repository(clone)) == "2"
