r"""BibTeX and biblatex as they are written, read as CSL: types, names, dates, titles, links."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copyfit.content.bibtex import read_bibtex
from copyfit.content.bibtex.latex import LatexMistake, text_of
from copyfit.content.bibtex.people import people_of
from steps import steps


def items(text):
    found, _, problems = read_bibtex("briefs/a/sources.bib", text.encode())
    assert problems == ()
    return found


def item(fields, kind="article"):
    (found,) = items(f"@{kind}{{a, title = {{T}}, {fields}}}")
    return found


def problems(text):
    return [str(problem) for problem in read_bibtex("briefs/a/sources.bib", text.encode())[2]]


class DescribeAnEntry:
    @pytest.mark.parametrize(
        ("kind", "csl"),
        [
            ("article", "article-journal"), ("book", "book"), ("mvbook", "book"), ("inbook", "chapter"),
            ("incollection", "chapter"), ("inproceedings", "paper-conference"), ("conference", "paper-conference"),
            ("proceedings", "book"), ("techreport", "report"), ("report", "report"), ("manual", "report"),
            ("phdthesis", "thesis"), ("thesis", "thesis"), ("online", "webpage"), ("electronic", "webpage"),
            ("patent", "patent"), ("software", "software"), ("dataset", "dataset"), ("periodical", "periodical"),
            ("unpublished", "manuscript"), ("booklet", "pamphlet"), ("misc", "document"), ("ARTICLE", "article-journal"),
            ("artikle", "article-journal"), ("wholly-unheard-of", "document"),
        ],
    )  # fmt: skip
    def it_has_the_type_of_its_kind_or_of_the_nearest(self, kind, csl):
        (found,) = (
            items(f"@{kind}{{a, title = {{T}}}}")
            if kind.isalpha()
            else items("@whollyunheardof{a, title={T}}")
        )
        assert found["type"] == csl

    def it_may_be_in_round_brackets_with_quotation_marks(self):
        assert items('@book(a, title = "A {"}quoted{"} title", year = 2020)')[0]["issued"] == {
            "date-parts": [[2020]]
        }

    @pytest.mark.parametrize(
        "name", ["DBLP:conf/quay/DoeR20", "doe_2020", "Doe.2020", "döe-2020", "10.1000/182"]
    )
    def it_may_have_any_name(self, name):
        assert items(f"@book{{{name}, title = {{T}}}}")[0]["id"] == name

    def it_is_a_set_or_a_comment_of_no_account(self):
        text = '@set{s, entryset = {a}} @comment{x {y}} @preamble{"z"} words @book{a, title = {T}}'
        assert [found["id"] for found in items(text)] == ["a"]


class DescribeAValue:
    def it_is_joined_from_texts_numbers_and_abbreviations(self):
        text = '@string{jq = "J. Quays"} @string{now = 2020} @article{a, title = "On " # {piers}, journal = jq # {, } # "B", year = now}'
        (found,) = items(text)
        assert (found["title"], found["container-title"]) == ("On piers", "J. Quays, B")
        assert found["issued"] == {"date-parts": [[2020]]}

    @pytest.mark.parametrize(
        ("latex", "text"),
        [
            (r"{\'E}tude sur l'{\oe}uvre de Erd{\H o}s", "Étude sur l'œuvre de Erdős"),
            (r"Gar\c{c}on, Fran\c cois, \'{S}wi\k{a}tek, \L{}ucja, \.{I}pek, \u{G}l, \'{\i}na",
             "Garçon, François, Świątek, Łucja, İpek, Ğl, ína"),
            (r"Stra\ss{}e und Gr\"o\ss e", "Straße und Größe"),
            (r"Nguy{\~{\^e}}n \v{Z}i\v{z}ek {\O}stby {\AA}se", "Nguyễn Žižek Østby Åse"),
            (r"A \$5 ferry and 100\% of the fares \& more", "A $5 ferry and 100% of the fares & more"),
            ("100% of A & B", "100% of A & B"),
            (r"\copyright{} kept, \dots{} and \underline{z}", "© kept, … and z"),
            (r"{NATO} and {iOS} in {{Big Braces}}: \emph{next}?", "NATO and iOS in Big Braces: next?"),
            ("a --- b -- c, ``q'' and ~x", "a — b – c, “q” and \u00a0x"),
            (r"\mkbibquote{q} and \enquote{r}", "“q” and “r”"),
            (r"H$_2$O at $10^{-6}$ and $\alpha$ of $n_{ij}$", "H₂O at 10⁻⁶ and α of n<sub>ij</sub>"),
            ("Counts\n   of\tboats", "Counts of boats"),
        ],
    )  # fmt: skip
    def it_is_the_text_that_its_latex_means(self, latex, text):
        assert text_of(latex) == text

    @pytest.mark.parametrize(
        "latex", [r"\foo{x}", r"\cite{y}", r"\input{/etc/passwd}", "a $ b", r"{\bf", "{" * 90 + "}" * 90]
    )
    def it_is_refused_rather_than_left_out(self, latex):
        with pytest.raises(LatexMistake):
            text_of(latex)


class DescribeNames:
    @pytest.mark.parametrize(
        ("written", "names"),
        [
            ("Ludwig van Beethoven", [{"given": "Ludwig", "non-dropping-particle": "van", "family": "Beethoven"}]),
            ("van der Berg, Jan", [{"given": "Jan", "non-dropping-particle": "van der", "family": "Berg"}]),
            ("King, Jr., Martin Luther", [{"given": "Martin Luther", "family": "King", "suffix": "Jr."}]),
            ("{European {C}ommission}", [{"literal": "European Commission"}]),
            ("{Barnes and Noble} and Procter {and} Gamble", [{"literal": "Barnes and Noble"}, {"literal": "Procter and Gamble"}]),
            (
                r"Doe, Ann and \v{Z}i\v{z}ek, S. AND \"Ozt, Bo",
                [
                    {"given": "Ann", "family": "Doe"},
                    {"given": "S.", "family": "Žižek"},
                    {"given": "Bo", "family": "Özt"},
                ],
            ),
            (r"\v Zak, Bo", [{"given": "Bo", "family": "Žak"}]),
            (r"\L ucja {\O}stby", [{"given": "Łucja", "family": "Østby"}]),
            ("Doe, Ann and others", [{"given": "Ann", "family": "Doe"}, {"literal": "et al."}]),
            (r"Charles de la Vall{\'e}e Poussin",
             [{"given": "Charles", "non-dropping-particle": "de la", "family": "Vallée Poussin"}]),
            ("family=Doe, given=Ann, prefix=von", [{"family": "Doe", "given": "Ann", "non-dropping-particle": "von"}]),
            ("Plato", [{"family": "Plato"}]),
            ("Doe,  Ann\n   and Roe, Bo", [{"given": "Ann", "family": "Doe"}, {"given": "Bo", "family": "Roe"}]),
        ],
    )  # fmt: skip
    def it_has_each_in_its_parts(self, written, names):
        assert people_of(written) == names

    @pytest.mark.parametrize(
        "written", [lambda n: "A" + " " * 100 * n + "B", lambda n: " and " * n, lambda n: "{a}" * n]
    )
    def it_costs_twice_as_much_for_twice_the_length(self, written):
        once, twice = (steps(lambda n=n: people_of(written(n))) for n in (1_000, 2_000))
        assert twice <= 2.2 * once + 500

    def it_is_refused_where_nothing_closes(self):
        with pytest.raises(LatexMistake):
            people_of("{" * 5_000)


class DescribeADate:
    @pytest.mark.parametrize(
        ("fields", "parts"),
        [
            ("year = 2019, month = Apr, day = 3", [[2019, 4, 3]]),
            ("year = {2019}, month = {September}", [[2019, 9]]),
            ('year = 2019, month = may # "~3"', [[2019, 5, 3]]),
            ('year = 2019, month = "3~" # may', [[2019, 5, 3]]),
            ('year = 2019, month = jul # "/" # aug', [[2019, 7], [2019, 8]]),
            ("year = 2019, month = 7", [[2019, 7]]),
            ("year = {1988--1992}", [[1988], [1992]]),
            ("date = {2021-05-03}", [[2021, 5, 3]]),
            ("date = {1984/1986}", [[1984], [1986]]),
            ("date = {1968-05-19/1968-05-25}", [[1968, 5, 19], [1968, 5, 25]]),
            ("date = {1723?}", [[1723]]),
            ("date = {-0100}", [[-100]]),
        ],
    )
    def it_is_read_in_parts(self, fields, parts):
        assert item(fields)["issued"]["date-parts"] == parts

    def it_is_said_in_words_where_it_has_none(self):
        assert item("year = {n.d.}")["issued"] == {"literal": "n.d."}
        assert item("date = {1997/..}")["issued"] == {"literal": "1997–"}

    def it_is_kept_from_a_string_that_calls_itself_a_month(self):
        (found,) = items('@string{jan = "January"} @misc{a, title = {T}, year = 2019, month = jan}')
        assert found["issued"] == {"date-parts": [[2019, 1]]}


class DescribeALink:
    @pytest.mark.parametrize(
        ("fields", "address"),
        [
            (r"howpublished = {\url{https://example.org/a_b%20c}}", "https://example.org/a_b%20c"),
            (
                r"note = {Available at \url{https://example.org/b}, accessed 3 May 2021}",
                "https://example.org/b",
            ),
            (r"note = {See \href{https://example.org/c}{the site}}", "https://example.org/c"),
            ("note = {https://example.org/d.}", "https://example.org/d"),
            (r"url = {https://example.org/d_e\%20f}", "https://example.org/d_e%20f"),
            (r"url = {https://example.org/{\textasciitilde}doe/a\_b}", "https://example.org/~doe/a_b"),
            (r"url = {https://example.org/$\sim$doe}", "https://example.org/~doe"),
            ("eprint = {2001.00001}, archivePrefix = {arXiv}", "https://arxiv.org/abs/2001.00001"),
        ],
    )
    def it_is_found_wherever_it_stands(self, fields, address):
        assert item(fields, "misc")["URL"] == address

    @pytest.mark.parametrize(
        "doi", ["10.1000/xyz(1)2<3>4", "https://doi.org/10.1000/xyz(1)2<3>4", "doi: 10.1000/xyz(1)2<3>4"]
    )
    def it_is_a_doi_without_its_address(self, doi):
        assert item(f"doi = {{{doi}}}")["DOI"] == "10.1000/xyz(1)2<3>4"


class DescribeInheritance:
    PARENT = "@proceedings{conf, editor={Roe, Bo}, title={Proceedings of the Quay Meeting}, year=2018, publisher={Quay Press}}"

    @pytest.mark.parametrize("more", ["", ", booktitle={Proceedings of the Quay Meeting}"])
    def it_takes_the_title_of_the_whole_as_its_booktitle(self, more):
        parent = self.PARENT.replace(", year", f"{more}, year")
        paper = "@inproceedings{paper, author={Doe, Ann}, title={The paper}, pages={1--9}, crossref={conf}}"
        found = items(f"{paper}\n{parent}")[0]
        assert found["title"] == "The paper"
        assert found["container-title"] == "Proceedings of the Quay Meeting"
        assert (found["publisher"], found["issued"]) == ("Quay Press", {"date-parts": [[2018]]})
        assert found["editor"] == [{"family": "Roe", "given": "Bo"}]

    def it_ends_where_two_name_each_other(self):
        text = "@book{a, title={A}, crossref={b}} @book{b, title={B}, year=2020, crossref={a}}"
        assert [found["title"] for found in items(text)] == ["A", "B"]


class DescribeATitle:
    @pytest.mark.parametrize("name", ["issuetitle", "maintitle"])
    def it_is_that_of_the_whole_where_the_entry_has_none(self, name):
        (found,) = items(f"@periodical{{a, {name} = {{W}}}}")
        assert found["title"] == "W"

    def it_is_the_entrys_own_where_it_has_one(self):
        (found,) = items("@periodical{a, title = {T}, issuetitle = {W}}")
        assert found["title"] == "T"


class DescribeFields:
    def it_joins_title_and_subtitle(self):
        assert item("subtitle = {Or what}, journal = {J}")["title"] == "T: Or what"
        (found,) = items("@book{a, title = {Why?}, subtitle = {Because}}")
        assert found["title"] == "Why? Because"

    def it_knows_which_number_a_number_is(self):
        assert item("number = 7")["issue"] == "7"
        assert item("number = 7", "book")["collection-number"] == "7"
        assert item("number = {TR-7}", "techreport")["number"] == "TR-7"

    def it_says_what_kind_of_thesis_it_is(self):
        assert item("school = {U}", "phdthesis")["genre"] == "PhD thesis"
        assert item("type = {mathesis}", "thesis")["genre"] == "Master’s thesis"


class DescribeMistakes:
    def it_is_told_of_each_field_and_the_rest_is_read(self):
        text = "@book{a,\n title = {T},\n note = ,\n 1x = {y},\n year = ,\n publisher = {P}}"
        told = read_bibtex("briefs/a/sources.bib", text.encode())[2]
        assert [(problem.place.line, problem.message) for problem in told] == [
            (3, "a field has no value"),
            (4, "`1x` is no name of a field"),
            (5, "a field has no value"),
        ]

    def it_tells_all_of_them_with_their_lines(self):
        text = (
            "@book{a, title = {\\foo}}\n@book{b, title = {B}\n@book{c,\n title {C}}\n@book{d, title = {$D}}\n"
        )
        found = problems(text)
        assert [line.split(":")[1] for line in found] == ["2", "4", "1", "5"]

    def it_may_not_grow_without_measure_by_abbreviations_of_abbreviations(self):
        doubled = "".join(f"@string{{s{n} = s{n - 1} # s{n - 1}}}\n" for n in range(1, 60))
        found = problems(f'@string{{s0 = "ha"}}\n{doubled}@book{{a, title = s59}}')
        assert any("an abbreviation stands for" in one for one in found)

    @pytest.mark.parametrize(
        "hostile",
        [
            lambda n: "@" * 100 * n, lambda n: "@book{\n" * 5 * n, lambda n: "\n @{" * 5 * n,
            lambda n: "@comment{" + "{" * 100 * n, lambda n: "@book{a, title = {" + "$x" * 9 * n + "}}",
            lambda n: "@book{a, title = {" + "\\" * 15 * n + "%}}",
            lambda n: "@book{a, title={T}, year={2020}, month={" + "a" * 100 * n + "}}",
        ],
    )  # fmt: skip
    def it_costs_twice_as_much_for_twice_the_length_whatever_the_file(self, hostile):
        once, twice = (steps(lambda n=n: read_bibtex("x.bib", hostile(n).encode())) for n in (100, 200))
        assert twice <= 2.5 * once + 500

    def it_ends_where_entries_stand_for_each_other(self):
        ring = "".join(
            f"@book{{b{n}, title={{T}}, xdata={{b{(n + 1) % 5},b{(n + 2) % 5}}}}}\n" for n in range(5)
        )
        assert steps(lambda: read_bibtex("x.bib", ring.encode())) < 200_000

    @pytest.mark.parametrize(
        ("written", "meant"),
        [
            ("yaer", "year"),
            ("autor", "author"),
            ("titel", "title"),
            ("authors", "author"),
            ("jornal", "journal"),
        ],
    )
    def it_asks_whether_a_field_is_misspelt(self, written, meant):
        (found,) = problems(f"@book{{a,\n  title = {{T}},\n  {written} = {{X}}}}")
        assert found.startswith(f"briefs/a/sources.bib:3:3: `{written}` is no field of BibTeX or biblatex")
        assert f"did you mean `{meant}`?" in found

    @pytest.mark.parametrize(
        "name",
        ["keywords", "file", "bdsk-url-1", "date-added", "mendeley-tags", "titleaddon", "numpages", "x"],
    )
    def it_passes_over_fields_that_others_keep_there(self, name):
        assert problems(f"@book{{a, title = {{T}}, {name} = {{X}}}}") == []

    def it_reads_the_rest(self):
        found, _, wrong = read_bibtex("x.bib", b"@book{a, title = {A}\n@book{b, title = {B}}")
        assert [one["id"] for one in found] == ["b"]
        assert len(wrong) == 1

    @given(st.text(alphabet="@{}(),=\"#ab\\'\n 1%$_^~&-", max_size=80))
    def it_never_fails_otherwise(self, text):
        read_bibtex("x.bib", text.encode())

    @given(st.text(alphabet="{}\\'\"`^~abo $_%&#-<>", max_size=40))
    def it_prints_or_refuses_any_latex(self, latex):
        try:
            assert "\ufffd" not in text_of(latex)
        except LatexMistake as mistake:
            assert str(mistake)
