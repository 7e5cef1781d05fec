"""docs/templates.md is true: its lists are the program's, and its press page comes out."""

import inspect
import json
import re
import shlex
from typing import get_args

import pypdfium2
import pytest

from copyfit.content import brief, kinds
from copyfit.content.declaration import Block, FieldType, Kind, declarations
from copyfit.content.edition import select
from copyfit.content.fields import Part
from copyfit.content.load import load_brief
from copyfit.content.variant import read_variant
from copyfit.page.context import Context
from copyfit.page.house import BRAND, DEFAULTS
from copyfit.page.jinja import _filters
from copyfit.page.labels import read_labels
from copyfit.project import snapshot
from copyfit.rules.registry import read_rules
from declared import DECLARED
from guides import ROOT, blocks, follow, names, rows, under

GUIDE = "docs/templates.md"
WALK = "A walk: make a press page"
PRESS = "nato-iraq-press-en"
SECOND_WALK = "A second walk: a country profile"
PROFILE = "lorland-profile-en"
SHIPPED = ("executive", "academic", "student")


def listed(heading, start=""):
    """Return every name in the first column of the tables under a heading."""
    return {name for row in rows(under(GUIDE, heading)) for name in names(row[0]) if name.startswith(start)}


@pytest.fixture(scope="module")
def context():
    """Return what the executive page of the sample is given."""
    files = snapshot(ROOT, "nato-iraq")
    edition = select(load_brief(files, "nato-iraq"), read_variant(files, "executive"), "en")
    return Context(edition, files, (), read_labels(files, "en")).context({})


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
        found = {
            name.lower(): kind
            for room in (kinds, brief)
            for name, kind in inspect.getmembers(room, inspect.isclass)
            if issubclass(kind, Part) and name.lower() in table
        }
        assert {"statement", "judgement", "table", "reading", "record"} <= set(found)
        for name, kind in found.items():
            own = set(kind.model_fields) - {"short", "plain"}
            if name == "wording":
                own |= {"wording"}
            elif issubclass(kind, kinds.Statement) and name != "statement":
                own -= set(kinds.Statement.model_fields)
            elif name == "statement":
                own -= {"text"}
            assert own <= set(names(table[name])), name


class DescribeWhatAPageTakes:
    def it_lists_every_key_of_a_block(self):
        told = under(GUIDE, "What a page takes").partition("### Kinds")[0]
        assert {name for row in rows(told) for name in names(row[0])} == set(Block.model_fields)

    def it_lists_every_kind_and_every_type(self):
        assert listed("Kinds") == set(kinds.KINDS) == set(get_args(Kind))
        assert set(get_args(FieldType)) <= set(names(under(GUIDE, "Kinds")))

    def it_shows_blocks_that_can_be_declared(self):
        for block in blocks(GUIDE):
            if block.language == "yaml" and block.heading in ("What a page takes", "Kinds"):
                files = DECLARED | {
                    "templates/own/content.yaml": block.text.encode(),
                    "templates/own/page.html.j2": b"",
                }
                assert set(declarations(files).of("own")) > {"figures", "tables"}

    def it_says_which_page_takes_which_block(self):
        declared = declarations(DECLARED | {f"templates/{one}/page.html.j2": b"" for one in SHIPPED})
        told = {name: row[2] for row in rows(under(GUIDE, "The brief")) for name in names(row[0])}
        for variant in SHIPPED:
            for name in declared.of(variant):
                assert told[f"brief.{name}"] in (variant, "all")


class DescribeTheHouse:
    def it_lists_every_setting(self):
        heading = "The house: colours, fonts, paper"
        assert {name for name in listed(heading) if not name.startswith("--")} == {*DEFAULTS, *BRAND}

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


def walked(copyfit, folder, heading):
    """Do what the steps under a heading say, and return the project's folder and the last command."""
    arguments = []
    for block in blocks(GUIDE):
        if block.heading != heading:
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
    return folder, arguments


@pytest.fixture(scope="module")
def press(copyfit, tmp_path_factory):
    """Return the folder of the press page's files, and what `--json` said, after every step of the walk."""
    folder, arguments = walked(copyfit, tmp_path_factory.mktemp("walk"), WALK)
    said = json.loads(copyfit(*arguments, "--json", cwd=folder).stdout)
    assert {one["status"] for one in said["artifacts"]} == {"fresh"}
    checked = json.loads(copyfit("check", *arguments[1:], "--json", cwd=folder).stdout)
    return folder / "dist/nato-iraq", said["artifacts"][0]["fit"], checked["problems"]


@pytest.fixture(scope="module")
def profile(copyfit, press):
    """Return the folder of the country profile's files, after every step of the second walk."""
    folder, _ = walked(copyfit, press[0].parents[1], SECOND_WALK)
    return folder / "dist/lorland"


class DescribeTheCountryProfile:
    def it_is_the_one_page_that_the_brief_is_for(self, profile):
        assert sorted(path.name for path in profile.iterdir()) == [f"{PROFILE}.docx", f"{PROFILE}.pdf"]

    def it_prints_every_field_as_the_language_writes_it(self, profile):
        page = pypdfium2.PdfDocument(profile / f"{PROFILE}.pdf")
        assert len(page) == 1
        text = " ".join(page[0].get_textpage().get_text_bounded().split())
        fields = ("Port Lor", "1,240,000", "2 May 1994", "partner", "Yes", "A free port until 1921.")
        for words in (
            *fields,
            "Relations since",
            "harbour board",
            "What a visitor should know",
            "Parliament",
        ):
            assert words in text


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
