"""What is made after saves, when and how often: real saves told by hand, pages made by stand-ins."""

import asyncio
import datetime as dt
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from copyfit.account import Account, Fit
from copyfit.build.request import Request
from copyfit.errors import LimitError, Problem
from copyfit.preview import studio as studios
from copyfit.preview.hand import GivenUp
from copyfit.preview.studio import Studio
from copyfit.project import EditionId
from copyfit.scene import Glimpse, Pose, Scene, Showing
from desk import Desk

ON, OFF = EditionId("bridge", "executive", "en"), EditionId("bridge", "academic", "en")
SCENE = Scene(595.3, 841.9, (51, 60, 493, 700), 1, 0.98, Pose(10, 13), (), (), ())
BRIEF = "briefs/bridge/brief.yaml"


class StandIn:
    """A worker that sets what it is given at once, or, while it is `held`, when it is let go."""

    def __init__(self, fits):
        self.fits = fits
        self.made = []
        self.free = threading.Event()
        self.free.set()
        self.begun = threading.Event()
        self.gives_up = False

    def start(self):
        pass

    def close(self):
        self.free.set()

    def give_up(self):
        return False

    def run(self, job, glimpsed=None):
        said = job.files[BRIEF]
        self.made.append((job.variant, said))
        if glimpsed:
            glimpsed(Glimpse(b"glimpse of " + said))
        self.begun.set()
        assert self.free.wait(60)
        if self.gives_up:
            self.gives_up = False
            raise GivenUp
        account = Account(Fit(10, 13, 0.98, 2)) if self.fits else None
        return Showing({"pdf": said, "docx": b"PK"}, SCENE, account)


class Screen:
    """A studio, its stand-ins, and somebody who looks at one page."""

    def __init__(self, desk, told):
        self.desk = desk
        self.told = told
        self.studio = Studio(Request(desk.root, desk.out, dt.date(2026, 7, 1)))
        self.setting = self.studio._setting = StandIn(fits=False)
        self.fitting = self.studio._fitting = StandIn(fits=True)
        self.studio._weighing = StandIn(fits=False)
        self.seen = []

    async def look(self):
        async for kind, what in self.studio.looks(ON):
            if kind != "list":
                self.seen.append((kind, what))

    async def save(self, text):
        self.desk.write(BRIEF, f"title: bridge\nlanguage: en\nsaid: {text}\n")
        await self.told.put(frozenset((BRIEF,)))

    async def until(self, holds):
        for _ in range(3000):
            if holds():
                return
            await asyncio.sleep(0.01)
        raise AssertionError(f"it did not come; what was seen: {self.seen}")

    def shows(self, text, stage="fitted"):
        display = self.studio.display(ON)
        return display.stage == stage and text.encode() in display.shown.files["pdf"]


@pytest.fixture
def on_screen(tmp_path, monkeypatch):
    """Run a scene with a page on screen that has come to rest."""

    async def run(scene):
        told = asyncio.Queue()

        async def saves(_root, _stop):
            while True:
                yield await told.get()

        monkeypatch.setattr(studios, "saves", saves)
        monkeypatch.setattr(studios, "CALM_SECONDS", 0.05)
        screen = Screen(Desk(tmp_path), told)
        await screen.save("one")
        tasks = [asyncio.create_task(screen.studio.run()), asyncio.create_task(screen.look())]
        try:
            await screen.until(lambda: screen.shows("one"))
            await scene(screen)
        finally:
            screen.setting.free.set()
            screen.studio.close()
            await asyncio.gather(*tasks)

    def alone(scene):
        with ThreadPoolExecutor(1) as thread:  # a browser of other tests may have a loop in this one
            thread.submit(asyncio.run, run(scene)).result()

    return alone


class Exhausted(StandIn):
    """A hand that runs out of time."""

    def run(self, job, glimpsed=None):
        raise LimitError(Problem("time-limit", "fitting took more than 30 s of computing time"))


class DescribeASave:
    def it_shows_a_picture_then_the_page_as_it_stood_then_the_page_fitted(self, on_screen):
        async def scene(screen):
            screen.seen.clear()
            screen.setting.free.clear()
            await screen.save("two")
            await screen.until(lambda: screen.seen)
            screen.setting.free.set()
            await screen.until(lambda: screen.shows("two"))
            await screen.until(lambda: screen.seen[-1] == ("sheet", screen.studio.display(ON)))
            kinds = [(kind, what.stage) for kind, what in screen.seen]
            assert kinds[0] == ("glimpse", "fitted"), "of the new page nothing but its picture is known"
            assert [kinds.index(("sheet", stage)) for stage in ("draft", "fitted")] == [1, 2]
            glimpse, draft, fitted = (what for _, what in screen.seen[:3])
            assert glimpse.as_glimpse()["picture"] == draft.picture < fitted.picture

        on_screen(scene)

    def it_in_a_quick_row_of_ten_makes_one_or_two_pages(self, on_screen):
        async def scene(screen):
            before = len(screen.setting.made)
            screen.setting.free.clear()
            screen.setting.begun.clear()
            for number in range(10):
                await screen.save(f"row {number}")
            await screen.until(screen.setting.begun.is_set)
            await asyncio.sleep(0.05)
            screen.setting.free.set()
            await screen.until(lambda: screen.shows("row 9"))
            assert len(screen.setting.made) - before <= 2

        on_screen(scene)

    def it_of_what_nobody_looks_at_waits(self, on_screen):
        async def scene(screen):
            await screen.save("two")
            await screen.until(lambda: screen.shows("two"))
            assert {variant for variant, _ in screen.setting.made + screen.fitting.made} == {ON.variant}

        on_screen(scene)

    def it_that_changes_nothing_makes_nothing(self, on_screen):
        async def scene(screen):
            before = len(screen.setting.made)
            await screen.save("one")
            await asyncio.sleep(0.2)
            assert len(screen.setting.made) == before

        on_screen(scene)

    def it_that_was_given_up_for_a_newer_one_leaves_no_picture_to_be_mistaken(self, on_screen):
        async def scene(screen):
            screen.setting.gives_up = True
            await screen.save("two")
            await screen.until(lambda: screen.shows("two"))
            numbers = [what.glimpse for kind, what in screen.seen if kind == "glimpse"]
            assert len(numbers) == len(set(numbers))

        on_screen(scene)

    def it_that_brings_too_large_a_picture_says_so_until_it_is_gone(self, on_screen):
        async def scene(screen):
            figure = screen.desk.root / "briefs/bridge/figures/photo.png"
            figure.parent.mkdir()
            with figure.open("wb") as written:
                written.truncate(50_000_000)
            await screen.told.put(frozenset(("briefs/bridge/figures/photo.png",)))
            await screen.until(lambda: screen.studio.display(ON).stage == "failed")
            display = screen.studio.display(ON)
            assert "photo.png is too large" in display.problems[0].message
            assert display.shown == display.good, "the last good page stays"
            figure.unlink()
            await screen.told.put(frozenset(("briefs/bridge/figures/photo.png",)))
            await screen.until(lambda: screen.shows("one"))

        on_screen(scene)


class DescribeTheRoom:
    def it_says_why_the_room_on_a_page_could_not_be_measured(self, on_screen):
        async def scene(screen):
            screen.studio._weighing = Exhausted(fits=False)
            await screen.save("two")
            await screen.until(lambda: screen.studio.display(ON).unweighed)
            said = screen.studio.display(ON).as_json()
            assert said["unweighed"] == "fitting took more than 30 s of computing time"
            assert said["budget"] is None
            screen.studio._weighing = StandIn(fits=False)
            await screen.save("three")
            await screen.until(lambda: screen.shows("three") and not screen.studio.display(ON).unweighed)

        on_screen(scene)
