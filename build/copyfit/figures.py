"""The charts of an edition, drawn in its colours and type.

In: an `Edition` and the job's files. Out: pictures, by the names that a page knows them by. Next: `page` puts
them in.
"""

from __future__ import annotations

from copyfit import trace
from copyfit.chart import draw, theme_from_css
from copyfit.content.edition import Edition
from copyfit.content.kinds import Figure
from copyfit.page.house import read_house
from copyfit.project import BRIEFS, TEMPLATES, Files

CHART = ".vl.json"


def charts_of(edition: Edition, files: Files) -> dict[str, bytes]:
    """Return the edition's charts as SVG.

    Raises BriefError for what a spec or its data do wrong.
    """
    charts = [figure for figure in edition.brief.of_kind(Figure) if figure.file.endswith(CHART)]
    if not charts:
        return {}
    theme = theme_from_css(_style_sheets(edition, files), edition.language)
    drawn = {}
    for figure in charts:
        spec = f"{BRIEFS}/{edition.slug}/{figure.file}"
        trace.at(spec)
        picture = draw(spec, files, theme, figure.width_mm, figure.height_mm, edition.language)
        drawn[f"chart/{figure.id}.svg"] = picture.svg
    return drawn


def _style_sheets(edition: Edition, files: Files) -> str:
    """Return the house's style sheet and the variant's, where the colours and sizes are set."""
    style = read_house(files).data["style"]
    paths = dict.fromkeys(
        f"{TEMPLATES}/{name}"
        for name in ("shared/house.css", f"shared/{style}", f"{edition.variant.name}/style.css")
    )
    return "\n".join(files.get(path, b"").decode("utf-8", "replace") for path in paths)
