"""One person sends a thousand messages as fast as he can, while five others work.

python -m tests.torture.flood                with the rates as they are shipped
python -m tests.torture.flood --count 3000

Printed: what a press of the others took before and meanwhile (p95), how often the flooder was answered, and
what the database and the folder of files grew by.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import threading
import time
from pathlib import Path

from sqlalchemy import func, select

from bot.settings import Settings
from demo.phone import Phone
from models.chat import Inbox
from models.enums import Waiting
from models.posts import Post
from tests.bombs.office import p95
from tests.support.office import Bureau
from tests.support.usulan import comes_to

WAITED, ANSWERS, BYTES = 2.0, 5, 5_000  #: the goals: seconds; messages; bytes kept for each of his messages
OTHERS = 5
RATES = ("user_rate", "send_rate", "send_rate_chat")  #: as they are shipped
LONG = "banjir " * 500  #: of one of his messages
LONGEST = 120.0  #: seconds
AT_ONCE = 100  #: updates in one answer to getUpdates, says Telegram
FIRST_MESSAGE = 50_000_000


def presses(phone: Phone, over: threading.Event, found: list[float]) -> None:
    while not over.wait(0.2):
        began = time.monotonic()
        asked = phone.sends("/status")
        phone.waits_for(lambda eyes, asked=asked: any(one.id > asked for one in eyes.from_bot), LONGEST)
        found.append(time.monotonic() - began)


def working(phones: list[Phone], seconds: float, act: object = None) -> list[float]:
    """What their presses take while something happens, for so many seconds at least."""
    over, found = threading.Event(), []
    threads = [threading.Thread(target=presses, args=(phone, over, found)) for phone in phones]
    for thread in threads:
        thread.start()
    began = time.monotonic()
    if callable(act):
        act()
    time.sleep(max(0.0, seconds - (time.monotonic() - began)))
    over.set()
    for thread in threads:
        thread.join()
    return found


def flood(bureau: Bureau, siti: Phone, count: int) -> None:
    """Long texts, and the command that shows most at every twentieth; as many as fit into one look at a time.

    They are made here and not on a phone: the played Telegram is to be no slower for it than the real one.
    """
    person = {"id": siti.id, "first_name": siti.name}
    command = [{"type": "bot_command", "offset": 0, "length": len("/status")}]
    for first in range(0, count, AT_ONCE):
        batch = []
        for at in range(first, min(first + AT_ONCE, count)):
            said = {"text": "/status", "entities": command} if at % 20 == 1 else {"text": f"{at} {LONG}"}
            message = {
                "message_id": FIRST_MESSAGE + at,
                "date": int(bureau.now().timestamp()),
                "chat": person | {"type": "private"},
                "from": person | {"is_bot": False},
                **said,
            }
            batch.append({"message": message})
        bureau.telegram.control.delivers(batch)


def size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and path.name != "bot.log")


def main() -> int:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    words.add_argument("--count", type=int, default=1000)
    given = words.parse_args()
    shipped = {name.upper(): str(Settings.model_fields[name].default) for name in RATES}
    with tempfile.TemporaryDirectory() as folder, Bureau(Path(folder), **shipped) as bureau:
        office = bureau.office()
        siti = office.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
        others = [office.joins(Post.DELEGASI, f"Budi {at}", "Kelurahan B") for at in "ABCDE"[:OTHERS]]
        comes_to(siti, "problem")
        time.sleep(11)  # what he did so far is not part of it
        before = working(others, 5)
        was, seen, began = size(Path(folder)), len(siti.history()), time.monotonic()

        def comes() -> None:
            flood(bureau, siti, given.count)
            bureau.telegram.control.waits_until_taken(LONGEST)
            while office.read(select(func.count(Inbox.id)).where(Inbox.state == Waiting.WAITING))[0]:
                time.sleep(0.1)

        meanwhile = working(others, 5, comes)
        took = time.monotonic() - began
        answers = sum(one.message.by_bot and one.became != "deleted" for one in siti.history()[seen:])
        grown = size(Path(folder)) - was
    print(f"{given.count} messages of one person in {took:.0f} s; {shipped}")
    print(f"others: p95 {p95(before):.2f} s before ({len(before)}), {p95(meanwhile):.2f} s meanwhile "
          f"({len(meanwhile)})")  # fmt: skip
    print(f"he was answered {answers} times")
    print(f"database and files grew by {grown / 1024:,.0f} KiB, {grown / given.count:,.0f} bytes a message")
    met = p95(meanwhile) < WAITED and answers <= ANSWERS and grown / given.count < BYTES
    print("met" if met else "MISSED")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
