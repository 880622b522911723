"""`seal`: the keys of the installation's seal, and a new one where the old is old or was seen by others."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import select

from bot.clock import Clock
from documents.sealing.seal_keys import facts_of, keys, renew
from models.people import Kecamatan
from models.unit import Database
from sop.core.refused import Refused
from texts import plain
from texts.figures import date, day_of


def known_keys(folder: Path) -> list[dict[str, Any]]:
    """Every certificate that is recognised, the newest first."""
    found = [(one, facts_of(one.certificate.read_bytes())) for one in keys(folder)]
    return [
        {
            "number": one.number,
            "seals": at == 0,
            "name": facts.name,
            "made": facts.made.isoformat() if facts.made else None,
            "until": facts.until.isoformat(),
            "sha256": facts.sha256,
        }
        for at, (one, facts) in enumerate(found)
    ]


def new_key(database: Database, clock: Clock, folder: Path) -> None:
    """From now on the new one seals, also in a bot that runs; each kecamatan's log says so."""
    if not keys(folder):
        raise Refused("seal.no_key")
    with database.unit(clock()) as unit:
        offices = unit.all(select(Kecamatan).order_by(Kecamatan.id))
        made = facts_of(renew(folder, unit.now).certificate.read_bytes())
        for office in offices:
            unit.log(None, "seal.renewed", office, sha256=made.sha256)


def in_words(folder: Path) -> Iterator[str]:
    for one, facts in ((one, facts_of(one.certificate.read_bytes())) for one in keys(folder)):
        made = date(day_of(facts.made)) if facts.made else plain("seal.undated")
        key = "seal.line_seals" if one.number == keys(folder)[0].number else "seal.line_known"
        yield plain(
            key, number=one.number, made=made, until=date(day_of(facts.until)), hash=facts.sha256[:16]
        )
