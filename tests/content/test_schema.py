"""What editors are told of a brief: no brief that loads is refused, and all that is wrong in its form is."""

import datetime as dt
import os
import random

import pytest
from jsonschema import Draft202012Validator

from copyfit.content import load
from copyfit.content.declaration import declarations
from copyfit.content.load import load_brief
from copyfit.content.schema import brief_schema
from copyfit.errors import BriefError
from copyfit.yaml.file import Places, YamlFile, read_yaml
from samples import ROOT, SAMPLES

SAMPLE = 10**9 if os.environ.get("COPYFIT_PROVE") else 40
"""How many mutations of each brief are tried."""
FORM = {"unknown-key", "wrong-type", "unknown-value", "missing-key", "too-few", "empty-value", "too-long"}
VALUES = (
    "nonsense",
    "",
    " ",
    "3",
    "yes",
    0,
    1,
    3,
    2.5,
    True,
    False,
    None,
    [],
    {},
    ["nonsense"],
    [{}],
    [[]],
    {"a": 1},
)
OFFICE = """
brief_words: {kind: words, many: true}
profile:
  kind: record
  fields:
    capital: words
    people: number
    since: day
    status: {type: choice, of: [candidate, member]}
    observer: {type: yes/no, required: false}
    history: {type: text, required: false}
"""
MORE = """
brief_words: One
profile: {id: p, capital: Port, people: 1200, since: 2004-04-02, status: member, observer: yes}
outlook: {id: soon, text: Soon.}
argument: [{use: soon, lead: So.}]
timeline:
  - {id: then, date: 2024, text: Then., optional: yes, priority: "3"}
  - {id: later, date: 2026-07-07/08, text: Later.}
tables:
  id: fares
  title: Fares
  columns: [{head: Ticket, field: kind}, {head: Euros, field: price, align: end, width_mm: 18}]
  rows: figures/fares.csv
figures: [{id: f, title: F, file: figures/f.png, alt: F., width_mm: 60}]
overrides: {academic: {headings: {argument: Why}, statements: {soon: {omit: true}}}}
fit: {executive: {body_pt: 10.5}}
facts: {fare: {value: 2.5, as_of: 2026-01-01, review_by: never, source: s}}
waivers: [{rule: asks, reason: R., owner: O., expires: 2026-05-01}]
"""
HEAD = """
subject: Harbour
title: Run the night ferry
language: en
date: 2026-03-23
as_of: 2026-03-20
version: "1.0"
desk: Desk
contact: a@b.org
"""
FRENCH = """
language: fr
translation: {of: en, status: unreviewed}
subject: Port
title: Le bac
desk: Bureau
brief_words: [Un]
profile: {capital: Port}
outlook: {id: soon, text: Bientôt.}
argument: {use: soon, lead: Or.}
timeline: [{id: then, text: Alors.}, {id: later, text: Plus tard.}]
tables: {id: fares, title: Prix, columns: [{head: Billet}, {head: Euros}], rows: figures/fares.csv}
figures: {id: f, title: F, alt: F.}
overrides: {academic: {headings: {argument: Pourquoi}}}
facts: {fare: {value: 2.5}}
waivers: {rule: asks}
"""


def project():
    """Return the files of a project: the shipped briefs, and one that says what a brief may say in short."""
    paths = [
        *(ROOT / "templates").rglob("*.yaml"),
        *(ROOT / "templates").rglob("*.j2"),
        *(ROOT / "briefs").rglob("*.*"),
    ]
    shipped = {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in paths if path.is_file()}
    own = {
        "templates/office/page.html.j2": "",
        "templates/office/content.yaml": OFFICE,
        "briefs/own/brief.yaml": HEAD + MORE,
        "briefs/own/brief.fr.yaml": FRENCH,
        "briefs/own/figures/fares.csv": "price,kind\n2,Single\n",
        "briefs/own/figures/f.png": "",
        "briefs/own/sources.yaml": "- {id: s, type: report, title: S}",
    }
    return shipped | {path: text.encode() for path, text in own.items()}


FILES = project()
DECLARED = declarations(FILES)
SCHEMA = brief_schema(DECLARED.model)
VALIDATOR = Draft202012Validator(SCHEMA)
LANGUAGES = (
    *((slug, None) for slug in (*SAMPLES, "own")),
    ("nato-iraq", "fr"),
    ("nato-iraq", "ar"),
    ("own", "fr"),
)


def path_of(slug, language):
    return f"briefs/{slug}/brief{f'.{language}' if language else ''}.yaml"


def plain(value):
    """Return what an editor takes a value for: days are text to it."""
    if isinstance(value, dict):
        return {key: plain(part) for key, part in value.items()}
    if isinstance(value, list):
        return [plain(part) for part in value]
    return value.isoformat() if isinstance(value, dt.date) else value


def parts(value, at=()):
    yield at, value
    for key, part in (
        value.items() if isinstance(value, dict) else enumerate(value if isinstance(value, list) else ())
    ):
        yield from parts(part, (*at, key))


def copied(value):
    if isinstance(value, dict):
        return {key: copied(part) for key, part in value.items()}
    return [copied(part) for part in value] if isinstance(value, list) else value


def changed(data, at, change):
    """Return a copy of `data` in which `change` was done to what holds the part at `at`, and to its key."""
    found = copied(data)
    holder = found
    for key in at[:-1]:
        holder = holder[key]
    change(holder, at[-1])
    return found


def mutations(data):
    """Yield what was done where, and the data with that one key, type, choice or count changed.

    What stands beside `use` is not taken away: whether it is there as well where the id is, no schema sees.
    """
    borrowed = {
        (*at, key) for at, value in parts(data) if isinstance(value, dict) and "use" in value for key in value
    }
    for at, value in parts(data):
        if isinstance(value, dict):
            unknown = copied(data)
            holder = unknown
            for key in at:
                holder = holder[key]
            holder["unknown"] = "x"
            yield f"unknown key at {at}", unknown
        if not at:
            continue
        if at not in borrowed:
            yield f"no {at}", changed(data, at, lambda holder, key: holder.pop(key))
        values = [*VALUES, [value], *([value[:1]] if isinstance(value, list) else ())]
        for other in values:
            yield (
                f"{other!r} at {at}",
                changed(data, at, lambda holder, key, it=other: holder.__setitem__(key, it)),
            )


@pytest.fixture
def codes(monkeypatch):
    """Return the codes of what loading says of a brief whose file holds other data."""
    mutated = {}

    def read(path, content, *rest):
        return YamlFile(mutated[path], Places(path)) if path in mutated else read_yaml(path, content, *rest)

    def found(slug, language, data):
        mutated.clear()
        mutated[path_of(slug, language)] = data
        try:
            load_brief(FILES, slug, language)
        except BriefError as error:
            return {problem.code for problem in error.problems}
        return set()

    monkeypatch.setattr(load, "read_yaml", read)
    return found


class DescribeTheSchema:
    def it_is_one(self):
        Draft202012Validator.check_schema(SCHEMA)

    @pytest.mark.parametrize(("slug", "language"), LANGUAGES)
    def it_takes_a_brief_that_loads(self, slug, language):
        load_brief(FILES, slug, language)
        path = path_of(slug, language)
        assert [
            error.message for error in VALIDATOR.iter_errors(plain(read_yaml(path, FILES[path]).data))
        ] == []

    @pytest.mark.parametrize(("slug", "language"), LANGUAGES)
    def it_agrees_with_loading_on_every_change_of_its_form(self, codes, slug, language):
        path = path_of(slug, language)
        every = list(mutations(read_yaml(path, FILES[path]).data))
        drawn = random.Random(1476).sample(every, min(SAMPLE, len(every)))
        wrong = []
        for what, data in drawn:
            said, takes = codes(slug, language, data), VALIDATOR.is_valid(plain(data))
            if (takes and said & FORM) or (not takes and not said):
                wrong.append((what, said))
        assert wrong == []
