"""What a killed build has put in place is known to the next one."""

import pytest

from copyfit.build import Progress, daybook


class Killed(BaseException):
    """Stands for the end of the process: nothing after it is done."""


class KilledAfter(Progress):
    """Ends the build when so many pages are there."""

    def __init__(self, pages):
        self.left = pages

    def finished(self, result):
        self.left -= 1
        if not self.left:
            raise Killed


@pytest.fixture
def killed(desk, monkeypatch):
    """Return a project of four pages whose build was killed after three, before the manifest was written."""
    desk.brief("a")
    desk.brief("b")
    with monkeypatch.context() as patched:
        patched.setattr("copyfit.build._Build._write_manifest", lambda self: ())
        with pytest.raises(Killed):
            desk.build(progress=KilledAfter(3))
    assert (desk.out / daybook.NAME).is_file()
    assert not (desk.out / "manifest.json").exists()
    return desk


class DescribeADaybook:
    def it_lets_the_next_build_make_only_what_is_missing(self, killed):
        assert sorted(killed.statuses().values()) == ["built", "fresh", "fresh", "fresh"]
        assert not (killed.out / daybook.NAME).exists()
        assert set(killed.statuses().values()) == {"fresh"}

    def it_knows_what_was_made_from_what_a_person_changed(self, killed):
        for slug in "ab":
            killed.brief(slug, "print")
        assert killed.build().problems == ()

    @pytest.mark.parametrize(
        "damage",
        [
            pytest.param(lambda text: text[:-40], id="cut off"),
            pytest.param(lambda text: text.replace(b'"fill":0.98', b'"fill":0.99'), id="changed"),
            pytest.param(lambda text: b"\xff" * 999 + b"\n" + b"[" * 99_999, id="no daybook"),
            pytest.param(lambda text: b"", id="empty"),
        ],
    )
    def it_is_passed_over_where_it_is_damaged(self, killed, damage):
        path = killed.out / daybook.NAME
        path.write_bytes(damage(path.read_bytes()))
        assert "built" in killed.statuses().values()
        assert set(killed.statuses().values()) == {"fresh"}
