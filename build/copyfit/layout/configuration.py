"""The fonts of one layout: the program's, and those that the page's style sheets bring.

In: `@font-face` rules as WeasyPrint meets them. Out: a configuration that knows each face's file.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Mapping
from typing import Any

from copyfit.faces import all_faces
from copyfit.layout.fonts import lending
from copyfit.layout.opening import engine
from copyfit.layout.told import TYPES

engine()

from weasyprint.text.ffi import fontconfig  # noqa: E402
from weasyprint.text.fonts import FontConfiguration  # noqa: E402

FONT_FILES = (".ttf", ".otf")
RULES = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>{}</fontconfig>"""


class Fonts(FontConfiguration):  # type: ignore[misc]
    """WeasyPrint's configuration, with the faces by family, weight and slope."""

    def __init__(self) -> None:
        super().__init__()
        self.faces = all_faces()

    def add_font_face(self, rule: Mapping[str, Any], url_fetcher: Any) -> Any:
        """Add a face that a style sheet brings, and let the companions lend its family what it lacks."""
        self.__dict__.pop(TYPES, None)
        rules = "".join(lending({rule["font_family"]}))
        text = RULES.format(rules)
        fontconfig.FcConfigParseAndLoadFromMemory(self._config, text.encode(), True)
        return super().add_font_face(rule, url_fetcher)


def fonts_for(files: Mapping[str, bytes]) -> Fonts:
    """Return the configuration for pages that may bring the font files among `files`.

    It is made once for the same files: making one each time costs a sixth of a layout.
    """
    own = sorted(path for path in files if path.lower().endswith(FONT_FILES))
    return _fonts(
        tuple((path, hashlib.sha256(files[path]).hexdigest()) for path in own), tuple(sorted(all_faces()))
    )


@functools.lru_cache(maxsize=2)
def _fonts(_files: tuple[tuple[str, str], ...], _faces: tuple[Any, ...]) -> Fonts:
    return Fonts()
