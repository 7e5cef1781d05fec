"""Every page of this repository is full, in few layouts, its columns level."""

from __future__ import annotations

import pytest

from copyfit.content.edition import select
from copyfit.content.load import load_brief
from copyfit.content.readership import languages_of, variants_of
from copyfit.content.variant import read_variant
from copyfit.figures import charts_of
from copyfit.fit import Fitted, fit
from copyfit.fit.stack import stack_of
from copyfit.fit.view import bands_of
from copyfit.project import snapshot
from samples import SAMPLES

from .briefs import ROOT

FILES = {slug: snapshot(ROOT, slug) for slug in SAMPLES}
EDITIONS = [
    pytest.param(slug, variant, language, id=f"{slug}-{variant}-{language}")
    for slug, files in FILES.items()
    for language in languages_of(files, slug)
    for variant in variants_of(files, slug)
]


def fitted(slug: str, variant: str, language: str) -> Fitted:
    files = FILES[slug]
    edition = select(load_brief(files, slug, language), read_variant(files, variant), language)
    return fit(edition, {**files, **charts_of(edition, files)})


@pytest.mark.parametrize(("slug", "variant", "language"), EDITIONS)
def test_a_page_is_full_and_its_columns_end_together(slug, variant, language):
    found = fitted(slug, variant, language)
    decided = found.fit
    assert 0.97 <= decided.fill <= 1.0005
    assert not decided.dropped
    assert decided.shortened or decided.layouts <= 3
    for band in bands_of(stack_of(found.layout, found.setting)):
        ends = [decided.columns_pt[column] for column in band]
        assert max(ends) - min(ends) <= 2 * decided.leading_pt, band
