"""Builds of one project, each ended as the command line ends when a signal comes.

`python driver.py ROOT`: one build with `fake_makes`. `python driver.py ROOT fake` (or `real`) is a process
that stays warm: for each line of standard input, a mapping of variables in JSON, it forks a build with
those variables and answers with its process id; for the next, with how it ended and what it said.
"""

import datetime as dt
import json
import os
import sys
import tempfile
from pathlib import Path

from copyfit import cli
from copyfit.__main__ import main
from copyfit.build import Progress, Request, build, request, worker
from copyfit.build.manifest import Readership
from copyfit.protocol import line_from_job, made_from_line

TODAY = dt.date(2026, 3, 20)


class Told(Progress):
    def planned(self, stale, fresh):
        print(f"planned {stale} {fresh}", flush=True)

    def waiting(self):
        print("waiting", flush=True)

    def finished(self, result):
        print(f"finished {result.id.brief}", flush=True)


class Here:
    """A crew that makes each page in this process, as a worker does: what fails there fails here."""

    def made(self, jobs, make):
        function = worker._function(make)
        for place, job in enumerate(jobs):
            yield place, made_from_line(worker._answer(function, line_from_job(job), 60.0))


class Fake:
    """The command that builds with `fake_makes`, in real workers."""

    def main(self, arguments, **_):
        request._readership = lambda *_: Readership("", ("en",), ("academic", "executive"))
        root = Path(arguments[0])
        return build(Request(root, root / "dist", TODAY), Told(), "fake_makes:make").exit_status


class Real:
    """The command that really makes a page."""

    def main(self, arguments, **_):
        root = Path(arguments[0])
        report = build(Request(root, root / "dist", TODAY), Told(), crew=Here())
        for result in report.results:
            for problem in result.problems:
                print(problem.message, file=sys.stderr, flush=True)
        return report.exit_status


def forked(variables, said):
    """Start a build with `variables`, which writes into the file `said`, and return its process id."""
    pid = os.fork()
    if pid:
        return pid
    os.dup2(said, 1)
    os.dup2(said, 2)
    os.environ.update(variables)
    try:
        main()
    except SystemExit as end:
        os._exit(end.code)
    finally:
        os._exit(99)


def serve():
    """Answer each line with the process id of a build, and with its end."""
    if isinstance(cli.commands, Real):  # what is read once for all pages is read before the first fork
        with tempfile.TemporaryDirectory() as out:
            build(Request(Path(sys.argv[1]), Path(out), TODAY), Progress(), crew=Here())
    answers = os.fdopen(os.dup(1), "w")
    for line in sys.stdin:
        with tempfile.TemporaryFile() as said:
            pid = forked(json.loads(line), said.fileno())
            print(pid, file=answers, flush=True)
            sys.stdin.readline()  # until it is asked for, its number is nobody else's
            _, status = os.waitpid(pid, 0)
            said.seek(0)
            end = {"status": os.waitstatus_to_exitcode(status), "said": said.read().decode()}
        print(json.dumps(end), file=answers, flush=True)


if __name__ == "__main__":
    root, *how = sys.argv[1:]
    sys.argv[1:] = [root]
    cli.commands = Real() if how == ["real"] else Fake()
    if how:
        serve()
    else:
        main()
