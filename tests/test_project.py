"""What of the disk a brief can be made from."""

import os

import pytest

from copyfit import project
from copyfit.errors import BriefError, TemplateError, UsageError
from copyfit.project import Shelf, common_files, find_root, inputs_of, is_name, shelf, snapshot, variants


@pytest.fixture
def root(tmp_path):
    """Return a project with one brief and two variants."""
    for path, text in {
        "briefs/harbour/brief.yaml": "title: Harbour",
        "briefs/harbour/figures/staff.csv": "a,b",
        "briefs/facts.yaml": "",
        "templates/executive/page.html.j2": "executive",
        "templates/student/page.html.j2": "student",
        "templates/shared/page.html.j2": "shared",
        "templates/shared/labels/en.yaml": "",
    }.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    return tmp_path


def _codes(error):
    return [problem.code for problem in error.value.problems]


def told(read):
    """Return the files that `read` returns, or the codes of what it says is wrong."""
    try:
        return read()
    except BriefError as error:
        return [problem.code for problem in error.problems]


class DescribeCommonFiles:
    """What all briefs share is read once for many; each snapshot is the same as when it reads all itself."""

    def is_the_same(self, root, slug="harbour"):
        common = common_files(root)
        assert told(lambda: snapshot(root, slug, common)) == told(lambda: snapshot(root, slug))
        return common

    def it_is_templates_and_facts(self, root):
        assert "briefs/facts.yaml" in self.is_the_same(root)
        (root / "briefs/facts.yaml").unlink()
        assert all(path.startswith("templates/") for path in self.is_the_same(root))

    @pytest.mark.parametrize("target", ["/etc/hostname", "nowhere", "executive", "../briefs/harbour", ".."])
    def it_is_nothing_that_has_links(self, root, target):
        (root / "templates/link").symlink_to(target)
        assert self.is_the_same(root) is None

    @pytest.mark.parametrize("target", ["/etc/hostname", "nowhere", "../../templates/student", "../.."])
    def it_heeds_the_links_of_a_brief(self, root, target):
        (root / "briefs/harbour/link").symlink_to(target)
        assert self.is_the_same(root)

    @pytest.mark.parametrize("limit", ["MAX_FILES", "MAX_TOTAL_BYTES", "MAX_FILE_BYTES"])
    @pytest.mark.parametrize("most", range(1, 10))
    def it_heeds_limits(self, root, monkeypatch, limit, most):
        monkeypatch.setattr(project.folder, limit, most if limit == "MAX_FILES" else most * 9)
        self.is_the_same(root)


class DescribeTheRoot:
    def it_is_found_from_any_folder_inside(self, root):
        assert find_root(root / "briefs" / "harbour") == root.resolve()

    def it_must_exist(self, tmp_path):
        with pytest.raises(UsageError) as error:
            find_root(tmp_path)
        assert _codes(error) == ["no-project"]
        assert "copyfit init" in error.value.problems[0].hint


class DescribeASnapshot:
    """`Files` hold what a brief can use, and nothing else."""

    def it_holds_the_brief_the_shared_facts_and_all_templates(self, root):
        assert sorted(snapshot(root, "harbour")) == [
            "briefs/facts.yaml",
            "briefs/harbour/brief.yaml",
            "briefs/harbour/figures/staff.csv",
            "templates/executive/page.html.j2",
            "templates/shared/labels/en.yaml",
            "templates/shared/page.html.j2",
            "templates/student/page.html.j2",
        ]

    @pytest.mark.parametrize(
        "name", [".secret", "brief.yaml~", "#brief.yaml#", "brief.yaml.bak", "__pycache__"]
    )
    def it_leaves_out_what_editors_leave_behind(self, root, name):
        (root / "briefs/harbour" / name).write_text("x")
        assert f"briefs/harbour/{name}" not in snapshot(root, "harbour")

    def it_refuses_a_link_that_leads_out(self, root):
        (root / "briefs/harbour/figures/host").symlink_to("/etc/hostname")
        with pytest.raises(BriefError) as error:
            snapshot(root, "harbour")
        assert [str(problem.place) for problem in error.value.problems] == ["briefs/harbour/figures/host"]
        assert _codes(error) == ["outside"]

    def it_follows_a_link_inside_but_not_in_circles(self, root):
        (root / "briefs/harbour/again").symlink_to("figures")
        (root / "briefs/harbour/figures/up").symlink_to("..")
        assert "briefs/harbour/brief.yaml" in snapshot(root, "harbour")

    def it_refuses_a_link_that_leads_to_itself(self, root):
        (root / "briefs/harbour/loop").symlink_to("loop")
        with pytest.raises(BriefError) as error:
            snapshot(root, "harbour")
        assert _codes(error) == ["dangling"]

    def it_refuses_folders_nested_without_end(self, root):
        deep = root / "briefs/harbour"
        for _ in range(200):
            deep /= "d"
        deep.mkdir(parents=True)
        with pytest.raises(BriefError) as error:
            snapshot(root, "harbour")
        assert _codes(error) == ["too-deep"]

    def it_refuses_two_files_that_could_be_the_brief(self, root):
        (root / "briefs/harbour/brief.json").write_text("{}")
        with pytest.raises(BriefError) as error:
            snapshot(root, "harbour")
        assert _codes(error) == ["two-briefs"]

    def it_refuses_a_pipe_without_waiting_for_it(self, root):
        os.mkfifo(root / "briefs/harbour/pipe")
        with pytest.raises(BriefError) as error:
            snapshot(root, "harbour")
        assert _codes(error) == ["not-a-file"]

    def it_refuses_what_is_too_large_to_be_meant(self, root, monkeypatch):
        monkeypatch.setattr(project.folder, "MAX_FILE_BYTES", 10)
        with pytest.raises(BriefError) as error:
            snapshot(root, "harbour")
        assert "too-large" in _codes(error)

    def it_names_a_folder_that_may_not_be_read(self, root, monkeypatch):
        def deny(folder):
            raise PermissionError(13, "Permission denied", str(folder))

        monkeypatch.setattr(project.folder, "visible", deny)
        with pytest.raises(BriefError) as error:
            snapshot(root, "harbour")
        assert _codes(error) == ["unreadable", "unreadable"]
        assert error.value.problems[0].message == "briefs/harbour cannot be read: permission denied"

    def it_names_all_that_is_wrong_at_once(self, root):
        (root / "briefs/harbour/a").symlink_to("/etc/hostname")
        (root / "briefs/harbour/b").symlink_to("nowhere")
        with pytest.raises(BriefError) as error:
            snapshot(root, "harbour")
        assert _codes(error) == ["outside", "dangling"]

    @pytest.mark.parametrize("name", ["a\nb", "{{ x }}.css", "\udcff", "a\x1b[31m"])
    def it_refuses_names_that_cannot_be_shown(self, root, name):
        try:
            (root / "templates/executive" / name).write_text("x")
        except (OSError, UnicodeError):
            pytest.skip("this file system has no such names")
        with pytest.raises(BriefError) as error:
            snapshot(root, "harbour")
        assert _codes(error) == ["bad-name"]
        str(error.value).encode()

    def it_says_how_to_write_a_brief_that_is_not_there(self, root):
        with pytest.raises(BriefError) as error:
            snapshot(root, "lighthouse")
        assert "copyfit new lighthouse" in error.value.problems[0].hint


class DescribeNames:
    @pytest.mark.parametrize("name", ["harbour", "a", "nato-iraq", "2026", "x" * 64])
    def it_takes_what_every_file_system_can_hold(self, name):
        assert is_name(name)

    @pytest.mark.parametrize(
        "name", ["", ".", "..", "../x", "a/b", "Ä", "A", "nul", "com1", "-x", "a.", "x" * 65, "a\n", "a b"]
    )
    def it_refuses_what_some_cannot(self, name):
        assert not is_name(name)


class DescribeTheShelf:
    """What stands in briefs/: one odd folder stops no brief."""

    @pytest.fixture
    def beside(self, root):
        """Return a function that puts a folder with a brief beside the others."""

        def put(name, file="brief.yaml"):
            (root / "briefs" / name).mkdir()
            (root / "briefs" / name / file).write_text("title: x")
            return shelf(root)

        return put

    @pytest.mark.parametrize("name", [".trash", "harbour.bak", "harbour~", "harbour.OLD", "#harbour#"])
    def it_passes_over_backups_and_says_so(self, beside, name):
        found = beside(name)
        assert found.slugs == ("harbour",)
        assert (found.strays[name].code, found.strays[name].severity) == ("passed-over", "notice")

    @pytest.mark.parametrize("name", ["Old Version", "Ä", "nul", "x" * 65])
    def it_keeps_apart_a_brief_whose_folder_cannot_name_files(self, beside, name):
        found = beside(name)
        assert found.slugs == ("harbour",)
        assert (found.strays[name].code, found.strays[name].severity) == ("misnamed", "error")

    def it_takes_a_brief_in_json(self, beside):
        assert beside("trade", "brief.json").slugs == ("harbour", "trade")

    def it_leaves_out_folders_without_a_brief(self, root):
        (root / "briefs/notes").mkdir()
        assert shelf(root) == Shelf(("harbour",), {})

    def it_names_a_brief_that_may_not_be_read(self, root, monkeypatch):
        lstat = type(root).lstat

        def deny(path):
            if path.parent.name == "harbour":
                raise PermissionError(13, "Permission denied", str(path))
            return lstat(path)

        monkeypatch.setattr(type(root), "lstat", deny)
        found = shelf(root)
        assert found.slugs == ()
        assert found.strays["harbour"].message == "briefs/harbour cannot be read: permission denied"


class DescribeVariants:
    def it_is_every_folder_with_a_page_but_the_shared_one(self, root):
        assert variants(snapshot(root, "harbour")) == ("executive", "student")

    def it_needs_one(self):
        with pytest.raises(TemplateError):
            variants({"templates/shared/page.html.j2": b""})


class DescribeTheInputsOfAVariant:
    """An edit to one variant leaves the files of the others alone."""

    def it_leaves_out_other_variants(self, root):
        assert not any(path.startswith("templates/student/") for path in _inputs(root))

    def it_takes_a_variant_that_a_template_names(self, root):
        (root / "templates/executive/page.html.j2").write_text('{% extends "student/page.html.j2" %}')
        assert "templates/student/page.html.j2" in _inputs(root)

    def it_follows_names_through_the_templates_named(self, root):
        (root / "templates/shared/page.html.j2").write_text('{% include "student/page.html.j2" %}')
        (root / "templates/student/page.html.j2").write_text('{% include "leaflet/block.j2" %}')
        (root / "templates/leaflet").mkdir()
        (root / "templates/leaflet/block.j2").write_text("x")
        assert "templates/leaflet/block.j2" in _inputs(root)


def _inputs(root):
    return inputs_of(snapshot(root, "harbour"), "executive")
