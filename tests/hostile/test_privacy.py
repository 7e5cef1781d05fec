"""Nothing of the machine, and nothing of a picture but its pixels, is in any file or message; and a build
reads nothing outside the project and its own libraries, and speaks to nobody."""

import io
import os
import re
import shutil
import socket
import subprocess
import sys
import zipfile
from pathlib import Path

import pikepdf
import pytest
from PIL import Image, PngImagePlugin

from samples import ROOT

from .rows import BRIEF, SMALL, SMALL_SOURCES, SOURCES

CANARY = "canary-7f3a"
WITH_PICTURE = (
    SMALL + 'figures: [{id: pier, file: "figures/pier.%s", title: The pier, alt: A pier, width_mm: 60}]\n'
)


def picture(kind):
    """Return a picture that holds the canary beside its pixels."""
    stream = io.BytesIO()
    image = Image.linear_gradient("L").convert("RGB").resize((240, 120))
    if kind == "png":
        told = PngImagePlugin.PngInfo()
        told.add_text("Author", CANARY)
        image.save(stream, "PNG", pnginfo=told)
    else:
        exif = Image.Exif()
        exif[0x9286], exif[0x010E] = CANARY, CANARY
        image.save(stream, "JPEG", exif=exif, comment=CANARY.encode())
    assert CANARY.encode() in stream.getvalue()
    return stream.getvalue()


@pytest.fixture
def home(tmp_path):
    """Return a folder whose name nobody must read in a file."""
    folder = tmp_path / CANARY / "project"
    for name in ("executive", "shared"):
        shutil.copytree(ROOT / "templates" / name, folder / "templates" / name)
    for path, text in ((BRIEF, SMALL), (SOURCES, SMALL_SOURCES)):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    return folder


def contents(path):
    """Yield the bytes of a file and of all that is packed in it."""
    data = path.read_bytes()
    yield data
    if path.suffix == ".docx":
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            yield from (package.read(name) for name in package.namelist())
    if path.suffix == ".pdf":
        with pikepdf.open(path) as pdf:
            for part in pdf.objects:
                if isinstance(part, pikepdf.Stream):
                    yield part.read_raw_bytes()
                    try:
                        yield part.read_bytes()
                    except pikepdf.PdfError:
                        continue
            yield repr(list(pdf.docinfo.items())).encode()


@pytest.mark.parametrize("kind", ["png", "jpg"])
def it_puts_nothing_of_the_machine_or_a_picture_s_past_into_a_file(copyfit, home, kind):
    (home / BRIEF).write_text(WITH_PICTURE % kind)
    (home / "briefs/harbour/figures").mkdir()
    (home / f"briefs/harbour/figures/pier.{kind}").write_bytes(picture(kind))
    done = copyfit("build", "--json", cwd=home, HOME=str(home.parent), USER=CANARY, LOGNAME=CANARY)
    assert done.returncode == 0, done.stdout
    host = socket.gethostname()
    private = {CANARY, str(home), sys.prefix, *([host] if len(host) > 8 else [])}
    made = [path for path in (home / "dist").rglob("*") if path.is_file()]
    assert {path.suffix for path in made} == {".pdf", ".docx", ".json"}
    for path in made:
        for content in contents(path):
            for name in private:
                assert name.encode() not in content, f"{name} is in {path.name}"
    for name in private:
        assert name not in done.stdout


READ = re.compile(r'(?:open|openat|execve)\([^"]*"([^"]+)"[^)]*\)\s*=\s*\d')
SPEAKS = re.compile(r"\b(?:connect|bind|sendto|sendmsg|socket)\((.*)\)\s*=\s*\d")
SYSTEM = (
    "/lib",
    "/usr",
    "/etc/ld.so",
    "/etc/localtime",
    "/etc/mime.types",
    "/proc",
    "/sys",
    "/dev/",
    "/bin",
    "/etc/ssl",
)


@pytest.mark.skipif(not shutil.which("strace"), reason="strace is not installed")
@pytest.mark.slow
def it_reads_nothing_outside_and_speaks_to_nobody(home, tmp_path):
    shutil.copytree(ROOT / "templates", home / "templates", dirs_exist_ok=True)
    shutil.copytree(ROOT / "briefs/us-measles", home / "briefs/us-measles")
    trace = tmp_path / "trace"
    command = [sys.executable, "-m", "copyfit", "build", "--variant", "executive"]
    own = {"PYTHONPATH": str(ROOT / "build"), "TMPDIR": str(tmp_path), "COPYFIT_SECONDS": "300"}
    done = subprocess.run(
        ["strace", "-f", "-qq", "-e", "trace=open,openat,execve,network", "-o", str(trace), *command],
        cwd=home,
        env=os.environ | own,
        capture_output=True,
        text=True,
        timeout=500,
    )
    assert done.returncode == 0, done.stderr
    lines = trace.read_text(errors="replace").splitlines()
    assert [line for line in lines if SPEAKS.search(line) and "AF_UNIX" not in line] == []
    python = (
        sys.prefix,
        sys.base_prefix,
        str(Path(sys.executable).resolve().parents[1]),
        str(ROOT / "build"),
    )
    inside = (str(home), str(tmp_path), *python, *SYSTEM)
    read = {found[1] for line in lines if (found := READ.search(line))}
    outside = {path for path in read if path.startswith("/") and not path.startswith(inside)}
    assert outside <= {"/", "/etc/host.conf", "/etc/nsswitch.conf", "/etc/passwd"} - {"/etc/passwd"}, outside
