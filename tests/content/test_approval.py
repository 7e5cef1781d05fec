"""A brief is a draft, approved, or neither; what contradicts itself is told with its line."""

import pytest

from copyfit.content.approval import status_of
from copyfit.content.load import load_brief
from copyfit.errors import BriefError, TemplateError
from copyfit.make import make
from copyfit.project import inputs_of, snapshot, variants
from copyfit.protocol import Job
from samples import ROOT

SLUG = "school-phones"
ARCHIVED = "nato-iraq"
PATH = f"briefs/{SLUG}/brief.yaml"
APPROVAL = b"\napproval: {by: Head of desk, on: 2030-01-02}\n"


def loaded(more=b"", **files):
    given = snapshot(ROOT, SLUG)
    return load_brief({**given, PATH: given[PATH] + more}, SLUG)


class DescribeTheStatus:
    @pytest.mark.parametrize(
        ("more", "status"), [(b"", "unapproved"), (b"\ndraft: true\n", "draft"), (APPROVAL, "approved")]
    )
    def it_is_one_of_three(self, more, status):
        assert status_of(loaded(more).brief) == status

    def it_may_be_approved_and_archived(self):
        files = snapshot(ROOT, ARCHIVED)
        path = f"briefs/{ARCHIVED}/brief.yaml"
        brief = load_brief({**files, path: files[path] + APPROVAL}, ARCHIVED).brief
        assert brief.archived
        assert status_of(brief) == "approved"


class DescribeWhatCannotBeTrue:
    def it_is_a_draft_that_somebody_approved(self):
        with pytest.raises(BriefError) as caught:
            loaded(APPROVAL + b"draft: true\n")
        (problem,) = caught.value.problems
        assert problem.message == "a draft is not approved, and this one says that Head of desk approved it"
        assert problem.place.line

    def it_is_an_approval_before_the_information_ends(self):
        with pytest.raises(BriefError) as caught:
            loaded(b"\napproval: {by: Head of desk, on: 1999-12-31}\n")
        (problem,) = caught.value.problems
        assert problem.code == "days-contradict"
        assert "1999-12-31" in problem.message

    def it_is_an_approval_by_nobody(self):
        with pytest.raises(BriefError):
            loaded(b"\napproval: {on: 2030-01-02}\n")


class DescribeATemplateThatForgetsTheDraft:
    @pytest.mark.parametrize(
        ("path", "old", "new", "hint"),
        [
            (
                "templates/shared/page.html.j2",
                b"{{ banner(brief, labels) }}",
                b"",
                "print {{ labels.draft }}",
            ),
            ("templates/shared/labels/en.yaml", b"draft: DRAFT\n", b"", "write `draft: DRAFT` into"),
        ],
    )
    def it_is_told(self, path, old, new, hint):
        files = dict(inputs_of(snapshot(ROOT, SLUG), "executive"))
        files[PATH] += b"\ndraft: true\n"
        assert old in files[path]
        files[path] = files[path].replace(old, new)
        if path.endswith(".yaml"):
            shared = "templates/shared/page.html.j2"
            files[shared] = (
                files[shared]
                .replace(b"{{ banner(brief, labels) }}", b"")
                .replace(b"({{ labels.draft }})", b"")
            )
        with pytest.raises(TemplateError) as caught:
            make(Job(files, SLUG, "executive", "en-US", ("pdf",), variants(snapshot(ROOT, SLUG))))
        (problem,) = caught.value.problems
        assert problem.message == "the brief is a draft, and the page does not say so"
        assert hint in problem.hint
