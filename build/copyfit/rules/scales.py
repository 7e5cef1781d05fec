"""The words for likelihood, and how likely each is.

In: `yardsticks.yaml` and a language's labels. Out: a `Vocabulary`. Next: the rules on judgements.

English has its forms beside the bands. Other languages say theirs in the labels: `term`, and `forms` where
a word changes with its sentence. A language without them has no vocabulary, and nothing is looked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import files as package_files
from typing import Any

from pydantic import BaseModel, ConfigDict

from copyfit.errors import TemplateError
from copyfit.rules.prose import folded, phrase_pattern, without_quotations
from copyfit.yaml.file import read_yaml
from copyfit.yaml.schema import checked

ARABIC_PREFIXES = ("و", "ف", "ب", "ل", "ال", "وال", "فال", "بال", "لل")


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Step(_Part):
    """One term of a scale and its band in per cent, ends included."""

    key: str
    band: tuple[float, float]
    forms: tuple[str, ...] = ()
    second: tuple[str, ...] = ()
    bare: tuple[str, ...] = ()


class Scale(_Part):
    """One yardstick, from unlikely to likely. `confirmed`: its bands were read in the standard itself."""

    name: str
    source: str
    confirmed: bool = True
    steps: tuple[Step, ...]

    def step(self, key: str) -> Step | None:
        """Return the step that a judgement's `likelihood` names, by its key or a word of the second row."""
        return next((step for step in self.steps if key in (step.key, *step.second)), None)


class _Scales(_Part):
    icd203: Scale
    phia: Scale
    ipcc: Scale


@dataclass(frozen=True, slots=True)
class ScaleTerm:
    """A way to say a step: the scale's name, the step, and whether it is of ICD 203's second row."""

    scale: str
    step: Step
    is_second: bool = False


@dataclass(frozen=True, slots=True)
class FoundTerm:
    """A phrase in a text that says how likely something is, and the terms it can be."""

    phrase: str
    start: int
    end: int
    terms: tuple[ScaleTerm, ...]

    def of(self, scale: str) -> ScaleTerm | None:
        """Return the term of `scale` that this is, None if it is not of that scale."""
        return next((term for term in self.terms if term.scale == scale), None)


@lru_cache(maxsize=1)
def scales() -> Mapping[str, Scale]:
    """Return the yardsticks by the name that a brief declares."""
    content = package_files("copyfit.rules").joinpath("yardsticks.yaml").read_bytes()
    raw = read_yaml("copyfit/checks/yardsticks.yaml", content)
    found = checked(_Scales, raw.data, raw.places, TemplateError)
    return {name: getattr(found, name) for name in _Scales.model_fields}


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """Every word for likelihood that a language has, of all scales."""

    language: str
    labels: Mapping[str, Any]

    @cached_property
    def phrases(self) -> Mapping[str, tuple[ScaleTerm, ...]]:
        """The terms that each folded phrase can be."""
        found: dict[str, list[ScaleTerm]] = {}
        for name, scale in scales().items():
            for step in scale.steps:
                for phrase, is_second in self._words(name, step):
                    found.setdefault(folded(phrase), []).append(ScaleTerm(name, step, is_second))
        return {phrase: tuple(terms) for phrase, terms in found.items()}

    @cached_property
    def _pattern(self) -> Any:
        searched = set(self.phrases)
        for scale in scales().values():
            searched -= {folded(word) for step in scale.steps for word in step.bare}
        if self.language == "ar":
            searched |= {prefix + phrase for prefix in ARABIC_PREFIXES for phrase in searched}
        return phrase_pattern(searched)

    def found_in(self, text: str) -> Iterator[FoundTerm]:
        """Yield the words for likelihood in `text`, quotations left out; places are those of `folded`."""
        if self._pattern is None:
            return
        for match in self._pattern.finditer(folded(without_quotations(text))):
            phrase = " ".join(match["phrase"].split())
            yield FoundTerm(phrase, match.start(), match.end(), self._terms(phrase))

    def word_for(self, scale: str, key: str) -> str:
        """Return how the language says the step `key` of a scale; the key if it does not say."""
        said = next((str(word["term"]) for word in self._labelled(scale) if word.get("key") == key), key)
        return said.replace("\u00ad", "")

    def _terms(self, phrase: str) -> tuple[ScaleTerm, ...]:
        if phrase not in self.phrases:
            phrase = next(
                phrase[len(prefix) :]
                for prefix in sorted(ARABIC_PREFIXES, key=len, reverse=True)
                if phrase.startswith(prefix) and phrase[len(prefix) :] in self.phrases
            )
        return self.phrases[phrase]

    def _words(self, scale: str, step: Step) -> Iterator[tuple[str, bool]]:
        """Yield the ways to say a step, and whether each is of the second row."""
        if self.language == "en":
            for phrase in (step.key, *step.forms):
                yield phrase, False
            for phrase in step.second:
                yield phrase, True
        for word in self._labelled(scale):
            if word.get("key") == step.key:
                for phrase in (word.get("term", ""), *word.get("forms", ())):
                    yield str(phrase), False

    def _labelled(self, scale: str) -> list[Mapping[str, Any]]:
        listed = self.labels.get("yardsticks", {})
        steps = listed.get(scale, []) if isinstance(listed, Mapping) else []
        return [step for step in steps if isinstance(step, Mapping)]
