"""Ten thousand guesses at invitations let nobody in; one good link that twenty use at once lets in one.

python -m tests.torture.guesses [--database postgresql] [--people 1000] [--each 10]

A third of the tokens is made up, a third is a real one with one letter changed, a third was good once: used,
withdrawn or expired. Nobody may learn from the answer which of these he tried.
"""

from __future__ import annotations

import argparse
import hashlib
import logging
import random
import secrets
import string
import sys
import tempfile
import time
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import structlog
from sqlalchemy import func, select

from models.chat import Outbox
from models.log import LogEntry
from models.people import Appointment, Guess, Invitation, Person
from models.posts import Post
from sop.joining.accepting import GUESSES_AN_HOUR
from tests.core.desk import FrontDesk
from tests.tools import postgres
from tests.torture.clerks import parked, together
from tests.walking.front_phone import FrontPhone
from texts import plain

GUESSERS, RIVALS, ADMIN = 10_001, 30_001, 77  #: of their Telegram numbers, the first
LETTERS = string.ascii_letters + string.digits + "_-"


@dataclass
class Found:
    """What was tried and what came of it."""

    guesses: int = 0
    let_in: int = 0  #: by a guess
    answers: Counter[str] = field(default_factory=Counter)
    alarms: Counter[str] = field(default_factory=Counter)  #: what the admin was told
    rivals_in: int = 0  #: of those who used one link at once
    rivals_told: int = 0  #: that it is not valid
    faults: list[str] = field(default_factory=list)


def play(url: str, *, people: int, each: int, rivals: int = 20, seed: int = 1) -> Found:
    found = Found(guesses=people * each)
    with FrontDesk(url, user_rate=10**6) as desk:
        office = desk.office()
        desk.person(office, ADMIN, Post.ADMIN, name="Tuti Alawiyah")
        good = [desk.token(office) for _ in range(3)]
        _guess(desk, found, good, _spent(desk, office), people, each, random.Random(seed))
        _race(desk, found, url, good[0], rivals)
        if parked(desk):
            found.faults.append(f"{parked(desk)} updates failed for good")
    return found


def _spent(desk: FrontDesk, office: int) -> list[str]:
    """Links that were good once: used, withdrawn, expired."""
    tokens = [desk.token(office) for _ in range(3)]
    with desk.unit() as unit:
        rows = {one.token_hash: one for one in unit.all(select(Invitation))}
        used, withdrawn, expired = (rows[hashlib.sha256(token.encode()).hexdigest()] for token in tokens)
        used.used_by, used.used_at = ADMIN, unit.now
        withdrawn.revoked_at = unit.now
        expired.expires_at = unit.now - timedelta(days=1)
    return tokens


def _guess(
    desk: FrontDesk,
    found: Found,
    good: list[str],
    spent: list[str],
    people: int,
    each: int,
    chance: random.Random,
) -> None:
    before = _inside(desk)
    for round_ in range(each):
        for at in range(people):
            token = _token(good, spent, chance)
            desk.message(GUESSERS + at, f"/start {token}", message_id=10 + round_)
        desk.works(10**6)
    found.let_in = _inside(desk) - before
    strangers = Outbox.chat_id.between(GUESSERS, GUESSERS + people - 1)
    found.answers.update(desk.rows(select(Outbox.text).where(strangers, Outbox.text.is_not(None))))
    found.alarms.update(desk.said(ADMIN))
    opened = desk.rows(select(Invitation.id).where(Invitation.used_by >= GUESSERS))
    found.faults += [f"invitation {number} was used" for number in opened]
    if found.let_in:
        found.faults.append(f"{found.let_in} were let in by a guess")
    known = {plain("start.wrong_token"), plain("start.too_many_guesses")}
    found.faults += [f"somebody was told {text!r}" for text in found.answers if text not in known]
    if found.answers[plain("start.wrong_token")] != people * min(each, GUESSES_AN_HOUR):
        found.faults.append(f"answers: {found.answers}")
    if len(found.alarms) != 2 or max(found.alarms.values()) != 1:
        found.faults.append(f"alarms: {found.alarms}")
    counted = desk.rows(select(func.count(Guess.id)))[0]
    if counted != people * min(each, GUESSES_AN_HOUR):
        found.faults.append(f"{counted} guesses are counted")


def _token(good: list[str], spent: list[str], chance: random.Random) -> str:
    which = chance.randrange(3)
    if which == 0:
        return secrets.token_urlsafe(16)
    if which == 1:
        near = list(chance.choice(good))
        at = chance.randrange(len(near))
        near[at] = chance.choice([letter for letter in LETTERS if letter != near[at]])
        return "".join(near)
    return chance.choice(spent)


def _inside(desk: FrontDesk) -> int:
    return int(desk.rows(select(func.count(Person.id)))[0])


def _race(desk: FrontDesk, found: Found, url: str, token: str, rivals: int) -> None:
    """All open the same link and say that it is theirs; the last press comes from all at once."""
    before = _inside(desk)
    phones = [FrontPhone(desk, RIVALS + at) for at in range(rivals)]
    presses = []
    for phone in phones:
        phone.sends(f"/start {token}")
        phone.taps("Ya, ini saya")
        press = phone.button("Pakai") or next(
            data for data in phone.buttons if data.startswith("form:pick:name")
        )
        presses.append([desk.makes_press(phone.user, press, message_id=99)])
    together(desk, url, presses)
    found.rivals_in = _inside(desk) - before
    found.rivals_told = sum(plain("start.wrong_token")[:30] in phone.screen for phone in phones)
    used = desk.rows(select(func.count(LogEntry.id)).where(LogEntry.act == "invitation.used"))[0]
    posts = desk.rows(select(func.count(Appointment.id)).where(Appointment.post == Post.DELEGASI))[0]
    if (found.rivals_in, found.rivals_told, used, posts) != (1, rivals - 1, 1, 1):
        found.faults.append(
            f"of {rivals}: {found.rivals_in} in, {found.rivals_told} told that it is not valid,"
            f" {used} uses in the log, {posts} posts given"
        )


def main() -> int:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    words.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    words.add_argument("--people", type=int, default=1000)
    words.add_argument("--each", type=int, default=10)
    given = words.parse_args()
    began = time.monotonic()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="musrenbang-guesses-")))
        url = f"sqlite:///{folder}/guesses.db"
        if given.database == "postgresql":
            url = stack.enter_context(stack.enter_context(postgres.running()).database())
        found = play(url, people=given.people, each=given.each)
    print(
        f"{given.database}: {found.guesses} guesses of {given.people} people, {found.let_in} let in,"
        f" {len(found.answers)} answers ({', '.join(str(count) for count in found.answers.values())} times),"
        f" {found.alarms.total()} alarms"
    )
    print(f"one link used by 20 at once: {found.rivals_in} in, {found.rivals_told} told that it is not valid")
    for fault in found.faults:
        print(f"FAULT {fault}")
    print(f"{len(found.faults)} faults, {time.monotonic() - began:.0f} s")
    return 1 if found.faults else 0


if __name__ == "__main__":
    sys.exit(main())
