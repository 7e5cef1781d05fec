"""Every work-round names the report that it waits for, and every report says what a maintainer asks."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
REPORTS = sorted(path for path in (ROOT / "docs/upstream").glob("*.md") if path.name != "README.md")
LAYOUT = {path: path.read_text("utf-8") for path in (ROOT / "build/copyfit/layout").glob("*.py")}
NAMED = {name for text in LAYOUT.values() for name in re.findall(r"docs/upstream/([\w-]+\.md)", text)}


@pytest.mark.parametrize("report", REPORTS, ids=lambda path: path.stem)
def test_a_report_says_what_happens_what_was_expected_and_where_it_was_seen(report):
    text = report.read_text("utf-8")
    for part in ("# ", "**What happens.** ", "**Expected.** ", "**Seen with** ", "**Work-round.** "):
        assert part in text, part
    assert re.search(r"Seen with\*\* .*\d+\.\d+", text)
    assert f"]({report.name})" in (report.parent / "README.md").read_text("utf-8")


def test_a_work_round_names_a_report_that_is_there():
    assert {path.name for path in REPORTS} >= NAMED


def test_what_is_replaced_in_the_engine_is_replaced_in_one_file_and_what_is_spared_in_others():
    patches = LAYOUT[ROOT / "build/copyfit/layout/patches.py"]
    functions = re.split(r"\n(?=def |@contextmanager)", patches)
    waiting = [text for text in functions if "docs/upstream/" in text and "def " in text]
    assert len(waiting) >= 4
    replacing = re.compile(
        r"^\s+(?:inline|line_break|drawing|draw|stacking|tags|wp|css|weasyprint[\w.]*)"
        r"\.[\w.]+(?:, css[\w.]+)? = ",
        re.MULTILINE,
    )
    assert {path.name for path, text in LAYOUT.items() if replacing.search(text)} == {
        "computed.py",
        "economy.py",
        "patches.py",
        "sheets.py",
        "told.py",
    }
