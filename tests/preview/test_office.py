"""What LibreOffice is asked for is kept, and what it cannot do is said."""

import io
import sys

import pypdfium2
import pytest

from copyfit.errors import MachineError
from copyfit.preview import office as offices
from copyfit.preview.office import MOST_KEPT, Office


@pytest.fixture
def stand_in(tmp_path, monkeypatch):
    """Put a program in LibreOffice's place that does what the text of a Word file says."""
    document = pypdfium2.PdfDocument.new()
    for _ in range(2):
        document.new_page(100, 100)
    written = io.BytesIO()
    document.save(written)
    (tmp_path / "made.pdf").write_bytes(written.getvalue())
    program = tmp_path / "soffice"
    program.write_text(
        f"#!{sys.executable}\nimport pathlib, shutil, sys, time\n"
        f"here = pathlib.Path({str(tmp_path)!r})\n"
        "page = pathlib.Path(sys.argv[-1])\nout = pathlib.Path(sys.argv[sys.argv.index('--outdir') + 1])\n"
        "with (here / 'asked').open('a') as asked: asked.write('x')\n"
        "said = page.read_bytes()\n"
        "if b'hang' in said: time.sleep(600)\n"
        "if b'nothing' not in said: shutil.copy(here / 'made.pdf', out / 'page.pdf')\n"
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    return lambda: (tmp_path / "asked").stat().st_size if (tmp_path / "asked").exists() else 0


class DescribeAskingLibreOffice:
    def it_is_done_once_for_a_file(self, stand_in):
        office = Office()
        first, again, other = (office.laid_out(one) for one in (b"one", b"one", b"two"))
        assert (first == again, first == other, stand_in()) == (True, False, 2)
        assert office.pages(first) == 2
        assert office.pdf(first).startswith(b"%PDF-")

    def it_keeps_the_last_few(self, stand_in):
        office = Office()
        digests = [office.laid_out(str(number).encode()) for number in range(MOST_KEPT + 1)]
        assert [office.pdf(one) is None for one in digests] == [True] + [False] * MOST_KEPT

    def it_says_that_nothing_came_of_it(self, stand_in):
        with pytest.raises(MachineError, match="made nothing of the Word file"):
            Office().laid_out(b"nothing")

    def it_is_not_waited_for_without_end(self, stand_in, monkeypatch):
        monkeypatch.setattr(offices, "MOST_SECONDS", 0.5)
        with pytest.raises(MachineError, match=r"took more than 0\.5 s"):
            Office().laid_out(b"hang")

    def it_says_how_to_install_it(self, tmp_path, monkeypatch):
        monkeypatch.setenv("PATH", str(tmp_path))
        with pytest.raises(MachineError) as error:
            Office().laid_out(b"one")
        assert "apt-get install" in error.value.problems[0].hint
