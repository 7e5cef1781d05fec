"""Where the preview is found, now and after a restart."""

import os
import socket

import pytest

from copyfit.errors import UsageError
from copyfit.preview.address import address_for


@pytest.fixture
def state(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "state"


@pytest.fixture
def closing():
    """Return a function that keeps an address to close it at the end."""
    kept = []
    yield lambda address: kept.append(address) or address
    for address in kept:
        address.socket.close()


class DescribeAnAddress:
    def it_is_of_this_machine_alone(self, state, tmp_path, closing):
        address = closing(address_for(tmp_path, None))
        assert address.socket.getsockname()[0] == "127.0.0.1"
        assert address.url == f"http://127.0.0.1:{address.port}/{address.token}/"

    def it_is_found_again_after_a_restart(self, state, tmp_path, closing):
        first = address_for(tmp_path, None)
        url = first.url
        first.socket.close()
        assert closing(address_for(tmp_path, None)).url == url

    def it_is_another_for_another_project(self, state, tmp_path, closing):
        one = closing(address_for(tmp_path / "a", None))
        other = closing(address_for(tmp_path / "b", None))
        assert (one.port, one.token) != (other.port, other.token)

    def it_is_another_beside_a_preview_of_the_same_project(self, state, tmp_path, closing):
        one = closing(address_for(tmp_path, None))
        other = closing(address_for(tmp_path, None))
        assert one.port != other.port
        assert one.token != other.token

    def it_is_kept_for_this_account_alone(self, state, tmp_path, closing):
        closing(address_for(tmp_path, None))
        (kept,) = (state / "copyfit/preview").iterdir()
        assert kept.stat().st_mode & 0o077 == 0

    @pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"port": 1e9, "token": ""}', b"\xff" * 5000])
    def it_is_made_anew_where_what_was_kept_is_damaged(self, state, tmp_path, closing, content):
        first = address_for(tmp_path, None)
        first.socket.close()
        (kept,) = (state / "copyfit/preview").iterdir()
        kept.write_bytes(content)
        assert closing(address_for(tmp_path, None)).token != first.token

    def it_is_made_anew_where_others_could_read_it(self, state, tmp_path, closing):
        first = address_for(tmp_path, None)
        first.socket.close()
        (kept,) = (state / "copyfit/preview").iterdir()
        kept.chmod(0o644)
        assert closing(address_for(tmp_path, None)).token != first.token

    def it_is_found_where_nothing_can_be_kept(self, monkeypatch, tmp_path, closing):
        monkeypatch.setenv("XDG_STATE_HOME", os.devnull)
        assert closing(address_for(tmp_path, None)).port

    def it_is_refused_on_a_port_that_is_taken(self, state, tmp_path):
        with socket.socket() as other:
            other.bind(("127.0.0.1", 0))
            other.listen()
            with pytest.raises(UsageError, match="is taken"):
                address_for(tmp_path, other.getsockname()[1])
