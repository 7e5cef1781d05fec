"""A chart's views: one, in layers, side by side, in facets."""

from copyfit.chart.spec import read_spec
from copyfit.chart.views import expressions, is_composed, views
from drawings import BARS, SPEC, layered


class DescribeViews:
    def it_yields_each_with_its_path_the_outermost_first(self):
        content = {"hconcat": [{"layer": [{"mark": "bar"}, {"mark": "rule"}]}, {"spec": {"mark": "bar"}}]}
        assert [at for at, _ in views(content)] == [
            (),
            ("hconcat", 0),
            ("hconcat", 0, "layer", 0),
            ("hconcat", 0, "layer", 1),
            ("hconcat", 1),
            ("hconcat", 1, "spec"),
        ]

    def it_yields_nothing_where_there_is_no_view(self):
        assert list(views(3)) == []


def test_what_holds_several_charts_has_no_size_of_its_own():
    assert not is_composed(BARS)
    assert is_composed({"hconcat": [BARS]})
    assert is_composed(layered(encoding={"row": {"field": "year"}}))


def test_expressions_are_found_wherever_they_stand():
    spec = read_spec(
        SPEC, b'{"transform": [{"filter": "a"}], "mark": {"color": {"expr": "b"}}, "title": "c"}'
    )
    assert [text for _, text in expressions(spec)] == ["a", "b"]
