"""A translation says who has read it."""

from types import SimpleNamespace

import pytest

from copyfit.content.brief import Translation
from copyfit.errors import Place
from copyfit.rules.translation import problems


def said_of(**translation):
    """Return what is said of a brief that translates another."""
    places = SimpleNamespace(of=lambda *path: Place("briefs/harbour/brief.fr.yaml", 3, 1))
    brief = SimpleNamespace(translation=Translation(of="en", **translation) if translation else None)
    return [(one.severity, one.code) for one in problems(SimpleNamespace(brief=brief, places=places))]


@pytest.mark.parametrize(
    ("translation", "said"),
    [
        ({}, []),
        ({"status": "reviewed", "by": "The desk"}, []),
        ({"status": "unreviewed"}, [("notice", "unreviewed-translation")]),
        ({"status": "reviewed"}, [("warning", "unsigned-review")]),
    ],
)
def it_is_told_while_nobody_has_signed_it(translation, said):
    assert said_of(**translation) == said
