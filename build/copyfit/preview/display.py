"""What is on screen of one edition: the page last shown, the last one that was good, and what is wrong now.

In: what workers answered. Out: a `Display`, and the object that the browser gets of it. Next: `studio` keeps
one for each edition that is looked at, and sends it on.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any, Literal

import msgspec

from copyfit.account import Account, Budget
from copyfit.build.verdict import judged
from copyfit.content.series.inputs import RowFiles
from copyfit.errors import Problem
from copyfit.language.numerals import plain
from copyfit.project import EditionId, Files
from copyfit.protocol import Job
from copyfit.scene import Showing

Stage = Literal["waiting", "draft", "fitted", "failed"]
"""How far a page is: not made yet, set as the one before, fitted, or refused."""


@dataclass(frozen=True, slots=True)
class Display:
    """One edition on screen. `version` counts the saves that changed it, `painted` the pages painted so far.

    `shown` is the page in view, picture number `picture`; `good` the last that was fitted, whose files can be
    taken home; `glimpse` is the number of a newer picture, of which nothing else is known yet. `unweighed`
    says why there is no `budget`, if none can be had.
    """

    id: EditionId
    job: Job | None = None
    row: RowFiles | None = None
    version: int = 0
    stage: Stage = "waiting"
    shown: Showing | None = None
    good: Showing | None = None
    picture: int = 0
    good_picture: int = 0
    glimpse: int = 0
    budget: Budget | None = None
    unweighed: str = ""
    problems: tuple[Problem, ...] = ()
    fitted_version: int = 0
    painted: int = 0

    @property
    def files(self) -> Files:
        """The files that the page on screen is to be made from."""
        return self.job.files if self.job else {}

    def saved(self, job: Job, row: RowFiles | None = None) -> Display:
        """Return the display of the edition after its files have changed; `row` is what a row has of them."""
        return replace(self, job=job, row=row, version=self.version + 1)

    def glimpsed(self) -> Display:
        """Return the display with a new picture, of a page that is not read yet."""
        return replace(self, glimpse=self.painted + 1, painted=self.painted + 1)

    def drafted(self, showing: Showing) -> Display:
        """Return the display with a page set as the one before was: that of the glimpse, if there was one."""
        picture = self.glimpse or self.painted + 1
        return replace(
            self,
            stage="draft",
            shown=showing,
            picture=picture,
            glimpse=0,
            painted=max(self.painted, picture),
            problems=showing.problems,
        )

    def fitted(self, showing: Showing, version: int, today: dt.date) -> Display:
        """Return the display with a page that was fitted to the files of `version`."""
        assert showing.account is not None, "a page that was fitted has an account"
        problems, advice = judged(showing.account, today, strict=False)
        return replace(
            self,
            stage="fitted",
            shown=showing,
            good=showing,
            picture=self.painted + 1,
            good_picture=self.painted + 1,
            painted=self.painted + 1,
            problems=(*problems, *advice),
            fitted_version=version,
        )

    def failed(self, problems: tuple[Problem, ...], version: int) -> Display:
        """Return the display with what is wrong, over the last page that was good."""
        return replace(
            self,
            stage="failed",
            shown=self.good or self.shown,
            glimpse=0,
            picture=self.good_picture or self.picture,
            problems=problems,
            fitted_version=version,
        )

    @property
    def account(self) -> Account | None:
        """The account of the last page that was fitted."""
        return self.good.account if self.good else None

    def as_glimpse(self) -> dict[str, Any]:
        """Return what the browser is told of a picture of which nothing else is known."""
        return {"id": parts(self.id), "version": self.version, "picture": self.glimpse}

    def as_json(self) -> dict[str, Any]:
        """Return what the browser is told."""
        account = self.account
        return {
            "id": parts(self.id),
            "version": self.version,
            "stage": self.stage,
            "picture": self.picture if self.shown else 0,
            "scene": builtins(self.shown.scene) if self.shown else None,
            "word": builtins(self.good.scene.word) if self.good else None,
            "lines": builtins(self.good.scene.lines) if self.good else [],
            "fit": builtins(account.fit) if account else None,
            "overWithoutFonts": account.over_without_fonts_pt if account else 0,
            "asOf": account.as_of.isoformat() if account and account.as_of else None,
            "budget": builtins(replace(self.budget, problems=())) if self.budget else None,
            "unweighed": self.unweighed,
            "problems": [self._placed(problem).as_json() for problem in self.problems],
            "files": {form: len(data) for form, data in self.good.files.items()} if self.good else {},
            "digest": sha256(self.good.files["docx"]).hexdigest() if self.good else "",
        }

    def _placed(self, problem: Problem) -> Problem:
        """Return a problem with its place in the project's files, of which a row has only a part."""
        return replace(problem, place=self.row.original(problem.place)) if self.row else problem


ROW = "~"
"""What stands between the names of a brief and of a row where the browser names both."""


def parts(edition: EditionId) -> Mapping[str, str]:
    """Return the names of an edition as the browser knows them."""
    brief = f"{edition.brief}{ROW}{edition.row}" if edition.row else edition.brief
    return {"brief": brief, "variant": edition.variant, "language": edition.language}


def builtins(value: Any) -> Any:
    """Return a plain value as JSON has it."""
    return msgspec.to_builtins(value, enc_hook=plain)
