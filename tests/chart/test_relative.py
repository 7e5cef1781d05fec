"""A path in steps draws what the path did, and a letter is the same wherever it stands."""

import pytest

from copyfit.chart.relative import in_steps


class DescribeAPath:
    @pytest.mark.parametrize(
        ("absolute", "relative"),
        [
            pytest.param("M1.50 2L3.25 2Z", "m1.5 2l1.75 0z", id="line"),
            pytest.param("M1 2H4V0Z", "m1 2l3 0l0 -2z", id="sides"),
            pytest.param("M1 1Q2 3 4 5C1 1 2 2 3 3", "m1 1q1 2 3 4c-3 -4 -2 -3 -1 -2", id="curves"),
            pytest.param("M1 1L2 2ZM5 5L6 6Z", "m1 1l1 1zm4 4l1 1z", id="second part"),
            pytest.param("M1 1 2 2H3 4V5", "m1 1l1 1l1 0l1 0l0 3", id="more numbers than one command takes"),
            pytest.param("", "", id="none"),
        ],
    )
    def it_is_written_in_steps(self, absolute, relative):
        assert in_steps(absolute) == relative

    def it_is_the_same_for_the_same_letter(self):
        one, two = (in_steps(f"M{x} 7Q{x + 0.33:.2f} 8 {x + 1} 9Z") for x in (1, 30))
        assert one.partition("q")[2] == two.partition("q")[2]

    def it_adds_no_rounding_up(self):
        points = [(n * 1.005, n / 3) for n in range(400)]
        path = "M" + "L".join(f"{x:.2f} {y:.2f}" for x, y in points)
        x = y = 0.0
        for step in in_steps(path).replace("m", "l").split("l")[1:]:
            dx, dy = map(float, step.split())
            x, y = x + dx, y + dy
        assert (x, y) == pytest.approx(points[-1], abs=0.006)
