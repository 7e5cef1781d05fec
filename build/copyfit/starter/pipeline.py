"""What `copyfit init --ci` writes: a workflow for a forge, and a container recipe.

In: a project's folder and the forge. Out: files; nothing that stands there already is changed.
"""

from __future__ import annotations

from importlib.resources import files as package_files
from pathlib import Path
from typing import Literal

import copyfit
from copyfit.errors import MachineError, Place, Problem, UsageError

Forge = Literal["github", "gitlab"]
CONTAINER = "Containerfile"
PLACES: dict[str, str] = {"github": ".github/workflows/briefings.yml", "gitlab": ".gitlab-ci.yml"}
_PROGRAM = "@COPYFIT@"


def lay_out_pipeline(folder: Path, forge: Forge) -> tuple[Path, ...]:
    """Write the workflow of `forge` and the container recipe into `folder`; return what was written.

    They install the version that writes them. Raises UsageError if the workflow is there already,
    MachineError if the folder cannot be written.
    """
    workflow = folder / PLACES[forge]
    if workflow.exists() or workflow.is_symlink():
        hint = "move it away first; nothing was changed"
        raise UsageError(Problem("exists", f"{PLACES[forge]} is there already", hint, Place(PLACES[forge])))
    written = [(workflow, f"{forge}.yml"), (folder / CONTAINER, CONTAINER)]
    made = []
    try:
        for path, name in written:
            if not path.exists():
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(_text(name), encoding="utf-8")
                made.append(path)
    except OSError as error:
        message = f"cannot write {error.filename or folder}: {error.strerror or error}"
        hint = "choose another folder, or change its permissions"
        raise MachineError(Problem("unwritable", message, hint, Place(str(folder)))) from error
    return tuple(made)


def _text(name: str) -> str:
    text = package_files("copyfit.starter").joinpath("ci", name).read_text(encoding="utf-8")
    return text.replace(_PROGRAM, f"copyfit=={copyfit.__version__}")
