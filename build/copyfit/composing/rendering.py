"""A template and its context → HTML; the door to Jinja.

Templates may come from colleagues: the sandbox is strict about names, escapes what is not marked, sees
plain values only, and its output is cut off where no page could be that long. Time and memory are
limited by the process it runs in.
"""

from __future__ import annotations

import datetime as dt
import re
import traceback
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

import jinja2
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from copyfit.edition import Edition
from copyfit.errors import CopyfitError, Place, Problem, TemplateError
from copyfit.languages import day_and_month, long_date, number, when
from copyfit.project import TEMPLATES, Files
from copyfit.validation import did_you_mean

LARGEST_HTML = 2_000_000
REMOVED_GLOBALS = ("lipsum", "cycler", "joiner")
UNDEFINED = re.compile(r"'([^']+)' is undefined|has no attribute '([^']+)'")
SAFE_NAME = re.compile(r"^[\w][\w./-]*$")


def render(name: str, context: Mapping[str, Any], files: Files, edition: Edition) -> str:
    """Return the HTML that the template `name` makes of `context`.

    Raises TemplateError with the template's file and line.
    """
    environment = _environment(SameFiles(files))
    year = edition.brief.date.year
    environment.filters.update(_filters(edition.language, year))
    try:
        return _joined(environment.get_template(name).generate(**context), name)
    except CopyfitError:
        raise
    except jinja2.TemplateSyntaxError as error:
        place = Place(f"{TEMPLATES}/{error.name or name}", error.lineno)
        raise TemplateError(
            Problem("template-syntax", _sentence(error.message), _syntax_hint(error), place)
        ) from None
    except jinja2.TemplateNotFound as error:
        raise TemplateError(_not_found(str(error.name), name, files)) from None
    except jinja2.UndefinedError as error:
        raise TemplateError(_undefined(error, name, context)) from None
    except (SecurityError, OverflowError) as error:
        hint = "templates may only read what they are given"
        raise TemplateError(Problem("template-refused", _sentence(error), hint, _line(error, name))) from None
    except (RecursionError, MemoryError):
        place = Place(f"{TEMPLATES}/{name}")
        hint = "look for a macro that calls itself, a very deep nesting or a huge repetition"
        raise TemplateError(
            Problem("template-too-deep", "the template does not come to an end", hint, place)
        ) from None
    except Exception as error:  # noqa: BLE001 - a template can make any function fail
        hint = "look at the expression in this line"
        raise TemplateError(Problem("template-failed", _sentence(error), hint, _line(error, name))) from None


class SameFiles:
    """Files that compare by identity, so that what is read from them is read once a job."""

    __slots__ = ("files",)

    def __init__(self, files: Files) -> None:
        self.files = files

    def __hash__(self) -> int:
        return id(self.files)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SameFiles) and other.files is self.files


@lru_cache(maxsize=4)
def _environment(same: SameFiles) -> ImmutableSandboxedEnvironment:
    """Return the sandbox with the job's templates; they are compiled once a job."""
    files = same.files

    def load(name: str) -> tuple[str, str, Callable[[], bool]] | None:
        path = f"{TEMPLATES}/{name}"
        if not SAFE_NAME.match(name) or ".." in name or path not in files:
            return None
        try:
            return files[path].decode("utf-8"), path, lambda: True
        except UnicodeDecodeError:
            raise TemplateError(
                Problem("not-utf-8", "the template is not UTF-8 text", "save it as UTF-8", Place(path))
            ) from None

    environment = ImmutableSandboxedEnvironment(
        loader=jinja2.FunctionLoader(load), autoescape=True, undefined=jinja2.StrictUndefined
    )
    for name in REMOVED_GLOBALS:
        environment.globals.pop(name, None)
    return environment


def _filters(language: str, year: int) -> dict[str, Callable[[Any], Any]]:
    def day_of(value: str) -> dt.date:
        return dt.date.fromisoformat(value)

    return {
        "inline": Markup,
        "date": lambda value: long_date(day_of(value), language),
        "day": lambda value: day_and_month(day_of(value), language),
        "when": lambda value: when(value, language, year),
        "number": lambda value: number(value, language),
    }


def _joined(pieces: Any, name: str) -> str:
    """Return the pieces as one text; raise TemplateError as soon as it is too long for any page."""
    parts: list[str] = []
    total = 0
    for piece in pieces:
        total += len(piece)
        if total > LARGEST_HTML:
            hint = "look for a loop that repeats too often"
            place = Place(f"{TEMPLATES}/{name}")
            raise TemplateError(
                Problem("template-too-long", "the template writes more than 2 MB", hint, place)
            )
        parts.append(piece)
    return "".join(parts)


def _line(error: BaseException, name: str) -> Place:
    """Return the innermost template line that an error came through."""
    found = Place(f"{TEMPLATES}/{name}")
    for frame in traceback.extract_tb(error.__traceback__):
        if frame.filename.startswith(f"{TEMPLATES}/"):
            found = Place(frame.filename, frame.lineno or 0)
    return found


def _sentence(error: object) -> str:
    text = str(error).strip().rstrip(".")
    return text[:1].lower() + text[1:] if text else type(error).__name__


def _syntax_hint(error: jinja2.TemplateSyntaxError) -> str:
    if "Encountered unknown tag" in str(error.message):
        return "check that every {% block %}, {% if %} and {% for %} is opened and closed once"
    return "look at the brackets in this line and the one before: {{ … }} prints, {% … %} does"


def _not_found(missing: str, name: str, files: Files) -> Problem:
    known = [path.removeprefix(f"{TEMPLATES}/") for path in files if path.endswith(".j2")]
    hint = did_you_mean(missing, known) or "name it from the folder templates/, as shared/blocks.html.j2"
    return Problem("missing-file", f"there is no template `{missing}`", hint, Place(f"{TEMPLATES}/{name}"))


def _undefined(error: jinja2.UndefinedError, name: str, context: Mapping[str, Any]) -> Problem:
    match = UNDEFINED.search(str(error))
    missing = (match[1] or match[2]) if match else ""
    hint = did_you_mean(missing, _known_names(context)) if missing else ""
    message = f"`{missing}` is not defined" if missing else _sentence(error)
    return Problem(
        "undefined", message, hint or "docs/templates.md lists what a template is given", _line(error, name)
    )


def _known_names(value: Any) -> set[str]:
    names: set[str] = set()
    if isinstance(value, Mapping):
        for key, item in value.items():
            names |= {str(key)} | _known_names(item)
    elif isinstance(value, list):
        for item in value:
            names |= _known_names(item)
    return names
