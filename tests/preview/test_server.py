"""Who asks slowly is not waited for: each connection has a moment to say what it wants."""

import asyncio
import contextlib
import socket
import threading

import pytest
import uvicorn

from copyfit.preview import server

WHOLE = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"
HALF = b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: "
PATIENCE = 0.4
"""What is allowed here in place of some seconds."""


async def slow(scope, receive, send):
    """Answer in two parts, with more than the allowed time between them."""
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"4")]})
    await send({"type": "http.response.body", "body": b"ab", "more_body": True})
    await asyncio.sleep(2 * PATIENCE if scope["path"] == "/slow" else 0)
    await send({"type": "http.response.body", "body": b"cd"})


@pytest.fixture
def connection(monkeypatch):
    """A connection to a server that is as patient as the preview's."""
    monkeypatch.setattr(server, "ASK_SECONDS", PATIENCE)
    with contextlib.closing(socket.socket()) as listening:
        listening.bind(("127.0.0.1", 0))
        one = uvicorn.Server(server.configuration(slow))
        thread = threading.Thread(target=lambda: asyncio.run(one.serve([listening])))
        thread.start()
        while not one.started:
            thread.join(0.02)
        with socket.create_connection(listening.getsockname(), timeout=30) as made:
            yield made
        one.should_exit = True
        thread.join()


def answered(connection):
    """Read one answer to its end."""
    said = b""
    while not said.endswith(b"abcd"):
        more = connection.recv(4096)
        assert more, f"the server hung up after {said}"
        said += more
    return said


class DescribeASlowRequest:
    def it_that_says_nothing_is_dropped(self, connection):
        assert connection.recv(1) == b""

    def it_that_says_a_letter_now_and_then_is_dropped(self, connection):
        connection.sendall(HALF)
        connection.settimeout(PATIENCE / 4)
        for _ in range(400):
            with contextlib.suppress(TimeoutError):
                assert connection.recv(1) == b""
                return
            with contextlib.suppress(ConnectionError):
                connection.sendall(b"a")
        pytest.fail("it is still waited for")

    def it_that_follows_a_quick_one_is_dropped(self, connection):
        connection.sendall(WHOLE)
        answered(connection)
        connection.sendall(HALF)
        assert connection.recv(1) == b""


class DescribeAQuickRequest:
    def it_may_be_answered_slowly(self, connection):
        connection.sendall(WHOLE.replace(b"GET /", b"GET /slow"))
        assert answered(connection).startswith(b"HTTP/1.1 200")
