"""`copyfit preview` before it serves: what it is asked for must be there."""

import datetime as dt
from pathlib import Path

import pytest

from copyfit.build.request import Request
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
