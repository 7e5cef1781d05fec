"""Every page of the documentation shows commands that run and leads to what is there."""

import re
import shlex
import subprocess

import pytest

from guides import PAGES, ROOT, commands, text_of

WALKS = ("docs/templates.md", "docs/series.md")
"""Guides whose commands need what they have people write; their own tests run them."""
SHOWN = [
    pytest.param(line, id=line)
    for line in dict.fromkeys(line for page in PAGES if page not in WALKS for line in commands(page))
]
SHELL = {". .venv/bin/activate", "cd my-briefings"}
"""What a reader types beside copyfit and make."""
STRICT = "--strict"


@pytest.fixture(scope="module")
def trade_outlook(copyfit, project):
    """Return the project with the brief that the documentation has people write."""
    if not (project / "briefs/trade-outlook").exists():
        assert copyfit("new", "trade-outlook", cwd=project).returncode == 0
        who = ("-c", "user.name=Ana", "-c", "user.email=ana@example.org", "-c", "init.defaultBranch=main")
        for step in (("init",), ("add", "."), ("commit", "-m", "one")):
            subprocess.run(["git", *who, *step], cwd=project, check=True, capture_output=True)
    return project


class DescribeTheCommandsThatAreShown:
    def it_shows_some(self):
        assert len(SHOWN) > 10

    @pytest.mark.parametrize("line", [one for one in SHOWN if one.id.startswith("copyfit ")])
    def it_shows_what_runs(self, copyfit, trade_outlook, line, tmp_path):
        arguments = shlex.split(line.partition(">")[0])[1:]
        done = copyfit(*arguments, cwd=tmp_path if arguments[0] == "init" else trade_outlook)
        # A sample with facts that are due says so, and then --strict is right to stop.
        allowed = {0, 1} if STRICT in arguments else {2} if arguments[0] == "new" else {0}
        assert done.returncode in allowed, done.stderr
        assert "our-fault" not in done.stdout

    @pytest.mark.parametrize("line", [one for one in SHOWN if not one.id.startswith("copyfit ")])
    def it_shows_no_target_that_the_makefile_lacks(self, line):
        targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE)) | {""}
        command, _, target = line.partition(" ")
        assert line in SHELL or (command == "make" and target in targets)


def anchors(page):
    """Return what a link may lead to inside a page: its headings, as GitHub writes them."""
    text = re.sub(r"^```.*?^```", "", text_of(page), flags=re.DOTALL | re.MULTILINE)
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES)
class DescribeAPage:
    def it_leads_to_what_is_there(self, page):
        folder = (ROOT / page).parent
        for target in re.findall(r"\]\(([^)\s]+)\)", text_of(page)):
            if target.startswith(("http:", "https:", "mailto:")):
                continue
            name, _, anchor = target.partition("#")
            path = (folder / name).resolve() if name else ROOT / page
            assert path.exists(), target
            if anchor:
                assert anchor in anchors(path.relative_to(ROOT).as_posix()), target

    def it_names_no_machine(self, page):
        assert not re.search(r"(?<![\w.~-])/(?:home|root|tmp|usr|var|work|Users)/", text_of(page))
