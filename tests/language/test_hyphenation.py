"""Where a word may be divided: by the dictionary of its language, never a short one."""

import pytest

from copyfit.language.hyphenation import Hyphenation, dictionary_of


class DescribeAWord:
    @pytest.mark.parametrize(("fewest", "cuts"), [(5, (3,)), (6, (3,)), (7, ())])
    def it_is_divided_if_it_has_letters_enough(self, fewest, cuts):
        assert Hyphenation("de_DE", word=fewest, before=3).cuts("Winter") == cuts

    def it_is_divided_at_its_longest_beginning_first(self):
        cuts = Hyphenation("de_DE").cuts("Verteidigungsministerium")
        assert len(cuts) > 4
        assert list(cuts) == sorted(cuts, reverse=True)

    def it_keeps_its_letters_together_at_both_ends(self):
        cuts = Hyphenation("de_DE", before=6, after=6).cuts("Verteidigungsministerium")
        assert min(cuts) >= 6
        assert max(cuts) <= len("Verteidigungsministerium") - 6


class DescribeADictionary:
    def it_is_that_of_the_language(self):
        assert dictionary_of("de-AT") == "de_AT"
        assert (dictionary_of(""), dictionary_of("tlh")) == (None, None)
