"""A check as GitHub, SARIF and JUnit have it."""

import json
import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_sarif.model import StaticAnalysisResultsFormatSarifVersion210JsonSchema as SarifLog

from copyfit.annotation import FORMS, prefix_of
from copyfit.build import Report, Result
from copyfit.errors import Place, Problem
from copyfit.project import EditionId

ERROR = Problem("unknown-key", "unknown key `titel`, quite sure", "look", Place("b/x.yaml", 14, 7))
WARNING = Problem(
    "stale-fact", "a fact: old, 100 % worn", "look\nagain", Place("b/a, b:c.yaml", 2), "warning"
)
NOTICE = Problem("left-over", "something is left", severity="notice")
PAGE = Result(EditionId("x", "executive", "en"), "failed", ("pdf",), problems=(WARNING, ERROR))
FINE = Result(EditionId("x", "student", "en"), "checked", ("pdf",), advice=(WARNING,))
REPORT = Report((PAGE, FINE), (NOTICE,))

texts = st.text(max_size=40)
problems = st.builds(
    Problem,
    code=st.sampled_from(["a", "b-c"]),
    message=texts,
    hint=texts,
    place=st.none() | st.builds(Place, texts.filter(bool), st.integers(0, 99), st.integers(0, 99)),
    severity=st.sampled_from(["error", "warning", "notice"]),
)


class DescribeGitHub:
    def it_puts_each_problem_beside_its_line_gravest_first(self):
        assert FORMS["github"](REPORT, "sub/").splitlines() == [
            "::error title=unknown-key,file=sub/b/x.yaml,line=14,col=7::unknown key `titel`, quite sure%0Alook",  # noqa: E501
            "::warning title=stale-fact,file=sub/b/a%2C b%3Ac.yaml,line=2::a fact: old, 100 %25 worn%0Alook%0Aagain",  # noqa: E501
            "::notice title=left-over::something is left",
        ]

    @given(found=st.lists(problems, max_size=3))
    def it_is_one_line_for_each_whatever_is_said(self, found):
        lines = FORMS["github"](Report((), tuple(found)), "").split("\n")
        assert len(lines) - 1 == len(set(found))
        assert all(re.match(r"::(error|warning|notice) ", line) for line in lines[:-1])


class DescribeSarif:
    def it_is_valid_by_its_schema(self):
        SarifLog.model_validate_json(FORMS["sarif"](REPORT, "sub/"))

    @given(found=st.lists(problems, max_size=3))
    def it_is_valid_whatever_is_said(self, found):
        SarifLog.model_validate_json(FORMS["sarif"](Report((), tuple(found)), ""))

    def it_names_file_line_and_column_from_the_top_of_the_repository(self):
        (run,) = json.loads(FORMS["sarif"](REPORT, "sub/"))["runs"]
        where = {one["ruleId"]: one.get("locations") for one in run["results"]}
        assert where["unknown-key"] == [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": "sub/b/x.yaml", "uriBaseId": "%SRCROOT%"},
                    "region": {"startLine": 14, "startColumn": 7},
                }
            }
        ]
        assert (
            where["stale-fact"][0]["physicalLocation"]["artifactLocation"]["uri"] == "sub/b/a%2C%20b%3Ac.yaml"
        )
        assert where["left-over"] is None
        assert [one["level"] for one in run["results"]] == ["note", "warning", "error"]
        assert all(
            run["tool"]["driver"]["rules"][one["ruleIndex"]]["id"] == one["ruleId"] for one in run["results"]
        )

    def it_knows_a_problem_again_that_moved_to_another_line(self):
        def prints(line):
            report = Report((), (Problem("a", "m", place=Place("x", line)),))
            (run,) = json.loads(FORMS["sarif"](report, ""))["runs"]
            return run["results"][0]["partialFingerprints"]

        assert prints(3) == prints(99)


class DescribeJunit:
    def it_has_a_test_for_each_page(self):
        suite = ElementTree.fromstring(FORMS["junit"](REPORT, "sub/"))
        assert (suite.get("tests"), suite.get("failures")) == ("3", "1")
        names = [(case.get("classname"), case.get("name")) for case in suite]
        assert names == [("x", "executive en"), ("x", "student en"), ("copyfit", "the project")]
        failure = suite[0].find("failure")
        assert failure.get("type") == "unknown-key"
        assert failure.text.startswith("sub/b/x.yaml:14:7: unknown key")
        assert suite[1].find("failure") is None
        assert "stale" not in suite[1].findtext("system-out")
        assert "a fact: old, 100 % worn" in suite[1].findtext("system-out")

    @given(found=st.lists(problems, max_size=3))
    def it_is_xml_whatever_is_said(self, found):
        ElementTree.fromstring(FORMS["junit"](Report((), tuple(found)), ""))


class DescribePaths:
    def it_begins_at_the_top_of_the_repository(self, tmp_path):
        (tmp_path / ".git").mkdir()
        (tmp_path / "a/b").mkdir(parents=True)
        assert prefix_of(tmp_path) == ""
        assert prefix_of(tmp_path / "a/b") == "a/b/"


class DescribeTheCommand:
    @pytest.mark.parametrize("form", FORMS)
    def it_prints_nothing_else_to_standard_output(self, copyfit, project, form):
        done = copyfit("check", "nato-iraq", "--report", form, cwd=project)
        assert done.returncode == 0
        if form == "github":
            assert all(line.startswith("::") for line in done.stdout.splitlines())
        if form == "sarif":
            SarifLog.model_validate_json(done.stdout)
        if form == "junit":
            assert len(ElementTree.fromstring(done.stdout)) == 3
        assert "3 pages checked" in done.stderr

    def it_is_a_report_also_when_nothing_could_be_checked(self, copyfit, project):
        done = copyfit("check", "nowhere", "--report", "sarif", cwd=project)
        assert done.returncode == 2
        SarifLog.model_validate_json(done.stdout)
        assert "unknown-brief" in done.stdout

    def it_is_one_form(self, copyfit, project):
        assert copyfit("check", "--report", "sarif", "--json", cwd=project).returncode == 2
