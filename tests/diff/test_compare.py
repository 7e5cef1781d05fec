"""What is said of two versions, and what may be compared with what."""

import base64
import hashlib
import io
import json
import os
import re
import shutil
import tarfile
from pathlib import Path

import pytest
from PIL import Image

from copyfit.cli import diff as command
from copyfit.diff import compare
from copyfit.diff.html import html_of, summary
from copyfit.errors import BriefError, MachineError, UsageError
from copyfit.project import EditionId
from diff.versions import FACT, asked, git


def problem_of(error):
    (problem,) = error.value.problems
    return problem


class DescribeAComparison:
    def it_says_which_words_of_which_statement_changed(self, compared):
        found = {
            (change.where, one.kind, one.text.strip())
            for change in compared.page.changes
            for one in change.pieces
            if one.kind != "same"
        }
        for statement, (before, after) in compared.words.items():
            for kind, word in (("gone", before), ("come", after)):
                assert any(where == statement and how == kind and word in said for where, how, said in found)

    def it_says_which_facts_changed(self, compared):
        (fact,) = compared.difference.facts
        assert (fact.brief, fact.id) == ("nato-iraq", FACT)
        assert int(fact.new.value) - int(fact.old.value) == 16

    def it_has_pictures_of_both_and_of_where_they_differ(self, compared):
        pictures = {name: Image.open(io.BytesIO(data)) for name, data in compared.page.pictures.items()}
        assert set(pictures) == {"before", "after", "overlay"}
        colours = {colour for _, colour in pictures["overlay"].convert("RGB").getcolors(10**6)}
        assert any(red > blue + 60 for red, _, blue in colours)
        assert any(blue > red + 60 for red, _, blue in colours)

    def it_is_an_object_for_programs(self, compared):
        data = json.loads(json.dumps(compared.difference.as_json()))
        assert data["pages"][0]["status"] == "changed"
        assert data["pages"][0]["visible"] is True
        assert set(data) == {"old", "new", "pages", "same", "facts", "templates", "problems"}


@pytest.fixture(scope="module")
def page(compared):
    """Return the comparison as a page for a browser."""
    return html_of(compared.difference)


class DescribeThePageForABrowser:
    def it_needs_nothing_beside_itself(self, page):
        assert not re.search(r"<script|<link|<iframe|@import|url\(|https?:", page)
        assert set(re.findall(r'\ssrc="([^"]{0,22})', page)) == {"data:image/png;base64,"}
        assert page.count("<img") == 3
        assert all(
            alt.startswith("nato-iraq executive en") for alt in re.findall(r'<img alt="([^"]*)"', page)
        )

    def it_allows_itself_its_own_style_and_pictures_alone(self, page):
        (policy,) = re.findall(r'Content-Security-Policy" content="([^"]+)"', page)
        (style,) = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
        assert policy.startswith("default-src 'none'; img-src data:; ")
        assert f"style-src 'sha256-{digest}'" in policy
        assert 'style="' not in page

    def it_shows_the_words(self, page, compared):
        before, after = next(iter(compared.words.values()))
        assert re.search(rf"<del>\W?{before}\W?</del><ins>\W?{after}\W?</ins>", page)

    def it_is_small(self, page):
        assert len(page) < 700_000


class DescribeWhatIsTheSame:
    def it_is_not_made_at_all(self, repository, monkeypatch):
        monkeypatch.setattr("copyfit.diff.pages.outcomes", lambda plans, *_: (1 / 0 for _ in plans))
        found = compare(asked(repository), "HEAD", "HEAD")
        assert found.pages == ()
        assert found.same == (EditionId("nato-iraq", "executive", "en"),)
        assert summary(found) == "No visible change: 1 page compared"

    def it_is_no_visible_change_when_only_a_comment_changed(self, repository, tmp_path):
        other = tmp_path / "other"
        shutil.copytree(repository, other)
        path = other / "templates/executive/style.css"
        path.write_text(path.read_text() + "\n/* a word to the next editor */\n")
        found = compare(asked(repository), str(repository), str(other))
        (page,) = found.pages
        assert (page.status, page.alike, page.changes) == ("same", True, ())
        assert [(one.path, len(one.editions)) for one in found.touches] == [
            ("templates/executive/style.css", 1)
        ]
        assert summary(found) == "No visible change: 1 page compared"


class DescribeFiles:
    @pytest.mark.parametrize("form", ["pdf", "docx"])
    def it_compares_two_of_them(self, repository, tmp_path, form):
        page = repository / f"dist/nato-iraq/nato-iraq-executive-en.{form}"
        other = repository / f"dist/nato-iraq/nato-iraq-student-en.{form}"
        assert compare(asked(repository), str(page), str(page)).pages[0].changes == ()
        (found,) = compare(asked(repository), str(page), str(other)).pages
        assert found.status == "changed"
        assert found.changes

    def it_compares_a_folder_of_finished_pages_with_the_project(self, compared, tmp_path):
        shutil.copytree(compared.folder / "dist/nato-iraq", tmp_path / "release")
        found = compare(asked(compared.folder), str(tmp_path / "release"))
        assert [(page.id.variant, page.status) for page in found.pages] == [("executive", "same")]

    def it_compares_a_file_with_the_page_of_its_name(self, compared):
        file = compared.folder / "dist/nato-iraq/nato-iraq-executive-en.pdf"
        (page,) = compare(asked(compared.folder), str(file)).pages
        assert page.id == EditionId("nato-iraq", "executive", "en")
        assert page.alike

    @pytest.mark.parametrize("name", ["x.pdf", "x.docx"])
    @pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"%PDF-1.7\n", b"hello"])
    def it_says_what_is_none(self, repository, tmp_path, name, content):
        (tmp_path / name).write_bytes(content)
        found = compare(asked(repository), str(tmp_path / name), str(tmp_path / name))
        assert found.exit_status == 1
        assert all("cannot" in one.message or "it is no" in one.message for one in found.problems)

    def it_expands_no_entity(self, repository, tmp_path):
        import zipfile

        secret = tmp_path / "secret"
        secret.write_text("hidden words")
        entity = f'<!DOCTYPE x [<!ENTITY e SYSTEM "file://{secret}">]>'
        names = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
        body = "<w:body><w:p><w:r><w:t>seen &e;</w:t></w:r></w:p></w:body>"
        with zipfile.ZipFile(tmp_path / "x.docx", "w") as archive:
            archive.writestr("word/document.xml", f"{entity}<w:document {names}>{body}</w:document>")
        other = repository / "dist/nato-iraq/nato-iraq-executive-en.docx"
        found = compare(asked(repository), str(tmp_path / "x.docx"), str(other))
        assert "hidden" not in json.dumps(found.as_json())


class DescribeWhatThereIsNot:
    @pytest.mark.parametrize(
        ("old", "code", "hint"),
        [
            pytest.param("nowhere", "no-revision", "git log", id="revision"),
            pytest.param("--output=x", "no-revision", "git log", id="option"),
            pytest.param("nowhere.pdf", "no-such-side", "name", id="file"),
            pytest.param("briefs/nato-iraq/brief.yaml", "no-such-side", "name a PDF", id="other file"),
            pytest.param("briefs", "no-such-side", "name a folder", id="other folder"),
        ],
    )
    def it_is_told_by_its_name(self, repository, monkeypatch, old, code, hint):
        monkeypatch.chdir(repository)
        with pytest.raises(UsageError) as error:
            compare(asked(repository), old)
        assert problem_of(error).code == code
        assert hint in problem_of(error).hint

    def it_may_be_in_the_part_that_a_shallow_clone_lacks(self, repository, tmp_path):
        git(tmp_path, "clone", "--depth", "1", f"file://{repository}", "shallow")
        with pytest.raises(UsageError) as error:
            compare(asked(tmp_path / "shallow"), "HEAD~1")
        assert problem_of(error).hint == "fetch the others: git fetch --unshallow"

    def it_may_be_a_repository(self, project, tmp_path):
        with pytest.raises(UsageError) as error:
            compare(asked(project))
        assert problem_of(error).code == "no-repository"
        assert problem_of(error).hint.endswith("git init, then commit")

    def it_may_be_a_commit(self, project, tmp_path):
        shutil.copytree(project, tmp_path / "p")
        git(tmp_path / "p", "init")
        with pytest.raises(UsageError) as error:
            compare(asked(tmp_path / "p"))
        assert problem_of(error).message == "the repository has no commit yet"

    def it_may_be_git(self, repository, monkeypatch):
        monkeypatch.setenv("PATH", "/nowhere")
        with pytest.raises(MachineError) as error:
            compare(asked(repository))
        assert problem_of(error).code == "no-git"

    def it_may_be_a_project_in_that_revision(self, repository, tmp_path):
        folder = tmp_path / "r"
        folder.mkdir()
        git(folder, "init")
        git(folder, "commit", "--allow-empty", "-m", "nothing")
        for name in ("briefs", "templates"):
            shutil.copytree(repository / name, folder / name)
        with pytest.raises(BriefError) as error:
            compare(asked(folder))
        assert problem_of(error).code == "no-project-then"

    def it_may_be_a_brief_then(self, repository, tmp_path):
        folder = tmp_path / "r"
        shutil.copytree(repository, folder, ignore=shutil.ignore_patterns(".git", "briefs"))
        shutil.copytree(repository / "briefs/nato-iraq", folder / "briefs/iraq")
        found = compare(asked(folder), str(repository), str(folder))
        assert {page.id.brief: page.status for page in found.pages} == {
            "iraq": "added",
            "nato-iraq": "removed",
        }


class DescribeAnUnsafeRevision:
    def it_is_not_unpacked(self, repository, tmp_path):
        folder = tmp_path / "r"
        shutil.copytree(repository, folder, ignore=shutil.ignore_patterns(".git"))
        os.symlink("/etc", folder / "briefs/etc")
        git(folder, "init")
        git(folder, "add", ".")
        git(folder, "commit", "-m", "one")
        with pytest.raises(BriefError) as error:
            compare(asked(folder))
        assert problem_of(error).code == "unsafe-revision"
        assert issubclass(tarfile.FilterError, tarfile.TarError)


class DescribeAnOldPageThatCannotBeMade:
    def it_is_a_warning_and_no_failure_of_the_new_one(self, repository, tmp_path):
        old = tmp_path / "old"
        shutil.copytree(repository, old)
        path = old / "templates/executive/page.html.j2"
        path.write_text("{% broken")
        found = compare(asked(repository), str(old), str(repository))
        (page,) = found.pages
        assert page.status == "failed"
        assert {one.severity for one in found.problems} == {"warning"}
        assert found.exit_status == 0


class DescribeTheCommand:
    def it_says_it_in_words(self, copyfit, repository, compared, tmp_path):
        html, word = tmp_path / "d.html", tmp_path / "d.docx"
        done = copyfit(
            "diff", "--variant", "executive", "--html", str(html), "--docx", str(word), cwd=repository
        )
        assert done.returncode == 0, done.stderr
        lines = done.stdout.splitlines()
        assert re.fullmatch(r"HEAD \([0-9a-f]{8}\) → the working tree", lines[0])
        assert lines[1].startswith("nato-iraq executive en  ")
        before, after = next(iter(compared.words.values()))
        assert re.search(rf"\[-\W?{before}\W?-\]\{{\+\W?{after}", done.stdout)
        assert re.search(rf"^  nato-iraq {FACT}: \d+ → \d+$", done.stdout, re.MULTILINE)
        assert "1 page changed\n" in done.stderr
        assert html.read_text().startswith("<!doctype html>")
        assert word.read_bytes().startswith(b"PK")
        assert git(repository, "status", "--porcelain").stdout.strip() == "M briefs/nato-iraq/brief.yaml"

    def it_works_outside_of_a_project(self, copyfit, repository, tmp_path):
        files = [
            str(repository / f"dist/nato-iraq/nato-iraq-{name}-en.pdf") for name in ("academic", "academic")
        ]
        done = copyfit("diff", *files, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        assert "No visible change" in done.stderr

    def it_names_the_file_that_cannot_be_written(self):
        with pytest.raises(MachineError) as error:
            command._write(Path("/proc/none/d.html"), b"")
        assert problem_of(error).message == "cannot write /proc/none: no such file or directory"
        assert problem_of(error).hint.endswith(", or name a file elsewhere")

    def it_asks_for_a_folder_where_several_word_files_are_to_be_written(self, copyfit, repository, tmp_path):
        old = repository / "dist/nato-iraq"
        new = tmp_path / "new"
        new.mkdir()
        for variant, other in (("academic", "student"), ("student", "academic")):
            shutil.copy(old / f"nato-iraq-{other}-en.docx", new / f"nato-iraq-{variant}-en.docx")
            shutil.copy(old / f"nato-iraq-{other}-en.pdf", new / f"nato-iraq-{variant}-en.pdf")
        arguments = ("diff", str(old), str(new), "--variant", "academic", "--variant", "student")
        done = copyfit(*arguments, "--docx", "x.docx", cwd=tmp_path)
        assert done.returncode == 2
        assert "name a folder" in done.stderr
        assert copyfit(*arguments, "--docx", "both", cwd=tmp_path).returncode == 0
        assert len(list((tmp_path / "both").glob("*-changes.docx"))) == 2
