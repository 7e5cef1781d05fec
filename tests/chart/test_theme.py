"""The house's tokens, as a chart takes them."""

import re

import pytest

from copyfit.chart import Theme, theme_from_css
from copyfit.errors import TemplateError
from drawings import BARS, COLORS, drawn


class DescribeTheHousesTheme:
    CSS = """:root { --ink: #111; --second: rgb(85, 82, 76); --accent: var(--brand); --brand: #0B4F6C;
      --line: #bdb7ab; --tint: #f4f1ea; --soft: #c9d9e0; --sans: "IBM Plex Sans Condensed"; --note-size: 8pt }
      :root:lang(ar) { --sans: 'IBM Plex Sans Arabic', sans-serif; }"""

    def it_comes_from_the_tokens_on_the_root(self):
        theme = theme_from_css(self.CSS, "en")
        assert theme.colors == {**COLORS, "ink": "#111111"}
        assert (theme.family, theme.text_pt) == ("IBM Plex Sans Condensed", 8.0)

    @pytest.mark.parametrize("language", ["ar", "ar-IQ"])
    def it_takes_what_is_declared_for_the_language(self, language):
        assert theme_from_css(self.CSS, language).family == "IBM Plex Sans Arabic"

    def it_names_every_token_that_is_missing_or_is_not_what_it_should_be(self):
        with pytest.raises(TemplateError) as caught:
            theme_from_css(":root { --ink: blau; --accent: #123; --sans: 'X'; --note-size: 1em }", "en")
        named = [re.findall(r"--[\w-]+", problem.message)[0] for problem in caught.value.problems]
        assert named == ["--ink", "--second", "--soft", "--line", "--tint", "--note-size"]

    def it_needs_a_family_that_the_program_has(self):
        with pytest.raises(TemplateError, match="charts cannot be set in Comic Sans"):
            drawn(BARS, theme=Theme(COLORS, "Comic Sans", 8.0))
