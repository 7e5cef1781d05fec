"""A build after each save, for those who have the files open in a viewer.

In: what is asked for, and how a build is printed. Out: the exit status, when Ctrl-C ends it. Processes that
have made a page are kept, so that the next one takes a second and not five.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

from copyfit.build import Report, Request, build
from copyfit.build.pool import Workers
from copyfit.cli.output import echo, print_problems, run
from copyfit.errors import CopyfitError, ExitStatus, shown
from copyfit.preview import check_extra

Printer = Callable[[Report, float], None]


def follow(asked: Callable[[], Request], show: Printer) -> int:
    """Build what is asked for now and after each save. What cannot be built is said, and waited for.

    Raises MachineError if the packages that watch files are not installed, and what `asked` raises at first.
    """
    check_extra()
    from copyfit.preview.watch import each_save

    request = asked()
    with Workers() as workers, suppress(KeyboardInterrupt):
        saved = each_save(request.root)
        _once(request, workers, show)
        echo("watching briefs/ and templates/; Ctrl-C ends it", err=True)
        for paths in saved:
            echo(f"\nsaved {', '.join(shown(path) for path in sorted(paths)[:3])}", err=True)
            _once(request, workers, lambda report, seconds: show(_changed(report), seconds))
    return ExitStatus.DONE


def _once(request: Request, workers: Workers, show: Printer) -> None:
    try:
        run(lambda progress: build(request, progress, workers=workers), as_json=False, show=show)
    except CopyfitError as error:
        print_problems(error.problems)


def _changed(report: Report) -> Report:
    """Return the report of what was made anew, or could not be."""
    return replace(report, results=tuple(one for one in report.results if one.status != "fresh"))
