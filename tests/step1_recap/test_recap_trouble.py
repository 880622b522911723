"""The recap under bad input and two people at once, on both databases."""

from __future__ import annotations

from pathlib import Path
from threading import Barrier, Thread
from typing import Any

import pytest
from sqlalchemy import select

from demo.server.entities import parse_html
from models.enums import Status
from models.paper import Paper
from models.people import Person
from models.posts import Post
from models.proposal import Confirmation, Proposal
from models.recap import Difference, Snapshot
from models.season import Season
from sop.core.refused import Refused
from sop.papers.papers import frozen
from sop.step1_recap.snapshots import take
from tests.core.desk import FrontDesk
from tests.support.seed import proposals
from tests.walking.busy_office import PEOPLE, BusyOffice
from tests.walking.front_phone import FrontPhone

LURAH, JFU = PEOPLE[Post.LURAH][1], PEOPLE[Post.JFU][1]
DELEGATE = PEOPLE[Post.DELEGASI][0]


def says(desk: FrontDesk, user: int, text: str) -> str:
    desk.later(seconds=2)
    desk.message(user, text)
    return newest(desk, user)


def presses(desk: FrontDesk, user: int, data: str) -> str:
    desk.later(seconds=2)
    desk.press(user, data)
    return newest(desk, user)


def newest(desk: FrontDesk, user: int) -> str:
    """What the last act brought, as Telegram would take it."""
    answers = desk.works()
    assert desk.states()[-1] == "done"
    assert answers or desk.said(user)
    return parse_html(desk.said(user)[-1])[0]


def test_what_a_lurah_may_send_loses_nothing(tmp_path: Path) -> None:
    with FrontDesk(f"sqlite:///{tmp_path}/recap.db") as desk:
        office = BusyOffice(desk, tmp_path)
        proposals(office, 20, Status.SUBMITTED, DELEGATE)
        for page in (7, 999_999_999):
            assert "Benar?" not in presses(desk, LURAH, f"lurah:frozen:{page}")  # nothing is frozen yet
        presses(desk, LURAH, "lurah:list")
        assert "0020 Pemb" in presses(desk, LURAH, "lurah:frozen:999999999")
        assert "Daftarnya baru saja berubah" in presses(desk, LURAH, "lurah:right:zzz")
        presses(desk, LURAH, "lurah:wrong")
        assert "Silakan tekan salah satu tombol." in says(desk, LURAH, "kurang satu")
        assert "Apa yang berbeda?" in presses(desk, LURAH, "form:pick:kind:zzz")
        presses(desk, LURAH, "form:pick:kind:lebih")
        presses(desk, LURAH, "form:pick:which:p99")
        for typed in ("%", "0" * 200, "²", "<b>", "US-2028-0001-99999"):
            assert "tidak ada dalam daftar ini" in says(desk, LURAH, typed)
        assert "Jelaskan selisihnya." in says(desk, LURAH, "#17")
        assert "Jelaskan selisihnya." in says(desk, LURAH, "x" * 4000)
        says(desk, LURAH, "/start")
        presses(desk, LURAH, "talk:resume")
        note = "<b>Bukan</b> usulan kami & sudah ada < tahun lalu."
        assert "Selisih sudah disampaikan" in says(desk, LURAH, note)
        (found,) = desk.rows(select(Difference))
        assert (found.note, found.kind) == (note, "lebih")
        assert note in presses(desk, JFU, f"s1:difference:{found.id}")
        assert note in presses(desk, JFU, "s1:differences:999999999")
        for forged in ("recap:list:0:zzz:0", "recap:place:987654321", "recap:snapshot:987654321"):
            presses(desk, JFU, forged)
        last = presses(desk, JFU, "recap:matrix:999999999")
        assert "Kelurahan P: Pemerintahan 0 · Kesra 0 · Ekonomi 0 · Sarpras 0 = 0, Rp0" in last


def two_take(desk: FrontDesk, office: BusyOffice) -> list[str]:
    """Two of JFU make the next recap at the same moment."""
    ends: list[str] = []
    gate = Barrier(2)

    def makes() -> None:
        try:
            with desk.unit() as unit:
                season = unit.session.get_one(Season, office.season_id)
                jfu = unit.session.scalars(select(Person).where(Person.telegram_id == JFU)).one()
                gate.wait()
                ends.append(f"v{take(unit, jfu, season).edition}")
        except Refused as refused:
            ends.append(refused.key)

    threads = [Thread(target=makes) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(ends)


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_recap_is_the_same_on_both_databases(
    database: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    url = f"sqlite:///{tmp_path}/recap.db"
    with FrontDesk(
        request.getfixturevalue("postgres_tables_url") if database == "postgresql" else url
    ) as desk:
        office = BusyOffice(desk, tmp_path, kelurahan=2)
        proposals(office, 3, Status.SUBMITTED, DELEGATE)
        presses(desk, LURAH, "lurah:list")
        (said,) = desk.rows(select(Confirmation))

        assert "Sudah Bapak/Ibu konfirmasi." in presses(desk, LURAH, f"lurah:right:{said.mark[:16]}")
        recap = presses(desk, JFU, "recap:matrix:0")
        assert "Kelurahan A: Pemerintahan 0 · Kesra 1 · Ekonomi 1 · Sarpras 1 = 3, Rp" in recap
        assert "✔ Kelurahan A: 3 usulan" in presses(desk, JFU, "s1:board:0")
        if database == "postgresql":  # SQLite lets only one in at a time
            assert two_take(desk, office) == ["recap.nothing_new", "v1"]
        else:
            presses(desk, JFU, "recap:take:0")
        proposals(office, 1, Status.SUBMITTED, DELEGATE)
        assert "v2, 11 Jan 2027 10.00 WIB: 4 usulan, +1" in presses(desk, JFU, "recap:take:1")
        assert "○ Kelurahan A: 4 usulan" in presses(desk, JFU, "s1:board:0")
        assert desk.rows(select(Snapshot.edition).order_by(Snapshot.edition)) == [1, 2]


def test_archived_season_has_no_new_recap(tmp_path: Path) -> None:
    with FrontDesk(f"sqlite:///{tmp_path}/recap.db") as desk:
        office = BusyOffice(desk, tmp_path, kelurahan=2)
        proposals(office, 3, Status.SUBMITTED, DELEGATE)
        presses(desk, JFU, "recap:take:0")
        proposals(office, 1, Status.SUBMITTED, DELEGATE)
        with desk.unit() as unit:
            unit.session.get_one(Season, office.season_id).closed_at = unit.now

        assert "tidak ada rekap baru" in presses(desk, JFU, "recap:take:1")
        assert desk.rows(select(Snapshot.edition)) == [1]


def test_paper_whose_drawing_has_begun_does_not_change_any_more(tmp_path: Path) -> None:
    """The bot may be killed between reading the usulan and storing the bytes: it draws the same again."""
    with FrontDesk(f"sqlite:///{tmp_path}/recap.db") as desk:
        office = BusyOffice(desk, tmp_path, kelurahan=2)
        (only,) = proposals(office, 1, Status.SUBMITTED, DELEGATE)
        presses(desk, JFU, "s1:reason")
        asked = says(desk, JFU, "Tenggat kecamatan sudah lewat.")
        assert "Tutup penerimaan untuk semua kelurahan?" in asked
        jfu = FrontPhone(desk, JFU)
        jfu.taps("Ya, tutup")
        assert "Penerimaan ditutup." in jfu.screen
        paper, other = desk.rows(select(Paper.id).order_by(Paper.id))

        first = begins_to_draw(desk, paper)
        with desk.unit() as unit:
            unit.session.get_one(Proposal, only).cost = 7

        assert begins_to_draw(desk, paper) == first
        assert first["source"].startswith("Rekap v1, 11 Jan 2027 10.00 WIB, sidik jari ")
        assert [one["cost"] for one in first["sections"][0]["proposals"]] != [7]
        later = begins_to_draw(desk, other)
        assert later["source"].startswith("Rekap v2, ")
        assert [one["cost"] for one in later["proposals"]] == [7]


def begins_to_draw(desk: FrontDesk, paper: int) -> dict[str, Any]:
    with desk.unit() as unit:
        return frozen(unit, unit.session.get_one(Paper, paper))
