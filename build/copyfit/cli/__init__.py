"""The command line: parse options, call one function, print what came of it, end with its status.

Commands are imported when they are asked for, so that `--help` and a build with nothing to do
stay quick.
"""

from __future__ import annotations

import difflib
import importlib
import os
import signal
import sys
from types import FrameType
from typing import Any, NoReturn

import click

import copyfit
from copyfit.cli.output import print_fault, print_problems
from copyfit.errors import CopyfitError, ExitStatus, Problem

TERMINATED = 128 + signal.SIGTERM

# Command to the module and function that it is.
_COMMANDS = {
    "build": "copyfit.cli.build:build_command",
    "check": "copyfit.cli.build:check_command",
    "init": "copyfit.cli.init:init_command",
    "new": "copyfit.cli.init:new_command",
    "fit": "copyfit.cli.fit:fit_command",
    "facts": "copyfit.cli.facts:facts_command",
    "schema": "copyfit.cli.facts:schema_command",
    "doctor": "copyfit.cli.facts:doctor_command",
}


class _Commands(click.Group):
    """A group whose commands are imported one by one."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module, _, name = _COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(importlib.import_module(module), name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            near = difflib.get_close_matches(args[0], _COMMANDS, 1)
            if not near:
                raise
            raise click.UsageError(f"{error.message} Did you mean {near[0]}?", ctx) from error


@click.command(
    cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(copyfit.__version__, prog_name="copyfit")
def commands() -> None:
    """Make one-page briefings, as PDF and as Word files, from what stands in briefs/.

    \b
    To begin:
      copyfit init my-briefings    lay out a project with a sample brief
      cd my-briefings
      copyfit build                make its files in dist/
      copyfit new trade-outlook    write a brief of your own, ready to fill in

    Each command explains itself: copyfit build --help
    """


class _Terminated(BaseException):
    """The system asked the program to end."""


def main() -> NoReturn:
    """Run the command line and end the process with its exit status."""
    signal.signal(signal.SIGTERM, _terminate)
    status = _status_of(sys.argv[1:])
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    sys.exit(status)


def _status_of(arguments: list[str]) -> int:
    """Run the command that `arguments` name and return how it ended."""
    try:
        returned: Any = commands.main(arguments, prog_name="copyfit", standalone_mode=False)
        return int(returned or 0)
    except CopyfitError as error:
        print_problems(error.problems)
        return error.exit_status
    except click.ClickException as error:
        error.show()
        return ExitStatus.USAGE
    except (KeyboardInterrupt, click.Abort):
        click.echo("stopped; what was in the output folder is still there", err=True)
        return ExitStatus.INTERRUPTED
    except _Terminated:
        return TERMINATED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return ExitStatus.DONE
    except OSError as error:
        if not error.filename:
            print_fault(error)
            return ExitStatus.PROBLEM
        message = f"{error.filename}: {(error.strerror or str(error)).lower()}"
        print_problems([Problem("unreadable", message, "check that it is there, and its permissions")])
        return ExitStatus.MACHINE
    except Exception as error:  # noqa: BLE001 - the last stop: nobody is shown a traceback
        print_fault(error)
        return ExitStatus.PROBLEM


def _terminate(_number: int, _frame: FrameType | None) -> NoReturn:
    raise _Terminated
