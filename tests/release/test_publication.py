"""A release: what is in its folder, and that it is made whole, alike, and only once."""

import json
import os
import re
import subprocess
import zipfile
from hashlib import sha256
from pathlib import Path

import jsonschema
import pytest

from copyfit.errors import MachineError, UsageError
from copyfit.release import publication
from copyfit.release.manifest import manifest_from, schema
from samples import ROOT

from .house import BRIEF, PAGE, SLUG, laid_out

TREE = {
    "SHA256SUMS",
    f"{SLUG}/{PAGE}.docx",
    f"{SLUG}/{PAGE}.pdf",
    "index.html",
    "manifest.json",
    f"pictures/{PAGE}.png",
    "provenance.intoto.json",
    "release-1.zip",
    "release-1.zip.sha256",
    "software.cdx.json",
}


def files_of(folder):
    return {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def folder(house):
    return house.root / "release/1"


@pytest.fixture
def told(folder):
    return json.loads((folder / "manifest.json").read_bytes())


class DescribeTheFolder:
    def it_holds_the_files_and_what_accounts_for_them(self, folder):
        assert set(files_of(folder)) == TREE

    def it_leaves_nothing_beside_it(self, folder):
        assert [path.name for path in folder.parent.iterdir()] == ["1"]

    def it_has_digests_that_other_programs_check(self, folder):
        for sums in ("SHA256SUMS", "release-1.zip.sha256"):
            done = subprocess.run(
                ["sha256sum", "--strict", "-c", sums], cwd=folder, capture_output=True, text=True
            )
            assert done.returncode == 0, done.stdout

    def it_has_the_digest_of_every_file_but_the_zips(self, folder):
        listed = {line.split("  ")[1] for line in (folder / "SHA256SUMS").read_text().splitlines()}
        assert listed == TREE - {"SHA256SUMS", "release-1.zip", "release-1.zip.sha256"}

    def it_has_a_zip_of_it_all(self, folder):
        with zipfile.ZipFile(folder / "release-1.zip") as archive:
            held = {name.removeprefix("release-1/"): archive.read(name) for name in archive.namelist()}
        there = {
            name: path.read_bytes() for name, path in files_of(folder).items() if "release-1" not in name
        }
        assert held == there

    def it_is_the_same_to_the_byte_in_another_folder(self, folder, tmp_path, monkeypatch):
        monkeypatch.setenv("TZ", "Pacific/Kiritimati")
        elsewhere = laid_out(tmp_path / "Ünïcode and spaces")
        before = os.umask(0o077)
        try:
            made = elsewhere.release()
        finally:
            os.umask(before)
        first, second = files_of(folder), files_of(made.folder)
        assert [name for name in first if first[name].read_bytes() != second[name].read_bytes()] == []


class DescribeTheManifest:
    def it_follows_the_schema_that_is_published(self, told):
        published = json.loads((ROOT / "docs/release-manifest.schema.json").read_text())
        assert published == json.loads(json.dumps(schema()))
        jsonschema.validate(told, published)

    def it_says_of_each_page_what_must_be_answered_for(self, told, house):
        (page,) = told["pages"]
        assert (page["brief"], page["variant"], page["language"]) == (SLUG, "executive", "en")
        assert page["approval"] == {"by": "Head of desk", "on": "2026-03-23"}
        assert page["status"] == "approved"
        assert page["title"] == "Build the new pier before the ships arrive"
        assert [fact["id"] for fact in page["facts"]] == ["ships", "berths"]
        assert page["facts"][0] == {
            "id": "ships", "value": "12", "as_of": "2026-03-01", "review_by": "2026-09-01", "source": "port",
        }  # fmt: skip
        assert page["sources"] == [
            {"id": "port", "title": "Ships in port", "address": "https://example.org/p"}
        ]
        assert page["fit"]["fill"] > 0.8
        assert page["changes"] is None
        assert told["commit"]["id"] == house.git("rev-parse", "HEAD")
        assert told["next_review"] == "2026-09-01"

    def it_has_digests_of_the_files_and_of_all_they_were_made_from(self, told, folder, house):
        (page,) = told["pages"]
        for file in (*page["files"], page["picture"]):
            content = (folder / file["path"]).read_bytes()
            assert (sha256(content).hexdigest(), len(content)) == (file["sha256"], file["bytes"])
        for path, digest in page["input_files"].items():
            assert sha256((house.root / path).read_bytes()).hexdigest() == digest
        assert f"briefs/{SLUG}/brief.yaml" in page["input_files"]

    def it_names_what_may_make_other_bytes(self, told):
        assert {"pango", "harfbuzz", "zlib", "python", "package:weasyprint"} <= set(told["software"])

    @pytest.mark.parametrize(
        "content", [b"", b"{}", b"[1]", b"\xff", b"[" * 5000, b'{"format": "copyfit-release/9"}']
    )
    def it_is_none_if_it_is_of_another_form(self, content):
        assert manifest_from(content) is None


class DescribeTheStatement:
    def it_is_in_toto_with_slsa_provenance(self, folder, house):
        statement = json.loads((folder / "provenance.intoto.json").read_text())
        assert statement["_type"] == "https://in-toto.io/Statement/v1"
        assert statement["predicateType"] == "https://slsa.dev/provenance/v1"
        named = {one["name"]: one["digest"]["sha256"] for one in statement["subject"]}
        assert named == {
            f"{SLUG}/{PAGE}.{form}": sha256((folder / SLUG / f"{PAGE}.{form}").read_bytes()).hexdigest()
            for form in ("pdf", "docx")
        }
        definition = statement["predicate"]["buildDefinition"]
        assert set(definition) == {
            "buildType", "externalParameters", "internalParameters", "resolvedDependencies",
        }  # fmt: skip
        assert {"gitCommit": house.git("rev-parse", "HEAD")} in [
            one["digest"] for one in definition["resolvedDependencies"]
        ]
        assert (
            statement["predicate"]["runDetails"]["builder"]["id"] == "urn:copyfit:builder/somebodys-machine"
        )


class DescribeTheListOfSoftware:
    def it_is_cyclonedx(self, folder):
        from cyclonedx.schema import SchemaVersion
        from cyclonedx.validation.json import JsonStrictValidator

        text = (folder / "software.cdx.json").read_text()
        try:
            assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
        except ImportError:
            pytest.skip("cyclonedx's own validator is not installed")

    def it_has_versions_and_licences(self, folder):
        listed = json.loads((folder / "software.cdx.json").read_text())["components"]
        found = {one["name"]: one for one in listed}
        assert found["weasyprint"]["purl"].startswith("pkg:pypi/weasyprint@70")
        assert found["weasyprint"]["licenses"]
        assert {"python", "pango", "harfbuzz", "zlib", "copyfit"} <= set(found)


class DescribeTheIndex:
    def it_leads_to_files_that_are_there_and_to_nothing_else_but_sources(self, folder):
        html = (folder / "index.html").read_text()
        assert "<script" not in html
        for address in re.findall(r'(?:href|src)="([^"#]+)"', html):
            assert address == "https://example.org/p" or (folder / address).is_file(), address

    def it_shows_each_page_with_its_picture_its_files_its_facts_and_their_age(self, folder):
        html = (folder / "index.html").read_text()
        for said in (f"{PAGE}.png", f"{PAGE}.pdf", f"{PAGE}.docx", "Approved", "23 days", "1 September 2026"):
            assert said.replace(" ", "\u00a0") in html or said in html, said

    def it_has_pictures_of_the_pages(self, folder):
        from PIL import Image

        with Image.open(folder / f"pictures/{PAGE}.png") as picture:
            assert picture.size[0] == 620
            assert len(picture.getcolors(100_000)) > 20


class DescribeTheNextRelease:
    def it_says_in_words_what_changed(self, copied):
        path = f"briefs/{SLUG}/brief.yaml"
        text = (copied.root / path).read_text()
        for was, now in (
            ("the pier will **likely** be", "the pier will **very likely** be"),
            ("likelihood: likely\n    confidence: high", "likelihood: very likely\n    confidence: high"),
        ):
            assert was in text
            text = text.replace(was, now)
        copied.write(path, text)
        copied.commit()
        made = copied.release()
        assert made.folder.name == "2"
        (page,) = made.manifest.pages
        assert "first-judgement: “very” was put in, after “the pier will”" in page.changes
        assert made.manifest.since == "1"
        html = (made.folder / "index.html").read_text()
        assert "was put in, after" in html
        again = copied.release()
        assert again.manifest.pages[0].changes == ()


class DescribeAReleaseThatCannotBePut:
    def it_leaves_nothing_behind(self, copied, monkeypatch):
        def refuse(self, target):
            raise OSError(28, "No space left on device", str(target))

        monkeypatch.setattr(Path, "rename", refuse)
        with pytest.raises(MachineError) as caught:
            copied.release()
        assert "no space left" in str(caught.value)
        assert [path.name for path in (copied.root / "release").iterdir()] == ["1"]

    def it_sweeps_what_one_that_was_killed_left(self, copied):
        left = copied.root / "release" / f"{publication.STAGE}99999"
        left.mkdir()
        (left / "half").write_text("x")
        assert copied.release().folder.name == "2"
        assert not left.exists()

    def it_never_changes_one_that_is_there(self, copied):
        before = (copied.root / "release/1/index.html").read_bytes()
        with pytest.raises(UsageError) as caught:
            copied.release(version="1")
        assert "there already" in str(caught.value)
        assert (copied.root / "release/1/index.html").read_bytes() == before


class DescribeTheCommand:
    def it_says_what_was_made_and_when_the_next_review_is_due(self, copied, copyfit):
        done = copyfit("release", cwd=copied.root, SOURCE_DATE_EPOCH="1774310400")
        assert done.returncode == 0, done.stderr
        assert done.stdout.strip().endswith("release/2/")
        assert "next review due on 2026-09-01" in done.stderr
        assert "git tag v2" in done.stderr

    def it_refuses_in_one_go_and_writes_nothing(self, fresh, copyfit):
        text = BRIEF.replace("text: Build the new pier.}", "text: Build the new pier now.}")
        fresh.write(f"briefs/{SLUG}/brief.yaml", text)
        done = copyfit("release", "--json", cwd=fresh.root, SOURCE_DATE_EPOCH="1774310400")
        assert done.returncode == 1
        said = json.loads(done.stdout)
        assert said["release"] is None
        assert {one["code"] for one in said["problems"]} == {"uncommitted", "unapproved"}
        assert not (fresh.root / "release").exists()

    def it_says_that_it_is_dirty(self, copied):
        copied.write("briefs/note.txt", "x")
        made = copied.release(dirty=True)
        assert made.manifest.commit.changed == ("briefs/note.txt",)
        assert "Made with uncommitted changes." in (made.folder / "index.html").read_text()

    def it_releases_a_draft_as_one(self, copied):
        copied.write(f"briefs/{SLUG}/brief.yaml", BRIEF + "draft: true\n")
        copied.commit()
        made = copied.release()
        assert made.manifest.pages[0].status == "draft"
        assert '<span class="chip draft">DRAFT</span>' in (made.folder / "index.html").read_text()
