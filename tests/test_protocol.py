"""What a worker is asked and what it answers, as lines of JSON."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copyfit.errors import CopyfitError, FitError, Place, Problem
from copyfit.protocol import (
    FactUse,
    Job,
    Made,
    OurFault,
    job_from_line,
    line_from_error,
    line_from_fault,
    line_from_job,
    line_from_made,
    made_from_line,
)

texts = st.text(st.characters(exclude_categories=["Cs"]))
problems = st.builds(
    Problem,
    texts,
    texts,
    texts,
    st.none() | st.builds(Place, texts.filter(bool), st.integers(0, 9), st.integers(0, 9)),
    st.sampled_from(["error", "warning"]),
)
PROBLEM = Problem("does-not-fit", "too long", "shorten it", Place("briefs/a/brief.yaml", 3, 1))


class DescribeALine:
    @given(st.dictionaries(texts, st.binary()), texts)
    def it_carries_a_job_whole(self, files, slug):
        job = Job(files, slug, "executive", "en", ("pdf", "docx"), ("executive",), {"accessible": "yes"})
        line = line_from_job(job)
        assert line.count(b"\n") == 1
        assert job_from_line(line) == job

    @given(st.dictionaries(texts, st.binary()), st.lists(problems))
    def it_carries_what_was_made_whole(self, artifacts, said):
        fact = FactUse("staff", "2026-09-01", Place("briefs/a/brief.yaml", 4, 3))
        made = Made(artifacts, {"body_pt": 9.5}, tuple(said), (fact,))
        line = line_from_made(made)
        assert line.count(b"\n") == 1
        assert made_from_line(line) == made

    def it_carries_an_error_as_the_kind_that_it_is(self):
        with pytest.raises(FitError) as error:
            made_from_line(line_from_error(FitError(PROBLEM)))
        assert error.value.problems == (PROBLEM,)

    def it_carries_a_fault_of_the_program_as_one(self):
        with pytest.raises(OurFault, match="Traceback"):
            made_from_line(line_from_fault("Traceback …"))

    @pytest.mark.parametrize("name", ["OSError", "__builtins__", "annotations", "Place", ""])
    def it_makes_nothing_of_a_kind_that_is_no_error_of_ours(self, name):
        line = json.dumps({"error": name, "problems": [PROBLEM.as_json()]}).encode()
        with pytest.raises(CopyfitError) as error:
            made_from_line(line)
        assert type(error.value) is CopyfitError
