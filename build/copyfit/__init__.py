"""One-page briefings, as PDF and as Word files, from structured content.

For other programs: `read_brief`, `editions` and `make_files`, with `Brief`, `Edition`, `Artifacts` and
`CopyfitError`; docs/python.md shows them. They are imported when they are asked for, so that the commands
start quickly.
"""

from __future__ import annotations

TYPE_CHECKING = False
"""As in `typing`, which is not imported: nobody answers yet to a Ctrl-C that would come meanwhile."""

if TYPE_CHECKING:
    from copyfit.api import editions, make_files, read_brief
    from copyfit.content.brief import Brief
    from copyfit.errors import CopyfitError
    from copyfit.project import EditionId as Edition
    from copyfit.protocol import Artifacts

__version__ = "0.1.0"

STOPPED = "stopped; what was in the output folder is still there"
"""What Ctrl-C is answered, from the first line of the program on."""

__all__ = ["Artifacts", "Brief", "CopyfitError", "Edition", "editions", "make_files", "read_brief"]

_HOMES = {
    "Artifacts": ("copyfit.protocol", "Artifacts"),
    "Brief": ("copyfit.content.brief", "Brief"),
    "CopyfitError": ("copyfit.errors", "CopyfitError"),
    "Edition": ("copyfit.project", "EditionId"),
    "editions": ("copyfit.api", "editions"),
    "make_files": ("copyfit.api", "make_files"),
    "read_brief": ("copyfit.api", "read_brief"),
}


def __getattr__(name: str) -> object:
    """Return what other programs may import, from the module that it lives in."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    module, own = _HOMES[name]
    found: object = getattr(import_module(module), own)
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
