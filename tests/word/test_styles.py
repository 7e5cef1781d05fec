"""Styles steer the page: what a person changes in one, all that wears it follows."""

import io
from collections import defaultdict
from itertools import combinations

import docx
import pytest
from docx.shared import Pt, RGBColor

from parity import laid_out_by_libreoffice, letters_of, lines_of
from word_files import NAMESPACES, WordFile, is_empty, tag, text_of, value
from word_pages import docx_of

MOST_DIRECT = 0.1
"""Of the body's paragraphs, how many may say more than their style."""
CALIBRATES = {"pStyle", "sectPr", "numPr"}
FITTED = {"before", "after", "line", "sz", "szCs"}
"""What fitting chooses: size, line and gaps."""


@pytest.fixture(scope="module")
def files(printed):
    """Return every edition of the repository, read."""
    return {name: WordFile(one.docx) for name, one in printed.items()}


def local(element):
    return element.tag.rpartition("}")[2]


def worn(file):
    return [one for one in file.body.iter(tag("w:p")) if not file.style_of(one).startswith("Spacer")]


def runs_its_own_way(file, paragraph):
    """Return whether an entry runs from the left on a page from the right.

    In one of two columns the gutter is at its start, and a line may be taller there.
    """
    page = file.all("w:sectPr/w:bidi")
    return bool(page) and file.style_of(paragraph).startswith("Bibliography")


def says_more(paragraph):
    """Return what a paragraph says beyond its style; line ends are calibrated.

    So is where a number of two digits stands in a list from right to left, which engines centre.
    """
    found = set()
    for child in paragraph.find("w:pPr", NAMESPACES):
        names = {key.rpartition("}")[2] for key in child.attrib}
        if local(child) in CALIBRATES or (local(child) == "ind" and names <= {"right", "hanging"}):
            continue
        found.add(local(child))
    if "pBdr" in found and "shd" not in found:
        found.discard("pBdr")
    return found


def properties(file):
    """Return what each style says, by name: a set of element, attribute and value."""
    said = {}
    for style in file.trees["word/styles.xml"].iterfind("w:style", NAMESPACES):
        name = value(style.find("w:name", NAMESPACES))
        said[name] = {
            (local(child), key.rpartition("}")[2], text)
            for part in ("w:pPr", "w:rPr")
            for child in style.iterfind(f"{part}//*", NAMESPACES)
            for key, text in child.attrib.items()
        }
    return said


class DescribeAParagraph:
    @pytest.mark.slow
    def it_says_no_more_than_its_style_but_for_a_few(self, files):
        shares = {}
        for name, file in files.items():
            paragraphs = worn(file)
            direct = [one for one in paragraphs if says_more(one) and not runs_its_own_way(file, one)]
            shares[name] = len(direct) / len(paragraphs)
        assert shares
        assert {name: round(share, 2) for name, share in shares.items() if share > MOST_DIRECT} == {}

    @pytest.mark.slow
    def it_leaves_size_and_face_to_its_style(self, files):
        for name, file in files.items():
            for paragraph in worn(file):
                runs = paragraph.findall(".//w:r", NAMESPACES)
                sized = [one for one in runs if one.find("w:rPr/w:sz", NAMESPACES) is not None]
                coloured = [one for one in runs if one.find("w:rPr/w:color", NAMESPACES) is not None]
                assert not runs or len(coloured) < len(runs), (name, file.style_of(paragraph))
                assert not runs or len(sized) < len(runs), (name, file.style_of(paragraph))


class DescribeAStyle:
    @pytest.mark.slow
    def it_is_the_same_in_every_file_of_a_house_but_for_what_fitting_chose(self, files):
        looks = defaultdict(set)
        for name, file in files.items():
            if not name.endswith("-en"):
                continue
            for style, said in properties(file).items():
                fixed = {one for one in said if one[1] not in FITTED and one[0] not in FITTED}
                # a panel's end edge is calibrated to its lines
                fixed = {one for one in fixed if one[0] not in ("numId", "right", "left", "top", "bottom")}
                fixed = {one for one in fixed if one[:2] != ("ind", "right")}
                if "Number" in style:  # a column of numbers is set in by what its table needs
                    fixed = {one for one in fixed if one[0] != "ind"}
                looks[style].add(frozenset(fixed))
        different = {
            style: [set(a) ^ set(b) for a in found for b in found if a != b][:1]
            for style, found in looks.items()
            if len(found) > 1
        }
        assert different == {}

    @pytest.mark.slow
    def it_is_the_same_in_two_files_of_one_fitted_step_but_for_gaps(self, files):
        """A step is a size and a line, and how far title and callout yielded; running lines are as tall as
        what is marked in them."""
        steps = defaultdict(list)
        for name, file in files.items():
            said = properties(file)
            variant = next(one for one in ("academic", "executive", "student") if one in name)
            line = frozenset(one for one in said["Body Text"] if one[1] == "line")
            yielded = [self.sizes(said[style]) for style in ("Title", "Callout") if style in said]
            steps[variant, line, *map(frozenset, yielded)].append(said)
        pairs = [pair for found in steps.values() for pair in combinations(found, 2)]
        assert len(pairs) > 3
        for one, other in pairs:
            for style in one.keys() & other.keys():
                if not style.startswith(("Header", "Footer", "Answer Line")):
                    assert self.sizes(one[style]) == self.sizes(other[style]), style

    @pytest.mark.slow
    def it_changes_the_spaces_and_the_indent_of_all_that_wears_it_but_for_a_few(self, files):
        """What a paragraph says itself goes before what its style says (§17.7.2)."""
        for name, file in files.items():
            paragraphs = worn(file)
            still = [one for one in paragraphs if self.keeps_its_own(one) and not runs_its_own_way(file, one)]
            assert len(still) <= MOST_DIRECT * len(paragraphs), name
            for style in {file.style_of(one) for one in paragraphs}:
                wearers = [one for one in paragraphs if file.style_of(one) == style]
                assert len(wearers) == 1 or any(one not in still for one in wearers), (name, style)

    @staticmethod
    def keeps_its_own(paragraph):
        said = paragraph.findall("w:pPr/w:spacing", NAMESPACES) + paragraph.findall("w:pPr/w:ind", NAMESPACES)
        names = {key.rpartition("}")[2] for one in said for key in one.attrib}
        return bool(names - {"right", "hanging"})

    @staticmethod
    def sizes(said):
        return {one for one in said if one[0] in ("sz", "szCs", "color") or one[1] == "line"}

    @pytest.mark.parametrize("name", ["columns", "table", "list", "callout", "tables in columns"])
    def it_changes_all_that_wears_it(self, name):
        document = docx.Document(io.BytesIO(docx_of(name)))
        wearers = defaultdict(list)
        for paragraph in document.element.body.iter(tag("w:p")):
            style = paragraph.find("w:pPr/w:pStyle", NAMESPACES)
            if not is_empty(paragraph):
                wearers[value(style)].append(paragraph)
        assert wearers
        for style, paragraphs in wearers.items():
            for paragraph in paragraphs:
                for run in paragraph.iterfind(".//w:r", NAMESPACES):
                    for said in ("w:sz", "w:color", "w:rFonts"):
                        assert run.find(f"w:rPr/{said}", NAMESPACES) is None, (style, said)

    @pytest.mark.slow
    def it_shows_in_libreoffice(self):
        document = docx.Document(io.BytesIO(docx_of("list")))
        style = document.styles["List Bullet"]
        style.font.size = Pt(14)
        style.font.color.rgb = RGBColor(255, 0, 0)
        style.paragraph_format.left_indent = Pt(60)
        style.paragraph_format.line_spacing = Pt(18)
        stream = io.BytesIO()
        document.save(stream)
        letters, _ = letters_of(laid_out_by_libreoffice({"list": stream.getvalue()})["list"])
        lines = lines_of(letters)
        first = next(line for line in lines if "Themission" in line.text.replace(" ", ""))
        other = next(line for line in lines if "Officialscall" in line.text.replace(" ", ""))
        assert first.start == pytest.approx(other.start, abs=0.2)
        assert first.start > 34 + 40


class DescribeNames:
    """What a class makes look different has a name of its own."""

    @pytest.mark.slow
    def it_is_spoken_by_the_pages(self, files):
        names = {name for file in files.values() for name in file.style_names().values()}
        assert {"Dates Text", "Decisions Owner", "Evidence Grade", "Causes Arrow", "Callout Heading"} <= names
        assert {"Judgement", "Basis", "Question", "Bibliography"} <= names
        assert {"Body Text First", "Judgement First"} <= names

    @pytest.mark.slow
    def it_keeps_a_heading_in_a_panel_a_heading(self, files):
        styles = files["nato-iraq-executive-en"].trees["word/styles.xml"]
        style = next(
            one
            for one in styles.iterfind("w:style", NAMESPACES)
            if value(one.find("w:name", NAMESPACES)) == "Callout Heading"
        )
        assert value(style.find("w:basedOn", NAMESPACES)) == "Heading1"
        assert value(style.find("w:pPr/w:outlineLvl", NAMESPACES)) == "0"


class DescribeHeadings:
    """In columns that only a table keeps beside one another they are headings all the same."""

    @pytest.mark.slow
    def it_has_its_level_in_a_table_too(self, files):
        inside = [
            (file, value(one.find("w:pPr/w:pStyle", NAMESPACES)))
            for file in files.values()
            for one in in_tables(file)
        ]
        assert inside
        assert all(file.outline_levels()[style] for file, style in inside)

    @pytest.mark.slow
    def it_stands_outside_of_tables_but_for_the_columns_at_the_foot(self, files):
        inside = {name: len(in_tables(file)) for name, file in files.items() if not name.endswith("-ar")}
        assert {name: count for name, count in inside.items() if count > 2} == {}


def in_tables(file):
    """Return the headings of sections that stand in a table."""
    cells = file.body.iterfind(".//w:tc/w:p", NAMESPACES)
    return [one for one in cells if file.style_of(one).lower().startswith("heading ")]


class DescribeIndents:
    @pytest.mark.slow
    def it_is_the_styles_where_text_is_set_in(self, files):
        """Converters take an indent at the start that a paragraph has itself for a quotation."""
        found = {
            (name, text_of(one)): value(one.find("w:pPr/w:ind", NAMESPACES), "w:left")
            for name, file in files.items()
            for one in file.body.iter(tag("w:p"))
            if not runs_its_own_way(file, one)
        }
        assert {place: left for place, left in found.items() if int(left or 0) > 0} == {}
