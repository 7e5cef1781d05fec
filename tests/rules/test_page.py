"""The page as rules read it, and where its words stand in the brief."""

from copyfit.rules.page import blocks_of


class DescribeTheBlocks:
    def it_takes_one_block_for_each_paragraph_item_and_cell(self):
        html = (
            "<main><h1>T</h1><ul><li data-statement=a>One <b>two</b><p>three</p></li></ul>"
            "<table><td>x<td>y</table></main>"
        )
        assert [(block.tag, block.text, block.statement) for block in blocks_of(html)] == [
            ("h1", "T", None),
            ("li", "One two", "a"),
            ("p", "three", "a"),
            ("td", "x", None),
            ("td", "y", None),
        ]

    def it_leaves_out_citations_pictures_what_is_hidden_and_the_margins(self):
        html = (
            "<body><header><p>head</p></header><main><p>A<a class=cite href=x>\u00a0[1]</a> b"
            "<svg><text>no</text></svg></p><p hidden>no</p></main><footer>foot</footer></body>"
        )
        assert [block.text for block in blocks_of(html)] == ["A b"]

    def it_does_without_a_main_element(self):
        html = "<body><header><p>head</p></header><div><p>A</p></div><footer><p>foot</p></footer></body>"
        assert [block.text for block in blocks_of(html)] == ["A"]

    def it_knows_the_list_of_references(self):
        html = "<main><ol class=references><li>Hall, J.</li></ol></main>"
        assert [block.is_reference for block in blocks_of(html)] == [True]


class DescribeAPlace:
    def it_is_the_line_where_the_words_begin_not_where_the_text_does(self, page_of, brief_text):
        page = page_of(
            brief_text(
                "bottom_line:",
                "  id: bottom-line",
                "  text: >-",
                "    Dredge it. **Pay for it",
                "    [@survey] by** summer, and",
                "    watch the sand.",
            )
        )
        start = brief_text("").count("\n")
        found = page.place("bottom-line", "by summer and watch")
        text = page.files["briefs/harbour/brief.yaml"].decode().splitlines()
        assert text[found.line - 1][found.column - 1 :].startswith("by** summer")
        assert found.line > start - 5

    def it_is_in_the_wording_that_the_page_uses(self, page_of, brief_text):
        page = page_of(
            brief_text(
                "bottom_line:",
                "  id: bottom-line",
                "  text: The harbour is full of sand and we should dredge it.",
                "  short: The harbour is full of sand.",
            ),
            choices={"bottom-line": "short"},
        )
        assert page.place("bottom-line", "The harbour is full").column == 10

    def it_is_in_the_override_that_replaced_the_text(self, page_of, brief_text):
        page = page_of(
            brief_text(
                "bottom_line: {id: bottom-line, text: Dredge it.}",
                "overrides:",
                "  executive:",
                "    statements:",
                "      bottom-line: {text: Do not dredge it.}",
            )
        )
        text = page.files["briefs/harbour/brief.yaml"].decode().splitlines()
        found = page.place("bottom-line", "Do not dredge it")
        assert text[found.line - 1].lstrip().startswith("bottom-line: {text")

    def it_is_the_statements_when_the_words_are_not_to_be_found(self, page_of, brief_text):
        page = page_of(brief_text())
        expected = page.edition.loaded.places.of_statement("bottom-line")
        assert page.place("bottom-line", "Words from nowhere") == expected


class DescribeAFact:
    """What a page prints for `{fact:id}`."""

    FACTS = """\
facts:
  depth: {value: 4000, as_of: 2026-03-20, review_by: 2026-12-31, source: survey}
  built: {value: 1890, as_of: 1890-12-31, review_by: never, source: survey}
  opening: {value: 2026-07-01, as_of: 2026-03-20, review_by: 2026-12-31, source: survey}
bottom_line: {id: bottom-line, text: "{fact:depth} tons, {fact:built} men, {fact:opening}."}
"""

    def said(self, page):
        return next(block.text for block in page.blocks if block.statement == "bottom-line")

    def it_is_its_value_as_the_language_writes_it(self, page_of, brief_text):
        assert self.said(page_of(brief_text(self.FACTS))) == "4,000 tons, 1,890 men, 1 July 2026."

    def it_has_its_day_if_it_can_go_stale_and_the_variant_wants_that(self, page_of, brief_text, templates):
        path = "templates/executive/fit.yaml"
        wanted = {path.replace("/", "__"): templates[path] + b"\nfacts: as-of\n"}
        said = self.said(page_of(brief_text(self.FACTS), **wanted))
        assert said == "4,000 (as of 20 March 2026) tons, 1,890 men, 1 July 2026."
