"""The rules as data: `rules.yaml` beside this module, and what a house changes of it.

In: the job's files. Out: `Rule`s by id. Next: each is run by the module of its name.

A house changes levels and limits in `templates/shared/rules.yaml`, by rule:
`sentence-length: {levels: {executive: off}, limits: {words: {en: 30}}}`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from importlib.resources import files as package_files
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from copyfit.errors import Problem, TemplateError
from copyfit.language.numerals import plain
from copyfit.project import SHARED, TEMPLATES, Files
from copyfit.rules.shape import misshapen
from copyfit.yaml.file import read_yaml
from copyfit.yaml.schema import checked, did_you_mean, one_of

HOUSE_RULES = f"{TEMPLATES}/{SHARED}/rules.yaml"
PACKAGED = "copyfit/rules/rules.yaml"
ANY = "any"

Limits = Annotated[dict[str, Any], AfterValidator(plain)]
Level = Literal["error", "warning", "off"]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Says(_Part):
    """What is said of one kind of finding: a message with named blanks, and the way out."""

    message: str
    hint: str


class Standard(_Part):
    """The standard that a rule comes from."""

    name: str
    url: str


class Rule(_Part):
    """One editorial rule. `levels` are by variant; `any` stands for the variants not named."""

    id: str
    convention: str
    about: str
    sources: tuple[Standard, ...] = Field(min_length=1)
    levels: dict[str, Level]
    limits: Limits = Field(default_factory=dict)
    says: dict[str, Says]

    def level_for(self, variant: str) -> Level:
        """Return how grave a finding is on a page of `variant`."""
        return self.levels.get(variant, self.levels.get(ANY, "off"))


class _Registry(_Part):
    rules: tuple[Rule, ...]


class _Change(_Part):
    levels: dict[str, Level] = Field(default_factory=dict)
    limits: Limits = Field(default_factory=dict)


@lru_cache(maxsize=1)
def packaged_rules() -> Mapping[str, Rule]:
    """Return the rules that come with the program, by id, in the order of their file."""
    content = package_files("copyfit.rules").joinpath("rules.yaml").read_bytes()
    raw = read_yaml(PACKAGED, content)
    registry = checked(_Registry, raw.data, raw.places, TemplateError)
    return {rule.id: rule for rule in registry.rules}


def read_rules(files: Files) -> Mapping[str, Rule]:
    """Return every rule by id, as the house wants it.

    Raises TemplateError if `templates/shared/rules.yaml` names a rule or a limit that is not there.
    """
    rules = dict(packaged_rules())
    if HOUSE_RULES not in files:
        return rules
    raw = read_yaml(HOUSE_RULES, files[HOUSE_RULES], TemplateError)
    problems: list[Problem] = []
    for name, data in raw.data.items():
        if name not in rules:
            place = raw.places.of_key(name)
            problems.append(replace(unknown_rule(name, rules), place=place))
            continue
        change = checked(_Change, data, raw.places, TemplateError, (name,))
        for limit in _unknown_limits(change, rules[name]):
            hint = did_you_mean(limit, rules[name].limits) or f"write {one_of(rules[name].limits)}"
            message = f"the rule `{name}` has no limit `{limit}`"
            problems.append(Problem("unknown-key", message, hint, raw.places.of_key(name, "limits", limit)))
        found = tuple(misshapen(rules[name].limits, change.limits, raw.places, (name, "limits")))
        problems += found
        if not found:
            rules[name] = _changed(rules[name], change)
    if problems:
        raise TemplateError(problems)
    return rules


def unknown_rule(name: str, known: Mapping[str, Rule]) -> Problem:
    """Return the problem that there is no rule `name`; its place is for the caller to say."""
    hint = did_you_mean(name, known) or f"write {one_of(known, 20)}"
    return Problem("unknown-rule", f"there is no rule `{name}`", hint)


def _unknown_limits(change: _Change, rule: Rule) -> Iterator[str]:
    return (name for name in change.limits if name not in rule.limits)


def _changed(rule: Rule, change: _Change) -> Rule:
    """Return `rule` with the house's levels and limits."""
    limits = _over(rule.limits, change.limits)
    return rule.model_copy(update={"levels": {**rule.levels, **change.levels}, "limits": limits})


def _over(own: Any, value: Any) -> Any:
    """Return the house's `value` over the rule's: a list is added to, a mapping is changed where named."""
    if isinstance(own, dict) and isinstance(value, dict):
        return {**own, **{key: _over(own.get(key), part) for key, part in value.items()}}
    if isinstance(own, list) and isinstance(value, list):
        return [*own, *value]
    return value
