"""Rule `abbreviations`: an abbreviation is said in full where this page first uses it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from copyfit.content.kinds import Term
from copyfit.rules.finding import Finding
from copyfit.rules.page import NOT_PROSE, Passage, PrintedPage
from copyfit.rules.prose import without_quotations
from copyfit.rules.registry import Rule

ABBREVIATION = re.compile(r"(?<![\w&:./@+-])[A-Z][A-Z0-9&]{1,7}(?=s?(?![\w@/+]))")
ROMAN = re.compile(r"X{0,3}(?:IX|IV|V?I{0,3})")
"""Numerals up to 39, as in the names of kings."""
LEAST_LETTERS = 2
CLOSES = re.compile(r"s?[),;]")


def check(page: PrintedPage, rule: Rule) -> Iterator[Finding]:
    """Yield each abbreviation that the page uses before, or without, saying what it stands for."""
    known = rule.limits["known"].get(page.language)
    if known is None:
        return
    seen = {*known, *_terms(page), *_house_words(page.labels)}
    seen.update(re.findall(r"\w+", page.edition.brief.marking.label or ""))
    for block in page.blocks:
        if block.is_reference or block.style in NOT_PROSE or _is_a_title(block):
            continue
        for short, is_expanded in _abbreviations(block):
            if short in seen:
                continue
            seen.add(short)
            if not is_expanded:
                yield Finding(
                    "unexplained", page.place(block.statement, _from(block.text, short)), {"short": short}
                )


def _abbreviations(block: Passage) -> Iterator[tuple[str, bool]]:
    """Yield each abbreviation of a block, and whether its words stand beside it."""
    text = without_quotations(block.text)
    for match in ABBREVIATION.finditer(text):
        if not _is_a_symbol(match[0]):
            before, after = text[: match.start()], text[match.end() :]
            yield match[0], _follows_its_name(before, after) or _precedes_its_name(match[0], after)


def _follows_its_name(before: str, after: str) -> bool:
    """Return whether an abbreviation stands alone in brackets, behind words: `Harbour Safety Board (HSB)`."""
    return before.endswith("(") and bool(before[:-1].split()) and bool(CLOSES.match(after))


def _precedes_its_name(short: str, after: str) -> bool:
    """Return whether brackets behind an abbreviation say it in full: `HSB (Harbour Safety Board)`."""
    opened = after.removeprefix("s").lstrip()
    inside = opened[1:].partition(")")[0].split() if opened.startswith("(") else []
    return len(inside) > 1 and inside[0][:1].casefold() == short[:1].casefold()


def _terms(page: PrintedPage) -> Iterator[str]:
    """Yield the terms that the page itself explains."""
    for term in page.edition.brief.of_kind(Term):
        if term.id in page.shown:
            yield term.term.strip("*")


def _house_words(value: Any) -> Iterator[str]:
    """Yield the abbreviations in the labels: the house's readers know them, and no brief can explain them."""
    if isinstance(value, str):
        yield from ABBREVIATION.findall(value)
    elif isinstance(value, Mapping | list):
        for part in value.values() if isinstance(value, Mapping) else value:
            yield from _house_words(part)


def _is_a_symbol(short: str) -> bool:
    """Return whether capitals are a numeral, or a letter with figures, such as G7 or A4."""
    return bool(ROMAN.fullmatch(short)) or sum(letter.isalpha() for letter in short) < LEAST_LETTERS


def _is_a_title(block: Passage) -> bool:
    """Return whether a block is the page's title: it may be short, what follows explains it."""
    return block.tag == "h1"


def _from(text: str, short: str) -> str:
    at = re.search(rf"\b{re.escape(short)}", text)
    return text[at.start() :] if at else text
