"""The repository's own briefs keep the editorial rules, or say why not."""

import json

import pytest

from .editions import EDITIONS


@pytest.fixture(scope="module")
def reviews(built):
    """Return what the rules said of each edition."""
    manifest = json.loads((built[0] / "manifest.json").read_text())
    return {
        (one["brief"], one["variant"], one["language"]): one["account"]["review"]
        for one in manifest["editions"]
    }


@pytest.mark.parametrize("names", EDITIONS, ids="-".join)
def it_breaks_no_rule_that_it_has_not_waived(reviews, names):
    review = reviews[names]
    waived = {waiver["rule"] for waiver in review["waivers"]}
    broken = [finding for finding in review["findings"] if finding["code"] not in waived]
    assert [(finding["code"], finding["message"], finding["place"]) for finding in broken] == []


@pytest.mark.parametrize("brief", sorted({slug for slug, _, language in EDITIONS if language == "en"}))
def it_has_a_student_page_that_reads_three_grades_below_the_academic_or_at_grade_five(reviews, brief):
    student, academic = (
        reviews[brief, variant, "en"]["measures"]["flesch_kincaid_grade"]
        for variant in ("student", "academic")
    )
    assert student <= 10
    assert student <= max(academic - 3, 5)


@pytest.mark.parametrize(
    "names", [names for names in EDITIONS if names[0] == "nato-iraq" and names[2] != "en"], ids="-".join
)
def it_says_of_a_translation_whether_it_was_signed(reviews, names):
    translation = reviews[names]["translation"]
    assert translation["status"] in ("unreviewed", "reviewed")
    assert translation["status"] == "unreviewed" or translation["by"]
