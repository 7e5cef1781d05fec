"""What becomes of what is printed: closed, full and narrow streams, signals, odd folders and machines."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

BUILD = Path(__file__).resolve().parents[1] / "build"


@pytest.fixture
def shell(project):
    """Return a function that runs a line of shell in the project, `copyfit` in it being the command."""

    def run(line, cwd=project, **variables):
        command = f"{sys.executable} -m copyfit"
        return subprocess.run(
            ["bash", "-o", "pipefail", "-c", f'copyfit() {{ {command} "$@"; }}; {line}'],
            cwd=cwd,
            env=os.environ | {"PYTHONPATH": str(BUILD), "SOURCE_DATE_EPOCH": "1774000000"} | variables,
            capture_output=True,
            text=True,
            timeout=120,
            stdin=subprocess.DEVNULL,
            errors="replace",
        )

    return run


class DescribeAStream:
    @pytest.mark.parametrize("command", ["build", "doctor", "schema", "facts", "--help", "build --json"])
    @pytest.mark.parametrize(
        ("line", "status"),
        [("{} >&-", 0), ("{} 2>&-", 0), ("{} <&-", 0), ("{} | head -c 0", 0), ("{} >/dev/full", 3)],
        ids=["closed", "no errors", "no input", "nobody reads", "full"],
    )
    def it_may_be_of_any_kind(self, shell, command, line, status):
        done = shell(line.format(f"copyfit {command}"))
        assert done.returncode == status, done.stderr
        assert "Traceback" not in done.stderr
        assert "itself failed" not in done.stderr
        assert "Exception ignored" not in done.stderr

    def it_says_that_it_is_full(self, shell):
        done = shell("copyfit schema >/dev/full")
        assert "cannot write what was to be printed: no space left on device" in done.stderr

    @pytest.mark.parametrize("encoding", ["latin-1", "ascii", "utf-8"])
    def it_may_have_few_letters(self, shell, encoding):
        done = shell('copyfit build "$NAME"', NAME="“😀…é", PYTHONIOENCODING=encoding)
        assert (done.returncode, done.stdout) == (2, "")
        assert "there is no brief called" in done.stderr
        listed = shell('copyfit build "$NAME" --json', NAME="“😀…é", PYTHONIOENCODING=encoding)
        assert '"code": "unknown-brief"' in listed.stdout

    def it_gets_no_sign_that_steers_a_terminal(self, shell):
        done = shell("copyfit build $'\\e]0;x\\a' --json; copyfit build $'\\e]0;x\\a'; copyfit $'\\e[2J'")
        for text in (done.stdout, done.stderr):
            assert not any(sign in text for sign in "\x1b\x07\x9b")
        assert "\\x1b]0;x\\x07" in done.stderr


class DescribeAFolder:
    def it_runs_no_module_of_it(self, shell, tmp_path):
        for name in ("click", "msgspec", "json", "errno", "platform", "yaml", "sitecustomize"):
            (tmp_path / f"{name}.py").write_text("print('hostile')\nraise SystemExit(7)")
        done = shell("copyfit --version; copyfit build", cwd=tmp_path)
        assert "hostile" not in done.stdout + done.stderr
        assert done.returncode == 2

    def it_may_be_gone(self, shell, tmp_path):
        done = shell(f"mkdir {tmp_path}/gone; cd {tmp_path}/gone; rmdir ../gone; copyfit build", cwd=tmp_path)
        assert done.returncode == 3
        assert "the current folder is gone" in done.stderr

    @pytest.mark.parametrize("out", ["briefs", "briefs/x", "templates/shared", "dist/../briefs/x"])
    def it_is_not_written_into_where_people_write(self, shell, out):
        done = shell(f"copyfit build --out {out}")
        assert done.returncode == 2
        assert "the next build would read it" in done.stderr

    def it_may_lead_in_a_circle(self, shell, tmp_path, project):
        (tmp_path / "briefs").symlink_to(project / "briefs")
        (tmp_path / "templates").symlink_to(project / "templates")
        (tmp_path / "dist").symlink_to("dist")
        done = shell("copyfit build", cwd=tmp_path)
        assert done.returncode == 3, done.stderr
        assert "cannot write" in done.stderr

    def it_is_this_project_s(self, shell, tmp_path):
        assert shell("copyfit build ./briefs/nato-iraq/ briefs/nato-iraq/brief.yaml").returncode == 0
        done = shell(f"copyfit build {tmp_path}/briefs/nato-iraq")
        assert done.returncode == 2
        assert "is not in briefs/ of this project" in done.stderr


class DescribeAMachine:
    def it_may_have_no_folder_for_temporary_files(self, shell, tmp_path):
        done = shell(
            "copyfit build --out $OUT",
            TMPDIR=str(tmp_path / "none"),
            OUT=str(tmp_path / "out"),
            PYTHONPATH=f"{BUILD}:{tmp_path}",
            **_only_in(tmp_path),
        )
        assert done.returncode == 3, done.stderr
        assert "TMPDIR" in done.stderr
        assert "Traceback" not in done.stderr

    @pytest.mark.parametrize("most", [6, 7, 8, 10, 14])
    def it_may_allow_few_open_files(self, shell, tmp_path, most):
        done = shell(f"ulimit -n {most}; copyfit build --out {tmp_path}/out --variant student")
        assert done.returncode in (0, 1, 3), done.stderr
        assert "Traceback" not in done.stderr
        assert "itself failed" not in done.stderr

    @pytest.mark.parametrize("epoch", ["253402300800", "-62167219200", "253402214400", "1e9", "x", "9" * 400])
    @pytest.mark.parametrize("command", ["build", "facts", "new abc"])
    def it_may_give_a_day_that_is_none(self, shell, command, epoch):
        done = shell(f"copyfit {command}", SOURCE_DATE_EPOCH=epoch)
        assert done.returncode == 2
        assert "SOURCE_DATE_EPOCH is" in done.stderr


def _only_in(folder):
    """Return variables under which no folder is good enough for temporary files."""
    (folder / "sitecustomize.py").write_text(
        "import tempfile\ntempfile._candidate_tempdir_list = lambda: ['/nowhere']\n"
    )
    return {}


class DescribeCtrlC:
    @pytest.mark.parametrize("after", [0.03, 0.06, 0.1, 0.15, 0.25])
    def it_says_its_sentence_from_the_first_line_on(self, project, after):
        process = subprocess.Popen(
            [sys.executable, "-X", "frozen_modules", "-m", "copyfit", "schema"],
            cwd=project,
            env=os.environ | {"PYTHONPATH": str(BUILD)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        time.sleep(after)
        for _ in range(3):
            process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=20)
        if process.returncode == 130:
            assert said.lstrip("\n") == "stopped; what was in the output folder is still there\n"
        else:  # done already, or Python itself had not begun with the program: it found the package at most
            assert "copyfit/" not in said.replace("copyfit/__init__.py", "")

    def it_may_come_while_python_tidies_up(self, project, python):
        """What is raised there, Python prints and forgets; the signal has to come once more."""
        program = (
            "import signal, time\n"
            "from copyfit import cli\n"
            "from copyfit.__main__ import main\n"
            "class Left:\n"
            "    def __del__(self):\n"
            "        signal.raise_signal(signal.SIGINT)\n"
            "def meet(*_, **__):\n"
            "    left = Left()\n"
            "    del left\n"
            "    while True:\n"
            "        time.sleep(1)\n"
            "cli.commands.main = meet\n"
            "main()\n"
        )
        done = python("-c", program, cwd=project)
        assert (done.returncode, done.stderr) == (
            130,
            "stopped; what was in the output folder is still there\n",
        )

    def it_may_come_while_a_class_is_made(self, project, python):
        """Python wraps an interrupt there in an error of its own."""
        program = (
            "import sys\n"
            "from copyfit import cli\n"
            "from copyfit.__main__ import main\n"
            "class Interrupted:\n"
            "    def __set_name__(self, owner, name):\n"
            "        raise KeyboardInterrupt\n"
            "def meet(*_, **__):\n"
            "    type('Made', (), {'field': Interrupted()})\n"
            "cli.commands.main = meet\n"
            "main()\n"
        )
        done = python("-c", program, cwd=project)
        assert (done.returncode, done.stderr) == (
            130,
            "stopped; what was in the output folder is still there\n",
        )
