"""The small house, and its first release; tests that change something work on a copy."""

import pytest

from untouched import untouched

from .house import laid_out


@pytest.fixture(scope="session")
def house(tmp_path_factory):
    """Return the house, with release 1 of its page in release/. Leave it as it is."""
    house = laid_out(tmp_path_factory.mktemp("house") / "briefings")
    made = house.release()
    assert made.folder, made.problems
    with untouched(house.root):
        yield house


@pytest.fixture
def copied(house, tmp_path):
    """Return a copy of the house, for changing."""
    return house.copy(tmp_path / "briefings")


@pytest.fixture
def fresh(tmp_path):
    """Return a house in which nothing was built, for refusals that need no page."""
    return laid_out(tmp_path / "briefings")
