"""`copyfit completion`."""

from __future__ import annotations

import os
import shlex
from collections.abc import Callable, Mapping
from pathlib import Path

import click
from click.shell_completion import get_completion_class

from copyfit.build.publication import publish
from copyfit.cli.output import echo, say
from copyfit.errors import shown

PROGRAM, VARIABLE = "copyfit", "_COPYFIT_COMPLETE"


def _data() -> Path:
    return _folder("XDG_DATA_HOME", ".local/share")


def _config() -> Path:
    return _folder("XDG_CONFIG_HOME", ".config")


def _folder(variable: str, usual: str) -> Path:
    """Return the folder that a variable names; one that is not absolute does not count (XDG 0.8)."""
    said = Path(os.environ.get(variable, ""))
    return said if said.is_absolute() else Path.home() / usual


PLACES: Mapping[str, Callable[[], Path]] = {
    "bash": lambda: _data() / "bash-completion/completions" / PROGRAM,
    "zsh": lambda: Path.home() / ".zfunc" / f"_{PROGRAM}",
    "fish": lambda: _config() / "fish/completions" / f"{PROGRAM}.fish",
}
"""Where each shell looks for a command's completion when it is first completed."""


@click.command("completion")
@click.argument("shell", type=click.Choice(tuple(PLACES)))
@click.option("--install", is_flag=True, help="Write it to where the shell looks, instead of printing it.")
def command(shell: str, install: bool) -> None:
    """Print what lets SHELL complete commands, options, and the names of briefs, variants and languages.

    With --install it is written to where the shell looks for it. For the shell that runs now:
    eval "$(copyfit completion bash)"
    """
    kind = get_completion_class(shell)
    assert kind
    source = kind(click.Command(PROGRAM), {}, PROGRAM, VARIABLE).source()
    if not install:
        echo(source.strip())
        return
    path = PLACES[shell]()
    publish(path.parent, {path.name: f"{source.strip()}\n".encode()}, "")
    echo(shown(str(path)))
    if shell == "zsh":
        folder = shlex.quote(str(path.parent))
        say(f"next: echo 'fpath+=({folder}); autoload -Uz compinit && compinit' >> ~/.zshrc")
    else:
        say("next: open a new terminal, type copyfit and a space, and press Tab")
