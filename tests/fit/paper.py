"""Small pages to fit, made of statements and a few lines of CSS: no brief, no template, no Jinja."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from copyfit.content.edition import Setting
from copyfit.content.leeway import Leeway
from copyfit.fit.choice import Candidate, Choice
from copyfit.fit.copy import Copy
from copyfit.fit.ladder import Ladder, Pin
from copyfit.fit.press import CountingPress, PaperSize, html_on, sheet_of
from copyfit.fit.press import Said as Page
from copyfit.fit.search import search
from copyfit.fit.trial import Outcome, Trial
from copyfit.fit.view import View
from copyfit.layout import lay_out
from copyfit.layout.boxes import Layout

ENGLISH = """the mission trains advisers in Baghdad and reports to partners whose funding will very likely
decide how far reform goes before mid-2027 because politics pressure from neighbours and new threats – not
doctrine – shape institutions that must last""".split()
FRENCH = """la mission forme des conseillers à Bagdad et rend compte à ses partenaires dont l’aide décidera
probablement jusqu’où ira la réforme car la politique et les menaces pèsent sur les institutions""".split()
ARABIC = """تواصل البعثة تدريب المستشارين في بغداد وترفع تقاريرها إلى الشركاء الذين سيحدد تمويلهم مدى الإصلاح
قبل منتصف العام لأن السياسة والضغوط تؤثر في المؤسسات""".split()
WORDS = {"en": ENGLISH, "fr": FRENCH, "ar": ARABIC}

PLAN = Leeway.model_validate(
    {
        "type": {"body": {"best": 11, "floor": 9.5}, "second": {"by": 1, "floor": 9, "leading": 1.27}},
        "leading": {"min": 1.25, "max": 1.35},
        "scripts": {"Arab": {"leading": {"min": 1.39, "max": 1.43}}},
        "gaps": {
            "section": {"min": 7, "best": 11, "max": 16},
            "heading": {"min": 2, "best": 3, "max": 4, "shared": True},
            "paragraph": {"min": 2, "best": 4, "max": 6},
            "cell": {"min": 2, "best": 3, "max": 4.5},
        },
        "columns": {"right": {"paragraph": {"min": 2, "best": 4, "max": 9}}},
        "extras": [{"name": "scale", "air": "best"}],
    }
)

CSS = """
@page { size: 148mm 210mm; margin: 15mm }
html { font-size: var(--body-size); line-height: var(--body-leading); font-family: "IBM Plex Serif" }
:root:lang(ar) { font-family: "IBM Plex Sans Arabic" }
body, h2, p, table, ul { margin: 0; padding: 0 }
h2 { font: 700 11pt/14pt "IBM Plex Sans Condensed"; margin-top: var(--gap-section); padding-top: 3pt;
     border-top: 0.75pt solid black; break-after: avoid }
h2 + * { margin-top: var(--gap-heading) }
p + p { margin-top: var(--gap-paragraph) }
.second { font: var(--second-size)/var(--second-leading) "IBM Plex Sans Condensed" }
.columns { display: flow-root; margin-top: var(--gap-section) }
.columns::after { content: ""; display: block; clear: both }
.columns > div { float: left; width: 56mm } .columns > div + div { float: right }
.columns h2 { margin-top: 0 }
table { width: 100%; table-layout: fixed; border-spacing: 0 }
td { padding: 0 6pt 0 0; padding-top: var(--gap-cell); padding-bottom: var(--gap-cell); vertical-align: top }
"""


@dataclass(frozen=True)
class Said:
    """A statement for tests: its words, fewer words, how it may give way, and where it stands."""

    id: str
    text: str
    short: str | None = None
    priority: int = 3
    optional: bool = False
    part: str = "top"

    def words(self, choice: Choice) -> str | None:
        """Return what the page says with a choice made."""
        if self.id in choice.dropped:
            return None
        return self.short if self.short and self.id in choice.shortened else self.text


def words(count: int, language: str = "en", start: int = 0) -> str:
    """Return that many words of running text."""
    known = WORDS[language]
    return " ".join(known[(start + number * 7 + number // 3) % len(known)] for number in range(count))


@dataclass(frozen=True)
class Paper:
    """A press for statements: parts top, left and right (side by side), table, end."""

    said: tuple[Said, ...]
    language: str = "en"
    css: str = CSS
    height_mm: float = 210

    def sheet(self, setting: Setting, _said: Page) -> PaperSize:
        """Return the paper."""
        return sheet_of(self.html(setting, Choice(), frozenset()), {})

    def words(self, said: Page) -> str:
        """Return the page without a setting."""
        return self.html(Setting(0.0, 0.0), said.choice, said.extras)

    def lay_out(self, setting: Setting, said: Page, endless: PaperSize | None) -> Layout:
        """Lay the statements out."""
        html = self.html(setting, said.choice, said.extras)
        return lay_out(html_on(endless, html) if endless else html, {})

    def html(self, setting: Setting, choice: Choice, extras: frozenset[str]) -> str:
        """Return the page."""
        css = self.css.replace("210mm", f"{self.height_mm}mm")
        body = self._section("Top", "top", choice)
        if "scale" in extras:
            body += '<p class="second" data-extra="scale">Remote, unlikely, likely, very likely, certain.</p>'
        left, right = (self._section(part.title(), part, choice) for part in ("left", "right"))
        if left or right:
            body += f'<div class="columns"><div data-column="left">{left}</div>'
            body += f'<div data-column="right">{right}</div></div>'
        body += self._table(choice) + self._section("End", "end", choice)
        direction = "rtl" if self.language == "ar" else "ltr"
        css = f"<style>{css}</style><style>{settings_css(setting)}</style>"
        head = f"<meta charset=utf-8><title>Page</title>{css}"
        return (
            f'<!doctype html><html lang="{self.language}" dir="{direction}"><head>{head}</head>'
            f"<body><main>{body}</main></body></html>"
        )

    def _section(self, title: str, part: str, choice: Choice) -> str:
        paragraphs = [
            f'<p data-statement="{one.id}">{escape(words)}</p>'
            for one in self.said
            if one.part == part and (words := one.words(choice)) is not None
        ]
        return f"<h2>{title}</h2>{''.join(paragraphs)}" if paragraphs else ""

    def _table(self, choice: Choice) -> str:
        rows = [
            f'<tr data-statement="{one.id}"><td>{escape(words)}</td><td>{one.id} owner</td></tr>'
            for one in self.said
            if one.part == "table" and (words := one.words(choice)) is not None
        ]
        return f"<h2>Table</h2><table><tbody>{''.join(rows)}</tbody></table>" if rows else ""


def settings_css(setting: Setting) -> str:
    """Return a setting as custom properties."""
    named = {"body": (setting.body_pt, setting.leading_pt), **setting.roles}
    root = [f"--{name}-size:{size}pt;--{name}-leading:{leading}pt" for name, (size, leading) in named.items()]
    root += [f"--gap-{name}:{gap}pt" for name, gap in setting.gaps_pt.items()]
    columns = "".join(
        f'[data-column="{column}"]{{{";".join(f"--gap-{name}:{gap}pt" for name, gap in gaps.items())}}}'
        for column, gaps in setting.column_gaps_pt.items()
    )
    return f":root{{{';'.join(root)}}}{columns}"


def copy_of(paper: Paper, plan: Leeway = PLAN, pin: Pin = Pin(), *, accessible: bool = False) -> Copy:  # noqa: B008
    """Return what is to be fitted."""
    script = "Arab" if paper.language == "ar" else "Latn"
    candidates = tuple(
        Candidate(one.id, one.priority, one.optional, one.short is not None) for one in paper.said
    )
    return Copy("the page", Ladder(plan, script, pin, accessible), candidates)


def fitted(paper: Paper, plan: Leeway = PLAN, pin: Pin = Pin(), *, accessible: bool = False) -> Outcome:  # noqa: B008
    """Fit a page."""
    found = search(paper, copy_of(paper, plan, pin, accessible=accessible))
    if found.outcome is None:
        raise found.refused or AssertionError("a page is found or refused")
    return found.outcome


def trial_of(paper: Paper) -> Trial:
    """Return the page on its press."""
    return Trial(CountingPress(paper), copy_of(paper))


def view_of(paper: Paper) -> View:
    """Return the page as it is laid out first."""
    return trial_of(paper).first()


def fill(outcome: Outcome) -> float:
    """Return how full a page is."""
    return outcome.area.fill(outcome.measured.ink_pt, outcome.setting.leading_pt)
