"""What tests of the preview run and look with: the command in a process of its own, and tabs of a browser."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
BRIEF = "us-measles"
LANGUAGE = re.search(
    r"(?m)^language: (\S+)", (ROOT / "briefs" / BRIEF / "brief.yaml").read_text(encoding="utf-8")
)[1]
EDITION = f"{BRIEF}/executive/{LANGUAGE}"
PATIENCE_MS = 240_000
"""The machine may be busy: what is waited for comes in a fraction of it."""


def laid_out(folder, *briefs):
    """Lay out a project with the repository's templates and some of its briefs."""
    shutil.copytree(ROOT / "templates", folder / "templates")
    for brief in briefs:
        shutil.copytree(ROOT / "briefs" / brief, folder / "briefs" / brief)
    return folder


class Preview:
    """`copyfit preview` as somebody runs it, in this `environment`; `address` is what it prints."""

    def __init__(self, project, state, *arguments, **environment):
        self.project, self.state, self.arguments = project, state, arguments
        self.environment = environment
        self.start()

    def start(self):
        self.process = subprocess.Popen(
            [sys.executable, "-m", "copyfit", "preview", "--no-open", *self.arguments],
            cwd=self.project,
            env={
                **os.environ,
                "XDG_STATE_HOME": str(self.state),
                "PYTHONPATH": str(ROOT / "build"),
                "SOURCE_DATE_EPOCH": "1782993600",
                **self.environment,
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self.address = self.process.stdout.readline().strip()

    @property
    def port(self):
        return int(self.address.split(":")[2].split("/")[0])

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(20)
        self.process.stdout.close()
        return self.process.returncode


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Tab:
    """A page of the browser that looks at the preview, and what it complained of."""

    def __init__(self, browser, **options):
        self.context = browser.new_context(
            viewport={"width": 1280, "height": 800},
            permissions=["clipboard-read", "clipboard-write"],
            **options,
        )
        self.page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE_MS)
        self.complaints = []
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on(
            "console", lambda said: self.complaints.append(said.text) if said.type == "error" else None
        )

    def open(self, preview, edition=EDITION):
        self.page.goto(f"{preview.address}#{edition}")
        self.page.wait_for_selector("[data-picture]")
        return self

    def picture(self):
        return self.page.locator(".sheet").first.get_attribute("data-picture")

    def statement(self):
        """Return the id of the third statement on the page."""
        return self.page.locator(".statements button").nth(2).get_attribute("data-statement")

    def pixels(self):
        return self.page.locator(".paper").first.screenshot()

    def rests(self):
        """Wait until the page was fitted and measured."""
        self.page.wait_for_selector("#strip.fitted")
        self.page.wait_for_selector(".heights")
        return self

    def barriers(self):
        """Return what axe-core finds that keeps somebody out, with the elements it found it at."""
        axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
        found = axe.run(self.page).response["violations"]
        return [(each["id"], [node["html"] for node in each["nodes"]][:3]) for each in found]

    def until(self, holds):
        """Wait until something holds."""
        for _ in range(PATIENCE_MS // 250):
            if holds():
                return
            self.page.wait_for_timeout(250)
        raise AssertionError("what was waited for did not come")

    def changes_from(self, picture):
        """Wait until another picture than `picture` is shown."""
        self.page.wait_for_selector(f".sheet[data-picture]:not([data-picture='{picture}'])")
