"""Usulan by the thousand, written straight into the table."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import insert, select

from models.enums import Status, Urgency
from models.people import Appointment
from models.posts import Post
from models.proposal import Proposal
from models.season import KamusEntry, Season
from models.unit import Unit

PIECE = 2_000


def fill(unit: Unit, season: Season, count: int, status: Status) -> None:
    """So many usulan of the delegates of a season, in turns, through the whole kamus."""
    who = unit.session.execute(
        select(Appointment.person_id, Appointment.kelurahan_id)
        .where(Appointment.kecamatan_id == season.kecamatan_id, Appointment.post == Post.DELEGASI)
        .order_by(Appointment.id)
    ).all()
    kamus = unit.all(select(KamusEntry).where(KamusEntry.season_id == season.id).order_by(KamusEntry.id))
    first = season.last_number + 1
    rows = [
        _row(season, number, *who[number % len(who)], kamus[number % len(kamus)], status, unit.now)
        for number in range(first, first + count)
    ]
    for at in range(0, len(rows), PIECE):
        unit.session.execute(insert(Proposal), rows[at : at + PIECE])
    season.last_number += count


def _row(
    season: Season, number: int, author: int, kelurahan: int, entry: KamusEntry, status: Status, now: datetime
) -> dict[str, Any]:
    volume = 1 + number % 90
    return {
        "kecamatan_id": season.kecamatan_id,
        "season_id": season.id,
        "kelurahan_id": kelurahan,
        "author_id": author,
        "sequence": number,
        "number": f"US-{season.year}-{season.kecamatan_id}-{number:05}",
        "status": status,
        "revision": 1,
        "komisi": entry.komisi,
        "kamus_id": entry.id,
        "title": entry.name,
        "kind": entry.kind,
        "problem": f"Masalah nomor {number} yang sudah lama dikeluhkan warga di sekitar tempat itu.",
        "place": f"Jalan Melati nomor {number}",
        "rt": 1 + number % 9,
        "rw": 1 + number % 12,
        "volume": Decimal(volume),
        "unit": entry.unit,
        "cost": int(volume * entry.unit_price),
        "cost_by_kamus": True,
        "households": 10 + number % 50,
        "people": 40 + number % 200,
        "urgency": Urgency.SOON,
        "office": entry.office,
        "reason": "Mohon dilengkapi lokasinya." if status is Status.RETURNED else None,
        "return_field": "place" if status is Status.RETURNED else None,
        "created_at": now,
        "touched_at": now,
        "submitted_at": now,
        "decided_at": now if status is Status.RETURNED else None,
        "version": 1,
        "times": 1,
        "mending": False,
        "outside_kamus": False,
    }
