"""`python driver.py ROOT`: build with `fake_makes`, and end as the command line does when a signal comes."""

import datetime as dt
from pathlib import Path

from copyfit import cli
from copyfit.build import Progress, Request, build, request
from copyfit.build.manifest import Readership

request._readership = lambda *_: Readership("", ("en",), ("academic", "executive"))


class Told(Progress):
    def planned(self, stale, fresh):
        print(f"planned {stale} {fresh}", flush=True)

    def waiting(self):
        print("waiting", flush=True)

    def finished(self, result):
        print(f"finished {result.id.brief}", flush=True)


class Command:
    def main(self, arguments, **_):
        root = Path(arguments[0])
        return build(
            Request(root, root / "dist", dt.date(2026, 11, 24)), Told(), "fake_makes:make"
        ).exit_status


cli.commands = Command()
cli.main()
