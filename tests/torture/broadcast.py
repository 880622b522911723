"""News for two hundred people while Telegram keeps its limits: each once, and no answer is held up by it.

python -m tests.torture.broadcast                   200 people, Telegram's limits and 10 answers 429 on top
python -m tests.torture.broadcast --gone            10 have blocked the bot, 1 gave up his account

JFU changes the quota by its buttons: all delegates are told. What they got is read from their phones, what
the bot was answered and whether it waited from the server (`Pace` in `demo/server/limits.py`).
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select

from demo.phone import Phone
from models.chat import Chat, Outbox
from models.enums import Waiting
from models.people import Kecamatan, Person
from models.posts import Post
from sop.core.kelurahan import find_kelurahan
from sop.core.people import appoint
from tests.support.office import Bureau, Office

TOLD = "Kuota sekarang 9 usulan per kelurahan."
REFUSED_SECONDS = 2
LONGEST = 60.0  #: seconds that are waited for the last one


@dataclass
class Found:
    """What came of it."""

    got: list[int] = field(default_factory=list)  #: how often each phone that can be reached got the news
    seconds: float = 0  #: from the press until the last one had it
    refused: int = 0  #: answers 429
    early: int = 0  #: calls for a chat that had to wait still
    replies: list[float] = field(default_factory=list)  #: seconds until somebody else got his answer
    tries: list[int] = field(default_factory=list)  #: calls to each who cannot be reached
    named: list[str] = field(default_factory=list)  #: whom the admin's list names
    lists: int = 0  #: messages with such a list

    @property
    def slowest_reply(self) -> float:
        return max(self.replies)


def play(folder: Path, *, people: int, too_many: int = 0, blocked: int = 0, deactivated: int = 0) -> Found:
    """The broadcast, with Telegram's limits on; this many answers 429 are ordered besides."""
    with Bureau(folder, SEND_RATE="25", SEND_RATE_CHAT="1") as bureau:
        office = bureau.office()
        jfu, admin = office.joins(Post.JFU, "Dewi Lestari"), office.joins(Post.ADMIN, "Tuti Alawiyah")
        passer = office.joins(Post.LURAH, "Agus Salim", "Kelurahan A")
        delegates = _moves_in(office, people)
        gone = delegates[: blocked + deactivated]
        for phone in gone[:blocked]:
            phone.blocks_bot()
        for phone in gone[blocked:]:
            phone.gives_up_account()
        jfu.sends("/pengaturan")
        jfu.taps("Aturan")
        jfu.taps("Kuota kelurahan")
        jfu.sees("Sekarang: ")
        bureau.telegram.control.waits_until_taken(30)
        time.sleep(2)  # the chats have had their rest
        bureau.telegram.control.pace(on=True)
        for phone in delegates[len(gone) : len(gone) + too_many]:
            bureau.telegram.control.fault("sendMessage", "429", retry_after=REFUSED_SECONDS, chat_id=phone.id)
        found = _told(bureau, jfu, passer, delegates[len(gone) :])
        _counts(office, found, gone)
        if gone:
            listed = admin.sees(f"{len(gone)} orang tidak dapat dihubungi", within=LONGEST)
            found.named = listed.text.splitlines()[1:]
            found.lists = sum("tidak dapat dihubungi" in message.text for message in admin.from_bot)
        return found


def _moves_in(office: Office, count: int) -> list[Phone]:
    """So many delegates who have written to the bot."""
    bureau = office.bureau
    phones = [office.phone(f"Delegasi {number:03}") for number in range(1, count + 1)]
    with bureau.database.unit(bureau.now()) as unit:
        kecamatan = unit.session.get_one(Kecamatan, office.kecamatan_id)
        place = find_kelurahan(unit, kecamatan, "Kelurahan A")
        for phone in phones:
            person = unit.add(
                Person(kecamatan_id=kecamatan.id, telegram_id=phone.id, name=phone.name, joined_at=unit.now)
            )
            unit.add(Chat(id=phone.id, person_id=person.id, answers={}, flood_count=0))
            appoint(unit, person, Post.DELEGASI, kelurahan_id=place.id, by=None)
    for phone in phones:
        phone.sends("/start")
    for phone in phones:
        phone.sees(phone.name, within=LONGEST)
    return phones


def _told(bureau: Bureau, jfu: Phone, passer: Phone, phones: list[Phone]) -> Found:
    """JFU writes the number; meanwhile a Lurah opens his menu again and again."""
    found, over = Found(), threading.Event()

    def asks() -> None:
        while not over.is_set():
            began, sent = time.monotonic(), passer.sends("/start")

            def answered(eyes: Phone, sent: int = sent) -> bool:
                return any(message.id > sent for message in eyes.from_bot)

            passer.waits_for(answered, LONGEST, "an answer")
            found.replies.append(time.monotonic() - began)
            over.wait(3)  # nobody gets more than a message a second

    lurah = threading.Thread(target=asks)
    before = bureau.telegram.control.state()
    began = time.monotonic()
    jfu.sends("9")
    lurah.start()
    for phone in phones:
        phone.sees(TOLD, within=LONGEST)
    found.seconds = time.monotonic() - began
    over.set()
    lurah.join()
    after = bureau.telegram.control.state()
    found.refused, found.early = (after[name] - before[name] for name in ("refused", "early"))
    found.got = [
        sum(TOLD in event.message.text and event.became == "new" for event in phone.history())
        for phone in phones
    ]
    return found


def _counts(office: Office, found: Found, gone: list[Phone]) -> None:
    """How often it was tried with those who cannot be told: a row that is tried again counts it."""
    ids = [phone.id for phone in gone]
    end = time.monotonic() + LONGEST
    while time.monotonic() < end:
        rows = office.read(select(Outbox).where(Outbox.chat_id.in_(ids), Outbox.text.contains(TOLD[:20])))
        if all(row.state == Waiting.PARKED for row in rows):
            break
        time.sleep(0.1)
    found.tries = [1 + row.attempts for row in rows]


def main() -> int:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    words.add_argument("--people", type=int, default=200)
    words.add_argument("--gone", action="store_true", help="10 have blocked the bot, one gave up his account")
    given = words.parse_args()
    with tempfile.TemporaryDirectory(prefix="musrenbang-broadcast-") as folder:
        blocked, deactivated = (10, 1) if given.gone else (0, 0)
        found = play(
            Path(folder),
            people=given.people,
            too_many=0 if given.gone else 10,
            blocked=blocked,
            deactivated=deactivated,
        )
    once = found.got.count(1)
    print(f"{given.people} people: {once} of {len(found.got)} who can be told got it once", end=", ")
    print(
        f"the last after {found.seconds:.1f} s; {found.refused} answers 429, {found.early} calls too early;"
    )
    print(
        f"{len(found.replies)} answers to a person meanwhile: median {statistics.median(found.replies):.2f} s"
        f", slowest {found.slowest_reply:.2f} s"
    )
    if given.gone:
        print(
            f"{len(found.tries)} could not be told, tried {sorted(set(found.tries))} times each;"
            f" the admin has {found.lists} message that names {len(found.named)} of them"
        )
    whole = once == len(found.got) and found.early == 0
    if given.gone:
        whole = whole and found.tries == [1] * 11 and len(found.named) == 11
    return 0 if whole else 1


if __name__ == "__main__":
    sys.exit(main())
