"""Somebody shares a telephone number."""

from __future__ import annotations

from sqlalchemy import select

from models.people import Kelurahan
from tests.core.desk import FrontDesk


def shares(desk: FrontDesk, user: int, number: str) -> None:
    desk.update(
        {
            "message": {
                "message_id": 1,
                "date": int(desk.now.timestamp()),
                "chat": {"id": user, "type": "private", "first_name": "Warga"},
                "from": {"id": user, "is_bot": False, "first_name": "Warga"},
                "contact": {"phone_number": number, "first_name": "Warga", "user_id": user},
            }
        }
    )
    desk.works()


def presses(desk: FrontDesk, user: int, *data: str) -> None:
    for one in data:
        desk.press(user, one)
        desk.works()


def place(desk: FrontDesk, office: int) -> int:
    return desk.rows(select(Kelurahan.id).where(Kelurahan.kecamatan_id == office))[0]
