"""What a worker of a cluster does: it says what it is, holds files for others, and makes pages.

In: a job's line without its files, and the files in bundles. Out: the line that a worker process answers.
Runs in the threads of a Dask worker; a page is made in a supervised process, so that one that loops, crashes
or eats memory is that page's problem and the worker goes on.
"""

from __future__ import annotations

import functools
import threading
from dataclasses import asdict, replace
from hashlib import sha256

from copyfit.build.key import environment, environment_digest
from copyfit.build.pool import Limits, Workers
from copyfit.errors import CopyfitError, MachineError, Problem
from copyfit.project import Files
from copyfit.protocol import (
    OurFault,
    job_from_line,
    line_from_error,
    line_from_fault,
    line_from_made,
)

_lock = threading.Lock()


def surroundings() -> dict[str, str]:
    """Return what shapes a page here, by name: this program, the libraries, the packages, Dask itself."""
    from importlib.metadata import version

    found = asdict(environment())
    packages = found.pop("packages")
    return {**found, **packages, "distributed": version("distributed")}


def bundle_digest(files: Files) -> str:
    """Return the sha256 of some files with their paths."""
    whole = sha256()
    for path, content in sorted(files.items()):
        whole.update(f"{len(path.encode())} {len(content)} {path}".encode())
        whole.update(content)
    return whole.hexdigest()


def hold(files: Files) -> Files:
    """Return the files as they are: the cluster keeps them, and makes them anew where a worker is lost."""
    return files


def press(
    header: bytes,
    make: str,
    limits: tuple[float, int, float],
    environment: str,
    digests: tuple[str, ...],
    *bundles: Files,
) -> bytes:
    """Return the line that answers a job, whose files are in `bundles`.

    `environment` and `digests` are what this worker and the bundles must be: a worker that joined later may
    be of another version, and another client may have put something else under a bundle's name.
    """
    if environment != environment_digest():
        return line_from_error(_stranger())
    if tuple(map(bundle_digest, bundles)) != digests:
        return line_from_fault("the files that came with the job are not those that were sent")
    files = {path: content for bundle in bundles for path, content in bundle.items()}
    job = replace(job_from_line(header), files=dict(sorted(files.items())))
    try:
        return line_from_made(_workers(make, limits).run(job))
    except CopyfitError as error:
        return line_from_error(error)
    except OurFault as fault:
        return line_from_fault(str(fault))


def _stranger() -> MachineError:
    message = "a worker that joined the cluster meanwhile is not of this machine's versions"
    return MachineError(
        Problem("cluster-mismatch", message, "end it, or install the same there; build again")
    )


def _workers(make: str, limits: tuple[float, int, float]) -> Workers:
    with _lock:
        return _kept(make, limits)


@functools.cache
def _kept(make: str, limits: tuple[float, int, float]) -> Workers:
    return Workers(Limits(*limits), make)
