"""`copyfit build`."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

import click

from copyfit.build import FORMATS, Progress, Report, Request, build
from copyfit.cli.options import (
    ACCESSIBLE_OPTION,
    ARCHIVAL_OPTION,
    AS_OF_OPTION,
    BRIEFS_ARGUMENT,
    EMBED_BRIEF_OPTION,
    JSON_OPTION,
    LANGUAGE_OPTION,
    ROWS_OPTION,
    STRICT_OPTION,
    VARIANT_OPTION,
    checked_out,
    project,
    request,
    voice_options,
)
from copyfit.cli.output import print_problems, print_results, run, say
from copyfit.suggest import count


@click.command("build")
@BRIEFS_ARGUMENT
@VARIANT_OPTION
@LANGUAGE_OPTION
@ROWS_OPTION
@click.option(
    "--format",
    "formats",
    type=click.Choice(FORMATS),
    multiple=True,
    help="Only this format. May be repeated.",
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Write here instead of dist/.",
)
@STRICT_OPTION
@ACCESSIBLE_OPTION
@ARCHIVAL_OPTION
@EMBED_BRIEF_OPTION
@AS_OF_OPTION
@click.option("--prune", is_flag=True, help="Remove the files of briefs and pages that are gone.")
@click.option(
    "--cluster",
    metavar="ADDRESS",
    help="Make pages on the Dask cluster whose scheduler is there, such as tcp://10.0.0.5:8786.",
)
@click.option(
    "--cache",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    envvar="COPYFIT_CACHE",
    help="Keep pages here by what they are made from, and take them from here. Also COPYFIT_CACHE.",
)
@voice_options
@JSON_OPTION
@click.option("--watch", is_flag=True, help="Build again after each save, until Ctrl-C.")
def command(
    briefs: tuple[str, ...],
    variants: tuple[str, ...],
    languages: tuple[str, ...],
    rows: tuple[str, ...],
    formats: tuple[str, ...],
    out: Path | None,
    strict: bool,
    accessible: bool,
    archival: bool,
    embed_brief: bool,
    as_of: str | None,
    prune: bool,
    cluster: str | None,
    cache: Path | None,
    as_json: bool,
    watch: bool,
) -> int:
    """Make one-page files of each BRIEF, a name such as nato-iraq; of all without a name.

    Only what is out of date is made. A page that cannot be one page is refused, and the file of
    before stays. A file that was changed by hand is kept beside the new one. Exit status: 0 done, 1 a
    problem in a brief or template, 2 wrong usage, 3 this machine lacks something.
    """
    chosen = tuple(form for form in FORMATS if form in formats or not formats)

    def asked() -> Request:
        return request(
            briefs,
            variants,
            languages,
            chosen,
            out,
            strict=strict,
            accessible=accessible,
            prune=prune,
            archival=archival,
            embed_brief=embed_brief,
            as_of=as_of,
            rows=rows,
        )

    if watch:
        from copyfit.cli.watch import follow

        if cluster:
            raise click.UsageError(
                "--watch builds on this machine, and --cluster on others: choose one of them."
            )

        if as_json:
            raise click.UsageError("--json prints one object, and --watch never ends: choose one of them.")
        return follow(asked, _print)
    return run(lambda shown: _built(asked(), shown, cluster, cache), as_json, _print)


def _built(asked: Request, shown: Progress, address: str | None, folder: Path | None) -> Report:
    """Build, on a cluster and with a cache if they are named. Raises what these and `build` raise."""
    with ExitStack() as stack:
        cache = crew = None
        if folder:
            from copyfit.build.cache import Cache

            cache = Cache(checked_out(asked.root, folder), _cache_mib())
        if address:
            from copyfit.cluster import RemoteCrew

            crew = stack.enter_context(RemoteCrew.at(address))
            say(f"{count(crew.threads, 'page')} at once on the cluster at {address}")
        report = build(asked, shown, crew=crew, cache=cache)
        if cache and cache.hits:
            say(f"{count(cache.hits, 'page')} taken from the cache")
        return report


def _cache_mib() -> float:
    """Return how large a cache may grow, in MiB. Raises UsageError if COPYFIT_CACHE_MIB is no such number."""
    from copyfit.build.cache import USUAL_MIB
    from copyfit.build.pool import number_from_environment

    return number_from_environment("COPYFIT_CACHE_MIB", USUAL_MIB)


def _print(report: Report, seconds: float) -> None:
    """Print what was made, then what is wrong; of the rules' advice only how much there is."""
    advice = set(report.advice)
    print_results(report)
    found = [problem for problem in report.problems if problem not in advice]
    print_problems(found, root=project())
    if advice:
        say(f"{count(len(advice), 'editorial warning')}: copyfit check says them")
    by_status = {
        status: sum(len(result.formats) for result in report.results if result.status == status)
        for status in ("built", "fresh", "failed")
    }
    said = [
        f"{count(by_status['built'], 'file')} built in {seconds:.1f} s" if by_status["built"] else "",
        f"{count(by_status['fresh'], 'file')} up to date" if by_status["fresh"] else "",
        f"{count(by_status['failed'], 'file')} failed, left as before" if by_status["failed"] else "",
    ]
    say(", ".join(filter(None, said)))
