"""Whatever random changes make of a project, it ends in one clear problem or in a page.

`make test` tries a dozen, always the same; COPYFIT_FUZZ=2000 tries so many others, from COPYFIT_SEED on.
"""

import os

import pytest

from copyfit.build.pool import Limits, Workers
from copyfit.errors import ExitStatus

from .mutations import mutation
from .trial import lay_out, tried

COUNT = int(os.environ.get("COPYFIT_FUZZ", "12"))
SEED = os.environ.get("COPYFIT_SEED", "pier")


@pytest.fixture(scope="module")
def workers():
    with Workers(Limits(seconds=20.0, memory_mib=1024)) as pool:
        yield pool


@pytest.mark.parametrize("number", range(COUNT))
def it_never_fails_by_our_fault(number, tmp_path, workers):
    name, change = mutation(SEED, number)
    status, problems, files = tried(change, lay_out(tmp_path), workers)
    assert status in (ExitStatus.DONE, ExitStatus.PROBLEM), name
    assert status != ExitStatus.PROBLEM or any(one.severity == "error" for one in problems), name
    assert (status == ExitStatus.DONE) == bool(files), name
