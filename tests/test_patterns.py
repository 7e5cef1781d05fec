"""No pattern of the program can be kept busy: none repeats what holds a repeat, but for some looked at.

Such a pattern may try every way to part a text between the two, and there are as many as powers of two. The
patterns are read as Python reads them; those that are put together at run time are not among them.
"""

import ast
import re
from re import _constants as sign
from re import _parser as parser

import pytest

from copyfit.build.limits import counted
from guides import ROOT

CALLS = {"compile", "search", "match", "fullmatch", "sub", "subn", "split", "findall", "finditer"}
REPEATS = (sign.MAX_REPEAT, sign.MIN_REPEAT)
LOOKED_AT = {
    "chart/outline.py": "figures run to their end (?![\\d.])",
    "content/csl/names.py": "each name ends in a sign that no name holds",
    "content/csl/numbers.py": "a dash or a comma stands between figures",
    "diff/pages.py": "capitals follow a hyphen, and names of files are short",
    "language/verbatim.py": "a stop stands between names, and words are short",
    "layout/patches.py": "a quoted value begins and ends with its mark",
    "picture/plain.py": "each repeat keeps what it took (*+)",
    "word/blocks/held.py": "a stop stands between names",
}
"""Files with a repeat in a repeat, and why a text can be parted in one way only."""
HOSTILE = ("scale(1)" + " " * 30, "a-", "a.", "1.5", "1,", "A1-", '"a', "<a b", "O'", " ", "x" * 30 + " ")


def patterns(path):
    """Yield each pattern that a module has written out, and whether it is spread over lines."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        called = node.func if isinstance(node, ast.Call) else None
        if isinstance(called, ast.Attribute) and called.attr in CALLS and ast.unparse(called.value) == "re":
            first = node.args[0] if node.args else None
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value, "VERBOSE" in ast.unparse(node)


def inside(operator, operand):
    """Return the parts of a pattern that stand inside one of its parts."""
    if operator in (*REPEATS, sign.POSSESSIVE_REPEAT):
        return [operand[2]]
    if operator is sign.SUBPATTERN:
        return [operand[3]]
    if operator in (sign.ASSERT, sign.ASSERT_NOT):
        return [operand[1]]
    return operand[1] if operator is sign.BRANCH else [operand] if operator is sign.ATOMIC_GROUP else []


def repeats(operator, operand):
    return operator in REPEATS and operand[1] is sign.MAXREPEAT


def holds(parts, found):
    return any(found(*part) or any(holds(inner, found) for inner in inside(*part)) for part in parts)


def is_nested(pattern, *, spread=False):
    tree = parser.parse(pattern, re.VERBOSE if spread else 0)
    return holds(tree, lambda *part: repeats(*part) and holds(part[1][2], repeats))


PATTERNS = {
    path.relative_to(ROOT / "build/copyfit").as_posix(): tuple(patterns(path))
    for path in sorted((ROOT / "build/copyfit").rglob("*.py"))
}


def it_sees_a_repeat_in_a_repeat():
    assert is_nested(r"(a*b?)*c")
    assert not is_nested(r"(a*+b?)*+c")
    assert sum(map(len, PATTERNS.values())) > 250


def it_has_none_that_nobody_looked_at():
    nested = {name for name, some in PATTERNS.items() if any(is_nested(one, spread=v) for one, v in some)}
    assert nested <= set(LOOKED_AT)


@pytest.mark.parametrize("name", LOOKED_AT)
def it_is_quick_on_what_repeats_without_end(name):
    """Two thousand signs each: a pattern that can part them in many ways would take for ever."""
    with counted(5.0):
        for pattern, spread in PATTERNS[name]:
            compiled = re.compile(pattern, re.VERBOSE if spread else 0)
            for text in HOSTILE:
                compiled.search((text * 2000)[:2000] + "\x7f")
