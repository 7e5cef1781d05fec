"""The README promises only what runs, and shows the pages as they are."""

import re
import tomllib

import pytest
from PIL import Image

from copyfit.build.key import SHAPING_PACKAGES
from gallery import PICTURE, VARIANTS, difference, page_picture, pages_in
from guides import ROOT, commands, text_of

LARGEST_PICTURE = 250 * 1024
ALIKE = 0.025
"""How far a page may be from its picture: other words are, another layout is not."""


class DescribeThePicture:
    def it_is_in_the_readme_and_small(self):
        assert "](docs/gallery.png)" in text_of("README.md")
        assert PICTURE.stat().st_size < LARGEST_PICTURE

    @pytest.mark.parametrize("variant", VARIANTS)
    def it_shows_the_pages_as_they_are(self, sample, variant):
        page = page_picture(sample / f"nato-iraq-{variant}-en.pdf")
        with Image.open(PICTURE) as picture:
            apart = {name: difference(page, shown) for name, shown in pages_in(picture).items()}
        assert min(apart, key=apart.get) == variant, "draw it anew: make gallery"
        assert apart[variant] < ALIKE, "look at the page; if it is meant to be so: make gallery"


@pytest.fixture(scope="module")
def sample(copyfit, tmp_path_factory):
    """Return the folder with the sample's English pages."""
    out = tmp_path_factory.mktemp("sample")
    arguments = ("build", "nato-iraq", "--language", "en", "--format", "pdf", "--out", str(out))
    assert copyfit(*arguments, cwd=ROOT).returncode == 0
    return out / "nato-iraq"


def test_the_workflow_runs_the_two_commands_of_the_readme():
    workflow = (ROOT / ".github/workflows/briefs.yml").read_text()
    steps = re.findall(r"^ *- run: (.*)$", workflow, re.MULTILINE)
    shown = [line for line in commands("README.md") if line in ("make", "make test")]
    assert steps == shown == ["make", "make test"]
    assert "path: dist/" in workflow


def test_the_lock_names_no_address_and_no_path():
    lock = (ROOT / "requirements.lock").read_text()
    assert not re.search(r"https?:|file:|/|--(extra-)?index-url|--find-links", lock.partition("\n")[2])
    assert lock.count("==") > 40


def test_the_lock_holds_every_dependency():
    def normal(name):
        return re.sub(r"[-_.]+", "_", re.split(r"[<>=\[ ]", name)[0]).lower()

    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = {
        normal(name) for name in [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    } - {"copyfit"}
    locked = {normal(line) for line in (ROOT / "requirements.lock").read_text().splitlines() if "==" in line}
    assert wanted <= locked
    # All that shapes a page is in an edition's key: a new dependency must be put there, or here.
    assert not SHAPING_PACKAGES - locked
    assert {normal(name) for name in project["dependencies"]} - SHAPING_PACKAGES == {
        "click",
        "cyclonedx_python_lib",
        "icalendar",
        "mammoth",
        "msgspec",
        "rich",
    }
