"""The charts of the first sample, drawn."""

import pytest

from copyfit.chart import draw, theme_from_css
from drawings import FIGURES, ROOT


@pytest.fixture(
    params=[("staff-missions", 84.0, 32.0), ("staff-missions", 84.0, 42.0)],
    ids=lambda case: f"{case[2]:g} mm",
)
def chart(request):
    """Return a chart's SVG, its width and its height in mm."""
    name, width_mm, height_mm = request.param
    files = {f"briefs/nato-iraq/figures/{path.name}": path.read_bytes() for path in FIGURES.iterdir()}
    theme = theme_from_css((ROOT / "templates/shared/house.css").read_text("utf-8"), "en")
    path = f"briefs/nato-iraq/figures/{name}.vl.json"
    return draw(path, files, theme, width_mm, height_mm, "en").svg, width_mm, height_mm
