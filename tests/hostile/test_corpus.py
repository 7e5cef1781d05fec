"""Every hostile or broken input ends in one clear problem at its place, and leaves nothing behind.

`make test` draws 60 rows, always the same; with COPYFIT_PROVE=1 all are run.
"""

import os
import random

import pytest

from copyfit.build.pool import Limits, Workers
from copyfit.errors import ExitStatus

from .rows import Row
from .table import ROWS
from .trial import lay_out, outcome, tried

DRAWN = 60
HERE = ROWS if os.environ.get("COPYFIT_PROVE") else random.Random(20260320).sample(ROWS, DRAWN)


@pytest.fixture(scope="module")
def workers():
    with Workers(Limits(seconds=20.0, memory_mib=1024)) as pool:
        yield pool


@pytest.fixture
def root(tmp_path):
    return lay_out(tmp_path)


def it_has_enough_rows_each_with_a_name_of_its_own():
    assert len(ROWS) >= 320
    assert len({row.name for row in ROWS}) == len(ROWS)


def it_begins_with_a_project_that_builds(root, workers):
    assert outcome(root, workers)[0] == ExitStatus.DONE


@pytest.mark.parametrize("row", [pytest.param(row, id=row.name) for row in HERE])
def it_comes_to_what_the_table_says(row: Row, root, workers, proved):
    status, problems, _ = tried(row.change, root, workers)
    assert status == row.status, problems
    if row.status:
        first = next(problem for problem in problems if problem.severity == "error")
        if row.code:
            assert first.code == row.code, first
        if row.place:
            place = str(first.place)
            assert place == row.place or place.startswith((f"{row.place}:", f"{row.place}/")), first
    proved("a hostile or broken input comes to what the table says")
