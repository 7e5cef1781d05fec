"""What the finished files say of where they come from, read with other programs' eyes."""

import io
import zipfile
from xml.etree import ElementTree

import pikepdf
import pytest

from copyfit.make import make
from copyfit.origin import NAMES, inputs_digest, origin_from
from copyfit.project import inputs_of, snapshot, variants
from copyfit.protocol import Job
from guides import names, rows, under
from samples import ROOT

SLUG = "school-phones"
CUSTOM = "{http://schemas.openxmlformats.org/officeDocument/2006/custom-properties}property"
BRIEF = f"briefs/{SLUG}/brief.yaml"


def job(**changes):
    given = snapshot(ROOT, SLUG)
    files = {**inputs_of(given, "executive"), **changes.pop("files", {})}
    return Job(files, SLUG, "executive", "en-US", ("pdf", "docx"), variants(given), **changes)


@pytest.fixture(scope="module")
def made():
    return make(job())


def claims_of_pdf(data):
    with pikepdf.open(io.BytesIO(data)) as pdf, pdf.open_metadata() as xmp:
        listed = {str(key): str(value) for key, value in pdf.docinfo.items()}
        return (
            {name: xmp[f"{{urn:copyfit:origin/}}{name}"] for name in NAMES},
            {name: listed[f"/copyfit.{name}"] for name in NAMES},
        )


def claims_of_docx(data):
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        root = ElementTree.fromstring(package.read("docProps/custom.xml"))
    return {one.get("name").removeprefix("copyfit."): one[0].text for one in root.iter(CUSTOM)}


class DescribeTheClaims:
    def it_has_the_same_in_xmp_in_the_dictionary_and_in_word(self, made):
        xmp, listed = claims_of_pdf(made.files["pdf"])
        assert xmp == listed == claims_of_docx(made.files["docx"]) == made.account.origin.as_items()

    def it_says_what_the_job_was(self, made):
        asked = job()
        said = made.account.origin
        assert (said.brief, said.variant, said.language, said.version) == (SLUG, "executive", "en-US", "1.0")
        assert said.status == "unapproved"
        assert said.inputs == inputs_digest(asked.id.parts, asked.files, {})

    def it_is_explained_one_by_one(self):
        told = [names(row[0])[0] for row in rows(under("docs/releases.md", "What a file says of itself"))]
        assert told == [f"copyfit.{name}" for name in NAMES]

    def it_is_whole_or_none(self):
        assert origin_from({"brief": "a"}) is None
        assert origin_from(dict.fromkeys(NAMES, "x")).inputs == "x"


class DescribeTheDigestOfTheInputs:
    def it_changes_with_any_file_any_name_and_any_option(self):
        files = {"a": b"1", "b": b"2"}
        digests = {
            inputs_digest(edition, given, options)
            for edition in (("x", "y", "en"), ("x", "y", "fr"))
            for given in (files, {**files, "b": b"3"}, {"a": b"1"}, {"a": b"12", "b": b""})
            for options in ({}, {"accessible": "yes"})
        }
        assert len(digests) == 16

    def it_does_not_ask_in_which_order_files_came(self):
        assert inputs_digest(("x",), {"a": b"1", "b": b"2"}, {}) == inputs_digest(
            ("x",), {"b": b"2", "a": b"1"}, {}
        )


class DescribeADraft:
    @pytest.mark.parametrize("form", ["pdf", "docx"])
    def it_says_so_in_both_formats_and_in_the_properties(self, form):
        text = snapshot(ROOT, SLUG)[BRIEF] + b"\ndraft: true\n"
        made = make(job(files={BRIEF: text}))
        assert made.account.origin.status == "draft"
        if form == "docx":
            with zipfile.ZipFile(io.BytesIO(made.files["docx"])) as package:
                running = [n for n in package.namelist() if n.startswith(("word/header", "word/footer"))]
                assert all("DRAFT" in package.read(n).decode() for n in running if n.endswith(".xml"))
                core = package.read("docProps/core.xml").decode()
            assert "Draft</cp:contentStatus>" in core
        else:
            from copyfit.proof.pdfium import opened

            with opened(made.files["pdf"]) as pdf:
                assert pdf[0].get_textpage().get_text_range().count("DRAFT") == 2
