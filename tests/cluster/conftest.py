"""A real scheduler and real workers on loopback, each a process of its own."""

import os
import re
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parents[1]
PACKAGE = TESTS.parent / "build"
SCHEDULER = ["scheduler", "--port", "0", "--no-dashboard", "--no-show"]


class Site:
    """A scheduler and its workers: they can be started, killed and asked what they wrote."""

    def __init__(self, folder, protocol="tcp", **variables):
        self.folder, self.protocol, self.variables = folder, protocol, variables
        self.processes = {}
        self.address = self._address()

    def _start(self, name, arguments, **more):
        log = (self.folder / f"{name}.log").open("wb")
        self.processes[name] = subprocess.Popen(
            [sys.executable, "-m", "dask", *arguments],
            cwd=self.folder,
            env=os.environ | {"PYTHONPATH": f"{PACKAGE}:{TESTS}"} | self.variables | more,
            stdout=log,
            stderr=log,
        )
        log.close()

    def _address(self):
        self._start("scheduler", [*SCHEDULER, "--host", f"{self.protocol}://127.0.0.1"])
        (found,) = self._said("scheduler", rf"Scheduler at: +({self.protocol}://127\.0\.0\.1:\d+)")
        return found

    def worker(self, name, **more):
        """Start a worker and wait until it has joined."""
        options = ["--no-nanny", "--nthreads", "1", "--no-dashboard", "--name", name]
        local = ["--local-directory", str(self.folder / "local"), "--host", f"{self.protocol}://127.0.0.1"]
        self._start(name, ["worker", self.address, *options, *local], **more)
        self._said(name, r"(Registered to)")

    def kill(self, name):
        self.processes[name].send_signal(signal.SIGKILL)
        self.processes[name].wait()

    def again(self):
        """Start the workers anew that a test before has killed."""
        for name in ("one", "two"):
            if name not in self.processes or self.processes[name].poll() is not None:
                self.worker(name)

    def close(self):
        for process in reversed(self.processes.values()):
            process.kill()
            process.wait()

    def _said(self, name, pattern):
        """Wait until a process has written what `pattern` finds, and return that."""
        for _ in range(1200):
            found = re.findall(pattern, (self.folder / f"{name}.log").read_text())
            if found:
                return found[:1]
            assert self.processes[name].poll() is None, (self.folder / f"{name}.log").read_text()
            threading.Event().wait(0.05)
        raise AssertionError(f"{name} never said {pattern}")


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Return a cluster of two workers."""
    found = Site(tmp_path_factory.mktemp("site"))
    try:
        found.again()
        yield found
    finally:
        found.close()


@pytest.fixture
def empty_site(tmp_path):
    """Return a cluster without a worker."""
    found = Site(tmp_path)
    yield found
    found.close()


@pytest.fixture
def guarded_site(tmp_path):
    """Return a cluster of one worker where each side shows a certificate; `variables` name it."""
    if not shutil.which("openssl"):
        pytest.skip("there is no openssl to make a certificate")
    key, certificate = str(tmp_path / "key.pem"), str(tmp_path / "certificate.pem")
    made = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=cluster"]
    subprocess.run(["openssl", *made, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    tls = "DASK_DISTRIBUTED__COMM__TLS__"
    variables = {f"{tls}CA_FILE": certificate, "DASK_DISTRIBUTED__COMM__REQUIRE_ENCRYPTION": "true"}
    for side in ("SCHEDULER", "WORKER", "CLIENT"):
        variables |= {f"{tls}{side}__CERT": certificate, f"{tls}{side}__KEY": key}
    found = Site(tmp_path, "tls", **variables)
    try:
        found.worker("one")
        yield found
    finally:
        found.close()


@pytest.fixture(scope="session")
def older(tmp_path_factory):
    """Return a folder with this program as another version."""
    folder = tmp_path_factory.mktemp("older")
    shutil.copytree(PACKAGE / "copyfit", folder / "copyfit", ignore=shutil.ignore_patterns("__pycache__"))
    own = folder / "copyfit/__init__.py"
    text = re.sub(r'__version__ = "[^"]+"', '__version__ = "0.0.9"', own.read_text())
    own.write_text(text)
    return folder
