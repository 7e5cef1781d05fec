"""One document, from its bytes to the files of a new brief: what a worker does for `copyfit import`.

In: a job with the document, the project's templates, and what the brief is called. Out: a `Draft`. The
brief is read once like any other, and what is wrong with it is among what is unsure.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from copyfit.content.declaration import Declarations, declarations
from copyfit.content.load import load_brief
from copyfit.draft import Draft
from copyfit.errors import CopyfitError
from copyfit.intake.markdown import markdown_outline
from copyfit.intake.outline import Outline, RawTable
from copyfit.intake.placing import Placement, place
from copyfit.intake.text import brief_text
from copyfit.intake.word import escaped, word_outline
from copyfit.page.labels import read_labels
from copyfit.project import BRIEF, BRIEFS
from copyfit.protocol import Job
from copyfit.yaml.separated import read_table

SUBJECT, DAY, FILE = "subject", "day", "file"
"""Options of the job: what the brief is about, and the day on it."""


def transcribe(job: Job) -> Draft:
    """Return the files of the new brief. Raises CopyfitError if the document or a template cannot be read."""
    (path,) = (name for name in job.files if "/" not in name)
    files = {name: data for name, data in job.files.items() if name != path}
    outline = _outline(path, job.files[path])
    declared = declarations(files)
    today = dt.date.fromisoformat(job.options[DAY])
    chosen = tuple(name for name in job.variants if name in declared.variants) or declared.variants
    blocks = {name: block for one in chosen for name, block in declared.of(one).items()}
    placed = place(outline, blocks, read_labels(files, job.language), today)
    variants = _variants(placed, declared, chosen)
    text = brief_text(
        placed,
        blocks,
        variants,
        subject=job.options[SUBJECT],
        language=job.language,
        today=today,
        made_from=job.options.get(FILE, path),
    )
    made = {BRIEF: text.encode()}
    unsure = (*placed.unsure, *_mistakes(job, files, made))
    return Draft(made, tuple(dict.fromkeys(unsure)), tuple(placed.blocks), len(placed.unplaced))


def _outline(path: str, content: bytes) -> Outline:
    if path.endswith(".docx"):
        return word_outline(path, content)
    if path.endswith(".csv"):
        table = read_table(path, content)
        rows = (table.columns, *table.rows)
        return Outline((RawTable(tuple(tuple(escaped(cell.strip()) for cell in row) for row in rows)),))
    return markdown_outline(path, content)


def _variants(placed: Placement, declared: Declarations, chosen: tuple[str, ...]) -> tuple[str, ...]:
    """Return for whom the brief is: the pages that it can do, else the nearest, with a text to fill in."""
    able = tuple(name for name in chosen if set(declared.required(name)) <= set(placed.blocks))
    if able:
        return able

    def filled(variant: str) -> int:
        return sum(name in placed.blocks for name in declared.of(variant))

    simple = [
        name
        for name in chosen
        if all(declared.blocks[one].kind == "statement" for one in declared.required(name))
    ]
    nearest = max(simple or chosen, key=filled)
    for name in declared.required(nearest):
        if declared.blocks[name].kind == "statement" and name not in placed.blocks:
            placed.blocks[name] = [{"text": f"To be written: {declared.blocks[name].help or name}."}]
            placed.unsure.append(f"`{name}` is still to be written")
    return (nearest,)


def _mistakes(job: Job, files: Mapping[str, bytes], made: Mapping[str, bytes]) -> tuple[str, ...]:
    """Return what reading the brief finds wrong."""
    folder = f"{BRIEFS}/{job.slug}"
    try:
        load_brief(
            {**files, **{f"{folder}/{name}": data for name, data in made.items()}}, job.slug, job.language, ()
        )
    except CopyfitError as error:
        return tuple(str(problem).replace("\n  ", "; ") for problem in error.problems)
    return ()
