"""Boxes that float, and boxes that clear them: predicted where they are found once the page is laid out."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from copyfit.fit.choice import NOTHING, SHORT, Choice
from copyfit.fit.ladder import Rung
from copyfit.fit.measures import measured

from .paper import CSS, Page, Paper, Said, settings_css, trial_of, words

NEAR = 0.1
FLOATS = """
.left, .right { width: 56mm; margin-top: var(--gap-paragraph) }
.left { float: left; clear: left } .right { float: right; clear: right }
.clear { clear: both; margin-top: 6pt }
.field { display: flow-root; margin-top: 9pt; padding-top: var(--gap-cell) }
div.lead { margin-top: var(--gap-section) }
"""


@dataclass(frozen=True)
class Loose(Paper):
    """A page of blocks in the order of their statements; `part` is a block's tag and class."""

    def html(self, setting, choice, extras):
        """Return the page."""
        body = ""
        for one in self.said:
            said = one.words(choice)
            if said is not None:
                tag, _, kind = one.part.partition(".")
                body += f'<{tag} class="{kind}" data-statement="{one.id}">{said}</{tag}>'
        style = f"<style>{self.css}{FLOATS}</style><style>{settings_css(setting)}</style>"
        head = f"<meta charset=utf-8><title>Page</title>{style}"
        html = f'<!doctype html><html lang="en"><head>{head}</head>'
        return f'{html}<body><main><div class="field">{body}</div></main></body></html>'


def page(*parts):
    said = (
        Said(f"s{n}", words(4 + n * 7 % 19, "en", n), words(3, "en", n), optional=True, part=part)
        for n, part in enumerate(parts)
    )
    return Loose(tuple(said), css=CSS)


PAGES = {
    "no float": page("div.lead", "p", "p", "p", "div.lead"),
    "columns of one box": page("p", "aside.left", "aside.right", "p.clear", "p"),
    "columns of several boxes": page("p", *["aside.left", "aside.right"] * 3, "p.clear", "p"),
    "columns at the head": page("aside.left", "aside.right", "p.clear", "p"),
    "columns at the head, a block below": page(
        *["aside.left", "aside.right", "aside.left"], "div.clear", "p"
    ),
    "columns at the foot": page("p", "aside.right", "aside.left", "aside.left"),
    "columns within a page": page("p", "aside.left", "aside.left", "aside.right", "p.clear", "div.lead"),
}


class DescribeAPageWithFloats:
    @pytest.mark.parametrize("name", PAGES)
    def it_is_predicted_at_another_setting(self, name):
        paper = PAGES[name]
        view = trial_of(paper).first()
        for size, air in ((11.0, 0.1), (9.5, 1.0)):
            setting = view.setting(Rung(size, view.ladder.leadings_pt(size)[0]), air)
            real = measured(paper.lay_out(setting, Page(NOTHING), view.paper))
            assert view.at(setting).ink_pt == pytest.approx(real.ink_pt, abs=NEAR), (size, air)

    @pytest.mark.parametrize("gone", ["s0", "s1"])
    def it_is_predicted_without_one_of_the_columns_at_its_head(self, gone):
        paper = PAGES["columns at the head"]
        trial = trial_of(paper)
        view = trial.bare(trial.first(), NOTHING)
        setting, choice = view.setting(view.ladder.floor(), 0.4), Choice(frozenset(), frozenset({gone}))
        real = measured(paper.lay_out(setting, Page(choice), view.paper))
        assert view.stack.at(setting, choice).ink_pt == pytest.approx(real.ink_pt, abs=NEAR)


class DescribeAPageOfBlocks:
    def it_is_predicted_without_each_of_them_or_with_fewer_words(self):
        paper = PAGES["no float"]
        trial = trial_of(paper)
        view = trial.bare(trial.first(), NOTHING)
        stack = view.stack.with_wordings(SHORT, trial.short(view))
        setting = view.setting(view.ladder.floor(), 0.4)
        for one in paper.said[1:]:
            for choice in (
                Choice(frozenset(), frozenset({one.id})),
                Choice(frozenset({one.id}), frozenset()),
            ):
                real = measured(paper.lay_out(setting, Page(choice), view.paper))
                assert stack.at(setting, choice).ink_pt == pytest.approx(real.ink_pt, abs=NEAR), one.id
