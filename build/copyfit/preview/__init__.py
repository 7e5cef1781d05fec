"""A local page that shows editions as they will print, and follows every save.

In: a `Request` and who is to be told of the address. Out: nothing; it serves until it is stopped. It writes
nothing into the project. Next: `cli` opens the browser.

`address` finds a port, `gate` lets the browser in, `routes` answers, `studio` keeps what is on screen up to
date with the help of two processes (`hand`), and `assets` is what runs in the browser.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from contextlib import suppress

from copyfit.build.manifest import Manifest
from copyfit.build.request import Request, plan
from copyfit.errors import BriefError, MachineError, Problem, TemplateError
from copyfit.machine import libraries, missing_libraries

EXTRA = ("anyio", "sse_starlette", "starlette", "uvicorn", "watchfiles")
REMEDY = "pip install 'copyfit[preview]'"


def check_extra() -> None:
    """Raise MachineError, with the command that mends it, if the packages for following saves are missing."""
    missing = [name.replace("_", "-") for name in EXTRA if importlib.util.find_spec(name) is None]
    if missing:
        message = f"following saves needs packages that are not installed: {', '.join(missing)}"
        raise MachineError(Problem("missing-extra", message, f"run: {REMEDY}"))


def preview(request: Request, port: int | None, opened: Callable[[str], None]) -> None:
    """Serve the preview, on `port` or on a free one, until the process is interrupted.

    `opened` is called with the address as soon as it answers. Raises MachineError if a package or a library
    is missing, UsageError if the port is taken or there is no such brief.
    """
    check_extra()
    with suppress(BriefError, TemplateError):  # what is wrong with the project is shown beside its pages
        plan(request, Manifest())
    lacking = missing_libraries(libraries())
    if lacking:
        raise lacking
    from copyfit.preview.address import address_for
    from copyfit.preview.server import serve

    serve(request, address_for(request.root, port), opened)
