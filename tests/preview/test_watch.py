"""Which saves are told of, and how soon."""

from concurrent.futures import ThreadPoolExecutor

import anyio
import pytest

from copyfit.preview import watch
from copyfit.preview.watch import saves


def told_of(root, *acts, calm=0.4):
    """Return what is told after each act, one after the other, as sets of paths."""
    found = []

    async def listen(stop):
        found.extend([paths async for paths in saves(root, stop)])

    async def work():
        stop = anyio.Event()
        async with anyio.create_task_group() as group:
            group.start_soon(listen, stop)
            await anyio.sleep(calm)
            for act in acts:
                act()
                await anyio.sleep(calm)
            stop.set()

    # In a thread of its own: a browser that other tests drive may have a loop in this one.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(anyio.run, work).result()
    return found


@pytest.fixture
def root(tmp_path):
    for name in ("briefs/bridge à", "templates/executive", "dist"):
        (tmp_path / name).mkdir(parents=True)
    return tmp_path


class DescribeASave:
    @pytest.mark.parametrize("asked", ["", "1"], ids=["the system tells", "it is asked for"])
    def it_is_told_with_its_path(self, root, monkeypatch, asked):
        monkeypatch.setenv("WATCHFILES_FORCE_POLLING", asked)
        found = told_of(root, lambda: (root / "briefs/bridge à/brief.yaml").write_text("a"), calm=0.8)
        assert any("briefs/bridge à/brief.yaml" in paths for paths in found)

    def it_is_asked_for_where_the_system_does_not_tell(self, root, monkeypatch):
        told = watch.awatch

        def refusing(*folders, force_polling, **options):
            if not force_polling:
                raise OSError(28, "No space left on device: the limit of watched folders is reached")
            return told(*folders, force_polling=force_polling, **options)

        monkeypatch.setattr(watch, "awatch", refusing)
        found = told_of(root, lambda: (root / "briefs/bridge à/brief.yaml").write_text("a"), calm=0.9)
        assert any("briefs/bridge à/brief.yaml" in paths for paths in found)

    def it_is_told_once_for_a_quick_row(self, root):
        def ten():
            for number in range(10):
                (root / "templates/executive/style.css").write_text(str(number))

        assert len(told_of(root, ten)) <= 2

    def it_by_another_file_that_takes_its_place_is_told(self, root):
        def replaced():
            new = root / "briefs/bridge à/.brief.yaml.swp"
            new.write_text("b")
            new.rename(root / "briefs/bridge à/brief.yaml")

        assert any("briefs/bridge à/brief.yaml" in paths for paths in told_of(root, replaced))

    def it_of_a_backup_or_in_dist_is_not_told(self, root):
        def others():
            (root / "briefs/bridge à/brief.yaml~").write_text("a")
            (root / "briefs/bridge à/.#brief.yaml").write_text("a")
            (root / "dist/a.pdf").write_text("a")

        assert told_of(root, others) == []
