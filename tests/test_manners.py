"""How the commands behave at a terminal, in a pipe and in a shell."""

import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from copyfit.cli import facts
from copyfit.cli.completion import PLACES
from copyfit.machine import Check, command_that_mends
from terminal import at_terminal

BUILD = Path(__file__).resolve().parents[1] / "build"
COLOUR = re.compile(r"\x1b\[[0-9;]*m")


class DescribeATerminal:
    def it_is_shown_a_table_of_the_pages(self, copyfit, project):
        assert copyfit("build", "nato-iraq", cwd=project).returncode == 0
        status, said = at_terminal("build", "nato-iraq", cwd=project)
        assert status == 0
        plain = COLOUR.sub("", said)
        assert re.search(r"^page +type +full( +gave way)? +files$", plain, re.MULTILINE)
        page = r"^nato-iraq  academic   en  unchanged +[\d.]+/[\d.]+ pt +\d+%.* docx \d+ KB, pdf \d+ KB$"
        assert re.search(page, plain, re.MULTILINE)
        assert plain.rstrip().endswith("6 files up to date")
        assert COLOUR.search(said)

    def it_has_no_colours_if_nobody_wants_them(self, project):
        _, said = at_terminal("build", "nato-iraq", cwd=project, NO_COLOR="1")
        assert not COLOUR.search(said)

    def it_is_shown_the_line_that_is_wrong(self, project):
        path = project / "briefs/nato-iraq/brief.yaml"
        text = path.read_text()
        try:
            path.write_text(text.replace("subject:", "subjekt:", 1))
            status, said = at_terminal("check", "nato-iraq", cwd=project, NO_COLOR="1")
        finally:
            path.write_text(text)
        assert status == 1
        lines = said.splitlines()
        at = lines.index("briefs/nato-iraq/brief.yaml")
        assert lines[at + 1].startswith("  1:1  error  ")
        assert lines[at + 2] == "     1 │ subjekt: NATO and Iraq"
        assert lines[at + 3] == "       │ ^"

    @pytest.mark.parametrize("columns", [20, 200])
    def it_may_be_of_any_width(self, project, columns):
        assert at_terminal("build", "nato-iraq", cwd=project, columns=columns)[0] == 0

    def it_has_a_line_for_each_page_however_narrow_it_is(self, project):
        _, said = at_terminal("build", "nato-iraq", cwd=project, columns=40, NO_COLOR="1")
        pages = re.findall(r"^(\S*) +(\S+)  en +([\d.]+/[\d.]+ pt) +\d+%$", said, re.MULTILINE)
        assert [brief[:4] for brief, _, _ in pages] == ["nato", "", ""]


class DescribeQuietAndVerbose:
    @pytest.mark.parametrize("command", ["build", "check"])
    def it_says_nothing_but_what_is_wrong(self, copyfit, project, command):
        done = copyfit(command, "nato-iraq", "--quiet", cwd=project)
        said = (done.stdout + done.stderr).splitlines()
        assert done.returncode == 0
        assert all(line.startswith("  ") or re.search(r": (warning|notice): ", line) for line in said)

    def it_says_what_is_wrong_all_the_same(self, copyfit, project):
        done = copyfit("build", "nowhere", "-q", cwd=project)
        assert done.returncode == 2
        assert "nowhere" in done.stderr

    def it_says_more_if_asked(self, copyfit, project):
        done = copyfit("build", "nato-iraq", "--verbose", cwd=project)
        assert re.search(r"\d+ layouts?  break margin [\d.]+ pt", done.stdout)

    def it_moves_nothing_in_a_pipe(self, copyfit, project, tmp_path):
        done = copyfit("build", "--variant", "student", "--out", str(tmp_path / "out"), cwd=project)
        assert not re.search(r"[\x1b\r]", done.stdout + done.stderr)
        assert re.search(r"^\d+ files built in [\d.]+ s\n\Z", done.stderr, re.MULTILINE)


@pytest.fixture
def typed(tmp_path):
    """Run a shell in which `copyfit` is this program, and return what it prints."""
    program = tmp_path / "copyfit"
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m copyfit "$@"\n')
    program.chmod(0o755)

    def run(*command, cwd):
        environment = {"PATH": f"{tmp_path}:/usr/bin:/bin", "PYTHONPATH": str(BUILD), "HOME": str(tmp_path)}
        done = subprocess.run(
            command, cwd=cwd, env=environment, capture_output=True, text=True, timeout=120, check=False
        )
        return done.stdout

    return run


class DescribeFacts:
    def it_says_how_old_they_are_as_people_do(self, copyfit, project):
        said = copyfit("facts", cwd=project, SOURCE_DATE_EPOCH="1782993600").stdout
        assert re.search(r"^      as of 2011-12-31, 14 years old; review never; used in ", said, re.MULTILINE)
        assert re.search(r"^      as of 2026-03-20, 3 months old; ", said, re.MULTILINE)

    @pytest.mark.parametrize(
        ("path", "language"), [("briefs/x.y/brief.fr.yaml", "fr"), ("briefs/x/brief.yaml", "")]
    )
    def it_says_which_translation_has_them(self, path, language):
        assert facts._language(path) == language


class DescribeCompletion:
    @pytest.mark.parametrize(
        ("line", "offered"),
        [
            pytest.param("copyfit bu", {"build"}, id="command"),
            pytest.param("copyfit build nato", {"nato-iraq"}, id="brief"),
            pytest.param("copyfit build --variant st", {"student"}, id="variant"),
            pytest.param("copyfit check --language e", {"en"}, id="language"),
            pytest.param("copyfit check --report s", {"sarif"}, id="choice"),
            pytest.param("copyfit build --acc", {"--accessible"}, id="option"),
            pytest.param("copyfit completion f", {"fish"}, id="shell"),
        ],
    )
    def it_offers_names_in_a_real_bash(self, project, typed, line, offered):
        words = line.split(" ")
        script = (
            'eval "$(copyfit completion bash)"\n'
            f"COMP_WORDS=({' '.join(words)}); COMP_CWORD={len(words) - 1}\n"
            '_copyfit_completion copyfit; printf "%s\\n" "${COMPREPLY[@]}"\n'
        )
        assert set(typed("bash", "--norc", "-c", script, cwd=project).split()) == offered

    @pytest.mark.skipif(not shutil.which("fish"), reason="fish is not installed")
    def it_offers_names_in_a_real_fish(self, project, typed):
        script = (
            "copyfit completion fish | source; complete -C 'copyfit build nato'; complete -C 'copyfit bu'"
        )
        said = typed("fish", "--no-config", "-c", script, cwd=project).splitlines()
        assert [line.split("\t")[0] for line in said] == ["nato-iraq", "build"]

    @pytest.mark.skipif(not shutil.which("zsh"), reason="zsh is not installed")
    def it_offers_names_in_a_real_zsh(self, project, typed):
        """Type a line and Tab into a zsh at a terminal, and have it print what the line has become."""
        script = (
            "zmodload zsh/zpty; zpty z zsh -f -i\n"
            "zpty -w z 'autoload -Uz compinit && compinit -D'\n"
            """zpty -w z 'eval "$(copyfit completion zsh)"; echo REA""DY'\n"""
            "zpty -r z out '*READY*'\n"
            "zpty -w -n z $'copyfit build nato\\t'\n"
            "zpty -r z out '*nato-iraq*'\n"
            'print -r -- "$out"\n'
        )
        assert "nato-iraq" in typed("zsh", "-f", "-c", script, cwd=project)

    @pytest.mark.parametrize(
        ("line", "offered"),
        [
            ("copyfit build --only-rows ta", {"tarn"}),
            ("copyfit build districts --only-rows alder-bay,ta", {"alder-bay,tarn"}),
            ("copyfit build districts --only-rows tarn,ta", set()),
            ("copyfit build another --only-rows ta", set()),
        ],
    )
    def it_offers_the_rows_of_a_series(self, copyfit, tmp_path, line, offered):
        shutil.copytree(BUILD.parent / "examples/districts", tmp_path / "briefs/districts")
        (tmp_path / "templates").mkdir()
        words = {"COMP_WORDS": line, "COMP_CWORD": str(line.count(" ")), "_COPYFIT_COMPLETE": "bash_complete"}
        done = copyfit(cwd=tmp_path, **words)
        assert {one.partition(",")[2] for one in done.stdout.split()} == offered, done.stderr

    def it_offers_no_name_that_a_shell_or_a_terminal_would_act_on(self, copyfit, tmp_path):
        (tmp_path / "briefs").mkdir()
        for name in ("fine", "$(id)", "a;b", "a\x1b[31m", "-x", "a b"):
            (tmp_path / "templates" / name).mkdir(parents=True)
            (tmp_path / "templates" / name / "page.html.j2").touch()
        words = {"COMP_WORDS": "copyfit build --variant ", "COMP_CWORD": "3"}
        done = copyfit(cwd=tmp_path, _COPYFIT_COMPLETE="bash_complete", **words)
        assert (done.stdout, done.stderr) == ("plain,fine\n", "")

    @pytest.mark.parametrize("words", [{}, {"COMP_WORDS": "copyfit b", "COMP_CWORD": "x"}])
    def it_says_nothing_in_the_middle_of_a_line(self, copyfit, tmp_path, words):
        done = copyfit(cwd=tmp_path, _COPYFIT_COMPLETE="bash_complete", **words)
        assert (done.stdout, done.stderr) == ("", "")

    @pytest.mark.parametrize("shell", PLACES)
    def it_is_installed_by_one_command(self, copyfit, tmp_path, shell):
        home = tmp_path / "a home"
        home.mkdir()
        none = {"XDG_DATA_HOME": "", "XDG_CONFIG_HOME": ""}
        done = copyfit("completion", shell, "--install", cwd=tmp_path, HOME=str(home), **none)
        assert done.returncode == 0, done.stderr
        path = Path(done.stdout.strip())
        assert path.is_relative_to(home)
        assert "_COPYFIT_COMPLETE" in path.read_text()
        assert done.stderr.startswith("next: ")

    def it_is_silent_outside_of_a_project(self, copyfit, tmp_path):
        done = copyfit(
            cwd=tmp_path, COMP_WORDS="copyfit build x", COMP_CWORD="2", _COPYFIT_COMPLETE="bash_complete"
        )
        assert (done.stdout, done.stderr) == ("file,x\n", "")


class DescribeWhatIsNext:
    def it_can_be_pasted_whatever_the_folder_is_called(self, copyfit, tmp_path):
        name = "my briefings; touch gone"
        done = copyfit("init", name, cwd=tmp_path)
        (line,) = re.findall(r"^next: (.*)$", done.stderr, re.MULTILINE)
        folder = subprocess.run(
            ["bash", "-c", line.replace("copyfit build", "pwd")],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=True,
        )
        assert folder.stdout.strip() == str(tmp_path / name)
        assert not (tmp_path / "gone").exists()


class DescribeTheDoctor:
    FINE = Check("Pango", "1.50.12", "1.50", "no page", "apt install pango")

    @pytest.mark.parametrize(
        ("version", "fine"),
        [("1.50.12", True), ("1.50", True), ("1.9", False), ("", False), ("unknown", True)],
    )
    def it_compares_versions_as_numbers(self, version, fine):
        assert replace(self.FINE, version=version).is_fine is fine

    def it_names_one_command_for_all_that_is_missing(self):
        gone = replace(self.FINE, version="")
        other = replace(gone, remedy="pip install copyfit")
        extra = replace(gone, remedy="apt install git", optional=True)
        assert (
            command_that_mends([self.FINE, gone, gone, other, extra])
            == "apt install pango && pip install copyfit"
        )
        assert command_that_mends([self.FINE, extra]) == ""
