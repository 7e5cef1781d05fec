"""The server: one application on one socket of this machine, until it is stopped.

In: a `Request` and an `Address`. Out: nothing. It waits for nobody who asks slowly.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from typing import Any

import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

from copyfit.build.request import Request
from copyfit.preview.address import LOOPBACK, Address
from copyfit.preview.gate import Gate
from copyfit.preview.office import Office
from copyfit.preview.routes import application
from copyfit.preview.studio import Studio

ASK_SECONDS = 5.0
"""Who has not said after so long what is asked for is not waited for."""
MOST_AT_ONCE = 100
GOODBYE_SECONDS = 1


class _Brisk(H11Protocol):
    """HTTP/1.1 that hangs up on whoever does not come to the point, with the first request or a later one."""

    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        if self._deadline is None:
            self._wait()
        super().data_received(data)
        if self._is_answering():
            self._stop_waiting()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_waiting()
        super().connection_lost(exc)

    def _is_answering(self) -> bool:
        """Return whether a request has come whole, and is not answered yet."""
        asked: Any = self.cycle  # None until the first has come
        return asked is not None and not asked.response_complete

    def _wait(self) -> None:
        self._deadline = self.loop.call_later(ASK_SECONDS, self._hang_up)

    def _stop_waiting(self) -> None:
        if self._deadline:
            self._deadline.cancel()
        self._deadline = None

    def _hang_up(self) -> None:
        if not self._is_answering() and not self.transport.is_closing():
            self.transport.close()


def serve(request: Request, address: Address, opened: Callable[[str], None]) -> None:
    """Serve until the process is interrupted, and call `opened` with the address when it answers."""
    with contextlib.closing(address.socket):
        asyncio.run(_serve(request, address, opened))


async def _serve(request: Request, address: Address, opened: Callable[[str], None]) -> None:
    studio = Studio(request)
    app = Gate(application(studio, Office()), address.hosts, address.token)
    server = _Server(configuration(app), studio, lambda: opened(address.url))
    work = asyncio.create_task(studio.run())
    try:
        await server.serve([address.socket])
    finally:
        studio.close()
        await work


def configuration(app: ASGIApp) -> uvicorn.Config:
    """Return how `app` is served: to few at once, saying little, waiting for nobody."""
    return uvicorn.Config(
        app,
        host=LOOPBACK,
        http=_Brisk,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=False,
        proxy_headers=False,
        limit_concurrency=MOST_AT_ONCE,
        timeout_keep_alive=ASK_SECONDS,  # type: ignore[arg-type]
        timeout_graceful_shutdown=GOODBYE_SECONDS,
    )


class _Server(uvicorn.Server):
    """A server that says when it answers, and lets those who look go when it is to end."""

    def __init__(self, config: uvicorn.Config, studio: Studio, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._studio = studio
        self._ready = ready

    async def startup(self, sockets: list[Any] | None = None) -> None:
        await super().startup(sockets)
        self._ready()

    async def shutdown(self, sockets: list[Any] | None = None) -> None:
        self._studio.close()
        await super().shutdown(sockets)
