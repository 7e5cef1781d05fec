"""One project that builds, one change of it, and what must hold of whatever comes.

In: a `change` of the project's folder. Out: what making its page came to. Next: the corpus and the mutations.
"""

import datetime as dt
import re
import shutil
import unicodedata

from copyfit.build import Request
from copyfit.build.manifest import Manifest
from copyfit.build.request import plan
from copyfit.errors import CopyfitError, ExitStatus
from samples import ROOT

from .rows import BRIEF, SMALL, SMALL_SOURCES, SOURCES

CANARY = "root:x:0:0"
"""What stands in a file of the machine that no page may read."""
TODAY = dt.date(2026, 3, 20)


def lay_out(root):
    """Put a project with one small brief and one variant, which builds, into the folder `root`."""
    for name in ("executive", "shared"):
        shutil.copytree(ROOT / "templates" / name, root / "templates" / name)
    for path, text in ((BRIEF, SMALL), (SOURCES, SMALL_SOURCES)):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    return root


def outcome(root, workers):
    """Return the exit status, the problems and the files that making the brief comes to."""
    try:
        planned = plan(Request(root, root / "dist", TODAY), Manifest())
        for error in planned.failed.values():
            raise error
        edition = planned.editions[-1]  # a translation's, if there is one
        made = workers.run(edition.job(Request(root, root / "dist", TODAY), ("pdf", "docx")))
    except CopyfitError as error:
        return error.exit_status, error.problems, {}
    return ExitStatus.DONE, (*planned.remarks, *made.account.problems), made.files


def tried(change, root, workers):
    """Make `change` in `root`, and return the outcome, of which the rule for every input holds.

    The rule: a sentence with a place and a way out, no sign that steers, no word of a file of the machine,
    the folder as it was.
    """
    change(root)
    before = sorted(root.rglob("*"))
    status, problems, files = outcome(root, workers)
    for problem in problems:
        is_plain(problem)
    assert sorted(root.rglob("*")) == before
    assert not any(CANARY.encode() in content for content in files.values())
    return status, problems, files


def ends_well(change, root, workers, *, of_briefs=False):
    """Make `change` in `root` and return whether a page came of it; it must be that, or a mistake told.

    Who changed nothing but briefs is not sent into the templates.
    """
    status, problems, files = tried(change, root, workers)
    errors = [one for one in problems if one.severity == "error"]
    assert status in (ExitStatus.DONE, ExitStatus.PROBLEM), problems
    assert status != ExitStatus.PROBLEM or errors, problems
    assert (status == ExitStatus.DONE) == bool(files), problems
    assert not of_briefs or not any(str(one.place).startswith("templates/") for one in errors), errors
    return bool(files)


def is_plain(problem):
    """Assert that a person can read a problem: a sentence, where it is, and a way out."""
    for text in (problem.message, problem.hint, str(problem.place)):
        wrong = [sign for sign in text if unicodedata.category(sign) in ("Cc", "Cs") and sign != "\n"]
        assert not wrong, problem
        assert CANARY not in text
        assert not re.search(r"Traceback|itself failed|\b\w+Error\b|<class ", text), problem
    assert problem.place, problem
    assert problem.hint or problem.code == "shorten", problem  # that says itself what to take away
