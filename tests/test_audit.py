"""The packages that come with copyfit are locked, bounded and licensed for it, and the document says how."""

import audit


def it_locks_every_package_with_a_hash_and_within_its_bounds():
    versions, wrong = audit.locked()
    assert wrong == []
    assert audit.bounds(versions) == []


def it_comes_with_packages_whose_licences_go_with_its_own():
    assert [name for name, licence in audit.licences() if not audit.is_allowed(licence)] == []


def it_lists_them():
    assert audit.LICENCES.read_text() == audit.document(), "run: .venv/bin/python tests/audit.py --write"


def it_reads_licences_that_are_joined():
    assert audit.is_allowed("MIT AND OFL-1.1")
    assert audit.is_allowed("(Apache-2.0 OR BSD-2-Clause)")
    assert not audit.is_allowed("MIT AND GPL-3.0-only")
    assert not audit.is_allowed("")
