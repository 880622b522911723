"""Step 1 at the desks: the Lurah confirms his list, JFU watches, nudges, enters for others, and closes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import select

from demo.phone import Phone
from models.enums import Status, StepState
from models.people import Person
from models.posts import Post
from models.proposal import Confirmation, Proposal
from models.recap import Snapshot
from models.season import Letter, Run
from tests.step1_recap.intake_paper import paper
from tests.support.office import Bureau, Office
from tests.support.seed import proposals
from tests.support.usulan import TITLE, comes_to, goes_on, presses_send, reads, row, speaks_plainly
from texts.figures import moment, rupiah


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


def total(office: Office) -> int:
    query = select(Proposal.cost).where(
        Proposal.kecamatan_id == office.kecamatan_id, Proposal.status == Status.SUBMITTED
    )
    return sum(office.read(query))


def confirmation(office: Office) -> Confirmation:
    found: Confirmation = office.read(
        select(Confirmation).where(Confirmation.kecamatan_id == office.kecamatan_id)
    )[0]
    return found


# ---- JFU's board


def test_board_shows_where_each_kelurahan_stands(
    office: Office, delegate: Phone, lurah: Phone, jfu: Phone
) -> None:
    office.joins(Post.DELEGASI, "Wawan", "Kelurahan B")
    proposals(office, 2, Status.SUBMITTED, "Siti Aminah")
    first = rupiah(total(office))
    lurah.taps("Rekap kelurahan")
    lurah.taps("Benar")
    lurah.sees("Sudah Bapak/Ibu konfirmasi.")
    comes_to(office.people["Wawan"], "place")

    jfu.taps("Rekap masuk")
    reads(
        jfu,
        f"Rekap hasil Musrenbang Kelurahan\nTenggat: belum ditetapkan.\n2 usulan masuk, {first}. Draf belum "
        "dikirim: 1.\nDikonfirmasi Lurah: 1 dari 3 kelurahan.",
    )
    jfu.taps("Daftar kelurahan")

    reads(
        jfu,
        f"Kelurahan dan hasilnya\n✔ Kelurahan A: 2 usulan, {first}, dikonfirmasi\n"
        "· Kelurahan B: baru 1 draf\n· Kelurahan C: belum ada",
    )
    jfu.taps("Kelurahan A")
    reads(
        jfu,
        f"Kelurahan Kelurahan A\n✔ Kelurahan A: 2 usulan, {first}, dikonfirmasi\nLurah: Hj. Nani\n"
        "Delegasi: Siti Aminah\nSurat masuk belum dicatat.",
    )
    jfu.taps("Lihat usulan")
    jfu.sees(f"Kelurahan Kelurahan A: 2 usulan, {first}")


@pytest.mark.parametrize(
    "word", ["s1:home", "s1:board:0", "s1:nudge", "s1:behalf:0", "s1:close", "s1:closed"]
)
def test_desk_of_step_one_is_closed_to_delegates(delegate: Phone, word: str) -> None:
    alert = delegate.presses(delegate.sees("Musrenbang Kecamatan"), word)

    assert alert is not None
    assert alert.text.startswith("Ini tugas JFU")


def test_sekretaris_watches_but_has_no_buttons_of_the_desk(office: Office) -> None:
    sekretaris = office.joins(Post.SEKRETARIS, "Rudi Hartono")

    sekretaris.presses(sekretaris.sees("Musrenbang Kecamatan"), "s1:home")

    sekretaris.sees("Rekap hasil Musrenbang Kelurahan")
    assert sekretaris.buttons == ["Daftar kelurahan", "Rekap usulan", "Menu"]


def test_usulan_command_opens_the_desk_of_jfu(jfu: Phone) -> None:
    jfu.sends("/usulan")

    jfu.sees("Rekap hasil Musrenbang Kelurahan")
    assert jfu.buttons == [
        *("Daftar kelurahan", "Rekap usulan", "Ingatkan", "Isi atas nama"),
        *("Impor Excel", "Perlu ditelepon (3)", "Tutup penerimaan", "Menu"),
    ]


def test_nudge_reaches_everybody_who_owes_something_once(
    office: Office, delegate: Phone, lurah: Phone, jfu: Phone
) -> None:
    other = office.joins(Post.DELEGASI, "Wawan", "Kelurahan B")
    proposals(office, 1, Status.SUBMITTED, "Siti Aminah")
    for _ in range(2):
        comes_to(delegate, "problem")
        delegate.taps("Simpan & keluar")
    jfu.taps("Rekap masuk")

    jfu.taps("Ingatkan")

    jfu.sees("3 orang sudah diingatkan.")
    head = "mohon diselesaikan sebelum penerimaan usulan ditutup:"
    draft = f"Draf belum dikirim: {TITLE}, Kelurahan A."
    reads(delegate, f"Yth. Siti Aminah, {head}\n• {draft}\n• {draft}")
    reads(lurah, f"Yth. Hj. Nani, {head}\n• Daftar 1 usulan Kelurahan Kelurahan A belum dikonfirmasi.")
    reads(other, f"Yth. Wawan, {head}\n• Kelurahan Kelurahan B belum mengirim usulan.")


def test_nobody_is_nudged_twice_on_a_day(own_bureau: Bureau) -> None:
    office = own_bureau.office()
    jfu, siti = office.joins(Post.JFU, "Dedi"), office.joins(Post.DELEGASI, "Siti", "Kelurahan A")
    wawan = office.joins(Post.DELEGASI, "Wawan", "Kelurahan B")
    jfu.taps("Rekap masuk")
    jfu.taps("Daftar kelurahan")
    jfu.taps("Kelurahan A")
    jfu.taps("Ingatkan")
    jfu.sees("1 orang sudah diingatkan.")
    siti.sees("Kelurahan Kelurahan A belum mengirim usulan.")
    jfu.taps("Ingatkan")
    jfu.sees("1 orang yang belum menyelesaikan sudah diingatkan hari ini.")
    jfu.sends("/usulan")
    jfu.sees("Dikonfirmasi Lurah: 0 dari 3")

    jfu.taps("Ingatkan")  # of all kelurahan: the one who has not heard it today

    jfu.sees("1 orang sudah diingatkan.")
    wawan.sees("Kelurahan Kelurahan B belum mengirim usulan.")
    jfu.taps("Ingatkan")
    jfu.sees("2 orang yang belum menyelesaikan sudah diingatkan hari ini.")
    own_bureau.turns_clock(hours=14, minutes=30)
    jfu.taps("Ingatkan")
    jfu.sees("2 orang sudah diingatkan.")
    for phone in (siti, wawan):
        phone.waits_for(lambda eyes: len([m for m in eyes.from_bot if m.text.startswith("Yth.")]) == 2)


# ---- on behalf, letters


def test_jfu_enters_an_usulan_for_a_delegate_who_is_told(office: Office, delegate: Phone, jfu: Phone) -> None:
    jfu.taps("Rekap masuk")
    jfu.taps("Isi atas nama")
    jfu.taps("Kelurahan A")
    jfu.taps("Siti Aminah")
    jfu.sees("Diisi atas nama Siti Aminah, Kelurahan Kelurahan A.")
    goes_on(jfu, "kamus")
    assert "atas nama Siti Aminah." in jfu.sees("Periksa sekali lagi").text

    number = presses_send(jfu)

    reads(
        delegate,
        f"Usulan {number} telah dikirim kecamatan atas nama Bapak/Ibu: "
        "Pembangunan saluran drainase lingkungan (U-ditch atau pasangan batu), Gang Mawar depan musala, "
        "RT 03/RW 05, Kelurahan A, Rp48.000.000.",
    )
    delegate.taps("Lihat usulan")
    delegate.sees("Status: 🟡 Menunggu verifikasi")


def test_jfu_enters_an_usulan_for_somebody_without_telegram(office: Office, jfu: Phone) -> None:
    for _ in range(2):  # known again by the name
        jfu.sends("/usulan")
        jfu.taps("Isi atas nama")
        jfu.taps("Kelurahan B")
        jfu.taps("Orang lain")
        jfu.sees("Siapa nama lengkap pengusul?")
        jfu.sends("Ahmad Fauzi")
        jfu.sees("Nomor HP pengusul?")
        jfu.taps("Lewati")
        goes_on(jfu, "kamus")
        presses_send(jfu)

    query = select(Person).where(Person.kecamatan_id == office.kecamatan_id, Person.name == "Ahmad Fauzi")
    people = office.read(query)
    assert [(person.name, person.telegram_id) for person in people] == [("Ahmad Fauzi", None)]
    assert row(office).kelurahan.name == "Kelurahan B"


def test_jfu_goes_on_with_what_he_began_for_somebody(office: Office, delegate: Phone, jfu: Phone) -> None:
    jfu.taps("Rekap masuk")
    jfu.taps("Isi atas nama")
    jfu.taps("Kelurahan A")
    jfu.taps("Siti Aminah")
    goes_on(jfu, "kamus", "place")
    jfu.taps("Simpan & keluar")

    jfu.taps("Rekap masuk")
    jfu.taps("Lanjutkan draf 1")
    jfu.taps("Lanjutkan 1")

    goes_on(jfu, "place")
    presses_send(jfu)


@pytest.mark.parametrize(
    ("typed", "noted"), [("5 Januari 2027", "2027-01-05"), ("5/1", "2027-01-05"), ("20/12", "2026-12-20")]
)
def test_letter_of_a_kelurahan_is_noted(office: Office, jfu: Phone, typed: str, noted: str) -> None:
    letter_of(jfu)

    jfu.sends(typed)

    jfu.sees("Surat masuk dari Kelurahan Kelurahan A sudah dicatat.")
    jfu.sees("Surat masuk: 005/12-Kel.A")
    letters = office.read(select(Letter).where(Letter.kecamatan_id == office.kecamatan_id))
    assert [(one.direction, one.number, one.day.isoformat()) for one in letters] == [
        ("masuk", "005/12-Kel.A", noted)
    ]


def letter_of(jfu: Phone) -> None:
    """Up to the day of the letter."""
    jfu.taps("Rekap masuk")
    jfu.taps("Daftar kelurahan")
    jfu.taps("Kelurahan A")
    jfu.taps("Catat surat masuk")
    jfu.sees("Nomor surat pengantar")
    jfu.sends("005/12-Kel.A")
    jfu.sees("Tanggal suratnya?")


def test_letter_of_tomorrow_is_questioned(office: Office, jfu: Phone) -> None:
    letter_of(jfu)

    jfu.sends("12 Januari 2027")

    jfu.sees("Tanggal Selasa, 12 Januari 2027 belum tiba. Periksa lagi tanggal suratnya.")
    jfu.sees("Tanggal suratnya?")


# ---- closing


def test_intake_without_any_usulan_stays_open(jfu: Phone) -> None:
    jfu.taps("Rekap masuk")

    jfu.taps("Tutup penerimaan")

    jfu.sees(
        "Belum ada satu pun usulan yang masuk. Penerimaan belum bisa ditutup."
    )  # before he wrote a reason


def test_gaps_need_a_reason(office: Office, delegate: Phone, jfu: Phone) -> None:
    proposals(office, 1, Status.SUBMITTED, "Siti Aminah")

    alert = jfu.presses(jfu.sees("Musrenbang Kecamatan"), "s1:closed")

    assert alert is not None
    assert alert.text == "3 kelurahan belum dikonfirmasi Lurahnya. Tutup dengan alasan, atau tunggu."


def test_closing_with_a_reason_makes_both_papers_and_opens_step_two(
    office: Office, delegate: Phone, lurah: Phone, jfu: Phone
) -> None:
    head = office.joins(Post.KEPALA_BIDANG, "Bambang Setiawan")
    office.joins(Post.DELEGASI, "Wawan", "Kelurahan B")
    proposals(office, 5, Status.SUBMITTED, "Siti Aminah")
    proposals(office, 2, Status.SUBMITTED, "Wawan", "Kelurahan B")
    lurah.taps("Rekap kelurahan")
    lurah.taps("Benar")
    lurah.sees("Sudah Bapak/Ibu konfirmasi.")
    jfu.taps("Rekap masuk")
    jfu.taps("Tutup penerimaan")
    jfu.sees("2 kelurahan belum dikonfirmasi Lurahnya:")
    jfu.taps("Tutup dengan alasan")
    jfu.sees("Mengapa ditutup sebelum semua dikonfirmasi?")

    jfu.sends("Tenggat kecamatan sudah lewat.")
    jfu.taps("Ya, tutup")

    head.sees("Langkah 2 dibuka", within=60)
    reads(
        head,
        "Langkah 2 dibuka: giliran Bapak/Ibu.\nMem-Verifikasi hasil Musrenbang Kelurahan.\n"
        "Tenggat: belum ditetapkan.\n⚠ Langkah 1 ditutup sebagaimana adanya. "
        "Alasan: Tenggat kecamatan sudah lewat.",
    )
    every = office.read(
        select(Proposal).where(Proposal.kecamatan_id == office.kecamatan_id).order_by(Proposal.id)
    )
    sums = [rupiah(sum(one.cost for one in part)) for part in (every[:5], every[5:], every)]
    (snapshot,) = office.read(select(Snapshot).where(Snapshot.season_id == office.season_id))
    assert (snapshot.edition, snapshot.count) == (1, 7)
    for label in ("Rekap kelurahan", "Pra Musrenbang"):
        told = paper(jfu, label)
        for one in every:
            assert one.number in told
            assert rupiah(one.cost) in told
        assert f"Jumlah Kelurahan Kelurahan A (5 usulan) {sums[0]}" in told
        assert f"Jumlah Kelurahan Kelurahan B (2 usulan) {sums[1]}" in told
        assert f"Jumlah Kecamatan {office.name} (7 usulan) {sums[2]}" in told
        assert f"Sumber: Rekap v1, {moment(snapshot.at)}, sidik jari {snapshot.sha256[:8]}" in told
    runs = {run.step: run for run in office.read(select(Run).where(Run.season_id == office.season_id))}
    assert (runs["step1_recap"].state, runs["step1_recap"].override) == (
        StepState.CLOSED,
        "Tenggat kecamatan sudah lewat.",
    )
    speaks_plainly(head)


def test_who_has_not_sent_yet_hears_that_the_intake_is_closed(
    office: Office, delegate: Phone, jfu: Phone
) -> None:
    proposals(office, 1, Status.SUBMITTED, "Siti Aminah")
    wawan = office.joins(Post.DELEGASI, "Wawan", "Kelurahan B")
    comes_to(wawan, "volume")
    jfu.taps("Rekap masuk")
    jfu.taps("Tutup penerimaan")
    jfu.taps("Tutup dengan alasan")
    jfu.sends("Tenggat kecamatan sudah lewat.")
    jfu.taps("Ya, tutup")

    wawan.sees(
        "Penerimaan usulan sudah ditutup. 1 draf Bapak/Ibu belum terkirim dan tetap tersimpan; hubungi JFU"
    )
    wawan.sends("/start")
    wawan.sees("⚠️ Penerimaan usulan sudah ditutup; draf Bapak/Ibu belum terkirim.")
    assert not any("belum terkirim" in message.text for message in delegate.from_bot)


def test_closing_when_every_lurah_agreed_needs_no_reason(bureau: Bureau) -> None:
    office = bureau.office(kelurahan=1)
    jfu = office.joins(Post.JFU, "Dedi Kurnia")
    lurah = office.joins(Post.LURAH, "Hj. Nani", "Kelurahan A")
    delegate = office.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
    proposals(office, 1, Status.SUBMITTED, "Siti Aminah")
    comes_to(delegate, "card")
    lurah.taps("Rekap kelurahan")
    lurah.taps("Benar")
    lurah.sees("Sudah Bapak/Ibu konfirmasi.")
    jfu.taps("Rekap masuk")
    jfu.taps("Tutup penerimaan")
    jfu.sees(
        "Semua kelurahan sudah dikonfirmasi.\n1 draf belum dikirim dan tidak ikut direkap:\n"
        "· Kelurahan A: Siti Aminah, 1 draf\nTutup penerimaan dan buat rekap?"
    )

    jfu.taps("Ya, tutup")

    jfu.sees("Langkah 1 selesai", within=60)
    assert "dikonfirmasi 11 Jan 2027" in paper(jfu, "Rekap kelurahan")
    delegate.taps("Kirim usulan")
    delegate.sees("Penerimaan usulan belum dibuka atau sudah ditutup. Draf Bapak/Ibu tetap tersimpan")
    assert row(office).status == Status.DRAFT


def test_closing_twice_is_refused(office: Office, delegate: Phone, jfu: Phone) -> None:
    proposals(office, 1, Status.SUBMITTED, "Siti Aminah")
    jfu.taps("Rekap masuk")
    jfu.taps("Tutup penerimaan")
    jfu.taps("Tutup dengan alasan")
    jfu.sees("Mengapa ditutup")
    jfu.sends("Tenggat kecamatan sudah lewat.")
    jfu.taps("Ya, tutup")
    jfu.sees("Langkah 1 selesai", within=60)

    alert = jfu.presses(jfu.sees("Musrenbang Kecamatan"), "s1:closed")

    assert alert is not None
    assert alert.text == "Langkah ini belum dibuka atau sudah selesai."
