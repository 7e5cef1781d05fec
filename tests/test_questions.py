"""CONTRIBUTING asks a newcomer where things are; its answers are true."""

import ast

import pytest

from guides import ROOT, names, rows, under

ASKED = [(row[0], *names(row[1])) for row in rows(under("CONTRIBUTING.md", "Where would you look?"))]


def defined_in(path):
    """Return the names that a module defines, a class's methods with the class before them."""
    found = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        if isinstance(node, ast.ClassDef):
            found |= {f"{node.name}.{one.name}" for one in node.body if isinstance(one, ast.FunctionDef)}
        if isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            found |= {one.id for one in targets if isinstance(one, ast.Name)}
    return found


@pytest.mark.parametrize(("question", "path", "name"), ASKED, ids=[one[0] for one in ASKED])
def test_it_is_where_the_answer_says(question, path, name):
    assert name in defined_in(ROOT / "build/copyfit" / path), question


def test_it_asks_a_dozen():
    assert len(ASKED) >= 13
