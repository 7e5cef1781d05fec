"""The Word files of the repository, made once for all tests of them."""

import pytest

from parity import editions


@pytest.fixture(scope="session")
def printed():
    """Return every edition of the repository, made, by name."""
    return {one.name: one for one in editions()}
