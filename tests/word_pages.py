"""Tiny pages for the Word writer: each is the picture of one rule, laid out as a template would be."""

from functools import cache

from copyfit.layout import lay_out
from copyfit.layout.boxes import Layout
from copyfit.pdf import write_pdf
from copyfit.word import write_docx

CSS = """
@page { size: 130mm 120mm; margin: 12mm 12mm 14mm }
html { font: 10pt/12.5pt "IBM Plex Serif" }
html:lang(ar) { font: 10pt/14pt "IBM Plex Sans Arabic" }
body, p, h1, h2, h3, ul, ol, table, figure, dl, dd, blockquote { margin: 0; padding: 0 }
h1 { font-size: 16pt; line-height: 20pt }
h2 { margin-top: 6pt; border-top: 0.75pt solid #000; padding-top: 3pt }
h2 { font: 700 11pt/14pt "IBM Plex Sans Condensed" }
h2:lang(ar) { font: 700 11pt/15.5pt "IBM Plex Sans Arabic" }
p + p { margin-top: 4pt }
a { color: inherit; text-decoration: none }
sup, sub { line-height: 0 }
ul, ol { padding-inline-start: 6mm }
table { width: 100%; table-layout: fixed; border-spacing: 0 }
td, th { padding: 2pt; padding-inline: 0 6pt; vertical-align: top; text-align: start; font-weight: 400 }
thead th { border-bottom: 0.5pt solid #888; font-weight: 700 }
.columns { display: flow-root }
.columns::after { content: ""; display: block; clear: both }
.columns > * { float: left; box-sizing: border-box }
.columns > * + *, [dir="rtl"] .columns > :first-child { float: right }
[dir="rtl"] .columns > * + * { float: left }
.wide { width: 60mm } .narrow { width: 40mm } .half { width: 50mm }
.panel { background: #f4f1ea; padding: 6pt 8pt }
.callout { margin: 6pt 0; background: #f4f1ea; padding: 7pt 12pt 9pt }
.callout { border-inline-start: 4.5pt solid #0b4f6c }
"""
RUNNING = """
@page { margin: 24mm 12mm 22mm }
@page { @top-center { content: element(head); vertical-align: top; padding-top: 8mm } }
@page { @bottom-center { content: element(foot); vertical-align: bottom; padding-bottom: 8mm } }
@page { @top-center { width: 100%; text-align: start } @bottom-center { width: 100%; text-align: start } }
header { position: running(head); border-top: 3pt solid #0b4f6c; padding-top: 5pt }
footer { position: running(foot); border-top: 0.75pt solid #000; padding-top: 4pt }
.end { float: right }
[dir="rtl"] .end { float: left }
"""
LONG = (
    "The mission trains advisers in Baghdad and reports to partners whose funding will very likely decide "
    "how far reform goes before 2027, because politics and new threats shape institutions that must last."
)
SHORT = (
    "Officials call the move temporary, yet one monitor counted many attacks in ten days, and a lasting "
    "ceasefire would change this."
)
ARABIC = (
    "تواصل البعثة تدريب المستشارين في بغداد وترفع تقاريرها إلى الشركاء الذين سيحدد تمويلهم مدى الإصلاح قبل "
    "منتصف عام 2027 لأن السياسة والضغوط تؤثر في المؤسسات"
)
MIXED = "قالت NATO Mission Iraq إن 500 مستشار غادروا في 20 مارس 2026 إلى مدينة Naples في إيطاليا، وفق ما ورد."
PICTURE = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="120" height="60" viewBox="0 0 120 60">'
    b'<rect width="120" height="60" fill="#0b4f6c"/></svg>'
)
FILES = {"chart/staff.svg": PICTURE}
IMAGE = """<figure>
<img src="asset:chart/staff.svg" alt="Staff fell to none" style="width: 40mm; height: 20mm">
</figure>"""

PAGES = {
    "paragraph": f"<h1>A title</h1><p>{LONG}</p><p>{SHORT}</p>",
    "centred": f"""<p style="text-align: center">{LONG}</p><p style="text-align: end">{SHORT}</p>""",
    "indents": f"""<p style="text-indent: 8mm">{LONG}</p>
<p style="margin-left: 10mm; text-indent: -10mm">{LONG}</p>
<blockquote style="margin: 4pt 8mm">{SHORT}</blockquote>""",
    "list": f"""<h2>Points</h2><ul><li>{LONG}</li><li>{SHORT}</li></ul>
<ol style="counter-reset: list-item 2"><li>{LONG}</li><li>Short</li></ol>""",
    "nested list": f"""<ul><li>One {SHORT}<ul><li>Inner {SHORT}</li><li>Second</li></ul></li>
<li>Two</li></ul>""",
    "answer lines": """<style>div { height: 16pt; border-bottom: 0.5pt solid #999 }</style>
<ol><li><p>Why?</p><div></div><div></div></li><li>And when?</li></ol>""",
    "table": f"""<table><caption>Two offers</caption>
<thead><tr><th>Offer</th><th>What it holds</th></tr></thead>
<tbody><tr><th>One</th><td>{SHORT}</td></tr><tr><th>Two</th><td>Less</td></tr></tbody></table><p>After</p>""",
    "spans": f"""<style>.ruled {{ border-bottom: 0.5pt solid red }}</style>
<table><thead><tr><th colspan="2">Both</th><th>Third</th></tr></thead><tbody>
<tr><td rowspan="2">Spans two rows: {SHORT}</td><td>B</td><td>C</td></tr>
<tr><td class="ruled">B2 with more words than one line can hold</td><td>C2</td></tr>
<tr><td>A3</td><td colspan="2">Wide cell: {SHORT}</td></tr></tbody></table><p>After</p>""",
    "grid": f"""<style>td {{ border: 1pt solid #333; padding: 3pt }}
table {{ border-collapse: collapse }}</style>
<table><tr><td>One {SHORT}</td><td>Two</td></tr><tr><td>Three</td><td>Four {SHORT}</td></tr></table>
<p>After</p>""",
    "tinted cells": """<style>td { background: #f4f1ea; text-align: center; padding: 2pt 0 }
td + td { border-inline-start: 1.5pt solid #fff }</style>
<table><tr><td>very unlikely</td><td>unlikely</td><td>likely</td><td>very likely</td></tr></table>
<p>After</p>""",
    "columns": f"""<p>Before</p><div class="columns"><div class="wide"><h2>Left</h2><p>{LONG}</p></div>
<div class="narrow"><h2>Right</h2><p>{SHORT}</p></div></div><h2>After</h2><p>{SHORT}</p>""",
    "three columns": f"""<div style="display: grid; grid-template-columns: 30mm 30mm 30mm; gap: 5mm">
<div>{SHORT}</div><div>{SHORT}</div><div>Short</div></div><p>After</p>""",
    "tables in columns": f"""<div class="columns">
<div class="wide"><h2>L</h2><table><tr><td>A</td><td>{SHORT}</td></tr></table></div>
<div class="narrow"><h2>R</h2><table><tr><td>Date</td><td>What happens</td></tr></table></div></div>
<h2>After</h2><table><tr><td>A</td><td>{SHORT}</td></tr></table>""",
    "callout": f"""<p>Before</p><section class="callout"><p>Bottom line</p><p>{LONG}</p></section>
<p>After</p>""",
    "box": f"""<p>Before</p>
<p style="border: 1pt solid #0b4f6c; padding: 5pt 10pt; margin-top: 6pt">{LONG}</p>
<p style="border-inline-start: 3pt solid #0b4f6c; padding: 0 10pt">Barred</p><p>After</p>""",
    "panels": f"""<div class="columns"><section class="panel half"><h2>One</h2><p>{LONG}</p></section>
<section class="panel half"><p>{SHORT}</p><ul><li>Point</li></ul></section></div><p>After</p>""",
    "panel with a table": f"""<section class="panel"><p>Lead</p>
<table><tr><td>A</td><td>{SHORT}</td></tr></table></section><p>After</p>""",
    "superscript": f"""<style>sup, sub {{ font-size: 7pt; vertical-align: 3pt }}
sub {{ vertical-align: -2pt }}</style>
<p>Area 12 m<sup>2</sup>, H<sub>2</sub>O and {SHORT}</p>""",
    "link": f"""<p id="top">See <a href="https://example.org/a">the annex</a>, or <a href="#end">the end</a>.
{LONG}</p><p id="end">{SHORT} <a href="https://example.org/b">UNAMI SG/SM/22953</a></p>""",
    "emphasis": f"""<p><b>Bold</b> <i>italic</i> <b><i>both</i></b> <u>under</u> <s>struck</s>
<span style="background: #ddd">shaded</span> <span style="letter-spacing: 0.5pt">spaced</span>
<span lang="fr">français</span> {SHORT}</p>""",
    "breaks": f"""<style>hr {{ border: none; border-top: 0.5pt solid #000; margin: 4pt 0 }}</style>
<p>One<br>Two<br>{SHORT}</p><hr><p>After</p>""",
    "two ends": f"""<style>.two {{ display: flex; justify-content: space-between }}</style>
<p class="two"><span>Left</span><span>Right</span></p>
<p>{SHORT}</p>""",
    "hanging year": f"""<style>ul {{ list-style: none; padding: 0 }}
ul {{ border-inline-start: 2.25pt solid #0b4f6c }}
li {{ padding-inline-start: 15mm; text-indent: -12mm }}
time {{ display: inline-block; min-width: 12mm; text-indent: 0 }}</style>
<ul><li><time>1949</time>{SHORT}</li></ul><p>After</p>""",
    "picture": f"<p>Before</p>{IMAGE}<p>{SHORT}</p>",
    "running": f"""<style>{RUNNING}</style><header>Head <span class="end">Marking</span></header>
<footer><p>{SHORT}</p><p>Version <span class="end">Page end</span></p></footer><p>{LONG}</p>""",
}
ARABIC_PAGES = {
    "arabic paragraph": f"""<h1>عنوان الصفحة</h1><p>{ARABIC}</p>
<p><b>السلامة.</b> {MIXED} <a href="https://example.org">رابط إلى المصدر</a>، {ARABIC}</p>""",
    "arabic list": f"""<h2>نقاط</h2><ul><li>{ARABIC}</li><li>{MIXED}</li></ul>
<ol><li>{ARABIC}</li><li>قصير</li></ol>""",
    "arabic table": f"""<table><thead><tr><th>المرجع</th><th>القرار</th><th>التاريخ</th></tr></thead>
<tbody><tr><th>أ</th><td>{ARABIC}</td><td style="text-align: end">20 مارس</td></tr></tbody></table>
<p>بعد</p>""",
    "arabic halves": f"""<div class="columns"><div class="half"><h2>يمين</h2><p>{ARABIC}</p></div>
<div class="half"><h2>يسار</h2><p>{ARABIC}</p></div></div><p style="margin-top: 4pt">بعد</p>""",
    "arabic columns": f"""<div class="columns"><div class="wide"><h2>يمين</h2><p>{ARABIC}</p>
<table><tr><td>أ</td><td>{MIXED}</td></tr></table></div>
<div class="narrow"><h2>يسار</h2><table><tr><td>17 أبريل</td><td>حدث</td></tr></table></div></div>
<p style="margin-top: 4pt">بعد</p>""",
    "arabic callout": f"""<p>قبل</p><section class="callout"><p><b>الخلاصة</b></p><p>{ARABIC}</p></section>
<p>بعد</p>""",
    "arabic running": f"""<style>{RUNNING}</style>
<header>رأس الصفحة <span class="end">TLP:CLEAR</span></header>
<footer><p>{MIXED}</p><p>الإصدار 1.0 <span class="end">عينة</span></p></footer><p>{ARABIC}</p>""",
}
EVERY = {**PAGES, **ARABIC_PAGES}


def page_of(body: str, language: str = "en", css: str = "") -> Layout:
    """Return `body` laid out with the style sheet above."""
    direction = "rtl" if language == "ar" else "ltr"
    return lay_out(
        f"""<!doctype html><html lang="{language}" dir="{direction}">
<head><meta charset="utf-8"><title>A page</title><style>{CSS}{css}</style></head>
<body>{body}</body></html>""",
        FILES,
    )


@cache
def layout_of(name: str) -> Layout:
    """Return the page of that name, laid out."""
    return page_of(EVERY[name], "ar" if name in ARABIC_PAGES else "en")


@cache
def pdf_of(name: str) -> bytes:
    """Return the page of that name as a PDF."""
    return write_pdf(layout_of(name))


@cache
def docx_of(name: str) -> bytes:
    """Return the page of that name as a Word file."""
    return write_docx(layout_of(name))
