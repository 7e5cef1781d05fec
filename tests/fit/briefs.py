"""Briefs that nobody tuned: random in length, language and shape, set in the project's own templates."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from copyfit.content.edition import Edition, select
from copyfit.content.load import load_brief
from copyfit.content.variant import read_variant
from copyfit.project import Files, snapshot

ROOT = Path(__file__).resolve().parents[2]
SLUG = "trial"
FOLDER = f"briefs/{SLUG}"
FEWEST_WORDS = 6
VARIANTS = ("executive", "academic", "student")
LANGUAGES = ("en", "fr", "ar", "de")
LABELS = "templates/shared/labels"
SOURCES = ("nato-nmi", "nato-ntmi", "un-2025", "nato-66", "nato-pm-2025", "nato-moi-2023", "nato-2003")
SENTENCES = {
    "en": """The mission trains advisers in Baghdad and reports to its partners. Funding will decide how far
reform goes before mid-2027. Politics, pressure from neighbours and new threats – not doctrine – shape
institutions that must last. We found no study that measures results. Talks resume on 17 April, after a pause
of 30 days. Costs rose by 12 per cent in a year, and nobody disputes it. Iraq asked; the Allies said "yes".
Infrastructure programmes notwithstanding, internationally recognised benchmarks are missing. It holds. So far
about 500 staff have stayed. The law is clear: no agreement, no mission. Is it enough? A vote in
parliament would change this, and so would a lasting ceasefire. In 2011-2014 there was none.""",
    "fr": """La mission forme des conseillers à Bagdad et rend compte à ses partenaires. L'aide décidera
jusqu'où ira la réforme avant la mi-2027. La politique, les voisins et les menaces pèsent sur l’État.
Aucune étude ne mesure les résultats. Les coûts ont augmenté de 12 % en un an ; personne ne le conteste. Le
gouvernement a dit « oui ». Est-ce suffisant ? Environ 500 agents sont restés. Les infrastructures
internationales demeurent insuffisantes : aucun accord, aucune mission. Cela tient.""",
    "de": """Die Mission berät das Verteidigungsministerium in Bagdad und berichtet ihren Partnern. Die
Finanzierung entscheidet bis Mitte 2027, wie weit die Reform kommt. Keine Untersuchung misst die Ergebnisse.
Sicherheitspolitische Rahmenbedingungen, Haushaltsbeschlüsse und Nachbarstaaten wirken auf die Einrichtungen.
Die Kosten stiegen in einem Jahr um 12 Prozent; niemand bestreitet das. Reicht es? Etwa 500 Fachleute sind
geblieben. Das Gesetz ist eindeutig: ohne Abkommen keine Mission.""",
    "ar": """تواصل البعثة تدريب المستشارين في بغداد وترفع تقاريرها إلى الشركاء. سيحدد التمويل مدى الإصلاح قبل
منتصف عام 2027. تؤثر السياسة والضغوط في المؤسسات. لم نجد دراسة تقيس النتائج. ارتفعت الكلفة بنسبة 12 في المئة،
ولا يعترض أحد على ذلك. بقي نحو 500 موظف. القانون واضح: لا اتفاق ولا بعثة. هل يكفي هذا؟ نعم.""",
}
LIKELY = {"en": "likely", "fr": "probable", "ar": "مرجح", "de": "likely"}
PICTURE = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 52 42"><rect width="52" height="42"/></svg>'


@dataclass(frozen=True)
class Shape:
    """What a brief is made from: the same shape is the same brief. `length` 1 is about a page.

    In a `stubborn` one few statements have fewer words to offer, and none may be left out.
    """

    seed: int
    variant: str = "executive"
    language: str = "en"
    length: float = 1.0
    stubborn: bool = False

    def __str__(self) -> str:
        return f"{self.variant} {self.language} ×{self.length:.2f} #{self.seed}"


def shapes(count: int) -> Iterator[Shape]:
    """Yield `count` shapes, the same every time: every variant and language, 0.2 to 3 pages."""
    chance = random.Random("shapes")
    for seed in range(count):
        length = round(
            chance.choice((chance.uniform(0.2, 1.2), chance.uniform(0.8, 1.6), chance.uniform(1, 3))), 2
        )
        yield Shape(seed, VARIANTS[seed % 3], chance.choice(("en", "en", "fr", "ar")), length)


@cache
def project() -> Files:
    """Return the project's templates and sources; a language without labels borrows the English ones."""
    files = dict(snapshot(ROOT, "nato-iraq"))
    kept = {path: content for path, content in files.items() if path.startswith("templates/")}
    for language in LANGUAGES:
        kept.setdefault(f"{LABELS}/{language}.yaml", kept[f"{LABELS}/en.yaml"])
    kept[f"{FOLDER}/sources.yaml"] = files["briefs/nato-iraq/sources.yaml"]
    kept[f"{FOLDER}/figures/trial.svg"] = PICTURE
    return kept


def edition_of(
    data: Mapping[str, Any], variant: str, more: Mapping[str, bytes] | None = None
) -> tuple[Edition, Files]:
    """Return the edition that the data of a `brief.yaml` makes, and the files to set it with."""
    content = json.dumps(data, ensure_ascii=False).encode()
    files = {**project(), **(more or {}), f"{FOLDER}/brief.yaml": content}
    loaded = load_brief(files, SLUG)
    return select(loaded, read_variant(files, variant), loaded.brief.language), files


class Writer:
    """Writes one brief; every text is drawn from the language's sentences."""

    def __init__(self, shape: Shape) -> None:
        self.shape = shape
        self.chance = random.Random(f"{shape.seed} {shape.language}")
        self.words = SENTENCES[shape.language].split()
        self.starts = [at for at, word in enumerate(self.words) if word[0].isalpha()]
        self.known = 0

    def brief(self) -> dict[str, Any]:
        """Return the data of a `brief.yaml`."""
        own = {"executive": self.executive, "academic": self.academic, "student": self.student}
        return {
            "subject": self.text(2, 4),
            "title": self.text(5, 11),
            "language": self.shape.language,
            "date": "2026-03-23",
            "as_of": "2026-03-20",
            "version": "1.0",
            "desk": self.text(2, 3),
            "contact": "desk@example.org",
            "yardstick": "icd203",
            "keywords": [self.text(1, 2) for _ in range(3)],
            **own[self.shape.variant](),
            **self.maybe("tables", lambda: [self.table()], 0.15),
            **self.maybe("figures", lambda: [self.figure()], 0.5),
        }

    # -- variants ------------------------------------------------------------------------

    def executive(self) -> dict[str, Any]:
        """Return what an executive page says."""
        return {
            "bottom_line": self.statement(25, 45),
            "judgements": self.many(1, 5, self.judgement),
            "recommendations": self.many(
                0, 4, lambda: self.statement(6, 16, owner=self.text(2, 3), by="2026-05-08")
            ),
            "dates_ahead": self.many(0, 5, lambda: self.statement(3, 9, date=self.date())),
            "outlook": self.statement(20, 60),
            "risks": self.many(1, 4, lambda: self.statement(6, 20, lead=self.text(1, 2))),
        }

    def academic(self) -> dict[str, Any]:
        """Return what an academic page says."""
        parts = ("background", "approach", "findings", "conclusion")
        return {
            **self.maybe("abstract", lambda: {part: self.statement(15, 32) for part in parts}, 0.8),
            "argument": self.many(1, 5, lambda: self.statement(25, 80, lead=self.text(2, 5), cited=True)),
            "assessments": self.many(1, 4, lambda: self.statement(10, 30, lead=self.text(1, 3), cited=True)),
            **self.maybe("verdict", self.judgement, 0.7),
            "evidence": self.many(0, 5, self.evidence),
            **self.maybe("limitations", lambda: self.statement(15, 40), 0.8),
        }

    def student(self) -> dict[str, Any]:
        """Return what a student page says."""
        return {
            "answer": self.statement(25, 50),
            "causes": self.many(0, 5, lambda: self.statement(6, 18, effect=self.wording(6, 18))),
            "views": self.many(0, 3, lambda: self.statement(8, 20, lead=self.text(2, 5))),
            **self.maybe("why_it_matters", lambda: self.statement(20, 60), 0.8),
            "terms": self.many(0, 6, lambda: self.statement(6, 18, term=self.text(1, 2))),
            "timeline": self.many(0, 9, lambda: self.statement(3, 7, date=self.date())),
            "questions": self.many(0, 6, lambda: self.statement(4, 9, lead=self.text(1, 1))),
            "reading": [{"source": SOURCES[0], "note": self.text(2, 5)}],
        }

    # -- parts ---------------------------------------------------------------------------

    def maybe(self, name: str, made: Any, likelihood: float) -> dict[str, Any]:
        """Return a field, or nothing."""
        return {name: made()} if self.chance.random() < likelihood else {}

    def many(self, least: int, most: int, made: Any) -> list[Any]:
        """Return a list of parts, most of them in a long brief."""
        share = min(1.0, self.shape.length**0.5)
        return [made() for _ in range(max(least, round(self.chance.randint(least, most) * share)))]

    def wording(self, least: int, most: int, *, cited: bool = False) -> dict[str, str]:
        """Return a text and perhaps fewer words for it."""
        scale = self.shape.length**0.75
        text = self.text(max(2, round(least * scale)), max(3, round(most * scale)))
        made = {"text": text + (f" [@{self.chance.choice(SOURCES)}]" if cited else "")}
        if self.chance.random() < (0.1 if self.shape.stubborn else 0.6):
            made["short"] = self.text(2, max(2, len(text.split()) * 2 // 3))
        return made

    def statement(self, least: int, most: int, *, cited: bool = False, **more: Any) -> dict[str, Any]:
        """Return a statement of so many words, and what else it has."""
        self.known += 1
        return {
            "id": f"s{self.known}",
            **self.weight(),
            **self.wording(least, most, cited=cited),
            **more,
        }

    def weight(self) -> dict[str, Any]:
        """Return how a part may give way."""
        optional = self.chance.random() < 0.3 and not self.shape.stubborn
        return {"priority": self.chance.randint(1, 5), "optional": optional}

    def judgement(self) -> dict[str, Any]:
        """Return a judgement with its basis."""
        return {
            **self.statement(12, 24),
            "likelihood": "likely",
            "confidence": self.chance.choice(("low", "moderate", "high")),
            "basis": self.wording(8, 28),
        }

    def evidence(self) -> dict[str, Any]:
        """Return a row of the evidence table."""
        return {
            **self.statement(4, 9, claim=self.text(2, 5), kind=self.text(1, 2)),
            "grade": self.chance.choice(("strong", "moderate", "weak", "none")),
            "sources": self.chance.sample(SOURCES, self.chance.randint(1, 2)),
        }

    def table(self) -> dict[str, Any]:
        """Return a small table of figures."""
        rows = [
            [self.text(1, 3), str(self.chance.randint(1, 9999))] for _ in range(self.chance.randint(1, 4))
        ]
        columns = [{"head": self.text(1, 2)}, {"head": self.text(1, 1), "align": "end"}]
        return {"id": "table", **self.weight(), "title": self.text(3, 6), "columns": columns, "rows": rows}

    def figure(self) -> dict[str, Any]:
        """Return a picture."""
        size = {"width_mm": 52, "height_mm": self.chance.randint(30, 55)}
        return {
            "id": "figure",
            **self.weight(),
            "title": self.text(3, 7),
            "file": "figures/trial.svg",
            "alt": "A square.",
            **size,
        }

    def date(self) -> str:
        """Return a year, a month or a day."""
        return self.chance.choice(("2011", "2026-09", "2026-04-17", "2026-07-07/08", "2027-01-31"))

    def text(self, least: int, most: int) -> str:
        """Return running text of so many words, a word in bold where there are many."""
        count = self.chance.randint(least, max(least, most))
        start = self.chance.choice(self.starts)
        words = [self.words[(start + number) % len(self.words)] for number in range(count)]
        if count > 8:
            words[2] = f"**{LIKELY[self.shape.language]}**"
        return " ".join(words)


def brief_of(shape: Shape) -> dict[str, Any]:
    """Return the data of the brief that `shape` stands for."""
    return Writer(shape).brief()


def crowded(count: int) -> Iterator[Shape]:
    """Yield `count` shapes, the same every time, most of which have to give something up."""
    chance = random.Random("ends")
    for seed in range(count):
        language = chance.choice(("en", "en", "fr", "ar", "de"))
        yield Shape(20000 + seed, VARIANTS[seed % 3], language, round(chance.uniform(1.0, 2.2), 2))


def roomy(count: int) -> Iterator[Shape]:
    """Yield `count` shapes, the same every time, that have room for more and nothing to give."""
    chance = random.Random("budget")
    for seed in range(count):
        language = chance.choice(("en", "en", "fr", "ar", "de"))
        yield Shape(30000 + seed, VARIANTS[seed % 3], language, round(chance.uniform(0.6, 1.0), 2), True)


def with_words(brief: Mapping[str, Any], words: int) -> dict[str, Any]:
    """Return a brief with so many words more, spread over its texts, each getting its share.

    The words are the brief's own, in turn, so that they are as long as those that are there. Texts of a few
    words, such as names and days, stay as they are; no text keeps a `short` wording.
    """
    made = json.loads(json.dumps(brief))
    texts = [one for one in _wordings(made) if len(one["text"].split()) >= FEWEST_WORDS]
    own = [word for one in texts for word in one["text"].partition(" [@")[0].replace("**", "").split()]
    total, told, given = sum(len(one["text"].split()) for one in texts), 0, 0
    for one in texts:
        text, mark, cited = one["text"].partition(" [@")
        told += len(one["text"].split())
        more = round(words * told / total) - given
        added = (own[(len(own) // 2 + given + at) % len(own)] for at in range(more))
        given += more
        one["text"] = " ".join([text, *added]) + mark + cited
    return made


def _wordings(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        value.pop("short", None)
        if isinstance(value.get("text"), str):
            yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _wordings(inner)


def lengthened(shape: Shape, share: float) -> Shape:
    """Return a brief of the same kind, `share` times as long."""
    return replace(shape, length=shape.length * share)
