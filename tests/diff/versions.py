"""What the tests of comparisons begin with: git, five edits, and a request for one page."""

import datetime as dt
import subprocess

from copyfit.build import Request

EDITS = (
    ("run from Naples until", "led from Naples until"),
    ("be back in Baghdad before", "return to Baghdad before"),
    ("but one monitor counted", "but a monitor counted"),
    ("no end date is set", "no end is set"),
    ("value: 196", "value: 212"),
)


def git(folder, *arguments):
    """Run git in a folder, as nobody in particular."""
    who = ("-c", "user.name=Ana", "-c", "user.email=ana@example.org", "-c", "init.defaultBranch=main")
    return subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True, text=True)


def asked(root, **more):
    """Return a request for the executive page."""
    return Request(root, root / "dist", dt.date(2026, 3, 23), variants=("executive",), **more)
