"""Komisi whose scores are closed."""

from __future__ import annotations

from sqlalchemy import select

from models.meeting import Standing
from tests.support.hall import Hall
from tests.support.office import Office


def final(office: Office) -> list[int]:
    query = select(Standing).where(Standing.season_id == office.season_id, Standing.final_rank.is_not(None))
    return [standing.proposal_id for standing in office.read(query.order_by(Standing.final_rank))]


def standing(office: Office, usulan: int) -> Standing:
    found: Standing = office.read(select(Standing).where(Standing.proposal_id == usulan))[0]
    return found


def closed(office: Office, *scores: tuple[int, int]) -> Hall:
    """Sarpras is closed; its ketua was the only one who scored. All have 11 to 20 KK (manfaat 2)."""
    hall = Hall(office, len(scores))
    hall.change(hall.usulan, households=15)
    hall.arrives(hall.ketua)
    hall.board(hall.ketua)
    hall.ketua.taps("Buka penilaian")
    hall.ketua.sees("Penilaian Komisi Sarpras dibuka")
    hall.scores(hall.ketua, *scores)
    hall.closes()
    return hall
