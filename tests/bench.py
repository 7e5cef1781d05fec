"""How long a build takes, and a save in the preview: `make bench`. Prints wall time; asserts nothing.

Of builds the best of three is printed; of saves, from the file's write to the new picture in Chromium, warm,
with one page on screen, the median and how they are spread.
"""

import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from previews import BRIEF, CHROMIUM, FLAGS, Preview, Tab, laid_out

ROOT = Path(__file__).resolve().parents[1]
COPYFIT = [sys.executable, "-m", "copyfit"]


def seconds(arguments: list[str], folder: Path) -> float:
    """Return how long a command took; it must succeed."""
    started = time.perf_counter()
    subprocess.run([*COPYFIT, *arguments], cwd=folder, check=True, capture_output=True)
    return time.perf_counter() - started


SAVES = 30
NOTED = """() => {
  window.noted = [];
  const look = () => {
    const shown = document.querySelector(".sheet")?.dataset.picture;
    if (shown && shown !== window.last) noted.push(performance.timeOrigin + performance.now());
    window.last = shown;
  };
  new MutationObserver(look).observe(document.body, {subtree: true, attributes: true, childList: true});
  look();
  window.noted.length = 0;
}"""


def saves(folder: Path) -> list[float]:
    """Return how many ms each of a row of saves took until its picture was on screen."""
    from playwright.sync_api import sync_playwright

    preview = Preview(laid_out(folder / "project", BRIEF), folder / "state")
    brief = preview.project / "briefs" / BRIEF / "brief.yaml"
    text = brief.read_text(encoding="utf-8")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        tab = Tab(browser).open(preview).rests()
        tab.page.evaluate(NOTED)
        found = []
        for number in range(SAVES):
            tab.page.evaluate("noted.length = 0")
            said = re.sub(
                r"(?m)^title: .*$", f'title: "Close measles gap {number:02} before school"', text, count=1
            )
            began = time.time() * 1000
            brief.write_text(said, encoding="utf-8")
            while not (noted := tab.page.evaluate("noted")):
                time.sleep(0.02)
            found.append(noted[0] - began)
            tab.page.wait_for_selector("#strip.fitted")
            tab.page.wait_for_timeout(700)  # what is measured afterwards has come to rest
        browser.close()
    preview.stop()
    return sorted(found[2:])


def main() -> None:
    """Time one page, all pages of the sample, a build with nothing to do, and saves in the preview."""
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
    with tempfile.TemporaryDirectory() as name:
        taken = saves(Path(name))
    ninth = taken[int(len(taken) * 0.9)]
    print(f"a save in the preview:    {statistics.median(taken):6.0f} ms median of {len(taken)}")
    print(f"  fastest {taken[0]:.0f}, nine in ten within {ninth:.0f}, slowest {taken[-1]:.0f} ms")


if __name__ == "__main__":
    main()
