"""System libraries are installed where they may be, and never by asking."""

import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


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
