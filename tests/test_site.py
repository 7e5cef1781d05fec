"""The documentation as a site: every page has its place, every link leads somewhere, nothing is fetched."""

import importlib.util
import os
import re
import subprocess
import sys

import pytest

from copyfit.content.declaration import declarations
from copyfit.project import templates_of
from guides import GUIDES, ROOT


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Return the site, built as `make docs` builds it: a broken link ends it."""
    out = tmp_path_factory.mktemp("site")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(out)],
        cwd=ROOT,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(ROOT / "build")},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return out


@pytest.fixture(scope="module")
def hooks():
    spec = importlib.util.spec_from_file_location("site_hooks", ROOT / ".ci/site.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class DescribeTheSite:
    def it_has_every_page(self, site):
        assert {path.removeprefix("docs/").replace(".md", ".html") for path in GUIDES} <= {
            path.name for path in site.glob("*.html")
        }

    def it_is_in_the_list_of_pages(self):
        nav = (ROOT / "mkdocs.yml").read_text().partition("\nnav:")[2]
        listed = set(re.findall(r"([\w-]+\.md)", nav))
        assert listed == {path.removeprefix("docs/") for path in GUIDES} | {"reference.md"}

    @pytest.mark.parametrize("page", ["index.html", "reference.html"])
    def it_fetches_nothing(self, site, page):
        text = (site / page).read_text()
        assert re.findall(r'<(?:script|img|iframe)[^>]+src="(?:https?:)?//', text) == []
        assert re.findall(r'<link[^>]+rel="(?:stylesheet|preconnect)"[^>]+href="(?:https?:)?//', text) == []


class DescribeTheReference:
    def it_has_every_block_of_every_page_and_every_kind(self, hooks):
        declared = declarations(templates_of(ROOT))
        text = hooks.reference(declared)
        for variant in declared.variants:
            part = text.partition(f"\n## {variant.capitalize()}\n")[2].partition("\n## ")[0]
            assert re.findall(r"^\| `(\w+)` ", part, re.MULTILINE) == list(declared.of(variant))
        assert "| `likelihood` |" in text
        assert "`low`, `moderate`, `high`" in text
