"""At a terminal the line itself is shown, with a caret below the spot."""

import pytest

from copyfit.cli.excerpt import WIDTH, excerpt
from copyfit.errors import Place, Problem


def lines_of(folder, text, line, column, name="x.yaml"):
    (folder / "x.yaml").write_text(text, encoding="utf-8")
    return list(excerpt(folder, Problem("a", "m", place=Place(name, line, column))))


class DescribeAnExcerpt:
    @pytest.mark.parametrize(
        ("text", "column", "caret"),
        [
            pytest.param("titel: A", 1, 0, id="first"),
            pytest.param("a: b: c", 5, 4, id="inside"),
            pytest.param("日本: x", 5, 6, id="wide letters take two cells"),
            pytest.param("e\u0301t: x", 5, 3, id="marks take none"),
            pytest.param("\ta: x", 2, 1, id="tab"),
        ],
    )
    def it_points_at_the_column(self, tmp_path, text, column, caret):
        line, below = lines_of(tmp_path, f"{text}\n", 1, column)
        assert line.endswith(text.expandtabs(1))
        assert below.index("^") == below.index("│ ") + 2 + caret

    def it_shows_what_is_around_a_spot_in_a_long_line(self, tmp_path):
        line, below = lines_of(tmp_path, "x" * 500 + "HERE" + "y" * 500, 1, 501)
        assert len(line) < WIDTH + 20
        assert line[below.index("^") :].startswith("HERE")
        assert line.count("…") == 2

    def it_points_nowhere_without_a_column(self, tmp_path):
        assert len(lines_of(tmp_path, "a\nb", 2, 0)) == 1

    def it_shows_no_sign_that_steers_a_terminal(self, tmp_path):
        line, _ = lines_of(tmp_path, "a\x1b[2Jb", 1, 1)
        assert "\x1b" not in line

    @pytest.mark.parametrize(
        ("line", "name"), [(9, "x.yaml"), (1, "gone.yaml"), (1, "../x.yaml"), (0, "x.yaml")]
    )
    def it_is_not_there_where_there_is_nothing_to_show(self, tmp_path, line, name):
        folder = tmp_path / "project"
        folder.mkdir()
        (tmp_path / "x.yaml").write_text("secret")
        assert lines_of(folder, "a", line, 1, name) == []


class DescribeAnUnchangedPage:
    def it_is_judged_and_not_made_again(self, python, project, tmp_path):
        (tmp_path / "check.py").write_text(
            "import sys, copyfit.build.pool\n"
            "def none(*_): raise SystemExit('a page was made')\n"
            "copyfit.build.pool.Workers.run = none\n"
            "from copyfit.__main__ import main\n"
            "sys.argv[1:] = ['check', 'nato-iraq']\n"
            "main()\n"
        )
        done = python(str(tmp_path / "check.py"), cwd=project)
        assert done.returncode == 0, done.stderr
        assert "3 pages checked" in done.stderr
