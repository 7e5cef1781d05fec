"""Pictures that people bring, made such that both files paint them alike.

In: a picture file's bytes, whatever drew or took it. Out: a `Picture`: an SVG of shapes and plain colours, or
a PNG or JPEG of eight bits in RGB, upright, whole, and with nothing in it but what is seen. Next: `layout`
fetches it, `word` embeds it. A picture that cannot be made such is a problem.
"""

from __future__ import annotations

from copyfit.errors import LayoutError, Problem
from copyfit.picture.kind import Prepared, is_picture, is_vector
from copyfit.picture.raster import prepared_raster
from copyfit.picture.vector import prepared_vector

__all__ = ["Prepared", "is_picture", "is_vector", "prepared"]


def prepared(path: str, content: bytes, width_mm: float | None = None) -> Prepared:
    """Return the picture in the file `path`, for a frame that is `width_mm` wide (None: its own width).

    Raises LayoutError with what keeps both files from painting it alike. Problems that are not of a line
    in the file have no place: that is where the file is named.
    """
    if is_vector(content):
        if not path.lower().endswith(".svg"):
            hint = f"name it {path.rpartition('/')[2].rpartition('.')[0]}.svg"
            raise LayoutError(Problem("broken-picture", f"{path} is an SVG by another name", hint))
        return prepared_vector(path, content, width_mm)
    return prepared_raster(path, content)
