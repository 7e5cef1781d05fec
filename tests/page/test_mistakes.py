"""What a template did wrong is told in one sentence, at its line, with a way out."""

import datetime as dt
from types import SimpleNamespace

import pytest

from copyfit.errors import TemplateError
from copyfit.page.jinja import render
from copyfit.yaml.file import Places

PAGE = "templates/leaflet/page.html.j2"
EDITION = SimpleNamespace(
    language="en",
    brief=SimpleNamespace(date=dt.date(2026, 3, 23), outlook="There is one.", bottom_line=None),
    variant=SimpleNamespace(name="leaflet"),
    loaded=SimpleNamespace(places=Places("briefs/a/brief.yaml")),
)
CONTEXT = {
    "brief": {"title": "A", "list": [1, 2], "bottom_line": None, "outlook": None},
    "labels": {"by": "By", "variants": {"leaflet": "Leaflet"}},
    "extras": {"scale": True},
}


def mistake(template, **more):
    files = {PAGE: template.encode()} | {f"templates/{name}": text.encode() for name, text in more.items()}
    with pytest.raises(TemplateError) as error:
        render("leaflet/page.html.j2", CONTEXT, files, EDITION)
    (problem,) = error.value.problems
    return problem


class DescribeAMistakeOfSyntax:
    @pytest.mark.parametrize(
        ("template", "message", "hint"),
        [
            ("{% block a %}{% if x %}{% endblock %}", "`{% if %}` is still open at `{% endblock %}`",
             "close it with {% endif %}"),
            ("{% for a in b %}{% endif %}{% endfor %}", "`{% for %}` is still open at `{% endif %}`",
             "close it with {% endfor %}"),
            ("{% if a %}", "unexpected end of template", "look at the brackets in this line"),
            ("{% iff x %}", "unknown tag `iff`", "did you mean `if`?"),
            ("{% zzzzz %}", "unknown tag `zzzzz`", "Jinja's own are block, call"),
            ("{% if a %}{% zzzzz %}{% endif %}", "unknown tag `zzzzz`", "Jinja's own are block, call"),
            ("{{ brief.title|inlin }}", "unknown filter `inlin`", "did you mean `inline`?"),
            ("{{ brief.title|zzzzz }}", "unknown filter `zzzzz`", "remove it"),
            ("{{ brief.title is zzzzz }}", "unknown test `zzzzz`", "remove it"),
            ("{{ brief.title ", "unexpected end of template", "{{ … }} prints, {% … %} does"),
        ],
    )  # fmt: skip
    def it_is_told_with_what_mends_it(self, template, message, hint):
        problem = mistake("\n" + template)
        assert problem.message.startswith(message)
        assert hint in problem.hint
        assert str(problem.place) == f"{PAGE}:2"


class DescribeANameThatIsNotThere:
    @pytest.mark.parametrize(
        ("template", "message", "hint"),
        [
            ("{{ breif }}", "`breif` is not defined", "did you mean `brief`?"),
            ("{{ zzzzz }}", "`zzzzz` is not defined", "a page is given `brief`, `labels` or `extras`"),
            ("{{ brief.titel }}", "no page declares a block `titel`", "did you mean `title`?"),
            ("{{ brief.zzzzz }}", "no page declares a block `zzzzz`",
             "declare it in templates/leaflet/content.yaml: zzzzz: {kind: statement}"),
            ("{{ brief['zzzzz'] }}", "no page declares a block `zzzzz`", "declare it in"),
            ("{{ extras.scael }}", "`extras` has no `scael`", "did you mean `scale`?"),
            ("{{ extras.zzzzz }}", "`extras` has no `zzzzz`", "it has `scale`"),
            ("{{ labels.foo }}", "there is no label `foo`", "add `foo: …` to templates/shared/labels/en"),
            ("{{ labels.variants.press }}", "there is no label `variants.press`",
             "add `press: …` below `variants` in templates/shared/labels/en.yaml"),
            ("{% include 'shared/y.j2' %}", "there is no template `shared/y.j2`", "name it from the folder"),
        ],
    )  # fmt: skip
    def it_is_told_where_it_is_written(self, template, message, hint):
        problem = mistake("\n\n" + template)
        assert problem.message == message
        assert hint in problem.hint
        assert str(problem.place) == f"{PAGE}:3"

    def it_is_told_in_the_line_of_an_expression_that_has_it(self):
        problem = mistake("{{ [\n  brief.title,\n  brief.titel,\n]|join }}")
        assert str(problem.place) == f"{PAGE}:3"

    def it_is_told_where_a_macro_was_handed_it(self):
        macros = "{% macro shout(word) %}\n{{ word|upper }}{% endmacro %}"
        template = "{% from 'shared/m.j2' import shout %}\n{{ shout(brief.titel) }}"
        assert str(mistake(template, **{"shared/m.j2": macros}).place) == f"{PAGE}:2"

    def it_offers_the_template_that_is_almost_called_so(self):
        problem = mistake("{% include 'shared/pages.j2' %}", **{"shared/page.j2": "A"})
        assert problem.hint == "did you mean `shared/page.j2`?"


class DescribeAPartThatTheBriefDoesNotHave:
    def it_is_missing_in_the_brief_or_must_be_asked_for(self):
        problem = mistake("\n{{ brief.bottom_line.text }}")
        assert problem.message == "the leaflet page needs `bottom_line`, which the brief does not have"
        assert 'write bottom_line: {id: bottom-line, text: "…"}' in problem.hint
        assert problem.hint.endswith("{% if brief.bottom_line %} in templates/leaflet/page.html.j2:2")
        assert problem.place.path == "briefs/a/brief.yaml"

    def it_may_have_been_left_out_for_room(self):
        problem = mistake("\n{{ brief.outlook.text }}")
        assert problem.message.startswith("`brief.outlook` may be left out for room")
        assert problem.hint == "put {% if brief.outlook %} … {% endif %} around it"
        assert str(problem.place) == f"{PAGE}:2"


class DescribeWhatATemplateMayNot:
    @pytest.mark.parametrize(
        ("template", "code", "hint"),
        [
            ("{{ ''.__class__ }}", "template-refused", "templates may only read what they are given"),
            ("{{ range(10000000) }}", "template-refused", "templates may only read what they are given"),
            ("{{ 1/0 }}", "template-failed", "look at the expression in this line"),
            (
                "{% set a = ['a', 'b'] %}{{ a }}",
                "template-prints",
                "print one of its parts, or a list joined",
            ),
            ("{% set a = {'a': 1} %}{{ a }}", "template-prints", "a label is text in quotes"),
            ("{% set a = none %}{{ a }}", "template-prints", "print one of its parts"),
            (
                "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
                "template-too-deep",
                "a macro that calls itself",
            ),
            ("{% for a in [1] %}" * 25 + "{% endfor %}" * 25, "template-too-deep", "move the inner ones"),
            ("{% for a in range(99999) %}{{ 'a' * 1000 }}{% endfor %}", "template-too-long", "a loop"),
        ],
    )
    def it_is_refused_with_a_way_out(self, template, code, hint):
        problem = mistake(template)
        assert problem.code == code
        assert hint in problem.hint
