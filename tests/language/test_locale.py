"""How a language writes days, spans and numbers, and that adding one is adding a file of labels."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from copyfit.errors import TemplateError
from copyfit.language.locale import (
    comma_of,
    day_and_month,
    day_in,
    direction_of,
    is_known,
    long_date,
    month_and_year,
    number,
    paper_of,
    script_of,
    when,
)
from copyfit.page.labels import lettered, read_labels
from copyfit.yaml.file import read_yaml

ROOT = Path(__file__).resolve().parents[2]
LABELS = ROOT / "templates/shared/labels"
SPOKEN = sorted(path.stem for path in LABELS.glob("*.yaml") if "-" not in path.stem)
CODES = ["en", "fr", "ar", "es", "de", "pt", "uk", "en-US"]
DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31))


def tied(text: str) -> str:
    return text.replace("_", "\u00a0")


class DescribeADay:
    @pytest.mark.parametrize(
        ("day", "language", "said"),
        [
            (dt.date(2026, 3, 23), "en", "23_March_2026"),
            (dt.date(2026, 3, 23), "fr", "23_mars_2026"),
            (dt.date(2026, 4, 1), "fr", "1er_avril_2026"),
            (dt.date(2026, 3, 23), "ar", "23_آذار_2026"),
        ],
    )
    def it_is_written_in_full_as_the_language_writes_it(self, day, language, said):
        assert long_date(day, language) == tied(said)

    def it_can_leave_out_its_year(self):
        assert day_and_month(dt.date(2026, 4, 1), "fr") == tied("1er_avril")
        assert day_and_month(dt.date(2026, 4, 17), "ar") == tied("17_نيسان")

    def it_says_its_year_where_that_is_not_the_pages(self):
        assert day_in(dt.date(2026, 10, 31), "en", 2026) == tied("31_October")
        assert day_in(dt.date(2027, 10, 31), "en", 2026) == tied("31_October_2027")
        assert day_in(dt.date(2027, 10, 31), "en-US", 2026) == tied("October_31,_2027")

    @given(day=DAYS, language=st.sampled_from(CODES), year=st.integers(1950, 2050))
    def it_never_has_a_year_of_two_digits(self, day, language, year):
        for said in (when(day.isoformat(), language, year), day_in(day, language, year)):
            assert (str(day.year) in said) == (day.year != year)
            assert not re.search(r"\d{5}|(?<!\d)\d{3}(?!\d)", said)
            assert " " not in said

    @pytest.mark.parametrize(
        ("language", "said", "paper"),
        [
            ("en", "8_June_2026", "A4"),
            ("en-GB", "8_June_2026", "A4"),
            ("en-US", "June_8,_2026", "letter"),
            ("en-CA", "June_8,_2026", "letter"),
            ("de", "8._Juni_2026", "A4"),
            ("es", "8_de_junio_de_2026", "A4"),
            ("es-MX", "8_de_junio_de_2026", "letter"),
            ("fr", "8_juin_2026", "A4"),
        ],
    )
    def it_is_written_as_its_country_does_on_its_countrys_paper(self, language, said, paper):
        assert long_date(dt.date(2026, 6, 8), language) == tied(said)
        assert paper_of(language) == paper

    def it_gives_way_to_a_month(self):
        assert month_and_year(dt.date(2021, 2, 1), "ar") == tied("شباط_2021")

    @given(day=DAYS, language=st.sampled_from(CODES))
    def it_never_breaks_over_lines_and_has_latin_digits_only(self, day, language):
        for said in (long_date(day, language), day_and_month(day, language), month_and_year(day, language)):
            assert " " not in said
            assert all(character.isascii() for character in said if character.isdigit())
            assert str(day.year) in long_date(day, language)


class DescribeWhen:
    @pytest.mark.parametrize(
        ("value", "language", "said"),
        [
            ("2011", "fr", "2011"),
            ("2026-09", "en", "Sep_2026"),
            ("2026-04-17", "fr", "17_avr."),
            ("2026-07-07/08", "en", "7–\u20608_Jul"),
            ("2026-07-07/08", "fr", "7–\u20608_juil."),
            ("2026-07-07/08", "ar", "من_7 إلى_8_تموز"),
            ("2027-01-31", "en", "31_Jan_2027"),
            ("2022-07-19", "en", "19_Jul_2022"),
            ("1958-08-16", "en", "16_Aug_1958"),
            ("1958-08-16", "fr", "16_août_1958"),
            ("1958-01-01", "fr", "1er_janv._1958"),
            ("1958-08-16", "de", "16._Aug._1958"),
            ("1958-09", "de", "Sept._1958"),
            ("1958-08-16", "es", "16_ago_1958"),
            ("1958-08-16", "ar", "16_آب_1958"),
            ("1958-08-16", "en-US", "Aug_16,_1958"),
            ("2027-07-07/08", "en-US", "Jul_7–\u20608,_2027"),
            ("2027-07-07/08", "en", "7–\u20608_Jul_2027"),
            ("2027-07-07/08", "ar", "من_7 إلى_8_تموز_2027"),
        ],
    )
    def it_is_short(self, value, language, said):
        assert when(value, language, 2026) == tied(said)

    def it_refuses_what_is_no_date(self):
        with pytest.raises(ValueError, match="no year, month, day"):
            when("next spring", "en", 2026)


class DescribeANumber:
    @pytest.mark.parametrize(
        ("value", "language", "said"),
        [
            (4000, "en", "4,000"),
            (4000, "fr", "4_000"),
            (4000, "ar", "4,000"),
            (4000, "es", "4000"),
            (15000, "fr", "15_000"),
            (17.5, "fr", "17,5"),
            (17.5, "ar", "17.5"),
            (1234567, "en-IN", "12,34,567"),
        ],
    )
    def it_has_the_separators_of_its_language(self, value, language, said):
        assert number(value, language) == tied(said)

    @pytest.mark.parametrize(
        ("written", "language", "said"),
        [
            ("0.12345", "en", "0.12345"),
            ("1.50", "en", "1.50"),
            ("1.50", "de", "1,50"),
            ("99.9999", "fr", "99,9999"),
            ("1234567.8910", "fr", "1_234_567,8910"),
            ("-5", "en", "−5"),
            ("-5", "ar", "\u200e−5"),
            ("+5", "en", "+5"),
            ("1e3", "en", "1,000"),
            ("1.5e-4", "en", "0.00015"),
            ("007", "en", "007"),
            ("0x1F", "en", "0x1F"),
            ("0", "en", "0"),
        ],
    )
    def it_is_as_it_was_written(self, written, language, said):
        assert number(read_yaml("a.yaml", f"a: {written}".encode()).data["a"], language) == tied(said)

    @given(
        written=st.from_regex(r"\A-?(0|[1-9][0-9]{0,9})(\.[0-9]{1,6})?\Z"), language=st.sampled_from(CODES)
    )
    def it_loses_and_gains_no_digit(self, written, language):
        said = number(read_yaml("a.yaml", f"a: {written}".encode()).data["a"], language)
        assert [sign for sign in said if sign.isdigit()] == [sign for sign in written if sign.isdigit()]
        assert ("−" in said) == written.startswith("-")

    @given(value=st.integers(0, 10**9), language=st.sampled_from(CODES))
    def it_keeps_its_digits_and_never_breaks(self, value, language):
        said = number(value, language)
        assert "".join(character for character in said if character.isdigit()) == str(value)
        assert not any(character.isspace() and character != "\u00a0" for character in said)


class DescribeALanguage:
    @pytest.mark.parametrize(
        ("language", "direction", "script", "comma"),
        [("fr", "ltr", "Latn", ", "), ("ar", "rtl", "Arab", "، "), ("he", "rtl", "Hebr", ", ")],
    )
    def it_has_a_direction_a_script_and_a_comma(self, language, direction, script, comma):
        assert (direction_of(language), script_of(language), comma_of(language)) == (direction, script, comma)

    def it_may_be_unknown(self):
        assert is_known("fr-CA")
        assert not is_known("qxx")


def paths(value, at=()):
    """Yield the path of every text in a file of labels; a scale's steps are told apart by their keys.

    The `forms` that a term has in a sentence, and those of its plural, are a language's own affair.
    """
    if isinstance(value, dict):
        for key, part in value.items():
            if key not in ("forms", "facts_due"):
                yield from paths(part, (*at, key))
    elif isinstance(value, list) and value and isinstance(value[0], dict):
        for step in value:
            yield from paths(step, (*at, step["key"]))
    else:
        yield at


def labels_of(language: str):
    return read_yaml(language, (LABELS / f"{language}.yaml").read_bytes()).data


class DescribeLabels:
    @pytest.mark.parametrize("language", SPOKEN)
    def it_has_every_word_that_english_has_and_no_other(self, language):
        assert sorted(paths(labels_of(language))) == sorted(paths(labels_of("en")))

    @pytest.mark.parametrize("language", SPOKEN)
    def it_names_likelihood_by_the_same_keys_in_every_language(self, language):
        keys = {
            name: [step["key"] for step in scale] for name, scale in labels_of("en")["yardsticks"].items()
        }
        own = {
            name: [step["key"] for step in scale] for name, scale in labels_of(language)["yardsticks"].items()
        }
        assert own == keys

    @pytest.mark.parametrize("language", SPOKEN)
    def it_has_a_term_for_each_step_of_a_scale_that_no_other_step_has(self, language):
        for scale in labels_of(language)["yardsticks"].values():
            terms = [step["term"] for step in scale]
            assert len(set(terms)) == len(terms)

    @pytest.mark.parametrize("language", ["fr", "de", "es"])
    def it_has_no_space_before_a_sign_where_a_line_could_end(self, language):
        text = (LABELS / f"{language}.yaml").read_text()
        words = [line.partition(":")[2] for line in text.splitlines() if not line.startswith("#")]
        assert not [word for word in words if " %" in word or " ?" in word or " ;" in word or '" :' in word]

    def it_points_its_arrow_where_reading_goes(self):
        assert {language: labels_of(language)["arrow"] for language in SPOKEN} == {
            language: "←" if direction_of(language) == "rtl" else "→" for language in SPOKEN
        }


class DescribeAddingALanguage:
    """One file of labels, if the fonts have the letters; and a brief in that language."""

    @pytest.fixture
    def portuguese(self, copyfit, tmp_path):
        project = tmp_path / "briefings"
        assert copyfit("init", str(project), cwd=tmp_path).returncode == 0
        brief = project / "briefs/nato-iraq/brief.yaml"
        brief.with_name("brief.pt.yaml").write_text(brief.read_text().replace("language: en", "language: pt"))
        return project

    def it_makes_its_page(self, copyfit, portuguese):
        labels = (LABELS / "en.yaml").read_text().replace("terms: Key terms", "terms: Termos")
        (portuguese / "templates/shared/labels/pt.yaml").write_text(
            labels.replace("student: Student briefing", "student: Ficha para estudantes").replace(
                "As of {date}; not updated since", "De {date}, sem atualização"
            )
        )
        done = copyfit("build", "--language", "pt", "--variant", "student", cwd=portuguese)
        assert done.returncode == 0, done.stderr
        page = pypdfium2.PdfDocument(portuguese / "dist/nato-iraq/nato-iraq-student-pt.pdf")[0]
        text = page.get_textpage().get_text_range().replace("\u00a0", " ")
        assert "Ficha para estudantes" in text
        assert "23 de março de 2026" in text

    def it_says_which_file_is_missing(self, copyfit, portuguese):
        done = copyfit("build", "--language", "pt", "--variant", "student", cwd=portuguese)
        assert done.returncode == 1
        assert "error: there are no labels for `pt`" in done.stderr
        assert "copy templates/shared/labels/en.yaml to templates/shared/labels/pt.yaml" in done.stderr


class DescribeALanguageOfACountry:
    """American pages have their own words, dates and paper; British ones those of `en`."""

    @pytest.fixture
    def american(self, copyfit, tmp_path):
        project = tmp_path / "briefings"
        assert copyfit("init", str(project), cwd=tmp_path).returncode == 0
        brief = project / "briefs/nato-iraq/brief.yaml"
        for other in brief.parent.glob("brief.*.yaml"):
            other.unlink()
        brief.write_text(brief.read_text().replace("language: en", "language: en-US"))
        return project

    def it_is_on_its_page(self, copyfit, american):
        done = copyfit("build", "--variant", "executive", cwd=american)
        assert done.returncode == 0, done.stderr
        page = pypdfium2.PdfDocument(american / "dist/nato-iraq/nato-iraq-executive-en-US.pdf")[0]
        text = page.get_textpage().get_text_range().replace("\u00a0", " ")
        assert "March 23, 2026" in text
        assert "For decision by April 17" in text
        assert page.get_size() == pytest.approx((612, 792))


def files(**labels: str) -> dict[str, bytes]:
    return {f"templates/shared/labels/{name}.yaml": text.encode() for name, text in labels.items()}


class DescribeAMissingLabel:
    ENGLISH = "owner: Owner\nheadings: {risks: Risks, outlook: Outlook}\n"

    def it_is_a_problem_that_says_where_english_has_it(self):
        with pytest.raises(TemplateError) as raised:
            said = {"templates/press/page.html.j2": b"{{ heading(brief, labels, 'outlook') }}"}
            spanish = "owner: Responsable\nheadings: {risks: Riesgos}\n"
            read_labels(files(en=self.ENGLISH, es=spanish) | said, "es")
        (problem,) = raised.value.problems
        assert str(problem).startswith("templates/shared/labels/es.yaml:2:")
        assert problem.message == "the label `headings.outlook` is missing"
        assert problem.hint == "translate what templates/shared/labels/en.yaml says at line 2"

    def it_may_be_a_step_of_a_scale(self):
        english = "yardsticks: {two: [{key: no, term: no}, {key: yes, term: yes}]}"
        with pytest.raises(TemplateError, match=r"`yardsticks\.two\.1\.key` is missing"):
            read_labels(
                files(en=english, es="yardsticks: {two: [{key: no, term: no}, {key: si, term: sí}]}"), "es"
            )

    def it_may_be_the_whole_file(self):
        with pytest.raises(TemplateError, match="there are no labels for `es`"):
            read_labels(files(en=self.ENGLISH), "es")

    def it_is_taken_from_the_language_where_a_region_has_no_file(self):
        assert read_labels(files(en=self.ENGLISH), "en-GB")["owner"] == "Owner"


class DescribeLabelsOfACountry:
    ENGLISH = """
headings: {risks: Risks, judgements: Key judgements}
yardsticks: {two: [{key: no, term: no, range: 0–9%}, {key: yes, term: yes, range: 9–99%}]}
"""

    def it_says_only_what_differs(self):
        american = (
            "headings: {judgements: Key judgments}\nyardsticks: {two: [{key: yes, term: yep, range: 9–99%}]}"
        )
        labels = read_labels(files(**{"en": self.ENGLISH, "en-US": american}), "en-US")
        assert labels["headings"] == {"risks": "Risks", "judgements": "Key judgments"}
        assert [step["term"] for step in labels["yardsticks"]["two"]] == ["no", "yep"]

    def it_is_asked_what_it_means_where_a_label_is_almost_one(self):
        with pytest.raises(TemplateError, match="there is no label `headngs`"):
            read_labels(files(**{"en": self.ENGLISH, "en-US": "headngs: {risks: Risk}"}), "en-US")

    def it_is_shipped_for_american_english(self):
        shipped = {f"templates/shared/labels/{p.name}": p.read_bytes() for p in LABELS.glob("*.yaml")}
        assert read_labels(shipped, "en-US")["headings"]["judgements"] == "Key judgments"
        for language in ("en", "en-GB"):
            assert read_labels(shipped, language)["headings"]["judgements"] == "Key judgements"


class DescribeALabelOfTheWrongKind:
    @pytest.mark.parametrize(
        ("label", "message"),
        [
            ("yardsticks: x", "`yardsticks` must be a mapping of scales"),
            ("yardsticks: {a: [likely]}", "a step of the scale `a` has no `key`"),
            ("yardsticks: {a: [{key: likely, term: likely}]}", "a step of the scale `a` has no `range`"),
            ("headings: Risks", "`headings` must be a mapping of labels"),
            ("letters: A", "`letters` must be a list"),
            ("owner: 12", "the label `owner` is `12`, which is no text"),
            ("owner: ~", "the label `owner` is empty"),
            ('decision: "a\\ud800"', "the text holds U+D800, which no file can show"),
            ('headings: {risks: "a\\x07"}', "the text holds U+0007"),
        ],
    )
    def it_is_told_at_its_line(self, label, message):
        with pytest.raises(TemplateError) as raised:
            read_labels(files(en=f"version: Version\n{label}\n"), "en")
        problem = raised.value.problems[0]
        assert str(problem).startswith("templates/shared/labels/en.yaml:2:")
        assert message in problem.message


class DescribeLetters:
    """What is asked for is lettered, however much it is."""

    @pytest.mark.parametrize("language", SPOKEN)
    def it_never_ends(self, language):
        shipped = {f"templates/shared/labels/{p.name}": p.read_bytes() for p in LABELS.glob("*.yaml")}
        letters = lettered(read_labels(shipped, language))["letters"]
        assert len(set(letters)) == len(letters) > 600

    def it_goes_on_in_pairs(self):
        assert lettered({"letters": ["A", "B"]})["letters"] == ["A", "B", "AA", "AB", "BA", "BB"]
