"""`text-case` and `strip-periods` over runs (CSL 1.0.2, "Text-case").

In: runs and a case. Out: runs with other letters; what is marked `nocase`, or stands raised or lowered,
keeps its own.
"""

from __future__ import annotations

import re
from dataclasses import replace

from copyfit.content.csl.runs import CLOSE, OPEN, WRITTEN_CLOSE, WRITTEN_OPEN, Runs, words_of
from copyfit.content.csl.style import Element

STOP_WORDS = frozenset(
    "a an and as at but by down for from in into nor of on onto or over so the till to up via with yet "
    "d’ de et v. van von vs.".split()
)
"""Words that stay small in a title (CSL 1.0.2, "Title Case Conversion")."""
WORD = re.compile(r"[^\s\u00a0–—/-]+")
OPENING = f'“‘"([{{«{OPEN}{WRITTEN_OPEN}'
MARKS = f"“”‘’\"'([{{«»{OPEN}{CLOSE}{WRITTEN_OPEN}{WRITTEN_CLOSE}"


def cased(runs: Runs, node: Element, *, english: bool) -> Runs:
    """Return `runs` in the case, and without the full stops, that `node` asks for."""
    if node.get("strip-periods") == "true":
        runs = [replace(run, text=run.text.replace(".", "")) for run in runs]
    case = node.get("text-case")
    if not case or not runs:
        return runs
    if case == "title" and not english:
        return runs
    text = words_of(runs)
    changed = _CASES[case](text) if case in _CASES else text
    return _laid_back(runs, changed) if len(changed) == len(text) else runs


def _laid_back(runs: Runs, text: str) -> Runs:
    found, at = [], 0
    for run in runs:
        end = at + len(run.text)
        found.append(run if run.fixed else replace(run, text=text[at:end]))
        at = end
    return found


def _each(text: str, change: str) -> str:
    """Return `text` with every letter changed whose other case is one letter too."""
    changed = [getattr(letter, change)() for letter in text]
    return "".join(new if len(new) == 1 else old for old, new in zip(text, changed, strict=True))


def _first_up(word: str) -> str:
    for index, letter in enumerate(word):
        if letter not in MARKS:
            if index and word[index - 1] in "'’" and not word[index + 1 :].strip(MARKS):
                return word
            return word[:index] + _each(letter, "upper") + word[index + 1 :]
    return word


def _capitalize_first(text: str) -> str:
    match = WORD.search(text)
    return text[: match.start()] + _first_up(match[0]) + text[match.end() :] if match else text


def _capitalize_all(text: str) -> str:
    return WORD.sub(lambda match: _first_up(match[0]), text)


def _sentence(text: str) -> str:
    shouted = text.upper() == text
    lowered = WORD.sub(
        lambda match: _each(match[0], "lower") if shouted or _is_title(match[0]) else match[0], text
    )
    return _capitalize_first(lowered)


def _is_title(word: str) -> bool:
    bare = word.strip(MARKS)
    return bare[1:] == bare[1:].lower()


def _title(text: str) -> str:
    words = list(WORD.finditer(text))
    last = words[-1].start() if words else 0

    def turned(match: re.Match[str]) -> str:
        word = match[0]
        bare = word.strip(MARKS + ".,;:!?")
        before = text[: match.start()].rstrip(" \u00a0" + MARKS)
        begins = not before or before[-1] in ":.!?—" or word[0] in OPENING
        if bare != bare.lower() and bare.lower() not in STOP_WORDS:
            return word
        if bare.lower() in STOP_WORDS and not begins and match.start() != last:
            return _each(word, "lower") if _is_title(word) and len(bare) > 1 else word
        if text[match.start() - 1 : match.start()] == "-" and bare.lower() in STOP_WORDS:
            return word
        return word if bare != bare.lower() else _first_up(word)

    return WORD.sub(turned, text)


_CASES = {
    "lowercase": lambda text: _each(text, "lower"),
    "uppercase": lambda text: _each(text, "upper"),
    "capitalize-first": _capitalize_first,
    "capitalize-all": _capitalize_all,
    "sentence": _sentence,
    "title": _title,
}
