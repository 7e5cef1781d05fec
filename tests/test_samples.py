"""The briefs that the repository ships are right today, and on any later day."""

import datetime as dt
import json
import shutil

import pytest

from samples import ROOT, SAMPLES


@pytest.fixture(scope="module")
def shipped(tmp_path_factory):
    """Return a project with the shipped briefs and templates, and no other."""
    root = tmp_path_factory.mktemp("samples")
    shutil.copytree(ROOT / "templates", root / "templates")
    for slug in SAMPLES:
        shutil.copytree(ROOT / "briefs" / slug, root / "briefs" / slug)
    return root


def it_passes_a_strict_check(copyfit, shipped):
    done = copyfit("check", "--strict", "--json", cwd=shipped)
    said = json.loads(done.stdout)["problems"]
    assert {problem["code"] for problem in said} <= {"unreviewed-translation"}
    assert {problem["severity"] for problem in said} <= {"notice"}
    assert done.returncode == 0


def it_passes_a_check_two_years_on_though_the_age_of_its_facts_takes_room(copyfit, shipped):
    later = str(int(dt.datetime(2028, 11, 25, tzinfo=dt.UTC).timestamp()))
    done = copyfit("check", "--json", cwd=shipped, SOURCE_DATE_EPOCH=later)
    said = json.loads(done.stdout)["problems"]
    assert {problem["code"] for problem in said} <= {"unreviewed-translation", "shortened", "left-out"}
    assert done.returncode == 0


def it_says_on_each_page_that_it_is_archived(copyfit, shipped):
    import pypdfium2

    done = copyfit("build", "nato-iraq", "--language", "en", "--format", "pdf", cwd=shipped)
    assert done.returncode == 0, done.stderr
    for path in shipped.glob("dist/nato-iraq/*.pdf"):
        text = pypdfium2.PdfDocument(path)[0].get_textpage().get_text_bounded()
        assert "As of 20 March 2026; not updated since" in " ".join(text.split())


def it_lists_the_files_before_what_is_said_of_them(copyfit, shipped):
    done = copyfit("build", "nato-iraq", "--format", "pdf", "--json", cwd=shipped)
    assert json.loads(done.stdout)["artifacts"]
    both = copyfit("check", "nato-iraq", "--language", "fr", cwd=shipped).stdout
    assert both.index("nato-iraq") < both.index("is unreviewed")
