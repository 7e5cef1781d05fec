"""System libraries are installed where they may be, and never by asking."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parents[1]
WORKFLOW = ROOT / ".github/workflows/briefs.yml"


@pytest.fixture
def machine(tmp_path):
    """Return a function that runs `.ci/system` on a pretended machine and returns how that ended.

    Each program of the machine is given as the body of a shell script.
    """
    log = tmp_path / "log"

    def run(**programs):
        programs.setdefault("id", "echo 1000")
        for name, body in programs.items():
            path = tmp_path / "bin" / name.replace("_", "-")
            path.parent.mkdir(exist_ok=True)
            path.write_text(f'#!/bin/bash\necho "{path.name} $*" >> {log}\n{body}\n')
            path.chmod(0o755)
        for name in ("bash", "env", "mktemp", "cat", "rm", "true"):
            source = next(p for p in (Path("/bin") / name, Path("/usr/bin") / name) if p.exists())
            (tmp_path / "bin" / name).symlink_to(source)
        done = subprocess.run(
            ["/bin/bash", str(ROOT / ".ci/system"), "Pango,", f"test -e {tmp_path}/installed", "libpango"],
            env={"PATH": str(tmp_path / "bin")},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=20,
        )
        return done, log.read_text() if log.exists() else ""

    return run


def test_nothing_is_done_when_all_is_there(machine, tmp_path):
    (tmp_path / "installed").touch()
    done, log = machine(apt_get="exit 1")
    assert (done.returncode, done.stderr, log) == (0, "", "")


def test_root_installs(machine):
    done, log = machine(id="echo 0", apt_get="exit 0")
    assert done.returncode == 0
    assert "apt-get install -qq -y --no-install-recommends libpango" in log


def test_sudo_without_a_password_installs(machine):
    done, log = machine(apt_get="exit 0", sudo='shift; exec "$@"')
    assert done.returncode == 0
    assert "sudo -n true" in log
    assert "apt-get install" in log


def test_sudo_that_would_ask_is_not_asked(machine):
    done, log = machine(apt_get="exit 0", sudo="exit 1")
    assert done.returncode == 3
    assert "sudo apt-get update && sudo apt-get install -y --no-install-recommends libpango" in done.stderr
    assert "apt-get " not in log


def test_without_rights_or_apt_it_says_what_to_do(machine):
    done, _ = machine(apt_get="exit 0")
    assert done.returncode == 3
    assert "sudo apt-get" in done.stderr


def test_another_system_is_told_so(machine):
    done, _ = machine()
    assert done.returncode == 3
    assert "has no apt-get" in done.stderr


def test_a_failed_installation_is_shown(machine):
    done, _ = machine(id="echo 0", apt_get="echo no such package; exit 100")
    assert done.returncode == 3
    assert "no such package" in done.stderr


def test_the_scripts_may_be_run():
    for name in ("run", "system", "python", "lock"):
        assert os.access(ROOT / ".ci" / name, os.X_OK)


class DescribeTheWorkflow:
    """CI runs what the README tells people to run."""

    def it_runs_the_two_commands_of_the_readme(self):
        workflow = YAML(typ="safe", pure=True).load(WORKFLOW.read_text(encoding="utf-8"))
        (job,) = workflow["jobs"].values()
        runs = [step["run"] for step in job["steps"] if "run" in step]
        readme = (ROOT / "README.md").read_text(encoding="utf-8")
        section = readme.split("## Two commands")[1].split("\n## ")[0]
        assert runs == re.findall(r"```sh\n(.*?)\n```", section, re.DOTALL)
        assert runs == ["make", "make test"]

    def it_uploads_what_was_made_and_may_only_read(self):
        workflow = YAML(typ="safe", pure=True).load(WORKFLOW.read_text(encoding="utf-8"))
        (job,) = workflow["jobs"].values()
        uploads = [
            step for step in job["steps"] if step.get("uses", "").startswith("actions/upload-artifact@")
        ]
        assert [step["with"]["path"] for step in uploads] == ["dist/"]
        assert workflow["permissions"] == {"contents": "read"}


@pytest.fixture
def ci_run(tmp_path):
    """Return a function that runs `.ci/run` with a pretended `make`; it gives status and output."""
    (tmp_path / ".ci").mkdir()
    shutil.copy(ROOT / ".ci/run", tmp_path / ".ci/run")

    def run(tests, build):
        (tmp_path / "bin").mkdir(exist_ok=True)
        make = tmp_path / "bin/make"
        make.write_text(
            "#!/bin/bash\n"
            f'if [ "$1" = test ]; then echo "==== 1 passed in 2.00s ===="; exit {tests}; fi\n'
            f"echo made; exit {build}\n"
        )
        make.chmod(0o755)
        path = f"{tmp_path / 'bin'}:{os.environ['PATH']}"
        done = subprocess.run(
            [tmp_path / ".ci/run"],
            env={"PATH": path},
            capture_output=True,
            text=True,
            timeout=20,
            stdin=subprocess.DEVNULL,
        )
        return done.returncode, done.stdout

    return run


class DescribeWhatMustPass:
    def it_is_the_tests_and_the_build(self, ci_run):
        status, output = ci_run(0, 0)
        assert status == 0
        assert output.count("1 passed") == 2
        assert "made" in output

    @pytest.mark.parametrize(("tests", "build"), [(1, 0), (0, 1), (2, 3), (0, 3)])
    def it_fails_when_either_fails(self, ci_run, tests, build):
        assert ci_run(tests, build)[0] != 0


class DescribeMake:
    def it_lists_its_targets(self):
        done = subprocess.run(
            ["make", "help"], cwd=ROOT, capture_output=True, text=True, timeout=20, check=True
        )
        targets = {line.split()[1] for line in done.stdout.splitlines()}
        assert {"all", "test", "lint", "clean", "help"} <= targets

    def it_spares_the_program_when_it_cleans(self):
        done = subprocess.run(
            ["make", "-n", "clean"], cwd=ROOT, capture_output=True, text=True, timeout=20, check=True
        )
        removed = [
            word for line in done.stdout.splitlines() if line.startswith("rm ") for word in line.split()
        ]
        assert "dist" in removed
        assert "build" not in [word.strip("/") for word in removed]

    def it_installs_only_what_is_locked_by_hash(self):
        text = (ROOT / "Makefile").read_text(encoding="utf-8")
        assert "--require-hashes -r requirements.lock" in text
        lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
        packages = re.findall(
            r"^[a-zA-Z0-9._-]+==\S+ \\\n((?:    --hash=sha256:[0-9a-f]{64}.*\n?)+)", lock, re.MULTILINE
        )
        assert len(packages) == len(re.findall(r"^[a-zA-Z0-9._-]+==", lock, re.MULTILINE)) > 30
        assert "weasyprint==70.0" in lock
