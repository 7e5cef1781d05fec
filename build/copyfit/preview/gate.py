"""Who is let in: this machine's own browser, by the address that the terminal showed, and nobody else.

In: a request. Out: the request, if its host is ours, it comes from our own page, and its path begins with the
token; else a refusal that says nothing. Every answer carries the headers that keep a page to itself.
Next: `routes` answers.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable

from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST_BODY_BYTES = 4096
MOST_ADDRESS_BYTES = 2048
METHODS = ("GET", "HEAD", "POST")
OWN_SITES = (b"", b"none", b"same-origin")
CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; font-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
HEADERS = {
    "content-security-policy": CONTENT_POLICY,
    "cache-control": "no-store",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}


class Gate:
    """Lets requests of our own page through to `app`, without the token in their path."""

    def __init__(self, app: ASGIApp, hosts: Iterable[str], token: str) -> None:
        self._app = app
        self._hosts = frozenset(host.encode() for host in hosts)
        self._origins = frozenset(b"http://" + host for host in self._hosts)
        self._token = token.encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or refuse it."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            status = self._refusal(scope)
            if status:
                await _refuse(send, status)
            else:
                await self._app(self._inside(scope), receive, _sealed(send))
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})

    def _refusal(self, scope: Scope) -> int:
        """Return the status that a request is refused with, 0 if it is let in."""
        headers: list[tuple[bytes, bytes]] = scope["headers"]
        if scope["method"] not in METHODS:
            return 405
        hosts = [value for name, value in headers if name == b"host"]
        if len(hosts) != 1 or hosts[0].lower() not in self._hosts:
            return 421
        if not self._is_from_our_page(scope["method"], headers):
            return 403
        if len(scope["raw_path"]) + len(scope["query_string"]) > MOST_ADDRESS_BYTES:
            return 414
        if not _is_small(headers):
            return 413
        first, _, rest = scope["raw_path"].removeprefix(b"/").partition(b"/")
        known = hmac.compare_digest(first, self._token)
        is_plain = rest.isascii() and not any(sign in rest for sign in (b"%", b"..", b"\\"))
        return 0 if known and is_plain else 404

    def _is_from_our_page(self, method: str, headers: list[tuple[bytes, bytes]]) -> bool:
        origins = [value for name, value in headers if name == b"origin"]
        sites = [value for name, value in headers if name == b"sec-fetch-site"]
        if any(origin not in self._origins for origin in origins):
            return False
        if any(site not in OWN_SITES for site in sites):
            return False
        return method != "POST" or bool(origins)

    def _inside(self, scope: Scope) -> Scope:
        prefix = f"/{self._token.decode()}"
        path = scope["path"].removeprefix(prefix) or "/"
        return {**scope, "path": path, "raw_path": path.encode(), "root_path": ""}


def _is_small(headers: list[tuple[bytes, bytes]]) -> bool:
    """Return whether a request says that its body is small; one that does not say has to have none."""
    for name, value in headers:
        if name == b"transfer-encoding":
            return False
        if name == b"content-length" and not (
            value.isdigit() and len(value) < 20 and int(value) <= MOST_BODY_BYTES
        ):
            return False
    return True


def _sealed(send: Send) -> Send:
    """Return `send` that adds the headers to every answer that does not have its own."""

    async def sealed(message: Message) -> None:
        if message["type"] == "http.response.start":
            own = {name.lower() for name, _ in message["headers"]}
            more = [(n.encode(), v.encode()) for n, v in HEADERS.items() if n.encode() not in own]
            message = {**message, "headers": [*message["headers"], *more]}
        await send(message)

    return sealed


async def _refuse(send: Send, status: int) -> None:
    headers = [(name.encode(), value.encode()) for name, value in HEADERS.items()]
    await send(
        {"type": "http.response.start", "status": status, "headers": [*headers, (b"content-length", b"0")]}
    )
    await send({"type": "http.response.body", "body": b""})
