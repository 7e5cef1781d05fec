"""Every hostile or broken input ends in one clear problem at its place, and leaves nothing behind.

`make test` draws 60 rows, always the same; with COPYFIT_PROVE=1 all are run.
"""

import datetime as dt
import os
import random
import re
import shutil
import unicodedata

import pytest

from copyfit.build import Request
from copyfit.build.manifest import Manifest
from copyfit.build.pool import Limits, Workers
from copyfit.build.request import plan
from copyfit.errors import CopyfitError, ExitStatus
from samples import ROOT

from .rows import BRIEF, ROWS, SMALL, SMALL_SOURCES, SOURCES, Row

DRAWN = 60
CANARY = "root:x:0:0"
HERE = ROWS if os.environ.get("COPYFIT_PROVE") else random.Random(20260320).sample(ROWS, DRAWN)


@pytest.fixture(scope="module")
def workers():
    with Workers(Limits(seconds=20.0, memory_mib=1024)) as pool:
        yield pool


@pytest.fixture
def root(tmp_path):
    """Return a project with one small brief and one variant, which builds."""
    for name in ("executive", "shared"):
        shutil.copytree(ROOT / "templates" / name, tmp_path / "templates" / name)
    for path, text in ((BRIEF, SMALL), (SOURCES, SMALL_SOURCES)):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    return tmp_path


def outcome(root, workers):
    """Return the exit status, the problems and the files that making the brief comes to."""
    try:
        planned = plan(Request(root, root / "dist", dt.date(2026, 3, 20)), Manifest())
        for error in planned.failed.values():
            raise error
        (edition,) = planned.editions
        made = workers.run(edition.job(Request(root, root / "dist", dt.date(2026, 3, 20)), ("pdf", "docx")))
    except CopyfitError as error:
        return error.exit_status, error.problems, {}
    return ExitStatus.DONE, (*planned.remarks, *made.account.problems), made.files


def it_has_enough_rows_each_with_a_name_of_its_own():
    assert len(ROWS) >= 280
    assert len({row.name for row in ROWS}) == len(ROWS)


def it_begins_with_a_project_that_builds(root, workers):
    assert outcome(root, workers)[0] == ExitStatus.DONE


@pytest.mark.parametrize("row", [pytest.param(row, id=row.name) for row in HERE])
def it_comes_to_what_the_table_says(row: Row, root, workers):
    row.change(root)
    before = sorted(root.rglob("*"))
    status, problems, files = outcome(root, workers)
    assert status == row.status, problems
    errors = [problem for problem in problems if problem.severity == "error"]
    if row.status:
        first = errors[0]
        if row.code:
            assert first.code == row.code, first
        if row.place:
            place = str(first.place)
            assert place == row.place or place.startswith((f"{row.place}:", f"{row.place}/")), first
    for problem in problems:
        _is_plain(problem)
    assert sorted(root.rglob("*")) == before
    assert not any(CANARY.encode() in content for content in files.values())


def _is_plain(problem):
    """A person can read it: a sentence, where it is, and a way out."""
    for text in (problem.message, problem.hint, str(problem.place)):
        wrong = [sign for sign in text if unicodedata.category(sign) in ("Cc", "Cs") and sign != "\n"]
        assert not wrong, problem
        assert CANARY not in text
        assert not re.search(r"Traceback|itself failed|\b\w+Error\b|<class ", text), problem
    assert problem.place, problem
    assert problem.hint, problem
