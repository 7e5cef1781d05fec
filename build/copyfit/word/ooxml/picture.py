"""Pictures: an inline drawing that holds the SVG, with a PNG for programs that know no SVG."""

from __future__ import annotations

from typing import Any

from copyfit.units import emu_from_pt
from copyfit.word.ooxml.element import NAMESPACES, element, qualified
from copyfit.word.spec import RunSpec

SVG_EXTENSION = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"


def drawing(run: RunSpec, number: int, raster_id: str, vector_id: str | None) -> Any:
    """Return `w:drawing` with an inline picture of the run's size and alternative text.

    `raster_id` and `vector_id` are relationship ids (ECMA-376 Part 1, §20.4.2.8; SVG by
    [MS-ODRAWXML] §2.3.2.1).
    """
    assert run.picture is not None
    size = {"cx": emu_from_pt(run.width_pt), "cy": emu_from_pt(run.height_pt)}
    name = f"Picture {number}"
    properties = element("wp:docPr", {"id": number, "name": name, "descr": run.picture.alt})
    inline = element("wp:inline", {"distT": 0, "distB": 0, "distL": 0, "distR": 0})
    inline.append(element("wp:extent", size))
    inline.append(element("wp:effectExtent", {"l": 0, "t": 0, "r": 0, "b": 0}))
    inline.append(properties)
    frame = element(
        "wp:cNvGraphicFramePr", children=[element("a:graphicFrameLocks", {"noChangeAspect": "1"})]
    )
    inline.append(frame)
    inline.append(_graphic(size, number, name, raster_id, vector_id))
    return element("w:drawing", children=[inline])


def _graphic(size: dict[str, int], number: int, name: str, raster_id: str, vector_id: str | None) -> Any:
    blip = element("a:blip")
    blip.set(qualified("r:embed"), raster_id)
    if vector_id:
        svg = element("asvg:svgBlip")
        svg.set(qualified("r:embed"), vector_id)
        blip.append(element("a:extLst", children=[element("a:ext", {"uri": SVG_EXTENSION}, [svg])]))
    fill = element("pic:blipFill", children=[blip, element("a:stretch", children=[element("a:fillRect")])])
    shape = element(
        "pic:spPr",
        children=[
            element("a:xfrm", children=[element("a:off", {"x": 0, "y": 0}), element("a:ext", size)]),
            element("a:prstGeom", {"prst": "rect"}, [element("a:avLst")]),
        ],
    )
    names = element(
        "pic:nvPicPr",
        children=[element("pic:cNvPr", {"id": number, "name": name}), element("pic:cNvPicPr")],
    )
    picture = element("pic:pic", children=[names, fill, shape])
    data = element("a:graphicData", {"uri": NAMESPACES["pic"]}, [picture])
    return element("a:graphic", children=[data])
