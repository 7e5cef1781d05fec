"""Rule `yardstick`: likelihood is said in the words of the yardstick that the brief declares."""

from __future__ import annotations

from collections.abc import Iterator

from copyfit.content.kinds import Judgement
from copyfit.rules.finding import Finding
from copyfit.rules.page import PrintedPage
from copyfit.rules.prose import folded
from copyfit.rules.registry import Rule
from copyfit.rules.scales import FoundTerm, Scale, Step, Vocabulary, scales


def check(page: PrintedPage, _rule: Rule) -> Iterator[Finding]:
    """Yield judgements without a yardstick, and words for likelihood that it does not have."""
    declared = page.edition.brief.yardstick
    judgements = list(page.judgements)
    if declared == "none":
        if judgements:
            yield Finding("undeclared", page.place_of("yardstick"), {"count": len(judgements)})
        return
    vocabulary = Vocabulary(page.language, page.labels)
    for judgement in judgements:
        yield from _judgement(page, judgement, scales()[declared], vocabulary)
    rows: dict[bool, str] = {}
    for block in page.prose:
        for found in vocabulary.found_in(block.text):
            yield from _word(page, block.statement, block.text, found, vocabulary)
            term = found.of(declared)
            if term and term.step.second:
                rows.setdefault(term.is_second, found.phrase)
    if len(rows) > 1:
        values = {"first": rows[False], "second": rows[True]}
        yield Finding("mixed", page.place_of("yardstick"), values, is_mild=True)


def _judgement(
    page: PrintedPage, judgement: Judgement, scale: Scale, vocabulary: Vocabulary
) -> Iterator[Finding]:
    """Yield what is wrong with a judgement's `likelihood`, and that its text says another."""
    at = page.edition.loaded.places.statements[judgement.id]
    if judgement.likelihood is None:
        return
    step = scale.step(judgement.likelihood)
    values = {"id": judgement.id, "word": judgement.likelihood, "scale": scale.name}
    if step is None:
        known = ", ".join(step.key for step in scale.steps)
        yield Finding("unknown", page.place_of(*at, "likelihood"), {**values, "known": known})
        return
    _, text = page.edition.wording(judgement, judgement.id)
    said = list(vocabulary.found_in(text.replace("*", "")))
    name = page.edition.brief.yardstick
    if not any((term := found.of(name)) and term.step.key == step.key for found in said):
        word = vocabulary.word_for(name, step.key)
        yield Finding("unsaid", page.place(judgement.id, text), {**values, "word": word})


def _word(
    page: PrintedPage, statement: str | None, text: str, found: FoundTerm, vocabulary: Vocabulary
) -> Iterator[Finding]:
    """Yield that a word for likelihood is not one of the declared yardstick."""
    declared = page.edition.brief.yardstick
    if found.of(declared):
        return
    other = found.terms[0]
    near = _nearest(scales()[declared], other.step)
    values = {
        "word": found.phrase,
        "scale": scales()[declared].name,
        "other": scales()[other.scale].name,
        "near": vocabulary.word_for(declared, near.key),
    }
    yield Finding("foreign", page.place(statement, _from(text, found)), values)


def _nearest(scale: Scale, step: Step) -> Step:
    """Return the step of `scale` whose middle is nearest to that of `step`."""
    return min(scale.steps, key=lambda own: abs(sum(own.band) - sum(step.band)))


def _from(text: str, found: FoundTerm) -> str:
    """Return `text` from the word that was found on."""
    at = folded(text).find(found.phrase)
    return text[at:] if len(folded(text)) == len(text) and at >= 0 else text
