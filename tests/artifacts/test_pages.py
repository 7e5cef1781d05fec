"""Every file that the repository's briefs make: one whole page, in both formats."""

from collections import Counter
from functools import cache
from itertools import pairwise

import outloud
import pytest
from openxml_audit import FileFormat, OpenXmlValidator

import page as pdf_validation
from copyfit.language.locale import paper_of
from copyfit.page.house import PAPERS_MM
from copyfit.page.labels import read_labels

from .editions import EDITIONS, FILES, FLAGSHIP, chosen, edition_of, leads, pieces, shown, unchosen
from .reading import Docx, Pdf, holds, is_rtl, plain, rendered_text

LONG = 24
"""Letters of a stretch that no two texts share by chance."""
NO_FAULTS = {"FIG-012"}
"""It wants more letters than figures in a text for a picture; a chart's says its values, as it should."""
UNRESOLVED = ("{{", "}}", "{%", "{fact", "[@", "var(", "undefined", "&amp;", "&nbsp;")


_pdf, _docx = cache(Pdf), cache(Docx)


@pytest.fixture(params=EDITIONS, ids="-".join)
def names(request):
    """Return brief, variant and language of an edition."""
    return request.param


@pytest.fixture
def edition(built, names):
    """Return the edition as it was fitted."""
    return edition_of(names, built[1][names]["fit"])


@pytest.fixture
def paths(built, names):
    """Return the paths of the PDF and the DOCX."""
    slug, variant, language = names
    return [built[0] / slug / f"{slug}-{variant}-{language}.{form}" for form in ("pdf", "docx")]


@pytest.fixture
def pdf(paths):
    return _pdf(paths[0])


@pytest.fixture
def docx(paths):
    return _docx(paths[1])


@pytest.fixture
def files(pdf, docx):
    return pdf, docx


@pytest.fixture
def paper(names):
    """Return the size of the house's paper, in mm."""
    return PAPERS_MM[paper_of(names[2])]


def _near(sizes, paper):
    return all(abs(a - b) < 0.2 for size in sizes for a, b in zip(size, paper, strict=True))


class DescribeTheSheet:
    def it_is_one_page_of_the_houses_paper(self, pdf, paper):
        assert len(pdf.sizes_mm) == 1
        assert _near(pdf.sizes_mm, paper)

    def it_is_the_same_paper_in_word(self, docx, paper):
        assert _near(docx.sizes_mm, paper)

    def it_is_called_what_the_page_is_called_in_its_language(self, pdf, docx, edition):
        assert plain(pdf.title) == plain(docx.document.core_properties.title)
        assert holds(pdf.title, "".join(pieces(edition.brief.title)))
        assert pdf.language == docx.document.core_properties.language == edition.language


class DescribeTheWords:
    def it_shows_every_statement_of_the_variant_in_the_wording_that_was_chosen(self, files, edition):
        statements = list(shown(edition))
        assert statements
        for file in files:
            for statement in statements:
                said = file.said_by(statement.id)
                for text in chosen(edition, statement):
                    for piece in pieces(text):
                        assert holds(said, piece), (file.path.name, statement.id)
                assert all(holds(file.text, lead) for lead in leads(statement))

    def it_shows_each_of_them_once(self, files, edition):
        said = [text for s in shown(edition) for text in (*chosen(edition, s), *leads(s))]
        texts = [piece for text in said for piece in pieces(text)]
        everything = [plain(text) for text in texts]
        for file in files:
            whole = plain(file.text)
            for text in texts:
                if len(plain(text)) >= LONG and not is_rtl(text):
                    times = sum(other.count(plain(text)) for other in everything)
                    assert whole.count(plain(text)) == times, (file.path.name, text)

    def it_shows_no_wording_that_was_not_chosen(self, files, edition):
        statements = [*shown(edition), *(s for s in edition.statements if edition.is_dropped(s.id))]
        kept = plain(" ".join(text for s in shown(edition) for text in chosen(edition, s)))
        for statement in statements:
            texts = unchosen(edition, statement)
            texts += chosen(edition, statement) if edition.is_dropped(statement.id) else []
            for text in texts:
                for piece in map(plain, pieces(text)):
                    if len(piece) >= LONG and piece not in kept:
                        assert all(piece not in plain(file.text) for file in files), statement.id

    def it_says_so_where_nobody_has_signed_the_translation(self, files, edition, names):
        label = read_labels(FILES[names[0]], names[2])["unreviewed"]
        unsigned = edition.brief.translation is not None and edition.brief.translation.status == "unreviewed"
        assert all(holds(file.text, label) for file in files) or not unsigned
        if not is_rtl(label):
            assert all(plain(label) not in plain(file.text) for file in files) or unsigned

    def it_leaves_nothing_unresolved(self, files):
        for file in files:
            assert [sign for sign in UNRESOLVED if sign in file.text] == []

    def it_is_in_the_same_order_in_both_files(self, pdf, docx):
        if is_rtl(pdf.body):
            assert Counter(plain(pdf.body)) == Counter(plain(docx.body))
        else:
            assert plain(pdf.body) == plain(docx.body)


class DescribeItsParts:
    def it_has_headings_in_order(self, pdf, docx):
        levels = [level for level, _ in pdf.headings]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))
        if is_rtl(pdf.text):
            assert [level for level, _ in docx.headings] == levels
        else:
            assert [(n, plain(t)) for n, t in docx.headings] == [(n, plain(t)) for n, t in pdf.headings]

    def it_knows_every_statement_by_its_id(self, pdf, docx, edition):
        ids = [statement.id for statement in shown(edition)]
        assert set(ids) <= {element.title for element in pdf.elements}
        assert all(docx.said_by(one) for one in ids)

    def it_carries_its_fonts(self, pdf, docx):
        assert pdf.loose_fonts == []
        assert docx.used_families <= docx.embedded_families


class DescribeWhatValidatorsSay:
    def it_conforms_to_pdf_ua_1(self, pdf):
        profile = pdf_validation.ValidationProfile.PDF_UA_1
        report = pdf_validation.validate_pdf_bytes(pdf.bytes, profile=profile)
        assert [f"{failure.rule_id}: {failure.message}" for failure in report.failures] == []
        assert report.rules.total > 100

    def it_has_no_fault_that_a_second_checker_finds(self, pdf):
        """outloud looks at what validators do not: where links lead, what is read, in which order."""
        found = outloud.check(str(pdf.path)).findings
        assert [f"{one.rule}: {one.message}" for one in found if one.rule not in NO_FAULTS] == []

    def it_has_nothing_that_word_would_repair(self, docx):
        result = OpenXmlValidator(file_format=FileFormat.OFFICE_2019).validate(str(docx.path))
        assert list(map(str, result.errors)) == []
        assert result.is_valid


@pytest.mark.slow
class DescribeLibreOffice:
    def it_opens_the_word_file_on_one_page_with_every_word(self, converted, docx, paper):
        sizes, text = rendered_text(converted / f"{docx.path.stem}.pdf")
        assert len(sizes) == 1
        assert _near(sizes, paper)
        if is_rtl(docx.text):
            assert not Counter(plain(docx.text)) - Counter(plain(text))
        else:
            assert [word for word in set(docx.text.split()) if not holds(text, word)] == []


class DescribeTheSameInputs:
    """The brief in the most languages, built where everything around it is otherwise."""

    @pytest.mark.parametrize("names", [one for one in EDITIONS if one[0] == FLAGSHIP], ids="-".join)
    @pytest.mark.parametrize("form", ["pdf", "docx"])
    def it_gives_the_same_bytes_in_another_place_zone_and_locale(self, built, built_elsewhere, names, form):
        slug, variant, language = names
        name = f"{slug}/{slug}-{variant}-{language}.{form}"
        assert (built[0] / name).read_bytes() == (built_elsewhere / name).read_bytes()
