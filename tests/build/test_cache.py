"""A page made from the same, here or elsewhere, is taken from the cache, or made: never a wrong one."""

import os
import stat
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256

import pytest

from copyfit.account import Account, Fit
from copyfit.build.cache import Cache
from copyfit.errors import MachineError
from copyfit.protocol import Artifacts

MADE = Artifacts({"pdf": b"a pdf", "docx": b"a docx"}, Account(Fit(9.5, 12.5, 0.98, 3)))
BOTH = ("pdf", "docx")


@pytest.fixture
def cache(tmp_path):
    return Cache(tmp_path / "cache")


def signed(payload):
    """Return an entry whose digest is right, whatever is in it."""
    return b"copyfit-cache-1\n" + sha256(payload).digest() + payload


def entries(cache):
    return sorted(cache.folder.glob("??/*"))


class DescribeACache:
    def it_returns_what_was_kept(self, cache):
        cache.put("key", MADE)
        assert cache.get("key", BOTH) == MADE
        assert cache.get("another", BOTH) is None
        assert cache.hits == 1

    def it_gives_one_format_of_a_page_of_both(self, cache):
        cache.put("key", MADE)
        assert dict(cache.get("key", ("pdf",)).files) == {"pdf": b"a pdf"}

    def it_never_gives_both_formats_of_a_page_of_one(self, cache):
        cache.put("key", Artifacts({"pdf": b"a pdf"}, MADE.account))
        assert cache.get("key", BOTH) is None

    @pytest.mark.parametrize(
        "damage",
        [
            pytest.param(lambda data: b"", id="empty"),
            pytest.param(lambda data: data[:-1], id="cut off"),
            pytest.param(lambda data: data.replace(b"a pdf", b"b pdf"), id="changed"),
            pytest.param(lambda data: os.urandom(len(data)), id="foreign"),
            pytest.param(lambda data: data.replace(b"cache-1", b"cache-2"), id="of another version"),
            pytest.param(lambda data: data[:20], id="cut in its head"),
            pytest.param(lambda data: data + data, id="twice"),
            pytest.param(lambda data: signed(b""), id="nothing"),
            pytest.param(lambda data: signed(b"\x93\xa1k\x80\xc0"), id="without an account"),
            pytest.param(lambda data: signed(b"\x91" * 100_000), id="nested without end"),
            pytest.param(lambda data: signed(b"\xdf\xff\xff\xff\xff"), id="of a size that is not there"),
        ],
    )
    def it_serves_nothing_that_is_damaged_and_says_so(self, cache, damage):
        cache.put("key", MADE)
        (path,) = entries(cache)
        path.write_bytes(damage(path.read_bytes()))
        assert cache.get("key", BOTH) is None
        assert [problem.code for problem in cache.problems] == ["cache-damaged"]
        assert entries(cache) == []

    def it_serves_no_page_under_anothers_name(self, cache):
        cache.put("key", MADE)
        cache.put("other", Artifacts({"pdf": b"another", "docx": b"another"}, MADE.account))
        one, two = entries(cache)
        one.write_bytes(two.read_bytes())
        served = [cache.get(key, BOTH) for key in ("key", "other")]
        assert served.count(None) == 1
        assert {bytes(one.files["pdf"]) for one in served if one} <= {b"a pdf", b"another"}
        assert served[0] in (None, MADE)

    def it_follows_no_link(self, cache, tmp_path):
        cache.put("key", MADE)
        (path,) = entries(cache)
        path.rename(tmp_path / "elsewhere")
        path.symlink_to(tmp_path / "elsewhere")
        assert cache.get("key", BOTH) is None

    @pytest.mark.parametrize(
        "put",
        [
            pytest.param(os.mkfifo, id="a pipe"),
            pytest.param(lambda path: path.mkdir(), id="a folder"),
            pytest.param(lambda path: os.mknod(path, stat.S_IFSOCK), id="a socket"),
            pytest.param(lambda path: path.symlink_to("/dev/zero"), id="a device"),
        ],
    )
    def it_waits_for_nothing_that_is_no_file(self, cache, put):
        cache.put("key", MADE)
        (path,) = entries(cache)
        path.unlink()
        put(path)
        assert cache.get("key", BOTH) is None
        cache.put("key", MADE)
        cache.close()

    def it_drops_what_was_used_longest_ago(self, tmp_path):
        cache = Cache(tmp_path / "cache", most_mib=0.0025)
        for number in range(6):
            cache.put(str(number), Artifacts({"pdf": bytes(500), "docx": bytes(100)}, MADE.account))
            for path in entries(cache):
                state = path.stat()
                os.utime(path, (state.st_atime - 10, state.st_mtime - 10))
        assert cache.get("0", BOTH)
        cache.close()
        there = [number for number in range(6) if cache.get(str(number), BOTH)]
        assert 0 in there
        assert 1 not in there
        assert sum(path.stat().st_size for path in entries(cache)) <= 0.0025 * 2**20

    def it_may_be_emptied_at_any_time(self, cache):
        cache.put("key", MADE)
        for path in entries(cache):
            path.unlink()
        assert cache.get("key", BOTH) is None
        assert cache.problems == []

    def it_takes_many_writers_at_once(self, cache):
        made = [Artifacts({"pdf": str(n).encode() * 9999, "docx": b"x"}, MADE.account) for n in range(8)]
        with ThreadPoolExecutor(8) as threads:
            list(threads.map(lambda n: cache.put(str(n % 4), made[n % 4]), range(64)))
        assert [cache.get(str(n), BOTH) for n in range(4)] == made[:4]
        assert all(path.suffix == ".page" for path in entries(cache))

    def it_is_private(self, cache, tmp_path):
        cache.put("key", MADE)
        assert cache.folder.stat().st_mode & 0o077 == 0
        assert all(path.stat().st_mode & 0o077 == 0 for path in entries(cache))
        (tmp_path / "open").mkdir()
        (tmp_path / "open").chmod(0o777)
        (tmp_path / "link").symlink_to(cache.folder)
        for name in ("open", "link"):
            with pytest.raises(MachineError) as error:
                Cache(tmp_path / name)
            assert "--cache DIR" in error.value.problems[0].hint

    def it_says_once_that_nothing_can_be_kept(self, cache):
        for name in (f"{number:02x}" for number in range(256)):
            (cache.folder / name).write_text("a file where a folder should be")
        cache.put("key", MADE)
        cache.put("other", MADE)
        assert [problem.code for problem in cache.problems] == ["cache-unwritable"]


class DescribeABuildWithACache:
    def it_takes_there_what_another_has_made(self, desk, tmp_path):
        desk.brief("a")
        desk.build(cache=Cache(tmp_path / "cache"))
        before = desk.files()["a/a-executive-en.pdf"][0]
        cache = Cache(tmp_path / "cache")
        report = desk.build(out=tmp_path / "elsewhere", cache=cache)
        assert cache.hits == 2
        assert {result.status for result in report.results} == {"built"}
        assert (tmp_path / "elsewhere/a/a-executive-en.pdf").read_bytes() == before
        assert (tmp_path / "elsewhere/manifest.json").read_bytes() == (
            desk.out / "manifest.json"
        ).read_bytes()

    def it_makes_what_is_made_from_something_else(self, desk, tmp_path):
        desk.brief("a")
        desk.build(cache=Cache(tmp_path / "cache"))
        desk.write("templates/executive/page.html.j2", "changed")
        cache = Cache(tmp_path / "cache")
        desk.build(out=tmp_path / "elsewhere", cache=cache)
        assert cache.hits == 1

    def it_is_the_commands_option_and_variable(self, copyfit, tmp_path):
        told = copyfit("build", "--help", cwd=tmp_path).stdout
        assert "COPYFIT_CACHE" in told
        assert "--cluster ADDRESS" in told
