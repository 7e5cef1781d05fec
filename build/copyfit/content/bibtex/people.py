"""Names as BibTeX and biblatex write them → CSL names.

In: the LaTeX of a list of names. Out: for each its parts, particles and suffix apart, or a body's name whole.
"""

from __future__ import annotations

import re

from copyfit.content.bibtex.latex import LatexMistake, text_of

MAX_NAMES = 200_000
"""So many characters of a list are read; more are refused, not cut."""
OPEN_COMMAND = re.compile(r"(\\[A-Za-z]+)\s+(\w)")
"""A command and the letter that it is for, with a space between: `\\v Zak`, which is one word."""
PARTS = {"family": "family", "given": "given", "prefix": "non-dropping-particle", "suffix": "suffix"}
OTHERS = {"literal": "et al."}


def people_of(latex: str) -> list[dict[str, str]]:
    """Return the names in a list, cut at its `and`s; `others` are "et al.".

    Raises LatexMistake for what cannot be printed.
    """
    return [person_of(name) for name in _cut(latex)]


def literals_of(latex: str) -> str:
    """Return a list of publishers or places, cut at its `and`s, as one text."""
    return "; ".join(part for part in map(text_of, _cut(latex)) if part)


def _cut(latex: str) -> list[str]:
    """Return what stands between the `and`s of a list, those inside brackets left alone.

    The parser's own cut loses the command that a name after an `and` begins with: `\\v{Z}ola` became `Zola`.
    """
    words = OPEN_COMMAND.sub(r"{\1 \2}", latex).split()
    if (size := sum(len(word) + 1 for word in words)) > MAX_NAMES:
        raise LatexMistake(f"a list of names has {size} characters; at most {MAX_NAMES} are read")
    found, depth = [""], 0
    for word in words:
        if word.lower() == "and" and not depth:
            found.append("")
            continue
        depth += word.count("{") - word.count("}")
        found[-1] += f" {word}"
    return [name.strip() for name in found if name.strip()]


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
