"""The command line: parse options, call one function, print what came of it, end with its status.

Commands are imported when they are asked for, so that `--help` and a build with nothing to do
stay quick.
"""

from __future__ import annotations

import contextlib
import errno
import importlib
import io
import keyword
import os
import signal
import sys
import traceback
from collections.abc import Iterable
from typing import Any, NoReturn

import click
from click.shell_completion import CompletionItem

import copyfit
from copyfit import STOPPED
from copyfit.cli.lines import echo, flush, unwritten
from copyfit.errors import CopyfitError, ExitStatus, Problem, shown
from copyfit.interrupt import STATUS, Terminated, deafen

COMMANDS = {
    "build": "Make what is out of date in dist/.",
    "preview": "Show the pages in the browser, and follow every save.",
    "check": "Say everything that is wrong, and write nothing.",
    "diff": "Say what changed, in words, in pictures, or tracked in Word.",
    "init": "Lay out a project with a sample brief.",
    "new": "Write a new brief, ready to fill in.",
    "import": "Make a first brief from a Word, Markdown or CSV file.",
    "fit": "Say how much room a page has, and what takes it.",
    "facts": "List all facts: age, use, and what is due.",
    "release": "Make a numbered release of what is approved.",
    "verify": "Say whether a file, folder or zip is what was released.",
    "schema": "Print the JSON Schema of a brief.",
    "doctor": "Say whether this machine is ready.",
    "completion": "Let a shell complete commands, briefs and variants.",
}
"""What each does, in a line. Each is the function `command` of the module of its name in this folder."""

COMPLETING = "_COPYFIT_COMPLETE"
"""The variable by which a shell asks how a line may go on."""


class _Commands(click.Group):
    """A group whose commands are imported one by one."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        name = f"{cmd_name}_" if keyword.iskeyword(cmd_name) else cmd_name
        command: click.Command = importlib.import_module(f"copyfit.cli.{name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        begun = [name for name in COMMANDS if name.startswith(incomplete)]
        options = click.Command.shell_complete(self, ctx, incomplete)
        return [*(CompletionItem(name, help=COMMANDS[name]) for name in begun), *options]

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            from copyfit.suggest import nearest

            near = nearest(args[0], COMMANDS)
            if not near:
                raise
            raise click.UsageError(f"{error.message} Did you mean {near}?", ctx) from error


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


def main() -> NoReturn:
    """Run the command line and end the process with its exit status."""
    _open_streams()
    status = _status_of(sys.argv[1:])
    flush()
    if unwritten:
        from copyfit.cli.output import print_problems

        message = f"cannot write what was to be printed: {unwritten[0]}"
        print_problems([Problem("unwritable", message, "make room where the output goes, and run it again")])
        flush()
        status = max(status, ExitStatus.MACHINE) if status < ExitStatus.INTERRUPTED else status
    deafen()
    sys.exit(status)


def _open_streams() -> None:
    """Give each standard stream that is closed a place to go, and each a way to write every character.

    Else a file that is opened later would get the number of a closed stream, and what is printed would land
    in it.
    """
    for number, name, mode in ((0, "stdin", "r"), (1, "stdout", "w"), (2, "stderr", "w")):
        if getattr(sys, name) is None:
            with contextlib.suppress(OSError):
                os.dup2(os.open(os.devnull, os.O_RDWR), number)
                setattr(sys, name, open(number, mode, encoding="utf-8", closefd=False))  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _status_of(arguments: list[str]) -> int:
    """Run the command that `arguments` name and return how it ended."""
    try:
        returned: Any = commands.main(arguments, prog_name="copyfit", standalone_mode=False)
        return int(returned or 0)
    except CopyfitError as error:
        return _told(error.problems, error.exit_status)
    except click.ClickException as error:
        echo(shown(_usage_of(error)), err=True)
        return ExitStatus.USAGE
    except (KeyboardInterrupt, click.Abort):
        echo(STOPPED, err=True)
        return ExitStatus.INTERRUPTED
    except Terminated:
        return STATUS[signal.SIGTERM]
    except SystemExit:  # click's own answer to a reader who went away, and to nothing else
        return ExitStatus.DONE
    except OSError as error:
        return _told([_refused(error)], ExitStatus.MACHINE)
    except Exception as error:  # noqa: BLE001 - the last stop: nobody is shown a traceback
        if _is_interrupt(error):
            echo(STOPPED, err=True)
            return ExitStatus.INTERRUPTED
        if COMPLETING in os.environ:
            return ExitStatus.PROBLEM  # nobody wants to read of it in the middle of a line
        from copyfit.build.fault import fault_problem

        return _told([fault_problem(traceback.format_exc())], ExitStatus.PROBLEM)


def _is_interrupt(error: BaseException | None) -> bool:
    """Return whether a Ctrl-C is at the root of `error`: Python wraps one that comes as a class is made."""
    while error is not None and not isinstance(error, KeyboardInterrupt):
        error = error.__cause__
    return error is not None


def _told(problems: Iterable[Problem], status: ExitStatus) -> ExitStatus:
    """Print the problems that ended a command, and return its exit status."""
    from copyfit.cli.output import print_problems

    print_problems(problems)
    return status


def _usage_of(error: click.ClickException) -> str:
    """Return what click says of a wrong use."""
    context = getattr(error, "ctx", None)
    lines = [context.get_usage(), f"Try '{context.command_path} --help' for help.", ""] if context else []
    return "\n".join([*lines, f"Error: {error.format_message()}"])


def _refused(error: OSError) -> Problem:
    """Return what the machine refused, where no step of the work has told it better."""
    reason = (error.strerror or str(error)).lower()
    if error.filename:
        hint = "check that it is there, and its permissions"
        return Problem("unreadable", f"{error.filename}: {reason}", hint)
    hint = _REMEDIES.get(error.errno or 0, "mend that, then run it again; nothing was lost")
    return Problem("machine", f"this machine refused what the work needs: {reason}", hint)


_REMEDIES = {
    errno.EMFILE: "allow more open files: ulimit -n 256",
    errno.ENFILE: "end other programs, or allow more open files",
    errno.ENOMEM: "end other programs, or run it on a machine with more memory",
    errno.EAGAIN: "end other programs, or allow more processes: ulimit -u",
    errno.ENOSPC: "make room on the disk",
    errno.EROFS: "choose a place that can be written: --out DIR, and TMPDIR for temporary files",
}
"""What to do about the commonest refusals of the system."""
