"""The software that shaped a release, as a CycloneDX list: the door to cyclonedx-python-lib.

In: a release's `Inventory`. Out: JSON (CycloneDX 1.6). Its number comes from what it lists and its day from
the release, so that equal releases have equal lists.
"""

from __future__ import annotations

import datetime as dt
import json
import uuid
from collections.abc import Iterator
from importlib import metadata
from typing import Any

from copyfit.release.manifest import Inventory

NAME = "software.cdx.json"
LIBRARIES = ("pango", "harfbuzz", "harfbuzz-subset", "zlib")
_PACKAGE = "package:"


def software_bytes(manifest: Inventory) -> bytes:
    """Return the list of the software behind a release."""
    from cyclonedx.model.bom import Bom
    from cyclonedx.model.component import Component, ComponentType
    from cyclonedx.output.json import JsonV1Dot6

    listed = sorted(manifest.software.items())
    bom = Bom(
        components=list(_components(manifest)),
        serial_number=uuid.uuid5(uuid.NAMESPACE_URL, json.dumps([manifest.version, listed])),
    )
    bom.metadata.timestamp = dt.datetime.combine(manifest.released_on, dt.time(), dt.UTC)
    name = f"briefings, release {manifest.version}"
    bom.metadata.component = Component(
        name=name, version=manifest.version, type=ComponentType.DATA, bom_ref="release"
    )
    bom.register_dependency(bom.metadata.component, bom.components)
    data = json.loads(JsonV1Dot6(bom).output_as_string())
    return (json.dumps(data, indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode()


def _components(manifest: Inventory) -> Iterator[Any]:
    from cyclonedx.model.component import Component, ComponentType
    from packageurl import PackageURL

    for name, version in sorted(manifest.software.items()):
        if not version or name in ("source", "machine"):
            continue
        kind = ComponentType.LIBRARY
        package = name.removeprefix(_PACKAGE)
        if name in ("copyfit", "python"):
            kind = ComponentType.APPLICATION if name == "copyfit" else ComponentType.PLATFORM
        is_package = name.startswith(_PACKAGE) or name == "copyfit"
        yield Component(
            name=package,
            version=version,
            type=kind,
            bom_ref=f"{package}@{version}",
            purl=PackageURL("pypi", name=package.replace("_", "-"), version=version) if is_package else None,
            licenses=list(_licences(package)) if is_package else (),
        )


def _licences(package: str) -> Iterator[Any]:
    """Yield what a package says of its licence, as it says it."""
    from cyclonedx.model.license import DisjunctiveLicense, LicenseExpression

    try:
        said: Any = metadata.metadata(package)
    except metadata.PackageNotFoundError:
        return
    expression, text = said.get("License-Expression"), (said.get("License") or "").strip()
    classified = [
        one.rpartition(" :: ")[2] for one in said.get_all("Classifier") or [] if "License ::" in one
    ]
    if expression:
        yield LicenseExpression(expression)
    elif classified:
        yield from (DisjunctiveLicense(name=one) for one in classified)
    elif text and "\n" not in text:
        yield DisjunctiveLicense(name=text[:80])
