"""Fuzzed updates to the bot process over HTTP, while another person goes on with his work."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from models.chat import Inbox
from models.people import Appointment, Person
from models.posts import Post
from models.proposal import Proposal
from models.season import Run
from tests.fuzz.schema import Schema
from tests.fuzz.trial import BATCH
from tests.fuzz.updates import made
from tests.support.office import Bureau, Office

WARM = 6  #: batches before memory is looked at


@dataclass
class Found:
    """What came of it."""

    faults: list[str]
    grown: float  #: MiB
    slowest: float  #: seconds that the other person waited


def live(
    folder: Path,
    shapes: Schema,
    count: int,
    seed: int,
    memory: Callable[[int], float],
    url: str | None = None,
) -> Found:
    with Bureau(folder, url) as bureau:
        office = bureau.office()
        siti = office.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
        other = office.joins(Post.DELEGASI, "Budi Santoso", "Kelurahan B")
        strangers = [office.phone(f"Orang {at}").id for at in range(3)]
        before, first, slowest = _facts(office), 0.0, 0.0
        updates = made(shapes, [siti.id, *strangers], count, seed)
        assert bureau.bot is not None
        for number, at in enumerate(range(0, len(updates), BATCH)):
            bureau.telegram.control.delivers(updates[at : at + BATCH])
            began = time.monotonic()
            asked = other.sends("/status")
            other.waits_for(lambda eyes, asked=asked: any(message.id > asked for message in eyes.from_bot))
            slowest = max(slowest, time.monotonic() - began)
            if number == WARM:
                first = memory(bureau.bot.pid)
        bureau.telegram.control.waits_until_taken()
        grown = memory(bureau.bot.pid) - first if first else 0.0
        left = office.read(select(Inbox.body).where((Inbox.state != "done") | (Inbox.attempts > 0)))
        faults = [f"not handled: {body}" for body in left]
        faults += [
            line[:900]
            for line in bureau.log_text.splitlines()
            if '"level": "error"' in line or '"exception"' in line
        ]
        faults += [] if _facts(office) == before else [f"changed: {before} became {_facts(office)}"]
        return Found(faults, grown, slowest)


def _facts(office: Office) -> list[object]:
    """What nobody changes by sending nonsense."""
    return [
        sorted(office.read(select(Person.name))),
        len(office.read(select(Appointment.id).where(Appointment.revoked_at.is_(None)))),
        office.read(select(Run.state)),
        office.read(select(Proposal.status).where(Proposal.status != "draf")),
    ]
