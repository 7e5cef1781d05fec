"""Rule `hosts`: whose address a link is, told at the source."""

import pytest

from copyfit.errors import TemplateError
from copyfit.rules.hosts import host_of, is_within
from copyfit.rules.registry import packaged_rules

TEXT = """\
subject: Harbour
title: "The harbour: dredge it or leave it"
language: en
date: 2026-03-23
as_of: 2026-03-20
version: "1.0"
desk: Ports desk
contact: ports@example.org
argument:
  - {id: arg-1, priority: 1, lead: Dredging pays., text: "It pays within a year [@survey]."}
"""
SURVEY = """\
- id: survey
  type: report
  title: A survey
  publisher: Port office
  issued: {date-parts: [[2026]]}
"""
HOUSE = b"organisation: Ports\nstyle: house.css\npage: A4\n"


@pytest.fixture
def found(page_of, problems_of):
    """Return a function that says what the rule finds in a source with more lines, in a house."""

    def run(more, house=HOUSE):
        page = page_of(TEXT, "academic", files={"briefs/harbour/sources.yaml": f"{SURVEY}{more}".encode(),
                                                "templates/shared/house.yaml": house})  # fmt: skip
        return problems_of("hosts", page)

    return run


class DescribeALink:
    @pytest.mark.parametrize(
        "more",
        [
            "",
            "  DOI: 10.1000/182\n",
            "  URL: https://web.archive.org/web/2026/https://ports.example/survey\n",
            "  URL: https://copies.example/survey\n  host: checked\n",
            "  read_at: https://copies.example/survey\n",
        ],
    )
    def it_needs_no_word_where_it_is_a_doi_an_archive_or_checked(self, found, more):
        assert found(more) == []

    def it_is_asked_about_at_its_line_with_what_to_write(self, found):
        (problem,) = found("  URL: https://www.copies.example/survey\n")
        assert str(problem.place) == "briefs/harbour/sources.yaml:6:8"
        assert problem.severity == "warning"
        assert (
            problem.message == "the source `survey` links to copies.example, of which the house knows nothing"
        )
        assert "`Port office: copies.example`" in problem.hint

    def it_is_at_home_where_the_house_says_so(self, found):
        link = "  URL: https://data.ports.example/survey\n"
        assert found(link, HOUSE + b"hosts: {Port office: ports.example}\n") == []
        assert found(link, HOUSE + b"hosts: {Somebody: [a.example, ports.example]}\n") == []
        assert len(found(link, HOUSE + b"hosts: {Port office: other.example, B: ports.example}\n")) == 1

    @pytest.mark.parametrize(
        "said", ["nato.int", "[a.example]", "{Port office: https://a.example/}", "{Port office: 7}"]
    )
    def it_is_no_host_that_is_none(self, found, said):
        with pytest.raises(TemplateError) as error:
            found("  URL: https://a.example/\n", HOUSE + f"hosts: {said}\n".encode())
        (problem,) = error.value.problems
        assert problem.place.path == "templates/shared/house.yaml"
        assert problem.place.line == 4


class DescribeAHost:
    @pytest.mark.parametrize(
        ("address", "host"),
        [
            ("https://www.nato.int/x", "nato.int"),
            ("http://a.example:8080/x@b.example", "a.example"),
            ("https://[x", "https://[x"),
        ],
    )
    def it_is_read_off_an_address(self, address, host):
        assert host_of(address) == host

    def it_is_within_another_by_whole_labels_only(self):
        assert is_within("iris.who.int", frozenset({"who.int"}))
        assert not is_within("notwho.int", frozenset({"who.int"}))

    def it_is_an_archive_by_the_rules_own_list(self):
        assert {"doi.org", "archive.org", "arxiv.org"} <= set(packaged_rules()["hosts"].limits["archives"])
