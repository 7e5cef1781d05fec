"""`copyfit build --watch`, for those who have the files open in a viewer."""

import os
import queue
import re
import signal
import subprocess
import sys
import threading

import pytest

from previews import BRIEF, LANGUAGE, ROOT, laid_out

pytestmark = pytest.mark.slow
PATIENCE = 120
"""Seconds; what is waited for comes in a fraction of them."""


class Watching:
    """The command as somebody runs it, and what it says."""

    def __init__(self, project):
        command = [sys.executable, "-m", "copyfit", "build", "--watch", "--variant", "executive"]
        environment = {**os.environ, "PYTHONPATH": str(ROOT / "build")}
        self.process = subprocess.Popen(
            [*command, "--language", LANGUAGE],
            cwd=project,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.lines = queue.Queue()
        self.reading = threading.Thread(target=self._read)
        self.reading.start()

    def _read(self):
        with self.process.stdout as said:
            for line in said:
                self.lines.put(line)

    def end(self):
        self.process.kill()
        self.process.wait()
        self.reading.join()

    def until(self, words):
        """Wait for a line with these words in it; return all lines up to it."""
        said = []
        while not said or not re.search(words, said[-1]):
            said.append(self.lines.get(timeout=PATIENCE))
        return "".join(said)


class DescribeABuildThatWatches:
    def it_builds_after_each_save_and_goes_on_after_a_mistake(self, tmp_path):
        project = laid_out(tmp_path / "my briefs é", BRIEF)
        brief = project / f"briefs/{BRIEF}/brief.yaml"
        text = brief.read_text(encoding="utf-8")
        watching = Watching(project)
        try:
            watching.until("^watching briefs/ and templates/")
            (first,) = (project / "dist").rglob("*.pdf")
            before = first.read_bytes()

            brief.write_text(re.sub(r"(?m)^title: ", "title: [", text, count=1), encoding="utf-8")
            assert f"saved briefs/{BRIEF}/brief.yaml" in watching.until(r"brief\.yaml:\d+:\d+: ")
            assert first.read_bytes() == before

            brief.write_text(
                re.sub(r"(?m)^title: .*$", 'title: "Close the gap this summer"', text), encoding="utf-8"
            )
            assert "saved" in watching.until(r"\d+ files? built in")
            assert first.read_bytes() != before
            watching.process.send_signal(signal.SIGINT)
            assert watching.process.wait(60) == 0
        finally:
            watching.end()
