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


class DescribeTheFontsFolder:
    """It is made for this user alone, and taken only if it is."""

    def it_is_made_for_this_user_alone(self, folder):
        use_private_fonts()
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert os.environ["FONTCONFIG_FILE"] == str(folder / "fonts.conf")

    def it_is_used_again(self, folder):
        use_private_fonts()
        before = (folder / "fonts.conf").stat().st_mtime_ns
        use_private_fonts()
        assert (folder / "fonts.conf").stat().st_mtime_ns == before

    @pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"<fontconfig/>"])
    def it_is_written_anew_where_it_says_anything_else(self, folder, content):
        use_private_fonts()
        wanted = (folder / "fonts.conf").read_bytes()
        (folder / "fonts.conf").write_bytes(content)
        use_private_fonts()
        assert (folder / "fonts.conf").read_bytes() == wanted

    def it_replaces_a_link_and_leaves_what_it_led_to_alone(self, folder, tmp_path):
        folder.mkdir(mode=0o700)
        victim = tmp_path / "mine.conf"
        victim.write_text("mine")
        (folder / "fonts.conf").symlink_to(victim)
        use_private_fonts()
        assert victim.read_text() == "mine"
        assert not (folder / "fonts.conf").is_symlink()

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
            pytest.param(lambda at: (at / "fonts.conf").mkdir(0o700, parents=True), "", id="a folder in it"),
        ],
    )
    def it_is_refused_if_it_is_anything_else(self, folder, make, why):
        make(folder)
        if folder.is_dir() and not why:
            folder.chmod(0o700)
        with pytest.raises(MachineError) as caught:
            use_private_fonts()
        assert caught.value.exit_status == ExitStatus.MACHINE
        (problem,) = caught.value.problems
        assert problem.code == "fonts-folder"
        assert why in problem.message
        assert f"rm -r {folder}" in problem.hint

    @pytest.mark.skipif(os.getuid() != 0, reason="only root can give a folder away")
    def it_is_refused_if_it_is_somebody_elses(self, folder):
        folder.mkdir(mode=0o700)
        os.chown(folder, 65534, 65534)
        with pytest.raises(MachineError, match="it belongs to somebody else"):
            use_private_fonts()
