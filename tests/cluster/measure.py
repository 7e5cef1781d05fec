"""`python tests/cluster/measure.py PAGES`: what pages cost on a cluster of two workers on this machine.

In: a number of small pages. Out: JSON on standard output: seconds of CPU by process for as many pages, the
same for jobs that make nothing, and the bytes that each took along. docs/cluster.md keeps what came of it.
"""

import datetime as dt
import json
import os
import resource
import sys
import tempfile
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[1]), str(Path(__file__).resolve().parents[2] / "build")]

from cluster.conftest import TESTS, Site
from copyfit.build import Progress, Request, build
from copyfit.build.pool import computing_seconds
from copyfit.cluster import RemoteCrew
from copyfit.protocol import Task
from hostile.rows import BRIEF, SMALL
from hostile.trial import lay_out

TICKS = os.sysconf("SC_CLK_TCK")


def with_children(pid):
    """Return the computing time of a process and of all that it has started, in seconds."""
    total = computing_seconds(pid) or 0.0
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    total += (int(fields[13]) + int(fields[14])) / TICKS  # those that ended
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text().split():
            total += with_children(int(child))
    return total


def measured(site, root, out, make):
    """Build on the cluster and return what it took."""
    before = {name: with_children(process.pid) for name, process in site.processes.items()}
    own, started = resource.getrusage(resource.RUSAGE_SELF), time.monotonic()
    with RemoteCrew.at(site.address) as crew:
        report = build(Request(root, root / out, dt.date(2026, 3, 20)), Progress(), make, crew=crew)
        sent = crew.sent_bytes
    now = resource.getrusage(resource.RUSAGE_SELF)
    after = {name: with_children(process.pid) for name, process in site.processes.items()}
    count = len(report.results)
    return {
        "pages": count,
        "built": sum(one.status == "built" for one in report.results),
        "wall_s": round(time.monotonic() - started, 1),
        "worker_cpu_s_each": round((after["one"] + after["two"] - before["one"] - before["two"]) / count, 4),
        "scheduler_cpu_ms_each": round((after["scheduler"] - before["scheduler"]) / count * 1000, 2),
        "client_cpu_ms_each": round(
            (now.ru_utime + now.ru_stime - own.ru_utime - own.ru_stime) / count * 1000, 2
        ),
        "sent_bytes_each": round(sent / count),
        "returned_bytes_each": round(
            sum(a.bytes for one in report.results for a in (one.artifacts or {}).values()) / count
        ),
        "load": os.getloadavg()[0],
    }


def main():
    """Measure and print."""
    pages = int(sys.argv[1])
    with tempfile.TemporaryDirectory(prefix="copyfit-cluster-") as name:
        folder = Path(name)
        root = lay_out(folder / "project")
        for number in range(1, pages):
            path = root / BRIEF.replace("harbour", f"harbour-{number}")
            path.parent.mkdir()
            path.write_text(SMALL.replace("More ships", f"{number} more ships"))
            (path.parent / "sources.yaml").write_text((root / BRIEF).with_name("sources.yaml").read_text())
        (folder / "site").mkdir()
        os.environ["PYTHONPATH"] = str(TESTS)
        site = Site(folder / "site")
        try:
            site.again()
            nothing = measured(site, root, "nothing", "fake_makes:make")
            print(json.dumps({"jobs that make nothing": nothing}, indent=1), flush=True)
            print(json.dumps({"small pages": measured(site, root, "dist", Task.MAKE)}, indent=1))
        finally:
            site.close()


if __name__ == "__main__":
    main()
