"""docs/templates.md is true: its lists are the program's, and its press page comes out."""

import inspect
import json
import re
import shlex

import pypdfium2
import pytest

from copyfit.content import brief as model
from copyfit.content.edition import select
from copyfit.content.load import load_brief
from copyfit.content.variant import read_variant
from copyfit.page.context import Content
from copyfit.page.house import DEFAULTS
from copyfit.page.jinja import _filters
from copyfit.page.labels import read_labels
from copyfit.project import snapshot
from copyfit.rules.registry import read_rules
from guides import ROOT, blocks, follow, names, rows, under

GUIDE = "docs/templates.md"
WALK = "A walk: make a press page"
PRESS = "nato-iraq-press-en"


def listed(heading, start=""):
    """Return every name in the first column of the tables under a heading."""
    return {name for row in rows(under(GUIDE, heading)) for name in names(row[0]) if name.startswith(start)}


@pytest.fixture(scope="module")
def context():
    """Return what the executive page of the sample is given."""
    files = snapshot(ROOT, "nato-iraq")
    edition = select(load_brief(files, "nato-iraq"), read_variant(files, "executive"), "en")
    return Content(edition, files, (), read_labels(files, "en")).context({})


class DescribeWhatATemplateIsGiven:
    def it_lists_every_name(self, context):
        told = under(GUIDE, "What a template is given").partition("### Filters")[0]
        assert {name for row in rows(told) for name in names(row[0])} == set(context)
        assert set(context["brief"]) == {
            name.removeprefix("brief.") for name in listed("The brief", "brief.")
        }
        for name in context["edition"]:
            assert f"`edition.{name}`" in told

    def it_lists_every_filter(self):
        assert listed("Filters") == set(_filters("en", 2026))

    def it_lists_every_part_of_every_kind(self):
        table = {row[0]: row[1] for row in rows(under(GUIDE, "The brief"))}
        kinds = {
            name.lower(): kind
            for name, kind in inspect.getmembers(model, inspect.isclass)
            if issubclass(kind, model.Part) and name.lower() in table
        }
        assert {"statement", "judgement", "table", "reading"} <= set(kinds)
        for name, kind in kinds.items():
            own = set(kind.model_fields) - {"short", "plain"}
            if name == "wording":
                own |= {"wording"}
            elif issubclass(kind, model.Statement) and name != "statement":
                own -= set(model.Statement.model_fields)
            elif name == "statement":
                own -= {"text"}
            assert own <= set(names(table[name])), name


class DescribeTheHouse:
    def it_lists_every_setting(self):
        heading = "The house: colours, fonts, paper"
        assert {name for name in listed(heading) if not name.startswith("--")} == set(DEFAULTS)

    def it_lists_every_token(self):
        css = (ROOT / "templates/shared/house.css").read_text()
        tokens = set(re.findall(r"^ *(--[\w-]+):|(?<=; )\s*(--[\w-]+):", css, re.MULTILINE))
        assert {one or other for one, other in tokens} == listed("The house: colours, fonts, paper", "--")

    def it_takes_a_style_sheet_of_ones_own(self, copyfit, tmp_path):
        project = tmp_path / "briefings"
        assert copyfit("init", str(project), cwd=tmp_path).returncode == 0
        for block in blocks(GUIDE):
            if block.action and block.heading == "The house: colours, fonts, paper":
                follow(block, project)
        built = copyfit("build", "--variant", "executive", "--language", "en", cwd=project)
        assert built.returncode == 0, built.stderr


class DescribeTheRules:
    def it_changes_the_rules_of_a_house(self):
        block = next(one for one in blocks(GUIDE) if one.heading == "The rules of the house")
        rules = read_rules({block.action[1]: block.text.encode()})
        assert rules["sentence-length"].level_for("student") == "warning"
        assert rules["abbreviations"].level_for("executive") == "off"


class DescribeTheBlocks:
    def it_lists_every_block_with_its_data(self):
        source = (ROOT / "templates/shared/blocks.html.j2").read_text()
        macros = {
            f"{name}({re.sub(r'=[^,]*', '', arguments)})"
            for name, arguments in re.findall(r"macro (\w+)\((.*)\) -?%", source)
        }
        assert macros == listed("Blocks")


@pytest.fixture(scope="module")
def press(copyfit, tmp_path_factory):
    """Return the folder of the press page's files, and what `--json` said, after every step of the walk."""
    folder = tmp_path_factory.mktemp("walk")
    for block in blocks(GUIDE):
        if block.heading != WALK:
            continue
        if block.action:
            follow(block, folder)
        for line in block.commands:
            command, *arguments = shlex.split(line)
            if command == "cd":
                folder /= arguments[0]
                continue
            done = copyfit(*arguments, cwd=folder)
            assert done.returncode == 0, done.stderr
    said = json.loads(copyfit(*arguments, "--json", cwd=folder).stdout)
    assert {one["status"] for one in said["artifacts"]} == {"fresh"}
    checked = json.loads(copyfit("check", *arguments[1:], "--json", cwd=folder).stdout)
    return folder / "dist/nato-iraq", said["artifacts"][0]["fit"], checked["problems"]


class DescribeThePressPage:
    def it_is_a_full_page_with_nothing_shortened(self, press):
        folder, fit, _ = press
        assert sorted(path.name for path in folder.iterdir()) == [f"{PRESS}.docx", f"{PRESS}.pdf"]
        assert fit["body_pt"] >= 12
        assert fit["fill"] > 0.95
        assert fit["shortened"] == fit["dropped"] == []

    def it_keeps_every_rule(self, press):
        assert {problem["code"] for problem in press[2]} <= {"stale-fact"}

    def it_says_what_the_walk_made_it_say(self, press):
        page = pypdfium2.PdfDocument(press[0] / f"{PRESS}.pdf")
        assert len(page) == 1
        text = " ".join(page[0].get_textpage().get_text_bounded().split())
        for words in (
            "A line that may be quoted",
            "Iraq asked for it.",
            "Does it work?",
            "15,000",
            "Sample Ministry",
        ):
            assert words in text
        assert "We assess" not in text

    @pytest.mark.slow
    def it_has_the_same_lines_in_word(self, press):
        from parity import compare, laid_out_by_libreoffice

        word = laid_out_by_libreoffice({PRESS: (press[0] / f"{PRESS}.docx").read_bytes()})[PRESS]
        parity = compare(PRESS, (press[0] / f"{PRESS}.pdf").read_bytes(), word)
        assert list(parity.differences) == []
        assert parity.pages == 1
