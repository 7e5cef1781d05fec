"""The Flesch–Kincaid grade, and syllables by spelling."""

import pytest

from copyfit.rules.prose import sentences
from copyfit.rules.readability import flesch_kincaid, grade_of
from copyfit.rules.syllables import syllables

# As the CMU Pronouncing Dictionary has them, first pronunciation.
SAID = {
    1: "the ships ceased filled asked rules moved lines closed through dredged years our",
    2: "harbour river advice mission many table little agreed Allies NATO begin trial",
    3: "ministry officers verified area policy together beginning ministries",
    4: "information American January coalition society institution",
    5: "university cooperation possibility international",
}

EASY = (
    "The sand comes down with the river. In spring it is fast. It fills the harbour, and no ship "
    "can come in. The town pays for a dredger each year. It takes the sand out to sea, and "
    "the sea brings it back."
)
MIDDLING = (
    "Staff build capacity in ministries and military schools; they do not fight. Defence reform, cyber "
    "defence and bomb disposal have been listed since 2015. Officials speak of exchanging information; we "
    "found no public scheme for sharing intelligence. Short tours limit trust, and the country took a "
    "year to form its government."
)
HARD = (
    "Sedimentation necessitates periodical intervention by the responsible authorities, whose expenditure "
    "increased considerably. Institutional arrangements for environmental monitoring remain "
    "unsatisfactory, notwithstanding international recommendations concerning transparency and "
    "accountability."
)


@pytest.mark.parametrize(
    ("word", "count"), [(word, count) for count, words in SAID.items() for word in words.split()]
)
def it_counts_syllables_as_they_are_said(word, count):
    assert syllables(word) == count


# Capitals up to four letters are spelt, but for those that are said as a word.
@pytest.mark.parametrize(
    ("word", "count"), [("UN", 2), ("NGO", 3), ("OSCE", 4), ("WTO", 5), ("NATO", 2), ("COVID", 2), ("U", 1)]
)
def it_spells_short_capitals(word, count):
    assert syllables(word) == count


# The grade that textstat 0.7.8 gives with that dictionary.
@pytest.mark.parametrize(("text", "grade"), [(EASY, 0.1), (MIDDLING, 8.4), (HARD, 32.1)])
def it_gives_the_grade_that_others_give(text, grade):
    assert flesch_kincaid(list(sentences(text))) == pytest.approx(grade, abs=0.5)


class DescribeThePagesGrade:
    @pytest.fixture
    def grade(self, page_of, brief_text):
        def run(times, language="en", sentence="The sand comes down with the river in spring."):
            text = " ".join([sentence] * times)
            brief = brief_text(f"answer: {{id: answer, text: {text}}}", language=language)
            return grade_of(page_of(brief, "student", language))

        return run

    def it_is_that_of_the_sentences_of_its_statements(self, grade):
        assert grade(15) == pytest.approx(0.39 * 9 + 11.8 * 10 / 9 - 15.59, abs=0.05)

    @pytest.mark.parametrize(("sentence", "told"), [("Sand comes down.", True), ("Sand comes.", False)])
    def it_is_told_from_sentences_of_three_words_and_more(self, grade, sentence, told):
        assert (grade(60, sentence=sentence) is not None) is told

    def it_is_not_told_from_a_few_words(self, grade):
        assert grade(5) is None
