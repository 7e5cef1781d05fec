"""A template and its context → HTML; the door to Jinja.

Templates may come from colleagues: the sandbox is strict about names, escapes what is not marked, sees
plain values only, and its output is cut off where no page could be that long. Time and memory are
limited by the process it runs in.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, ClassVar

import jinja2
from jinja2.bccache import Bucket
from jinja2.filters import do_striptags
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from copyfit.content.edition import Edition
from copyfit.errors import CopyfitError, Place, Problem, TemplateError
from copyfit.language.locale import day_in, long_date, number, when
from copyfit.page.markup import markup_problems
from copyfit.page.mistakes import NotPrintable, Undefined, mistake
from copyfit.project import TEMPLATES, Files
from copyfit.yaml.decode import decoded

LARGEST_HTML = 2_000_000
REMOVED_GLOBALS = ("lipsum", "cycler", "joiner")
SAFE_NAME = re.compile(r"^[\w][\w./-]*$")


def render(name: str, context: Mapping[str, Any], files: Files, edition: Edition) -> str:
    """Return the HTML that the template `name` makes of `context`.

    Raises TemplateError with the template's file and line.
    """
    environment, templates = _environment(edition.language, edition.brief.date.year)
    templates.files = files
    try:
        html = _joined(environment.get_template(name).generate(**context), name)
    except CopyfitError:
        raise
    except Exception as error:  # noqa: BLE001 - a template can make any function fail
        raise TemplateError(mistake(error, name, context, files, edition)) from None
    problems = list(markup_problems(html, files, name))
    if problems:
        raise TemplateError(problems)
    return html


class SameFiles:
    """Files that compare by identity, so that what is read from them is read once a job."""

    __slots__ = ("files",)

    def __init__(self, files: Files) -> None:
        self.files = files

    def __hash__(self) -> int:
        return id(self.files)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SameFiles) and other.files is self.files


class _Templates(jinja2.BaseLoader):
    """The templates of the page that is made: a process makes one at a time.

    What was compiled of a template is used again as long as its text is the same.
    """

    def __init__(self) -> None:
        self.files: Files = {}

    def get_source(
        self, environment: jinja2.Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        path = f"{TEMPLATES}/{template}"
        if not SAFE_NAME.match(template) or ".." in template or path not in self.files:
            raise jinja2.TemplateNotFound(template)
        content = self.files[path]
        return decoded(path, content, TemplateError), path, lambda: self.files.get(path) == content


@lru_cache(maxsize=4)
def _environment(language: str, year: int) -> tuple[ImmutableSandboxedEnvironment, _Templates]:
    """Return the sandbox, and the templates in it.

    A template is compiled with the filters of one language: Jinja computes what is constant then.
    """
    templates = _Templates()
    environment = ImmutableSandboxedEnvironment(
        loader=templates,
        autoescape=True,
        undefined=Undefined,
        bytecode_cache=_Compiled(language, year),
        finalize=_printed,
    )
    environment.filters.update(_filters(language, year))
    for name in REMOVED_GLOBALS:
        environment.globals.pop(name, None)
    return environment, templates


def _printed(value: object) -> object:
    """Return a value that a template prints. Raises NotPrintable for one that is no word or number."""
    if isinstance(value, Mapping | list | tuple | set) or value is None:
        raise NotPrintable(value)
    return value


class _Compiled(jinja2.BytecodeCache):
    """Templates compiled earlier in this process, by their text and the language of their filters."""

    MOST = 64
    _kept: ClassVar[dict[tuple[str, str], bytes]] = {}

    def __init__(self, language: str, year: int) -> None:
        self._for = f"{language} {year}"

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        return f"{self._for} {filename or name}"

    def load_bytecode(self, bucket: Bucket) -> None:
        known = self._kept.get((bucket.key, bucket.checksum))
        if known is not None:
            bucket.bytecode_from_string(known)

    def dump_bytecode(self, bucket: Bucket) -> None:
        while len(self._kept) >= self.MOST:
            self._kept.pop(next(iter(self._kept)), None)
        self._kept[bucket.key, bucket.checksum] = bucket.bytecode_to_string()


def _filters(language: str, year: int) -> dict[str, Callable[[Any], Any]]:
    def day_of(value: object) -> dt.date:
        try:
            return dt.date.fromisoformat(str(value))
        except ValueError:
            raise ValueError(f"`{str(value)[:40]}` is no day such as 2026-03-20") from None

    return {
        "inline": Markup,
        "striptags": lambda value: do_striptags(value).replace("\u200b", ""),
        "date": lambda value: long_date(day_of(value), language),
        "day": lambda value: day_in(day_of(value), language, year),
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
