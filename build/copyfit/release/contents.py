"""What a release says of one page: its files, facts, sources, waivers, approval, and what changed.

In: a page's result, its brief, and its files' bytes. Out: a `ReleasedPage`, and the bytes that go with it by
path. Next: `publication` gathers them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256

from copyfit.account import Account
from copyfit.build.report import Result
from copyfit.content.approval import status_of
from copyfit.content.citations import address_of
from copyfit.content.facts import Fact
from copyfit.content.loaded import Loaded
from copyfit.content.text import words_of
from copyfit.proof.pdfium import drawn
from copyfit.release.changes import changes
from copyfit.release.earlier import Earlier
from copyfit.release.manifest import (
    Approved,
    ReleasedFact,
    ReleasedFile,
    ReleasedFit,
    ReleasedPage,
    ReleasedSource,
    ReleasedWaiver,
)
from copyfit.release.texts import read_file, title_of

PICTURE_PX = 620
PICTURES = "pictures"


@dataclass(frozen=True, slots=True)
class Made:
    """A page that was made: its result, its brief, its files by format, and what it was made from."""

    result: Result
    loaded: Loaded
    subject: str
    files: Mapping[str, bytes]
    input_files: Mapping[str, str]

    @property
    def account(self) -> Account:
        """What was said of the page when it was made."""
        assert isinstance(self.result.page, Account), "a page that was made has an account"
        return self.result.page

    def path(self, form: str) -> str:
        """Return where a file of it stands in the release."""
        slug = self.result.id.brief
        return f"{slug}/{'-'.join(self.result.id.parts)}.{form}"


def contents_of(made: Made, earlier: Earlier | None) -> tuple[ReleasedPage, dict[str, bytes]]:
    """Return what a release says of a page, and its files by path, its picture among them."""
    brief, account = made.loaded.brief, made.account
    origin = account.origin
    assert origin, "a page that was made says where it comes from"
    contents = {made.path(form): content for form, content in made.files.items()}
    picture = f"{PICTURES}/{'-'.join(made.result.id.parts)}.png"
    contents[picture] = drawn(made.files["pdf"], PICTURE_PX)
    page = ReleasedPage(
        brief=made.result.id.subject,
        variant=made.result.id.variant,
        language=made.result.id.language,
        subject=words_of(made.subject),
        title=title_of(made.files["pdf"]),
        version=brief.version,
        date=brief.date,
        as_of=brief.as_of,
        status=status_of(brief),
        approval=Approved(brief.approval.by, brief.approval.on) if brief.approval else None,
        archived=brief.archived,
        marking=brief.marking.label or "" if brief.marking.scheme != "none" else "",
        translation=dict(account.review.translation),
        inputs=origin.inputs,
        input_files=dict(sorted(made.input_files.items())),
        files=tuple(
            _file(form, made.path(form), made.files[form]) for form in sorted(made.files, reverse=True)
        ),
        picture=_file("png", picture, contents[picture]),
        fit=_fit(account),
        facts=tuple(_facts(account, made.loaded)),
        sources=tuple(_sources(account, made.loaded)),
        waivers=tuple(
            ReleasedWaiver(one.rule, one.reason, one.owner, one.expires) for one in account.review.waivers
        ),
        changes=_changes(made, earlier),
    )
    return page, contents


def _file(form: str, path: str, content: bytes) -> ReleasedFile:
    return ReleasedFile(form, path, sha256(content).hexdigest(), len(content))


def _fit(account: Account) -> ReleasedFit:
    fit = account.fit
    return ReleasedFit(fit.body_pt, fit.leading_pt, fit.fill, fit.shortened, fit.dropped, fit.arrangement)


def _facts(account: Account, loaded: Loaded) -> Iterator[ReleasedFact]:
    for use in account.facts:
        fact = loaded.facts[use.id]
        yield ReleasedFact(use.id, _written(fact), fact.as_of, use.review_by, fact.source)


def _written(fact: Fact) -> str:
    """Return a fact's value as its author wrote it, with its unit."""
    return f"{fact.value} {fact.unit}" if fact.unit else str(fact.value)


def _sources(account: Account, loaded: Loaded) -> Iterator[ReleasedSource]:
    for name in account.sources:
        item = loaded.sources[name]
        title = str(item.get("title") or item.get("container-title") or name)
        yield ReleasedSource(name, title, address_of(item))


def _changes(made: Made, earlier: Earlier | None) -> tuple[str, ...] | None:
    """Return what differs from the same page of the last release; None if it had none.

    The Word files are compared: their text is the page's, in reading order, whatever line it stands in.
    """
    was = earlier.passages_of(made.result.id) if earlier else None
    return None if was is None else changes(was, read_file(made.files["docx"]).passages)
