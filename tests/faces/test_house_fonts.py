"""A house brings its own fonts: they are set, measured and embedded as the shipped ones are, or refused."""

import io
import re
import shutil
import zipfile

import pikepdf
import pytest
from fontTools.ttLib import TTFont

from copyfit.errors import Place
from copyfit.faces import face_bytes
from copyfit.faces.check import checked
from parity import ROOT, compare, laid_out_by_libreoffice

FAMILY = "Acme Text"
HOUSE = "templates/shared/house.yaml"
AT = Place(HOUSE, 8, 3)


def renamed(look=(False, False), family=FAMILY, change=lambda font: None):
    """Return a shipped face under another name, changed."""
    font = TTFont(io.BytesIO(face_bytes(("Arimo", *look))))
    style = {(False, False): "Regular", (True, False): "Bold", (False, True): "Italic"}[look]
    for number, text in ((1, family), (4, f"{family} {style}"), (6, f"{family.replace(' ', '')}-{style}")):
        font["name"].setName(text, number, 3, 1, 0x409)
    change(font)
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def rights(bits):
    def change(font):
        font["OS/2"].fsType = bits

    return change


def without(letter):
    def change(font):
        for table in font["cmap"].tables:
            table.cmap.pop(ord(letter), None)

    return change


class DescribeAFontFile:
    """What it must be to travel in a Word file that people edit."""

    @pytest.mark.parametrize(
        ("content", "code"),
        [
            pytest.param(lambda: b"", "broken-font", id="empty"),
            pytest.param(lambda: b"\0\1\0\0" + b"\xff" * 400, "broken-font", id="noise"),
            pytest.param(lambda: renamed()[:9000], "broken-font", id="cut off"),
            pytest.param(lambda: b"wOF2" + renamed()[4:], "broken-font", id="a font of the web"),
            pytest.param(lambda: renamed(change=rights(2)), "font-rights", id="may not be embedded"),
            pytest.param(lambda: renamed(change=rights(4)), "font-rights", id="for reading only"),
            pytest.param(lambda: renamed(change=rights(0x100)), "font-rights", id="whole only"),
            pytest.param(lambda: renamed(change=without("7")), "font-letters", id="lacks a figure"),
            pytest.param(lambda: renamed(family="Other"), "font-name", id="calls itself otherwise"),
            pytest.param(lambda: renamed((True, False)), "font-style", id="is bold"),
        ],
    )
    def it_is_told_what_is_wrong_with_it(self, content, code):
        (problem,) = checked("templates/shared/fonts/a.ttf", content(), FAMILY, (False, False), AT)
        assert (problem.code, problem.place) == (code, AT)
        assert problem.hint

    @pytest.mark.parametrize("bits", [0, 8])
    def it_may_be_installed_or_edited(self, bits):
        content = renamed(change=rights(bits))
        assert checked("templates/shared/fonts/a.ttf", content, FAMILY, (False, False), AT) == ()


@pytest.fixture(scope="module")
def house(copyfit, tmp_path_factory):
    """Return a project whose house is set in a font of its own, charts too, as built, and what was said."""
    folder = tmp_path_factory.mktemp("houses") / "acme"
    assert copyfit("init", str(folder), cwd=folder.parent).returncode == 0
    shutil.copytree(ROOT / "briefs/nato-iraq", folder / "briefs/nato-iraq", dirs_exist_ok=True)
    shared = folder / "templates/shared"
    (shared / "fonts").mkdir()
    (shared / "fonts/AcmeText-Regular.ttf").write_bytes(renamed())
    (shared / "fonts/AcmeText-Bold.ttf").write_bytes(renamed((True, False), change=rights(8)))
    (shared / "acme.css").write_text((shared / "office.css").read_text().replace('"Arimo"', f'"{FAMILY}"'))
    settings = (folder / HOUSE).read_text().replace("style: house.css", "style: acme.css")
    fonts = f"fonts:\n  {FAMILY}:\n    regular: AcmeText-Regular.ttf\n    bold: AcmeText-Bold.ttf\n"
    (folder / HOUSE).write_text(settings + fonts)
    built = copyfit(
        "build", "nato-iraq", "--variant", "executive", "--variant", "student", "--language", "en", cwd=folder
    )
    assert built.returncode == 0, built.stderr
    return folder, built.stderr


class DescribeAHouseWithAFontOfItsOwn:
    def it_is_told_which_styles_are_missing(self, house):
        said = house[1]
        assert re.search(rf"{HOUSE}:\d+:3: warning: {FAMILY} has no `italic`: `regular` stands in", said)

    def it_brings_the_font_in_both_files(self, house):
        folder, _ = house
        with pikepdf.open(folder / "dist/nato-iraq/nato-iraq-executive-en.pdf") as pdf:
            names = {str(font.BaseFont) for font in pdf.pages[0].Resources.Font.values()}
        assert {name.split("+")[1] for name in names} == {"Acme-Text", "Acme-Text-Bold"}
        with zipfile.ZipFile(folder / "dist/nato-iraq/nato-iraq-executive-en.docx") as package:
            table = package.read("word/fontTable.xml").decode()
            assert [name for name in package.namelist() if "odttf" in name]
        assert re.findall(r'w:name="([^"]+)"', table) == [FAMILY]
        assert table.count("w:embed") == 2

    @pytest.mark.slow
    def it_breaks_its_lines_alike_in_the_word_file(self, house):
        paths = sorted((house[0] / "dist/nato-iraq").glob("*.docx"))
        printed = laid_out_by_libreoffice({path.stem: path.read_bytes() for path in paths})
        for path in paths:
            found = compare(path.stem, path.with_suffix(".pdf").read_bytes(), printed[path.stem])
            assert (found.pages, len(found.matched), found.extra) == (1, len(found.places), ())
            assert found.worst_dy <= 0.5

    @pytest.mark.parametrize(
        ("old", "new", "said"),
        [
            ("AcmeText-Bold.ttf", "AcmeText-Blod.ttf", "did you mean `AcmeText-Bold.ttf`?"),
            ("    bold:", "    blod:", "did you mean `bold`?"),
            ("    regular: AcmeText-Regular.ttf\n", "", f"{FAMILY} has no `regular`"),
            (f"  {FAMILY}:", "  Arimo:", "`Arimo` comes with copyfit"),
            ("AcmeText-Regular.ttf", "acme.css", "acme.css is no .ttf or .otf file"),
            (
                "fonts:",
                "logo: {file: acme.css, alt: A, height_mm: 90}\nfonts:",
                "write a number from 4 to 30",
            ),
            ("fonts:", "logo: {file: a.svg, height_mm: 9}\nfonts:", "`logo` needs `alt`"),
        ],
    )
    def it_is_told_of_mistakes_at_their_line(self, house, copyfit, old, new, said):
        path = house[0] / HOUSE
        before = path.read_text()
        path.write_text(before.replace(old, new))
        told = copyfit("check", "nato-iraq", "--variant", "student", "--language", "en", cwd=house[0])
        path.write_text(before)
        assert told.returncode == 1
        assert said in told.stdout
        assert re.search(rf"{HOUSE}:\d+:\d+: error: ", told.stdout)
