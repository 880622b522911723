"""The Lurah and the list of his kelurahan: frozen as he sees it, confirmed, or different and then settled."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import select, update

from demo.phone import Phone
from models.enums import Status
from models.posts import Post
from models.proposal import Confirmation, Proposal
from models.recap import Difference
from sop.proposals.proposal_words import place_words
from sop.step1_recap.changes import in_short
from tests.support.filled import a_row, a_workbook
from tests.support.office import Office
from tests.support.seed import proposals
from tests.support.usulan import reads, sends_usulan, speaks_plainly
from texts.figures import moment, rupiah

NOTE = "Usulan posyandu RW 04 belum masuk."
ANSWER = "Sudah dimasukkan JFU atas nama delegasi."


@pytest.fixture
def delegate(office: Office) -> Iterator[Phone]:
    phone = office.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
    yield phone
    speaks_plainly(phone)


@pytest.fixture
def lurah(office: Office) -> Iterator[Phone]:
    phone = office.joins(Post.LURAH, "Hj. Nani", "Kelurahan A")
    yield phone
    speaks_plainly(phone)


@pytest.fixture
def jfu(office: Office) -> Iterator[Phone]:
    phone = office.joins(Post.JFU, "Dedi Kurnia")
    yield phone
    speaks_plainly(phone)


def sent(office: Office) -> list[Proposal]:
    query = select(Proposal).where(
        Proposal.kecamatan_id == office.kecamatan_id, Proposal.status == Status.SUBMITTED
    )
    return office.read(query.order_by(Proposal.sequence))


def total(office: Office) -> str:
    return rupiah(sum(one.cost for one in sent(office)))


def confirmation(office: Office) -> Confirmation:
    query = select(Confirmation).where(Confirmation.kecamatan_id == office.kecamatan_id)
    found: Confirmation = office.read(query)[0]
    return found


def of_list(office: Office, row: str) -> object:
    with office.bureau.database.unit(office.bureau.now()) as unit:
        query = select(Confirmation).where(Confirmation.kecamatan_id == office.kecamatan_id)
        return getattr(unit.session.scalars(query).one(), row)


def differences(office: Office) -> list[Difference]:
    query = select(Difference).where(Difference.kecamatan_id == office.kecamatan_id).order_by(Difference.id)
    return office.read(query)


def test_lurah_confirms_and_holds_a_receipt_of_every_number(
    office: Office, delegate: Phone, lurah: Phone
) -> None:
    proposals(office, 10, Status.SUBMITTED, "Siti Aminah")
    lurah.taps("Rekap kelurahan")
    money = total(office)
    mark = str(of_list(office, "mark"))[:8]
    reads(
        lurah,
        f"Kelurahan Kelurahan A\nMasuk ke kecamatan: 10 usulan, {money}. Benar?\n"
        f"Daftar per 11 Jan 2027 jj.mm WIB.",
    )
    lurah.taps("Lihat usulan")
    lurah.sees(f" WIB: 10 usulan, {money}\n0001 ")
    lurah.taps("▶")
    lurah.sees("0009 ")
    lurah.taps("0010")
    lurah.sees(sent(office)[9].number)
    lurah.sends("/start")
    lurah.taps("Rekap kelurahan")

    lurah.taps("Benar")

    reads(
        lurah,
        f"Terima kasih. Tercatat: 10 usulan, {money}, dikonfirmasi oleh Lurah.\n"
        f"Nomor: US-2028-{office.kecamatan_id}-0001–0010.\n"
        f"11 Jan 2027 jj.mm WIB, sidik jari {mark}. Simpan pesan ini sebagai tanda terima.",
    )
    reads(lurah, f"Kelurahan Kelurahan A\n10 usulan, {money}. Sudah Bapak/Ibu konfirmasi.")
    said = confirmation(office)
    assert (said.agrees, said.count, rupiah(said.total)) == (True, 10, money)
    assert of_list(office, "numbers") == [[one.number, 1, one.cost] for one in sent(office)]


def test_list_that_changed_meanwhile_is_not_confirmed(office: Office, delegate: Phone, lurah: Phone) -> None:
    proposals(office, 2, Status.SUBMITTED, "Siti Aminah")
    lurah.taps("Rekap kelurahan")
    lurah.sees("2 usulan")
    gone = sent(office)[0]
    proposals(office, 1, Status.SUBMITTED, "Siti Aminah")
    came = sent(office)[2]
    with office.bureau.database.unit(office.bureau.now()) as unit:
        unit.session.execute(update(Proposal).where(Proposal.id == gone.id).values(status=Status.DISCARDED))
        # The same count and the same total as before: only the numbers tell.
        unit.session.execute(update(Proposal).where(Proposal.id == came.id).values(cost=gone.cost))

    lurah.taps("Benar")

    lurah.sees(
        f"Daftarnya baru saja berubah menjadi 2 usulan, {total(office)}. Periksa angka yang baru.\n\n"
        f"Kelurahan Kelurahan A\nMasuk ke kecamatan: 2 usulan, {total(office)}. Benar?\n"
        f"Baru sejak Bapak/Ibu lihat: {came.number}\nTidak ada lagi: {gone.number}"
    )
    assert confirmation(office).agrees is False
    lurah.taps("Benar")
    lurah.sees("Sudah Bapak/Ibu konfirmasi.")


def test_difference_is_a_task_until_it_is_settled(
    office: Office, delegate: Phone, lurah: Phone, jfu: Phone
) -> None:
    proposals(office, 10, Status.SUBMITTED, "Siti Aminah")
    about = sent(office)[8]
    lurah.taps("Rekap kelurahan")
    lurah.taps("Ada selisih")
    lurah.sees("Apa yang berbeda?")
    lurah.taps("Isi atau angkanya")
    lurah.sees("Usulan yang mana?")
    lurah.sends("0042")
    lurah.sees("Nomor “0042” tidak ada dalam daftar ini.")
    lurah.taps("▶")
    lurah.taps("0009")
    lurah.sees("Jelaskan selisihnya.")
    lurah.sends("salah")
    lurah.sees("Jawaban ini terlalu singkat (5 huruf).")

    lurah.sends("Biayanya < 120 juta & bukan 190 juta.")

    lurah.sees("Selisih sudah disampaikan kepada JFU kecamatan.")
    note = "Biayanya < 120 juta & bukan 190 juta."
    reads(jfu, f"Lurah Kelurahan A menyatakan ada selisih. Isi atau angkanya: {note}")
    jfu.sends("/tugas")
    jfu.sees("Selisih Kelurahan Kelurahan A belum dijawab: Isi atau angkanya.")
    jfu.taps("Lihat selisih")
    reads(
        jfu,
        f"Kelurahan Kelurahan A\nSelisih: Isi atau angkanya\nUsulan {about.number}: {about.title}, "
        f"{place_words(about)}, Kelurahan A, {rupiah(about.cost)}\n"
        f"Catatan: {note}\nDisampaikan Hj. Nani, 11 Jan 2027 jj.mm WIB.",
    )
    jfu.taps("Jawab")
    jfu.sees("Apa hasil pemeriksaannya?")
    jfu.sends("Sudah diperbaiki delegasi menjadi 120 juta.")

    jfu.sees("Jawaban sudah disampaikan. Lurah diminta memeriksa daftarnya lagi.")
    jfu.sees("Tidak ada selisih yang menunggu jawaban.")
    lurah.sees(f"Selisih: {note}\nJawaban: Sudah diperbaiki delegasi menjadi 120 juta.")
    lurah.taps("Periksa daftar")
    lurah.sees("10 usulan")
    assert "Selisih yang sudah disampaikan" not in lurah.sees("Benar?").text
    lurah.taps("Benar")
    lurah.sees("Sudah Bapak/Ibu konfirmasi.")
    (found,) = differences(office)
    assert (found.kind, found.proposal_id, found.answer) == (
        "angka",
        about.id,
        "Sudah diperbaiki delegasi menjadi 120 juta.",
    )
    alert = jfu.presses(jfu.finds("menyatakan ada selisih"), f"s1:difference:{found.id}")
    assert alert is None or not alert.text
    jfu.sees("✔ Dijawab 11 Jan 2027")


def test_two_of_jfu_answer_one_difference(office: Office, delegate: Phone, lurah: Phone, jfu: Phone) -> None:
    other = office.joins(Post.JFU, "Rina Marlina")
    lurah.taps("Rekap kelurahan")
    lurah.taps("Ada selisih")
    lurah.taps("Ada yang kurang")
    lurah.sends(NOTE)
    for phone in (jfu, other):
        phone.sees(f"Ada yang kurang: {NOTE}")
        phone.taps("Lihat selisih")
        phone.taps("Jawab")
        phone.sees("Apa hasil pemeriksaannya?")

    jfu.sends(ANSWER)
    jfu.sees("Jawaban sudah disampaikan.")
    other.sends("Jawaban kedua yang terlambat.")

    (found,) = differences(office)
    other.sees(f"Selisih ini sudah dijawab {moment(found.settled_at)}: {ANSWER}")
    assert found.answer == ANSWER
    lurah.sees(f"Jawaban: {ANSWER}")
    assert len([one for one in lurah.from_bot if "Jawaban:" in one.text]) == 1


def test_lurah_who_finds_his_list_right_after_all_settles_it_himself(
    office: Office, delegate: Phone, lurah: Phone, jfu: Phone
) -> None:
    proposals(office, 1, Status.SUBMITTED, "Siti Aminah")
    lurah.taps("Rekap kelurahan")
    lurah.taps("Ada selisih")
    lurah.taps("Lainnya")
    lurah.sends("Saya belum sempat memeriksa semuanya.")
    lurah.sees("Selisih sudah disampaikan")
    jfu.taps("Lihat selisih")
    jfu.sees("Selisih: Lainnya")

    lurah.taps("Rekap kelurahan")
    lurah.sees("Selisih yang sudah disampaikan: Saya belum sempat memeriksa semuanya.")
    lurah.taps("Benar")

    lurah.sees("Sudah Bapak/Ibu konfirmasi.")
    jfu.taps("Kembali")
    jfu.sees("Tidak ada selisih yang menunggu jawaban.")
    assert [found.answer for found in differences(office)] == ["Lurah menyatakan daftarnya sudah benar."]


def test_lurah_is_told_when_a_confirmed_list_grows_and_confirms_again(
    office: Office, delegate: Phone, lurah: Phone
) -> None:
    lurah.taps("Rekap kelurahan")
    lurah.taps("Benar")
    lurah.sees("Sudah Bapak/Ibu konfirmasi.")

    number = sends_usulan(delegate)

    reads(
        lurah,
        f"Daftar Kelurahan Kelurahan A yang sudah Bapak/Ibu konfirmasi bertambah usulan {number}. "
        "Mohon diperiksa kembali.",
    )
    lurah.taps("Periksa daftar")
    lurah.sees(f"1 usulan, Rp48.000.000. Benar?\nBaru sejak Bapak/Ibu lihat: {number}")
    lurah.taps("Benar")
    lurah.sees(f"Nomor: {number}.")


def test_lurah_is_told_when_an_import_is_taken_out_of_his_list(
    office: Office, delegate: Phone, lurah: Phone, jfu: Phone
) -> None:
    jfu.sends_document(a_workbook((a_row(), a_row(place="Posyandu RW 06"))), "usulan.xlsx")
    jfu.taps("Masukkan & kirim")
    jfu.sees("Terkirim 2")
    first = sent(office)
    lurah.taps("Rekap kelurahan")
    lurah.taps("Benar")
    lurah.sees("Sudah Bapak/Ibu konfirmasi.")

    jfu.taps("Batalkan impor")
    jfu.taps("Ya, batalkan")

    jfu.sees("Impor dibatalkan: 2 ditarik kembali.")
    lurah.sees(", jadi daftar Kelurahan Kelurahan A yang sudah Bapak/Ibu konfirmasi berubah.")
    lurah.taps("Periksa daftar")
    lurah.sees(f"0 usulan, Rp0. Benar?\nTidak ada lagi: {in_short([one.number for one in first])}")


def test_nobody_else_speaks_for_the_lurah(office: Office, delegate: Phone, jfu: Phone) -> None:
    home = delegate.sees("Musrenbang Kecamatan")

    for word in ("lurah:list", "lurah:right:0", "lurah:wrong", "lurah:frozen:0"):
        alert = delegate.presses(home, word)
        assert alert is not None
        assert alert.text.startswith("Ini tugas Lurah.")
    for word in ("s1:differences:0", "s1:settle:1", "s1:difference:1"):
        alert = delegate.presses(home, word)
        assert alert is not None
        assert alert.text.startswith("Ini tugas JFU.")
    alert = jfu.presses(jfu.sees("Musrenbang Kecamatan"), "s1:difference:999999")
    assert alert is not None
    assert alert.text.startswith("Data itu tidak ditemukan")
    assert office.read(select(Confirmation).where(Confirmation.kecamatan_id == office.kecamatan_id)) == []
