"""Labels that a language lacks or has alone: an error where a page says them, else a warning."""

from types import SimpleNamespace

import pytest

from copyfit.errors import Place, TemplateError
from copyfit.page.labels import label_remarks, read_labels

FOLDER = "templates/shared/labels"
ENGLISH = (
    "headings: {risks: Risks, aims: Aims}\nvariants: {press: Press, student: Student}\nby: By\nowner: Owner\n"
)
FRENCH = (
    "headings: {risks: Risques, aims: Buts}\nvariants: {press: Presse, student: Page}\nby: Par\nowner: Chef\n"
)


def files(french=FRENCH, page="{{ labels.by }} {{ heading(brief, labels, 'risks') }}"):
    return {
        f"{FOLDER}/en.yaml": ENGLISH.encode(),
        f"{FOLDER}/fr.yaml": french.encode(),
        "templates/press/page.html.j2": page.encode(),
    }


def declared(**labels):
    """Return declarations of blocks with the labels that are given."""
    blocks = {name: SimpleNamespace(label=label) for name, label in labels.items()}
    places = {}
    return SimpleNamespace(of=lambda variant: blocks, places=places)


def remarks(some, language="fr", blocks=None):
    return [
        (one.severity, one.code, one.message)
        for one in label_remarks(some, language, "press", blocks or declared())
    ]


class DescribeALabelThatIsLacking:
    @pytest.mark.parametrize("line", ["by: Par\n", "risks: Risques, ", "press: Presse, "])
    def it_stops_the_pages_that_say_it(self, line):
        with pytest.raises(TemplateError, match="is missing"):
            read_labels(files(FRENCH.replace(line, "")), "fr")

    @pytest.mark.parametrize("line", ["owner: Chef\n", "aims: Buts", "student: Page"])
    def it_is_a_warning_to_the_others(self, line):
        some = files(FRENCH.replace(line, ""))
        read_labels(some, "fr")
        ((severity, code, message),) = remarks(some)
        assert (severity, code) == ("warning", "missing-label")
        assert "is missing" in message

    SCALE = "yardsticks: {plain: [{key: likely, term: %s, range: a}, {key: certain, term: %s%s}]}\n"

    def scaled(self, *own):
        some = files(FRENCH + self.SCALE % own)
        some[f"{FOLDER}/en.yaml"] += (self.SCALE % ("likely", "certain", ", range: b")).encode()
        return some

    def it_is_none_where_a_scale_has_all_its_steps(self):
        some = self.scaled("probable", "sûr", ", range: b")
        read_labels(some, "fr")
        assert remarks(some) == []

    def it_is_told_of_a_step_of_a_scale(self):
        with pytest.raises(TemplateError, match="a step of the scale `plain` has no `range`"):
            read_labels(self.scaled("probable", "sûr", ""), "fr")

    def it_always_stops_where_it_is_reached_by_a_value(self):
        some = files()
        some[f"{FOLDER}/en.yaml"] += b"grades: {strong: Strong}\n"
        with pytest.raises(TemplateError, match="grades"):
            read_labels(some, "fr")


class DescribeALabelThatEnglishDoesNotHave:
    def it_is_a_warning(self):
        some = files(FRENCH + "onwer: Chef\nmine: {a: b}\n")
        assert remarks(some) == [
            ("warning", "unknown-label", f"there is no label `onwer` in {FOLDER}/en.yaml"),
            ("warning", "unknown-label", f"there is no label `mine` in {FOLDER}/en.yaml"),
        ]

    def it_may_name_a_field_of_the_house(self):
        some = files(FRENCH + "fields: {capital: Capitale}\n")
        some[f"{FOLDER}/en.yaml"] += b"fields: {}\n"
        assert remarks(some) == []


class DescribeTheHeadingOfABlock:
    def it_stands_among_the_labels(self):
        assert remarks(files(), blocks=declared(risks="risks", other=None)) == []
        (said,) = label_remarks(files(), "fr", "press", declared(risks="riks"))
        assert said.message == "there is no heading `riks` among the labels"
        assert said.hint == "did you mean `risks`?"
        assert said.place == Place("templates/press/content.yaml")
