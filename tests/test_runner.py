"""What copyfit prints in CI is obeyed by no runner, whatever a stranger wrote into a brief."""

import json
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copyfit.annotation import FORMS
from copyfit.build import Report, Result
from copyfit.errors import Place, Problem
from copyfit.project import EditionId
from copyfit.runner import JSON, XML, obeyed_by_none

COMMANDS = [
    "::add-mask::e",
    "  ::set-output name=x::y",
    "\u00a0::error::forged",
    "\x1b[1m::stop-commands::x",
    "one\n::add-mask::e",
    "##[add-mask]e",
    "a text with ##[set-output name=x]y in it",
    "###[group]x",
    "##vso[task.setvariable variable=PATH]/tmp",
    "##teamcity[buildStatus status='SUCCESS']",
]
PLAIN = ["a :: b", "C# and #[x]", "## A heading [x]", "a:b", "#1 ## 2", "", "x ::error::"]


def is_command(line):
    """Return whether a runner would take a line for a command, read as their sources do."""
    github = line.strip().startswith("::") and "::" in line.strip()[2:]
    return github or any(mark in line for mark in ("##[", "##vso[", "##teamcity["))


class DescribeACommand:
    @pytest.mark.parametrize("text", COMMANDS)
    def it_is_spelled_so_that_nobody_obeys(self, text):
        bare = text.replace("\x1b[1m", "")
        assert any(is_command(line) for line in bare.splitlines())
        said = obeyed_by_none(text).replace("\x1b[1m", "")
        assert not any(is_command(line) for line in said.splitlines())
        assert said.encode().decode("unicode_escape").encode("latin-1").decode() == bare

    @pytest.mark.parametrize("text", [one for one in PLAIN if not is_command(one)])
    def it_is_nothing_else(self, text):
        assert obeyed_by_none(text) == text

    @given(text=st.text(st.sampled_from("#:[] \nvsoa"), max_size=30))
    def it_is_none_in_json_and_xml_which_say_the_same(self, text):
        told = obeyed_by_none(json.dumps({"a": text}), JSON)
        assert json.loads(told) == {"a": text}
        markup = obeyed_by_none(f"<a>{text}</a>", XML)
        assert (ElementTree.fromstring(markup).text or "") == text
        assert not any(is_command(line) for line in (*told.splitlines(), *markup.splitlines()))


class DescribeAReport:
    REPORT = Report(
        tuple(
            Result(
                EditionId("x", "executive", "en"),
                "failed",
                ("pdf",),
                problems=(Problem("a", f"says `{text}`\n{text}", text, Place(text, 1)),),
            )
            for text in COMMANDS
        )
    )

    @pytest.mark.parametrize("form", ["sarif", "junit"])
    def it_commands_nothing(self, form):
        assert not any(is_command(line) for line in FORMS[form](self.REPORT, "").splitlines())

    @pytest.mark.parametrize(
        "text", ["\x1b]0;x\a", "\ud800", "\u202eb", "\0", "]]>", "&x;", "\ufffe", "\x85", "\r\n"]
    )
    def it_can_be_read_whatever_it_quotes(self, text):
        problem = Problem("a", f"says `{text}`", text, Place(f"a{text}", 1))
        report = Report((Result(EditionId("x", "executive", "en"), "failed", ("pdf",), problems=(problem,)),))
        for form, read in (("sarif", json.loads), ("junit", ElementTree.fromstring), ("github", str.encode)):
            told = FORMS[form](report, "")
            read(told)
            told.encode()
            assert not any(sign in told for sign in "\x1b\a\0\x85\r\u202e\ufffe")

    def it_commands_what_it_means_alone(self):
        """GitHub reads the first command of a line, and what stands in that is text."""
        lines = FORMS["github"](self.REPORT, "").splitlines()
        assert len(lines) == len(COMMANDS)
        assert all(line.startswith("::error title=a,file=") for line in lines)


class DescribeALine:
    def it_of_a_build_is_not_obeyed(self, copyfit, tmp_path):
        for folder in ("briefs/x", "templates/executive"):
            (tmp_path / folder).mkdir(parents=True)
        (tmp_path / "briefs/x/brief.yaml").write_text('subject: "::add-mask::e"\n"##[add-mask]e": 1\n')
        for arguments in (("build",), ("check", "--report", "junit")):
            done = copyfit(*arguments, cwd=tmp_path)
            said = (done.stdout + done.stderr).splitlines()
            assert said
            assert not any(is_command(line) for line in said)
