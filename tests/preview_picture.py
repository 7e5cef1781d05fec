"""The picture in docs/preview.md: the preview of the sample, in Chromium. `make gallery` takes it anew."""

import io
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from previews import BRIEF, CHROMIUM, FLAGS, ROOT, Preview, Tab, laid_out

PICTURE = ROOT / "docs/preview.png"
COLOURS = 96


def main() -> None:
    """Look at the sample's executive page, PDF and Word side by side, and write down what is seen."""
    with tempfile.TemporaryDirectory() as name, sync_playwright() as driver:
        folder = Path(name)
        preview = Preview(laid_out(folder / "project", BRIEF), folder / "state")
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        tab = Tab(browser, device_scale_factor=1.5, color_scheme="light").open(preview).rests()
        tab.page.keyboard.press("3")
        tab.page.hover(f"[data-statement='{tab.statement()}']")
        tab.page.wait_for_timeout(600)
        seen = Image.open(io.BytesIO(tab.page.screenshot()))
        browser.close()
        preview.stop()
    seen.quantize(COLOURS, dither=Image.Dither.NONE).save(PICTURE, optimize=True)


if __name__ == "__main__":
    main()
