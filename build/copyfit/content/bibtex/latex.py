r"""LaTeX as it stands in sources → text; the door to pylatexenc.

In: a field's LaTeX. Out: its text: accents, letters, dashes and quotation marks made, brackets and emphasis
taken off, `$_2$` as <sub> where there is no sign for it. What cannot be printed is a LatexMistake.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Any

MAX_TEXT = 20_000
MAX_DEPTH = 40
SIGNS = {
    "copyright": "©", "textcopyright": "©", "textregistered": "®", "texttrademark": "™", "slash": "/",
    "hyphen": "-", "TeX": "TeX", "LaTeX": "LaTeX", "BibTeX": "BibTeX", "S": "§", "P": "¶", "pounds": "£",
    "euro": "€", "texteuro": "€", "EUR": "€", "textbackslash": "\\", "textasciitilde": "~",
    "textasciicircum": "^", "textunderscore": "_", "textbar": "|", "textless": "<", "textgreater": ">",
    "textdegree": "°", "degree": "°", "textperiodcentered": "·", "textbullet": "•", "dag": "†", "ddag": "‡",
    "textquotesingle": "'", "newblock": "", "protect": "", "relax": "", "noopsort": "", "newline": " ",
    "break": " ", "linebreak": " ", "bibrangedash": "–", "bibdash": "–", "textendash": "–",
    "textemdash": "—", "textquoteleft": "‘", "textquoteright": "’", "textquotedblleft": "“",
    "textquotedblright": "”", "guillemotleft": "«", "guillemotright": "»", "textnumero": "№", "numero": "№",
}  # fmt: skip
"""Commands that stand for a sign."""
THROUGH = (
    "emph textit textbf textsc texttt textrm textsf textsl textmd textup textnormal underline mbox hbox "
    "autocap mkbibemph mkbibitalic mkbibbold mkbibacro uppercase MakeUppercase lowercase MakeLowercase "
    "ensuremath mathrm mathit mathbf mathsf mathtt text url nolinkurl path foreignquote nocase "
    "NoCaseChange MakeCapital"
).split()
"""Commands whose argument is printed as it is."""
QUOTES = {"enquote": "“{}”", "mkbibquote": "“{}”", "mkbibparens": "({})", "mkbibbrackets": "[{}]"}
DROPPED = frozenset(
    {
        "itshape",
        "bfseries",
        "em",
        "it",
        "bf",
        "sc",
        "rm",
        "sf",
        "tt",
        "sl",
        "scshape",
        "upshape",
        "/",
        "-",
        "displaystyle",
    }
)
SUPERS = str.maketrans("0123456789+-=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ")
SUBS = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
RAISED = re.compile(r"([_^])(?:\{([^{}]{1,40})\}|(\\[A-Za-z]{1,20}|[A-Za-z0-9+*-]))")
UNESCAPED = re.compile(r"(?<!\\)((?:\\\\){0,8})([%&#])")
MATH = re.compile(r"(?<!\\)\$([^$]{0,500})(?<!\\)\$")
LONE_DOLLAR = re.compile(r"(?<!\\)\$")


class LatexMistake(ValueError):
    """LaTeX that cannot be printed: what it is."""


def text_of(latex: str) -> str:
    """Return a field's LaTeX as text on one line.

    Raises LatexMistake for a command that cannot be printed.
    """
    if len(latex) > MAX_TEXT:
        raise LatexMistake(f"a text has {len(latex)} characters; at most {MAX_TEXT} are read")
    if not re.search(r"[\\{}$~`'<>-]", latex):
        return " ".join(latex.split())
    if _depth(latex) > MAX_DEPTH:
        raise LatexMistake(f"brackets are nested more than {MAX_DEPTH} deep")
    if len(LONE_DOLLAR.findall(latex)) % 2:
        raise LatexMistake("`$` begins a formula that never ends")
    prepared = UNESCAPED.sub(r"\1\\\2", MATH.sub(_formula, latex))
    text = _printed(prepared)
    return unicodedata.normalize("NFC", " ".join(re.split(r"[ \t\n]+", text)).strip(" \t\n"))


def address_in(latex: str) -> str:
    """Return a web address as it is written in LaTeX: without its escapes and brackets."""
    inside = re.search(r"\\(?:url|href|nolinkurl)\s*\{([^{}\s]{1,2000})\}", latex)
    text = inside[1] if inside else latex.strip().strip("<>")
    for name, sign in (("textasciitilde", "~"), ("textunderscore", "_"), ("sim", "~")):
        text = re.sub(rf"\$?\\{name}(?![A-Za-z])(?:\{{\}}|\$)?", sign, text)
    return re.sub(r"\\([_&%#~$-])", r"\1", re.sub(r"[{}]", "", text)).strip()


def _depth(latex: str) -> int:
    deepest = depth = 0
    for sign in re.finditer(r"(?<!\\)[{}]", latex):
        depth += 1 if sign[0] == "{" else -1
        deepest = max(deepest, depth)
    return deepest


def _formula(match: re.Match[str]) -> str:
    """Return a formula with what is raised or lowered as commands."""

    def moved(part: re.Match[str]) -> str:
        name = "textsubscript" if part[1] == "_" else "textsuperscript"
        return f"\\{name}{{{part[2] or part[3]}}}"

    return f"${RAISED.sub(moved, match[1])}$"


def _printed(latex: str) -> str:
    from pylatexenc.latexwalker import LatexWalker, LatexWalkerError

    walker_context, text_context, known = _contexts()
    try:
        nodes, _, _ = LatexWalker(
            latex, latex_context=walker_context, tolerant_parsing=False
        ).get_latex_nodes()
    except LatexWalkerError:
        raise LatexMistake("the brackets or commands of this LaTeX are not complete") from None
    for node in _commands(nodes):
        if node not in known:
            raise LatexMistake(f"`\\{node}` is a LaTeX command that cannot be printed")
    from pylatexenc.latex2text import LatexNodes2Text

    writer = LatexNodes2Text(latex_context=text_context, math_mode="text", strict_latex_spaces=True)
    return str(writer.nodelist_to_text(nodes))


def _commands(nodes: Any) -> Iterator[str]:
    """Yield the names of all commands and environments below `nodes`."""
    for node in nodes or ():
        if node is None:
            continue
        kind = type(node).__name__
        if kind == "LatexMacroNode":
            yield node.macroname
        elif kind == "LatexEnvironmentNode":
            yield node.environmentname
        arguments = getattr(node, "nodeargd", None)
        yield from _commands(getattr(node, "nodelist", None))
        yield from _commands(getattr(arguments, "argnlist", None))


def _raised(text: str) -> str:
    plain = text.translate(SUPERS)
    return plain if not set(text) - set("0123456789+-=()ni") else f"<sup>{text}</sup>"


def _lowered(text: str) -> str:
    return text.translate(SUBS) if not set(text) - set("0123456789+-=()") else f"<sub>{text}</sub>"


@cache
def _contexts() -> tuple[Any, Any, frozenset[str]]:
    """Return pylatexenc's tables, this module's commands laid over them, and the names of all known ones."""
    from pylatexenc import latex2text, latexwalker
    from pylatexenc.latex2text import MacroTextSpec
    from pylatexenc.macrospec import MacroSpec

    def argument(change: Any) -> Any:
        return lambda node, l2tobj: change(l2tobj.nodelist_to_text([node.nodeargd.argnlist[-1]]))

    one = [*THROUGH, *QUOTES, "textsuperscript", "textsubscript", "sp", "sb"]
    walker = latexwalker.get_default_latex_context_db()
    walker.add_context_category(
        "sources", [*(MacroSpec(name, "{") for name in one), MacroSpec("href", "{{")], prepend=True
    )
    text = latex2text.get_default_latex_context_db()
    own = [
        *(MacroTextSpec(name, sign) for name, sign in SIGNS.items()),
        *(MacroTextSpec(name, argument(str)) for name in (*THROUGH, "href")),
        *(MacroTextSpec(name, argument(form.format)) for name, form in QUOTES.items()),
        *(MacroTextSpec(name, argument(_raised)) for name in ("textsuperscript", "sp")),
        *(MacroTextSpec(name, argument(_lowered)) for name in ("textsubscript", "sb")),
        *(MacroTextSpec(name, "") for name in DROPPED),
        *(MacroTextSpec(sign, sign) for sign in "%&#_${}"),
        *(MacroTextSpec(sign, "\u00a0" if sign == " " else " ") for sign in (" ", ",", ";", ":")),
        MacroTextSpec("\\", " "),
        MacroTextSpec("\n", " "),
    ]
    text.add_context_category("sources", own, prepend=True)
    printable = {spec.macroname for spec in text.iter_macro_specs() if _prints(spec)}
    return walker, text, frozenset(printable | {spec.macroname for spec in own})


def _prints(spec: Any) -> bool:
    """Return whether a command of pylatexenc's own table prints what it means."""
    said = spec.simplify_repl
    if spec.macroname in _UNPRINTABLE:
        return False
    return bool(said)


_UNPRINTABLE = frozenset(
    "cite citet citep citealt citealp nocite ref eqref autoref cref Cref pageref footnote footnotemark "
    "input include includegraphics title author date maketitle documentclass usepackage newcommand "
    "renewcommand label item section subsection chapter part paragraph bibitem thanks marginpar index".split()
)
