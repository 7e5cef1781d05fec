"""The README promises only what runs."""

import re
import shlex
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def _commands(name):
    """Return every line of every shell block in a Markdown file."""
    blocks = re.findall(r"```sh\n(.*?)```", (ROOT / name).read_text(), re.DOTALL)
    return [line.partition(" #")[0].strip() for block in blocks for line in block.splitlines()]


COPYFIT = list(dict.fromkeys(line for line in _commands("README.md") if line.startswith("copyfit ")))
# A sample with facts that are due says so, and then --strict is right to stop.
MAY_STOP = {"copyfit check --strict", "copyfit build --strict --json > dist.json"}


@pytest.fixture(scope="module")
def trade_outlook(copyfit, project):
    """Return the project with the brief that the README has people write."""
    if not (project / "briefs/trade-outlook").exists():
        assert copyfit("new", "trade-outlook", cwd=project).returncode == 0
    return project


def test_the_readme_shows_commands():
    assert len(COPYFIT) > 5


@pytest.mark.parametrize("line", COPYFIT)
def test_every_command_of_the_readme_runs(copyfit, trade_outlook, line, tmp_path):
    arguments = shlex.split(line.partition(">")[0])[1:]
    exists = line == "copyfit new trade-outlook"
    done = copyfit(*arguments, cwd=trade_outlook if arguments[0] != "init" else tmp_path)
    allowed = {0, 1} if line in MAY_STOP else {2} if exists else {0}
    assert done.returncode in allowed, done.stderr
    assert "our-fault" not in done.stdout


def test_the_workflow_runs_the_two_commands_of_the_readme():
    workflow = (ROOT / ".github/workflows/briefs.yml").read_text()
    steps = re.findall(r"^ *- run: (.*)$", workflow, re.MULTILINE)
    assert (
        steps == [line for line in _commands("README.md") if line.startswith("make")] == ["make", "make test"]
    )
    assert "path: dist/" in workflow


def test_every_target_that_is_shown_is_in_the_makefile():
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    shown = {
        line.split()[1]
        for line in _commands("README.md") + _commands("CONTRIBUTING.md")
        if re.match("make .", line)
    }
    assert shown <= targets


def test_the_lock_names_no_address_and_no_path():
    lock = (ROOT / "requirements.lock").read_text()
    assert not re.search(r"https?:|file:|/|--(extra-)?index-url|--find-links", lock.partition("\n")[2])
    assert lock.count("==") > 40


def test_the_lock_holds_every_dependency():
    import tomllib

    from copyfit.building.keys import SHAPING_PACKAGES

    def normal(name):
        return re.sub(r"[-_.]+", "_", re.split(r"[<>=\[ ]", name)[0]).lower()

    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = {normal(name) for name in [*project["dependencies"], *project["optional-dependencies"]["dev"]]}
    locked = {normal(line) for line in (ROOT / "requirements.lock").read_text().splitlines() if "==" in line}
    assert wanted <= locked
    # All that shapes a page is in an edition's key: a new dependency must be put there, or here.
    assert not SHAPING_PACKAGES - locked
    assert {normal(name) for name in project["dependencies"]} - SHAPING_PACKAGES == {"click", "rich"}
