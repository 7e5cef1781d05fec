"""Stand-ins for `copyfit.make:make`, run by real worker processes."""

import datetime as dt
import os
import re
import signal
import sys
import tempfile
import time

from copyfit import trace
from copyfit.account import Account, FactUse, Fit
from copyfit.errors import FitError, Place, Problem
from copyfit.protocol import Artifacts

FIT = Fit(9.5, 12.5, 0.98, 3, 0.4, ("gap",))


def make(job):
    """Do what the brief's `behaviour:` line says; by default, make files of its own bytes."""
    text = job.files[f"briefs/{job.slug}/brief.yaml"].decode()
    for line in text.splitlines():
        verb, _, rest = line.partition(": ")
        if (
            verb == "behaviour"
            and rest.split()[0] in BEHAVIOURS
            and (rest.split()[1:] or [job.variant])[0] in (job.variant, job.row)
        ):
            BEHAVIOURS[rest.split()[0]](job)
    content = repr((sorted(job.files), job.variant, job.language, text)).encode()
    facts = [
        FactUse(
            "staff",
            dt.date.fromisoformat(line.partition(": ")[2]),
            Place(f"briefs/{job.slug}/brief.yaml", 3, 1),
        )
        for line in text.splitlines()
        if line.startswith("review_by")
    ]
    as_of = next((line[10:] for line in text.splitlines() if line.startswith("archived: ")), "")
    account = Account(FIT, facts=tuple(facts), as_of=dt.date.fromisoformat(as_of) if as_of else None)
    return Artifacts({form: form.encode() + content for form in job.formats}, account)


def _die(job):
    os.kill(os.getpid(), signal.SIGKILL)


def _loop(job):
    while True:
        pass


def _stubborn(job):
    """Never come back from a library: a regular expression that tries every way."""
    re.match(r"(a*)*b", "a" * 60)


def _draw(job):
    trace.at("briefs/harbour/figures/staff.vl.json")
    _loop(job)


def _litter(job):
    """Leave a file behind, as a library does."""
    handle, _ = tempfile.mkstemp(prefix="left-")
    os.close(handle)


def _abandon(job):
    """Leave a file behind as one does that is ended at work."""
    _litter(job)
    _die(job)


def _eat(job):
    return "x" * 10**11


def _refuse(job):
    raise FitError(
        Problem("does-not-fit", "3 lines too many", "shorten `gap`", Place("briefs/a/brief.yaml", 2, 1))
    )


def _break(job):
    raise KeyError("a promise")


def _wait(job):
    time.sleep(20)


def _pause(job):
    time.sleep(1.5)


def _print(job):
    print("noise on standard output")
    print("noise on standard error", file=sys.stderr)


def _starve(job):
    """Say what the engine of charts says when memory is refused, with its stack, and end as it does."""
    os.write(
        2, b"#\n# Fatal process out of memory: Zone\n#\n==== C stack trace ====\n\n  /x.so(+0x1) [0x2]\n"
    )
    os.kill(os.getpid(), signal.SIGTRAP)


def _crash(job):
    os.write(2, b"free(): invalid pointer\n==== C stack trace ====\n  /x.so(+0x1) [0x2]\n")
    os.kill(os.getpid(), signal.SIGABRT)


def _nest(job):
    _nest(job)


BEHAVIOURS = {
    "die": _die,
    "loop": _loop,
    "stubborn": _stubborn,
    "draw": _draw,
    "eat": _eat,
    "litter": _litter,
    "abandon": _abandon,
    "refuse": _refuse,
    "break": _break,
    "wait": _wait,
    "pause": _pause,
    "print": _print,
    "nest": _nest,
    "starve": _starve,
    "crash": _crash,
}
