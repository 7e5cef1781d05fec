"""One edition, to be looked at: the page as it will print, and where on it everything stands.

In: a `Job` with a `Look`. Out: a `Showing`. Next: the preview shows it. Runs in a worker process that is kept
warm; what it remembers from page to page changes how long a page takes and nothing else.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from copyfit import trace
from copyfit.content.edition import DROPPED, SHORT, Edition, Setting
from copyfit.errors import BriefError, Problem
from copyfit.fit import ladder_of
from copyfit.fit.ladder import Ladder, Rung
from copyfit.layout import laid
from copyfit.layout.boxes import Layout
from copyfit.make import is_asked_accessible, placing, pressed, selected
from copyfit.page import compose
from copyfit.pdf import glimpse_pdf, write_pdf
from copyfit.protocol import Job
from copyfit.scene import Glimpse, Look, Pose, Showing, Wish
from copyfit.show.read import scene_of
from copyfit.show.word import word_page


def show(job: Job) -> Showing:
    """Return the page that `job.look` asks for.

    Raises CopyfitError if the brief, the template or the fit does not allow it.
    """
    look = job.look or Look()
    if look.pose is None:
        return _fitted(job)
    with _uncollected():
        return _posed(job, look.pose, look.wish)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Put off looking for garbage while one page is laid out: a twentieth of the time, for some memory."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _fitted(job: Job) -> Showing:
    """Return the page fitted, with the files that a build would write, and the Word file read back."""
    made = pressed(replace(job, formats=("pdf", "docx")))
    fitted = made.fitted
    ladder = ladder_of(fitted.edition, accessible=is_asked_accessible(job))
    pose = _pose_of(fitted.setting, fitted.edition)
    scene = scene_of(fitted.layout, made.page, fitted.edition, pose, ladder, made.story)
    word = word_page(made.artifacts.files["docx"], fitted.layout)
    return Showing(made.artifacts.files, replace(scene, word=word), made.artifacts.account)


def _posed(job: Job, pose: Pose, wish: Wish | None) -> Showing:
    """Return the page as it stood, in one layout: what it says may be too long for it now.

    It can be looked at before it is read, which takes a moment longer.
    Raises BriefError if it cannot stand so any more.
    """
    page = selected(job)
    ladder = ladder_of(page.edition, accessible=is_asked_accessible(job))
    _check(pose, ladder, page.edition)
    with placing(page):
        edition = _as_stood(page.edition, pose)
        setting = _wished(wish, pose, ladder) if wish else _setting_of(pose)
        made = laid(compose(edition, setting, page.files), page.files)
        pdf = glimpse_pdf(made)
        if pdf is not None:
            trace.seen(Glimpse(pdf))
        layout = made.read()
        first = replace(layout, pages=layout.pages[:1])
        scene = scene_of(first, page, edition, _pose_of(setting, edition), ladder, None)
        pdf = pdf or write_pdf(first)
    return Showing({"pdf": pdf}, replace(scene, pages=len(layout.pages)), problems=_too_long(layout))


def _check(pose: Pose, ladder: Ladder, edition: Edition) -> None:
    """Raise BriefError if the ladder has no such arrangement any more."""
    if pose.arrangement and not ladder.plan.has(pose.arrangement):
        message = f"`{edition.variant.name}` pages are not arranged as `{pose.arrangement}` any more"
        raise BriefError(Problem("unknown-arrangement", message, "it is being fitted anew", None))


def _as_stood(edition: Edition, pose: Pose) -> Edition:
    """Return the edition with what gave way then, and the extras that were on it."""
    choices = {**dict.fromkeys(pose.shortened, SHORT), **dict.fromkeys(pose.dropped, DROPPED)}
    chosen = edition.with_choices(choices)
    extras = frozenset(pose.extras)
    return replace(chosen, extras=extras, arrangement=pose.arrangement, breaks=pose.breaks)


def _setting_of(pose: Pose) -> Setting:
    return Setting(
        pose.body_pt, pose.leading_pt, pose.roles, pose.gaps_pt, pose.column_gaps_pt, pose.widths_pt
    )


def _wished(wish: Wish, pose: Pose, ladder: Ladder) -> Setting:
    """Return the setting nearest to the wish that the ladder has; columns keep the widths that they had."""
    size = min((*ladder.larger_pt, *ladder.sizes_pt), key=lambda size: abs(size - wish.body_pt))
    leading = min(ladder.leadings_pt(size), key=lambda leading: abs(leading - wish.leading_pt))
    air = min(max(wish.air, 0.0), 1.0)
    setting = ladder.setting(Rung(size, leading), air, None, pose.arrangement)
    return replace(setting, widths_pt={**setting.widths_pt, **pose.widths_pt})


def _pose_of(setting: Setting, edition: Edition) -> Pose:
    given = edition.choices.items()
    return Pose(
        setting.body_pt,
        setting.leading_pt,
        setting.roles,
        setting.gaps_pt,
        setting.column_gaps_pt,
        setting.widths_pt,
        tuple(sorted(one for one, how in given if how == SHORT)),
        tuple(sorted(one for one, how in given if how == DROPPED)),
        tuple(sorted(edition.extras)),
        edition.arrangement,
        edition.breaks,
    )


def _too_long(layout: Layout) -> tuple[Problem, ...]:
    if len(layout.pages) == 1:
        return ()
    message = f"at this setting the text takes {len(layout.pages)} pages; the first is shown"
    hint = "smaller type or tighter gaps would hold it"
    return (Problem("not-one-page", message, hint, severity="notice"),)
