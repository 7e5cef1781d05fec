"""Rule `bands`: a probability in figures lies inside the band of the word beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from copyfit.rules.finding import Finding
from copyfit.rules.page import PrintedPage
from copyfit.rules.prose import folded, sentences
from copyfit.rules.registry import Rule
from copyfit.rules.scales import FoundTerm, Vocabulary, scales

_PERCENT = re.compile(
    r"(?P<low>\d+(?:[.,]\d+)?)(?:\s*(?:%|per cent)?\s*(?:–|-|to|and|à|et|إلى|و)\s*(?P<high>\d+(?:[.,]\d+)?))?"
    r"\s*(?:%|٪|per\s?cent\b|pour\s?cent\b|في المئة|في المائة|بالمئة)"
)
BESIDE = re.compile(r"^\s*[(,:–—]\s*(?:\w+\s+){0,2}$")
"""What may stand between a word and the figure that explains it: a bracket or a comma, and two words."""
NEAR_WORDS = 3
SHARE = re.compile(r"^\s*(?:of|des?|du|من)\b")
"""What makes a figure a share of something, not a probability."""


def check(page: PrintedPage, rule: Rule) -> Iterator[Finding]:
    """Yield each figure that contradicts the word for likelihood near it."""
    declared = page.edition.brief.yardstick
    if declared == "none":
        return
    scale = scales()[declared]
    vocabulary = Vocabulary(page.language, page.labels)
    chance = tuple(folded(word) for word in rule.limits["chance"].get(page.language, ()))
    for block in page.prose:
        for sentence in sentences(block.text):
            for found, low, high in _pairs(sentence, list(vocabulary.found_in(sentence)), chance):
                term = found.of(declared)
                if term and not (term.step.band[0] <= low and high <= term.step.band[1]):
                    values = {
                        "figure": _written(low, high),
                        "word": found.phrase,
                        "band": _written(*term.step.band),
                        "scale": scale.name,
                    }
                    yield Finding(
                        "outside", page.place(block.statement, sentence), values, is_mild=not scale.confirmed
                    )


def _pairs(
    sentence: str, words: list[FoundTerm], chance: tuple[str, ...]
) -> Iterator[tuple[FoundTerm, float, float]]:
    """Yield each word for likelihood with the figure that stands beside it, in per cent."""
    text = folded(sentence)
    for figure in _PERCENT.finditer(text):
        low = _number(figure["low"])
        high = _number(figure["high"]) if figure["high"] else low
        is_share = SHARE.match(text[figure.end() :])
        beside = [word for word in words if BESIDE.match(text[word.end : figure.start()]) and not is_share]
        if not beside and _is_a_chance(text, figure, chance):
            beside = sorted(words, key=lambda word: abs(word.start - figure.start()))
        if beside:
            yield beside[0], low, high


def _is_a_chance(text: str, figure: re.Match[str], chance: tuple[str, ...]) -> bool:
    """Return whether the words around a figure say that it is a probability."""
    around = (*text[: figure.start()].split()[-NEAR_WORDS:], *text[figure.end() :].split()[:NEAR_WORDS])
    return any(word.strip(".,;:()").startswith(chance) for word in around) if chance else False


def _number(written: str) -> float:
    return float(written.replace(",", "."))


def _written(low: float, high: float) -> str:
    return f"{low:g}%" if low == high else f"{low:g}–{high:g}%"
