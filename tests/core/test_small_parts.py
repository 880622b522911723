"""The parts that stand alone: limits of sending, files, photos, long texts, logs, the scheduler, the lock."""

from __future__ import annotations

import asyncio
import hashlib
import io
import json
import logging
import random
import struct
import subprocess
import sys
import threading
import zlib
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from sqlalchemy import delete, select

from bot.files import Files
from bot.jobs.pictures import NotAPicture, shrink
from bot.lock import Busy, alone
from bot.logs import redacted, set_up_logs
from bot.outgoing.bucket import Buckets
from bot.outgoing.fitting import fitting
from bot.scheduler import Scheduler
from bot.thread import Backoff, DatabaseThread
from bot.transport import Escaped, NoNetwork
from models.chat import Chat, Once
from models.posts import Post
from sop.alerts.troubles import note_troubles
from tests.core.desk import ME, FrontDesk, in_a_loop
from tests.support.office import ROOT
from texts import plain, say

pytestmark = pytest.mark.quick


# ---- limits of sending


def order_of(*chats: int, rate: float, rate_chat: float) -> list[int]:
    """Whose message goes first, when all of them ask at once."""

    async def all_at_once() -> list[int]:
        buckets, gone = Buckets(rate, rate_chat), []

        async def one(chat: int) -> None:
            await buckets.take(chat)
            gone.append(chat)

        await asyncio.gather(*(one(chat) for chat in chats))
        return gone

    return in_a_loop(all_at_once())


def test_a_broadcast_leaves_room_for_replies() -> None:
    buckets = Buckets(100, 100)

    begun = buckets.broadcasts()
    for _ in range(10 * begun):
        buckets.begin_broadcast()

    assert begun == 80
    assert buckets.broadcasts() == 0  # the others stay rows until there is room again


def test_a_chat_that_talks_much_holds_itself_only() -> None:
    gone = order_of(*[1] * 8, 2, rate=1000, rate_chat=5)

    assert gone.index(2) < 8  # a burst goes through at once, the rest has to wait


def test_a_chat_that_telegram_holds_lets_others_pass() -> None:
    async def two() -> list[int]:
        buckets, gone = Buckets(1000, 1000), []
        buckets.hold(1, 0.05)

        async def one(chat: int) -> None:
            await buckets.take(chat)
            gone.append(chat)

        await asyncio.gather(one(1), one(2))
        return gone

    assert in_a_loop(two()) == [2, 1]


def test_patience_grows_to_a_second_and_begins_anew() -> None:
    backoff = Backoff()
    waits = [backoff.more() for _ in range(9)]
    backoff.again()

    assert waits == [0.1, 0.2, 0.4, 0.8, 1.0, 1.0, 1.0, 1.0, 1.0]
    assert backoff.more() == 0.1


# ---- long texts


class Tags(HTMLParser):
    """What is shown, and whether every tag is closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.shown = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.shown += data


def units(shown: str) -> int:
    return len(shown.encode("utf-16-le")) // 2


PIECES = st.lists(
    st.sampled_from(
        ["kata ", "&amp;", "&lt;b&gt;", "🌳", "é", "<b>tebal</b>", "<i>miring <b>dua</b></i>", "\n"]
    ),
    max_size=60,
)


@settings(deadline=None)
@given(PIECES, st.integers(10, 120))
def test_what_fits_is_whole_html_and_short_enough(pieces: list[str], longest: int) -> None:
    html = "".join(pieces)
    made = Tags(fitting(html, longest))

    assert made.open == []
    assert units(made.shown) <= longest
    if units(Tags(html).shown) <= longest:
        assert fitting(html, longest) == html
    else:
        assert made.shown.endswith("…")
        assert Tags(html).shown.startswith(made.shown[:-1])


# ---- files


def test_a_file_is_found_by_its_hash_and_kept_once(tmp_path: Path) -> None:
    files = Files(tmp_path)

    first, again = files.put(b"isi"), files.put(b"isi")

    assert first == again == hashlib.sha256(b"isi").hexdigest()
    assert files.get(first) == b"isi"
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == [first]


def test_many_threads_keep_the_same_bytes_and_no_half_is_left(tmp_path: Path) -> None:
    files, content = Files(tmp_path), bytes(range(256)) * 4000
    threads = [threading.Thread(target=files.put, args=(content,)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    (kept,) = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert kept.read_bytes() == content


def test_a_disk_that_refuses_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / hashlib.sha256(b"isi").hexdigest()[:2]).write_text("a file where a folder should be")

    with pytest.raises(OSError, match="File exists"):
        Files(tmp_path).put(b"isi")


#: Keeps a recording, and is stopped when the bytes are written and not yet on the disk.
STOPPED = """
import os, sys
from pathlib import Path
from bot.files import Files
os.fsync = lambda _: print("half", flush=True) or sys.stdin.readline()
Files(Path(sys.argv[1])).put(b"suara")
"""


def test_what_a_killed_process_has_half_written_goes_and_what_another_writes_stays(tmp_path: Path) -> None:
    def halves_after_clearing() -> int:
        Files(tmp_path).clear()
        return len(list(tmp_path.rglob("*.half")))

    words = [sys.executable, "-c", STOPPED, str(tmp_path)]
    how: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with (
        subprocess.Popen(words, **how, cwd=ROOT) as killed,
        subprocess.Popen(words, **how, cwd=ROOT) as other,
    ):
        for process in (killed, other):
            assert process.stdout.readline() == "half\n"
        found = [halves_after_clearing()]
        killed.kill()
        killed.wait()
        found.append(halves_after_clearing())
        other.communicate("\n" * 3)
        found.append(halves_after_clearing())

    assert found == [2, 2, 0]
    assert Files(tmp_path).get(hashlib.sha256(b"suara").hexdigest()) == b"suara"


# ---- photos


def picture(width: int, height: int, form: str = "JPEG", mode: str = "RGB", **saved: object) -> bytes:
    made = io.BytesIO()
    Image.new(mode, (width, height), 120).save(made, form, **saved)
    return made.getvalue()


def test_a_photo_is_made_small_upright_and_silent_about_its_place() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turn by 90 degrees
    exif.get_ifd(0x8825)[1] = "S"  # GPS
    content = picture(3200, 2400, exif=exif)

    small = Image.open(io.BytesIO(shrink(content)))

    assert (small.format, small.size) == ("JPEG", (1200, 1600))
    assert dict(small.getexif()) == {}


@pytest.mark.parametrize("form", ["PNG", "WEBP", "GIF", "BMP", "TIFF"])
def test_other_pictures_become_jpeg(form: str) -> None:
    small = Image.open(io.BytesIO(shrink(picture(40, 30, form))))

    assert (small.format, small.size) == ("JPEG", (40, 30))


def png_that_says(width: int, height: int) -> bytes:
    """A few bytes that claim to be a huge picture."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not a picture",
        b"%PDF-1.4\n%%EOF",
        b"MZ\x90\x00" * 100,
        picture(800, 600)[:700],
        png_that_says(12_000, 12_000),
        png_that_says(20_000, 20_000),
        png_that_says(200_000, 200_000),
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n",
    ],
    ids=["empty", "text", "pdf", "exe", "cut off", "bomb", "bigger bomb", "biggest bomb", "a program"],
)
def test_what_is_no_usable_picture_is_said_to_be_none(content: bytes) -> None:
    with pytest.raises(NotAPicture):
        shrink(content)


def test_no_spoilt_picture_does_more_than_say_so() -> None:
    dice = random.Random(7)
    for form in ("JPEG", "PNG", "GIF", "TIFF", "WEBP"):
        whole = picture(60, 40, form)
        for _ in range(60):
            spoilt = bytearray(whole)
            for _ in range(dice.randint(1, 12)):
                spoilt[dice.randrange(len(spoilt))] = dice.randrange(256)
            try:
                assert shrink(bytes(spoilt)).startswith(b"\xff\xd8")
            except NotAPicture:
                continue


# ---- logs


def test_the_secret_is_taken_out_of_lines_and_tracebacks(capfd: pytest.CaptureFixture[str]) -> None:
    set_up_logs("4242:secret-part")
    try:
        raise OSError("http://x/bot4242%3Asecret-part/getMe")
    except OSError:
        logging.getLogger("another.library").exception("at %s", "4242:secret-part")

    said = [json.loads(line) for line in capfd.readouterr().err.splitlines()]
    (line,) = [one for one in said if one.get("logger") == "another.library"]
    assert line["level"] == "error"
    assert "getMe" in line["exception"]
    assert "secret-part" not in str(line)
    assert redacted("nothing to hide", "") == "nothing to hide"


# ---- the handlers' bot


def test_the_handlers_bot_knows_who_it_is_and_reaches_nobody() -> None:
    network = NoNetwork(ME)

    status, me = in_a_loop(network.do_request("https://api.telegram.org/bot1:x/getMe"))

    assert (status, b"musrenbang_uji_bot" in me) == (200, True)
    with pytest.raises(Escaped):
        in_a_loop(network.do_request("https://api.telegram.org/bot1:x/sendMessage"))


# ---- the scheduler


def test_a_metronome_that_fell_silent_is_started_anew(file_desk: FrontDesk) -> None:
    async def falls_silent() -> bool:
        thread = DatabaseThread()
        scheduler = Scheduler(file_desk.database, thread, lambda: file_desk.now, lambda: None, tick=0.02)
        watching = asyncio.create_task(scheduler.watch())
        silent = scheduler._scheduler
        silent.pause()  # as an interval job does when the wall clock goes back
        for _ in range(500):
            await asyncio.sleep(0.01)
            if scheduler._scheduler is not silent:
                break
        before = scheduler._last
        for _ in range(500):
            await asyncio.sleep(0.01)
            if scheduler._last > before:
                break
        watching.cancel()
        scheduler.close()
        thread.close()
        return scheduler._last > before and scheduler._scheduler is not silent

    assert in_a_loop(falls_silent())


def test_duty_that_fails_keeps_no_other_back_and_admins_hear_of_it_and_of_its_end(
    file_desk: FrontDesk,
) -> None:
    """Three times on end: a race that is lost once is no trouble."""
    office = file_desk.office()
    file_desk.person(office, 9, Post.ADMIN)
    with file_desk.unit() as unit:
        unit.add(Once(key="forget:nobody", at=unit.now))  # no number of a person: `carry_out` breaks at it
        unit.once("farewell:77")
        unit.add(Chat(id=77, answers={}, flood_count=0))
    said = []

    async def ticks() -> None:
        thread = DatabaseThread()
        scheduler = Scheduler(file_desk.database, thread, lambda: file_desk.now, lambda: None, tick=3600)
        for _ in range(4):
            await scheduler._sweep()
            said.append([words for words in file_desk.said(9) if words.startswith(("⚠️", "✔"))])
        with file_desk.unit() as unit:
            note_troubles(unit, {"disk": {"free": "1 MB"}})  # what others find is theirs
            note_troubles(unit, {})
            unit.session.execute(delete(Once).where(Once.key == "forget:nobody"))
        for _ in range(2):
            await scheduler._sweep()
        scheduler.close()
        thread.close()

    in_a_loop(ticks())

    over = plain("care.sweep_over")
    assert [len(some) for some in said] == [0, 0, 1, 1]
    found = [words for words in file_desk.said(9) if words in (say("care.sweep"), over)]
    assert found == [say("care.sweep"), over]
    assert file_desk.rows(select(Chat.id).where(Chat.id == 77)) == []  # the duties after it were done


# ---- one process for one file


def test_a_second_bot_on_the_same_file_is_refused(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/x.db"

    with alone(url), pytest.raises(Busy, match="another bot works on"), alone(url):
        pass
    with alone(url):
        pass


def test_postgresql_and_memory_need_no_lock_file() -> None:
    with (
        alone("postgresql://somewhere/x"),
        alone("postgresql://somewhere/x"),
        alone("sqlite://"),
        alone("sqlite://"),
    ):
        pass
