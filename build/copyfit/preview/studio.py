"""The pages on screen, made again after each save: the one that is looked at first, the newest save only.

In: the project, saves, and who looks at what. Out: a `Display` of each edition on screen, and the list
of all. Next: `routes` sends both to the browser. Pages that nobody looks at wait until somebody does.

After a save a page is first set as the one before was, in one layout: its picture is shown as soon as it is
painted, what is known of it a moment later. Then it is fitted anew by a second process, and shown again. So a
word is seen at once, and soon after how the page stands with it.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field, replace

import anyio

from copyfit.account import Budget
from copyfit.build.request import FORMATS, Request, files_of
from copyfit.content.series.inputs import RowFiles
from copyfit.errors import CopyfitError
from copyfit.preview.display import Display
from copyfit.preview.easel import Easel
from copyfit.preview.hand import GivenUp, Hand
from copyfit.preview.listing import Row, listed
from copyfit.preview.watch import saves
from copyfit.project import EditionId, inputs_of, variants
from copyfit.protocol import Job, Task
from copyfit.scene import Glimpse, Look, Pose, Showing, Wish

CALM_SECONDS = 0.15
"""A page is fitted when nothing was saved for so long."""
LISTING_SECONDS = 0.7
MOST_DISPLAYS = 12
GONE = "unknown-arrangement"
"""What a page cannot stand as any more is fitted anew."""


@dataclass(eq=False)
class Viewer:
    """Somebody who looks at one edition; what has to be sent is `due`: "glimpse", "sheet", "list"."""

    edition: EditionId | None
    due: set[str] = field(default_factory=set)
    woken: asyncio.Event = field(default_factory=asyncio.Event)

    def tell(self, what: str) -> None:
        """Let something be sent to the viewer: of what is not sent yet, only the newest is."""
        self.due.add(what)
        self.woken.set()


class Studio:
    """Keeps what is on screen up to date, as long as `run` runs."""

    def __init__(self, request: Request) -> None:
        self.request = request
        self.rows: tuple[Row, ...] = ()
        self.layouts = 0
        self._tries = 0
        self._displays: dict[EditionId, Display] = {}
        self.easel = Easel()
        self._viewers: list[Viewer] = []
        self._setting = Hand()
        self._fitting = Hand()
        self._weighing = Hand(Task.WEIGH)
        self._one_at_a_time = asyncio.Lock()
        self._saved, self._unfitted, self._unlisted = asyncio.Event(), asyncio.Event(), asyncio.Event()
        self._stop = anyio.Event()

    async def run(self) -> None:
        """Follow saves until `close` is called."""
        for hand in (self._fitting, self._setting):
            await asyncio.to_thread(hand.start)
        loops = (self._follow, self._set, self._fit, self._list)
        tasks = [asyncio.create_task(loop()) for loop in loops]
        self._unlisted.set()
        try:
            await self._stop.wait()
        finally:
            for task in tasks:
                task.cancel()
            for hand in (self._setting, self._fitting, self._weighing):
                hand.close()
            await asyncio.gather(*tasks, return_exceptions=True)

    def close(self) -> None:
        """End `run`, and let every viewer go."""
        self._stop.set()
        for viewer in self._viewers:
            viewer.woken.set()

    # -- who looks at what ---------------------------------------------------------------------

    async def looks(self, edition: EditionId | None) -> AsyncIterator[tuple[str, Display | tuple[Row, ...]]]:
        """Yield what a viewer is to see, as it changes, for as long as it looks."""
        viewer = Viewer(edition, {"list"} | ({"sheet"} if edition else set()))
        viewer.woken.set()
        self._viewers.append(viewer)
        self._saved.set()
        try:
            while not self._stop.is_set():
                await viewer.woken.wait()
                viewer.woken.clear()
                due, viewer.due = viewer.due, set()
                if edition and "sheet" in due:
                    yield "sheet", self.display(edition)
                elif edition and "glimpse" in due and self.display(edition).glimpse:
                    yield "glimpse", self.display(edition)
                if "list" in due:
                    yield "list", self.rows
        finally:
            self._viewers.remove(viewer)

    def display(self, edition: EditionId) -> Display:
        """Return what is known of an edition."""
        return self._displays.get(edition) or Display(edition)

    @property
    def on_screen(self) -> tuple[EditionId, ...]:
        """The editions that are looked at, those looked at last first."""
        looked_at = (viewer.edition for viewer in reversed(self._viewers) if viewer.edition)
        return tuple(dict.fromkeys(looked_at))

    def _show(self, display: Display) -> None:
        self._displays.pop(display.id, None)
        self._displays[display.id] = display
        if display.shown and display.picture:
            self.easel.keep(display.id, display.picture, display.shown.files["pdf"])
        away = [one for one in self._displays if one not in self.on_screen]
        for one in away[: max(len(self._displays) - MOST_DISPLAYS, 0)]:
            del self._displays[one]
        self._tell("sheet", display.id)

    def _tell(self, what: str, edition: EditionId) -> None:
        for viewer in self._viewers:
            if viewer.edition == edition:
                viewer.tell(what)

    def _glimpsed(self, edition: EditionId, version: int, glimpse: Glimpse) -> None:
        """Show the picture of a page of which nothing else is known yet."""
        if self._is_newest(edition, version):
            display = self.display(edition).glimpsed()
            self._displays[edition] = display
            self.easel.keep(edition, display.glimpse, glimpse.pdf)
            self._tell("glimpse", edition)

    # -- what happens after a save -------------------------------------------------------------

    async def _follow(self) -> None:
        async for _ in saves(self.request.root, self._stop):
            for hand in (self._setting, self._fitting):
                await asyncio.to_thread(hand.give_up)
            self._saved.set()
            self._unlisted.set()

    async def _set(self) -> None:
        """Set what is on screen as it stood, whenever its files have changed."""
        while True:
            await self._saved.wait()
            self._saved.clear()
            for edition in self.on_screen:
                if self._saved.is_set():
                    break
                await self._set_one(edition)

    async def _set_one(self, edition: EditionId) -> None:
        before = self.display(edition)
        try:
            job, row = await asyncio.to_thread(self._job_and_row, edition)
        except CopyfitError as error:
            self._show(replace(before.failed(error.problems, before.version), job=None))
            return
        if job.files == before.files:
            return
        display = before.saved(job, row)
        self._displays[edition] = display
        pose = before.good.scene.pose if before.good else None
        if pose is not None:
            try:
                shown = await self._posed(
                    job, pose, None, lambda glimpse: self._glimpsed(edition, display.version, glimpse)
                )
            except GivenUp:
                self._displays[edition] = replace(before, painted=self.display(edition).painted)
                self._saved.set()
                return
            except CopyfitError as error:
                if not any(one.code == GONE for one in error.problems):
                    self._show(self.display(edition).failed(error.problems, display.version))
                    return
            else:
                self._show(self.display(edition).drafted(shown))
        else:
            self._show(display)
        self._unfitted.set()

    async def _posed(
        self, job: Job, pose: Pose, wish: Wish | None, glimpsed: Callable[[Glimpse], None] | None = None
    ) -> Showing:
        """Return the page set as it stood; `glimpsed` is called with its picture as soon as there is one."""
        loop = asyncio.get_running_loop()

        def early(glimpse: Glimpse) -> None:
            if glimpsed:
                loop.call_soon_threadsafe(glimpsed, glimpse)

        async with self._one_at_a_time:
            self.layouts += 1
            made = await asyncio.to_thread(self._setting.run, replace(job, look=Look(pose, wish)), early)
        assert isinstance(made, Showing), "a page that is to be shown is shown"
        return made

    async def tried(self, edition: EditionId, wish: Wish) -> tuple[int, Showing] | None:
        """Return the page at a setting that somebody wishes to see and its number; None if there is none yet.

        Its picture is kept by the number below 0.

        Raises CopyfitError if it cannot be set.
        """
        display = self.display(edition)
        if display.good is None:
            return None
        job = await asyncio.to_thread(self._job, edition)
        showing = await self._posed(job, display.good.scene.pose, wish)
        self._tries += 1
        self.easel.keep(edition, -self._tries, showing.files["pdf"])
        return self._tries, showing

    async def _fit(self) -> None:
        """Fit what is on screen when its files have come to rest."""
        while True:
            await self._unfitted.wait()
            self._unfitted.clear()
            for edition in self.on_screen:
                display = self.display(edition)
                if display.fitted_version < display.version:
                    await asyncio.sleep(CALM_SECONDS)
                    await self._fit_one(edition, self.display(edition))

    async def _fit_one(self, edition: EditionId, display: Display) -> None:
        job, version = display.job, display.version
        if job is None:
            return
        try:
            made = await asyncio.to_thread(self._fitting.run, job)
        except GivenUp:
            self._unfitted.set()
            return
        except CopyfitError as error:
            if self._is_newest(edition, version):
                self._show(self.display(edition).failed(error.problems, version))
                await self._weigh(edition, job, version)
            return
        assert isinstance(made, Showing), "a page that is to be shown is shown"
        now = self.display(edition)
        if now.version == version:
            self._show(now.fitted(made, version, self.request.today))
            await self._weigh(edition, job, version)
        elif now.good is None:  # how it stood is worth knowing, though its words are old
            self._show(replace(now.fitted(made, version, self.request.today), stage="draft"))

    async def _weigh(self, edition: EditionId, job: Job, version: int) -> None:
        """Say what takes the room, or why that cannot be said, when there is time for it."""
        if not self._is_newest(edition, version):
            return
        try:
            budget = await asyncio.to_thread(self._weighing.run, replace(job, look=None))
        except GivenUp:
            return
        except CopyfitError as error:
            budget, why = None, error.problems[0].message if error.problems else str(error)
        else:
            why = ""
        if self._is_newest(edition, version):
            room = budget if isinstance(budget, Budget) else None
            self._show(replace(self.display(edition), budget=room, unweighed=why))

    def _is_newest(self, edition: EditionId, version: int) -> bool:
        return self.display(edition).version == version

    def _job(self, edition: EditionId) -> Job:
        """Return the job of an edition as its files are now. Raises BriefError if they cannot be read."""
        return self._job_and_row(edition)[0]

    def _job_and_row(self, edition: EditionId) -> tuple[Job, RowFiles | None]:
        """Return the job, and what the row of a series has of the brief's files."""
        files, row = files_of(self.request.root, edition)
        job = Job(
            inputs_of(files, edition.variant),
            *(edition.brief, edition.variant, edition.language),
            FORMATS,
            variants(files),
            self.request.options,
            Look(),
            edition.row,
        )
        return job, row

    # -- the list ------------------------------------------------------------------------------

    async def _list(self) -> None:
        """Say how all editions stand, a moment after the last save."""
        while True:
            await self._unlisted.wait()
            if self.rows:
                await asyncio.sleep(LISTING_SECONDS)
            self._unlisted.clear()
            rows = await asyncio.to_thread(listed, self.request)
            if rows != self.rows:
                self.rows = rows
                for viewer in self._viewers:
                    viewer.tell("list")
