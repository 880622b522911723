"""Places and days: what a kelurahan may send, seen at home, and what waits as a draft when it is too much."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from models.enums import Komisi, Status
from models.log import LogEntry
from models.posts import Post
from models.proposal import Proposal
from models.season import Season
from tests.support.office import Bureau, Office
from tests.support.seed import proposals
from tests.support.usulan import comes_to, goes_on, presses_send, row


@pytest.fixture(scope="module")
def house(bureau: Bureau) -> Office:
    """JFU, a delegate and his Lurah; 8 usulan of Kelurahan A are sent."""
    made = bureau.office()
    made.joins(Post.JFU, "Dewi Lestari")
    made.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
    made.joins(Post.LURAH, "Ahmad Fauzi", "Kelurahan A")
    proposals(made, 8, Status.SUBMITTED, "Siti Aminah")
    return made


def sets(house: Office, label: str, answer: str) -> None:
    """JFU changes one rule."""
    jfu = house.people["Dewi Lestari"]
    sent = jfu.sends("/pengaturan")
    jfu.taps("Aturan")
    jfu.sees("Tekan yang ingin diubah", below=sent)
    jfu.taps(label)
    jfu.sees("Sekarang: ", below=sent)
    if answer in jfu.buttons:
        jfu.taps(answer)
    else:
        jfu.sends(answer)
    jfu.sees("sudah disimpan.", below=sent)


def entries(house: Office, act: str) -> list[LogEntry]:
    query = select(LogEntry).where(LogEntry.kecamatan_id == house.kecamatan_id, LogEntry.act == act)
    found: list[LogEntry] = house.read(query.order_by(LogEntry.place))
    return found


def test_rules_stand_on_one_screen_and_are_changed_one_by_one(office: Office) -> None:
    jfu = office.joins(Post.JFU, "Dewi Lestari")
    jfu.sends("/pengaturan")
    jfu.taps("Aturan")
    jfu.sees(
        "Kuota per kelurahan: tanpa batas\nKuota per komisi: tanpa batas\nJeda tarik putusan: 0 menit\n"
        "Putusan dirilis bersama: tidak\nPaling lama Plt/Plh: 3 bulan\nJeda batal setuju: 0 menit\n"
        "Penandatangan ditunggu: 3 hari kerja"
    )
    jfu.taps("Jeda putusan")
    jfu.sees("Berapa menit putusan masih dapat ditarik")
    for wrong in ("-1", "1,5", "banyak", "<b>", "9" * 5000):
        jfu.sends(wrong)
        jfu.sees("Mohon tulis satu bilangan bulat dari 0 sampai 120.")
        jfu.sends("121")
        jfu.sees("Angka itu di luar batas. Mohon tulis bilangan bulat dari 0 sampai 120.")
    jfu.sends_sticker()
    jfu.sees("Stiker tidak bisa saya baca sebagai jawaban. Silakan ketik jawabannya.")
    jfu.taps("Batalkan")
    jfu.sees("Jeda tarik putusan: 0 menit")
    sets(office, "Jeda putusan", "15 menit")
    sets(office, "Rilis putusan", "Ya, bersama")
    sets(office, "Lama Plt/Plh", "6")
    jfu.sees("Jeda tarik putusan: 15 menit\nPutusan dirilis bersama: ya\nPaling lama Plt/Plh: 6 bulan")
    (season,) = office.read(select(Season).where(Season.id == office.season_id))
    assert season.rules == {
        "undo_minutes": 15,
        "approval_undo_minutes": 0,
        "verdicts_together": True,
        "acting_months": 6,
    }
    assert [
        (one.facts["rule"], one.facts["before"], one.facts["after"]) for one in entries(office, "season.rule")
    ] == [
        ("undo_minutes", 0, 15),
        ("verdicts_together", False, True),
        ("acting_months", 3, 6),
    ]


def test_rules_are_no_matter_of_delegates(house: Office) -> None:
    phone = house.people["Siti Aminah"]
    phone.sends("/pengaturan")
    screen = phone.sees("Pengaturan\n")
    assert "Aturan" not in phone.buttons
    for data in ("settings:rules", "settings:rule:quota_kelurahan"):
        answer = phone.presses(screen, data)
        assert answer is not None
        assert answer.text.startswith("Ini tugas JFU / Sekretaris Kecamatan / Admin."), data


def test_quota_is_seen_at_home_and_more_waits_as_a_draft(house: Office) -> None:
    phone, lurah, jfu = (house.people[name] for name in ("Siti Aminah", "Ahmad Fauzi", "Dewi Lestari"))
    sets(house, "Kuota kelurahan", "11")
    phone.sees("Kuota sekarang 11 usulan per kelurahan. Draf yang belum terkirim tetap tersimpan.")
    phone.sends("/start")
    phone.sees("Kuota Kelurahan Kelurahan A: 8 dari 11 usulan.")
    sets(house, "Kuota kelurahan", "9")
    phone.sends("/start")
    phone.sees("⚠️ Kuota Kelurahan Kelurahan A hampir penuh: 8 dari 9 usulan.")
    comes_to(phone, "card")
    presses_send(phone)
    phone.sees("⚠️ Kuota Kelurahan Kelurahan A penuh: 9 dari 9 usulan.")
    lurah.sends("/start")
    lurah.sees("⚠️ Kuota Kelurahan Kelurahan A penuh: 9 dari 9 usulan.")

    phone.taps("Buat usulan")
    phone.sees(
        "Kuota sudah penuh: usulan ini tersimpan sebagai draf sampai ada tempat. Hubungi JFU (Dewi Lestari)"
    )
    phone.sends("/start")
    phone.taps("Buat usulan")
    goes_on(phone, "kamus")
    phone.taps("Kirim usulan")
    phone.taps("Beda, lanjut")

    why = (
        "⚠️ Kuota Kelurahan Kelurahan A sudah penuh (9 usulan), jadi usulan ini belum terkirim dan tersimpan "
        "sebagai draf. Hubungi JFU (Dewi Lestari) bila kuota perlu ditambah."
    )
    phone.sees(why)
    held = row(house)
    assert (held.status, held.number, held.asked) == (Status.DRAFT, None, None)
    assert [one.facts["why"] for one in entries(house, "proposal.held")] == ["rules.over_kelurahan"]
    sets(house, "Kuota kelurahan", "Tanpa batas")
    phone.sees("Kuota per kelurahan sekarang tanpa batas. Draf yang tertahan kini dapat dikirim.")
    phone.sends("/start")
    phone.taps("Periksa draf")
    presses_send(phone)
    assert row(house).status == Status.SUBMITTED
    jfu.sends("/start")
    assert "Kuota" not in jfu.sees("Dewi Lestari").text


def test_last_place_is_given_once_and_a_komisi_has_its_own_limit(bureau: Bureau) -> None:
    office = bureau.office(quota_komisi=5)
    siti = office.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
    budi = office.joins(Post.DELEGASI, "Budi Santoso", "Kelurahan A")
    proposals(office, 16, Status.SUBMITTED, "Siti Aminah")  # four of each komisi
    siti.sends("/start")
    siti.sees("⚠️ Kuota komisi: Pemerintahan 4 dari 5, Kesra 4 dari 5, Ekonomi 4 dari 5, Sarpras 4 dari 5.")
    for phone in (siti, budi):
        comes_to(phone, "card")
        phone.taps("Kirim usulan")

        if phone is siti:
            phone.sees("Usulan diterima")

    budi.taps("Beda, lanjut")  # it is like that of the other
    budi.sees("Kuota Komisi Sarpras untuk Kelurahan Kelurahan A sudah penuh (5 usulan)")
    mine = select(Proposal.status).where(
        Proposal.season_id == office.season_id, Proposal.komisi == Komisi.SARPRAS
    )
    with bureau.database.unit(bureau.now()) as unit:
        assert sorted(unit.all(mine)) == [*[Status.SUBMITTED] * 5, Status.DRAFT]


def test_last_days_and_the_end_of_the_intake_are_seen_at_home(bureau: Bureau) -> None:
    office = bureau.office()
    phone = office.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
    for day, seen in (
        (date(2027, 1, 22), None),
        (
            date(2027, 1, 14),
            "⏳ Penerimaan usulan berakhir Kamis, 14 Januari 2027, pukul 23.59 WIB (3 hari lagi).",
        ),
        (date(2027, 1, 8), "Penerimaan usulan berakhir Jumat, 8 Januari 2027. Hubungi kantor kecamatan"),
    ):
        with bureau.database.unit(bureau.now()) as unit:
            unit.session.get_one(Season, office.season_id).intake_closes = day
        phone.sends("/start")
        if seen:
            phone.sees(seen)
        else:
            assert "Penerimaan" not in phone.sees("Siti Aminah —").text
