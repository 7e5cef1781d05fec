"""What a page costs beside a bare script with the same libraries: CPU of whole processes, as ratios.

In: a number of editions. Out: `docs/speed.json`, and the table in `docs/speed.md`. The briefs are the sample
with every long word of its texts spelled otherwise, so that no text is met twice.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from copyfit.faces import face_files
from copyfit.make import pressed
from copyfit.project import snapshot, variants
from copyfit.protocol import Job

ROOT = Path(__file__).resolve().parents[1]
COPYFIT = [sys.executable, "-m", "copyfit"]
BRIEF, VARIANTS = "nato-iraq", ("executive", "academic", "student")
WORD = re.compile(r"(?<![\w@{\[/*.:#-])[a-z]{8,}(?![\w\]}:/*.-])")
COUNT = re.compile(r"(?<=reported,)\d+")
KEY = re.compile(r"^\s*-?\s*[\w-]+:\s")
DOCUMENT, FIGURES = ROOT / "docs/speed.md", ROOT / "docs/speed.json"
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


def project(folder: Path, briefs: int) -> Path:
    """Lay a project out with so many briefs, each of three pages in one language."""
    subprocess.run([*COPYFIT, "init", str(folder)], check=True, capture_output=True)
    sample = folder / "briefs" / BRIEF
    for path in sample.glob("brief.*.yaml"):
        path.unlink()
    text = (sample / "brief.yaml").read_text(encoding="utf-8")
    for number in range(1, briefs):
        own = folder / "briefs" / f"brief-{number:04}"
        shutil.copytree(sample, own)
        (own / "brief.yaml").write_text("".join(_otherwise(text, number)), encoding="utf-8")
        _count_otherwise(own / "figures/staff.csv", number)
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


def floor_pages(root: Path, folder: Path) -> int:
    """Write the HTML of every page of the project as the bare script reads it; return how many there are."""
    faces = "".join(
        f'@font-face {{ font-family: "{family}"; font-weight: {700 if bold else 400}; '
        f"font-style: {'italic' if italic else 'normal'}; src: url({path.as_uri()}) }}\n"
        for (family, bold, italic), path in face_files().items()
    )
    count = 0
    for brief in sorted(path.name for path in (root / "briefs").iterdir() if path.is_dir()):
        files = snapshot(root, brief)
        for variant in VARIANTS:
            layout = pressed(Job(files, brief, variant, "en", ("pdf",), tuple(variants(files)))).fitted.layout
            html = layout.html.replace("asset:", "assets/")
            html = html.replace("</head>", f"<style>{faces}</style></head>", 1)
            for name, content in layout.assets.items():
                path = folder / "assets" / name.removeprefix("asset:")
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
            (folder / f"{brief}-{variant}.html").write_text(html, encoding="utf-8")
            count += 1
    return count


def best(times: int, command: list[str], folder: Path) -> Cost:
    """Return the least of several runs."""
    return min((cost(command, folder) for _ in range(times)), key=lambda one: one.cpu)


def measured(editions: int) -> dict[str, dict[str, float]]:
    """Return what each thing costs, by name."""
    found: dict[str, Cost] = {}
    with tempfile.TemporaryDirectory(prefix="copyfit-bench-") as name:
        folder = Path(name)
        one, many = project(folder / "one", 1), project(folder / "many", editions // 3)
        for label, root in (("one", one), ("many", many)):
            pages = folder / f"floor-{label}"
            pages.mkdir()
            floor_pages(root, pages)
        single = folder / "floor-single"
        single.mkdir()
        shutil.copytree(folder / "floor-one/assets", single / "assets")
        shutil.copy2(folder / f"floor-one/{BRIEF}-executive.html", single)
        bare = [sys.executable, str(ROOT / "tests/floor.py")]
        found["floor, one page"] = best(3, [*bare, str(single)], folder)
        found["floor, a batch"] = cost([*bare, str(folder / "floor-many")], folder)
        found["--help"] = best(3, [*COPYFIT, "--help"], folder)
        build = [*COPYFIT, "build"]
        found["one page, cold"] = min(
            (cost([*build, "--variant", "executive", "--out", str(folder / f"o{n}")], one) for n in range(3)),
            key=lambda each: each.cpu,
        )
        found["a batch, one worker"] = cost(["taskset", "-c", "0", *build, "--out", str(folder / "b1")], many)
        found["a batch, two workers"] = cost(
            ["taskset", "-c", "0,1", *build, "--out", str(folder / "b2")], many
        )
        found["nothing to do"] = best(3, [*build, "--out", str(folder / "b2")], many)
    return {name: asdict(one) for name, one in found.items()}


def table(figures: dict[str, dict[str, float]], editions: int) -> str:
    """Return the figures as the document's table; ratios are to the bare script in the same run."""
    one, batch = figures["floor, one page"]["cpu"], figures["floor, a batch"]["cpu"]
    bases = {"one page, cold": one, "a batch, one worker": batch, "a batch, two workers": batch}
    lines = [
        f"| {editions} editions | CPU, s | ÷ floor | wall, s | largest process, MiB |",
        "|---|---|---|---|---|",
    ]
    for name, said in figures.items():
        ratio = f"{said['cpu'] / bases[name]:.2f}" if name in bases else ""
        lines.append(f"| {name} | {said['cpu']:.2f} | {ratio} | {said['wall']:.2f} | {said['mib']:.0f} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Measure, keep the figures, and put the table into the document."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--editions", type=int, default=30)
    editions = parser.parse_args().editions
    began = time.strftime("%Y-%m-%d")
    figures = measured(editions)
    written = {"on": began, "cores": os.cpu_count(), "editions": editions, "figures": figures}
    FIGURES.write_text(json.dumps(written, indent=1) + "\n", encoding="utf-8")
    text = DOCUMENT.read_text(encoding="utf-8")
    before, rest = text.split(BEGIN)
    DOCUMENT.write_text(
        before + BEGIN + table(figures, editions) + END + rest.split(END)[1], encoding="utf-8"
    )
    print(table(figures, editions), end="")


if __name__ == "__main__":
    main()
