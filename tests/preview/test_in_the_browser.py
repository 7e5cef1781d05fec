"""The preview as it is used: real Chromium, real saves, real pages."""

import os
import re
import shutil
import subprocess
import sys

import pytest

from previews import BRIEF, LANGUAGE, ROOT, Preview, free_port, laid_out

pytestmark = pytest.mark.slow
VIEWS = "1234" if os.environ.get("COPYFIT_PROVE") == "1" else "34"
wide = pytest.mark.skipif(os.environ.get("COPYFIT_PROVE") != "1", reason="make prove has every kind of save")


def edited(path, pattern, text):
    """Replace the first place that matches; return what the file said."""
    before = path.read_text(encoding="utf-8")
    after = re.sub(pattern, text, before, count=1)
    assert after != before, f"{pattern} is not in {path}"
    path.write_text(after, encoding="utf-8")
    return before


@pytest.fixture
def brief(project):
    path = project / "briefs" / BRIEF / "brief.yaml"
    before = path.read_bytes()
    yield path
    if not path.parent.is_dir():
        shutil.copytree(ROOT / "briefs" / BRIEF, path.parent)
    path.write_bytes(before)


@pytest.fixture
def style(project):
    path = project / "templates/executive/style.css"
    before = path.read_bytes()
    yield path
    path.write_bytes(before)


@pytest.fixture
def template(project):
    path = project / "templates/shared/page.html.j2"
    before = path.read_bytes()
    yield path
    path.write_bytes(before)


class DescribeAPage:
    def it_is_shown_with_all_that_is_known_of_it(self, served, tab):
        page = tab().open(served).rests().page
        assert page.locator("nav a[aria-current=page]").inner_text().split()[:2] == ["executive", LANGUAGE]
        assert re.match(r"type \d+(\.5)? / ", page.locator("#strip").inner_text())
        assert page.locator(".statements button").count() > 8
        assert page.locator(".heights li").count() > 8

    def it_is_as_crisp_as_the_screen(self, served, tab):
        sharp = tab(device_scale_factor=2).open(served)
        width, pixels = sharp.page.locator(".paper > img").evaluate(
            "image => [image.getBoundingClientRect().width, image.naturalWidth]"
        )
        assert pixels >= 2 * width - 1

    def it_says_of_a_statement_what_it_is(self, served, tab):
        one = tab().open(served).rests()
        name = one.statement()
        one.page.hover(f"[data-statement='{name}']")
        said = one.page.locator("#card").inner_text()
        assert name in said
        assert "priority" in said
        assert re.search(r"briefs/us-measles/brief.yaml:\d+", said)

    def it_copies_the_place_of_a_statement(self, served, tab, project):
        one = tab().open(served).rests()
        name = one.statement()
        one.page.click(f"[data-statement='{name}']")
        one.page.wait_for_selector("#toast.seen")
        path, line, _ = one.page.evaluate("navigator.clipboard.readText()").split(":")
        lines = (project / path).read_text(encoding="utf-8").splitlines()
        assert name in "".join(lines[int(line) - 1 : int(line) + 1])

    def it_is_walked_by_the_keyboard(self, served, tab):
        one = tab().open(served).rests()
        one.page.locator(".statements button").first.focus()
        first = one.page.evaluate("document.activeElement.dataset.statement")
        one.page.keyboard.press("ArrowDown")
        assert one.page.evaluate("document.activeElement.dataset.statement") != first
        one.page.keyboard.press("3")
        assert one.page.locator(".sheet").count() == 2

    def it_stands_beside_the_word_file_read_back(self, served, tab):
        one = tab().open(served).rests()
        one.page.click("[data-view=both]")
        assert one.page.locator(".drawing.word text").count() > 80
        assert "same lines" in one.page.locator("figcaption").nth(1).inner_text()

    def it_can_be_set_otherwise_and_nothing_is_written(self, served, tab, project):
        before = {path: path.stat().st_mtime_ns for path in project.rglob("*")}
        one = tab().open(served).rests()
        picture = one.picture()
        one.page.locator("#try-size").press("ArrowRight")
        one.changes_from(picture)
        assert one.page.locator("figcaption").inner_text().startswith("What if: 10/")
        one.page.keyboard.press("Escape")
        one.page.wait_for_selector(f"[data-picture='{picture}']")
        assert {path: path.stat().st_mtime_ns for path in project.rglob("*")} == before

    def it_gives_both_files(self, served, tab):
        one = tab().open(served).rests()
        for form, begin in (("pdf", b"%PDF-"), ("docx", b"PK")):
            with one.page.expect_download() as download:
                one.page.click(f"#get-{form}")
            assert download.value.suggested_filename == f"{BRIEF}-executive-{LANGUAGE}.{form}"
            with open(download.value.path(), "rb") as file:
                assert file.read(5).startswith(begin)

    def it_complains_of_nothing(self, served, tab):
        one = tab().open(served).rests()
        for key in "234ls1":
            one.page.keyboard.press(key)
        assert one.complaints == []

    @pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (820, "dark")])
    def it_is_open_to_everybody(self, served, tab, width, scheme):
        one = tab(bypass_csp=True, color_scheme=scheme, reduced_motion="reduce")
        one.page.set_viewport_size({"width": width, "height": 1100})
        one.open(served).rests()
        one.page.hover(f"[data-statement='{one.statement()}']")
        one.page.keyboard.press("l")
        for view in VIEWS:
            one.page.keyboard.press(view)
            assert one.barriers() == []

    def it_is_laid_out_by_libreoffice_on_request_and_once(self, served, tab, programs):
        if not shutil.which("soffice"):
            pytest.skip("LibreOffice is not installed")
        one = tab(bypass_csp=True).open(served).rests()
        one.page.keyboard.press("2")
        caption, asking = (
            one.page.locator("figcaption"),
            one.page.get_by_role("button", name="Ask LibreOffice"),
        )
        asking.press("Enter")
        one.until(lambda: "LibreOffice is not installed here; install it: " in caption.inner_text())
        assert one.barriers() == []

        program = programs / "soffice"
        program.write_text(
            f'#!/bin/sh\necho asked >> "$0.log"\nPATH={os.environ["PATH"]} exec soffice "$@"\n'
        )
        program.chmod(0o755)
        try:
            for _ in range(2):
                asking.press("Enter")
                one.until(lambda: caption.inner_text().startswith("As LibreOffice lays it out, 1 page"))
                one.page.wait_for_selector(
                    ".sheet[data-picture]:not([data-picture^=word]) img[alt*=LibreOffice]"
                )
                assert one.barriers() == []
                one.page.keyboard.press("Enter")  # the keyboard stands on the way back
                one.until(lambda: caption.inner_text().startswith("As Word: "))
            assert (programs / "soffice.log").read_text() == "asked\n"
            assert one.complaints == []
        finally:
            program.unlink()

    @wide
    def it_is_open_to_everybody_in_a_series(self, tab, tmp_path):
        project = laid_out(tmp_path / "p", BRIEF)
        shutil.copytree(ROOT / "examples/districts", project / "briefs/districts")
        (project / "briefs/broken").mkdir()
        (project / "briefs/broken/brief.yaml").write_text("title: [", encoding="utf-8")
        served = Preview(project, tmp_path / "state")
        try:
            one = tab(bypass_csp=True, color_scheme="dark").open(served)
            assert one.page.locator("nav a").count() > 8
            one.page.locator("nav a", has_text="tarn").first.click()
            one.rests()
            assert one.page.locator("nav .broken").count() == 1
            assert one.barriers() == []
            one.page.locator("#try-size").press("ArrowRight")
            one.until(lambda: one.page.locator("figcaption").inner_text().startswith("What if"))
            assert one.barriers() == []
        finally:
            served.stop()


class DescribeASave:
    def it_of_the_brief_is_shown_and_the_scroll_stays(self, served, tab, brief):
        one = tab().open(served).rests()
        for _ in range(6):
            one.page.keyboard.press("+")
        one.page.locator("#stage").evaluate("stage => stage.scrollTo(60, 300)")
        picture = one.picture()
        edited(brief, r"(?m)^title: .*$", 'title: "Close the measles gap this very summer"')
        one.changes_from(picture)
        assert one.page.locator("#stage").evaluate("stage => stage.scrollTop") == 300
        one.rests()

    def it_of_the_style_sheet_is_shown(self, served, tab, style):
        one = tab().open(served).rests()
        pixels = one.pixels()
        style.write_text(style.read_text() + "\nh1 { color: #a00 }\n")
        one.until(lambda: one.pixels() != pixels)

    @wide
    def it_that_breaks_the_yaml_dims_the_last_good_page(self, served, tab, brief):
        one = tab(bypass_csp=True).open(served).rests()
        picture, pixels = one.picture(), one.pixels()
        before = edited(brief, r"(?m)^title: ", "title: [")
        one.page.wait_for_selector(".dimmed .message .place")
        for view in "3241":
            one.page.keyboard.press(view)
            assert one.barriers() == []
        place = re.compile(r"briefs/us-measles/brief.yaml:\d+")
        one.until(lambda: place.search(one.page.locator("#problems").inner_text()))
        assert one.picture() == picture
        brief.write_text(before, encoding="utf-8")
        one.page.wait_for_selector(".sheet:not(.dimmed)")
        one.until(lambda: one.pixels() == pixels)

    @wide
    def it_that_makes_the_text_too_long_keeps_the_last_good_page(self, served, tab, brief):
        one = tab().open(served).rests()
        edited(brief, r"(?m)^title: .*$", f'title: "{"Close the gap " * 14}"')
        edited(
            brief,
            r"(?ms)(bottom_line:.*?text: )\"",
            lambda found: f'{found[1]}"{"So much more is said. " * 70}',
        )
        one.page.wait_for_selector(".dimmed .message")
        assert "too long" in one.page.locator("#problems").inner_text()

    @wide
    def it_that_takes_the_brief_away_says_so(self, served, tab, brief):
        one = tab().open(served).rests()
        shutil.rmtree(brief.parent)
        one.page.wait_for_selector(".dimmed .message")
        assert "there is no briefs/us-measles/brief.yaml" in one.page.locator(".message").inner_text()

    def it_of_a_template_that_loops_is_ended_and_mended_at_once(self, served, tab, template):
        one = tab().open(served).rests()
        before = template.read_text(encoding="utf-8")
        loop = "{% for a in range(90000) %}{% for b in range(90000) %}{% endfor %}{% endfor %}"
        edited(template, "</body>", f"{loop}</body>")
        one.page.wait_for_selector(".dimmed .message")
        assert "computing time" in one.page.locator("#problems").inner_text()
        template.write_text(before, encoding="utf-8")
        one.page.wait_for_selector(".sheet:not(.dimmed)")

    @wide
    def it_in_quick_rows_shows_the_last_and_makes_few_pages(self, served, tab, brief):
        one = tab().open(served).rests()
        first = int(one.picture())
        for number in range(10):
            edited(brief, r"(?m)^title: .*$", f'title: "Close gap number {number}"')
        one.page.wait_for_selector("#card")
        one.changes_from(str(first))
        one.rests()
        assert int(one.picture()) - first <= 3, "one or two drafts, and the page that was fitted"

    def it_is_shown_in_every_tab(self, served, tab, brief):
        one, other = tab().open(served).rests(), tab().open(served, f"{BRIEF}/student/{LANGUAGE}").rests()
        pictures = one.picture(), other.picture()
        edited(brief, r"(?m)^desk: .*$", 'desk: "Another Desk Altogether"')
        one.changes_from(pictures[0])
        other.changes_from(pictures[1])


class DescribeAPreview:
    def it_that_was_started_again_is_found_by_the_page_left_open(self, tab, tmp_path):
        served = Preview(laid_out(tmp_path / "p", BRIEF), tmp_path / "state")
        address = served.address
        try:
            one = tab().open(served)
            served.stop()
            one.page.wait_for_selector(".alone")
            served.start()
            assert served.address == address
            one.page.wait_for_selector("body:not(.alone)")
        finally:
            served.stop()

    def it_says_that_a_port_is_taken(self, served, project, tmp_path):
        second = subprocess.run(
            [sys.executable, "-m", "copyfit", "preview", "--no-open", "--port", str(served.port)],
            cwd=project,
            env={"PATH": "/usr/bin", "HOME": str(tmp_path), "PYTHONPATH": str(ROOT / "build")},
            capture_output=True,
            text=True,
        )
        assert second.returncode == 2
        assert f"port {served.port} is taken" in second.stderr

    def it_finds_another_port_beside_another_preview_of_the_project(self, served):
        second = Preview(served.project, served.state)
        try:
            assert second.port != served.port
        finally:
            assert second.stop() == 0

    def it_serves_on_the_port_that_it_is_told(self, project, tmp_path):
        port = free_port()
        one = Preview(project, tmp_path, "--port", str(port))
        assert one.port == port
        one.stop()
