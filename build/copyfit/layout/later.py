"""What WeasyPrint imports and hardly ever asks: fontTools, for fonts of the web and of many weights.

In: the names of modules. Out: stand-ins for them while WeasyPrint is imported, which fetch the real ones when
something of them is called. HarfBuzz cuts the fonts of usual pages.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

FONT_TOOLS = ("fontTools.subset", "fontTools.ttLib", "fontTools.varLib", "fontTools.varLib.instancer")


@contextmanager
def imported_later(names: tuple[str, ...] = FONT_TOOLS) -> Iterator[None]:
    """Let stand-ins be imported in the place of modules that are not there yet."""
    taken: list[tuple[str, _Later]] = [(name, _Later(name)) for name in names if name not in sys.modules]
    sys.modules.update(taken)
    try:
        yield
    finally:
        for name, _ in taken:
            del sys.modules[name]


class _Later(ModuleType):
    """A module whose parts are stand-ins."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if name.endswith("Error"):  # what stands behind `except` is a class; nothing raises it yet
            return type(name, (Exception,), {"later": self.__name__})
        return _Part(self.__name__, name)


class _Part:
    """A part of a module: a function, a class or another module."""

    def __init__(self, module: str, name: str) -> None:
        self.later = module
        self.named = name

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        return self._fetched()(*arguments, **named)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._fetched(), name)

    def _fetched(self) -> Any:
        """Return the real part, and put real ones in the place of all stand-ins in WeasyPrint."""
        for user in [one for name, one in sys.modules.items() if name.startswith("weasyprint.")]:
            for name, value in list(vars(user).items()):
                module = vars(value).get("later") if isinstance(value, _Part | type) else None
                if module in FONT_TOOLS:
                    setattr(user, name, _real(module, name))
        return _real(self.later, self.named)


def _real(module: str, name: str) -> Any:
    """Return a part of a module, which may be a module itself."""
    found = importlib.import_module(module)
    return getattr(found, name) if hasattr(found, name) else importlib.import_module(f"{module}.{name}")
