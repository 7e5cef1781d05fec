"""A new brief: its head, and an example or a word about every block that its pages take."""

from copyfit.content.declaration import declarations
from copyfit.content.skeleton import skeleton
from declared import DECLARED

PRESS = """
messages: {kind: point, many: true, required: true, help: what to say}
quotable: {kind: statement, example: "quotable: {id: q, text: Said.}"}
profile: {kind: record, required: true, on_request: true, fields: {capital: words, since: day}}
note: {kind: words, help: whatever else}
"""
HEAD = "subject: X\nkeywords: [a]\n"


def made(*, only_these=False):
    page = {"templates/press/page.html.j2": b"", "templates/press/content.yaml": PRESS.encode()}
    return skeleton(HEAD, declarations(DECLARED | page), ("press",), only_these=only_these)


class DescribeASkeleton:
    def it_begins_with_the_head_and_names_the_variants_only_if_it_is_for_them_alone(self):
        assert made().startswith("subject: X\nkeywords: [a]\n\n# ---")
        assert "\nvariants: [press]\nkeywords: [a]\n" in made(only_these=True)
        assert "variants:" not in made()

    def it_has_the_example_of_a_block_and_a_value_for_what_must_be_there(self):
        assert "\nquotable: {id: q, text: Said.}\n" in made()
        assert "# what to say\nmessages:\n  - text: Write here.\n    id: messages\n" in made()

    def it_has_a_line_of_help_for_what_may_be_there(self):
        assert "\n# note: whatever else\n" in made()

    def it_has_what_is_on_request_only_if_the_page_is_asked_for(self):
        assert "\n# profile: record\n" in made()
        assert "\nprofile:\n  id: profile\n  capital: Write here.\n" in made(only_these=True)
        assert "since: $DATE" in made(only_these=True)
