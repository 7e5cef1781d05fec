"""What a page costs beside a bare script with the same libraries: CPU of whole processes, as ratios.

In: numbers of pages. Out: `docs/speed.json`, the tables in `docs/speed.md`, and `docs/speed.svg`. The briefs
are the sample with every long word of its texts spelled otherwise and other numbers in its chart, so that
nothing is met twice. `python tests/engine.py --editions 1 10 100 1000` measures a thousand pages too.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import types
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from copyfit.build import pool, worker
from copyfit.chart import draw, outlined, theme_from_css
from copyfit.faces import face_files
from copyfit.layout.boxes import Layout
from copyfit.project import snapshot, variants
from copyfit.protocol import Job

ROOT = Path(__file__).resolve().parents[1]
COPYFIT = [sys.executable, "-m", "copyfit"]
BRIEF, VARIANTS = "nato-iraq", ("executive", "academic", "student")
WORD = re.compile(r"(?<![\w@{\[/*.:#-])[a-z]{8,}(?![\w\]}:/*.-])")
COUNT = re.compile(r"(?<=reported,)\d+")
KEY = re.compile(r"^\s*-?\s*[\w-]+:\s")
DOCUMENT, FIGURES, PICTURE = (ROOT / f"docs/speed.{kind}" for kind in ("md", "json", "svg"))
SIZES = (1, 10, 100)
WARM = 3
"""So many pages a worker makes before its stages are counted, where there are more."""
NAMES = {
    "load": "the brief and its sources read",
    "charts": "charts, maps and pictures drawn",
    "compose": "the page composed",
    "layout": "laid out by WeasyPrint, and read into boxes",
    "fit": "the search for the setting",
    "pdf": "the PDF painted and written",
    "word": "the Word file, charts as pixels in it",
    "breaks": "how lines would break in other programs",
    "proof": "both files read back, and the page looked at",
    "rest": "rules, places of problems, memory given back",
}
STAGES = tuple(NAMES)
PLOT = {
    "data": {"url": "speed.csv"},
    "mark": {"type": "line", "point": True},
    "encoding": {
        "x": {"field": "pages", "type": "quantitative", "scale": {"type": "log"}, "title": "pages"},
        "y": {"field": "seconds", "type": "quantitative", "title": "CPU a page, s"},
        "color": {"field": "what", "type": "nominal", "title": None},
    },
}
BEGIN, END = "<!-- measured -->\n", "<!-- end -->\n"


@dataclass(frozen=True)
class Cost:
    """What a process and those it waited for took: seconds of CPU and of wall time, MiB of the largest."""

    cpu: float
    wall: float
    mib: float


def cost(command: list[str], folder: Path) -> Cost:
    """Return what a command cost; it must succeed."""
    timer = (
        "import resource, subprocess, sys, time; t = time.perf_counter();"
        "s = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode;"
        "u = resource.getrusage(resource.RUSAGE_CHILDREN);"
        "print(s, u.ru_utime + u.ru_stime, time.perf_counter() - t, u.ru_maxrss / 1024)"
    )
    done = subprocess.run(
        [sys.executable, "-c", timer, *command],
        cwd=folder, capture_output=True, text=True, check=True,
    )  # fmt: skip
    status, cpu, wall, mib = done.stdout.split()
    assert status == "0", f"{' '.join(command)} ended with {status}"
    return Cost(float(cpu), float(wall), float(mib))


def project(folder: Path, editions: int) -> Path:
    """Lay a project out with so many pages: of each brief three in one language, of the last what is left."""
    subprocess.run([*COPYFIT, "init", str(folder)], check=True, capture_output=True)
    sample = folder / "briefs" / BRIEF
    for path in sample.glob("brief.*.yaml"):
        path.unlink()
    text = (sample / "brief.yaml").read_text(encoding="utf-8")
    whole, left = divmod(editions, len(VARIANTS))
    for number in range(1, whole + bool(left)):
        own = folder / "briefs" / f"brief-{number:04}"
        shutil.copytree(sample, own)
        (own / "brief.yaml").write_text("".join(_otherwise(text, number)), encoding="utf-8")
        _count_otherwise(own / "figures/staff.csv", number)
    if left:
        last = max(
            path for path in (folder / "briefs").glob("*/brief.yaml") if whole == 0 or BRIEF not in str(path)
        )
        said = f"variants: [{', '.join(VARIANTS[:left])}]\n" + last.read_text(encoding="utf-8")
        last.write_text(said, encoding="utf-8")
    return folder


def _count_otherwise(table: Path, number: int) -> None:
    """Let the numbers of a chart be others, so that no chart is met twice either."""
    text = table.read_text(encoding="utf-8")
    table.write_text(COUNT.sub(lambda found: str(int(found[0]) + number % 40), text), encoding="utf-8")


def _otherwise(text: str, number: int) -> Iterator[str]:
    """Yield the lines of a brief, two letters of each long word in them changed places by `number`."""

    def turned(match: re.Match[str]) -> str:
        word = match[0]
        at = 1 + number % (len(word) - 3)
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]

    for line in text.splitlines(keepends=True):
        is_text = line.startswith("      ") and not KEY.match(line) and "[" not in line
        yield WORD.sub(turned, line) if is_text else line


def best(times: int, command: list[str], folder: Path) -> Cost:
    """Return the least of several runs."""
    return min((cost(command, folder) for _ in range(times)), key=lambda one: one.cpu)


# -- one worker, looked into: `python tests/engine.py --look PROJECT FLOOR` ----------------------


@dataclass
class Watch:
    """Seconds of CPU by stage; what a stage has others do is theirs."""

    spent: dict[str, float] = field(default_factory=lambda: dict.fromkeys(STAGES, 0.0))
    _open: list[str] = field(default_factory=lambda: ["rest"])
    _since: float = 0.0

    def turn(self, stage: str | None) -> None:
        """Begin a stage, or end the innermost one."""
        now = time.process_time()
        self.spent[self._open[-1]] += now - self._since
        self._since = now
        self._open.append(stage) if stage else self._open.pop()

    def over(self, stage: str, owner: Any, name: str) -> None:
        """Let the function `name` of `owner` be a stage."""
        function = getattr(owner, name)

        def timed(*arguments: Any, **named: Any) -> Any:
            self.turn(stage)
            try:
                return function(*arguments, **named)
            finally:
                self.turn(None)

        setattr(owner, name, timed)


def watched() -> Watch:
    """Return a watch over what `make` calls."""
    from copyfit import layout, make, page, proof
    from copyfit.fit import press

    watch = Watch()
    for stage, owner, name in (
        ("load", make, "load_brief"), ("charts", make, "drawn"), ("compose", page, "compose"),
        ("layout", press, "lay_out"), ("fit", make, "fit"), ("word", make, "told"),
        ("word", make, "write_docx"), ("breaks", make, "portability"), ("proof", proof, "completeness"),
        ("proof", make, "prove_files"), ("proof", make, "prove_legible"),
    ):  # fmt: skip
        watch.over(stage, owner, name)
    painted = types.SimpleNamespace(write=make.write_pdf)
    watch.over("pdf", painted, "write")
    make.WRITERS = {**make.WRITERS, "pdf": painted.write}
    assert layout.lay_out, "the engine is there"
    return watch


def looked_into(root: Path, folder: Path) -> dict[str, Any]:
    """Make every page of a project in this process, as a worker does, and write its HTML for the bare script.

    Returned are the CPU of each stage, ms a page without the first three, and the largest size after some.
    """
    from copyfit.make import pressed

    gc.set_threshold(worker._NEW_OBJECTS)
    watch, made, size = watched(), 0, {}
    for brief in sorted(path.name for path in (root / "briefs").iterdir() if path.is_dir()):
        files = snapshot(root, brief)
        text = (root / "briefs" / brief / "brief.yaml").read_text(encoding="utf-8")
        some = re.match(r"variants: \[(.*)\]", text)
        for variant in some[1].split(", ") if some else VARIANTS:
            job = Job(files, brief, variant, "en", ("pdf", "docx"), tuple(variants(files)))
            layout = pressed(job).fitted.layout
            _for_the_floor(layout, folder / f"{brief}-{variant}.html")
            del layout
            made += 1
            worker.tidy(made)
            size[made] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            if made == WARM:
                watch.spent = dict.fromkeys(STAGES, 0.0)
                watch._since = time.process_time()
    watch.turn("rest")
    counted = max(made - WARM, 1)
    return {
        "stages": {stage: 1000 * spent / counted for stage, spent in watch.spent.items()},
        "mib": {number: mib for number, mib in size.items() if number in SIZES or number == 50},
    }


def _for_the_floor(layout: Layout, page: Path) -> None:
    """Write the HTML of a page as the bare script reads it, and what it names."""
    faces = "".join(
        f'@font-face {{ font-family: "{family}"; font-weight: {700 if bold else 400}; '
        f"font-style: {'italic' if italic else 'normal'}; src: url({path.as_uri()}) }}\n"
        for (family, bold, italic), path in face_files().items()
    )
    html = layout.html.replace("asset:", "assets/")
    for name, content in layout.assets.items():
        path = page.parent / "assets" / name.removeprefix("asset:")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    page.write_text(html.replace("</head>", f"<style>{faces}</style></head>", 1), encoding="utf-8")


# -- whole processes ---------------------------------------------------------------------------


def measured(editions: int, folder: Path) -> dict[str, Any]:
    """Return what a project of so many pages costs, by name, and what one worker spends it on."""
    root, pages = project(folder / f"project-{editions}", editions), folder / f"floor-{editions}"
    pages.mkdir()
    look = subprocess.run(
        [sys.executable, __file__, "--look", str(root), str(pages)],
        capture_output=True, text=True, check=True, env={**os.environ, **pool.surroundings()},
    )  # fmt: skip
    times = 3 if editions == 1 else 1
    build = [*COPYFIT, "build", "--out"]
    found: dict[str, Cost] = {
        "floor": best(times, [sys.executable, str(ROOT / "tests/floor.py"), str(pages)], folder)
    }
    found["one worker"] = min(
        (cost(["taskset", "-c", "0", *build, str(folder / f"b{editions}-{n}")], root) for n in range(times)),
        key=lambda each: each.cpu,
    )
    if editions > 1:
        found["two workers"] = cost(["taskset", "-c", "0,1", *build, str(folder / f"b{editions}-two")], root)
    found["nothing to do"] = best(3, [*build, str(folder / f"b{editions}-0")], root)
    shutil.rmtree(root)
    return {"costs": {name: asdict(one) for name, one in found.items()}, **json.loads(look.stdout)}


# -- what is told of it ------------------------------------------------------------------------


def tables(found: dict[int, dict[str, Any]], start: Cost) -> str:
    """Return the figures as the document's tables; ratios are to the bare script in the same run."""
    lines = [
        f"`copyfit --help` takes {start.wall:.2f} s.\n",
        "| pages | what | CPU, s | CPU a page, s | ÷ floor | wall, s | largest process, MiB |",
        "|---|---|---|---|---|---|---|",
    ]
    for editions, one in found.items():
        for name, said in one["costs"].items():
            cpu, wall, mib = said["cpu"], said["wall"], said["mib"]
            ratio = cpu / one["costs"]["floor"]["cpu"]
            told = (f"{cpu:.2f}", f"{cpu / editions:.3f}", f"{ratio:.2f}", f"{wall:.2f}", f"{mib:.0f}")
            lines.append(f"| {' | '.join((str(editions), name, *told))} |")
    most = found[max(found)]
    whole = sum(most["stages"].values())
    lines += [
        "",
        f"One page in a running worker, {whole:.0f} ms of CPU:",
        "",
        "| stage | ms | share |",
        "|---|---|---|",
    ]
    lines += [f"| {NAMES[name]} | {ms:.0f} | {ms / whole:.0%} |" for name, ms in most["stages"].items()]
    sizes = ", ".join(f"{mib:.0f} MiB after {number}" for number, mib in most["mib"].items())
    return "\n".join(
        [*lines, "", f"One worker's largest size: {sizes} pages.", "", "![CPU a page](speed.svg)", ""]
    )


def plot(found: dict[int, dict[str, Any]]) -> bytes:
    """Return the CPU a page over the number of pages, as a chart of our own."""
    rows = [
        f"{editions},{name},{said['cpu'] / editions:.4f}"
        for editions, one in found.items()
        for name, said in one["costs"].items()
    ]
    theme = theme_from_css((ROOT / "templates/shared/house.css").read_text(encoding="utf-8"), "en")
    csv = "\n".join(["pages,what,seconds", *rows]) + "\n"
    files = {"speed.vl.json": json.dumps(PLOT).encode(), "speed.csv": csv.encode()}
    return outlined(draw("speed.vl.json", files, theme, 150, 70, "en").svg)


def main() -> None:
    """Measure, keep the figures, and put tables and plot into the documents."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--editions", type=int, nargs="*", default=SIZES, help="numbers of pages")
    parser.add_argument("--look", nargs=2, type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.look:
        print(json.dumps(looked_into(*asked.look)))
        return
    with tempfile.TemporaryDirectory(prefix="copyfit-bench-") as name:
        found = {editions: measured(editions, Path(name)) for editions in asked.editions}
        start = best(3, [*COPYFIT, "--help"], Path(name))
    written = {
        "on": time.strftime("%Y-%m-%d"),
        "cores": os.cpu_count(),
        "help": asdict(start),
        "pages": found,
    }
    FIGURES.write_text(json.dumps(written, indent=1) + "\n", encoding="utf-8")
    PICTURE.write_bytes(plot(found))
    before, rest = DOCUMENT.read_text(encoding="utf-8").split(BEGIN)
    text = tables(found, start)
    DOCUMENT.write_text(before + BEGIN + text + END + rest.split(END)[1], encoding="utf-8")
    print(text, end="")


if __name__ == "__main__":
    main()
