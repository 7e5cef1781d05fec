"""`copyfit preview` before it serves: what it is asked for must be there."""

import datetime as dt
import webbrowser
from pathlib import Path

import pytest

from copyfit.build.request import Request
from copyfit.cli import preview as command
from copyfit.errors import UsageError
from copyfit.preview import preview

ROOT = Path(__file__).resolve().parents[2]


class DescribeAPreview:
    def it_is_refused_for_a_brief_that_is_not_there(self, tmp_path):
        request = Request(ROOT, tmp_path, dt.date(2026, 3, 23), briefs=("nato-iraqq",))
        with pytest.raises(UsageError) as error:
            preview(request, None, lambda address: pytest.fail("it serves"))
        (problem,) = error.value.problems
        assert problem.message == "there is no brief called `nato-iraqq`"
        assert problem.hint == "did you mean nato-iraq?"

    @pytest.mark.parametrize(
        "answer", [False, webbrowser.Error("no runnable browser"), OSError("no such file")]
    )
    def it_says_what_to_do_where_there_is_no_browser(self, monkeypatch, capsys, answer):
        def opened(address):
            if isinstance(answer, Exception):
                raise answer
            return answer

        monkeypatch.setattr(webbrowser, "open", opened)
        command._open("http://127.0.0.1:8100/secret/")
        assert capsys.readouterr().err == (
            "no browser could be started: open the address above in one on this machine\n"
        )
