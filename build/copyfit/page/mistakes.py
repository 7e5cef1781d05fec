"""What a template did wrong, in words that its author can act on.

In: what Jinja raised, the template and its context. Out: a `Problem` at the line that holds the mistake: a
name that is not there is told where it is written, not where a macro that was handed it stumbled.
"""

from __future__ import annotations

import inspect
import re
import traceback
from collections.abc import Mapping
from typing import Any

import jinja2
from jinja2.exceptions import SecurityError

from copyfit.content.edition import Edition
from copyfit.errors import Place, Problem
from copyfit.project import CONTENT, TEMPLATES, Files
from copyfit.yaml.schema import did_you_mean, one_of

TAGS = "block call do else extends filter for from if import include macro raw set with".split()
LONGEST_EXPRESSION = 30
"""So many lines an expression is taken to have at most."""
OWN_FILTERS = ("inline", "date", "day", "when", "number")
LEFT_OPEN = re.compile(r"innermost block that needs to be closed is '(\w+)'")
UNKNOWN_TAG = re.compile(r"unknown tag '(\w+)'")
NO_FILTER = re.compile(r"[Nn]o (filter|test) named '(\w+)'")
UNDEFINED = re.compile(r"'([^']+)' is undefined|has no attribute '([^']+)'")
BRIEFS_PART = re.compile(r"\bbrief\.(\w+)")


class UndefinedAt(jinja2.UndefinedError):
    """A name that is not there was used: `name` of `owner`, written at `place` of a template."""

    def __init__(self, message: str, place: Place | None, owner: object, name: object) -> None:
        super().__init__(message)
        self.place = place
        self.owner = owner
        self.name = name


class NotPrintable(Exception):
    """A template printed what a page cannot show: a list, a mapping, or nothing at all."""

    def __init__(self, value: object) -> None:
        kind = "nothing" if value is None else "a mapping" if isinstance(value, Mapping) else "a list"
        super().__init__(f"{kind} is printed, which the page would show as the program holds it")


class Undefined(jinja2.StrictUndefined):
    """A name that is not there, which knows the line of the template that wrote it."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        if self._undefined_exception is jinja2.UndefinedError:
            place = _line_being_read()
            owner, name = self._undefined_obj, self._undefined_name
            self._undefined_exception = lambda message: UndefinedAt(message or "", place, owner, name)  # type: ignore[assignment]


def _line_being_read() -> Place | None:
    """Return the line of the template that is being rendered right now."""
    frame = inspect.currentframe()
    while frame is not None:
        template = frame.f_globals.get("__jinja_template__")
        if template is not None and frame.f_code.co_filename == template.filename:
            return Place(str(template.filename), template.get_corresponding_lineno(frame.f_lineno))
        frame = frame.f_back
    return None


def mistake(
    error: Exception, name: str, context: Mapping[str, Any], files: Files, edition: Edition
) -> Problem:
    """Return what a template did wrong, at the line that wrote it, or at the innermost that is known."""
    place = (error.place if isinstance(error, UndefinedAt) else None) or _line(error, name)
    if isinstance(error, jinja2.TemplateSyntaxError):
        return _syntax_problem(error, Place(f"{TEMPLATES}/{error.name or name}", error.lineno))
    if isinstance(error, jinja2.TemplateNotFound):
        return _not_found(str(error.name), place, files)
    if isinstance(error, jinja2.UndefinedError):
        lacking = _lacking(error, context, files)
        if lacking:
            return _needed(lacking, place, edition)
        named = _line_of_name(error, place, files)
        return _undefined(error, named, context, _source_line(named, files), edition)
    return _failed(error, place)


def _failed(error: Exception, place: Place) -> Problem:
    """Return why a template that can be read did not come to its end."""
    if isinstance(error, NotPrintable):
        hint = "print one of its parts, or a list joined: {{ names|join(', ') }}; a label is text in quotes"
        return Problem("template-prints", _sentence(error), hint, place)
    if isinstance(error, SecurityError | OverflowError):
        hint = "templates may only read what they are given"
        return Problem("template-refused", _sentence(error), hint, place)
    if isinstance(error, MemoryError):
        hint = "look for a huge repetition or width in this line"
        return Problem("template-too-large", "the template needs more memory than it may", hint, place)
    if isinstance(error, RecursionError):
        hint = "look for a macro that calls itself, or a template that includes itself"
        return Problem("template-too-deep", "the template does not come to an end", hint, place)
    if isinstance(error, SyntaxError):
        hint = "move the inner ones into a macro"
        return Problem("template-too-deep", "more than 20 loops stand inside one another", hint, place)
    if NO_FILTER.search(str(error)):
        return _no_filter(str(error), place)
    return Problem("template-failed", _sentence(error), "look at the expression in this line", place)


def _line(error: BaseException, name: str) -> Place:
    """Return the innermost template line that an error came through."""
    found = Place(f"{TEMPLATES}/{name}")
    for frame in traceback.extract_tb(error.__traceback__):
        if frame.filename.startswith(f"{TEMPLATES}/"):
            found = Place(frame.filename, frame.lineno or 0)
    return found


def _lacking(error: jinja2.UndefinedError, context: Mapping[str, Any], files: Files) -> str:
    """Return the part of the brief that a template uses though there is none, if that is the mistake."""
    brief = context.get("brief", {})
    frames = traceback.extract_tb(error.__traceback__)
    lines = [_source_line(Place(frame.filename, frame.lineno or 0), files) for frame in frames]
    for line in reversed(lines):
        for name in BRIEFS_PART.findall(line):
            if name in brief and brief[name] is None:
                return str(name)
    return ""


def _needed(name: str, place: Place, edition: Edition) -> Problem:
    """Return the problem that a page needs a part of the brief that it does not have, or no longer."""
    if getattr(edition.brief, name, None) is not None:
        message = (
            f"`brief.{name}` may be left out for room, and the template does not ask whether it is there"
        )
        return Problem("undefined", message, f"put {{% if brief.{name} %}} … {{% endif %}} around it", place)
    message = f"the {edition.variant.name} page needs `{name}`, which the brief does not have"
    hint = (
        f'write {name}: {{id: {name.replace("_", "-")}, text: "…"}}, or let the template ask '
        f"{{% if brief.{name} %}} in {place}"
    )
    return Problem("missing-key", message, hint, edition.loaded.places.of())


def _line_of_name(error: jinja2.UndefinedError, place: Place, files: Files) -> Place:
    """Return the line of an expression over several lines that has the name in it."""
    name = re.compile(rf"\b{re.escape(str(error.name))}\b") if isinstance(error, UndefinedAt) else None
    below = range(place.line, place.line + LONGEST_EXPRESSION)
    above = range(place.line - 1, max(place.line - LONGEST_EXPRESSION, 0), -1)
    for line in (*below, *above) if name else ():
        here = Place(place.path, line)
        if name and name.search(_source_line(here, files)):
            return here
    return place


def _source_line(place: Place, files: Files) -> str:
    lines = files.get(place.path, b"").decode("utf-8", "replace").split("\n")
    return lines[place.line - 1] if 0 < place.line <= len(lines) else ""


def _sentence(error: object) -> str:
    text = str(error).strip().rstrip(".")
    return text[:1].lower() + text[1:] if text else type(error).__name__


def _syntax_problem(error: jinja2.TemplateSyntaxError, place: Place) -> Problem:
    said = error.message or ""
    left_open, unknown = LEFT_OPEN.search(said), UNKNOWN_TAG.search(said)
    if left_open and unknown and unknown[1].startswith("end"):
        message = f"`{{% {left_open[1]} %}}` is still open at `{{% {unknown[1]} %}}`"
        return Problem("template-syntax", message, f"close it with {{% end{left_open[1]} %}}", place)
    if unknown:
        hint = did_you_mean(unknown[1], TAGS) or f"Jinja's own are {', '.join(TAGS)}"
        return Problem("template-syntax", f"unknown tag `{unknown[1]}`", hint, place)
    if NO_FILTER.search(said):
        return _no_filter(said, place)
    hint = "look at the brackets in this line and the one before: {{ … }} prints, {% … %} does"
    return Problem("template-syntax", _sentence(said), hint, place)


def _no_filter(said: str, place: Place) -> Problem:
    missing = NO_FILTER.search(said)
    assert missing
    hint = did_you_mean(missing[2], (*jinja2.filters.FILTERS, *OWN_FILTERS)) or "remove it"
    return Problem("template-syntax", f"unknown {missing[1]} `{missing[2]}`", hint, place)


def _not_found(missing: str, place: Place, files: Files) -> Problem:
    known = [path.removeprefix(f"{TEMPLATES}/") for path in files if path.endswith(".j2")]
    hint = did_you_mean(missing, known) or "name it from the folder templates/, as shared/blocks.html.j2"
    return Problem("missing-file", f"there is no template `{missing[:80]}`", hint, place)


def _undefined(
    error: jinja2.UndefinedError, place: Place, context: Mapping[str, Any], line: str, edition: Edition
) -> Problem:
    match = UNDEFINED.search(str(error))
    missing = (match[1] or match[2]) if match else ""
    if not missing:
        return Problem("undefined", _sentence(error), "look at the names in this line", place)
    around = re.search(rf"([\w.]+)(?:\.|\[[\"']){re.escape(missing)}\b", line)
    base = _path_of(error, context) or (around[1] if around else "")
    if base.split(".")[0] == "labels":
        below = base.removeprefix("labels").lstrip(".")
        full = f"{below}.{missing}" if below else missing
        where = f"below `{below}` in" if below else "to"
        hint = f"add `{missing}: …` {where} {TEMPLATES}/shared/labels/{edition.language}.yaml"
        return Problem("undefined", f"there is no label `{full}`", hint, place)
    known = _names_in(base, context)
    hint = did_you_mean(missing, known - {missing})
    if base == "brief":
        content = f"{TEMPLATES}/{edition.variant.name}/{CONTENT}"
        hint = hint or f"declare it in {content}: {missing}: {{kind: statement}}"
        return Problem("undefined", f"no page declares a block `{missing}`", hint, place)
    if base:
        message = f"`{base}` has no `{missing}`"
        return Problem("undefined", message, hint or f"it has {one_of(sorted(known), 20)}", place)
    hint = hint or f"a page is given {one_of(context, 20)}; macros are imported"
    return Problem("undefined", f"`{missing}` is not defined", hint, place)


def _path_of(error: jinja2.UndefinedError, context: Mapping[str, Any]) -> str:
    """Return by which names a template reaches the mapping that lacks a name, such as `labels.variants`."""
    owner = error.owner if isinstance(error, UndefinedAt) else None

    def within(value: Any, path: str) -> str:
        if value is owner:
            return path
        items = value.items() if isinstance(value, Mapping) else ()
        return next((found for key, item in items if (found := within(item, f"{path}.{key}"))), "")

    if not isinstance(owner, Mapping):
        return ""
    return next((found for key, item in context.items() if (found := within(item, str(key)))), "")


def _names_in(base: str, context: Mapping[str, Any]) -> set[str]:
    """Return the names that the value called `base` has; if it cannot be told, all that there are."""
    here: Any = context
    for part in base.split(".") if base else ():
        here = here.get(part) if isinstance(here, Mapping) else None
    return set(map(str, here)) if isinstance(here, Mapping) else _known_names(context)


def _known_names(value: Any) -> set[str]:
    names: set[str] = set()
    if isinstance(value, Mapping):
        for key, item in value.items():
            names |= {str(key)} | _known_names(item)
    elif isinstance(value, list):
        for item in value:
            names |= _known_names(item)
    return names
