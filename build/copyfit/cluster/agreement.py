"""Would the workers make the same bytes as this machine? Asked before anything is sent.

In: a client. Out: a problem for each worker that is not alike, with the list of differences.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from copyfit.cluster import task
from copyfit.errors import Problem

_NAMES = {"source": "copyfit's own files", "harfbuzz_subset": "HarfBuzz subset", "machine": "system"}
_MOST = 12
_HINT = "install the same there, best from one image or lock file; docs/cluster.md says how"


def disagreements(client: Any, address: str) -> tuple[Problem, ...]:
    """Return what is wrong with the workers at `address`: nothing if each would make the same bytes."""
    own = task.surroundings()
    answers = client.run(task.surroundings, on_error="return")
    if not answers:
        hint = f"start one: dask worker {address}"
        return (Problem("cluster-empty", f"the cluster at {address} has no worker", hint),)
    return tuple(found for worker, said in sorted(answers.items()) for found in _compared(worker, said, own))


def _compared(worker: str, said: object, own: Mapping[str, str]) -> Iterator[Problem]:
    if not isinstance(said, Mapping):
        message = f"the worker {worker} cannot say its versions: {str(said).splitlines()[0][:120]}"
        yield Problem("cluster-mismatch", message, "install this copyfit there: docs/cluster.md says how")
        return
    found = list(differences(said, own))
    if found:
        rest = f" and {len(found) - _MOST} more" if len(found) > _MOST else ""
        message = f"the worker {worker} would not make the same files: {', '.join(found[:_MOST])}{rest}"
        yield Problem("cluster-mismatch", message, _HINT)


def differences(theirs: Mapping[str, object], own: Mapping[str, str]) -> Iterator[str]:
    """Yield what differs, each such as `weasyprint 69.0 there, 70.0 here`; own files are told by a word."""
    for name in sorted(own.keys() | theirs.keys()):
        there, here = str(theirs.get(name, "")) or "missing", own.get(name, "") or "missing"
        if there != here:
            called = _NAMES.get(name, name)
            yield f"{called} differ" if name == "source" else f"{called} {there} there, {here} here"
