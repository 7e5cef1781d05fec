"""Rule `hosts`: a link leads to its publisher, to an archive, or is checked."""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from copyfit.content.citations import Source, address_of
from copyfit.errors import Place, Problem, TemplateError
from copyfit.page.house import HOUSE, read_house
from copyfit.project import Files
from copyfit.rules.finding import Finding
from copyfit.rules.page import PrintedPage
from copyfit.rules.registry import Rule
from copyfit.yaml.file import read_yaml


def check(page: PrintedPage, rule: Rule) -> Iterator[Finding]:
    """Yield each linked source whose host nobody vouches for, once."""
    known = hosts_of(page.files)
    archives = frozenset(rule.limits["archives"])
    loaded = page.edition.loaded
    for name, item in loaded.sources.items():
        address = address_of(item)
        if (
            not address
            or item.get("host") == "checked"
            or f'href="{html.escape(address)}"' not in page.layout.html
        ):
            continue
        host = host_of(address)
        publisher = publisher_of(item)
        if is_within(host, archives) or is_within(host, known.get(publisher) or all_of(known)):
            continue
        place = loaded.source_places.get((name, "DOI" if item.get("DOI") else "URL"))
        place = place or loaded.source_places.get((name, ""), Place(loaded.path))
        yield Finding("unknown", place, {"id": name, "host": host, "publisher": publisher})


def publisher_of(item: Source) -> str:
    """Return who publishes a source: its publisher, the whole it is part of, or the body that wrote it."""
    said = item.get("publisher") or item.get("container-title")
    authors = item.get("author")
    first = authors[0] if isinstance(authors, list) and authors else {}
    return str(said or first.get("literal") or "Publisher")


def hosts_of(files: Files) -> Mapping[str, frozenset[str]]:
    """Return the hosts of each publisher as `house.yaml` says them: one, or a list.

    Raises TemplateError for what is none.
    """
    said = read_house(files).data.get("hosts")
    if not said:
        return {}
    if not isinstance(said, Mapping):
        raise TemplateError(_no_hosts(files))
    found: dict[str, frozenset[str]] = {}
    for publisher, hosts in said.items():
        listed = hosts if isinstance(hosts, list) else [hosts]
        if not all(isinstance(host, str) and "." in host and "/" not in host for host in listed):
            raise TemplateError(_no_hosts(files, str(publisher)))
        found[str(publisher)] = frozenset(host.lower() for host in listed)
    return found


def _no_hosts(files: Files, *below: str) -> Problem:
    place = read_yaml(HOUSE, files[HOUSE], TemplateError).places.of("hosts", *below)
    message = "`hosts` names each publisher's host"
    return Problem(
        "wrong-type", message, "write hosts: {NATO: nato.int, WHO: [who.int, iris.who.int]}", place
    )


def host_of(address: str) -> str:
    """Return the host of an address, without `www.`."""
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return address
    return host.removeprefix("www.")


def is_within(host: str, hosts: frozenset[str]) -> bool:
    """Return whether `host` is one of `hosts`, or a part of one: `iris.who.int` of `who.int`."""
    labels = host.split(".")
    return any(".".join(labels[start:]) in hosts for start in range(len(labels)))


def all_of(known: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Return every host there is."""
    return frozenset().union(*known.values())
