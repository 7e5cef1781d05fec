"""A manifest that was forged, its digest right, is followed as far as it makes sense, and breaks no build.

`make test` forges a few, always the same; with COPYFIT_PROVE=1 it is 300.
"""

import copy
import json
import os
import random

import msgspec
import pytest

from copyfit.build import manifest

COUNT = 300 if os.environ.get("COPYFIT_PROVE") else 6
ODD = (
    None, True, -1, 0, 10**30, 1e300, "", "x", "../../etc/passwd", "\0", "\x1b[31m", [], {}, [[]], ["a"],
    {"a": 1}, "9999-12-31", "0001-01-01", "en", "executive", "::add-mask::e", 2**63,
)  # fmt: skip


def paths(data, at=()):
    """Yield where each value of a tree stands."""
    for key in data if isinstance(data, dict) else range(len(data)) if isinstance(data, list) else ():
        yield (*at, key)
        yield from paths(data[key], (*at, key))


def forgeries(content):
    """Yield manifests of the right form in which one value is another."""
    draw = random.Random(20261126)
    data = json.loads(content)
    every = list(paths(data))
    while True:
        forged = copy.deepcopy(data)
        *where, last = draw.choice(every)
        part = forged
        for step in where:
            part = part[step]
        part[last] = draw.choice(ODD)
        try:
            yield manifest._bytes_of(manifest._CONTENTS.decode(json.dumps(forged).encode()))
        except msgspec.DecodeError:
            continue


@pytest.fixture
def built(desk):
    desk.brief("a")
    desk.brief("b")
    desk.build()
    return desk


def it_never_breaks_a_build(built, proved):
    path = built.out / "manifest.json"
    good = path.read_bytes()
    for content, _ in zip(forgeries(good), range(COUNT), strict=False):
        path.write_bytes(content)
        report = built.build(prune=True)
        assert not any(problem.code == "our-fault" for problem in report.problems), content
        json.dumps(report.as_json())
        assert set(built.statuses().values()) == {"fresh"}, content
        path.write_bytes(good)
    proved("a build after a manifest was forged, its digest right", COUNT)
