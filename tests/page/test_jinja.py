"""The door to Jinja: templates read what they are given, and can do nothing else."""

import datetime as dt
from pathlib import Path
from types import SimpleNamespace

import pytest

from copyfit.content.edition import select
from copyfit.content.load import load_brief
from copyfit.content.variant import read_variant
from copyfit.errors import TemplateError
from copyfit.page import labels_for
from copyfit.page.context import Context
from copyfit.page.jinja import render
from copyfit.project import snapshot
from copyfit.yaml.file import Places

ROOT = Path(__file__).resolve().parents[2]

EDITION = SimpleNamespace(
    language="en",
    brief=SimpleNamespace(date=dt.date(2026, 3, 23), outlook="There is one."),
    variant=SimpleNamespace(name="leaflet"),
    loaded=SimpleNamespace(places=Places("briefs/a/brief.yaml")),
)
CONTEXT = {
    "brief": {
        "title": "A & B",
        "html": "<em>so</em>",
        "date": "2026-04-17",
        "list": [1, 2],
        "bottom_line": None,
        "outlook": None,
    },
    "labels": {"by": "By", "variants": {"leaflet": "Leaflet"}},
    "extras": {},
}


def rendered(template, more=None, context=CONTEXT):
    files = {"templates/leaflet/page.html.j2": template.encode()}
    files |= {f"templates/{name}": text.encode() for name, text in (more or {}).items()}
    return render("leaflet/page.html.j2", context, files, EDITION)


def refused(template, more=None):
    with pytest.raises(TemplateError) as error:
        rendered(template, more)
    (problem,) = error.value.problems
    return problem


class DescribeWhatATemplatePrints:
    @pytest.mark.parametrize(
        ("template", "html"),
        [
            ("{{ brief.title }}", "A &amp; B"),
            ("{{ brief.html }}", "&lt;em&gt;so&lt;/em&gt;"),
            ("{{ brief.html|inline }}", "<em>so</em>"),
            ("{{ '<em>a=\u200bb</em>'|striptags }}", "a=b"),
            ("{{ brief.date|date }}", "17\u00a0April\u00a02026"),
            ("{{ brief.date|day }}", "17\u00a0April"),
            ("{{ '2026-07-07/08'|when }}", "7–\u20608\u00a0Jul"),
            ("{{ 4000|number }}", "4,000"),
            ("{% for n in brief.list %}{{ n }}{% endfor %}", "12"),
            ("{% include 'shared/x.html.j2' %}", "shared"),
        ],
    )
    def it_is_escaped_unless_it_is_marked(self, template, html):
        assert rendered(template, {"shared/x.html.j2": "shared"}) == html

    def it_may_be_given_as_macros_and_blocks(self):
        shared = {"shared/page.html.j2": "<p>{% block a %}{% endblock %}</p>"}
        assert (
            rendered("{% extends 'shared/page.html.j2' %}{% block a %}b{% endblock %}", shared) == "<p>b</p>"
        )


class DescribeTheSandbox:
    """What was tried to get out of it (and what takes time or memory is stopped by the process)."""

    @pytest.mark.parametrize(
        "template",
        [
            "{{ ''.__class__.__mro__ }}",
            "{{ brief.__class__ }}",
            "{{ '{0.__class__}'.format(1) }}",
            "{{ '{0.__class__}'|format(1) if false else ('%s'|attr('__class__')).x }}",
            "{{ brief.update({'a': 1}) }}",
            "{{ brief.list.append(3) }}",
            "{{ brief.list.sort() }}",
            "{{ brief.pop('title') }}",
            "{{ self.__init__.__globals__ }}",
            "{{ render.__globals__ }}",
            "{{ cycler.__init__ }}",
            "{{ lipsum(n=5) }}",
            "{{ joiner() }}",
            "{{ range(100001) }}",
            "{{ brief.title.encode().__class__ }}",
            "{{ (1).__class__.__base__.__subclasses__() }}",
            "{% set x = brief.title.format %}{{ x.__globals__ }}",
        ],
    )
    def it_refuses_what_reaches_out(self, template):
        problem = refused(template)
        assert problem.place.path == "templates/leaflet/page.html.j2"
        assert problem.place.line == 1
        assert problem.hint

    @pytest.mark.parametrize(
        "name",
        ["../../briefs/a/brief.yaml", "/etc/passwd", "shared/../../x", "{{ 7 * 7 }}", "a\\nb", "", "."],
    )
    def it_reads_templates_alone(self, name):
        assert refused(f"{{% include {name!r} %}}").code == "missing-file"

    def it_is_given_values_that_can_do_nothing(self):
        def kinds(value):
            yield type(value)
            items = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
            for item in items:
                yield from kinds(item)

        files = snapshot(ROOT, "nato-iraq")
        edition = select(load_brief(files, "nato-iraq", "en"), read_variant(files, "academic"), "en")
        context = Context(edition, files, (), labels_for(files, "en")).context({"organisation": "O"})
        assert set(kinds(context)) <= {dict, list, str, int, float, bool, type(None)}


class DescribeMistakes:
    @pytest.mark.parametrize(
        ("template", "line", "message", "hint"),
        [
            ("\n{{ brif }}", 2, "`brif` is not defined", "did you mean `brief`?"),
            ("\n\n{{ brief.titel }}", 3, "no page declares a block `titel`", "did you mean `title`?"),
            ("{{ labels.decision }}", 1, "there is no label `decision`", "add `decision: …` to"),
            ("{{ labels.variants['leaf'] }}", 1, "there is no label `variants.leaf`", "add `leaf:"),
            ("{% set a = labels.variants %}{{ a.leaf }}", 1, "there is no label `variants.leaf`", "add"),
            ("{% set a = brief %}{{ a.titel }}", 1, "no page declares a block `titel`", "did"),
            ("{% if a %}\n{% endblock %}", 2, "`{% if %}` is still open at `{% endblock", "close it with"),
            ("{% iff a %}", 1, "unknown tag `iff`", "did you mean `if`?"),
            ("{{ brief.title|inlin }}", 1, "unknown filter `inlin`", "did you mean `inline`?"),
            ("{{ 'soon'|day }}", 1, "`soon` is no day such as 2026-03-20", "look at the expression"),
            ("{% from 'shared/m.j2' import b %}{{ b() }}", 1, "", ""),
        ],
    )  # fmt: skip
    def it_says_line_message_and_hint(self, template, line, message, hint):
        problem = refused(template, {"shared/m.j2": "{% macro a() %}{% endmacro %}"})
        assert (problem.place.path, problem.place.line) == ("templates/leaflet/page.html.j2", line)
        assert problem.message.startswith(message)
        assert problem.hint.startswith(hint)

    @pytest.mark.parametrize(
        "template",
        [
            "{{ brief.bottom_line.text }}",
            "{% from 'shared/m.j2' import callout %}\n{{ callout(brief.bottom_line) }}",
        ],
    )
    def it_tells_the_author_of_the_brief_what_the_page_needs(self, template):
        problem = refused(template, {"shared/m.j2": "{% macro callout(it) %}{{ it.text }}{% endmacro %}"})
        assert str(problem.place) == "briefs/a/brief.yaml:1:1"
        assert problem.message == "the leaflet page needs `bottom_line`, which the brief does not have"
        assert problem.hint.startswith(
            'write bottom_line: {id: bottom-line, text: "…"}, or let the template ask'
        )

    def it_tells_the_author_of_the_template_what_may_be_left_out_for_room(self):
        problem = refused("\n{{ brief.outlook.text }}")
        assert str(problem.place) == "templates/leaflet/page.html.j2:2"
        assert problem.hint == "put {% if brief.outlook %} … {% endif %} around it"

    @pytest.mark.parametrize(
        "template",
        [
            "{% from 'shared/m.j2' import line %}\n{{ line([brief.titel]) }}",
            "{% from 'shared/m.j2' import line %}\n{{ line([brief['titel']]) }}",
            "{% from 'shared/m.j2' import line %}\n{% set parts = [brief.titel] %}\n{{ line(parts) }}",
            "{% from 'shared/m.j2' import line %}\n{% for a in [brief.titel] %}\n{{ line([a]) }}{% endfor %}",
        ],
    )
    def it_is_told_where_the_name_is_written_and_not_in_the_macro_that_got_it(self, template):
        macro = "{% macro line(parts) %}\n{% for part in parts %}{{ part|inline }}{% endfor %}{% endmacro %}"
        problem = refused(template, {"shared/m.j2": macro})
        assert str(problem.place) == "templates/leaflet/page.html.j2:2"
        assert (problem.message, problem.hint) == (
            "no page declares a block `titel`",
            "did you mean `title`?",
        )

    def it_says_where_a_block_that_no_page_declares_would_be_declared(self):
        problem = refused("{{ brief.talking_points }}")
        assert problem.message == "no page declares a block `talking_points`"
        content = "templates/leaflet/content.yaml"
        assert problem.hint == f"declare it in {content}: talking_points: {{kind: statement}}"

    def it_does_not_mind_a_name_that_is_only_asked_for(self):
        assert rendered("{% if brief.x is defined %}A{% endif %}{{ brief.x|default('B') }}") == "B"

    def it_names_the_innermost_template(self):
        problem = refused("{% include 'shared/x.html.j2' %}", {"shared/x.html.j2": "\n{{ nothing }}"})
        assert str(problem.place) == "templates/shared/x.html.j2:2"


class DescribeALanguage:
    def it_is_that_of_the_page_whatever_was_composed_before(self):
        files = {"templates/leaflet/page.html.j2": b"{{ '2026-03-20'|date }}"}
        editions = [SimpleNamespace(**{**vars(EDITION), "language": code}) for code in ("en", "fr", "en")]
        said = [render("leaflet/page.html.j2", CONTEXT, files, edition) for edition in editions]
        assert [text.replace("\u00a0", " ") for text in said] == [
            "20 March 2026",
            "20 mars 2026",
            "20 March 2026",
        ]


class DescribeAProcessThatMakesManyPages:
    def it_compiles_a_template_anew_that_is_another_or_gone(self):
        page = (
            b"{% include 'shared/x.html.j2' ignore missing %}{% import 'shared/m.html.j2' as m %}{{ m.a() }}"
        )
        macro = b"{% macro a() %}%s{% endmacro %}"
        said = [
            render("leaflet/page.html.j2", CONTEXT, {"templates/leaflet/page.html.j2": page} | parts, EDITION)
            for parts in (
                {f"templates/shared/{name}.html.j2": text for name, text in named.items()}
                for named in (
                    {"x": b"A", "m": macro.replace(b"%s", b"B")},
                    {"x": b"C", "m": macro.replace(b"%s", b"B")},
                    {"m": macro.replace(b"%s", b"D")},
                    {"x": b"A", "m": macro.replace(b"%s", b"B")},
                )
            )
        ]
        assert said == ["AB", "CB", "D", "AB"]
