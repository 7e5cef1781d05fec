"""Words, sentences, quotations."""

import pytest

from copyfit.rules.prose import folded, sentences, without_quotations, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It ended. It began.", ["It ended.", "It began."]),
        ("“Yes.” They left.", ["“Yes.”", "They left."]),
        ("It fell to 3.5 per cent. Then it rose.", ["It fell to 3.5 per cent.", "Then it rose."]),
        ("See p. 4 and Dr. Hall. Then go.", ["See p. 4 and Dr. Hall.", "Then go."]),
        ("J. Hall left. Why? Nobody knows!", ["J. Hall left.", "Why?", "Nobody knows!"]),
        ("In 2011. 12 countries left", ["In 2011.", "12 countries left"]),
        ("انتهت البعثة. هل تعود؟ لا نعرف", ["انتهت البعثة.", "هل تعود؟", "لا نعرف"]),
        ("Elle part. « Oui. » Et après", ["Elle part.", "« Oui. »", "Et après"]),
        ("", []),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text, expected):
    assert list(sentences(text)) == expected


def test_a_word_has_a_letter_or_a_digit():
    assert words("NATO–Iraq — 4,000 men · yes") == ["NATO–Iraq", "4,000", "men", "yes"]


def test_a_quotation_leaves_its_room():
    text = "They say “very likely” and «probable» here"
    bare = without_quotations(text)
    assert len(bare) == len(text)
    assert bare.split() == ["They", "say", "and", "here"]


def test_vowel_signs_and_case_do_not_count():
    assert folded("مرجّح جداً") == folded("مرجح جدا")
    assert folded("Very\u00a0Likely’s") == "very likely's"
