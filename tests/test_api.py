"""What other programs import: documented, typed, and cheap until it is used."""

import ast
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import copyfit
from copyfit import CopyfitError, Edition, editions, make_files, read_brief
from copyfit.errors import BriefError, UsageError
from guides import blocks, names, rows, text_of

GUIDE = "docs/python.md"
SOURCE = Path(copyfit.__file__).read_text()


class DescribeTheGuide:
    def it_shows_what_runs(self, project, python, tmp_path):
        (block,) = [one for one in blocks(GUIDE) if one.language == "python"]
        (tmp_path / "my-briefings").symlink_to(project)
        done = python("-c", block.text, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        assert "as of 2026-03-20" in done.stdout
        for form in ("pdf", "docx"):
            made = (tmp_path / f"nato-iraq.{form}").read_bytes()
            assert made == (project / f"dist/nato-iraq/nato-iraq-executive-en.{form}").read_bytes()

    def it_names_every_function_and_every_error(self):
        told = {names(row[0])[0].partition("(")[0] for row in rows(text_of(GUIDE))}
        assert told | {"Brief", "Artifacts"} == set(copyfit.__all__)


class DescribeImporting:
    def it_imports_next_to_nothing(self, python, tmp_path):
        code = "import json, sys, copyfit; print(json.dumps(sorted(sys.modules)))"
        loaded = set(json.loads(python("-c", code, cwd=tmp_path).stdout))
        assert {name for name in loaded if name.startswith("copyfit")} == {"copyfit"}
        assert not loaded & {"click", "pydantic", "weasyprint", "msgspec"}

    def it_knows_its_names_and_no_others(self):
        assert set(copyfit.__all__) <= set(dir(copyfit))
        assert all(getattr(copyfit, name) for name in copyfit.__all__)
        with pytest.raises(AttributeError):
            _ = copyfit.nothing

    def it_tells_type_checkers_the_same_names(self):
        (told,) = [node for node in ast.parse(SOURCE).body if isinstance(node, ast.If)]
        names = {alias.asname or alias.name for line in told.body for alias in line.names}
        assert names == set(copyfit.__all__)

    @pytest.mark.skipif("COPYFIT_PROVE" not in os.environ, reason="mypy reads the whole program: make prove")
    def it_is_typed(self, tmp_path):
        (tmp_path / "use.py").write_text(
            "from copyfit import Brief, Edition, make_files, read_brief\n"
            "brief: Brief = read_brief('.', 'x')\n"
            "content: bytes = make_files('.', Edition('x', 'executive', 'en')).files['pdf']\n"
            "wrong: int = make_files('.', 'x')\n"
        )
        done = subprocess.run(
            [
                sys.executable,
                "-m",
                "mypy",
                "--strict",
                "--no-incremental",
                "--follow-imports=silent",
                "use.py",
            ],
            cwd=tmp_path,
            env={"MYPYPATH": str(copyfit.__path__[0] + "/.."), "PATH": ""},
            capture_output=True,
            text=True,
        )
        assert {line.partition(": error")[0] for line in done.stdout.splitlines()[:-1]} == {"use.py:4"}


class DescribeWhatCannotBeDone:
    def it_is_an_error_with_problems(self, project, tmp_path):
        with pytest.raises(UsageError):
            read_brief(tmp_path, "x")
        with pytest.raises(BriefError):
            read_brief(project, "nowhere")
        for edition, formats in (
            (Edition("nowhere", "executive", "en"), ("pdf",)),
            (Edition("nato-iraq", "executive", "xx"), ("pdf",)),
            (Edition("nato-iraq", "executive", "en"), ("odt",)),
            (Edition("nato-iraq", "executive", "en"), ()),
        ):
            with pytest.raises(CopyfitError) as caught:
                make_files(project, edition, formats)
            assert caught.value.problems[0].hint

    def it_lists_the_pages_of_a_project(self, project):
        assert Edition("nato-iraq", "student", "en") in editions(project / "briefs")
