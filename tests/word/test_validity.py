"""Word is strict: what it would repair is found here."""

import io
import posixpath

import docx
import pytest
from openxml_audit import OpenXmlValidator

from parity import editions
from word_files import NAMESPACES, TYPES, R, WordFile, disordered, is_empty, tag, text_of, value
from word_pages import EVERY, docx_of


def findings_of(data, folder):
    path = folder / "page.docx"
    path.write_bytes(data)
    return [str(error) for error in OpenXmlValidator().validate(str(path)).errors]


def faults_of(data):
    """Return everything in a Word file that Word would not take as it is."""
    file = WordFile(data)
    return [
        *(fault for tree in file.trees.values() for fault in disordered(tree)),
        *_untyped(file),
        *_dangling(file),
        *_cells_without_end(file),
        *_repeated_ids(file),
    ]


def _untyped(file):
    types = file.trees["[Content_Types].xml"]
    by_end = {one.get("Extension") for one in types.iter(f"{TYPES}Default")}
    by_name = {one.get("PartName") for one in types.iter(f"{TYPES}Override")}
    for name in file.bytes:
        end = name.rpartition(".")[2]
        if f"/{name}" not in by_name and end not in by_end and name != "[Content_Types].xml":
            yield f"{name} has no content type"
    yield from (f"{name} is no part" for name in by_name if name.lstrip("/") not in file.bytes)


def _dangling(file):
    for name, tree in file.trees.items():
        targets = file.targets(name)
        for element in tree.iter():
            for key, identifier in element.attrib.items():
                if key.startswith(f"{{{R}}}") and identifier not in targets:
                    yield f"{name}: {element.tag} names {identifier}, which is no relationship"
        yield from (
            f"{name}: {target} is not there"
            for target in targets.values()
            if "://" not in target and not target.startswith("mailto:") and target not in file.bytes
        )


def _cells_without_end(file):
    for cell in file.all("w:tc"):
        if cell[-1].tag != tag("w:p"):
            yield "a cell does not end in a paragraph"
    for table in file.all("w:tbl"):
        following = table.getnext()
        if following is not None and following.tag == tag("w:tbl"):
            yield "two tables touch, so they would be one"


def _repeated_ids(file):
    for path, name in (
        ("w:bookmarkStart", tag("w:id")),
        ("w:bookmarkStart", tag("w:name")),
        ("wp:docPr", "id"),
    ):
        found = [one.get(name) for one in file.all(path)]
        if len(found) != len(set(found)):
            yield f"{path} {name} is not unique"


@pytest.mark.parametrize("name", EVERY)
class DescribeATinyPage:
    """Each of the rules' pictures."""

    def it_has_no_finding_of_the_auditor(self, name, tmp_path):
        assert findings_of(docx_of(name), tmp_path) == []

    def it_has_children_parts_and_relations_in_order(self, name):
        assert faults_of(docx_of(name)) == []

    def it_is_opened_and_saved_by_python_docx_without_loss(self, name):
        before = WordFile(docx_of(name))
        stream = io.BytesIO()
        docx.Document(io.BytesIO(docx_of(name))).save(stream)
        after = WordFile(stream.getvalue())
        assert sorted(map(text_of, after.stories)) == sorted(map(text_of, before.stories))


def test_the_auditor_finds_what_is_wrong(tmp_path):
    stream = io.BytesIO()
    docx.Document().save(stream)
    assert findings_of(stream.getvalue(), tmp_path)


def test_an_order_that_is_wrong_is_found():
    file = WordFile(docx_of("paragraph"))
    properties = file.all("w:pPr")[0]
    properties.insert(0, properties[-1])
    properties.append(properties[0])
    properties.insert(0, properties.makeelement(tag("w:rPr")))
    assert list(disordered(file.body))


@pytest.mark.slow
class DescribeTheRepositorysEditions:
    """All variants and languages of all briefs."""

    def it_has_nothing_that_word_would_repair(self, tmp_path):
        found = {one.name: [*findings_of(one.docx, tmp_path), *faults_of(one.docx)] for one in editions()}
        assert found
        assert {name: faults for name, faults in found.items() if faults} == {}


class DescribeTheFile:
    """What every Word file has."""

    def it_is_of_the_current_mode_and_embeds_its_fonts(self):
        settings = WordFile(docx_of("paragraph")).trees["word/settings.xml"]
        modes = {
            one.get(tag("w:name")): value(one) for one in settings.iterfind(".//w:compatSetting", NAMESPACES)
        }
        assert modes["compatibilityMode"] == "15"
        assert settings.find("w:embedTrueTypeFonts", NAMESPACES) is not None
        assert settings.find("w:saveSubsetFonts", NAMESPACES) is None

    def it_depends_on_the_page_alone(self):
        from copyfit.word import write_docx
        from word_pages import layout_of

        assert write_docx(layout_of("columns")) == docx_of("columns")

    def it_holds_no_text_box_no_frame_and_no_page_break(self):
        for name in EVERY:
            file = WordFile(docx_of(name))
            assert not file.all("w:framePr"), name
            assert not file.all("wp:anchor"), name
            assert not [one for one in file.all("w:br") if value(one, "w:type") == "page"], name

    def it_has_a_lines_exact_height_everywhere_but_around_a_picture(self):
        for name in EVERY:
            for spacing in WordFile(docx_of(name)).all("w:spacing"):
                rule = spacing.get(tag("w:lineRule"))
                holds_picture = spacing.getparent().getparent().find(".//w:drawing", NAMESPACES) is not None
                assert rule in (None, "exact") or holds_picture, name

    def it_has_few_paragraphs_that_show_nothing(self):
        for name in EVERY:
            file = WordFile(docx_of(name))
            empty = [one for one in file.body.iter(tag("w:p")) if is_empty(one)]
            assert len(empty) <= 8, name

    def it_keeps_parts_in_their_folders(self):
        for name in WordFile(docx_of("picture")).bytes:
            assert posixpath.normpath(name) == name
