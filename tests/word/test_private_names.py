"""What copyfit takes from python-docx that python-docx does not promise; these fail first when it moves."""

import importlib.metadata
import inspect
import io

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import nsmap
from docx.oxml.parser import OxmlElement


@pytest.fixture
def document():
    """Return an empty document."""
    return docx.Document()


def test_the_version_is_the_one_that_was_read():
    assert importlib.metadata.version("python-docx") == "1.2.0"


def test_elements_are_made_by_their_prefixed_name():
    made = OxmlElement("w:p")
    assert made.tag == f"{{{nsmap['w']}}}p"
    assert {"w", "r", "a", "pic", "wp"} <= set(nsmap)


def test_a_part_takes_name_type_bytes_and_package(document):
    assert list(inspect.signature(Part.__init__).parameters)[1:] == [
        "partname",
        "content_type",
        "blob",
        "package",
    ]
    part = Part(PackURI("/word/x.xml"), "application/xml", b"", document.part.package)
    part._blob = b"<x/>"
    assert part.blob == b"<x/>"


def test_a_part_relates_to_parts_and_to_addresses(document):
    part = Part(PackURI("/word/x.xml"), "application/xml", b"<x/>", document.part.package)
    assert document.part.relate_to(part, RELATIONSHIP_TYPE.FONT_TABLE).startswith("rId")
    link = document.part.relate_to("https://example.org", RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    assert document.part.rels[link].is_external


@pytest.mark.parametrize("kind", ["header", "footer"])
def test_a_header_and_a_footer_are_added_as_parts(document, kind):
    part, relation = getattr(document.part, f"add_{kind}_part")()
    assert part.element.tag.endswith({"header": "}hdr", "footer": "}ftr"}[kind])
    assert relation in document.part.rels


def test_a_picture_is_added_from_its_bytes(document):
    from PIL import Image

    picture = io.BytesIO()
    Image.new("RGB", (2, 2)).save(picture, "PNG")
    picture.seek(0)
    relation, image = document.part.get_or_add_image(picture)
    assert (relation in document.part.rels, image.px_width) == (True, 2)


def test_a_saved_document_has_what_was_put_into_it(document):
    document.element.body.insert(0, OxmlElement("w:p"))
    saved = io.BytesIO()
    document.save(saved)
    assert len(docx.Document(io.BytesIO(saved.getvalue())).paragraphs) == 1
