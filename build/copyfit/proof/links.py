"""Links lead where a reader may be led: to the web, to an e-mail, to a telephone, or to a place on the page.

In: a `Layout`, and the addresses that were read back from its files. Out: problems that name the first
address of any other kind: scripts, files and shares of a network, which a click would run or open.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from copyfit.errors import About, Problem
from copyfit.layout.boxes import Layout
from copyfit.layout.texts import source_links

SAFE = re.compile(
    r"https?://(?![^/?#]*@)[^\s\x00-\x20\x7f/?#\\][^\s\x00-\x20\x7f\\]*"
    r"|mailto:(?!.*%0[ad])[^\s\x00-\x20\x7f]+",
    re.IGNORECASE,
)
"""A name before the host (`https://who.int@elsewhere.example`) leads elsewhere than it seems; a line break in
an e-mail's address adds to its head."""
TELEPHONE = re.compile(r"tel:[-+.()/\d;=a-z]+", re.IGNORECASE)
WITHIN = re.compile(r"#[^\s\x00-\x20\x7f]+")
LONGEST = 60
KINDS = "https://, http://, mailto: and tel:"


def is_safe(address: str) -> bool:
    """Return whether a link may lead to `address`, out of the page or to a place on it."""
    return any(kind.fullmatch(address) for kind in (SAFE, TELEPHONE, WITHIN))


def link_problems(layout: Layout) -> list[Problem]:
    """Return the problem that a link of the page leads elsewhere, for each such address once."""
    return [_refused(address) for address in dict.fromkeys(source_links(layout)) if not is_safe(address)]


def file_link_problems(addresses: Iterable[str], form: str) -> list[Problem]:
    """Return the problem that a link in a finished file leads elsewhere, whatever put it there."""
    refused = [address for address in dict.fromkeys(addresses) if not is_safe(address)]
    return [_refused(address, f"in the {form}, ") for address in refused[:1]]


def _refused(address: str, where: str = "") -> Problem:
    plain = address.replace("\n", "\\n")
    shown = plain if len(plain) <= LONGEST else f"{plain[:LONGEST]}…"
    says = f"to `{shown}`" if address.strip() else "nowhere"
    return Problem(
        "link-refused",
        f"{where}a link leads {says}; {KINDS} are what a published page may lead to",
        "write the whole address, from https:// on, or take the link away",
        about=About("text", address),
    )
