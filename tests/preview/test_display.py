"""What stays on screen, whatever is saved."""

import datetime as dt

from copyfit.account import Account, Fit
from copyfit.errors import Problem
from copyfit.preview.display import Display
from copyfit.project import EditionId
from copyfit.protocol import Job
from copyfit.scene import Pose, Scene, Showing

TODAY = dt.date(2026, 7, 1)
EDITION = EditionId("bridge", "executive", "en")
SCENE = Scene(595.3, 841.9, (51, 60, 493, 700), 1, 0.98, Pose(10, 13), (), (), ())


def showing(name, fitted=True):
    files = {"pdf": name.encode(), "docx": b"PK"}
    return Showing(files, SCENE, Account(Fit(10, 13, 0.98, 2)) if fitted else None)


def job(text):
    return Job({"briefs/bridge/brief.yaml": text}, "bridge", "executive", "en", ("pdf",))


class DescribeADisplay:
    def it_shows_a_draft_and_keeps_the_good_files(self):
        good = Display(EDITION).saved(job(b"1")).fitted(showing("one"), 1, TODAY)
        draft = good.saved(job(b"2")).drafted(showing("two", fitted=False))
        assert (draft.stage, draft.shown.files["pdf"]) == ("draft", b"two")
        assert draft.good.files["pdf"] == b"one"
        assert draft.picture == good.picture + 1

    def it_goes_back_to_the_last_good_page_where_something_is_wrong(self):
        good = Display(EDITION).saved(job(b"1")).fitted(showing("one"), 1, TODAY)
        draft = good.saved(job(b"2")).drafted(showing("two", fitted=False))
        failed = draft.failed((Problem("too-long", "it is too long"),), 2)
        assert (failed.stage, failed.picture) == ("failed", good.picture)
        assert failed.as_json()["problems"][0]["message"] == "it is too long"
        assert failed.as_json()["files"] == {"pdf": 3, "docx": 2}

    def it_has_nothing_to_show_of_a_page_that_never_was(self):
        failed = Display(EDITION).failed((Problem("no-brief", "there is none"),), 0)
        told = failed.as_json()
        assert (told["picture"], told["scene"], told["files"]) == (0, None, {})
