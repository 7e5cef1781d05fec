"""A project whose pages are made by `fake_makes`, and the means to build it."""

import datetime as dt

from copyfit.build import Progress, Request
from copyfit.build import build as build_editions
from copyfit.build.manifest import Readership

MAKE = "fake_makes:make"
READERSHIP = Readership("", ("en",), ("academic", "executive"))


class Desk:
    """A project and the means to build it. A brief says in lines `behaviour: …` what its making does."""

    def __init__(self, root):
        self.root = root
        self.out = root / "dist"
        for variant in ("academic", "executive"):
            self.write(f"templates/{variant}/page.html.j2", variant)
        self.write("templates/shared/house.css", "")

    def write(self, path, text):
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(text)

    def brief(self, slug, *behaviours):
        lines = [f"behaviour: {behaviour}" for behaviour in behaviours]
        self.write(f"briefs/{slug}/brief.yaml", "\n".join([f"title: {slug}", *lines]))

    def build(self, today=dt.date(2026, 11, 24), progress=None, crew=None, cache=None, **more):
        request = Request(self.root, more.pop("out", self.out), today, **more)
        return build_editions(request, progress or Progress(), MAKE, crew=crew, cache=cache)

    def statuses(self, **more):
        return {"/".join(result.id.parts[:2]): result.status for result in self.build(**more).results}

    def files(self):
        """Return every file in the output folder with its bytes and time of change."""
        return {
            str(path.relative_to(self.out)): (path.read_bytes(), path.stat().st_mtime_ns)
            for path in sorted(self.out.rglob("*"))
            if path.is_file()
        }
