"""Random bytes for whatever reads a stranger's bytes, led by Atheris to where the readers part ways.

In: how many for each reader. Out: the first bytes at which a reader raised what is no problem told, or at
which two readers of one file parted; docs/proved.md's rows. Run as a program: `python -m hostile.guided`.
Where Atheris does not install, that is said and nothing is wrong: it is no part of what is locked.
"""

import argparse
import contextlib
import importlib.util
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path

from copyfit.errors import CopyfitError
from proved import known, renewed, write
from samples import ROOT

from .more import acme
from .mutations import BIB, CSV, DRAWING, STYLE_CSL, Image, io
from .rows import SPEC
from .words import HARMLESS, plain, unzipped, with_field, zipped

FIELD = HARMLESS["a reference"]
BY, RUN = "tests/hostile/guided.py", "make fuzz"
SECONDS = 10
"""What the reader of one input may take by the clock."""


def both_parsers(content):
    """Read YAML with both parsers: the quick one says the same, or that it is not sure."""
    from copyfit.language.characters import FORBIDDEN
    from copyfit.yaml.careful import parsed
    from copyfit.yaml.quick import Unsure, quickly_composed

    text = content.decode("utf-8", "replace").replace("\r", "")
    if FORBIDDEN.search(text):
        return
    try:
        quick = quickly_composed(text)
    except Unsure:
        return
    careful = parsed(text)
    assert (quick and shape(quick)) == (careful and shape(careful)), text


def shape(node):
    """Return what is told of a node: its tag, where it begins, and what it holds."""
    value = node.value
    if isinstance(value, list):
        value = [tuple(map(shape, one)) if isinstance(one, tuple) else shape(one) for one in value]
    return node.tag, node.start.line, node.start.column, value


def yaml_file(content):
    from copyfit.yaml.file import read_yaml_value

    read_yaml_value("x.yaml", content)


def sources(ending):
    """Return the reader of a list of sources in a file of a kind."""

    def read(content):
        from copyfit.content.sources import read_sources

        read_sources(f"x.{ending}", content)

    return read


def picture(ending):
    """Return the reader of a picture in a file of a kind."""

    def read(content):
        from copyfit.picture import prepared

        prepared(f"x.{ending}", content, 40.0)

    return read


def table(content):
    from copyfit.yaml.sheet import read_sheet

    read_sheet("x.csv", content)
    read_sheet("x.json", content)


def style_sheet(content):
    from copyfit.layout.paper import paper_of

    paper_of('<link href="asset:x.css">', {"x.css": content})


def citation_style(content):
    from copyfit.content.csl.style import StyleMistake, read_style

    try:
        read_style(content, "en-US")
    except StyleMistake:
        return


def word_file(content):
    """Read a Word file whose text is `content`; packed bytes would hardly ever be led past the zip."""
    from copyfit.diff.document import Unreadable, parts_of, passages_of
    from copyfit.diff.redline import redlined
    from copyfit.intake.word import word_outline

    docx = zipped(unzipped(plain("Ships")) | {"word/document.xml": content})
    with contextlib.suppress(Unreadable):
        parts = parts_of(docx)
        passages_of(parts)
        redlined(parts_of(plain("Ships come")), parts)
    word_outline("x.docx", docx)


def packed(content):
    """Read bytes as what a zip of a release, and a Word file, would be."""
    from copyfit.diff.document import Unreadable, parts_of
    from copyfit.release.bundle import unzipped as opened

    opened(content)
    with contextlib.suppress(Unreadable):
        parts_of(content)


def notes(content):
    """Read bytes as each note that a folder of made files holds of itself."""
    from copyfit.build import daybook, journal, manifest
    from copyfit.release.integrity import manifest_of
    from copyfit.release.sums import sums_from

    with tempfile.TemporaryDirectory() as name:
        out = Path(name)
        for note in (manifest.NAME, daybook.NAME, journal.JOURNAL):
            (out / note).write_bytes(content)
        daybook.known(out)
        journal.resumed(out)
    manifest_of(content)
    sums_from(content)


def font(content):
    from copyfit.errors import Place
    from copyfit.faces.check import checked

    checked("x.ttf", content, "Acme", (False, False), Place("x"))


def markdown(content):
    from copyfit.intake.markdown import markdown_outline

    markdown_outline("x.md", content)


def chart_spec(content):
    from copyfit.chart.spec import read_spec

    read_spec("x.vl.json", content)


def _pixels(kind):
    stream = io.BytesIO()
    Image.linear_gradient("L").resize((9, 6)).save(stream, kind)
    return stream.getvalue()


def _font():
    """Return a face of ours, cut to two letters: a small file with all its tables."""
    from copyfit.measure.cut import cut

    return cut(acme(), frozenset("Ab"))


MOVE = b'[{"temporary": "a/.copyfit-x.1.tmp", "name": "a/x", "before": "a/.copyfit-x.1.old.tmp"}]'
SUMS = b"0" * 64 + b"  a/x.pdf\n"
MARKDOWN = b"# T\n\n**A** [b](https://x.org) c.\n\n- d\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"


READERS = {
    "YAML, by both parsers": (both_parsers, lambda: [b"a: [b, {c: d}]\n- |\n  x\n", b"a: &x 1\nb: *x # c\n"]),
    "YAML": (yaml_file, lambda: [(ROOT / "briefs/us-measles/sources.yaml").read_bytes()[:2000]]),
    "BibTeX": (sources("bib"), lambda: [BIB.encode()]),
    "CSL in JSON": (sources("json"), lambda: [b'[{"id": "a", "type": "book", "title": "T", "author": []}]']),
    "a table": (table, lambda: [CSV.encode(), b'[{"slug": "x", "a": 1.50}]']),
    "an SVG": (picture("svg"), lambda: [DRAWING.encode()]),
    "a PNG": (picture("png"), lambda: [_pixels("PNG")]),
    "a JPEG": (picture("jpg"), lambda: [_pixels("JPEG")]),
    "a style sheet's paper": (
        style_sheet,
        lambda: [b"@page { size: A4 landscape } @media print { p { x: y } }"],
    ),
    "a citation style": (citation_style, lambda: [STYLE_CSL.encode()]),
    "a Word file's text": (
        word_file,
        lambda: [
            unzipped(one)["word/document.xml"] for one in (plain("Ships"), with_field(plain("A"), FIELD))
        ],
    ),
    "a zip": (packed, lambda: [plain("Ships")]),
    "a note of a folder": (notes, lambda: [MOVE, SUMS]),
    "a font": (font, lambda: [_font()]),
    "Markdown": (markdown, lambda: [MARKDOWN]),
    "a chart": (chart_spec, lambda: [SPEC.encode()]),
}
"""What reads bytes, and what it begins with."""


def tried(read, content):
    """Read bytes; a mistake that is told is what must come of most."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            read(content)
        except CopyfitError as error:
            assert error.problems
        except RecursionError:
            pass  # a worker tells it as a limit


def lead(name, runs, folder):
    """Let Atheris draw for one reader, in this process, which it ends."""
    import atheris

    read, seeds = READERS[name]
    for number, seed in enumerate(seeds()):
        (Path(folder) / str(number)).write_bytes(seed)
    with atheris.instrument_imports(include=["copyfit"]):
        tried(read, b"x")  # imports what it reads with
    asked = (f"-runs={runs}", "-max_len=8192", f"-timeout={SECONDS}", f"-artifact_prefix={folder}/find-")
    atheris.Setup(
        [sys.argv[0], *asked, "-rss_limit_mb=1500", "-verbosity=0", folder], lambda raw: tried(read, raw)
    )
    atheris.Fuzz()


def found(name, runs):
    """Return what the bytes were at which a reader failed, and what it said; None if it never did."""
    with tempfile.TemporaryDirectory() as folder:
        command = (sys.executable, "-m", "hostile.guided", "--reader", name, "--folder", folder)
        done = subprocess.run(
            [*command, "--runs", str(runs)], capture_output=True, text=True, errors="replace"
        )
        if not done.returncode:
            return None
        finds = [path.read_bytes() for path in Path(folder).glob("find-*")]
        return f"{name}: {finds[:1]!r}\n{done.stdout[-2000:]}{done.stderr[-1500:]}"


def main():
    """Try every reader, write the counts down, and return 1 if something was found."""
    parser = argparse.ArgumentParser(description="try random bytes on what reads bytes")
    parser.add_argument("--runs", type=int, default=20_000)
    parser.add_argument("--reader", choices=READERS)
    parser.add_argument("--folder")
    asked = parser.parse_args()
    if importlib.util.find_spec("atheris") is None:
        print("Atheris is not installed: no bytes were drawn (python3 -m pip install atheris)")
        return 0
    if asked.folder:
        lead(asked.reader, asked.runs, asked.folder)
    chosen = [asked.reader] if asked.reader else list(READERS)
    finds = [find for name in chosen if (find := found(name, asked.runs))]
    print(*finds, sep="\n\n")
    if finds:
        return 1
    rows = [
        {
            "what": f"random bytes, led by Atheris, read as {name}",
            "tried": asked.runs,
            "held": asked.runs,
            "figures": {},
            "by": BY,
            "run": RUN,
        }
        for name in chosen
    ]
    if not asked.reader:
        write(renewed(known(), {"machine": "", "rooms": [], "rows": rows}, whole=False))
    print(f"{asked.runs:,} runs for each of {len(chosen)} readers, nothing found")
    return 0


if __name__ == "__main__":
    sys.exit(main())
