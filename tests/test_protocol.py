"""What a worker is asked and what it answers, as lines of JSON."""

import datetime as dt
import json
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copyfit.account import Account, Budget, FactUse, Fit
from copyfit.build.key import Environment
from copyfit.build.manifest import NAME, Artifact, Entry, Manifest, Readership, manifest_bytes, read_manifest
from copyfit.errors import About, CopyfitError, FitError, Place, Problem
from copyfit.protocol import (
    Artifacts,
    Job,
    OurFault,
    job_from_line,
    line_from_error,
    line_from_fault,
    line_from_job,
    line_from_made,
    line_from_step,
    made_from_line,
)
from copyfit.review import Comparison, Review, WaiverUse

PROBLEM = Problem("does-not-fit", "too long", "shorten it", Place("briefs/a/brief.yaml", 3, 1))

# Half a character is no text: `Problem` spells it out, and nothing else gets as far as here.
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
numbers = st.floats(-1e6, 1e6, allow_nan=False)
days = st.dates(dt.date(1, 1, 1), dt.date(9999, 12, 31))
for kind, drawn in ((str, texts), (float, numbers), (dt.date, days)):
    st.register_type_strategy(kind, drawn)
st.register_type_strategy(
    Mapping, lambda kind: st.dictionaries(*map(st.from_type, kind.__args__), max_size=3)
)


class DescribeALine:
    """Whatever is put in comes out, equal in every field."""

    @settings(deadline=None)
    @given(st.from_type(Job))
    def it_carries_a_job_whole(self, job):
        line = line_from_job(job)
        assert line.count(b"\n") == 1
        assert job_from_line(line) == job

    @settings(deadline=None)
    @given(st.from_type(Artifacts))
    def it_carries_what_was_made_whole(self, made):
        line = line_from_made(made)
        assert line.count(b"\n") == 1
        assert made_from_line(line) == made

    @settings(deadline=None)
    @given(st.from_type(Budget))
    def it_carries_a_budget_whole(self, budget):
        assert made_from_line(line_from_made(budget)) == budget

    @settings(deadline=None)
    @given(st.from_type(Problem))
    def it_carries_a_problem_with_all_that_it_is_about(self, problem):
        with pytest.raises(FitError) as error:
            made_from_line(line_from_error(FitError(problem)))
        assert error.value.problems == (problem,)

    def it_carries_every_field_of_a_review(self):
        waiver = WaiverUse(
            "bottom-line", "It must be so", "Head of Desk", dt.date(2026, 6, 30), PROBLEM.place
        )
        comparison = Comparison("grade", "academic", 3, Problem("a", "b", about=About("words", "x", "staff")))
        review = Review((PROBLEM,), (waiver,), {"grade": 6.5}, (comparison,), {"of": "en"})
        fact = FactUse("staff", dt.date(2026, 9, 1), Place("briefs/a/brief.yaml", 4, 3))
        account = Account(Fit(9.5, 12.5, 0.98, 3), (PROBLEM,), (fact,), review, 1.5, dt.date(2026, 3, 20))
        made = Artifacts({"pdf": b"%PDF"}, account)
        assert made_from_line(line_from_made(made)) == made

    def it_carries_the_file_that_the_work_has_come_to(self):
        assert made_from_line(line_from_step("briefs/a/brief.yaml")) == "briefs/a/brief.yaml"

    def it_carries_a_fault_of_the_program_as_one(self):
        with pytest.raises(OurFault, match="Traceback"):
            made_from_line(line_from_fault("Traceback …"))

    def it_carries_a_fault_that_quotes_half_a_character(self):
        with pytest.raises(OurFault, match="ud800"):
            made_from_line(line_from_fault("Traceback \ud800"))


class DescribeAnAnswerThatIsNone:
    """It may come from a process that a template has taken over: nothing of it is used."""

    @pytest.mark.parametrize("name", ["OSError", "__builtins__", "annotations", "Place", ""])
    def it_makes_nothing_of_a_kind_that_is_no_error_of_ours(self, name):
        line = json.dumps({"is": "refused", "kind": name, "problems": [{"code": "a", "message": "b"}]})
        with pytest.raises(CopyfitError) as error:
            made_from_line(line.encode())
        assert type(error.value) is CopyfitError

    @pytest.mark.parametrize(
        "line",
        [
            b"",
            b"[" * 100_000,
            b"\xff",
            b'{"is": "made", "page": {"files": {"pdf": 3}}}',
            b'{"is": "refused", "kind": "FitError", "problems": []}',
            b'{"is": "weighed", "page": {}}',
            b'{"is": "else"}',
            b"null",
        ],
        ids=lambda line: repr(line[:40]),
    )
    def it_is_a_fault(self, line):
        with pytest.raises(OurFault):
            made_from_line(line)


class DescribeAProblem:
    """Whatever it quotes, every terminal and every file can hold it."""

    @pytest.mark.parametrize("sign", ["\x00", "\x07", "\x1b", "\x9b", "\ud800", "\u202e", "\u2028"])
    def it_spells_out_what_has_no_look_of_its_own(self, sign):
        problem = Problem(
            "a", f"unknown key `x{sign}y`", f"write{sign}it", Place(f"briefs/{sign}/brief.yaml")
        )
        for text in (problem.message, problem.hint, problem.place.path):
            assert sign not in text
            assert "\\" in text

    def it_leaves_letters_of_every_script_alone(self):
        text = "«\u00a0Été\u202f» ﷽ \u200cنمی\u200cخواهم 😀 …"
        assert Problem("a", text).message == text

    def it_cuts_what_quotes_without_end(self):
        assert len(Problem("a", "x" * 10**6).message) == 2000


class DescribeTheManifest:
    @settings(deadline=None, max_examples=30)
    @given(
        st.lists(st.from_type(Entry), unique_by=lambda entry: entry.id, max_size=3),
        st.dictionaries(texts, st.from_type(Readership), max_size=2),
        st.from_type(Environment),
    )
    def it_is_read_as_it_was_written(self, tmp_path_factory, entries, languages, environment):
        out = tmp_path_factory.mktemp("out")
        environments = {entry.environment: environment for entry in entries}
        manifest = Manifest({entry.id: entry for entry in entries}, languages, environments)
        (out / NAME).write_bytes(manifest_bytes(manifest))
        assert read_manifest(out) == manifest
        assert manifest_bytes(read_manifest(out)) == manifest_bytes(manifest)

    def it_is_nothing_if_its_digest_was_forged_with_it(self, tmp_path):
        entry = Entry(
            "a", "b", "en", "k", (Artifact("pdf", "p", "s", 1, 1, "k"),), Account(Fit(9, 12, 1, 1)), {}, "e"
        )
        text = manifest_bytes(Manifest({entry.id: entry})).decode()
        forged = text.replace('"fit": {', '"fit": [{', 1)
        (tmp_path / NAME).write_text(forged)
        assert read_manifest(tmp_path) == Manifest()
