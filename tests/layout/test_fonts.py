"""The faces of a page, and the folder that tells fontconfig of them: nobody else's."""

import os
import stat

import pytest

from copyfit.errors import ExitStatus, MachineError
from copyfit.layout.fonts import use_private_fonts


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Return where the list of fonts goes, in a temporary folder of the test's own."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setenv("FONTCONFIG_FILE", os.environ.get("FONTCONFIG_FILE", ""))
    monkeypatch.delenv("FONTCONFIG_PATH", raising=False)
    return tmp_path / f"copyfit-fonts-{os.getuid()}"


def list_in(folder):
    """Return the one list of fonts in the folder."""
    (found,) = folder.glob("*.conf")
    return found


class DescribeTheFontsFolder:
    """It is made for this user alone, and taken only if it is."""

    def it_is_made_for_this_user_alone(self, folder):
        use_private_fonts()
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert os.environ["FONTCONFIG_FILE"] == str(list_in(folder))

    def it_is_used_again(self, folder):
        use_private_fonts()
        before = list_in(folder).stat().st_mtime_ns
        use_private_fonts()
        assert list_in(folder).stat().st_mtime_ns == before

    @pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"<fontconfig/>"])
    def it_is_written_anew_where_it_says_anything_else(self, folder, content):
        use_private_fonts()
        wanted = list_in(folder).read_bytes()
        list_in(folder).write_bytes(content)
        use_private_fonts()
        assert list_in(folder).read_bytes() == wanted

    def it_replaces_a_link_and_leaves_what_it_led_to_alone(self, folder, tmp_path):
        use_private_fonts()
        victim = tmp_path / "mine.conf"
        victim.write_text("mine")
        at = list_in(folder)
        at.unlink()
        at.symlink_to(victim)
        use_private_fonts()
        assert victim.read_text() == "mine"
        assert not at.is_symlink()

    @pytest.mark.parametrize(
        ("make", "why"),
        [
            pytest.param(lambda at: at.symlink_to(at.parent), "it is a link", id="a link to a folder"),
            pytest.param(
                lambda at: at.symlink_to(at.parent / "gone"), "it is a link", id="a link to nothing"
            ),
            pytest.param(lambda at: at.touch(), "it is not a folder", id="a file"),
            pytest.param(
                lambda at: (at.mkdir(), at.chmod(0o777)), "others may look into it", id="open to all"
            ),
        ],
    )
    def it_is_refused_if_it_is_anything_else(self, folder, make, why):
        make(folder)
        with pytest.raises(MachineError) as caught:
            use_private_fonts()
        assert caught.value.exit_status == ExitStatus.MACHINE
        (problem,) = caught.value.problems
        assert problem.code == "fonts-folder"
        assert why in problem.message
        assert f"rm -r {folder}" in problem.hint

    def it_is_refused_if_a_folder_stands_where_the_list_goes(self, folder):
        use_private_fonts()
        at = list_in(folder)
        at.unlink()
        at.mkdir()
        with pytest.raises(MachineError, match="is a directory"):
            use_private_fonts()

    @pytest.mark.skipif(os.getuid() != 0, reason="only root can give a folder away")
    def it_is_refused_if_it_is_somebody_elses(self, folder):
        folder.mkdir(mode=0o700)
        os.chown(folder, 65534, 65534)
        with pytest.raises(MachineError, match="it belongs to somebody else"):
            use_private_fonts()
