"""Whatever the browser asks for, with whatever names and numbers: an answer, never a failure."""

import asyncio
import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest

from copyfit.build.request import Request
from copyfit.preview.gate import Gate
from copyfit.preview.office import Office
from copyfit.preview.routes import application
from copyfit.preview.studio import Studio

TOKEN, HOST = "t0ken-" + "x" * 32, "127.0.0.1:8123"
EDITION = "bridge/executive/en"
ODD = [
    "", ".", "..", "../../etc/passwd", "%2e%2e", "%00", "~", "bridge~", "bridge~x", "bridge~../x", "con",
    "-1", "1e9", "9" * 1500, "x" * 300, "a:b", "a\\b", "<script>", "shared", "BRIDGE", "é", "\x01", "\ud800",
]  # fmt: skip
FORMS = [
    "{}", "assets/{}", "fonts/{}", "page/" + EDITION + "/{}.png", "page/" + EDITION + "/try-{}.png",
    "page/" + EDITION + "/1.png?scale={}", "part/" + EDITION + "/{}", "part/" + EDITION + "/{}.svg",
    "file/" + EDITION + ".{}", "office/" + EDITION + "/{}.png", "try/" + EDITION + "?body={}&leading=1&air=1",
    *(f"{route}/{edition}{end}" for edition in ("{}/executive/en", "bridge/{}/en", "bridge/executive/{}")
      for route, end in (("page", "/1.png"), ("part", "/x.png"), ("file", ".pdf"), ("try", "?body=1"),
                         ("office", ""), ("office", "/0.png"), ("events", ""))),
]  # fmt: skip


@pytest.fixture(scope="module")
def asked(tmp_path_factory):
    """Return a function that asks the application behind its gate, and returns the status of its answer."""
    root = tmp_path_factory.mktemp("routes")
    studio = Studio(Request(root, root / "dist", dt.date(2026, 7, 1)))
    app = Gate(application(studio, Office()), (HOST,), TOKEN)
    with ThreadPoolExecutor(1) as thread:  # a browser of other tests may have a loop in this one

        def answer(address, method="GET", **headers):
            return thread.submit(asyncio.run, _answer(app, address, method, headers)).result()

        yield answer


async def _answer(app, address, method, headers):
    said = []
    path, _, query = address.partition("?")
    more = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    own = [(b"host", HOST.encode()), *([(b"origin", f"http://{HOST}".encode())] if method == "POST" else [])]
    scope = {
        "type": "http", "method": method, "path": f"/{TOKEN}/{path}",
        "raw_path": f"/{TOKEN}/{path}".encode("utf-8", "surrogatepass"),
        "query_string": query.encode("utf-8", "surrogatepass"),
        "headers": own + more,
    }  # fmt: skip

    async def receive():
        return {"type": "http.disconnect"}

    async def send(message):
        said.append(message)

    await app(scope, receive, send)
    return said[0]["status"]


class DescribeTheRoutes:
    @pytest.mark.parametrize("form", FORMS)
    def it_answers_whatever_is_asked_for(self, asked, form):
        for odd in ODD:
            for method in ("GET", "HEAD", "POST"):
                status = asked(form.format(odd), method)
                assert status in (200, 400, 404, 405, 414), (odd, method)
                assert status != 200 or form == "{}" or "events" in form, (odd, method)

    @pytest.mark.parametrize("length", ["9" * 5000, "x", "1e3", "", "9" * 20])
    def it_takes_no_body_of_an_odd_length(self, asked, length):
        assert asked(f"office/{EDITION}", "POST", content_length=length) == 413
