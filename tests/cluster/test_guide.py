"""docs/cluster.md shows files that are well formed, and commands that Dask and copyfit have."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from guides import blocks, text_of

PAGE = "docs/cluster.md"
SHOWN = [block for block in blocks(PAGE) if block.language == "yaml"]
WORKFLOWS = [block.text for block in SHOWN if "runs-on" in block.text]
(MANIFEST,) = [block.text for block in SHOWN if "apiVersion" in block.text]


def options_of(command):
    """Return the options that a command of Dask has."""
    if command == "scheduler":
        from distributed.cli.dask_scheduler import main
    else:
        from distributed.cli.dask_worker import main
    return {name for parameter in main.params for name in (*parameter.opts, *parameter.secondary_opts)}


class DescribeTheGuideToClusters:
    def it_shows_workflows_of_the_schema(self, tmp_path):
        paths = [tmp_path / f"{number}.yml" for number, _ in enumerate(WORKFLOWS)]
        for path, text in zip(paths, WORKFLOWS, strict=True):
            path.write_text(text)
        command = [Path(sys.executable).parent / "check-jsonschema", "--builtin-schema"]
        done = subprocess.run([*command, "vendor.github-workflows", *paths], capture_output=True, text=True)
        assert done.returncode == 0, done.stdout
        assert len(WORKFLOWS) == 2

    def it_shows_a_manifest_whose_parts_go_together(self):
        parts = list(YAML(typ="safe").load_all(MANIFEST))
        assert all({"apiVersion", "kind", "metadata", "spec"} <= set(part) for part in parts)
        deployments = {one["metadata"]["name"]: one["spec"] for one in parts if one["kind"] == "Deployment"}
        for name, spec in deployments.items():
            assert spec["selector"]["matchLabels"] == spec["template"]["metadata"]["labels"] == {"app": name}
        (service,) = (one for one in parts if one["kind"] == "Service")
        scheduler, worker = (
            deployments[f"copyfit-{role}"]["template"]["spec"]["containers"][0]
            for role in ("scheduler", "worker")
        )
        name, (port,) = service["metadata"]["name"], service["spec"]["ports"]
        assert service["spec"]["selector"]["app"] in deployments
        assert f"tcp://{name}:{port['port']}" in worker["args"]
        assert {"containerPort": port["targetPort"]} in scheduler["ports"]
        assert str(port["targetPort"]) in scheduler["args"]
        assert worker["image"] == scheduler["image"], "one image, so that versions agree"

    @pytest.mark.parametrize("command", ["scheduler", "worker"])
    def it_shows_options_that_dask_has(self, command):
        shown = [
            line for block in blocks(PAGE) for line in block.text.splitlines() if f"dask {command}" in line
        ]
        shown += re.findall(rf"args: \[dask, {command}.*", MANIFEST)
        used = {option for line in shown for option in re.findall(r"--[a-z-]+", line)}
        assert used
        assert used <= options_of(command)

    def it_says_of_each_file_that_no_test_runs_it(self):
        assert text_of(PAGE).count("*not run*") + text_of(PAGE).count("*Not run*") == len(SHOWN)
