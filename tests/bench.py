"""How long a build takes: `make bench`. Prints seconds of wall time, the best of three; asserts nothing."""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
COPYFIT = [sys.executable, "-m", "copyfit"]


def seconds(arguments: list[str], folder: Path) -> float:
    """Return how long a command took; it must succeed."""
    started = time.perf_counter()
    subprocess.run([*COPYFIT, *arguments], cwd=folder, check=True, capture_output=True)
    return time.perf_counter() - started


def main() -> None:
    """Time one page, all pages of the sample, and a build with nothing to do."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "briefings"
        subprocess.run([*COPYFIT, "init", str(folder)], check=True, capture_output=True)
        one = min(
            seconds(["build", "--variant", "executive", "--out", f"{name}/one{n}"], folder) for n in range(3)
        )
        every = min(seconds(["build", "--out", f"{name}/all{n}"], folder) for n in range(3))
        nothing = min(seconds(["build", "--out", f"{name}/all0"], folder) for _ in range(3))
    print(f"one page, PDF and DOCX:   {one:6.2f} s")
    print(f"three pages, six files:   {every:6.2f} s")
    print(f"nothing to do, six files: {nothing:6.2f} s")


if __name__ == "__main__":
    main()
