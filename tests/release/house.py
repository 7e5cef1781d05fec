"""A small house that releases: one brief, approved, under git, with one page."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import subprocess
from pathlib import Path

from copyfit.build import Progress, Request
from copyfit.protocol import Task
from copyfit.release.publication import Asked, release
from samples import ROOT

DAY = dt.date(2026, 3, 24)
SLUG, PAGE = "harbour", "harbour-executive-en"
APPROVAL = "approval: {by: Head of desk, on: 2026-03-23}\n"
BRIEF = """\
subject: Harbour
title: "Build the new pier before the ships arrive"
language: en
date: 2026-03-20
as_of: 2026-03-20
version: "1.2"
desk: Harbour Desk
contact: harbour.desk@example.org
keywords: [harbour]
variants: [executive]
yardstick: icd203
facts:
  ships: {value: 12, as_of: 2026-03-01, review_by: 2026-09-01, source: port}
  berths: {value: 3, as_of: 2025-03-01, review_by: never, source: port}
bottom_line:
  id: bottom-line
  text: "We should build the new pier this year [@port]. Decide by 3 April, so that {fact:ships} ships have a berth."
judgements:
  - id: first-judgement
    likelihood: likely
    confidence: high
    text: We assess that the pier will **likely** be full in a year.
    basis: {text: "Ships wait for one of {fact:berths} berths [@port]."}
  - id: second-judgement
    likelihood: unlikely
    confidence: moderate
    text: We judge it **unlikely** that the old pier will carry the new cranes, which are twice as heavy.
    basis: {text: "The port's own engineers found rust in nine of its forty piles, and have not yet looked at the rest [@port]."}
  - id: third-judgement
    likelihood: very likely
    confidence: moderate
    text: We assess that building later will **very likely** cost more than building now.
    basis: {text: "Steel and wages have risen in each of the last four years, and the builder holds the price of its offer only until summer [@port]."}
  - id: fourth-judgement
    likelihood: likely
    confidence: low
    text: We judge it **likely** that the neighbouring port will build as well, and later than we would.
    basis: {text: "Its council has talked of a pier since last summer and has asked for no offer; a vote is due in autumn [@port]."}
recommendations:
  - {id: ask, owner: Head of ports, by: 2026-04-03, text: Build the new pier.}
  - {id: ask-drill, owner: Head of works, by: 2026-04-10, text: Have the ground drilled at twelve places.}
  - {id: ask-cranes, owner: Head of finance, by: 2026-05-04, text: Order both cranes in one contract.}
outlook: {id: outlook, text: "More ships will come, and each will wait longer than the one before. The works would begin in June and end before the winter storms."}
risks:
  - {id: risk-ground, lead: Ground., text: The sea bed is soft. Drill before the first pile is ordered.}
  - {id: risk-ferry, lead: Ferry., text: Works close a berth for six weeks. Tell its passengers early.}
  - {id: risk-price, lead: Price., text: The offer holds until summer. Sign before it ends.}
"""
SOURCES = """\
- {id: port, type: report, title: Ships in port, issued: 2026-02-01, publisher: Port Office, URL: "https://example.org/p"}
"""


class House:
    """A project's folder, and the means to release it."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def write(self, path: str, text: str) -> None:
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(text)

    def git(self, *arguments: str) -> str:
        who = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
        fixed = {"GIT_AUTHOR_DATE": "2026-03-24T00:00:00Z", "GIT_COMMITTER_DATE": "2026-03-24T00:00:00Z"}
        done = subprocess.run(
            ["git", *who, *arguments], cwd=self.root, env=os.environ | fixed, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def commit(self) -> str:
        self.git("add", ".")
        self.git("commit", "-q", "-m", "a change")
        return self.git("rev-parse", "HEAD")

    def asked(self, **more: object) -> Asked:
        today = more.pop("today", DAY)
        request = Request(self.root, self.root / "dist", today, strict=True)  # type: ignore[arg-type]
        return Asked(request, more.pop("out", self.root / "release"), **more)  # type: ignore[arg-type]

    def release(self, make: str = Task.MAKE, **more: object):
        return release(self.asked(**more), Progress(), make)

    def copy(self, to: Path) -> House:
        shutil.copytree(self.root, to, symlinks=True)
        return House(to)


def laid_out(root: Path, *, under_git: bool = True) -> House:
    """Return a new house in the folder `root`."""
    house = House(root)
    for name in ("executive", "shared"):
        shutil.copytree(ROOT / "templates" / name, root / "templates" / name)
    house.write(f"briefs/{SLUG}/brief.yaml", BRIEF + APPROVAL)
    house.write(f"briefs/{SLUG}/sources.yaml", SOURCES)
    house.write(".gitignore", "/dist/\n/release/\n")
    if under_git:
        house.git("init", "-q")
        house.commit()
    return house
