"""An archival PDF: PDF/A-3a and PDF/UA-1 in one file, with the page's data and its sources inside."""

import datetime as dt
import gc
import io
import json
import os
import random
import warnings

import outloud
import pikepdf
import pytest

import page as pdf_validation
from artifacts.editions import EDITIONS, FILES
from artifacts.test_pages import NO_FAULTS
from copyfit.make import make
from copyfit.project import inputs_of, variants
from copyfit.protocol import Job
from release.house import BRIEF, SOURCES

PROFILES = (pdf_validation.ValidationProfile.PDF_A_3A, pdf_validation.ValidationProfile.PDF_UA_1)
SLUG = "school-phones"
DRAWN = [(SLUG, "executive", "en-US"), ("nato-iraq", "executive", "ar")]
HERE = EDITIONS if os.environ.get("COPYFIT_PROVE") else DRAWN + random.Random(20260320).sample(EDITIONS, 1)


def made(names, all_files=None, **options):
    slug, variant, language = names
    all_files = all_files or FILES[slug]
    files = inputs_of(all_files, variant)
    job = Job(files, slug, variant, language, ("pdf",), variants(all_files), {"archival": "yes", **options})
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # the engine leaves its colour profile open
        content = make(job).files["pdf"]
        gc.collect()
    return content


def faults_in(path):
    """Return what outloud finds wrong with a file."""
    found = outloud.check(str(path)).findings
    return [f"{one.rule}: {one.message}" for one in found if one.rule not in NO_FAULTS]


def attached(content):
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert [str(one.UF) for one in pdf.Root.AF] == list(pdf.attachments)
        return {
            name: (
                pdf.attachments[name].get_file().read_bytes(),
                str(pdf.attachments[name].obj.AFRelationship),
            )
            for name in pdf.attachments
        }


@pytest.mark.parametrize("names", dict.fromkeys(HERE), ids="-".join)
def test_it_passes_both_standards_and_a_second_checker(names, tmp_path):
    content = made(names)
    for profile in PROFILES:
        report = pdf_validation.validate_pdf_bytes(content, profile=profile)
        assert [f"{failure.rule_id}: {failure.message}" for failure in report.failures] == []
        assert report.rules.total > 100
    (tmp_path / "x.pdf").write_bytes(content)
    assert faults_in(tmp_path / "x.pdf") == []


@pytest.fixture(scope="module")
def content():
    return made((SLUG, "executive", "en-US"))


class DescribeWhatGoesAlong:
    def it_is_the_data_behind_the_charts_on_this_page_and_no_other(self, content):
        found = attached(content)
        assert list(found) == ["learning.csv", "sources.json"]
        path = f"briefs/{SLUG}/figures/learning.csv"
        assert found["learning.csv"] == (FILES[SLUG][path], "/Data")

    def it_is_the_rows_of_a_table_that_stand_in_a_file(self):
        slug = "harbour"
        table = BRIEF + (
            "tables:\n  - {id: fares, title: Fares, columns: [{head: Line}, {head: Euros, align: end}], "
            "rows: figures/fares.csv}\n  - {id: other, title: Other, only: [academic], "
            "columns: [{head: Line}, {head: Euros}], rows: figures/other.csv}\n"
        )
        files = {path: content for path, content in FILES[SLUG].items() if path.startswith("templates/")}
        files |= {
            f"briefs/{slug}/brief.yaml": table.replace("[executive]", "[executive, academic]").encode(),
            f"briefs/{slug}/sources.yaml": SOURCES.encode(),
            f"briefs/{slug}/figures/fares.csv": b"line,euros\nNorth,4\nSouth,5\n",
            f"briefs/{slug}/figures/other.csv": b"line,euros\nEast,6\n",
        }
        found = attached(made((slug, "executive", "en"), files))
        assert list(found) == ["fares.csv", "sources.json"]
        assert found["fares.csv"] == (files[f"briefs/{slug}/figures/fares.csv"], "/Data")

    def it_is_the_sources_of_this_page(self, content):
        listed = json.loads(attached(content)["sources.json"][0])
        assert listed
        assert all(item["title"] and item["id"] for item in listed)

    def it_is_the_brief_only_if_that_is_asked_for(self):
        found = attached(made((SLUG, "executive", "en-US"), **{"embed-brief": "yes"}))
        assert found["brief.yaml"] == (FILES[SLUG][f"briefs/{SLUG}/brief.yaml"], "/Source")

    def it_is_dated_by_the_brief_and_makes_the_same_bytes_again(self, content):
        with pikepdf.open(io.BytesIO(content)) as pdf:
            day = pdf.attachments["learning.csv"].get_file().creation_date
        assert day.date() == dt.date(2026, 6, 8)
        assert made((SLUG, "executive", "en-US")) == content

    def it_is_nothing_in_any_other_pdf(self, project):
        with pikepdf.open(project / "dist/nato-iraq/nato-iraq-executive-en.pdf") as pdf:
            assert list(pdf.attachments) == []
            assert "/AF" not in pdf.Root


def test_a_brief_goes_along_in_archival_pdfs_alone(copyfit, project):
    done = copyfit("build", "--embed-brief", cwd=project)
    assert done.returncode == 2
    assert "say --archival as well" in done.stderr
