"""One person who sends without end: the office's disk and everybody's answers are not his."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import func, select

from models.chat import Remembered
from models.people import Person
from models.posts import Post
from models.proposal import Upload
from sop.core.sent_today import MOST_BYTES, MOST_FILES, name_of
from tests.core.desk import FrontDesk
from tests.walking.busy_office import PEOPLE, BusyOffice
from tests.walking.front_phone import FrontPhone
from tests.walking.texts_sent import ROAD

FULL = (
    "Kiriman berkas hari ini sudah sampai batas seorang (600 berkas atau 1024 MB). "
    "Yang sudah masuk tetap tersimpan; kirim lanjutannya besok."
)


@pytest.mark.parametrize(
    "sent", [{"files": MOST_FILES, "bytes": 0}, {"files": 3, "bytes": MOST_BYTES}], ids=["files", "bytes"]
)
def test_who_sent_too_much_today_goes_on_tomorrow(sent: dict[str, int], tmp_path: Path) -> None:
    with FrontDesk(f"sqlite:///{tmp_path}/flood.db") as desk:
        BusyOffice(desk, tmp_path, kelurahan=1).opens(1)
        siti = FrontPhone(desk, PEOPLE[Post.DELEGASI][1])
        siti.sends("/start")
        siti.taps("Buat usulan")
        for act, *words in ROAD.values():
            for word in words:
                getattr(siti, act)(word)
        with desk.unit() as unit:
            mine = unit.all(select(Person.id).where(Person.telegram_id == siti.user))[0]
            unit.add(Remembered(name=name_of(mine, desk.now), value=sent))

        siti.sends_photo()

        assert FULL in siti.screen
        assert photos(desk) == 0
        desk.later(days=1)
        siti.sends_photo()
        assert photos(desk) == 1


def photos(desk: FrontDesk) -> int:
    return int(desk.rows(select(func.count(Upload.id)))[0])
