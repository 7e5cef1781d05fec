"""Where a release came from, in the words of the supply chain: an in-toto statement with SLSA provenance.

In: a release's `Inventory`, and the variables of the CI that runs it. Out: JSON.
https://in-toto.io/Statement/v1 and https://slsa.dev/provenance/v1. The statement is a claim: it becomes proof
when somebody signs it, as the CI's own attestation does, or a key. No clock is asked: the same commit, made
on the same day by the same builder, has the same statement.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from copyfit.release.manifest import Inventory

NAME = "provenance.intoto.json"
STATEMENT = "https://in-toto.io/Statement/v1"
PREDICATE = "https://slsa.dev/provenance/v1"
BUILD_TYPE = "urn:copyfit:release/1"
LOCAL = "urn:copyfit:builder/somebodys-machine"


def statement_bytes(manifest: Inventory, variables: Mapping[str, str]) -> bytes:
    """Return the statement about the files of a release; `variables` are those of the environment."""
    builder, run = _builder(variables)
    statement = {
        "_type": STATEMENT,
        "subject": [
            {"name": file.path, "digest": {"sha256": file.sha256}}
            for page in manifest.pages
            for file in page.files
        ],
        "predicateType": PREDICATE,
        "predicate": {
            "buildDefinition": {
                "buildType": BUILD_TYPE,
                "externalParameters": {"version": manifest.version, **manifest.options},
                "internalParameters": {"day": manifest.released_on.isoformat()},
                "resolvedDependencies": list(_dependencies(manifest)),
            },
            "runDetails": {
                "builder": {"id": builder, "version": {"copyfit": manifest.software["copyfit"]}},
                "metadata": {"invocationId": run} if run else {},
            },
        },
    }
    return (json.dumps(statement, indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode()


def _dependencies(manifest: Inventory) -> Iterator[dict[str, Any]]:
    """Yield the commit, and every file that a page was made from."""
    commit = manifest.commit
    if commit:
        where = (
            {"uri": f"git+{commit.repository}"} if commit.repository else {"name": "the project's repository"}
        )
        yield {**where, "digest": {"gitCommit": commit.id}}
    files = {path: digest for page in manifest.pages for path, digest in page.input_files.items()}
    for path, digest in sorted(files.items()):
        yield {"name": path, "digest": {"sha256": digest}}


def _builder(variables: Mapping[str, str]) -> tuple[str, str]:
    """Return who built it, as a URI, and which run it was, "" where nobody says."""
    if variables.get("GITHUB_ACTIONS") == "true" and "GITHUB_WORKFLOW_REF" in variables:
        server, repository = variables.get("GITHUB_SERVER_URL", ""), variables.get("GITHUB_REPOSITORY", "")
        run = f"{server}/{repository}/actions/runs/{variables.get('GITHUB_RUN_ID', '')}"
        attempt = variables.get("GITHUB_RUN_ATTEMPT", "1")
        return f"{server}/{variables['GITHUB_WORKFLOW_REF']}", f"{run}/attempts/{attempt}"
    if variables.get("GITLAB_CI") == "true":
        return variables.get("CI_PROJECT_URL", LOCAL), variables.get("CI_JOB_URL", "")
    return LOCAL, ""
