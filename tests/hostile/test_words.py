"""A stranger's Word file is read for its words: what acts in it is neither taken over nor passed on."""

import pytest

from copyfit.diff.document import Unreadable, parts_of, passages_of
from copyfit.diff.redline import redlined
from copyfit.errors import BriefError
from copyfit.intake.word import word_outline

from .words import FIELDS, HARMLESS, RELATIONS, W, plain, unzipped, with_field, with_relation, zipped

ACTS = (
    "DDE",
    "INCLUDE",
    "MACROBUTTON",
    "calc",
    "evil.example",
    "CANARY",
    "host",
    "file:",
    "javascript",
    "cmd",
)


@pytest.fixture(scope="module")
def memo():
    """A plain Word file."""
    return plain("The harbour", "Build the new pier for twelve ships.")


@pytest.fixture
def hostile(memo, name):
    """The plain file with something more in it."""
    return with_field(memo, FIELDS[name]) if name in FIELDS else with_relation(memo, *RELATIONS[name])


NAMES = [*FIELDS, *RELATIONS]


@pytest.mark.parametrize("name", NAMES)
class DescribeAWordFileWith:
    def it_is_tracked_by_nobody(self, memo, hostile):
        parts = parts_of(hostile)
        with pytest.raises(Unreadable):
            redlined(parts_of(memo), parts)

    def it_is_compared_by_its_words(self, hostile):
        said = " ".join(passage.text for passage in passages_of(parts_of(hostile)))
        assert "Build the new pier for twelve ships." in said
        assert not any(word in said for word in ACTS)

    def it_is_imported_by_its_words(self, hostile):
        said = str(word_outline("memo.docx", hostile))
        assert "Build the new pier for twelve ships." in said
        assert not any(word in said for word in ACTS)


@pytest.mark.parametrize("name", HARMLESS)
def it_may_have_fields_that_show_what_is_in_it(memo, name):
    assert redlined(parts_of(memo), parts_of(with_field(memo, HARMLESS[name])))


def it_is_told_that_a_file_is_in_words_other_form(memo):
    """Strict Open XML has other names for everything (ISO/IEC 29500-1, annex A): no word would be found."""
    parts = unzipped(memo)
    strict = parts["word/document.xml"].replace(W.encode(), b"http://purl.oclc.org/ooxml/wordprocessingml")
    with pytest.raises(Unreadable, match="Strict Open XML"):
        passages_of(parts_of(zipped({**parts, "word/document.xml": strict})))


@pytest.mark.parametrize("run", ['<w:footnoteReference w:id="99"/>', '<w:sym w:font="x" w:char="zz"/>'])
def it_is_told_in_words_that_a_part_is_broken(memo, run):
    with pytest.raises(BriefError, match="one of its parts is broken, or names another that is not there"):
        word_outline("memo.docx", with_field(memo, f"<w:r>{run}</w:r>"))


def it_is_said_why_its_changes_are_not_tracked(memo, copyfit, tmp_path):
    (tmp_path / "old.docx").write_bytes(memo)
    (tmp_path / "new.docx").write_bytes(with_field(memo, FIELDS["a DDE field"]))
    done = copyfit("diff", "old.docx", "new.docx", "--docx", "changes.docx", cwd=tmp_path)
    assert done.returncode == 1
    assert "{+shown+}" in done.stdout
    assert (
        "the changes cannot be tracked: a field of the new file fetches or runs something: DDE" in done.stderr
    )
    assert not (tmp_path / "changes.docx").exists()
