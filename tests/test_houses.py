"""One setting changes the house style, the paper or the marking; the pages stay whole."""

import re
import zipfile

import pypdfium2
import pytest

LETTER_PT = (612, 792)


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
    brief = folder / "briefs/nato-iraq/brief.yaml"
    brief.write_text(
        re.sub(r"(?m)^marking: .*$", "marking: {scheme: uk-gscp, label: OFFICIAL}", brief.read_text())
    )
    built = copyfit("build", "nato-iraq", "--language", "en", cwd=folder)
    assert built.returncode == 0, built.stderr
    return folder


class DescribeThePlainHouseOnLetterPaper:
    @pytest.mark.parametrize("variant", ["executive", "academic", "student"])
    def it_makes_one_page_of_that_paper(self, restyled, variant):
        pdf = pypdfium2.PdfDocument(restyled / f"dist/nato-iraq/nato-iraq-{variant}-en.pdf")
        assert len(pdf) == 1
        assert tuple(round(side) for side in pdf[0].get_size()) == LETTER_PT

    def it_is_set_in_one_family_without_colour(self, restyled):
        with zipfile.ZipFile(restyled / "dist/nato-iraq/nato-iraq-executive-en.docx") as package:
            document = package.read("word/document.xml") + package.read("word/styles.xml")
        assert b"IBM Plex Serif" not in document
        colours = {value.decode() for value in re.findall(rb'<w:color w:val="([0-9A-Fa-f]{6})"', document)}
        assert all(len({colour[0:2], colour[2:4], colour[4:6]}) == 1 for colour in colours), colours


class DescribeAGovernmentMarking:
    """It stands centred at the top and the bottom of the page (UK Government Security Classifications)."""

    @pytest.mark.parametrize("variant", ["executive", "academic", "student"])
    def it_is_the_first_and_the_last_line_of_the_page(self, restyled, variant):
        pdf = pypdfium2.PdfDocument(restyled / f"dist/nato-iraq/nato-iraq-{variant}-en.pdf")
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
        with zipfile.ZipFile(restyled / "dist/nato-iraq/nato-iraq-executive-en.docx") as package:
            running = [
                package.read(name)
                for name in package.namelist()
                if re.search("header|footer", name) and name.endswith(".xml")
            ]
        assert len(running) == 2
        assert all(b"OFFICIAL" in part for part in running)
