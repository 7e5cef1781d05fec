"""Where the program begins: `copyfit`, and `python -m copyfit`.

Nothing is imported before the current folder is off the path: a file there called click.py must not be run.
And from the first line on, Ctrl-C ends the program with its one sentence.
"""

import os
import sys

from copyfit import STOPPED


def main() -> None:
    """Run the command line and end the process with its exit status."""
    try:
        _leave_the_current_folder()
        from copyfit import interrupt

        interrupt.listen()
        from copyfit import cli

        cli.main()
    except (KeyboardInterrupt, RuntimeError) as error:
        # Python wraps a Ctrl-C that comes while a class is made.
        if isinstance(error, RuntimeError) and not isinstance(error.__cause__, KeyboardInterrupt):
            raise
        os.write(2, f"{STOPPED}\n".encode())
        os._exit(130)


def _leave_the_current_folder() -> None:
    """Take the current folder off the path, unless the program itself is imported from there."""
    own = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))
    try:
        here = os.path.realpath(os.getcwd())
    except OSError:
        here = ""
    if here != own:
        sys.path[:] = [
            entry for entry in sys.path if entry not in ("", ".") and os.path.realpath(entry) != here
        ]


if __name__ == "__main__":
    main()
