"""What the browser may ask for: the page and its parts, what changes, pictures, and the files to take home.

In: a `Studio`. Out: an application. Next: `gate` stands before it. Nothing that is asked for names a file:
names are looked up among those that there are.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from functools import cache
from pathlib import Path
from typing import Any

from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from copyfit.errors import CopyfitError, shown
from copyfit.faces import face_files
from copyfit.preview.display import ROW, Display, builtins
from copyfit.preview.easel import Easel
from copyfit.preview.hand import GivenUp
from copyfit.preview.listing import Row
from copyfit.preview.office import Office
from copyfit.preview.parts import part_of
from copyfit.preview.studio import Studio
from copyfit.project import EditionId, is_name
from copyfit.proof.rendition import rendition
from copyfit.scene import Wish

ASSETS = Path(__file__).parent / "assets"
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".ttf": "font/ttf",
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
MOST_SCALE = 8.0
PING_SECONDS = 15
EDITION = "/{brief}/{variant}/{language}"


def application(studio: Studio, office: Office) -> Starlette:
    """Return the application that shows what `studio` keeps."""
    routes = [
        Route("/", _page),
        Route("/assets/{name}", _asset),
        Route("/fonts/{name}", _font),
        Route("/events", _events),
        Route(f"/events{EDITION}", _events),
        Route(f"/page{EDITION}/{{number:int}}.png", _picture),
        Route(f"/page{EDITION}/try-{{number:int}}.png", _picture_of_try),
        Route(f"/try{EDITION}", _try),
        Route(f"/part{EDITION}/{{name}}", _part),
        Route(f"/file{EDITION}.{{form}}", _file),
        Route(f"/office{EDITION}", _office, methods=["POST"]),
        Route(f"/office{EDITION}/{{digest}}.png", _office_picture),
    ]
    app = Starlette(routes=routes, exception_handlers={HTTPException: _refused})
    app.state.studio = studio
    app.state.office = office
    return app


async def _refused(_request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException), "it is called for nothing else"
    return Response(status_code=error.status_code)


def _edition(request: Request) -> EditionId:
    both, variant, language = (request.path_params[name] for name in ("brief", "variant", "language"))
    brief, mark, row = both.partition(ROW)
    if not (is_name(brief) and is_name(variant) and language.replace("-", "").isalnum()):
        raise HTTPException(404)
    if mark and not is_name(row):
        raise HTTPException(404)
    return EditionId(brief, variant, language, row)


def _sight(request: Request) -> Display:
    display: Display = request.app.state.studio.display(_edition(request))
    return display


def _scale(request: Request) -> float:
    try:
        scale = float(request.query_params.get("scale", "1"))
    except ValueError:
        raise HTTPException(400) from None
    if not 0.1 <= scale <= MOST_SCALE:
        raise HTTPException(400)
    return scale


# -- the page itself ---------------------------------------------------------------------------


async def _page(_request: Request) -> Response:
    return _static("index.html")


async def _asset(request: Request) -> Response:
    return _static(request.path_params["name"])


def _static(name: str) -> Response:
    content = _assets().get(name)
    if content is None:
        raise HTTPException(404)
    return Response(content, media_type=TYPES[Path(name).suffix])


@cache
def _assets() -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in ASSETS.iterdir() if path.suffix in TYPES}


async def _font(request: Request) -> Response:
    path = _fonts().get(request.path_params["name"])
    if path is None:
        raise HTTPException(404)
    headers = {"cache-control": "private, max-age=86400"}
    return Response(path.read_bytes(), media_type=TYPES[".ttf"], headers=headers)


@cache
def _fonts() -> dict[str, Path]:
    """Return the file of each face by its name in the style sheet, such as `ibm-plex-serif-bold.ttf`."""
    slopes = {
        (False, False): "regular",
        (True, False): "bold",
        (False, True): "italic",
        (True, True): "bold-italic",
    }
    return {
        f"{family.lower().replace(' ', '-')}-{slopes[bold, italic]}.ttf": path
        for (family, bold, italic), path in face_files().items()
    }


# -- what changes ------------------------------------------------------------------------------


async def _events(request: Request) -> Response:
    edition = _edition(request) if request.path_params else None
    studio: Studio = request.app.state.studio

    async def told() -> AsyncIterator[ServerSentEvent]:
        yield ServerSentEvent(data=_json({"root": shown(str(studio.request.root))}), event="project")
        async for kind, what in studio.looks(edition):
            yield ServerSentEvent(data=_json(_told(kind, what)), event=kind)

    return EventSourceResponse(told(), ping=PING_SECONDS)


def _told(kind: str, what: Display | tuple[Row, ...]) -> Any:
    if not isinstance(what, Display):
        return [row.as_json() for row in what]
    return what.as_glimpse() if kind == "glimpse" else what.as_json()


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), default=str)


async def _try(request: Request) -> Response:
    """Answer with the page at another setting. Nothing is kept of it but its picture, for a while."""
    try:
        size, leading, air = (float(request.query_params[name]) for name in ("body", "leading", "air"))
    except (KeyError, ValueError):
        raise HTTPException(400) from None
    if not all(0 <= number < 1000 for number in (size, leading, air)):
        raise HTTPException(400)
    try:
        tried = await request.app.state.studio.tried(_edition(request), Wish(size, leading, air))
    except CopyfitError as error:
        return JSONResponse({"problems": [problem.as_json() for problem in error.problems]})
    except GivenUp:
        raise HTTPException(409) from None
    if tried is None:
        raise HTTPException(404)
    number, showing = tried
    return JSONResponse(
        {
            "picture": number,
            "scene": builtins(showing.scene),
            "problems": [problem.as_json() for problem in showing.problems],
        }
    )


# -- pictures and files ------------------------------------------------------------------------


async def _picture(request: Request) -> Response:
    return await _painted(request, request.path_params["number"])


async def _picture_of_try(request: Request) -> Response:
    return await _painted(request, -request.path_params["number"])


async def _painted(request: Request, number: int) -> Response:
    easel: Easel = request.app.state.studio.easel
    return _shown(await easel.painted(_edition(request), number, _scale(request)))


def _shown(picture: bytes | None) -> Response:
    if picture is None:
        raise HTTPException(404)
    return Response(picture, media_type=TYPES[".png"])


async def _file(request: Request) -> Response:
    """Answer with a file of the page that was fitted last, under the name that a build gives it."""
    display, form = _sight(request), request.path_params["form"]
    content = display.good.files.get(form) if display.good else None
    if content is None:
        raise HTTPException(404)
    name = f"{'-'.join(display.id.parts)}.{form}"
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=TYPES[f".{form}"], headers=headers)


async def _part(request: Request) -> Response:
    """Answer with a picture that stands in the Word file."""
    display, name = _sight(request), request.path_params["name"]
    content = part_of(display.good.files["docx"], name) if display.good else None
    if content is None:
        raise HTTPException(404)
    headers = {"content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox"}
    return Response(content, media_type=TYPES[Path(name).suffix], headers=headers)


async def _office(request: Request) -> Response:
    """Have LibreOffice lay the Word file out, and answer with the digest that its picture is known by."""
    display, office = _sight(request), request.app.state.office
    if display.good is None:
        raise HTTPException(404)
    try:
        digest = await run_in_threadpool(office.laid_out, display.good.files["docx"])
    except CopyfitError as error:
        return JSONResponse({"problems": [problem.as_json() for problem in error.problems]})
    return JSONResponse({"digest": digest, "pages": office.pages(digest)})


async def _office_picture(request: Request) -> Response:
    scale = _scale(request)
    pdf = request.app.state.office.pdf(request.path_params["digest"])
    return _shown(await run_in_threadpool(rendition, pdf, scale) if pdf else None)
