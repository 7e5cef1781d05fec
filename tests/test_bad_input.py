"""What a clumsy or hostile hand writes: one clear problem with its place and a way out, and dist/ untouched.

Each case changes a brief that `copyfit new` wrote. The place is that of the mistake, as far as it can be told.
"""

import datetime as dt
import re
from itertools import pairwise

import pytest

from copyfit.content.load import load_brief
from copyfit.errors import CopyfitError, ExitStatus
from copyfit.make import make
from copyfit.project import inputs_of, snapshot, variants
from copyfit.protocol import Job
from copyfit.starter import lay_out_project, write_brief

BRIEF = "briefs/harbour/brief.yaml"
SOURCES = "briefs/harbour/sources.yaml"
PAGE = "templates/executive/page.html.j2"
STYLE = "templates/executive/style.css"
FIT = "templates/executive/fit.yaml"
HOUSE = "templates/shared/house.yaml"
LABELS = "templates/shared/labels/en.yaml"
TEXT = "We assess that the first development will **likely** go on for another year."


@pytest.fixture(scope="module")
def good(tmp_path_factory):
    """Return the files of a brief that builds."""
    root = tmp_path_factory.mktemp("bad-input") / "project"
    lay_out_project(root)
    write_brief(root, "harbour", dt.date(2026, 3, 20))
    return dict(snapshot(root, "harbour"))


SMALL = """
subject: Harbour
title: "Harbour: what it means"
language: en
date: 2026-03-20
as_of: 2026-03-20
version: "0.1"
desk: Your desk
contact: your.desk@example.org
keywords: [harbour]
bottom_line: {id: bottom-line, text: "Build the new pier."}
judgements:
  - id: first-judgement
    likelihood: likely
    confidence: high
    text: %s
    basis: {text: "Ships are late."}
dates_ahead: [{id: date, date: 2026-04-03, text: It is due}]
recommendations: [{id: ask, owner: Head, by: 2026-04-03, text: Decide.}]
outlook: {id: outlook, text: "More ships will come."}
"""


@pytest.fixture(scope="module")
def small(good):
    """Return the files of a brief that is quickly laid out."""
    return good | {BRIEF: (SMALL % TEXT).encode(), SOURCES: b"[]"}


def changed(good, path, old, new):
    """Return the files with the first `old` in the file `path` replaced; all of it for None."""
    files = dict(good)
    if old is None:
        files[path] = new if isinstance(new, bytes) else new.encode()
    else:
        text = files[path].decode()
        assert old in text, f"{path} does not hold {old!r}"
        files[path] = text.replace(old, new, 1).encode()
    return files


def said_of_content(files):
    """Return what loading says of a brief."""
    with pytest.raises(CopyfitError) as error:
        load_brief(files, "harbour", None, variants(files))
    assert error.value.exit_status == ExitStatus.PROBLEM
    return list(map(str, error.value.problems))


def said_of_page(files, variant="executive"):
    """Return what making the page says."""
    with pytest.raises(CopyfitError) as error:
        make(Job(inputs_of(files, variant), "harbour", variant, "en", ("pdf", "docx"), variants(files)))
    assert error.value.exit_status == ExitStatus.PROBLEM
    return list(map(str, error.value.problems))


def case(old, new, place, message, hint, *, path=BRIEF, name=""):
    return pytest.param(path, old, new, f"{place}: {message}\n  {hint}", id=name or message)


QUOTE = 'put the whole text in double quotes: text: "…"'
YAML = [
    case(f"    text: {TEXT}", "\ttext: x", f"{BRIEF}:110:1", "a tab stands where only spaces may", "indent with spaces"),
    case(TEXT, "We assess: so", f"{BRIEF}:110:20", "a colon and a space stand inside a text", QUOTE),
    case(TEXT, "@first-source says", f"{BRIEF}:110:11", "a text starts with @", QUOTE),
    case(TEXT, "**So** it is", f"{BRIEF}:110:11", "a text starts with *, which YAML takes for a reference", QUOTE),
    case(TEXT, "{x: We say [@first-source].}", f"{BRIEF}:110:22", "a text between { and } holds a bracket, which YAML takes for a list", QUOTE, name="a citation between braces"),
    case(TEXT, "[@first-source] says", f"{BRIEF}:110:12", "a text starts with { or [, which YAML takes for a list or a mapping", QUOTE),
    case(TEXT, '"So', f"{BRIEF}:110:11", "a quotation mark is never closed", 'close it at the end of the text; inside it, write \\" for a quotation mark'),
    case(TEXT, '"a \\q"', f"{BRIEF}:110:15", "a backslash in double quotes starts no known escape", "write \\\\ for a backslash"),
    case("  - id: second-judgement", "  -id: second-judgement", f"{BRIEF}:113:3", "a dash has no space after it", "write a space after the dash: - id: …"),
    case("desk: Your desk", "desk:Your desk", f"{BRIEF}:17:1", "a colon has no space after it", "write a space: key: value"),
    case("desk: Your desk", "desk Your desk", f"{BRIEF}:17:1", "a line here has no `key: value`", "indent it under its key, or add the colon"),
    case("desk: Your desk", "  desk: Your desk", f"{BRIEF}:17:3", "the indentation does not match the lines above", "align the keys of one level"),
    case("desk: Your desk", "desk: A\ndesk: B", f"{BRIEF}:18:1", "`desk` is written twice", "join the two: write what stands here below `desk:` in line 17"),
    case("subject:", "a: b\n---\nsubject:", f"{BRIEF}:12:1", "the file holds a second document after `---`", "keep one document in a file"),
    case('version: "0.1"', 'version: "0.1"\ndecide_by: 2026-02-31', f"{BRIEF}:17:12", "2026-02-31 is no day of the calendar", "write year-month-day"),
    case(None, "", f"{BRIEF}:1:1", "the file is empty", "write at least one key"),
    case(None, "# only this\n", f"{BRIEF}:1:1", "the file is empty", "write at least one key", name="comments alone"),
    case(None, "- a\n", f"{BRIEF}:1:1", "the file holds a list, not a mapping", "start each line of the outermost level with a key: `title: …`"),
    case(None, "hello\n", f"{BRIEF}:1:1", "the file holds a single value, not a mapping", "start each line of the outermost level with a key: `title: …`"),
    case(None, "title: caf\xe9\n".encode("latin-1"), f"{BRIEF}:1", "the file is not UTF-8 text", "save it as UTF-8"),
    case(None, "title: x\n".encode("utf-16"), f"{BRIEF}:1", "the file is not UTF-8 text", "save it as UTF-8", name="UTF-16"),
    case(None, b"title: a\0b\n", f"{BRIEF}:1:9", "the character U+0000 cannot be shown in any file", "remove it; it is invisible, so delete the word around it and type it again"),
    case(None, "title: a\u202eb\n", f"{BRIEF}:1:9", "the character U+202E cannot be shown in any file", "remove it; it is invisible, so delete the word around it and type it again"),
    case(None, "a: !!python/object/apply:os.system [x]\n", f"{BRIEF}:1:4", "the tag `!!python/object/apply:os.system` is not allowed", "remove it"),
    case(None, "%YAML 1.1\n---\na: no\n", f"{BRIEF}:1:1", "the line `%YAML 1.1` starts with %, which changes how the rest is read", "remove the line; a text that starts with % goes into quotes"),
    case(None, "a: &a {x: 1}\nb:\n  <<: *a\n", f"{BRIEF}:3:3", "`<<` is not supported", "write the keys out"),
    case(None, f"a: {'[' * 3000}", f"{BRIEF}:1:53", "brackets are nested more than 50 deep", "write it flatter"),
    case(None, f"a: {'1' * 5000}\n", f"{BRIEF}:1:4", "a number of 5000 digits", "put it in quotes if it is not for counting"),
    case(None, "a: .inf\n", f"{BRIEF}:1:4", "`.inf` is no number that can be printed", "write digits"),
    case(None, "a: 1e300\n", f"{BRIEF}:1:4", "`1e300` is no number that can be printed", "write digits"),
    case(None, f"a: {'x' * 300_000}\n", BRIEF, "the file has 292 KB; at most 256 KB are read", "a one-page briefing needs about 10 KB; move data to a CSV file in figures/"),
]  # fmt: skip


class DescribeAFileThatIsNoYaml:
    @pytest.mark.parametrize(("path", "old", "new", "said"), YAML)
    def it_is_told_so_at_its_line(self, good, path, old, new, said):
        assert said_of_content(changed(good, path, old, new)) == [said]

    def it_is_no_bomb(self, good):
        names = "abcdefghi"
        bomb = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
            f"{after}: &{after} [{', '.join([f'*{before}'] * 10)}]\n" for before, after in pairwise(names)
        )
        (said,) = said_of_content(changed(good, BRIEF, None, bomb))
        assert said.startswith(f"{BRIEF}:1:23: more than 50 references (`*name`) in the file\n")

    def it_is_told_of_some_and_how_many_more(self, good):
        many = "".join(f"key-{number}: 1\n" for number in range(1000))
        said = said_of_content(changed(good, BRIEF, None, many))
        assert len(said) < 60
        assert "more problems in this file" in said[-1]


STATEMENT = 'write text: "We assess that the mission will **likely** go on."'
CONTENT = [
    case("subject:", "subjet:", f"{BRIEF}:11:1", "unknown key `subjet`", "did you mean `subject`?"),
    case("likelihood: likely ", "likelyhood: likely ", f"{BRIEF}:108:5", "unknown key `likelyhood` in `first-judgement`", "did you mean `likelihood`?"),
    case("version:", "colour: red\nversion:", f"{BRIEF}:16:1", "unknown key `colour`", "remove it, or write one of"),
    case("desk: Your desk\n", "", f"{BRIEF}:11:1", "`desk` is missing", 'write desk: "Euro-Atlantic Security Desk"'),
    case(f"    text: {TEXT}\n", "", f"{BRIEF}:106:5", "`text` is missing in `first-judgement`", STATEMENT),
    case(f" {TEXT}", "", f"{BRIEF}:110:5", "`text` is empty in `first-judgement`", STATEMENT.replace("write", "write at least one word, or remove the key:")),
    case(TEXT, '"  "', f"{BRIEF}:110:11", "`text` in `first-judgement` is empty", STATEMENT),
    case("desk: Your desk", "desk: 12", f"{BRIEF}:17:7", "`desk` must be text, not a number", 'put it in quotes: desk: "12"'),
    case("desk: Your desk", "desk: true", f"{BRIEF}:17:7", "`desk` must be text, not true or false", 'put it in quotes: desk: "true"'),
    case("desk: Your desk", "desk: [a]", f"{BRIEF}:17:7", "`desk` must be text, not a list", 'a text that starts with { or [ goes into quotes: desk: "…"'),
    case("as_of: 2026", "as_of: around 2026", f"{BRIEF}:15:8", "`as_of` must be a day, not text", "for example as_of: 2026-03-20"),
    case("bottom-line\n  priority: 1", "bottom-line\n  priority: high", f"{BRIEF}:98:13", "`priority` in `bottom-line` must be a whole number, not text", "for example priority: 2 (1 is kept longest, 5 goes first)"),
    case("bottom-line\n  priority: 1", "bottom-line\n  priority: 9", f"{BRIEF}:98:13", "`priority` in `bottom-line` is out of range: 9", "write at most 5"),
    case("confidence: moderate", "confidence: medium", f"{BRIEF}:109:17", "`confidence` in `first-judgement` cannot be `medium`", "write low, moderate or high"),
    case("yardstick: icd203", "yardstick: icd-203", f"{BRIEF}:19:12", "`yardstick` cannot be `icd-203`", "did you mean `icd203`?"),
    case("language: en", "language: English", f"{BRIEF}:13:11", "`language` has the wrong form: `English`", "write a language code such as en, fr or ar"),
    case("id: second-judgement", "id: Second", f"{BRIEF}:113:9", "`id` in judgements 2 has the wrong form: `Second`", "small letters, digits and hyphens, at most 64, starting with a letter or digit"),
    case("id: second-judgement", "id: first-judgement", f"{BRIEF}:113:9", "the id `first-judgement` is there twice", "it is also the id at line 106; give each its own"),
    case("limitations: {id: limitations, priority: 1, text: Say", "limitations: Say #", f"{BRIEF}:76:14", "`limitations` must be a mapping (`key: value` lines), not text", "write, indented below `limitations:`, its keys: `text`, `id`,"),
    case("facts:\n  people:", "facts:\n  - people:", f"{BRIEF}:24:3", "`facts` must be a mapping (`key: value` lines), not a list", "for example facts: {people: {value: 1200,"),
    case("value: 1200", "value: true", f"{BRIEF}:25:12", "`value` in `people` must be a whole number, a number, a day or text, not true or false", "for example value: 1200"),
    case(TEXT, '"a\\u202eb"', f"{BRIEF}:110:11", "the text holds U+202E, which no file can show", "remove the escape that stands for it"),
    case(TEXT, '"a\\ud800b"', f"{BRIEF}:110:11", "the text holds U+D800, which no file can show", "remove the escape that stands for it"),
    case(TEXT, '"{fact:peple} so"', f"{BRIEF}:110:11", "unknown fact `peple`", "did you mean `people`?"),
    case(TEXT, '"{fact people} so"', f"{BRIEF}:110:11", "a fact is not written as one", "write {fact:name}"),
    case(TEXT, '"{{ brief.title }}"', f"{BRIEF}:110:11", "a template's brackets {{ }} cannot stand in a text", "write a value that can go stale as {fact:name}"),
    case(TEXT, "So [@firt-source]", f"{BRIEF}:110:11", "unknown source `firt-source`", "did you mean `first-source`?"),
    case(TEXT, "So [@ first-source]", f"{BRIEF}:110:11", "a citation is not written as one", "write [@source] or [@source, p. 4]"),
    case(TEXT, "So [@first-source p. 4]", f"{BRIEF}:110:11", "`@first-source p. 4` is no citation", "write [@source, p. 4] or [@one; @two]"),
    case(TEXT, "So [@first-source", f"{BRIEF}:110:11", "a citation is not written as one", "write [@source] or [@source, p. 4]", name="a citation never closed"),
    case(TEXT, "So @first-source", f"{BRIEF}:110:11", "the source `first-source` is named outside of brackets", "write [@first-source]"),
    case(TEXT, "It is so (@first-source).", f"{BRIEF}:110:11", "the source `first-source` is named outside of brackets", "write [@first-source]"),
    case(TEXT, "So [first-source]", f"{BRIEF}:110:11", "the source `first-source` is named without @", "write [@first-source]"),
    case(TEXT, "So **it is", f"{BRIEF}:110:11", "a ** is left over", "strong words stand between two of them, without spaces: **so**"),
    case(TEXT, "So <b>it</b> is", f"{BRIEF}:110:11", "HTML cannot stand in a text", "write *emphasis*, **strong** or [text](address)"),
    case(TEXT, "So [it](javascript:x) is", f"{BRIEF}:110:11", "a link leads to https://, http://, mailto: or tel:", "correct the address"),
    case("source: first-source ", "source: firt-source ", f"{BRIEF}:28:13", "unknown source `firt-source`", "did you mean `first-source`?", name="unknown source of a fact"),
    case("    likelihood: unlikely", "    only: [executiv]\n    likelihood: unlikely", f"{BRIEF}:115:12", "unknown variant `executiv`", "did you mean `executive`?"),
    case("keywords:", "overrides: {student: {statements: {botom-line: {omit: true}}}}\nkeywords:", f"{BRIEF}:20:36", "there is no statement `botom-line`", "did you mean `bottom-line`?"),
    case("answered_by: first-cause", "answered_by: first-caus", f"{BRIEF}:@", "there is no statement `first-caus`", "did you mean `first-cause`?"),
    case("keywords:", "figures: [{id: f, title: T, file: figures/x.png, alt: A}]\nkeywords:", f"{BRIEF}:20:35", "there is no briefs/harbour/figures/x.png", "put it into briefs/harbour/figures/"),
    case("keywords:", "figures: [{id: f, title: T, file: figures/x.png}]\nkeywords:", f"{BRIEF}:20:11", "`alt` is missing in `f`", "write alt: "),
    case("- id: first-source\n  type: report", "- id: first-source\n  type: reprot", f"{SOURCES}:3:9", "`type` of the source `first-source` cannot be `reprot`", "did you mean `report`?", path=SOURCES),
    case("issued:", "isued:", f"{SOURCES}:6:3", "unknown key `isued` in the source `first-source`", "did you mean `issued`?", path=SOURCES),
    case("[[2025, 3, 1]]", "[[2025, 13, 1]]", f"{SOURCES}:6:11", "`issued` of the source `first-source` is no date", "write issued: 2024-05-17", path=SOURCES),
    case("https://example.org/first", "javascript:x", f"{SOURCES}:7:8", "`URL` of the source `first-source` is no address of the web", 'write URL: "https://www.nato.int/…"', path=SOURCES),
    case("- id: second-source", "- id: first-source", f"{SOURCES}:10:7", "`id` of the source `first-source` is there twice", "give each source an id of its own", path=SOURCES),
    case("- id: second-source", "- name: second-source", f"{SOURCES}:10:3", "a source has no `id`", "write id: nato-2024", path=SOURCES),
    case(None, "a: [\n", f"{SOURCES}:2:1", "a bracket is never closed, or a value is missing", "close it", path=SOURCES),
    case(None, "- {id: a, title: Option #2}\n- {id: b}\n", f"{SOURCES}:1:25", "what follows ` #` is not part of the text, and the bracket is never closed", "put the whole text in double quotes", path=SOURCES),
    case(None, "x", f"{SOURCES}:1:1", "the sources are not a list", "write a list of CSL items", path=SOURCES),
]  # fmt: skip


class DescribeContentThatCannotBeUsed:
    @pytest.mark.parametrize(("path", "old", "new", "said"), CONTENT)
    def it_is_told_with_its_place_and_a_way_out(self, good, path, old, new, said):
        files = changed(good, path, old, new)
        told = said_of_content(files)
        assert any(_like(one, said, path, files, new) for one in told), told
        if "second-source" not in str(old):
            assert len({re.sub(r"\d", "", one) for one in told}) == 1, told

    def it_is_told_all_at_once(self, good):
        files = changed(good, BRIEF, "subject:", "subjet:")
        files = changed(files, BRIEF, "bottom-line\n  priority: 1", "bottom-line\n  priority: 9")
        files = changed(files, SOURCES, "type: report", "type: reprot")
        assert [one.split(": ")[0] for one in said_of_content(files)] == [
            f"{BRIEF}:11:1",
            f"{BRIEF}:98:13",
            f"{SOURCES}:3:9",
        ]


BEFORE = "{{ callout(brief.bottom_line"
TEMPLATES = [
    case(BEFORE, "{{ breif }}" + BEFORE, f"{PAGE}:@", "`breif` is not defined", "did you mean `brief`?", path=PAGE),
    case(BEFORE, "{{ brief.titel }}" + BEFORE, f"{PAGE}:@", "no page declares a block `titel`", "did you mean `title`?", path=PAGE),
    case(BEFORE, "{{ labels.foo }}" + BEFORE, f"{PAGE}:@", "there is no label `foo`", f"add `foo: …` to {LABELS}", path=PAGE),
    case(BEFORE, "{{ extras.foo }}" + BEFORE, f"{PAGE}:@", "`extras` has no `foo`", "it has `yardstick`", path=PAGE),
    case(BEFORE, "{% if x %}" + BEFORE, PAGE, "`{% if %}` is still open at `{% endblock %}`", "close it with {% endif %}", path=PAGE),
    case(BEFORE, "{% iff x %}" + BEFORE, f"{PAGE}:@", "unknown tag `iff`", "did you mean `if`?", path=PAGE),
    case(BEFORE, "{{ brief.title|inlin }}" + BEFORE, f"{PAGE}:@", "unknown filter `inlin`", "did you mean `inline`?", path=PAGE),
    case(BEFORE, "{{ brief.title " + BEFORE, f"{PAGE}:@", "expected token", "look at the brackets in this line and the one before", path=PAGE),
    case("shared/page.html.j2", "shared/pages.html.j2", f"{PAGE}:@", "there is no template `shared/pages.html.j2`", "did you mean `shared/page.html.j2`?", path=PAGE),
    case(BEFORE, '{% include "../../briefs/harbour/brief.yaml" %}' + BEFORE, f"{PAGE}:@", "there is no template `../../briefs/harbour/brief.yaml`", "name it from the folder templates/", path=PAGE),
    case(BEFORE, "{{ ''.__class__ }}" + BEFORE, f"{PAGE}:@", "access to attribute '__class__' of 'str' object is unsafe", "templates may only read what they are given", path=PAGE),
    case(BEFORE, "{{ '{0.__class__}'.format(1) }}" + BEFORE, f"{PAGE}:@", "access to attribute '__class__' of 'int' object is unsafe", "templates may only read what they are given", path=PAGE),
    case(BEFORE, "{{ brief.update({}) }}" + BEFORE, f"{PAGE}:@", "access to attribute 'update' of 'dict' object is unsafe", "templates may only read what they are given", path=PAGE),
    case(BEFORE, "{{ range(10000000) }}" + BEFORE, f"{PAGE}:@", "range too big", "templates may only read what they are given", path=PAGE),
    case(BEFORE, "{{ 1/0 }}" + BEFORE, f"{PAGE}:@", "division by zero", "look at the expression in this line", path=PAGE),
    case(BEFORE, "{{ brief.title|date }}" + BEFORE, f"{PAGE}:@", "`Harbour: what it means", "look at the expression in this line", path=PAGE),
    case(BEFORE, "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}" + BEFORE, f"{PAGE}:@", "the template does not come to an end", "look for a macro that calls itself", path=PAGE),
    case(BEFORE, "{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}" + BEFORE, PAGE, "the template does not come to an end", "look for a macro", path=PAGE, name="brackets without end"),
    case(BEFORE, "{% for a in [1] %}" * 25 + "{% endfor %}" * 25 + BEFORE, PAGE, "more than 20 loops stand inside one another", "move the inner ones into a macro", path=PAGE),
    case(BEFORE, "{% for a in range(99999) %}{{ 'a' * 1000 }}{% endfor %}" + BEFORE, PAGE, "the template writes more than 2 MB", "look for a loop that repeats too often", path=PAGE),
    case(None, "\xe9".encode("latin-1"), PAGE, "the file is not UTF-8 text", "save it as UTF-8", path=PAGE),
    case(None, "", PAGE, "the template prints nothing of the brief", "begin it with", path=PAGE, name="an empty template"),
    case(BEFORE, '<img src="logo.png" alt="A">' + BEFORE, f"{PAGE}:@", "logo.png is not one of the project's files", "name a file of the project by its path from the root", path=PAGE),
    case(BEFORE, '<img src="file:///etc/passwd" alt="A">' + BEFORE, f"{PAGE}:@", "file:///etc/passwd is not one of the project's files", "name a file of the project", path=PAGE),
    case(BEFORE, '<img src="https://example.org/x.png" alt="A">' + BEFORE, f"{PAGE}:@", "https://example.org/x.png is not one of the project's files", "name a file of the project", path=PAGE),
    case("\n.side {", "\np { colr: red }\n.side {", f"{STYLE}:@", "the style sheet has no effect here: Ignored `colr: red `, unknown property", "correct or remove it", path=STYLE),
    case("\n.side {", "\np { margin-top: var(--gap-nope) }\n.side {", STYLE, "`margin-top` has no value: a custom property in its var() is not defined", "correct the name; sizes and gaps are those that fit.yaml declares", path=STYLE),
    case("\n.side {", "\np { font-family: Arial }\n.side {", STYLE, "“", "", path=STYLE, name="a font of the machine"),
    case("\n.side {", "\n.side { display: none }\n.side {", STYLE, "7 words are not on the page, beginning with “Dates ahead", "let the page's text flow", path=STYLE, name="words not displayed"),
    case("\n.side {", "\nmain { position: absolute }\n.side {", STYLE, "all of the page's text is in `main`, which the style sheet takes out of the flow (absolute)", "let `html`, `body` and `main` be plain blocks", path=STYLE),
    case("\n.side {", "\n@import 'x.css';\n.side {", STYLE, "", "", path=STYLE, name="an import too late"),
    case(None, "}}}} @@@ (((", STYLE, "", "", path=STYLE, name="a style sheet that is none"),
    case("prefer: text", "prefr: text", f"{FIT}:2:1", "unknown key `prefr`", "did you mean `prefer`?", path=FIT),
    case("prefer: text", "prefer: short", f"{FIT}:2:9", "`prefer` cannot be `short`", "write text or plain", path=FIT),
    case("best: 11,", "best: 11.3,", f"{FIT}:6:16", "`best` in `body` cannot be 11.3: only steps of 0.5 are set", "round it; Word knows no finer size", path=FIT),
    case("body: {best: 11,", "body: {best: 6,", f"{FIT}:6:9", "`body` in `type` needs floor ≤ best ≤ ceiling", "correct one of the numbers", path=FIT),
    case("below: body", "belo: body", f"{FIT}:7:12", "unknown key `belo` in `second`", "did you mean `below`?", path=FIT),
    case("title: {min: 3,", "title: {min: 3pt,", FIT, "`min` in `title` must be a number, not text", "for example min: 3", path=FIT),
    case("title: {min: 3,", "title: {min: 8,", FIT, "`title` in `gaps` needs min ≤ best ≤ max", "correct one of the numbers", path=FIT),
    case("name: yardstick", "name: yardstik", PAGE, "`extras` has no `yardstick`", "did you mean `yardstik`?", path=FIT),
    case(BEFORE, '<div class="box">' + BEFORE, f"{PAGE}:@", '`<div class="box">` is never closed', "write </div> where it ends", path=PAGE),
    case(BEFORE, "</div>" + BEFORE, f"{PAGE}:@", "`</div>` closes nothing", "take it away, or open the element before", path=PAGE),
    case(BEFORE, '<div class="box' + BEFORE, f"{PAGE}:@", 'the tag `<div class="box', "look for a missing > or quotation mark", path=PAGE),
    case(BEFORE, "<table></table>" + BEFORE, PAGE, "`<table>` has no cells", "put {% if … %} … {% endif %} around a table", path=PAGE),
    case(BEFORE, '<p><a href="javascript:a()">A</a></p>' + BEFORE, f"{PAGE}:@", "a link leads to `javascript:a()`", "write the whole address", path=PAGE),
    case(BEFORE, '<p><a href="file://a/b">A</a></p>' + BEFORE, f"{PAGE}:@", "a link leads to `file://a/b`", "write the whole address", path=PAGE),
    case("brief.desk,", "brief.dsk,", f"{PAGE}:@", "no page declares a block `dsk`", "did you mean `desk`?", path=PAGE),
    case("\n.side {", "\n.box {\n.side {", STYLE, "`{` is never closed", "write } where it ends", path=STYLE),
    case("\n.side {", "\np { background: attr(data-x url) }\n.side {", f"{STYLE}:@", "the layout engine fails at this rule", "take it away", path=STYLE),
    case("\n.side {", "\np::before { content: '\\d800' }\n.side {", f"{STYLE}:@", "U+D800 is half a character", "write the character itself", path=STYLE),
    case("\n.side {", f"\n{'* ' * 400}{{ color: red }}\n.side {{", f"{STYLE}:@", "this rule is too long", "take it away", path=STYLE, name="a selector without end"),
    case("\n.side {", "\np { color: white }\n.side {", STYLE, "“", "make its colour darker", path=STYLE, name="white words"),
    case("\n.side {", "\nli { outline: 900mm solid red }\n.side {", f"{STYLE}:@", "“", "take away what is painted over it", path=STYLE, name="words under an outline"),
    case("\n.side {", "\np { opacity: 0.3 }\n.side {", f"{STYLE}:@", "“", "take `opacity`", path=STYLE, name="words that one sees through"),
    case("\ndecision:", '\ndecision: "a\\ud800"\nx-decision:', f"{LABELS}:@", "", "", path=LABELS, name="half a character in a label"),
    case(None, "", f"{FIT}:1:1", "the file is empty", "write at least one key", path=FIT, name="an empty fit.yaml"),
    case("page:", "pgae:", f"{HOUSE}:4:1", "unknown key `pgae`", "did you mean `page`?", path=HOUSE),
    case("page: auto", "page: A5", f"{HOUSE}:4:7", "unknown paper `A5`", "write A4, letter, or auto", path=HOUSE),
    case("style: house.css", "style: hous.css", f"{HOUSE}:3:8", "there is no templates/shared/hous.css", "did you mean `house.css`?", path=HOUSE),
    case(None, "- a", f"{HOUSE}:1:1", "the file holds a list, not a mapping", "start each line", path=HOUSE, name="a house that is a list"),
    case("\ndecision:", "\nx-decision:", PAGE, "there is no label `decision`", f"add `decision: …` to {LABELS}", path=LABELS),
    case("desk: Your desk", f"desk: {'x' * 3000}", f"{BRIEF}:@", "“xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…” is", "put a soft hyphen", name="a word without end"),
    case("keywords:", "headings: {outlok: What comes}\nkeywords:", f"{BRIEF}:10:12", "no page has a heading `outlok`", "did you mean `outlook`?"),
    case("keywords:", "overrides: {executive: {headings: {outlok: What comes}}}\nkeywords:", f"{BRIEF}:@", "no page has a heading `outlok`", "did you mean `outlook`?"),
    case("keywords:", "archived: ture\nkeywords:", f"{BRIEF}:@", "`archived` must be true or false, not text", "for example archived: true"),
    case("subject:", "variants: [exeutive]\nsubject:", f"{BRIEF}:@", "unknown variant `exeutive`", "did you mean `executive`?"),
    case("desk: Your desk", 'desk: "Desk {facts:people}"', f"{BRIEF}:@", "a fact is not written as one", "write {fact:name}"),
    case("keywords:", "citation_style: apa\nkeywords:", f"{BRIEF}:@", "there is no citation style `apa`", "write numeric, or put the style into templates/shared/styles/apa.csl"),
    case("keywords:", "citation_style: apa.csl\nkeywords:", f"{BRIEF}:@", "there is no citation style `apa.csl`", "write apa: a style is named without its ending"),
    case(TEXT, "We **likely** 😀 see", f"{BRIEF}:16:25", "no font has '😀' (U+1F600) in “", "write it with other letters, or give the house a font"),
    case("desk: Your desk", "desk: 机 desk", f"{BRIEF}:@", "no font has '机' (U+673A) in “", "write it with other letters"),
]  # fmt: skip


class DescribeATemplateThatCannotBeUsed:
    @pytest.mark.parametrize(("path", "old", "new", "said"), TEMPLATES)
    def it_is_told_with_its_place_and_a_way_out(self, small, path, old, new, said):
        files = changed(small, path, old, new)
        told = said_of_page(files)
        assert _like(told[0], said, path, files, new), told
        assert all(re.match(r"(briefs|templates)/\S+: .+\n  .+", one) for one in told), told

    def it_is_told_of_files_that_are_not_there(self, small):
        for path, said in (
            (FIT, f"{FIT}: there is no {FIT}"),
            (STYLE, f"{STYLE}: there is no style sheet {STYLE}"),
            (LABELS, f"{BRIEF}:4:11: there are no labels for `en`"),
        ):
            assert said_of_page({name: data for name, data in small.items() if name != path})[0].startswith(
                said
            )

    @pytest.mark.parametrize(
        ("content", "says"),
        [
            (b"", "is not a kind of picture that both files can hold\n  save it as PNG, JPEG or SVG"),
            (
                b"\x89PNG\r\n\x1a\nxxxx",
                "cannot be read as a picture: a part of it is missing or broken\n  open it",
            ),
            (b"<svg", "is an SVG by another name\n  name it x.svg"),
            (b"hello", "is not a kind of picture that both files can hold"),
        ],
    )
    def it_is_told_of_a_picture_that_is_none(self, small, content, says):
        files = changed(
            small, BRIEF, "keywords:", "figures: [{id: f, title: T, file: figures/x.png, alt: A}]\nkeywords:"
        )
        files["briefs/harbour/figures/x.png"] = content
        assert said_of_page(files)[0].startswith(f"{BRIEF}:10:35: briefs/harbour/figures/x.png {says}")

    def it_is_told_of_a_picture_that_asks_for_another_file(self, small):
        files = changed(
            small, BRIEF, "keywords:", "figures: [{id: f, title: T, file: figures/x.svg, alt: A}]\nkeywords:"
        )
        files["briefs/harbour/figures/x.svg"] = (
            b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">\n<image href="file:///etc/passwd"/></svg>'
        )
        assert said_of_page(files)[0].startswith(
            "briefs/harbour/figures/x.svg:2: the picture asks for file:///etc/passwd\n"
        )


@pytest.fixture
def desk(good, tmp_path):
    """Return a project on disk with something in dist/ that must stay."""
    for path, content in good.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    (tmp_path / "dist/harbour").mkdir(parents=True)
    (tmp_path / "dist/harbour/harbour-executive-en.pdf").write_bytes(b"of yesterday")
    return tmp_path


class DescribeACommandThatMeetsIt:
    """Exit status, standard error, and dist/ as it was."""

    @pytest.mark.parametrize(
        ("path", "old", "new", "status", "said"),
        [
            pytest.param(BRIEF, "subject:", "subjet:", 1, f"{BRIEF}:11:1: error: unknown key", id="a typo"),
            pytest.param(BRIEF, None, b"\xff", 1, f"{BRIEF}:1: error: the file is not UTF-8", id="no text"),
            pytest.param(
                PAGE, BEFORE, "{{ 'a' * 20000000000 }}" + BEFORE, 1, "more memory", id="a memory bomb"
            ),
            pytest.param(
                PAGE,
                BEFORE,
                "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}" + BEFORE,
                1,
                "error: harbour, executive, en: making the page took more than 6 seconds",
                id="an endless loop",
            ),
            pytest.param(
                "briefs/harbour/x", None, "", 1, "is a link that leads out of the project", id="a link"
            ),
            pytest.param("out", None, "a file", 3, "error: cannot write", id="no folder to write"),
        ],
    )
    def it_ends_with_its_status_and_changes_nothing(self, copyfit, desk, path, old, new, status, said):
        if path == "briefs/harbour/x":
            (desk / path).symlink_to("/etc/hostname")
        else:
            files = changed({path: b"", **_read(desk, path)}, path, old, new)
            (desk / path).write_bytes(files[path])
        before = {file: file.read_bytes() for file in (desk / "dist").rglob("*") if file.is_file()}
        out = ["--out", "out/dist"] if path == "out" else []
        limit = {"COPYFIT_SECONDS": "6"} if "seconds" in said else {}
        done = copyfit("build", "--variant", "executive", *out, cwd=desk, **limit)
        assert (done.returncode, done.stdout.count("Traceback")) == (status, 0), done.stderr
        assert said in done.stderr
        assert "Traceback" not in done.stderr
        assert {f: f.read_bytes() for f in (desk / "dist").rglob("*") if f.is_file()} == before


def _read(desk, path):
    return {path: (desk / path).read_bytes()} if (desk / path).exists() else {}


def _like(told, said, path, files, new):
    """Return whether what is told has the place, and begins with message and hint.

    A place that ends in @ is the line of the change.
    """
    place, _, rest = said.partition(": ")
    message, _, hint = rest.partition("\n  ")
    told_place, _, told_rest = told.partition(": ")
    told_message, _, told_hint = told_rest.partition("\n  ")
    if place.endswith("@"):
        before = files[path].decode().partition(new.strip("\n").split("\n")[0])[0]
        place = f"{place.removesuffix('@')}{before.count(chr(10)) + 1}"
    same_place = told_place == place or told_place.startswith(f"{place}:")
    return same_place and told_message.startswith(message) and told_hint.startswith(hint)
