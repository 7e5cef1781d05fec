"""A preview of a small project in a process of its own, and real Chromium to look at it with."""

from pathlib import Path

import pytest

from previews import BRIEF, CHROMIUM, FLAGS, Preview, Tab, laid_out


@pytest.fixture(scope="package")
def project(tmp_path_factory):
    return laid_out(tmp_path_factory.mktemp("preview") / "my briefs é ملخص", BRIEF)


@pytest.fixture(scope="package")
def programs(tmp_path_factory):
    """The only folder in which the preview looks for programs. There is none in it."""
    return tmp_path_factory.mktemp("programs")


@pytest.fixture(scope="package")
def served(project, programs, tmp_path_factory):
    preview = Preview(project, tmp_path_factory.mktemp("state"), PATH=str(programs), COPYFIT_SECONDS="10")
    yield preview
    preview.stop()


@pytest.fixture(scope="package")
def chromium():
    playwright = pytest.importorskip("playwright.sync_api")
    if not Path(CHROMIUM).exists():
        pytest.skip("Chromium is not installed")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def tab(chromium):
    tabs = []

    def opened(**options):
        tabs.append(Tab(chromium, **options))
        return tabs[-1]

    yield opened
    for one in tabs:
        one.context.close()
