"""An edition's content as plain JSON values, every text already inline HTML.

In: an `Edition` and the order in which its sources are cited. Out: the context of its template.
Next: `jinja`.
"""

from __future__ import annotations

import datetime as dt
import html
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from copyfit.content.brief import Brief
from copyfit.content.citations import (
    DEFAULT_STYLE,
    FOREIGN,
    Bibliography,
    Cite,
    address_of,
    check_style,
    is_read_in_copy,
    packaged_style,
)
from copyfit.content.edition import Edition
from copyfit.content.fields import Nature, Part, natures
from copyfit.content.kinds import (
    Band,
    Code,
    Evidence,
    Figure,
    Identified,
    Map,
    Question,
    Reading,
    Record,
    Table,
    Wording,
)
from copyfit.content.leeway import step_of
from copyfit.content.loaded import Loaded
from copyfit.content.mentions import PARAGRAPHS
from copyfit.content.text import words_of
from copyfit.errors import BriefError, Problem
from copyfit.language.locale import (
    comma_of,
    decimal_mark,
    direction_of,
    locale_of,
    long_date,
    number,
    with_unit,
)
from copyfit.page.decimals import end_room
from copyfit.page.inline import Printers, inline_html
from copyfit.page.labels import MARKS
from copyfit.project import BRIEFS, TEMPLATES, Files

KEPT_BACK = frozenset(("facts", "overrides", "fit", "waivers", "series"))
"""Keys of a brief that are no template's business."""
ROW_KEYS = frozenset(("when", "where"))
"""Keys that say what of a brief and its data is for a row of a series."""
NO_BREAK_SPACE = "\u00a0"
SELF = "self"
"""The id of the page itself as a source."""


class Context:
    """The content of one page, sources numbered by `order`."""

    def __init__(
        self,
        edition: Edition,
        files: Files,
        order: tuple[str, ...],
        labels: Mapping[str, Any],
        due: int = 0,
    ) -> None:
        self.edition = edition
        self.due = due
        self.order = order
        self.labels = labels
        self.bibliography = _bibliography(edition.loaded, order, _style(edition, files), edition.language)
        self.shows_marks = edition.variant.plan.citations == "numbers"
        self.shows_letters = edition.variant.plan.citations == "letters"
        self.printers = Printers(edition.language, self.cite, self.fact)

    def context(self, house: Mapping[str, Any]) -> dict[str, Any]:
        """Return everything a template may use."""
        edition, brief = self.edition, self.edition.brief
        scales = self.labels.get("yardsticks", {})
        return {
            "brief": {**self.model(brief, ""), "due": self.facts_due()},
            "edition": {
                "slug": edition.slug,
                "variant": edition.variant.name,
                "language": edition.language,
                "direction": direction_of(edition.language),
                "date": brief.date.isoformat(),
                "citations": edition.variant.plan.citations,
            },
            "house": dict(house),
            "labels": self.labels,
            "arrangement": {"classes": list(edition.variant.plan.classes_of(edition.arrangement))},
            "flow": edition.variant.plan.flow_of(edition.arrangement),
            "slide": step_of(edition.arrangement),
            "breaks": {name: list(edition.breaks.get(name, ())) for name in edition.variant.plan.runs},
            "extras": {
                extra.name: extra.require or extra.name in edition.extras
                for extra in edition.variant.plan.extras
            },
            "references": [self.reference(source) for source in self._listed()],
            "reading": [
                {"id": item.source, "html": self.lead(item.source), "note": self.text(item.note)}
                for item in brief.of_kind(Reading)
            ],
            "cite_as": self.cite_as(house),
            "yardstick": scales.get(brief.yardstick, []) if isinstance(scales, Mapping) else [],
            "charts": {
                **{figure.id: self.picture(figure.id, figure.file) for figure in brief.of_kind(Figure)},
                **{
                    one.id: f"asset:chart/{one.id}.svg"
                    for kind in (Band, Map, Code)
                    for one in brief.of_kind(kind)
                },
            },
        }

    def facts_due(self) -> str:
        """Return how many facts on the page are due for review, in the language's words; nothing for none."""
        if not self.due:
            return ""
        said = self.labels["facts_due"]
        phrase = said.get(locale_of(self.edition.language).plural_form(self.due), said["other"])
        return str(phrase).replace("{count}", number(self.due, self.edition.language))

    # -- values --

    def model(self, part: Part, statement: str) -> dict[str, Any]:
        """Return a model as a mapping; what is dropped is left out."""
        kinds = natures(type(part))
        values = {
            name: self.value(getattr(part, name), kinds[name], statement)
            for name in type(part).model_fields
            if name not in ROW_KEYS and not (isinstance(part, Brief) and name in KEPT_BACK)
        }
        if isinstance(part, Brief):
            values |= {
                name: [self.text(one) for one in PARAGRAPHS.split(getattr(part, name) or "") if one]
                for name in part.block_names
                if self.edition.loaded.declared.blocks[name].kind == "text"
            }
        if isinstance(part, Wording):
            used, text = self.edition.wording(part, statement)
            values |= {"text": self.text(text), "wording": used}
            values.pop("short", None)
            values.pop("plain", None)
        if isinstance(part, Evidence):
            values["sources"] = self.listed(part.sources)
        if isinstance(part, Question):
            values["answer"] = self.answer(part)
        if isinstance(part, Record):
            values |= self.record(part)
        if isinstance(part, Table):
            values["end_room"] = self.end_room(part, values["rows"])
        return values

    def answer(self, question: Question) -> dict[str, Any] | None:
        """Return what a good answer says: the question's own, or the statement that answers it, if any."""
        found = next((one for one in self.edition.statements if one.id == question.answered_by), None)
        if question.answer:
            return {"effect": None, **self.model(question.answer, question.id)}
        return {"effect": None, **self.model(found, found.id)} if found else None

    def end_room(self, table: Table, rows: list[list[str]]) -> list[list[float]]:
        """Return the room in figures behind each cell that puts a column's decimal marks below each other."""
        decimal = decimal_mark(self.edition.language)
        columns = [
            end_room([row[index] for row in rows], decimal) if column.align == "end" else (0.0,) * len(rows)
            for index, column in enumerate(table.columns)
        ]
        return [list(row) for row in zip(*columns, strict=True)]

    def record(self, record: Record) -> dict[str, Any]:
        """Return the fields of a record that has a value: name, label, type and value of each."""
        names = self.labels.get("fields", {})
        paragraphs = {
            name: [self.text(one) for one in PARAGRAPHS.split(getattr(record, name) or "") if one]
            for name, kind in record.own_fields.items()
            if kind == "text"
        }
        values = {
            name: paragraphs.get(name, self.value(getattr(record, name), natures(type(record))[name], ""))
            for name in record.own_fields
        }
        fields = [
            {"name": name, "label": names.get(name, name.replace("_", " ").capitalize()), "type": kind}
            | {"value": values[name]}
            for name, kind in record.own_fields.items()
            if getattr(record, name) is not None
        ]
        return {**values, "fields": fields}

    def value(self, value: Any, nature: Nature, statement: str) -> Any:
        """Return one field's value as JSON."""
        if isinstance(value, Part):
            own = value.id if isinstance(value, Identified) else getattr(value, "id", statement)
            return None if self.edition.is_dropped(own) else self.model(value, own)
        if isinstance(value, tuple | list):
            items = [self.value(item, nature, statement) for item in value]
            return [item for item in items if item is not None]
        if isinstance(value, Mapping):
            return {key: self.value(item, nature, statement) for key, item in value.items()}
        if isinstance(value, dt.date):
            return value.isoformat()
        if isinstance(value, str):
            return self.text(value) if nature.inline else value
        return value

    def text(self, text: str) -> str:
        """Return a text as inline HTML."""
        return inline_html(text, self.printers)

    # -- sources and facts --

    def _listed(self) -> tuple[str, ...]:
        """Return the cited sources: as the style lists them where there are marks, else as first cited."""
        return self.bibliography.order if self.shows_marks else self.order

    def cite(self, cites: tuple[Cite, ...]) -> str:
        """Return the marks of a citation, tied to the word before."""
        if self.shows_letters and self.order:
            last = len(cites) - 1
            return "".join(
                self.letter(cite.source, "," if index < last else "") for index, cite in enumerate(cites)
            )
        if self.shows_marks:
            cites = self.bibliography.together(cites)
            marks = self.bibliography.marks(cites)
            return "".join(self.mark(cite, mark) for cite, mark in zip(cites, marks, strict=True))
        if self.order:
            return ""
        return "".join(f'<a class="cite" data-source="{html.escape(cite.source)}"></a>' for cite in cites)

    def listed(self, sources: Iterable[str]) -> str:
        """Return the marks of sources that stand alone, as in a cell: a line may end between two."""
        marks = "".join(self.cite((Cite(name),)) for name in sources)
        return marks.replace(f">{NO_BREAK_SPACE}[", ">[", 1).replace(f">{NO_BREAK_SPACE}[", "> [")

    def mark(self, cite: Cite, text: str) -> str:
        """Return one mark of a citation, linked to its reference.

        The tie stands inside the link: WeasyPrint breaks a line too early before a tie that ends a text.
        """
        name = html.escape(cite.source)
        mark = f"{NO_BREAK_SPACE}{text}"
        return f'<a class="cite" href="#ref-{name}" data-source="{name}">{mark}</a>'

    def letter(self, source: str, after: str) -> str:
        """Return the small letter of a source, with what follows, linked to its place in the strip."""
        name, letter = html.escape(source), f"{self.letter_of(source)}{after}"
        return f'<a class="cite letter" href="#ref-{name}" data-source="{name}">{letter}</a>'

    def letter_of(self, source: str) -> str:
        """Return the letter of a cited source, in the order of first citing; nothing for another."""
        letters = self.labels[MARKS]
        place = self.order.index(source) if source in self.order else len(letters)
        return str(letters[place]) if place < len(letters) else ""

    def reference(self, source: str) -> dict[str, Any]:
        """Return one entry of the list of references."""
        return {
            "number": self.bibliography.number(source),
            "id": source,
            "html": self.bibliography.entry(source),
            "short": self.bibliography.short(source),
            "publisher": self.bibliography.publisher(source),
            "letter": self.letter_of(source),
            "address": address_of(self.edition.loaded.sources[source]),
            "foreign": self.bibliography.is_foreign(source),
            "copied": is_read_in_copy(self.edition.loaded.sources[source]),
        }

    def cite_as(self, house: Mapping[str, Any]) -> str:
        """Return how this page is cited, as its style prints a report of its authors, or else of its desk."""
        brief = self.edition.brief
        known = {name for name, block in self.edition.own_blocks.items() if block.kind in ("words", "doi")}
        authors, doi = (getattr(brief, name) if name in known else None for name in ("authors", "doi"))
        item: dict[str, Any] = {
            "id": SELF,
            "type": "report",
            "title": words_of(brief.title),
            "publisher": str(house.get("organisation") or words_of(brief.desk)),
            "issued": {"date-parts": [[brief.date.year, brief.date.month, brief.date.day]]},
            "version": brief.version,
        }
        item |= {"author": [{"literal": words_of(name)} for name in authors]} if authors else {}
        item |= {"DOI": doi} if doi else {}
        own = Bibliography({SELF: item}, (SELF,), self.bibliography.style, self.edition.language)
        entry = own.entry(SELF)
        return entry if not doi or doi in re.sub("<[^>]*>", "", entry) else f"{entry} https://doi.org/{doi}"

    def lead(self, source: str) -> str:
        """Return where to read on, as HTML: the site, linked; without one, the publisher and the title."""
        item = self.edition.loaded.sources[source]
        title, comma = self.bibliography.title(source), comma_of(self.edition.language)
        address = address_of(item)
        site = "" if item.get("DOI") else (urlsplit(address).hostname or "").removeprefix("www.")
        text = html.escape(site, quote=False) or title
        if self.bibliography.is_foreign(source):
            text = FOREIGN.format(text)
        publisher = "" if site else self.bibliography.publisher(source)
        head = f"<strong>{publisher}</strong>{comma}" if publisher and publisher != text else ""
        return f'{head}<a href="{html.escape(address)}">{text}</a>' if address else head + text

    def fact(self, name: str) -> str:
        """Return a fact's value as the language writes it, with its day where the variant wants that."""
        fact, language = self.edition.loaded.facts[name], self.edition.language
        if isinstance(fact.value, dt.date):
            return long_date(fact.value, language)
        written = number(fact.value, language) if isinstance(fact.value, int | float) else fact.value
        if fact.unit:
            written = with_unit(written, fact.unit, language)
        if self.edition.variant.plan.facts == "value" or fact.review_by == "never":
            return written
        as_of = str(self.labels["fact_as_of"])
        return f"{written} {as_of.replace('{date}', long_date(fact.as_of, language))}"

    def picture(self, figure: str, file: str) -> str:
        """Return the address of a figure's picture."""
        if file.endswith(".vl.json"):
            return f"asset:chart/{figure}.svg"
        return f"asset:{BRIEFS}/{self.edition.slug}/{file}"


@lru_cache(maxsize=16)
def _bibliography(loaded: Loaded, order: tuple[str, ...], style: bytes, language: str) -> Bibliography:
    return Bibliography(loaded.sources, order, style, language)


def _style(edition: Edition, files: Files) -> bytes:
    """Return the CSL style that the brief names: the house's, or one that comes with the program."""
    name = edition.brief.citation_style
    path = f"{TEMPLATES}/shared/styles/{name}.csl"
    own = files.get(path)
    found = own or packaged_style(name)
    if found is None:
        place = edition.loaded.places.of("citation_style")
        bare = name.removesuffix(".csl")
        hint = f"write {DEFAULT_STYLE}, or put the style into {path}"
        if bare != name:
            hint = f"write {bare}: a style is named without its ending"
        raise BriefError(Problem("unknown-style", f"there is no citation style `{name}`", hint, place))
    check_style(path, found, edition.language)
    return found
