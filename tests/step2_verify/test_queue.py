"""The reviewer's queue: how much waits, through which sieve, one card after the other, the place kept."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from models.enums import Fetching, Status
from models.people import Person
from models.posts import Post
from models.proposal import Proposal, Upload
from tests.core.desk import FrontDesk
from tests.support.office import Office
from tests.support.seed import at_step, proposals
from tests.walking.busy_office import PEOPLE, BusyOffice
from tests.walking.front_phone import FrontPhone

HEAD = PEOPLE[Post.KEPALA_BIDANG][1]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[FrontDesk]:
    with FrontDesk(f"sqlite:///{tmp_path}/queue.db") as made:
        yield made


@pytest.fixture
def busy(desk: FrontDesk, tmp_path: Path) -> BusyOffice:
    """48 usulan of three kelurahan; 30 of them wait."""
    office = BusyOffice(desk, tmp_path, kelurahan=3)
    office.fills(48, 2)
    office.opens(2)
    return office


def begins(desk: FrontDesk) -> FrontPhone:
    head = FrontPhone(desk, HEAD)
    head.sends("/start")
    head.presses("s2:home")
    return head


def waiting(desk: FrontDesk, **which: object) -> list[Proposal]:
    query = select(Proposal).filter_by(status=Status.SUBMITTED, **which).order_by(Proposal.sequence)
    return desk.rows(query)


def test_home_says_how_many_wait_and_how_many_are_late(desk: FrontDesk, busy: BusyOffice) -> None:
    head = begins(desk)
    assert "30 menunggu · 0 lewat tenggat\n4 dikembalikan, 14 selesai." in head.screen

    desk.later(days=8)  # six working days
    head.presses("s2:home")
    assert "30 menunggu · 30 lewat tenggat" in head.screen
    head.presses("s2:list:waiting:0")
    assert head.screen.count("⏰ 00") == 8
    head.presses("s2:next")
    assert "⏰ Menunggu sejak 11 Jan 2027: lewat tenggat." in head.screen

    # What comes back from its author begins to wait anew.
    first = waiting(desk)[0].id
    with desk.unit() as unit:
        unit.session.get_one(Proposal, first).submitted_at = unit.now
    head.presses("s2:home")
    assert "30 menunggu · 29 lewat tenggat" in head.screen


def test_sieve_is_chosen_counted_and_kept(desk: FrontDesk, busy: BusyOffice) -> None:
    head = begins(desk)
    head.taps("Saring & cari")
    assert "Saringan: tidak ada\n30 dari 30 usulan yang menunggu cocok." in head.screen
    head.taps("Kelurahan")
    assert head.labels == [
        "Kelurahan A 10",
        "Kelurahan B 10",
        "Kelurahan C 10",
        "Semua kelurahan",
        "Kembali",
    ]
    head.taps("Kelurahan B 10")
    head.taps("Komisi")
    here = [one for one in waiting(desk) if one.kelurahan.name == "Kelurahan B"]
    kesra = [one for one in here if one.komisi == "kesra"]
    head.taps(next(label for label in head.labels if label.startswith("Kesra")))
    assert f"Saringan: Kelurahan B, Kesra\n{len(kesra)} dari 30 usulan" in head.screen
    head.taps(f"Mulai {len(kesra)}")
    assert f"{kesra[0].number} · Kelurahan B · ke-1 dari {len(kesra)}" in _bare(head.screen)

    # A break: the sieve and the place are there again.
    head.taps("Lewati dulu")
    head.sends("/status")
    head.presses("s2:home")
    assert f"Saringan: Kelurahan B, Kesra ({len(kesra)} dari 30 usulan)." in head.screen
    head.taps(f"Mulai {len(kesra)}")
    assert f"{kesra[1].number} · Kelurahan B · ke-2 dari {len(kesra)}" in _bare(head.screen)
    head.taps("◀")
    assert f"{kesra[0].number} · Kelurahan B · ke-1 dari {len(kesra)}" in _bare(head.screen)
    assert "◀" not in head.labels

    head.presses("s2:sieve")
    head.taps("☐ Lewat tenggat")
    assert "☑ Lewat tenggat" in head.labels
    assert "0 dari 30 usulan" in head.screen
    assert not [label for label in head.labels if label.startswith("Mulai")]
    head.presses("s2:next")  # an old button
    assert "Yang menunggu ada di luar pilihan Bapak/Ibu." in head.screen
    head.presses("s2:sieve")
    head.taps("Hapus saringan")
    assert "30 dari 30" in head.screen


def test_found_by_number_by_word_and_not_at_all(desk: FrontDesk, busy: BusyOffice) -> None:
    head = begins(desk)
    third = waiting(desk)[2]
    for typed in (f"{third.sequence}", f"{third.number}".lower()):
        head.presses("s2:find")
        head.sends(typed)
        assert f"{third.number} · {third.kelurahan.name}" in _bare(head.screen)

    head.presses("s2:find")
    head.sends("MELATI 7")
    seventh = waiting(desk, sequence=7)
    assert "Saringan: “MELATI 7”" in head.screen
    assert [f"{one.sequence:04d} {one.title}" in head.screen for one in seventh] == [True]
    head.presses("s2:list:decided:0")
    assert "Saringan: “MELATI 7”" in head.screen

    head.presses("s2:find")
    head.sends("%")
    assert "Ketik nomor usulan" in head.screen
    for nothing in ("melati%", "m_lati", "tidak ada yang begini", "<b>" * 15):
        head.presses("s2:find")
        assert head.sends(nothing) == "done"
        assert "Tidak ada yang cocok. Tekan Saring & cari" in head.screen

    head.presses("s2:find")
    head.sends("US-2028-TNS-KDB-9999")
    assert "9999" in head.screen
    assert "Cari usulan" in head.screen
    head.sends("9999")  # no usulan's number: perhaps that of a house
    assert "Saringan: “9999”" in head.screen
    assert "Tidak ada yang cocok." in head.screen
    head.presses("s2:find")
    head.sends("a" * 200)
    assert "Ketik nomor usulan" in head.screen
    head.sends_photo()
    assert "Foto belum diminta di sini." in head.screen
    head.taps("Simpan & keluar")
    assert "Saring antrean" in head.screen


def test_list_is_turned_page_by_page(desk: FrontDesk, busy: BusyOffice) -> None:
    head = begins(desk)
    head.taps("Daftar antrean")
    seen = [one.number for one in waiting(desk) if f"\n{one.sequence:04d} " in head.screen]
    assert "halaman 1 dari 4" in head.screen
    for page in (2, 3, 4):
        head.taps("▶")
        assert f"halaman {page} dari 4" in head.screen
        seen += [one.number for one in waiting(desk) if f"\n{one.sequence:04d} " in head.screen]

    assert seen == [one.number for one in waiting(desk)]
    assert "▶" not in head.labels
    head.presses("s2:list:waiting:99")
    assert "halaman 4 dari 4" in head.screen


def test_forged_buttons_are_refused(desk: FrontDesk, busy: BusyOffice) -> None:
    head = begins(desk)
    forged = ("s2:box:others", "s2:of:keuangan", "s2:in:99999", "s2:list:secret:0", "s2:back:99999")
    assert head.answers(*forged) == [
        "Tombol itu sudah tidak berlaku. Ini layar yang terbaru.",
        "Tombol itu sudah tidak berlaku. Ini layar yang terbaru.",
        "Data itu tidak ditemukan di kecamatan Bapak/Ibu.",
        "Tombol itu sudah tidak berlaku. Ini layar yang terbaru.",
        "Data itu tidak ditemukan di kecamatan Bapak/Ibu.",
    ]
    author = FrontPhone(desk, PEOPLE[Post.DELEGASI][1])
    author.sends("/start")
    for data in ("s2:sieve", "s2:kelurahan:0", "s2:komisi", "s2:find", "s2:list:waiting:0", "s2:skip:1"):
        author.presses(data)
        assert "Ini tugas" in (author.alert or ""), data


def test_next_card_comes_after_the_verdict_through_the_sieve(office: Office) -> None:
    office.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
    head = office.joins(Post.KEPALA_BIDANG, "Bambang Setiawan")
    proposals(office, 4, Status.SUBMITTED, "Siti Aminah", "Kelurahan A")
    proposals(office, 2, Status.SUBMITTED, "Siti Aminah", "Kelurahan B")
    at_step(office, 2)
    head.sends("/tugas")
    head.taps("Langkah 2")
    head.sees("6 menunggu · 0 lewat tenggat")
    head.taps("Saring & cari")
    head.taps("Kelurahan")
    head.taps("Kelurahan B 2")
    head.taps("Mulai 2")
    card = head.sees("Kelurahan B · ke-1 dari 2")

    head.taps("Layak")
    after = head.sees("Kelurahan B · ke-1 dari 1")
    assert after.id == card.id
    head.taps("Layak")

    head.sees("Yang menunggu ada di luar pilihan Bapak/Ibu.")
    head.sees("4 menunggu · 0 lewat tenggat\n0 dikembalikan, 2 selesai.")


def test_what_comes_back_is_first_for_who_returned_it(desk: FrontDesk, busy: BusyOffice) -> None:
    head = begins(desk)
    first, second, *_, last = waiting(desk)
    mine = desk.rows(select(Person.id).where(Person.telegram_id == HEAD))[0]
    with desk.unit() as unit:
        back = unit.session.get_one(Proposal, last.id)
        back.assigned_to_id, back.revision = mine, 2
    head.taps("Mulai 30")
    assert f"{last.number} · " in _bare(head.screen)
    head.taps("Lewati dulu")  # it keeps its turn, and others do not wait for it
    assert f"{first.number} · " in _bare(head.screen)
    head.taps("Layak")
    assert f"{second.number} · " in _bare(head.screen)


def test_card_keeps_to_one_screen_and_the_rest_is_behind_lainnya(desk: FrontDesk, busy: BusyOffice) -> None:
    first, second = waiting(desk)[:2]
    with desk.unit() as unit:
        for one in (first, second):
            usulan = unit.session.get_one(Proposal, one.id)
            usulan.cost, usulan.cost_reason = (usulan.cost or 0) + 2_500_000, "Jalan masuk sempit."
            usulan.times, usulan.joined = 3, [["US-2028-1-0099", "Kelurahan C"]]
            usulan.norm = {"known": ["rtrw.51.1"]}
            usulan.lat, usulan.lon = -6.56, 106.79
            for slot in ("depan", "belakang"):
                unit.add(an_old_photo(usulan, slot, desk.now))
        unit.session.get_one(Proposal, second.id).outside_kamus = True
    desk.later(days=8)
    head = begins(desk)
    head.presses(f"s2:note_new:{first.id}")
    head.sends("Tanyakan juga ke RW.")
    head.presses(f"s2:hand:{first.id}:{desk.rows(select(Person.id).where(Person.telegram_id == HEAD))[0]}")
    head.presses("s2:next")

    assert head.screen.count("\n") + 1 == 12
    assert "⏰ Menunggu sejak" in head.screen
    assert "⋯ 6 keterangan lagi: tekan Lainnya." in head.screen
    assert len(head.rows) <= 6
    head.taps("Lainnya")
    for words in (
        "👤 Diserahkan kepada Bapak/Ibu.",
        "🔒 1 catatan internal.",
        "⚠️ Lebih Rp2.500.000 dari harga kamus",
        "Foto Depan",
        "Foto Belakang",
        "⚖️ Pengusul sudah diingatkan",
        "US-2028-1-0099",
        "ke-3",
    ):
        assert words in head.screen, words
    assert head.screen.count("\n") < 12

    # After a verdict, with what was done and the way back above: still one screen.
    head.taps("Kembali")
    head.taps("Layak")
    assert head.screen.startswith("✔")
    assert str(second.number) in head.screen
    assert head.screen.count("\n") < 12
    assert len(head.rows) <= 6
    assert any(label.startswith("Batalkan") for label in head.labels)


def an_old_photo(usulan: Proposal, slot: str, now: datetime) -> Upload:
    return Upload(
        kecamatan_id=usulan.kecamatan_id,
        proposal_id=usulan.id,
        sender_id=usulan.author_id,
        file_id=f"f{usulan.id}{slot}",
        file_unique_id=f"u{usulan.id}{slot}",
        slot=slot,
        taken_at=now - timedelta(days=800),
        state=Fetching.FETCHED,
        not_before=now,
        received_at=now,
    )


def _bare(text: str) -> str:
    return text.replace("<b>", "").replace("</b>", "")
