"""Drafts interrupted at a random answer: all resume at the right question with every answer kept.

python -m tests.torture.drafts                        500 drafts
python -m tests.torture.drafts --drafts 40 --seed 7   another handful
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from demo.phone import Phone
from models.enums import Komisi, Land, Status, Urgency
from models.posts import Post
from models.proposal import Proposal
from tests.support.office import Bureau, Office
from tests.support.usulan import ANSWER, ASKED, PLACE, PROBLEM, comes_to, goes_on

QUESTIONS = list(ASKED)
PRESSED = {"pin": "Lewati", "cost": "Pakai harga kamus", "urgency": "Segera", "land": "Siap"}
COMMANDS = ("/usulan", "/tugas", "/status", "/bantuan", "/pengaturan")

#: What the row must hold behind each question, when it was answered as on the main road.
KEPT: dict[str, Callable[[Proposal], bool]] = {
    "kamus": lambda row: row.komisi == Komisi.SARPRAS and "drainase" in (row.title or ""),
    "problem": lambda row: row.problem == PROBLEM,
    "place": lambda row: (row.place, row.rt, row.rw) == (PLACE, 3, 5),
    "pin": lambda row: row.lat is None,
    "volume": lambda row: row.volume == 40,
    "cost": lambda row: row.cost == 48_000_000,
    "people": lambda row: (row.households, row.people) == (25, 90),
    "urgency": lambda row: row.urgency == Urgency.SOON,
    "land": lambda row: row.land == Land.READY,
    "photos": lambda row: len(row.photos) == 1,
}


@dataclass
class Writer:
    """A delegate in the middle of his draft."""

    name: str
    phone: Phone
    at: str  #: the question that is open before him


def interrupted(bureau: Bureau, writers: list[Writer], how: str, chance: random.Random) -> None:
    """The same thing happens to all of them; afterwards each is again before an open question."""
    match how:
        case "start" | "command":
            for writer in writers:
                writer.phone.sends("/start" if how == "start" else chance.choice(COMMANDS))
                writer.phone.taps("Lanjutkan isian")
        case "kill -9":
            dying = threading.Timer(chance.uniform(0, 0.1), bureau.kills_bot)
            dying.start()
            for writer in writers:
                writer.at = hastily(writer)
            dying.join()
            bureau.starts_bot()
        case "second phone":
            for writer in writers:
                other = Phone(bureau.telegram, writer.phone.id, writer.phone.name)
                other.sees(ASKED[writer.at])
                ANSWER[writer.at](other)
                writer.at = following(writer.at)
        case "a day":
            bureau.turns_clock(days=1)
            bureau.telegram.control.waits_until_taken()


def hastily(writer: Writer) -> str:
    """Answer without waiting for anything: the process dies meanwhile. The question that comes then."""
    if writer.at in PRESSED:
        (pressed,) = [
            button
            for row in writer.phone.sees(ASKED[writer.at]).buttons
            for button in row
            if button.text == PRESSED[writer.at]
        ]
        writer.phone.presses(writer.phone.sees(ASKED[writer.at]), pressed.data or "", wait=False)
    elif writer.at in ("kamus", "photos"):  # takes more than one act: they are caught before it
        return writer.at
    else:
        ANSWER[writer.at](writer.phone)
    return following(writer.at)


def following(key: str) -> str:
    return QUESTIONS[QUESTIONS.index(key) + 1]


def resumes(office: Office, writer: Writer) -> list[str]:
    """What is not as it should be, once he goes on."""
    try:
        writer.phone.sees(ASKED[writer.at])
    except AssertionError:
        return [f"{writer.name}: not asked for {writer.at}, but: {writer.phone.screen[:80]!r}"]
    answered = QUESTIONS[: QUESTIONS.index(writer.at)]
    lost = [key for key in answered if not KEPT[key](draft_of(office, writer))]
    goes_on(writer.phone, writer.at)
    lost += [key for key in QUESTIONS if key not in lost and not KEPT[key](draft_of(office, writer))]
    return [f"{writer.name}: lost {', '.join(lost)} at {writer.at}"] if lost else []


def draft_of(office: Office, writer: Writer) -> Proposal:
    query = select(Proposal).where(
        Proposal.kecamatan_id == office.kecamatan_id,
        Proposal.status == Status.DRAFT,
        Proposal.author.has(telegram_id=writer.phone.id),
    )
    (row,) = office.read(query)
    return row  # type: ignore[no-any-return]


HOWS = ("start", "command", "kill -9", "second phone", "a day")


def play(
    drafts: int,
    seed: int,
    folder: Path,
    *,
    together: int = 10,
    say: Callable[[str], None] = lambda _line: None,
) -> list[str]:
    """Interrupt so many drafts, the same thing happening to `together` people at once; faults in words."""
    chance = random.Random(seed)
    faults: list[str] = []
    told: Counter[str] = Counter()
    with Bureau(folder) as bureau:
        office = bureau.office(kelurahan=16)
        number = 0
        while number < drafts:
            how = HOWS[(number // together) % len(HOWS)]
            writers = []
            for _ in range(min(together, drafts - number)):
                number += 1
                name = f"Delegasi Nomor {number}"
                letter = "ABCDEFGHIJKLMNOP"[number % 16]
                phone = office.joins(Post.DELEGASI, name, f"Kelurahan {letter}")
                writers.append(Writer(name, phone, chance.choice(QUESTIONS[1:-1])))
                comes_to(phone, writers[-1].at)
            interrupted(bureau, writers, how, chance)
            for writer in writers:
                found = resumes(office, writer)
                faults += [f"{how}: {fault}" for fault in found]
                told[how] += not found
            say(f"{number} of {drafts} drafts, {len(faults)} faults")
    say(f"resumed with every answer kept: {sum(told.values())} of {drafts} ({dict(told)})")
    return faults


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    asked.add_argument("--drafts", type=int, default=500)
    asked.add_argument("--seed", type=int, default=1)
    given = asked.parse_args()
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="musrenbang-drafts-") as folder:
        faults = play(given.drafts, given.seed, Path(folder), say=print)
    for fault in faults:
        print("FAULT", fault)
    print(f"{given.drafts} drafts, seed {given.seed}, {len(faults)} faults, {time.monotonic() - began:.0f} s")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
