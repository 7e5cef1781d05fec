"""A page reads what the job carries, and nothing else: no disk, no network."""

import pytest

from copyfit.errors import LayoutError
from copyfit.layout import lay_out
from copyfit.layout.fetcher import AssetFetcher, asset_path
from copyfit.pdf import write_pdf

FILES = {
    "templates/shared/house.css": b"p { color: #ff0000 }",
    "briefs/a/figures/plain.svg": b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
    "briefs/a/figures/leak.svg": (
        b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">'
        b'<image href="file:///etc/hostname" width="9" height="9"/></svg>'
    ),
}
OUTSIDE = (
    "file:///etc/hostname",
    "FILE:///etc/hostname",
    "http://127.0.0.1:9/x.png",
    "https://example.org/x.png",
    "ftp://example.org/x.png",
    "gopher://example.org/x",
    "//example.org/x.png",
    "/etc/hostname",
    "asset:../../etc/hostname",
    "asset:/etc/hostname",
    "asset:briefs/a/../../../etc/hostname",
    "asset:%2e%2e/%2e%2e/etc/hostname",
    "asset:briefs/b/secret.svg",
)


def laid_out(body, head=""):
    html = f'<html lang="en"><head><title>T</title>{head}</head><body>{body}</body></html>'
    return lay_out(html, FILES)


def warnings_of(body, head=""):
    return laid_out(body, head).warnings


class DescribeAnAddress:
    @pytest.mark.parametrize(
        ("address", "path"),
        [
            ("asset:templates/shared/house.css", "templates/shared/house.css"),
            ("asset:briefs/a/figures/../figures/plain.svg", "briefs/a/figures/plain.svg"),
            ("asset:a%20b.png", "a b.png"),
            ("file:///etc/hostname", ""),
            ("templates/shared/house.css", ""),
        ],
    )
    def it_names_a_file_of_the_project(self, address, path):
        assert asset_path(address) == path


class DescribeFetching:
    def it_serves_what_the_job_carries_and_remembers_it(self):
        fetcher = AssetFetcher(FILES)
        assert fetcher.fetch("asset:templates/shared/house.css").read() == b"p { color: #ff0000 }"
        assert set(fetcher.served) == {"templates/shared/house.css"}
        assert fetcher.refused == []

    @pytest.mark.parametrize("address", OUTSIDE)
    def it_refuses_everything_else_and_remembers_it(self, address):
        fetcher = AssetFetcher(FILES)
        with pytest.raises(ValueError, match="not one of the project's files"):
            fetcher.fetch(address)
        assert fetcher.refused == [address]

    @pytest.mark.parametrize("address", OUTSIDE)
    @pytest.mark.parametrize(
        "how",
        [
            '<img src="{}" alt="A">',
            '<p style="background: url({})">A</p>',
            '<p style="list-style: url({}); display: list-item">A</p>',
            '<object data="{}"></object>',
            '<embed src="{}">',
            "<style>@import url({});</style>",
            '<link rel="stylesheet" href="{}">',
            "<style>p::before {{ content: url({}) }}</style><p>A</p>",
            "<style>@font-face {{ font-family: X; src: url({}) }}</style><p>A</p>",
        ],
    )
    def it_is_a_warning_that_stops_the_page(self, how, address):
        assert any(address.split(":")[-1] in warning for warning in warnings_of(how.format(address)))

    def it_notices_what_a_picture_asks_for_when_it_is_painted(self):
        layout = laid_out('<img src="asset:briefs/a/figures/leak.svg" alt="A">')
        assert layout.warnings == ()
        with pytest.raises(LayoutError, match="file:///etc/hostname"):
            write_pdf(layout)

    def it_takes_a_style_sheet_and_a_picture_of_the_project(self):
        head = '<link rel="stylesheet" href="asset:templates/shared/house.css">'
        assert warnings_of('<p>A</p><img src="asset:briefs/a/figures/plain.svg" alt="A">', head=head) == ()

    def it_is_not_moved_elsewhere_by_a_base(self):
        head = '<base href="file:///etc/">'
        assert warnings_of('<img src="hostname" alt="A">', head=head) != ()
