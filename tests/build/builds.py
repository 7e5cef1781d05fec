"""Builds that are disturbed: each is a fork of one warm process, so that hundreds of them take minutes.

In: a project that can be built. Out: how a build ended and what it said. Next: tests of faults and of kills.
"""

import json
import os
import subprocess
import sys
from dataclasses import dataclass

from samples import ROOT

from .conftest import TESTS


@dataclass(frozen=True)
class Ended:
    """How a build ended: its exit status, or the number of the signal below 0; and all that it printed."""

    status: int
    said: str


class Builds:
    """Starts builds of the project `root`; with a `shim`, calls can be made to fail in them.

    Use it as a context: the warm process ends with it.
    """

    def __init__(self, root, how="fake", shim=None):
        own = {"PYTHONPATH": f"{TESTS}:{ROOT / 'build'}", "PYTHONDONTWRITEBYTECODE": "1"}
        self._process = subprocess.Popen(
            [sys.executable, str(TESTS / "build/driver.py"), str(root), how],
            env=os.environ | own | ({"LD_PRELOAD": str(shim)} if shim else {}),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._process.communicate()

    def start(self, **variables):
        """Start a build and return its process id; `end` must be asked for before the next."""
        self._process.stdin.write(json.dumps(variables) + "\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())

    def end(self):
        """Wait until the build that was started has ended, and return how."""
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        return Ended(**json.loads(self._process.stdout.readline()))

    def run(self, **variables):
        """Build and return how it ended."""
        self.start(**variables)
        return self.end()
