"""Sources as the list of references prints them."""

import pytest

from copyfit.citations import Bibliography, packaged_style

SOURCE = {"id": "nato", "type": "webpage", "title": "A text", "publisher": "NATO"}


def entry(**more):
    return Bibliography({"nato": SOURCE | more}, ("nato",), packaged_style("numeric"), "en").entry("nato")


class DescribeAnEntry:
    def it_keeps_a_day_with_its_month(self):
        assert "4\N{NO-BREAK SPACE}April 2015" in entry(issued={"date-parts": [[2015, 4, 4]]})

    @pytest.mark.parametrize("title", ["What now?", "Stop!"])
    def it_ends_a_title_once(self, title):
        assert f"{title}." not in entry(title=title)
