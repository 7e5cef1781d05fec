"""`check` says each finding of the editorial rules, `build` stops at errors and counts the rest."""

import json
import shutil

import pytest

from conftest import ROOT

LONG = " ".join(["mud"] * 26)
BRIEF = """\
subject: Harbour
title: Dredge the harbour before the summer
language: en
date: 2026-03-23
as_of: 2026-03-20
version: "1.0"
desk: Ports desk
contact: ports@example.org
fit: {executive: {body_pt: 10}}
bottom_line: {id: bottom-line, text: %s}
outlook:
  id: outlook
  text: >-
    The tide decides. It brings
    %s.
"""
WAIVER = """\
waivers:
  - {rule: sentence-length, reason: A law is quoted whole, owner: Head of Desk, expires: 2026-12-31}
"""
DAYS = {"SOURCE_DATE_EPOCH": "1795478400"}  # 24 November 2026
LATER = {"SOURCE_DATE_EPOCH": "1798848000"}  # 2 January 2027


@pytest.fixture
def desk(tmp_path, copyfit):
    """Return a function that runs a command on a project with one brief and one variant."""
    for name in ("executive", "shared"):
        shutil.copytree(ROOT / "templates" / name, tmp_path / "templates" / name)
    (tmp_path / "briefs/harbour").mkdir(parents=True)

    def run(brief, *command, **variables):
        (tmp_path / "briefs/harbour/brief.yaml").write_text(brief)
        return copyfit(*command, cwd=tmp_path, **{**DAYS, **variables})

    return run


def findings(done):
    """Return the lines of problems that are the rules', and not the fit's."""
    return [line for line in done.stdout.splitlines() if line.startswith("briefs/") and "full" not in line]


class DescribeAWarningOfARule:
    BRIEF = BRIEF % ("Dredge it.", LONG)

    def it_is_said_by_check_with_file_line_column_and_hint(self, desk):
        done = desk(self.BRIEF, "check")
        assert done.returncode == 0
        (line,) = findings(done)
        assert line.startswith(
            "briefs/harbour/brief.yaml:14:23: warning: a sentence has 28 words; 25 are the most"
        )
        assert line.endswith("[sentence-length]")
        assert "\n  make it two\n" in done.stdout

    def it_is_counted_by_build_which_writes_the_files(self, desk, tmp_path):
        done = desk(self.BRIEF, "build")
        assert done.returncode == 0
        assert "1 editorial warning: copyfit check says them" in done.stderr
        assert "a sentence has" not in done.stderr
        manifest = json.loads((tmp_path / "dist/manifest.json").read_text())
        assert [one["code"] for one in manifest["editions"][0]["account"]["review"]["findings"]] == [
            "sentence-length"
        ]

    def it_stops_a_strict_build(self, desk, tmp_path):
        done = desk(self.BRIEF, "build", "--strict")
        assert done.returncode == 1
        assert "error: a sentence has 28 words" in done.stderr
        assert not list(tmp_path.glob("dist/harbour/*"))

    def it_is_silent_while_it_is_waived_and_the_manifest_says_so(self, desk, tmp_path):
        waived = self.BRIEF + WAIVER
        assert findings(desk(waived, "check")) == []
        desk(waived, "build")
        manifest = json.loads((tmp_path / "dist/manifest.json").read_text())
        assert manifest["editions"][0]["account"]["review"]["waivers"] == [
            {
                "rule": "sentence-length", "reason": "A law is quoted whole", "owner": "Head of Desk",
                "expires": "2026-12-31",
                "place": {"path": "briefs/harbour/brief.yaml", "line": 17, "column": 5},
            }
        ]  # fmt: skip
        later = desk(waived, "build", **LATER)
        assert "the waiver of `sentence-length` held until 2026-12-31" in later.stderr
        assert "1 editorial warning" in later.stderr


class DescribeAnErrorOfARule:
    def it_stops_the_build_and_leaves_what_was_there(self, desk, tmp_path):
        assert desk(BRIEF % ("Dredge it.", "sand"), "build").returncode == 0
        before = {path: path.read_bytes() for path in tmp_path.glob("dist/harbour/*")}
        done = desk(BRIEF % ("Dredge it. Pay for it. Do it now.", "sand"), "build")
        assert done.returncode == 1
        assert "briefs/harbour/brief.yaml:10:38: error: the bottom line has 3 sentences" in done.stderr
        assert before == {path: path.read_bytes() for path in tmp_path.glob("dist/harbour/*")}


def test_a_new_brief_keeps_every_rule(copyfit, tmp_path):
    """Its dates are those of the day, so that a line may be tight; that is no rule's."""
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    (tmp_path / "briefs").mkdir()
    assert copyfit("new", "harbour-works", cwd=tmp_path, **DAYS).returncode == 0
    said = json.loads(copyfit("check", "--json", cwd=tmp_path, **DAYS).stdout)
    assert {problem["code"] for problem in said["problems"]} <= {"page-short", "tight-line", "unwritten"}
