"""The names that BibTeX and biblatex have for types and fields, and CSL's for them.

biblatex 3.20, "Entry Types" and "Entry Fields"; CSL 1.0.2, appendices III and IV.
"""

from __future__ import annotations

from collections.abc import Mapping

from copyfit.suggest import did_you_mean, nearest

TYPES: Mapping[str, str] = {
    "article": "article-journal", "artwork": "graphic", "audio": "song", "book": "book",
    "bookinbook": "chapter", "booklet": "pamphlet", "collection": "book", "commentary": "book",
    "conference": "paper-conference", "data": "dataset", "dataset": "dataset", "electronic": "webpage",
    "image": "graphic", "inbook": "chapter", "incollection": "chapter", "inproceedings": "paper-conference",
    "inreference": "entry-encyclopedia", "jurisdiction": "legal_case", "legal": "treaty",
    "legislation": "legislation", "letter": "personal_communication", "manual": "report", "map": "map",
    "mastersthesis": "thesis", "misc": "document", "movie": "motion_picture", "music": "song",
    "mvbook": "book", "mvcollection": "book", "mvproceedings": "book", "mvreference": "book",
    "newspaper": "article-newspaper", "online": "webpage", "patent": "patent", "performance": "performance",
    "periodical": "periodical", "phdthesis": "thesis", "proceedings": "book", "reference": "book",
    "report": "report", "review": "review", "software": "software", "softwaremodule": "software",
    "softwareversion": "software", "standard": "standard", "suppbook": "chapter",
    "suppcollection": "chapter", "suppperiodical": "article-journal", "techreport": "report",
    "thesis": "thesis", "unpublished": "manuscript", "video": "motion_picture", "webpage": "webpage",
    "website": "webpage", "www": "webpage", "preprint": "article",
}  # fmt: skip
GENRES: Mapping[str, str] = {
    "phdthesis": "PhD thesis", "mathesis": "Master’s thesis", "mastersthesis": "Master’s thesis",
    "bathesis": "Bachelor’s thesis", "candthesis": "Candidate thesis", "techreport": "Technical report",
    "resreport": "Research report", "software": "Computer software", "datacd": "Data CD",
    "audiocd": "Audio CD", "patent": "Patent", "patentus": "U.S. patent", "patenteu": "European patent",
    "patentde": "German patent", "patentuk": "British patent", "patentfr": "French patent",
    "patreq": "Patent request", "patrequs": "U.S. patent request", "patreqeu": "European patent request",
    "patreqde": "German patent request", "patrequk": "British patent request",
    "patreqfr": "French patent request",
}  # fmt: skip
"""What biblatex's keys for a `type` stand for."""
FIELDS: Mapping[str, str] = {
    "booktitle": "container-title", "chapter": "chapter-number", "doi": "DOI", "edition": "edition",
    "eventtitle": "event-title", "howpublished": "medium", "isbn": "ISBN", "issn": "ISSN", "issue": "issue",
    "journal": "container-title", "journaltitle": "container-title", "note": "note",
    "origtitle": "original-title", "host": "host", "pages": "page", "pagetotal": "number-of-pages",
    "part": "part-number", "pmid": "PMID", "read_at": "read_at", "pubstate": "status",
    "series": "collection-title", "shortjournal": "container-title-short", "shorttitle": "title-short",
    "title": "title", "url": "URL", "venue": "event-place", "version": "version", "volume": "volume",
    "volumes": "number-of-volumes", "journal+an": "container-title-short",
}  # fmt: skip
LISTS: Mapping[str, str] = {
    "holder": "authority", "address": "publisher-place", "institution": "publisher",
    "location": "publisher-place", "organization": "publisher", "origlocation": "original-publisher-place",
    "origpublisher": "original-publisher", "publisher": "publisher", "school": "publisher",
}  # fmt: skip
"""Fields that are lists, their parts joined by `and`."""
PEOPLE: Mapping[str, str] = {
    "author": "author", "bookauthor": "container-author", "editor": "editor", "translator": "translator",
}  # fmt: skip
DATES: Mapping[str, str] = {
    "date": "issued", "year": "issued", "month": "issued", "day": "issued", "eventdate": "event-date",
    "eventyear": "event-date", "origdate": "original-date", "origyear": "original-date",
    "urldate": "accessed", "urlyear": "accessed",
}  # fmt: skip
EDITORS: Mapping[str, str] = {"compiler": "compiler", "director": "director", "organizer": "organizer"}
"""Kinds of editors that CSL has a variable for."""
SUBTITLES: Mapping[str, str] = {
    "title": "subtitle",
    "booktitle": "booksubtitle",
    "journaltitle": "journalsubtitle",
}
ARCHIVES: Mapping[str, str] = {
    "arxiv": "https://arxiv.org/abs/{}", "hal": "https://hal.science/{}",
    "hdl": "https://hdl.handle.net/{}", "jstor": "https://www.jstor.org/stable/{}",
    "pubmed": "https://pubmed.ncbi.nlm.nih.gov/{}", "googlebooks": "https://books.google.com/books?id={}",
    "urn": "https://nbn-resolving.org/{}",
}  # fmt: skip
"""Where the number of a text in an archive leads (biblatex's `eprint`)."""
LANGUAGES: Mapping[str, str] = {
    "american": "en-US", "usenglish": "en-US", "british": "en-GB", "ukenglish": "en-GB", "english": "en",
    "german": "de", "ngerman": "de", "austrian": "de", "naustrian": "de", "french": "fr", "spanish": "es",
    "italian": "it", "dutch": "nl", "latin": "la", "greek": "el", "russian": "ru", "arabic": "ar",
    "danish": "da", "swedish": "sv", "norwegian": "no", "finnish": "fi", "polish": "pl", "czech": "cs",
    "turkish": "tr", "portuguese": "pt", "brazilian": "pt-BR", "ukrainian": "uk", "hungarian": "hu",
    "catalan": "ca",
}  # fmt: skip
KEPT = frozenset({"article", "suppperiodical", "periodical"})
NUMBERED = frozenset({
    "book", "collection", "proceedings", "reference", "inbook", "incollection", "inproceedings",
    "inreference", "manual", "mvbook", "mvcollection", "mvproceedings",
})  # fmt: skip
"""Types whose `number` is that within their series."""
NOT_INHERITED = frozenset(
    "annotation crossref entryset entrysubtype execute ids indextitle indexsorttitle keywords label "
    "langid langidopts options presort related relatedoptions relatedstring relatedtype shortauthor "
    "shorteditor shorthand shorttitle sorttitle sortkey sortname sortyear xdata xref".split()
)
WITHIN = frozenset({
    "inbook", "incollection", "inproceedings", "inreference", "conference", "bookinbook", "suppbook",
    "suppcollection",
})  # fmt: skip
"""Types whose source stands within another."""
WHOLE = frozenset({"book", "collection", "proceedings", "reference", "manual", "thesis", "report"})
"""Types whose `booktitle` is only there to be inherited."""
SERIES: Mapping[str, str] = {"newseries": "new series", "oldseries": "old series"}
READ = frozenset({
    *FIELDS, *LISTS, *PEOPLE, *DATES, *SUBTITLES.values(), "number", "eid", "type", "crossref", "xdata",
    "maintitle", "mainsubtitle", "issuetitle", "issuesubtitle", "addendum", "eprint", "eprinttype",
    "archiveprefix", "langid", "hyphenation", "entrysubtype", "editortype",
})  # fmt: skip
"""Fields that a source is made of."""
PASSED_OVER = NOT_INHERITED | frozenset(
    "abstract afterword annotator annote arxivid authortype bookpagination booktitleaddon commentator "
    "comment comments editora editorb editorc editoratype editorbtype editorctype eprintclass "
    "eventtitleaddon file files foreword gender group groups introduction isan isbn13 ismn isrn "
    "issuetitleaddon iswc journaltitleaddon key keyword langidopts language library local-url mainaddon "
    "maintitleaddon nameaddon numpages origlanguage origdateaddon owner pagination pdf primaryclass "
    "priority read reprinttitle shortseries timestamp titleaddon translatortype".split()
)
"""Fields of biblatex and of programs that keep sources, which CSL has no name for."""
ALIKE = 0.75
"""How like a field's name another must be to be taken for it misspelt: `yaer` is 0.75 like `year`."""


def type_of(kind: str) -> str:
    """Return the CSL type of an entry: of the nearest name there is, else that of `misc`."""
    if kind in TYPES:
        return TYPES[kind]
    near = did_you_mean(kind, TYPES)
    return next((csl for name, csl in TYPES.items() if f"`{name}`" in near), TYPES["misc"])


def misspelt(name: str) -> str:
    """Return the field that `name` seems to be meant for, "" where it is one, or like none that is read."""
    if name in READ or name in PASSED_OVER:
        return ""
    return nearest(name, READ, ALIKE)


def number_of(kind: str) -> str:
    """Return the CSL variable of biblatex's `number`."""
    if kind in NUMBERED:
        return "collection-number"
    return "issue" if kind in KEPT else "number"
