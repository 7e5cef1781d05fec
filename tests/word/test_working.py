"""Colleagues work in the file with the tools they have: comments, tracked changes, saves, merges, styles."""

import copy
import ctypes
import io
import os
import subprocess
import sys
import zipfile
from collections import Counter

import docx
import pypdfium2
import pypdfium2.raw as raw
import pytest
from docx.shared import Pt

from parity import laid_out_by_libreoffice, letters_of, lines_of
from word_edits import opened, pages_of, saved
from word_files import NAMESPACES, WordFile, tag, text_of, value

PROVE = os.environ.get("COPYFIT_PROVE") == "1"
SAMPLE = ("nato-iraq-executive-en", "nato-iraq-student-ar", "us-measles-academic-en-US")
FITTED = {"sz", "szCs", "before", "after", "line"}
CALIBRATED = {("ind", "right"), ("right", "space")}
"""What fitting chooses for a page: size, line and gaps."""


@pytest.fixture(scope="module")
def files(printed):
    """Return some editions' files, or all, by name."""
    return {name: one.docx for name, one in printed.items() if PROVE or name in SAMPLE}


def worded(tree):
    """Return the paragraphs that have words of their own."""
    return [one for one in tree.iter(tag("w:p")) if one.find("w:r/w:t", NAMESPACES) is not None]


def bookmarks(data):
    return {value(one, "w:name") for one in WordFile(data).all("w:bookmarkStart")}


def saved_by_libreoffice(files, folder, *kinds):
    """Return each file after LibreOffice has saved it as one kind after the other, by name."""
    for name, data in files.items():
        (folder / f"{name}.docx").write_bytes(data)
    clean = {key: said for key, said in os.environ.items() if not key.startswith("FONTCONFIG")}
    suffix, into = "docx", folder
    for kind in kinds:
        out = into / kind.partition(":")[0]
        command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
        command += ["--convert-to", kind, "--outdir", str(out)]
        sources = [str(into / f"{name}.{suffix}") for name in files]
        subprocess.run([*command, *sources], check=True, capture_output=True, env=clean)
        suffix, into = kind.partition(":")[0], out
    return {name: (into / f"{name}.docx").read_bytes() for name in files}


DOCX = "docx:MS Word 2007 XML"


@pytest.mark.slow
class DescribeComments:
    def it_can_be_made_on_every_paragraph(self, files, tmp_path):
        commented, counts = {}, {}
        for name, data in files.items():
            document = opened(data)
            paragraphs = worded(document.element.body)
            for paragraph in paragraphs:
                runs = docx.text.paragraph.Paragraph(paragraph, document._body).runs
                document.add_comment(runs, text="Is this still so?", author="A colleague", initials="AC")
            commented[name], counts[name] = saved(document), len(paragraphs)
        assert {name: len(opened(data).comments) for name, data in commented.items()} == counts
        after = saved_by_libreoffice(commented, tmp_path, DOCX)
        assert {name: len(opened(data).comments) for name, data in after.items()} == counts


@pytest.mark.slow
class DescribeTrackedChanges:
    def it_can_be_made_in_every_paragraph_of_every_part(self, files, tmp_path):
        changed, counts = {}, {}
        for name, data in files.items():
            document = opened(data)
            section = document.sections[0]
            parts = (document.element.body, section.header._element, section.footer._element)
            paragraphs = [one for part in parts for one in worded(part)]
            for number, paragraph in enumerate(paragraphs):
                self.replace(paragraph, number)
            changed[name], counts[name] = saved(document), len(paragraphs)
        assert {name: self.count(data) for name, data in changed.items()} == counts
        after = saved_by_libreoffice(changed, tmp_path, DOCX)
        assert {name: self.count(data) for name, data in after.items()} == counts

    @staticmethod
    def replace(paragraph, number):
        """Replace the paragraph's last words with others, both kept as a change."""
        run = [
            one for one in paragraph.findall("w:r", NAMESPACES) if one.find("w:t", NAMESPACES) is not None
        ][-1]
        new = copy.deepcopy(run)
        new.find("w:t", NAMESPACES).text = f"changed{number}"
        told = {tag("w:author"): "A colleague", tag("w:date"): "2026-01-01T00:00:00Z"}
        gone, come = (
            run.makeelement(tag(f"w:{name}"), {**told, tag("w:id"): str(9000 + 2 * number + step)})
            for step, name in enumerate(("del", "ins"))
        )
        run.addprevious(gone)
        gone.append(run)
        for text in run.findall("w:t", NAMESPACES):
            text.tag = tag("w:delText")
        come.append(new)
        gone.addnext(come)

    @staticmethod
    def count(data):
        """Return how many paragraphs hold inserted words."""
        words = [text_of(one) for one in WordFile(data).all("w:ins")]
        return len({word.split("changed")[1] for word in words if "changed" in word})


@pytest.mark.slow
class DescribeStatements:
    """Each is a bookmark, by which an edit can find its way home."""

    @pytest.mark.parametrize("kinds", [(DOCX,), ("odt", DOCX)], ids=["docx", "odt"])
    def it_is_found_by_its_name_after_a_save(self, files, tmp_path, kinds):
        after = saved_by_libreoffice(files, tmp_path, *kinds)
        for name, data in files.items():
            assert bookmarks(data) <= bookmarks(after[name]), name

    def it_has_a_name_that_no_other_has(self, printed):
        for name, one in printed.items():
            names = [value(mark, "w:name").casefold() for mark in WordFile(one.docx).all("w:bookmarkStart")]
            assert len(names) == len(set(names)), name


def looks(file):
    """Return how each paragraph with words looks, by all that its styles and itself say but what is fitted.

    Lines' ends are calibrated, so end indents say nothing, nor does the room at a panel's end; nor do the
    numbers of lists.
    """
    styles = {one.get(tag("w:styleId")): one for one in file.trees["word/styles.xml"].iter(tag("w:style"))}
    found = []
    for paragraph in worded(file.body):
        chain, name = [paragraph], value(paragraph.find("w:pPr/w:pStyle", NAMESPACES))
        while name:
            chain.append(styles[name])
            name = value(styles[name].find("w:basedOn", NAMESPACES))
        said = {}
        for one in reversed(chain):
            for part in ("w:pPr", "w:rPr"):
                for child in one.iterfind(f"{part}//*", NAMESPACES):
                    if not _is_of_the_section(child):
                        for key, text in child.attrib.items():
                            said[child.tag.split("}")[1], key.split("}")[1]] = text
        kept = {
            (key, text)
            for key, text in said.items()
            if key[1] not in FITTED and key[0] not in FITTED | {"pStyle", "ilvl", "numId"}
        }
        found.append((text_of(paragraph), frozenset(one for one in kept if one[0] not in CALIBRATED)))
    return found


def _is_of_the_section(element):
    return element.tag == tag("w:sectPr") or any(True for _ in element.iterancestors(tag("w:sectPr")))


MERGE = """
import sys
from docx import Document
from docxcompose.composer import Composer
one = Composer(Document(sys.argv[1]))
one.append(Document(sys.argv[2]))
one.save(sys.argv[3])
"""


def composed(first, second, folder):
    """Return two files merged, in a process of its own: docxcompose names namespaces of python-docx anew."""
    paths = [folder / name for name in ("first.docx", "second.docx", "merged.docx")]
    for path, content in zip(paths, (first, second), strict=False):
        path.write_bytes(content)
    subprocess.run([sys.executable, "-c", MERGE, *map(str, paths)], check=True, capture_output=True)
    return paths[2].read_bytes()


@pytest.mark.slow
class DescribeTwoPagesMerged:
    def it_keeps_the_second_ones_looks_but_for_what_fitting_chose(self, printed, tmp_path):
        pairs = [
            ("nato-iraq-executive-en", "nato-iraq-academic-en"),
            ("us-measles-student-en-US", "school-phones-executive-en-US"),
        ]
        for first, second in pairs:
            merged = looks(WordFile(composed(printed[first].docx, printed[second].docx, tmp_path)))
            own = looks(WordFile(printed[second].docx))
            assert [text for text, _ in merged[-len(own) :]] == [text for text, _ in own]
            different = {
                text: set(before) ^ set(after)
                for (text, before), (_, after) in zip(own, merged[-len(own) :], strict=True)
                if before != after
            }
            assert different == {}, (first, second)


def coloured(pdf):
    """Return how many of the letter e there are in each colour and size, in half-points."""
    found = Counter()
    for page in pypdfium2.PdfDocument(pdf):
        text = page.get_textpage()
        for index in range(raw.FPDFText_CountChars(text)):
            if raw.FPDFText_GetUnicode(text, index) != ord("e"):
                continue
            red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
            raw.FPDFText_GetFillColor(text, index, red, green, blue, alpha)
            size = round(2 * raw.FPDFText_GetFontSize(text, index))
            found[f"{red.value:02X}{green.value:02X}{blue.value:02X}", size] += 1
    return found


HEAD = 8
"""So many letters tell how a paragraph begins."""


def starts(pdf):
    """Return where words begin on the pages, in pt, by their first letters."""
    found = {}
    for number in range(pages_of(pdf)):
        for line in lines_of(letters_of(pdf, number=number)[0]):
            for at, letter in enumerate(line.letters):
                head = "".join(one.text for one in line.letters[at : at + HEAD])
                found.setdefault(head, []).append(letter.x)
    return found


@pytest.mark.slow
class DescribeEveryStyle:
    def it_changes_all_that_wears_it(self, files):
        """Each style that is based on none of ours gets a colour and a size that no other has."""
        name = "nato-iraq-executive-en"
        document = opened(files[name])
        given = {}
        for number, style in enumerate(self.first_styles(document)):
            given[style.style_id] = (f"10{number:02X}40", 13 + number % 3)
            style.font.color.rgb = docx.shared.RGBColor.from_string(given[style.style_id][0])
            style.font.size = docx.shared.Pt(given[style.style_id][1] / 2)
        wanted = self.wanted(document, given)
        assert len({colour for colour, _ in wanted}) > 10
        found = coloured(laid_out_by_libreoffice({name: saved(document)})[name])
        assert {look: found[look] for look, count in wanted.items() if found[look] < count} == {}

    def it_moves_all_that_wears_it(self, printed):
        """Each of these styles gets an indent that its neighbours have not."""
        name = "nato-iraq-executive-en"
        document = opened(printed[name].docx)
        given = {}
        for number, style in enumerate(self.first_styles(document)):
            form = style.paragraph_format
            if form.alignment in (None, docx.enum.text.WD_ALIGN_PARAGRAPH.LEFT):
                given[style.style_id] = 3 + number % 4
                form.left_indent = docx.shared.Pt(given[style.style_id] + (form.left_indent or Pt(0)).pt)
        before = starts(printed[name].pdf)
        after = starts(laid_out_by_libreoffice({name: saved(document)})[name])
        moved = {}
        for paragraph in worded(document.element.body):
            style = docx.text.paragraph.Paragraph(paragraph, document._body).style
            own = paragraph.find("w:pPr/w:ind", NAMESPACES)
            head = "".join(text_of(paragraph).split())[:HEAD]
            follows = style.style_id in given and (own is None or not value(own, "w:left"))
            if follows and len(before.get(head, ())) == len(after.get(head, ())) == 1:
                moved[head] = (after[head][0] - before[head][0], given[style.style_id])
        assert len(moved) > 20
        assert {head: pair for head, pair in moved.items() if abs(pair[0] - pair[1]) > 0.5} == {}

    @staticmethod
    def first_styles(document):
        return [
            style
            for style in document.styles
            if style.type == docx.enum.style.WD_STYLE_TYPE.PARAGRAPH
            and (style.base_style is None or style.base_style.name == "Normal")
            and style.name != "Normal"
        ]

    @staticmethod
    def wanted(document, given):
        """Return how many letters e stand in words that say neither colour nor size themselves."""
        wanted = Counter()
        for paragraph in worded(document.element.body):
            style = docx.text.paragraph.Paragraph(paragraph, document._body).style
            own = style.element.find("w:rPr", NAMESPACES)
            if (
                style.style_id not in given
                and own is not None
                and {"color", "sz"} & {one.tag.split("}")[1] for one in own}
            ):
                continue
            look = given[style.style_id if style.style_id in given else style.base_style.style_id]
            for run in paragraph.findall(".//w:r", NAMESPACES):
                said = {one.tag.split("}")[1] for one in run.findall("w:rPr/*", NAMESPACES)}
                if not said & {"color", "sz"}:
                    wanted[look] += "".join(text_of(run)).count("e")
        return +wanted


class DescribeTheSize:
    """What a file weighs, in bytes: letters to go on with, and pictures in a palette."""

    FLAGSHIP, OTHERS, PICTURE, WITHOUT_FONTS = 150 * 1024, 160 * 1024, 30 * 1024, 20 * 1024

    @pytest.mark.slow
    def it_is_small(self, printed):
        sizes = {name: len(one.docx) for name, one in printed.items()}
        most = {name: self.FLAGSHIP if name.startswith("nato-iraq") else self.OTHERS for name in sizes}
        assert {name: size for name, size in sizes.items() if size > most[name]} == {}

    @pytest.mark.slow
    def it_is_small_without_pictures_and_fonts(self, printed):
        for name, one in printed.items():
            with zipfile.ZipFile(io.BytesIO(one.docx)) as archive:
                entries = archive.infolist()
            pictures = [entry for entry in entries if entry.filename.startswith("word/media/")]
            rest = sum(
                entry.compress_size
                for entry in entries
                if not entry.filename.startswith(("word/media/", "word/fonts/"))
            )
            assert rest <= self.WITHOUT_FONTS, name
            assert all(entry.compress_size <= self.PICTURE for entry in pictures), name
