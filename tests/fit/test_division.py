"""Where words are divided: foretold as the engine does it, and written to Word at the same places."""

import os
import random
import re
import zipfile
from io import BytesIO

import pypdfium2 as pdfium
import pytest

from copyfit.fit.lines import paragraph, same_size
from copyfit.layout import lay_out
from copyfit.pdf import write_pdf
from copyfit.proof import prove_files
from copyfit.word import write_docx
from parity import compare, laid_out_by_libreoffice

PARAGRAPHS = 50 if os.environ.get("COPYFIT_PROVE") else 6
PAGE = """<html lang="{language}"><head><title>x</title><style>
@page {{ size: A4; margin: 20mm }} html {{ --body-size: {size}pt; hyphenate-character: '-' }}
body {{ margin: 0; font: var(--body-size)/13pt "IBM Plex Serif" }}
p {{ margin: 0 0 6pt; width: {width}pt; hyphens: auto; {css} }} i {{ hyphens: manual }}
</style></head><body>{body}</body></html>"""
TEXTS = {
    "de": """Die Mission berät das Verteidigungsministerium in Bagdad und berichtet ihren Partnern. Die
Finanzierung entscheidet bis Mitte 2027, wie weit die Reform kommt. Sicherheitspolitische
Rahmenbedingungen, Haushaltsbeschlüsse und Nachbarstaaten wirken auf die Einrichtungen. Die Kosten
stiegen in einem Jahr um 12 Prozent; niemand bestreitet das. Die
„Donaudampfschifffahrtsgesellschaft“ – ein Energieversorgungsunternehmen der Nord-Süd-Verbindung –
verhandelt über Auffahrten, Stofffetzen und Grundstücksverkehrsgenehmigungen.""",
    "fr": """La mission forme des conseillers à Bagdad et rend compte à ses partenaires. L’aide décidera
jusqu’où ira la réforme avant l’été 2027. Les infrastructures internationales demeurent
insuffisantes : aucun accord, aucune mission. Les coûts ont augmenté de 12 % en un an ; personne
ne le conteste. Le gouvernement a dit « oui ». L’administration, l’approvisionnement et
l’intergouvernementalité l’emportent aujourd’hui.""",
    "en": """The mission trains advisers in Baghdad and reports to its partners. Funding will decide how far
reform goes before summer 2027. Politics, pressure from neighbours and new threats – not doctrine –
shape institutions that must last. Infrastructure programmes notwithstanding, internationally
recognised benchmarks are missing. Iraq’s parliament asked; the Allies said “yes”. A
well-established, government-wide agreement would be extraordinary.""",
}


def paragraphs(language):
    """Yield paragraphs of whole words, a word in bold and one in italics among them."""
    chance = random.Random(language)
    words = re.split("[ \\n]+", TEXTS[language])
    for _ in range(PARAGRAPHS):
        start = chance.randrange(len(words))
        said = [words[(start + number) % len(words)] for number in range(chance.randint(15, 60))]
        said[3] = f"<strong>{said[3]}</strong>"
        said[8] = f"<em>{said[8]}</em>"
        yield " ".join(said), chance


def page(body, language="de", size=10, width=120, css=""):
    """Return a page of paragraphs whose words may be divided."""
    return lay_out(PAGE.format(body=body, language=language, size=size, width=width, css=css), {})


def lines_of(layout):
    """Return the lines of the page."""
    return list(layout.page.body.all_lines())


def texts_of(text, **how):
    """Return the texts of the lines of one paragraph."""
    return [line.text for line in lines_of(page(f"<p>{text}</p>", **how))]


class DescribeAPrediction:
    @pytest.mark.parametrize("language", TEXTS)
    def it_divides_as_the_engine_does_at_every_size_and_in_every_width(self, language):
        alike = []
        for text, chance in paragraphs(language):
            width, (size, other) = (
                chance.choice((90, 110, 130, 160, 200)),
                chance.sample((9, 9.5, 10, 10.5, 11), 2),
            )
            wider = chance.choice((0, 14, -12))
            now = page(f"<p>{text}</p>", language, size, width)
            then = page(f"<p>{text}</p>", language, other, width + wider)
            box = next(box for box in now.page.body.walk() if box.lines)
            words = paragraph(box, now.fonts)
            assert words.broken(same_size).count == len(box.lines)
            told = words.broken(lambda role, size_pt: other, wider).lines  # noqa: B023
            alike.append(list(map(letters, told)) == [letters(line.text) for line in lines_of(then)])
        assert sum(alike) >= 0.98 * len(alike)

    def it_knows_what_stands_whole_before_a_divided_word(self):
        layout = page("<p>Das Verteidigungsministerium berichtet</p>", width=90)
        box = next(box for box in layout.page.body.walk() if box.lines)
        broken = paragraph(box, layout.fonts).broken(same_size)
        assert broken.lines == ("Das Verteidigungs\xad-", "ministerium be\xad-", "richtet")
        assert broken.ends == (1, 2, 3)

    def it_gives_a_soft_hyphen_the_room_of_its_sign(self):
        layout = page("<p>Aaaa bbbb\xadcccc dddd\xadeeee</p>", width=52)
        box = next(box for box in layout.page.body.walk() if box.lines)
        words = paragraph(box, layout.fonts)
        for width in range(30, 110, 7):
            then = texts_of("Aaaa bbbb\xadcccc dddd\xadeeee", width=width)
            assert list(words.broken(same_size, width - 52).lines) == [text.strip() for text in then]


class DescribeAPage:
    @pytest.mark.parametrize(
        ("text", "how", "lines"),
        [
            ("Rahmenbedingungen", {"width": 80}, ["Rahmenbedin\xad-", "gungen"]),
            ("<i>Rahmenbedingungen</i>", {"width": 80}, ["Rahmenbedingungen"]),
            ("Rahmenbedingungen", {"width": 80, "language": "tr"}, ["Rahmenbedingungen"]),
            ("Rahmen\xadbedingungen", {"width": 80}, ["Rahmen\xad-", "bedingungen"]),
            ("das Nord-Rahmen", {"width": 60}, ["das Nord-", "Rahmen"]),
            (
                "Rahmenbedingungen",
                {"width": 80, "css": "hyphenate-limit-chars: 7 3 8"},
                ["Rahmenbe\xad-", "dingungen"],
            ),
            ("der Rahmen", {"width": 50, "css": "hyphenate-limit-chars: 7"}, ["der", "Rahmen"]),
            ("der Rahmen", {"width": 50, "css": "hyphenate-limit-zone: 90%"}, ["der", "Rahmen"]),
            ("der Rahmen", {"width": 50}, ["der Rah\xad-", "men"]),
        ],
    )
    def it_divides_where_the_style_sheet_says_so(self, text, how, lines):
        assert texts_of(text, **how) == lines

    def it_is_proved_whole_and_copied_whole(self):
        layout = page(f"<p>{TEXTS['de']}</p>", width=110)
        assert sum(line.divided for line in lines_of(layout)) > 5
        pdf = write_pdf(layout)
        prove_files(layout, {"pdf": pdf, "docx": write_docx(layout)})
        copied = pdfium.PdfDocument(pdf)[0].get_textpage().get_text_range()
        assert copied.replace("\ufffe", "").replace("-", "").split() == TEXTS["de"].replace("-", "").split()


class DescribeTheWordFile:
    @pytest.mark.parametrize("language", TEXTS)
    def it_has_soft_hyphens_where_the_page_divides_and_nowhere_else(self, language):
        body = "".join(f"<p>{text}</p>" for text, _ in list(paragraphs(language))[:3])
        layout = page(body, language, width=130)
        with zipfile.ZipFile(BytesIO(write_docx(layout))) as archive:
            document = archive.read("word/document.xml").decode()
        said = re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>|<w:(softHyphen)/>", document)
        written = "".join("|" if hyphen else text for text, hyphen in said)
        parts = [line.text.removesuffix("\xad-") + ("|" if line.divided else "") for line in lines_of(layout)]
        assert letters(written) == letters("".join(parts))

    @pytest.mark.slow
    def it_has_the_lines_of_the_page_in_libreoffice(self):
        bodies = {
            (language, width): "".join(f"<p>{text}</p>" for text, _ in list(paragraphs(language))[:2])
            for language in TEXTS
            for width in (110, 140)
        }
        layouts = {
            f"{language}-{width}": page(body, language, 9, width)
            for (language, width), body in bodies.items()
        }
        made = laid_out_by_libreoffice({name: write_docx(layout) for name, layout in layouts.items()})
        for name, layout in layouts.items():
            assert not list(compare(name, write_pdf(layout), made[name]).differences)


def letters(text):
    """Return `text` without its spaces."""
    return "".join(text.split())
