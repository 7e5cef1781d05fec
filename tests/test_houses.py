"""One setting changes the house style, the paper or the marking; the pages stay whole."""

import re
import shutil
import zipfile
from pathlib import Path

import pypdfium2
import pytest

from parity import ROOT, compare, laid_out_by_libreoffice

LETTER_PT = (612, 792)
LETTER = "us-measles"
"""A brief that is written for this paper."""


@pytest.fixture(scope="module")
def restyled(copyfit, tmp_path_factory):
    """Return a project in the plain style, on US Letter, marked OFFICIAL, as built."""
    folder = tmp_path_factory.mktemp("houses") / "briefings"
    assert copyfit("init", str(folder), cwd=folder.parent).returncode == 0
    house = folder / "templates/shared/house.yaml"
    house.write_text(
        house.read_text()
        .replace("style: house.css", "style: plain.css")
        .replace("page: auto", "page: letter")
    )
    shutil.copytree(ROOT / f"briefs/{LETTER}", folder / f"briefs/{LETTER}")
    brief = folder / f"briefs/{LETTER}/brief.yaml"
    unmarked = re.sub(r"(?m)^marking: .*$", "", brief.read_text())
    brief.write_text(f"{unmarked}\nmarking: {{scheme: uk-gscp, label: OFFICIAL}}\n")
    built = copyfit("build", LETTER, cwd=folder)
    assert built.returncode == 0, built.stderr
    return folder


class DescribeThePlainHouseOnLetterPaper:
    @pytest.mark.parametrize("variant", ["executive", "academic", "student"])
    def it_makes_one_page_of_that_paper(self, restyled, variant):
        pdf = pypdfium2.PdfDocument(restyled / f"dist/{LETTER}/{LETTER}-{variant}-en-US.pdf")
        assert len(pdf) == 1
        assert tuple(round(side) for side in pdf[0].get_size()) == LETTER_PT

    def it_is_set_in_one_family_without_colour(self, restyled):
        with zipfile.ZipFile(restyled / f"dist/{LETTER}/{LETTER}-executive-en-US.docx") as package:
            document = package.read("word/document.xml") + package.read("word/styles.xml")
        assert b"IBM Plex Serif" not in document
        colours = {value.decode() for value in re.findall(rb'<w:color w:val="([0-9A-Fa-f]{6})"', document)}
        assert all(len({colour[0:2], colour[2:4], colour[4:6]}) == 1 for colour in colours), colours


class DescribeAGovernmentMarking:
    """It stands centred at the top and the bottom of the page (UK Government Security Classifications)."""

    @pytest.mark.parametrize("variant", ["executive", "academic", "student"])
    def it_is_the_first_and_the_last_line_of_the_page(self, restyled, variant):
        pdf = pypdfium2.PdfDocument(restyled / f"dist/{LETTER}/{LETTER}-{variant}-en-US.pdf")
        text = pdf[0].get_textpage()
        width = pdf[0].get_width()
        searcher = text.search("OFFICIAL", match_case=True, match_whole_word=True)
        boxes = []
        while found := searcher.get_next():
            boxes.append(text.get_rect(text.count_rects(*found) - 1))
        assert len(boxes) == 2
        assert all(abs((left + right) / 2 - width / 2) < 1 for left, _, right, _ in boxes)
        heights = [bottom for _, bottom, _, _ in boxes]
        assert max(heights) > LETTER_PT[1] - 60
        assert min(heights) < 60

    def it_is_in_the_word_files_own_header_and_footer(self, restyled):
        with zipfile.ZipFile(restyled / f"dist/{LETTER}/{LETTER}-executive-en-US.docx") as package:
            running = [
                package.read(name)
                for name in package.namelist()
                if re.search("header|footer", name) and name.endswith(".xml")
            ]
        assert len(running) == 2
        assert all(b"OFFICIAL" in part for part in running)


@pytest.fixture(scope="module")
def office(copyfit, tmp_path_factory):
    """Return a project in the office style, as built."""
    folder = tmp_path_factory.mktemp("houses") / "office"
    assert copyfit("init", str(folder), cwd=folder.parent).returncode == 0
    house = folder / "templates/shared/house.yaml"
    house.write_text(house.read_text().replace("style: house.css", "style: office.css"))
    shutil.copytree(ROOT / "briefs/nato-iraq", folder / "briefs/nato-iraq", dirs_exist_ok=True)
    built = copyfit("build", "nato-iraq", "--variant", "executive", "--variant", "student", cwd=folder)
    assert built.returncode == 0, built.stderr
    return folder


class DescribeTheOfficeStyle:
    """Its Word files need no font that readers lack: they name Arial, and Arimo is as wide."""

    @pytest.mark.parametrize("language", ["en", "fr"])
    @pytest.mark.parametrize("variant", ["executive", "student"])
    def it_carries_no_fonts_and_is_small(self, office, variant, language):
        path = office / f"dist/nato-iraq/nato-iraq-{variant}-{language}.docx"
        with zipfile.ZipFile(path) as package:
            pictures = sum(one.compress_size for one in package.infolist() if "/media/" in one.filename)
            assert not [name for name in package.namelist() if "odttf" in name]
            said = package.read("word/styles.xml") + package.read("word/document.xml")
        assert path.stat().st_size - pictures <= 20_000
        assert set(re.findall(rb'w:ascii="([^"]+)"', said)) == {b"Arial"}

    def it_brings_the_arabic_face_that_readers_may_lack(self, office):
        with zipfile.ZipFile(office / "dist/nato-iraq/nato-iraq-executive-ar.docx") as package:
            assert [name for name in package.namelist() if "odttf" in name]

    def it_is_no_longer_said_to_take_two_pages_elsewhere(self, copyfit, office):
        told = copyfit("check", "nato-iraq", "--variant", "executive", "--language", "en", cwd=office)
        assert "two pages long" not in told.stderr

    def it_holds_numerals_inside_the_margins_at_the_largest_type(self, copyfit, office):
        assert copyfit("new", "short-page", "--variant", "student", cwd=office).returncode == 0
        told = copyfit("check", "short-page", cwd=office)
        assert told.returncode == 0, told.stderr

    @pytest.mark.slow
    def it_breaks_its_lines_alike_where_there_is_only_liberation_sans(self, office, tmp_path):
        liberation = Path("/usr/share/fonts/truetype/liberation")
        (tmp_path / "fonts.conf").write_text(
            f"<fontconfig><dir>{liberation}</dir><cachedir>{tmp_path}/cache</cachedir>"
            "<selectfont><rejectfont><glob>*Narrow*</glob></rejectfont><rejectfont><glob>*Serif*</glob>"
            "</rejectfont><rejectfont><glob>*Mono*</glob></rejectfont></selectfont></fontconfig>"
        )
        pages = sorted((office / "dist/nato-iraq").glob("*-[ef][nr].docx"))
        printed = laid_out_by_libreoffice(
            {path.stem: path.read_bytes() for path in pages}, fonts=tmp_path / "fonts.conf"
        )
        assert len(printed) == 4
        for path in pages:
            found = compare(path.stem, path.with_suffix(".pdf").read_bytes(), printed[path.stem])
            assert (found.pages, len(found.matched), found.extra) == (1, len(found.places), ())
            assert found.worst_dy <= 0.5


class DescribeTheBoldStyle:
    """A field of colour and large numerals, the same in both files."""

    @pytest.mark.slow
    def it_is_one_page_with_the_same_lines_in_word(self, copyfit, tmp_path):
        folder = tmp_path / "bold"
        assert copyfit("init", str(folder), cwd=tmp_path).returncode == 0
        house = folder / "templates/shared/house.yaml"
        house.write_text(house.read_text().replace("style: house.css", "style: bold.css"))
        shutil.copytree(ROOT / "briefs/nato-iraq", folder / "briefs/nato-iraq", dirs_exist_ok=True)
        built = copyfit("build", "nato-iraq", "--variant", "executive", cwd=folder)
        assert built.returncode == 0, built.stderr
        paths = sorted((folder / "dist/nato-iraq").glob("*.docx"))
        printed = laid_out_by_libreoffice({path.stem: path.read_bytes() for path in paths})
        for path in paths:
            found = compare(path.stem, path.with_suffix(".pdf").read_bytes(), printed[path.stem])
            assert (found.pages, len(found.matched), found.extra) == (1, len(found.places), ())
            assert found.worst_dy <= (0.7 if path.stem.endswith("-ar") else 0.5)


class DescribeALogo:
    """It stands at the head of the page, in both files."""

    LOGO = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 30" width="90" height="30">'
        '<rect width="30" height="30" fill="#0b4f6c"/><rect x="36" y="8" width="50" height="6"/></svg>'
    )

    def it_is_in_the_word_files_header_with_its_words(self, copyfit, tmp_path):
        folder = tmp_path / "logo"
        assert copyfit("init", str(folder), cwd=tmp_path).returncode == 0
        shutil.copytree(ROOT / "briefs/nato-iraq", folder / "briefs/nato-iraq", dirs_exist_ok=True)
        (folder / "templates/shared/logo.svg").write_text(self.LOGO)
        with (folder / "templates/shared/house.yaml").open("a") as house:
            house.write('logo: {file: logo.svg, alt: "Harbour Board", height_mm: 10}\n')
        built = copyfit("build", "nato-iraq", "--variant", "student", cwd=folder)
        assert built.returncode == 0, built.stderr
        for language in ("en", "ar"):
            stem = folder / f"dist/nato-iraq/nato-iraq-student-{language}"
            with zipfile.ZipFile(stem.with_suffix(".docx")) as package:
                header = package.read("word/header1.xml").decode()
            assert 'descr="Harbour Board"' in header
            width, height = re.search(r'<wp:extent cx="(\d+)" cy="(\d+)"', header).groups()
            assert (int(width) / 36000, int(height) / 36000) == pytest.approx((30, 10), abs=0.05)
            assert len(pypdfium2.PdfDocument(stem.with_suffix(".pdf"))) == 1
