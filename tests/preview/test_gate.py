"""Twenty ways to get at the preview from elsewhere, each refused."""

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from copyfit.preview.gate import CONTENT_POLICY, Gate

TOKEN = "t0ken-" + "x" * 32
OWN = "127.0.0.1:8123"


async def _inside(scope, receive, send):
    """Answer that the request was let in, and with which path."""
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": scope["path"].encode()})


def alone(work):
    """Run a coroutine in a thread of its own: a browser of other tests may have a loop in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


def answer(path=f"/{TOKEN}/", method="GET", host=OWN, **headers):
    """Return status, headers and body of what the gate answers."""
    sent = []

    async def send(message):
        sent.append(message)

    async def receive():
        return {"type": "http.request", "body": b"", "more_body": False}

    given = [(b"host", one.encode()) for one in ([host] if isinstance(host, str) else host)]
    given += [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    path, _, query = path.partition("?")
    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "headers": given,
    }
    alone(Gate(_inside, (OWN, "localhost:8123"), TOKEN)(scope, receive, send))
    head = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], head, sent[1]["body"].decode()


ATTACKS = [
    pytest.param({"host": "evil.example:8123"}, 421, id="another name that was bound to this machine"),
    pytest.param({"host": "127.0.0.1.evil.example:8123"}, 421, id="a name that begins like ours"),
    pytest.param({"host": "127.0.0.1:9999"}, 421, id="another port"),
    pytest.param({"host": "127.0.0.1"}, 421, id="no port"),
    pytest.param({"host": []}, 421, id="no host"),
    pytest.param({"host": [OWN, "evil.example"]}, 421, id="two hosts"),
    pytest.param({"host": f"{OWN}@evil.example"}, 421, id="a host with a name before it"),
    pytest.param({"origin": "https://evil.example"}, 403, id="another page"),
    pytest.param({"origin": "null"}, 403, id="a page without an origin"),
    pytest.param({"origin": "http://127.0.0.1:9999"}, 403, id="another server of this machine"),
    pytest.param({"origin": "https://127.0.0.1:8123"}, 403, id="our host by another scheme"),
    pytest.param({"method": "POST"}, 403, id="a form that says no origin"),
    pytest.param({"method": "POST", "origin": "https://evil.example"}, 403, id="a form of another page"),
    pytest.param({"sec_fetch_site": "cross-site"}, 403, id="a picture in another page"),
    pytest.param({"sec_fetch_site": "same-site"}, 403, id="a page of another port"),
    pytest.param({"path": "/"}, 404, id="no token"),
    pytest.param({"path": f"/{TOKEN[:-1]}y/"}, 404, id="almost the token"),
    pytest.param({"path": f"/{TOKEN.upper()}/"}, 404, id="the token in capitals"),
    pytest.param({"path": f"/x/../{TOKEN}/"}, 404, id="a way round to the token"),
    pytest.param({"path": f"/{TOKEN}/assets/../../etc/passwd"}, 404, id="a way up"),
    pytest.param({"path": f"/{TOKEN}/assets/%2e%2e/%2e%2e/etc/passwd"}, 404, id="a way up, written in code"),
    pytest.param({"path": f"/{TOKEN}/assets/..\\..\\etc"}, 404, id="a way up, as Windows writes it"),
    pytest.param({"path": f"/{TOKEN}/{'a' * 3000}"}, 414, id="an address without end"),
    pytest.param({"path": f"/{TOKEN}/?{'a' * 3000}"}, 414, id="a question without end"),
    pytest.param(
        {"method": "POST", "origin": f"http://{OWN}", "content_length": "1000000"}, 413, id="too much"
    ),
    pytest.param(
        {"method": "POST", "origin": f"http://{OWN}", "content_length": "-1"}, 413, id="less than nothing"
    ),
    pytest.param(
        {"method": "POST", "origin": f"http://{OWN}", "transfer_encoding": "chunked"}, 413, id="no end"
    ),
    pytest.param({"method": "PUT"}, 405, id="a file to be put"),
    pytest.param(
        {"method": "OPTIONS", "origin": "https://evil.example"}, 405, id="asking whether one may ask"
    ),
    pytest.param({"method": "TRACE"}, 405, id="an echo"),
]


class DescribeTheGate:
    @pytest.mark.parametrize(("asked", "status"), ATTACKS)
    def it_refuses(self, asked, status):
        found, headers, body = answer(**asked)
        assert (found, body) == (status, "")
        assert "access-control-allow-origin" not in headers

    @pytest.mark.parametrize("host", [OWN, "localhost:8123", "LOCALHOST:8123"])
    def it_lets_our_own_page_in_without_the_token_in_its_path(self, host):
        assert answer(f"/{TOKEN}/assets/main.js", host=host)[::2] == (200, "/assets/main.js")
        assert answer(method="POST", origin=f"http://{OWN}", sec_fetch_site="same-origin")[0] == 200

    def it_closes_what_the_browser_may_do_with_a_page(self):
        headers = answer()[1]
        policy = headers["content-security-policy"]
        assert policy == CONTENT_POLICY
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["x-content-type-options"] == "nosniff"

    def it_refuses_a_socket_that_stays_open(self):
        sent = []

        async def send(message):
            sent.append(message)

        alone(Gate(_inside, (OWN,), TOKEN)({"type": "websocket"}, None, send))
        assert json.dumps(sent) == '[{"type": "websocket.close", "code": 1008}]'
