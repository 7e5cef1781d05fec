"""Names as BibTeX and biblatex write them → CSL names.

In: the LaTeX of a list of names. Out: for each its parts, particles and suffix apart, or a body's name whole.
"""

from __future__ import annotations

import re

from copyfit.content.bibtex.latex import text_of

MAX_NAMES = 20_000
PARTS = {"family": "family", "given": "given", "prefix": "non-dropping-particle", "suffix": "suffix"}
OTHERS = {"literal": "et al."}


def people_of(latex: str) -> list[dict[str, str]]:
    """Return the names in a list, cut at its `and`s; `others` are "et al.".

    Raises LatexMistake for what cannot be printed.
    """
    from bibtexparser.middlewares.names import split_multiple_persons_names

    text = " ".join(latex.split())[:MAX_NAMES]
    return [person_of(name) for name in split_multiple_persons_names(text) if name.strip()]


def literals_of(latex: str) -> str:
    """Return a list of publishers or places, cut at its `and`s, as one text."""
    from bibtexparser.middlewares.names import split_multiple_persons_names

    parts = [text_of(part) for part in split_multiple_persons_names(" ".join(latex.split())[:MAX_NAMES])]
    return "; ".join(part for part in parts if part)


def person_of(name: str) -> dict[str, str]:
    """Return one name: `Given von Family`, `von Family, Jr, Given`, or whole in brackets."""
    from bibtexparser.middlewares.names import InvalidNameError, parse_single_name_into_parts

    if name.strip().lower() == "others":
        return dict(OTHERS)
    if _is_whole(name.strip()) or "{and}" in name.lower():
        return {"literal": text_of(name)}
    if re.search(r"(?:^|,)\s*(?:family|given)\s*=", name):
        return _spelt_out(name)
    try:
        parts = parse_single_name_into_parts(name, strict=False)
    except (InvalidNameError, IndexError):
        return {"literal": text_of(name)}
    family, given = text_of(" ".join(parts.last)), text_of(" ".join(parts.first))
    particle, suffix = text_of(" ".join(parts.von)), text_of(" ".join(parts.jr))
    if not family:
        return {"literal": text_of(name)}
    found = {"family": family, "given": given, "non-dropping-particle": particle, "suffix": suffix}
    return {part: said for part, said in found.items() if said}


def _is_whole(name: str) -> bool:
    """Return whether one pair of brackets is around all of a name."""
    depth = 0
    for index, sign in enumerate(name):
        depth += (sign == "{") - (sign == "}")
        if not depth:
            return name[:1] == "{" and index == len(name) - 1
    return False


def _spelt_out(name: str) -> dict[str, str]:
    """Return a name of biblatex's extended form: `family=Doe, given=Ann, prefix=van`."""
    found: dict[str, str] = {}
    for part in re.split(r",(?![^{}]*\})", name):
        key, _, said = part.partition("=")
        csl = PARTS.get(key.strip().lower())
        if csl and said.strip():
            found[csl] = text_of(said.strip().strip('"'))
    return found if found.get("family") else {"literal": text_of(name)}
