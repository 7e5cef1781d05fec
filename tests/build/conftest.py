"""A project whose pages are made by `fake_makes`, in real worker processes."""

from pathlib import Path

import pytest

from copyfit.build import request
from desk import READERSHIP, Desk

TESTS = Path(__file__).resolve().parents[1]


@pytest.fixture
def desk(tmp_path, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(TESTS))
    monkeypatch.setattr(request, "_readership", lambda *_: READERSHIP)
    return Desk(tmp_path)
