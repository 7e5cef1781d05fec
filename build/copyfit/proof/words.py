"""Every word of the HTML is in the laid-out boxes, once and in document order.

In: a `Layout`. Out: problems that name the first words lost, repeated or out of order, and the
statement they belong to.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from copyfit.errors import About, Problem
from copyfit.layout.boxes import Box, Layout
from copyfit.layout.texts import SourceText, source_texts
from copyfit.proof.stretches import stretches

QUOTED_WORDS = 8
LONGEST_QUOTED = 40
BREAKS_AND_HYPHENS = {ord(mark): None for mark in "\u00ad\u2010-\u200b"}
"""What the engine may add or drop where it breaks a line."""
UNSEEN = {ord(mark): None for mark in "\u200e\u200f\u061c\u200c\u200d\u2060"}
"""Marks that turn, join or part what is beside them and show nothing themselves (UAX #9, §2.6; UAX #14)."""


@dataclass(frozen=True, slots=True)
class SeenWord:
    """A word and the statement it belongs to."""

    text: str
    statement: str | None


def word_problems(layout: Layout) -> list[Problem]:
    """Return what is wrong with the words of `layout`, and whether it has more than one page."""
    texts = source_texts(layout)
    body = [text for text in texts if not text.running]
    bodies = [page.body for page in layout.pages]
    problems = [*_page_problems(layout), *_difference(body, bodies)]
    running = [text for text in texts if text.running]
    margins = [box for page in layout.pages for box in (*page.header, *page.footer)]
    if running and not _all_in_margins(running, margins):
        problems += _difference(running, margins)
    return problems


def quoted(words: Iterable[str]) -> str:
    """Return the first words in quotation marks, with an ellipsis if there are more."""
    listed = [word if len(word) <= LONGEST_QUOTED else f"{word[:LONGEST_QUOTED]}…" for word in words]
    more = " …" if len(listed) > QUOTED_WORDS else ""
    return f"“{' '.join(listed[:QUOTED_WORDS])}{more}”"


def of_statement(statement: str | None) -> str:
    """Return the words that name a statement in a message, or nothing."""
    return f" of `{statement}`" if statement else ""


def letters(text: str) -> str:
    """Return `text` without what may differ between source and page: spaces, hyphens, unseen marks, case."""
    return "".join(text.split()).translate(BREAKS_AND_HYPHENS | UNSEEN).casefold()


def _page_problems(layout: Layout) -> list[Problem]:
    count = len(layout.pages)
    if count == 1:
        return []
    beyond = stretches(layout.pages[1].body, markers=False)
    first = next((stretch for stretch in beyond if stretch.text.strip()), None)
    begins = f"; the second begins with {quoted(first.text.split())}" if first else ""
    statement = first.statement if first else None
    return [
        Problem(
            "not-one-page",
            f"the layout has {count} pages{begins}{of_statement(statement)}",
            "shorten the text, or let it shrink further",
            about=About("style"),
        )
    ]


def _all_in_margins(running: Sequence[SourceText], margins: Sequence[Box]) -> bool:
    """Return whether each margin holds a stretch of the running texts, and together they hold all.

    A running element may be shown twice, and the engine's order of margins is not the source's.
    """
    wanted = letters("".join(text.text for text in running))
    held = [letters("".join(_shown(margin))) for margin in margins]
    if not all(stretch in wanted for stretch in held):
        return False
    return len(wanted) == sum(map(len, dict.fromkeys(held)))


def _difference(texts: Sequence[SourceText], roots: Sequence[Box]) -> list[Problem]:
    """Return the problem that the words of `texts` are not those of `roots` in the same order."""
    shown = "".join(piece for root in roots for piece in _shown(root))
    if letters("".join(text.text for text in texts)) == letters(shown):
        return []
    source = list(_words_of(texts))
    page = shown.split()
    missing = Counter(word.text.casefold() for word in source) - Counter(word.casefold() for word in page)
    changed = list(_changed(source, page))
    lost = [word for word in changed if word.text.casefold() in missing] if missing else []
    if lost:
        return [_lost(lost, missing.total())]
    if len(page) > len(source) or not changed:
        extra = Counter(page) - Counter(word.text for word in source)
        return [_repeated([word for word in page if word in extra])]
    return [_disordered(changed)]


def _shown(root: Box) -> Iterator[str]:
    """Yield what `root` shows of the HTML's text, with a space where a word ends."""
    for box in root.walk():
        for line in box.lines:
            yield "".join(run.text for run in line.runs if not run.generated)
            if line.ends_in_space:
                yield " "
        yield " "


def _words_of(texts: Sequence[SourceText]) -> Iterator[SeenWord]:
    """Yield the words of `texts`; a word may go on from one text into the next."""
    letters_so_far, statement = "", None
    for piece in texts:
        pieces = piece.text.split()
        if letters_so_far and (piece.apart or piece.text[0].isspace()):
            yield SeenWord(letters_so_far, statement)
            letters_so_far = ""
        for word in pieces[:-1]:
            yield SeenWord(letters_so_far + word, statement if letters_so_far else piece.statement)
            letters_so_far = ""
        if pieces:
            statement = statement if letters_so_far else piece.statement
            letters_so_far += pieces[-1]
            if piece.text[-1].isspace():
                yield SeenWord(letters_so_far, statement)
                letters_so_far = ""
    if letters_so_far:
        yield SeenWord(letters_so_far, statement)


def _changed(source: Sequence[SeenWord], page: Sequence[str]) -> Iterator[SeenWord]:
    """Yield the words of the source that the page does not show at their place."""
    matcher = SequenceMatcher(
        None, [word.text.casefold() for word in source], [word.casefold() for word in page], autojunk=False
    )
    for kind, start, end, _, _ in matcher.get_opcodes():
        if kind != "equal":
            yield from source[start:end]


def _lost(words: Sequence[SeenWord], count: int) -> Problem:
    number = "1 word is" if count == 1 else f"{count} words are"
    lost = f"{quoted(word.text for word in words)}{of_statement(words[0].statement)}"
    return Problem(
        "words-lost",
        f"{number} not on the page, beginning with {lost}",
        "let the page's text flow: no fixed height, no `display: none`, and no absolute, fixed, floated "
        "or inline-block box around all of it; `hidden` on an element takes it out on purpose",
        about=About("style"),
    )


def _repeated(words: Sequence[str]) -> Problem:
    return Problem(
        "words-repeated",
        f"the page shows words that the text has fewer times, beginning with {quoted(words)}",
        "look for a style that shows an element twice",
        about=About("style"),
    )


def _disordered(words: Sequence[SeenWord]) -> Problem:
    return Problem(
        "words-disordered",
        f"the page shows {quoted(word.text for word in words)}{of_statement(words[0].statement)} "
        "in another order than the text has it",
        "move it in the template, not with the style sheet, so that it is read aloud in the order seen",
        about=About("style"),
    )
