"""The map of the program, held against its import statements: one direction, one door to each library."""

import ast
import importlib
import re
import sys
from pathlib import Path

import pytest

from copyfit.protocol import Task

PACKAGE = Path(__file__).resolve().parents[1] / "build/copyfit"

# The rooms in the order of the flow. A room may import those before it that its row names.
CALM = {"errors", "units", "language", "project"}
BESIDE = {"errors", "git", "units", "language", "origin", "private", "project", "suggest", "trace"}
"""What any room may know."""
MAY_IMPORT = {
    "__init__": {"api", "content", "errors", "project", "protocol"},
    # beside the flow
    "errors": set(),
    "units": set(),
    "trace": {"scene"},
    "project": {"errors"},
    "machine": {"errors"},
    "git": {"errors"},
    "suggest": set(),
    "interrupt": set(),
    "runner": set(),
    "private": set(),
    "review": {"errors"},
    "origin": set(),
    "account": {"errors", "origin", "review"},
    "scene": {"errors", "account"},
    "sight": set(),
    "draft": set(),
    "protocol": {"errors", "language", "project", "account", "scene", "sight", "draft"},
    # what is written, and what one page says of it
    "language": set(),
    "yaml": {"errors", "language", "suggest"},
    "content": {"errors", "language", "origin", "project", "suggest", "yaml"},
    "faces": {"errors"},
    "page": {"errors", "faces", "language", "project", "yaml", "content"},
    "chart": {"errors", "units", "language", "yaml", "faces"},
    "location": {"errors", "project", "yaml", "content"},
    "picture": {"errors", "units", "chart"},
    # laid out, and written down: nothing of briefs or templates
    "layout": {"errors", "units", "language", "private", "faces"},
    "measure": {"errors", "units", "language", "layout"},
    "drawings": {"errors", "language", "suggest", "content", "page", "chart"},
    "figures": {
        "errors", "units", "trace", "project", "faces", "content", "page", "chart", "picture", "layout",
        "drawings",
    },
    "proof": {"errors", "units", "faces", "layout", "measure", "yaml"},
    "pdf": {"errors", "layout"},
    "word": {
        "errors", "units", "language", "origin", "faces", "layout", "measure", "picture", "chart",
    },
    "fit": {
        "errors", "units", "language", "project", "suggest", "account", "content", "page", "layout",
        "measure", "proof",
    },
    "rules": {
        "errors", "language", "project", "yaml", "suggest", "account", "content", "page", "location",
        "layout", "measure", "review", "word",
    },
    # made, and kept
    "attachments": {"project", "yaml", "content", "chart", "figures", "layout"},
    "make": {
        "errors", "origin", "trace", "project", "protocol", "account", "attachments", "content", "page",
        "figures",
        "location", "layout", "faces", "fit", "pdf", "word", "proof", "rules",
    },
    "show": {
        "errors", "units", "language", "project", "protocol", "scene", "trace", "content", "page", "figures",
        "faces", "layout", "measure", "fit", "pdf", "word", "make",
    },
    "intake": {"errors", "project", "protocol", "draft", "yaml", "content", "page"},
    "starter": {"errors", "project", "content", "suggest"},
    "build": {
        "errors", "private", "trace", "project", "suggest", "machine", "review", "account", "scene",
        "protocol", "content",
    },
    "preview": {
        "errors", "language", "project", "machine", "account", "scene", "protocol", "content", "faces",
        "proof", "build",
    },
    "api": {"errors", "project", "protocol", "suggest", "machine", "content", "build"},
    "cluster": {"errors", "project", "protocol", "build"},
    "annotation": {"errors", "build", "runner"},
    "diff": {
        "errors", "project", "suggest", "account", "sight", "protocol", "content", "word", "proof", "build",
        "git",
    },
    "release": {
        "errors", "language", "origin", "project", "protocol", "suggest", "account", "sight", "content",
        "build", "proof", "diff", "git",
    },
    "cli": {
        "errors", "project", "suggest", "machine", "account", "protocol", "content", "starter", "build",
        "preview", "release", "annotation", "cluster", "diff", "draft", "interrupt", "runner",
    },
    "__main__": {"interrupt", "cli"},
}  # fmt: skip

# Who may import a library: its doors.
DOORS = {
    "fontTools": {"faces", "chart"},
    "weasyprint": {"layout"},
    "pydyf": {"layout"},
    "docx": {"word"},
    "cyclonedx": {"release"},
    "icalendar": {"release"},
    "packageurl": {"release"},
    "segno": {"chart"},
    "jinja2": {"page", "release"},
    "markupsafe": {"page"},
    "ruamel": {"yaml"},
    "yaml": {"yaml"},
    "pydantic": {"content", "yaml", "rules"},
    "pydantic_core": {"yaml", "content"},
    "markdown_it": {"content", "intake"},
    "mammoth": {"intake"},
    "babel": {"language"},
    "pyphen": {"language"},
    "citeproc": {"content"},
    "bibtexparser": {"content"},
    "pylatexenc": {"content"},
    "vl_convert": {"chart"},
    "tinycss2": {"layout", "chart", "rules"},
    "cssselect2": {"rules"},
    "PIL": {"chart", "diff", "picture", "proof"},
    "uharfbuzz": {"measure", "chart", "faces"},
    "pypdfium2": {"diff", "proof"},
    "lxml": {"content", "page", "word", "chart", "diff", "intake", "picture", "rules"},
    "msgspec": {"protocol", "build", "preview", "release"},
    "starlette": {"preview"},
    "sse_starlette": {"preview"},
    "uvicorn": {"preview"},
    "watchfiles": {"preview"},
    "anyio": {"preview"},
    "distributed": {"cluster"},
    "click": {"cli"},
    "rich": {"cli"},
}


def module_of(path):
    """Return the module that a file belongs to; a folder counts as one."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


FILES = sorted(path for path in PACKAGE.rglob("*.py") if "templates" not in path.parts)
MODULES = sorted({module_of(path) for path in FILES})


def imports_of(module):
    """Return the names of all that a module imports, wherever in it: `copyfit.x` and libraries."""
    found = set()
    for path in FILES:
        if module_of(path) == module:
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Import):
                    found |= {alias.name for alias in node.names}
                elif isinstance(node, ast.ImportFrom):
                    assert node.level == 0, f"{path} imports relatively"
                    names = [f"copyfit.{alias.name}" for alias in node.names]
                    found |= set(names) if node.module == "copyfit" else {node.module}
    return found


def own_imports_of(module):
    """Return the modules of the program that a module imports."""
    parts = [name.split(".") for name in imports_of(module)]
    return {p[1] for p in parts if p[0] == "copyfit" and len(p) > 1 and p[1] in MODULES} - {module}


def libraries_of(module):
    """Return the libraries that a module imports."""
    tops = {name.split(".")[0] for name in imports_of(module)}
    return tops - set(sys.stdlib_module_names) - {"copyfit", "__future__"}


class DescribeTheMap:
    @pytest.mark.parametrize("module", MODULES)
    def it_has_a_line_for_every_module(self, module):
        assert module in MAY_IMPORT, "give it a line in MAY_IMPORT: what may it know of the others?"

    @pytest.mark.parametrize("module", MODULES)
    def it_is_what_modules_import(self, module):
        assert own_imports_of(module) <= MAY_IMPORT.get(module, set())

    def it_has_no_way_round(self):
        left = {module: own_imports_of(module) for module in MODULES}
        while left:
            done = {module for module, needs in left.items() if not needs & set(left)}
            assert done, f"a circle among {sorted(left)}"
            left = {module: needs for module, needs in left.items() if module not in done}

    @pytest.mark.parametrize("writer", ["pdf", "word"])
    def it_lets_a_writer_know_the_layout_and_nothing_before_it(self, writer):
        assert own_imports_of(writer) <= {
            "errors", "units", "language", "origin", "faces", "layout", "measure", "chart", "picture",
        }  # fmt: skip


def files_imported_by(path):
    """Return the files of the program that a file imports, wherever in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "copyfit":
            place = PACKAGE.joinpath(*node.module.split(".")[1:])
            names = [place / f"{alias.name}.py" for alias in node.names]
            found |= {name for name in names if name.is_file()} or {
                place.with_suffix(".py") if place.with_suffix(".py").is_file() else place / "__init__.py"
            }
    return found - {path}


class DescribeFiles:
    def it_has_no_circle(self):
        left = {path: files_imported_by(path) for path in FILES}
        while left:
            done = {path for path, needs in left.items() if not needs & set(left)}
            assert done, f"a circle among {sorted(str(path.relative_to(PACKAGE)) for path in left)}"
            left = {path: needs for path, needs in left.items() if path not in done}


class DescribeNames:
    """One noun for one thing: a class is called as no other is, nor as a room, but a room's own product."""

    PRODUCTS = frozenset(("Layout", "Fit", "Chart"))

    def classes(self):
        """Yield every public class of the program with its file."""
        for path in FILES:
            for node in ast.parse(path.read_text(encoding="utf-8")).body:
                if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                    yield node.name, path.relative_to(PACKAGE).as_posix()

    def it_is_the_name_of_one_class(self):
        found = {}
        for name, path in self.classes():
            found.setdefault(name, []).append(path)
        assert {name: paths for name, paths in found.items() if len(paths) > 1} == {}

    def it_is_no_rooms(self):
        rooms = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
        assert {name for name, _ in self.classes() if name.lower() in rooms} <= self.PRODUCTS

    def it_is_a_noun_for_a_room(self):
        assert not {path for path in PACKAGE.glob("*/__init__.py") if path.parent.name.endswith("ing")}


class DescribeTheDrawing:
    """CONTRIBUTING draws the rooms and their arrows; what all rooms may know is left out of it."""

    def it_is_what_modules_import(self):
        text = (PACKAGE.parents[1] / "CONTRIBUTING.md").read_text(encoding="utf-8")
        drawing = text[text.index("```mermaid") :].partition("```\n")[0]
        drawn = {tuple(pair) for pair in re.findall(r"^ *(\w+) --> (\w+)$", drawing, re.MULTILINE)}
        rooms = [module for module in MODULES if module not in BESIDE | {"__init__", "__main__"}]
        assert drawn == {(other, room) for room in rooms for other in own_imports_of(room) if other in rooms}


class DescribeFunctionsNamedByAString:
    def it_is_one_table(self):
        named = re.compile(r"copyfit(\.\w+)+:\w+")
        found = {
            module_of(path)
            for path in FILES
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and named.fullmatch(node.value)
        }
        assert found == {"protocol"}

    @pytest.mark.parametrize("task", Task)
    def it_names_functions_that_are_there(self, task):
        module, _, name = task.partition(":")
        assert callable(getattr(importlib.import_module(module), name))


class DescribeComparing:
    """Two versions of a page are compared in one room; others that look for words look for something else."""

    ELSEWHERE = frozenset(("suggest", "chart", "proof", "intake"))
    """Names that were meant, words that got lost on their way to a file, the block that a heading names."""

    def it_is_one_rooms_work(self):
        assert {module for module in MODULES if "difflib" in imports_of(module)} == {"diff", *self.ELSEWHERE}


class DescribeTheDoors:
    @pytest.mark.parametrize("module", MODULES)
    def it_is_one_for_each_library(self, module):
        for library in libraries_of(module):
            assert library in DOORS, f"{library} has no door: name the module that may import it"
            assert module in DOORS[library], f"only {sorted(DOORS[library])} may import {library}"


class DescribeModules:
    @pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
    def it_says_what_it_is_and_has_no_more_than_a_few_screens(self, path):
        text = path.read_text(encoding="utf-8")
        assert not text or ast.get_docstring(ast.parse(text))
        assert text.count("\n") <= 400

    def it_is_named_for_what_it_knows(self):
        vague = {"utils", "util", "helpers", "helper", "common", "misc", "tools", "manager"}
        assert not {path.stem for path in FILES} & vague
