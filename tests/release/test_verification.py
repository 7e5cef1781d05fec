"""What came back: intact, damaged, edited, foreign or unproved, each in words and with its exit status."""

import datetime as dt
import io
import json
import os
import random
import shutil
import stat
import subprocess
import zipfile

import docx
import pikepdf
import pytest

from copyfit.errors import UsageError
from copyfit.release.bundle import Folder, opened, unzipped, zipped
from copyfit.release.changes import changes
from copyfit.release.integrity import integrity_problems, release_on
from copyfit.release.signature import signature_of
from copyfit.release.texts import read_file
from copyfit.release.verification import verify
from copyfit.sight import SeenPassage

from .house import DAY, PAGE, SLUG

LATER = dt.date(2026, 9, 2)
FLIPS = 500 if os.environ.get("COPYFIT_PROVE") else 60


@pytest.fixture(scope="module")
def release(house):
    return house.root / "release/1"


@pytest.fixture
def folder(release, tmp_path):
    """Return a copy of the release, for damage."""
    return shutil.copytree(release, tmp_path / "1")


@pytest.fixture(scope="module")
def contents(release):
    return {path: Folder(release).read(path) for path in Folder(release).paths()}


def judged(path, *against, signers=None, today=DAY):
    return verify(path, against, signers, today)


def said(verdict):
    return "\n".join((*verdict.said, *verdict.changes, *map(str, verdict.problems)))


class DescribeARelease:
    @pytest.mark.parametrize("name", [".", "release-1.zip"])
    def it_is_intact_as_a_folder_and_as_a_zip(self, release, name):
        verdict = judged(release / name)
        assert (verdict.state, verdict.is_good, verdict.problems) == ("intact", True, ())
        assert verdict.said[0].startswith("intact: release 1 of 2026-03-24, 1 page, from commit ")

    def it_is_intact_when_its_zip_is_unpacked_elsewhere(self, release, tmp_path):
        with zipfile.ZipFile(release / "release-1.zip") as archive:
            archive.extractall(tmp_path)
        assert judged(tmp_path / "release-1").is_good

    def it_says_which_facts_are_past_their_review_today(self, release):
        verdict = judged(release, today=LATER)
        assert verdict.is_good
        (problem,) = verdict.problems
        assert problem.severity == "warning"
        assert problem.message == "the fact `ships` of harbour was to be reviewed by 2026-09-01"

    def it_does_not_prove_who_made_it_without_a_signature(self, release):
        assert "not signed: that it is intact does not prove who made it" in judged(release).said


class DescribeADamagedRelease:
    def it_names_each_of_many_flipped_bytes(self, contents, proved):
        """Flip one byte at a time, anywhere in any file: the file is named, and no other one is."""
        chance = random.Random(20260324)
        names = sorted(contents)
        for number in range(FLIPS):
            name = names[number % len(names)]
            content = bytearray(contents[name])
            at = chance.randrange(len(content))
            content[at] ^= chance.randrange(1, 256)
            problems = integrity_problems(release_on(Held({**contents, name: bytes(content)})))
            assert [problem.place.path for problem in problems] == [name], (name, at, problems)
        proved("a byte of a release changed: its file is named, and no other", FLIPS)

    def it_finds_each_in_a_zip_alone(self, contents):
        chance = random.Random(20260325)
        packed = contents["release-1.zip"]
        for _ in range(FLIPS // 4):
            content = bytearray(packed)
            content[chance.randrange(len(content))] ^= chance.randrange(1, 256)
            found = unzipped(bytes(content))
            assert found is None or integrity_problems(release_on(found))

    def it_names_what_is_missing_and_what_is_one_too_many(self, folder):
        (folder / "manifest.json").unlink()
        (folder / f"{SLUG}/{PAGE}.pdf").unlink()
        (folder / SLUG / "extra.pdf").write_bytes(b"%PDF-1.7")
        verdict = judged(folder)
        assert verdict.state == "damaged"
        assert {(one.code, one.place.path) for one in verdict.problems} == {
            ("missing-file", "manifest.json"),
            ("missing-file", f"{SLUG}/{PAGE}.pdf"),
            ("foreign-file", f"{SLUG}/extra.pdf"),
        }

    def it_is_told_of_a_zip_with_a_file_more(self, release, tmp_path):
        path = tmp_path / "release-1.zip"
        shutil.copyfile(release / "release-1.zip", path)
        with zipfile.ZipFile(path, "a") as archive:
            archive.writestr("release-1/virus.exe", "x")
        verdict = judged(path)
        assert "virus.exe is not part of the release" in said(verdict)
        assert not verdict.is_good

    def it_is_told_of_a_digest_and_a_file_that_were_changed_together(self, folder):
        from copyfit.release import sums

        name = f"{SLUG}/{PAGE}.pdf"
        (folder / name).write_bytes(b"%PDF-1.7 another")
        for path in ("release-1.zip", "release-1.zip.sha256"):
            (folder / path).unlink()
        there = {path: (folder / path).read_bytes() for path in Folder(folder).paths() if path != sums.NAME}
        (folder / sums.NAME).write_bytes(sums.sums_bytes(there))
        assert "has one digest in SHA256SUMS and another in manifest.json" in said(judged(folder))

    def it_follows_no_link_out_of_its_folder(self, folder, tmp_path):
        outside = tmp_path / "outside.pdf"
        shutil.copyfile(folder / f"{SLUG}/{PAGE}.pdf", outside)
        (folder / f"{SLUG}/{PAGE}.pdf").unlink()
        (folder / f"{SLUG}/{PAGE}.pdf").symlink_to(outside)
        assert f"{PAGE}.pdf is missing" in said(judged(folder))

    @pytest.mark.parametrize(
        "put",
        [
            pytest.param(os.mkfifo, id="a pipe"),
            pytest.param(lambda path: os.mknod(path, stat.S_IFSOCK), id="a socket"),
            pytest.param(lambda path: path.symlink_to("/dev/zero"), id="a device"),
            pytest.param(lambda path: path.symlink_to("/"), id="a folder elsewhere"),
            pytest.param(lambda path: path.symlink_to("."), id="a folder inside"),
            pytest.param(lambda path: path.symlink_to(path), id="a link to itself"),
        ],
    )
    def it_waits_for_nothing_that_is_no_file_and_names_it(self, folder, put):
        page = f"{SLUG}/{PAGE}.pdf"
        (folder / page).unlink()
        put(folder / page)
        put(folder / "odd")
        verdict = judged(folder)
        assert {(one.code, one.place.path) for one in verdict.problems} == {
            ("missing-file", page),
            ("foreign-file", "odd"),
        }

    @pytest.mark.parametrize("path", ["a\0b", "/etc/passwd", "../../etc/passwd", "x" * 9000, "", "."])
    def it_reads_no_path_that_is_none(self, folder, path):
        assert Folder(folder).read(path) is None


class Held:
    """Files in memory, as those of a folder."""

    def __init__(self, files):
        self.files = files

    def paths(self):
        return tuple(sorted(self.files))

    def read(self, path):
        return self.files.get(path)


class DescribeAFileThatCameBack:
    @pytest.mark.parametrize("form", ["pdf", "docx"])
    def it_is_ours_byte_for_byte(self, release, tmp_path, form):
        path = shutil.copyfile(release / SLUG / f"{PAGE}.{form}", tmp_path / f"received.{form}")
        verdict = judged(path, release)
        assert verdict.is_good
        assert f"received.{form} is {SLUG}/{PAGE}.{form} of release 1, byte for byte" in said(verdict)
        assert "version 1.2 of 2026-03-20, approved by Head of desk on 2026-03-23" in said(verdict)

    def it_may_be_past_review(self, release):
        assert "was to be reviewed by" in said(judged(release / SLUG / f"{PAGE}.pdf", release, today=LATER))

    @pytest.mark.parametrize("form", ["pdf", "docx"])
    def it_claims_and_proves_nothing_without_a_release(self, release, form):
        verdict = judged(release / SLUG / f"{PAGE}.{form}")
        assert verdict.state == "unproved"
        assert "claims to be harbour executive en, version 1.2, approved" in said(verdict)
        assert "not proved" in verdict.said

    def it_was_edited_and_is_told_in_words_where(self, release, tmp_path):
        document = docx.Document(release / SLUG / f"{PAGE}.docx")
        (run,) = [run for part in document.paragraphs for run in part.runs if "be full in" in run.text]
        run.text = run.text.replace("be full in", "be empty for")
        document.save(tmp_path / "edited.docx")
        verdict = judged(tmp_path / "edited.docx", release)
        assert verdict.state == "edited"
        assert verdict.changes == ("first-judgement: “full in” became “empty for”, after “will likely be”",)

    def it_was_saved_anew_with_the_same_words(self, release, tmp_path):
        with pikepdf.open(release / SLUG / f"{PAGE}.pdf") as pdf:
            pdf.save(tmp_path / "saved.pdf")
        verdict = judged(tmp_path / "saved.pdf", release)
        assert verdict.state == "edited"
        assert "its words are the same, and its bytes are not" in said(verdict)

    def it_is_known_by_its_words_if_its_claims_are_gone(self, release, tmp_path):
        with pikepdf.open(release / SLUG / f"{PAGE}.pdf") as pdf:
            del pdf.Root.Metadata
            del pdf.trailer.Info
            pdf.save(tmp_path / "printed.pdf")
        verdict = judged(tmp_path / "printed.pdf", release)
        assert f"comes from {SLUG}/{PAGE}.pdf of release 1" in said(verdict)

    @pytest.mark.slow
    def it_was_saved_by_libreoffice(self, release, tmp_path):
        profile, path = f"-env:UserInstallation=file://{tmp_path}/profile", release / SLUG / f"{PAGE}.docx"
        subprocess.run(
            ["soffice", profile, "--headless", "--convert-to", "docx", "--outdir", tmp_path, path],
            check=True,
            capture_output=True,
            timeout=120,
        )
        verdict = judged(tmp_path / f"{PAGE}.docx", release)
        assert "its words are the same, and its bytes are not" in said(verdict)

    def it_is_foreign(self, tmp_path, release):
        pdf = pikepdf.new()
        pdf.add_blank_page()
        pdf.save(tmp_path / "other.pdf")
        verdict = judged(tmp_path / "other.pdf", release)
        assert verdict.state == "foreign"
        assert "other.pdf says nothing of where it comes from" in said(verdict)

    @pytest.mark.parametrize(
        "content", [b"", b"hello", b"%PDF-1.7 broken", b"PK\x03\x04 broken", b"%PDF-" + bytes(5000)]
    )
    def it_cannot_be_judged_if_it_cannot_be_read(self, tmp_path, release, content):
        path = tmp_path / "x.pdf"
        path.write_bytes(content)
        verdict = judged(path, release)
        assert verdict.state == "foreign"
        assert not verdict.is_good

    def it_is_no_bomb_and_declares_no_entities(self):
        for part in (
            b"<!DOCTYPE x [<!ENTITY a 'b'>]><w:document xmlns:w='x'/>",
            b"<a>" + b" " * 40 * 2**20 + b"</a>",
        ):
            stream = io.BytesIO()
            with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
                archive.writestr("word/document.xml", part)
            with pytest.raises(ValueError, match="its XML"):
                read_file(stream.getvalue())

    def it_is_there(self, tmp_path, release):
        with pytest.raises(UsageError):
            judged(tmp_path / "none.pdf", release)
        with pytest.raises(UsageError) as caught:
            judged(release / SLUG / f"{PAGE}.pdf", tmp_path)
        assert "there is no release at" in str(caught.value)

    def it_is_not_the_folder_of_all_releases(self, release):
        verdict = judged(release.parent)
        assert "name one of the releases in it" in said(verdict)


@pytest.fixture(scope="module")
def key(tmp_path_factory):
    path = tmp_path_factory.mktemp("key") / "id"
    made = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "test", "-f", str(path)]
    subprocess.run(made, check=True, stdin=subprocess.DEVNULL)
    return path


class DescribeASignature:
    @pytest.fixture
    def signed(self, folder, key):
        (folder / "SHA256SUMS.sig").write_bytes(signature_of((folder / "SHA256SUMS").read_bytes(), key))
        for path in ("release-1.zip", "release-1.zip.sha256"):
            (folder / path).unlink()
        return folder

    @pytest.fixture
    def signers(self, key, tmp_path):
        path = tmp_path / "signers"
        path.write_text(f"head@example.org {key.with_suffix('.pub').read_text()}")
        return path

    def it_says_by_whom_if_somebody_vouches_for_the_key(self, signed, signers):
        verdict = judged(signed, signers=signers)
        assert verdict.is_good
        assert "signed by head@example.org" in verdict.said

    def it_says_by_which_key_if_nobody_does(self, signed):
        assert "for which nobody here vouches" in said(judged(signed))

    def it_proves_nothing_by_another_key(self, signed, tmp_path, key):
        path = tmp_path / "others"
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(tmp_path / "o")], check=True)
        path.write_text(f"else@example.org {(tmp_path / 'o.pub').read_text()}")
        verdict = judged(signed, signers=path)
        assert not verdict.is_good
        assert "which is not among" in said(verdict)

    def it_is_of_these_very_digests(self, signed, signers):
        (signed / "SHA256SUMS").write_bytes((signed / "SHA256SUMS").read_bytes().replace(b"a", b"b", 1))
        assert "the signature SHA256SUMS.sig is not of SHA256SUMS" in said(judged(signed, signers=signers))

    def it_is_asked_for_where_signers_are_named(self, folder, signers):
        assert "the release is not signed" in said(judged(folder, signers=signers))

    def it_is_made_by_release_and_travels_in_the_zip(self, copied, key, signers, tmp_path):
        made = copied.release(key=key)
        assert judged(made.folder / "release-2.zip", signers=signers).is_good
        assert judged(made.folder, signers=signers).is_good

    @pytest.mark.parametrize("text", [None, "no key\n"])
    def it_needs_a_key(self, tmp_path, text):
        path = tmp_path / "key"
        if text:
            path.write_text(text)
            path.chmod(0o600)
        with pytest.raises(UsageError):
            signature_of(b"x", path)


def one(text, about="outlook"):
    """Return a text as the only passage of a page."""
    return (SeenPassage(text, about=about),)


class DescribeChanges:
    def it_says_each_in_a_sentence_with_the_words_before_it(self):
        was, now = one("We will likely build it now"), one("We will build all of it later")
        assert changes(was, now) == (
            "outlook: “likely build” became “build all of”, after “We will”",
            "outlook: “now” became “later”, after “it”",
        )

    def it_says_what_came_went_and_was_moved(self):
        first, second, third = (SeenPassage(text) for text in ("One two three four", "A b c d e", "Last."))
        assert changes((), (first,)) == ("“One two three four” was put in",)
        assert changes((first, second), (second,)) == ("“One two three four” was taken out",)
        assert changes((first, second, third), (second, third, first)) == (
            "“One two three four” stands elsewhere",
        )

    def it_is_none_that_there_is_more_space(self):
        assert changes(one("Build it now."), one("Build  it now. \n")) == ()

    def it_counts_what_is_too_many(self):
        was = " ".join(f"same{number} old{number}" for number in range(40))
        found = changes(one(was), one(was.replace("old", "new")))
        assert len(found) == 13
        assert found[-1] == "and 28 changes more"

    def it_cuts_a_long_stretch(self):
        words = [f"w{number}" for number in range(60)]
        (said,) = changes((), one(" ".join(words)))
        assert said == f"outlook: “{' '.join(words[:12])} … {' '.join(words[-12:])}” was put in"


class DescribeTheZip:
    def it_depends_on_names_and_contents_alone(self):
        assert zipped("x", {"a": b"1", "b": b"2"}) == zipped("x", {"b": b"2", "a": b"1"})

    def it_is_not_unpacked_to_many_times_its_bytes(self):
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            for name in ("a", "b", "c"):
                archive.writestr(f"x/{name}", b"\0" * 30 * 2**20)
        found = unzipped(stream.getvalue())
        assert (sorted(found.files), found.broken) == (["a", "b"], ("c",))

    def it_names_what_stands_outside_of_its_folder(self):
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            for name in ("x/a", "x/b", "/etc/passwd", "../../c"):
                archive.writestr(name, b"1")
        found = unzipped(stream.getvalue())
        assert found.outside == ("/etc/passwd", "../../c")
        assert not found.is_canonical

    def it_is_read_back(self, tmp_path):
        (tmp_path / "x.zip").write_bytes(zipped("x", {"a/b": b"1"}))
        found = opened(tmp_path / "x.zip")
        assert found.paths() == ("a/b",)
        assert found.is_canonical


class DescribeTheCommand:
    def it_judges_by_the_projects_own_releases(self, house, copyfit):
        path = f"release/1/{SLUG}/{PAGE}.docx"
        done = copyfit("verify", path, cwd=house.root, SOURCE_DATE_EPOCH="1774310400")
        assert done.returncode == 0, done.stdout + done.stderr
        assert done.stdout.startswith("intact: ")

    def it_is_not_proved_elsewhere_and_ends_with_1(self, house, copyfit, tmp_path):
        done = copyfit("verify", str(house.root / f"release/1/{SLUG}/{PAGE}.pdf"), "--json", cwd=tmp_path)
        assert done.returncode == 1
        assert json.loads(done.stdout)["verdict"] == "unproved"

    def it_is_a_wrong_use_where_there_is_nothing(self, copyfit, tmp_path):
        done = copyfit("verify", "nothing.pdf", cwd=tmp_path)
        assert (done.returncode, "there is nothing at nothing.pdf" in done.stderr) == (2, True)
