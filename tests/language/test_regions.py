"""Languages with their regions, as programs that check spelling want them."""

import pytest

from copyfit.language.regions import with_region


class DescribeARegion:
    @pytest.mark.parametrize(
        ("language", "tag"),
        [
            pytest.param("en", "en-GB", id="the house's own English"),
            pytest.param("ar", "ar-IQ", id="the house's own Arabic"),
            pytest.param("fr", "fr-FR", id="the likeliest"),
            pytest.param("de", "de-DE", id="another"),
            pytest.param("en-US", "en-US", id="as written"),
            pytest.param("fr-CA", "fr-CA", id="as written, too"),
            pytest.param("sr-Latn", "sr-Latn-RS", id="with its script"),
            pytest.param("xx", "xx", id="unknown"),
            pytest.param("", "", id="none"),
        ],
    )
    def it_is_added_where_there_is_none(self, language, tag):
        assert with_region(language) == tag
