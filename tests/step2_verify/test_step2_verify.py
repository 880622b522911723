"""Step 2 through the chat: the queue, the four verdicts with their reasons, the return road, the paper."""

from __future__ import annotations

import io
from pathlib import Path
from threading import Barrier, Thread

import pytest
from PIL import Image
from pypdf import PdfReader
from sqlalchemy import select
from sqlalchemy.orm.exc import StaleDataError

from demo.phone import Message, Phone
from models.enums import Stage, Status, StepState
from models.log import LogEntry
from models.paper import Paper
from models.people import Person
from models.posts import Post
from models.proposal import Proposal, ProposalVersion, Verdict
from models.season import Run
from sop.core.refused import Refused
from sop.step2_verify.step import decide
from tests.support.office import Bureau, Office
from tests.support.seed import at_step, proposals


@pytest.fixture
def delegate(office: Office) -> Phone:
    return office.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")


@pytest.fixture
def head(office: Office) -> Phone:
    return office.joins(Post.KEPALA_BIDANG, "Bambang Setiawan")


def begins(office: Office, head: Phone, count: int = 3, status: Status = Status.SUBMITTED) -> list[int]:
    """Usulan of Siti Aminah wait, and the head of the bidang has opened the step."""
    made = proposals(office, count, status, "Siti Aminah")
    at_step(office, 2)
    opens(head)
    return made


def opens(phone: Phone) -> None:
    phone.sends("/tugas")
    phone.sees("Tugas Bapak/Ibu")
    phone.taps("Langkah 2")
    phone.sees("Langkah 2. Verifikasi usulan")


def row(office: Office, id: int) -> Proposal:
    return office.read(select(Proposal).where(Proposal.id == id))[0]


def number(office: Office, id: int) -> str:
    return row(office, id).number or ""


def run(office: Office) -> Run:
    return office.read(select(Run).where(Run.season_id == office.season_id, Run.step == "step2_verify"))[0]


def card_of(head: Phone, office: Office, id: int) -> Message:
    return head.sees(f"{number(office, id)} · Kelurahan A")


def paper_text(phone: Phone, message: Message) -> str:
    pages = PdfReader(io.BytesIO(phone.downloads(message))).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


# ---- the queue


def test_home_tells_how_many_wait(office: Office, delegate: Phone, head: Phone) -> None:
    begins(office, head, 3)

    assert "3 menunggu · 0 lewat tenggat\n0 dikembalikan, 0 selesai." in head.screen
    assert head.buttons == ["Mulai 3", "Daftar antrean", "Saring & cari", "Menu"]


def test_card_has_all_there_is_to_judge(office: Office, delegate: Phone, head: Phone) -> None:
    first, *_ = begins(office, head)
    head.taps("Mulai")

    card = card_of(head, office, first)
    usulan = row(office, first)

    assert "ke-1 dari 3" in card.text
    for words in (usulan.title, usulan.problem, "Jl. Melati 1, RT 02/RW 02", "Penerima: 11 KK, 41 jiwa"):
        assert str(words) in card.text
    assert "rupiah)" in card.text
    assert card.text.count("\n") < 12
    assert card.labels == [
        "Layak",
        "Perlu perbaikan",
        "Tidak layak",
        "Dicatat",
        "Selengkapnya",
        "Lainnya",
        "Lewati dulu",
        "Antrean",
    ]


def test_next_card_appears_in_the_same_message(office: Office, delegate: Phone, head: Phone) -> None:
    first, second, _ = begins(office, head)
    head.taps("Mulai")
    before = card_of(head, office, first)

    head.taps("Layak")
    after = card_of(head, office, second)

    assert after.id == before.id
    assert f"✔ {number(office, first)}: Layak." in after.text
    delegate.sees(f"Usulan {number(office, first)}")
    assert "dinyatakan Layak dan dibawa ke Musrenbang Kecamatan." in delegate.screen
    assert row(office, first).status == Status.VERIFIED


def test_skipped_usulan_comes_again_after_the_others(office: Office, delegate: Phone, head: Phone) -> None:
    first, second = begins(office, head, 2)
    head.taps("Mulai")
    card_of(head, office, first)

    head.taps("Lewati dulu")
    card_of(head, office, second)
    head.taps("Lewati dulu")

    assert "ke-1 dari 2" in card_of(head, office, first).text


def test_place_in_the_queue_is_kept(office: Office, delegate: Phone, head: Phone) -> None:
    first, second, _ = begins(office, head)
    head.taps("Mulai")
    card_of(head, office, first)
    head.taps("Lewati dulu")
    card_of(head, office, second)
    head.sends("/status")
    head.sees("Musrenbang Kecamatan Uji")

    opens(head)
    head.taps("Mulai")

    assert "ke-2 dari 3" in card_of(head, office, second).text


def test_whole_text_is_behind_selengkapnya(office: Office, delegate: Phone, head: Phone) -> None:
    first, *_ = begins(office, head)
    with office.bureau.database.unit(office.bureau.now()) as unit:
        unit.session.get_one(Proposal, first).problem = "Air meluap ke rumah <RT 02> & musala. " * 20
    head.taps("Mulai")
    assert "…" in card_of(head, office, first).text

    head.taps("Selengkapnya")
    whole = head.sees("Harga kamus")

    assert whole.text.count("Air meluap ke rumah <RT 02> & musala.") == 20
    head.taps("Kembali")
    head.sees("ke-1 dari 3")


def test_price_above_the_kamus_is_pointed_out(office: Office, delegate: Phone, head: Phone) -> None:
    first, *_ = begins(office, head)
    with office.bureau.database.unit(office.bureau.now()) as unit:
        usulan = unit.session.get_one(Proposal, first)
        usulan.cost = (usulan.cost or 0) + 2_500_000
    head.taps("Mulai")

    assert "⚠️ Lebih Rp2.500.000 dari harga kamus" in card_of(head, office, first).text


@pytest.mark.parametrize(
    ("outside", "words"),
    [
        (False, "⚠️ Biayanya jauh di bawah harga kamus (Rp1.650.000.000); mungkin kurang angka nol."),
        (True, "⚠️ Biayanya terlalu kecil untuk satu usulan; mungkin kurang angka nol."),
    ],
)
def test_price_that_lost_its_thousands_is_pointed_out(
    office: Office, delegate: Phone, head: Phone, outside: bool, words: str
) -> None:
    first, *_ = begins(office, head)
    with office.bureau.database.unit(office.bureau.now()) as unit:
        usulan = unit.session.get_one(Proposal, first)
        usulan.cost = 50
        if outside:
            usulan.kamus_id, usulan.outside_kamus = None, True
    head.taps("Mulai")

    assert words in card_of(head, office, first).text.splitlines()


# ---- verdicts with a reason


def test_return_leads_to_one_field_and_is_told_word_for_word(
    office: Office, delegate: Phone, head: Phone
) -> None:
    jfu = office.joins(Post.JFU, "Dewi Lestari")
    first, second, _ = begins(office, head)
    head.taps("Mulai")
    card_of(head, office, first)
    head.taps("Perlu perbaikan")
    head.sees("bagian mana yang perlu diperbaiki?")
    head.taps("volume")
    head.sees("mengapa volume perlu diperbaiki?")
    head.sends("Gang itu hanya 40 m, bukan <400> m.")

    card_of(head, office, second)
    told = delegate.sees("perlu diperbaiki pada bagian volume")
    jfu.sees(
        "dikembalikan kepada pengusulnya pada bagian volume.\nAlasan: Gang itu hanya 40 m, bukan <400> m."
    )

    assert "Alasan: Gang itu hanya 40 m, bukan <400> m." in told.text
    assert told.labels == ["Perbaiki"]
    usulan = row(office, first)
    assert (usulan.status, usulan.return_field, usulan.reason) == (
        Status.RETURNED,
        "volume",
        "Gang itu hanya 40 m, bukan <400> m.",
    )


def test_coded_reason_and_note_are_told_word_for_word(office: Office, delegate: Phone, head: Phone) -> None:
    first, second, _ = begins(office, head)
    head.taps("Mulai")
    card_of(head, office, first)
    head.taps("Tidak layak")
    head.sees("mengapa tidak layak?")
    assert [label for label in head.buttons if label not in ("Batalkan", "Simpan & keluar")] == [
        "Duplikat",
        "Alamat salah",
        "Bukan kewenangan",
        "Sudah dianggarkan",
        "Salah OPD",
        "Lahan belum siap",
        "Data kurang",
        "Belum diperlukan",
        "Tidak sesuai aturan",
        "Lainnya",
    ]
    head.taps("Duplikat")
    head.sees("Tulis catatan untuk pengusul")
    head.sends("RW 03")
    head.sees("terlalu singkat")
    head.sends("Sama dengan <b>usulan</b> RW 03 & RW 04.")

    card_of(head, office, second)
    delegate.sees("dinyatakan Tidak layak.")

    assert "Alasan: Duplikat: Sama dengan <b>usulan</b> RW 03 & RW 04." in delegate.screen
    assert row(office, first).reason == "Duplikat: Sama dengan <b>usulan</b> RW 03 & RW 04."
    (verdict,) = office.read(select(Verdict).where(Verdict.proposal_id == first))
    assert (verdict.code, verdict.reason) == ("duplicate", row(office, first).reason)


def test_other_reason_is_the_note_alone(office: Office, delegate: Phone, head: Phone) -> None:
    (first,) = begins(office, head, 1)
    head.taps("Mulai")
    card_of(head, office, first)
    head.taps("Tidak layak")
    head.sees("mengapa tidak layak?")
    head.taps("Lainnya")
    head.sees("Tulis catatan untuk pengusul")

    assert "Pakai kalimat ini" not in head.buttons
    head.sends("Warga sekitar menolak pekerjaan ini.")

    delegate.sees("Alasan: Warga sekitar menolak pekerjaan ini.")
    (verdict,) = office.read(select(Verdict).where(Verdict.proposal_id == first))
    assert (verdict.code, verdict.reason) == ("other", "Warga sekitar menolak pekerjaan ini.")


def test_what_is_not_the_citys_is_noted(office: Office, delegate: Phone, head: Phone) -> None:
    first, second, _ = begins(office, head)
    head.taps("Mulai")
    card_of(head, office, first)
    head.taps("Dicatat")
    head.sees("hanya dicatat")
    head.taps("Pemerintah pusat")
    head.sees("Tulis catatan untuk pengusul")
    head.taps("Pakai kalimat ini")

    assert f"✎ {number(office, first)}: Dicatat." in card_of(head, office, second).text
    delegate.sees("Dicatat dalam berita acara karena bukan kewenangan kota.")
    assert row(office, first).status == Status.NOTED


def test_reason_that_is_too_short_is_asked_again(office: Office, delegate: Phone, head: Phone) -> None:
    first, *_ = begins(office, head)
    head.taps("Mulai")
    card_of(head, office, first)
    head.taps("Tidak layak")
    head.sees("mengapa tidak layak?")
    head.sends("salah")

    assert "Mohon tulis sedikitnya 10 huruf." in head.sees("terlalu singkat").text
    assert "mengapa tidak layak?" in head.screen
    assert row(office, first).status == Status.SUBMITTED


def test_cancelled_verdict_leaves_the_card(office: Office, delegate: Phone, head: Phone) -> None:
    first, *_ = begins(office, head)
    head.taps("Mulai")
    card_of(head, office, first)
    head.taps("Dicatat")
    head.sees("hanya dicatat")
    head.taps("Batalkan")

    assert "ke-1 dari 3" in card_of(head, office, first).text
    assert office.read(select(Verdict).where(Verdict.proposal_id == first)) == []


def test_reason_begun_for_another_verdict_is_not_taken_over(
    office: Office, delegate: Phone, head: Phone
) -> None:
    first, *_ = begins(office, head)
    head.taps("Mulai")
    card_of(head, office, first)
    head.taps("Perlu perbaikan")
    head.sees("bagian mana")
    head.taps("foto")
    head.sees("mengapa foto perlu diperbaiki?")
    head.taps("Simpan & keluar")
    card_of(head, office, first)
    head.taps("Tidak layak")

    assert "mengapa tidak layak?" in head.sees("Pilih alasannya").text


def test_every_verdict_is_kept_and_logged(office: Office, delegate: Phone, head: Phone) -> None:
    first, second, _ = begins(office, head)
    head.taps("Mulai")
    card_of(head, office, first)
    head.taps("Layak")
    card_of(head, office, second)

    (verdict,) = office.read(select(Verdict).where(Verdict.proposal_id == first))
    (entry,) = office.read(
        select(LogEntry).where(LogEntry.act == "proposal.decided", LogEntry.subject == f"proposal:{first}")
    )

    assert (verdict.outcome, verdict.revision, verdict.reason) == (Status.VERIFIED, 1, None)
    assert entry.facts == {"outcome": "terverifikasi", "revision": 1, "field": None, "code": None}


# ---- the return road


def mends(office: Office, id: int, **changed: object) -> None:
    """The usulan comes back from its author, as step 1 sends it."""
    with office.bureau.database.unit(office.bureau.now()) as unit:
        usulan = unit.session.get_one(Proposal, id)
        before = {"volume": "11 m", "title": usulan.title}
        facts = {
            "kecamatan_id": usulan.kecamatan_id,
            "proposal_id": id,
            "at": unit.now,
            "by_id": usulan.author_id,
        }
        unit.add(ProposalVersion(revision=1, fields=before, values={}, **facts))
        unit.add(ProposalVersion(revision=2, fields=before | changed, values={}, **facts))
        usulan.status, usulan.revision, usulan.reason, usulan.return_field = Status.SUBMITTED, 2, None, None


def returns(office: Office, head: Phone, id: int) -> None:
    """Perlu perbaikan, on the card that is open."""
    card_of(head, office, id)
    head.taps("Perlu perbaikan")
    head.sees("bagian mana")
    head.taps("volume")
    head.sees("mengapa volume")
    head.taps("Volume tidak wajar")
    head.sees("Tulis catatan untuk pengusul")
    head.taps("Pakai kalimat ini")
    head.sees(f"↩ {number(office, id)}: dikembalikan")


def test_usulan_that_comes_back_shows_what_changed(office: Office, delegate: Phone, head: Phone) -> None:
    (only,) = begins(office, head, 1)
    head.taps("Mulai")
    returns(office, head, only)
    mends(office, only, volume="60 m")

    opens(head)
    head.taps("Mulai")

    assert "Berubah sejak dikembalikan: volume 11 m → 60 m" in card_of(head, office, only).text


def test_card_read_before_the_correction_decides_nothing(
    office: Office, delegate: Phone, head: Phone
) -> None:
    (only,) = begins(office, head, 1)
    head.taps("Mulai")
    old = card_of(head, office, only)
    returns(office, head, only)
    mends(office, only, volume="60 m")

    answer = head.presses(old, f"s2:ok:{only}:1")

    assert answer is not None
    assert "sudah dikirim ulang dengan perubahan" in answer.text
    assert row(office, only).status == Status.SUBMITTED


def test_returned_usulan_can_still_be_refused(office: Office, delegate: Phone, head: Phone) -> None:
    (only,) = begins(office, head, 1)
    head.taps("Mulai")
    returns(office, head, only)
    delegate.sees("perlu diperbaiki")
    head.taps("Dikembalikan")
    head.sees("Sedang diperbaiki pengusul")
    head.taps("0001")
    head.sees("Perlu perbaikan")
    head.taps("Tidak layak")
    head.sees("mengapa tidak layak?")
    head.taps("Sudah dianggarkan")
    head.sees("Tulis catatan untuk pengusul")
    head.taps("Pakai kalimat ini")

    head.sees(f"✖ {number(office, only)}: Tidak layak.")
    delegate.sees("dinyatakan Tidak layak.")
    said = f"Putusan terbaru untuk {number(office, only)}: Tidak layak."
    delegate.waits_for(lambda phone: said in phone.shows())
    assert all("Perbaiki" not in message.labels for message in delegate.from_bot)


def test_verdict_by_mistake_goes_back_into_the_queue(office: Office, delegate: Phone, head: Phone) -> None:
    secretary = office.joins(Post.SEKRETARIS, "Rudi Hartono")
    (only,) = begins(office, head, 1)
    head.taps("Mulai")
    card_of(head, office, only)
    head.taps("Layak")
    head.sees("0 menunggu · 0 lewat tenggat\n0 dikembalikan, 1 selesai.")
    head.taps("Sudah diputus")
    head.sees("Sudah diputuskan")
    head.taps("0001")
    head.sees("Kelurahan A · 🟢 Layak")
    assert "Periksa ulang" not in head.buttons
    answer = head.presses(head.from_bot[-1], f"s2:again:{only}:1")
    assert answer is not None
    assert answer.text.startswith("Ini tugas Sekretaris Kecamatan.")

    secretary.sends("/status")
    secretary.presses(secretary.sees("Musrenbang Kecamatan Uji"), f"s2:one:{only}")
    secretary.sees("Kelurahan A · 🟢 Layak")
    secretary.taps("Periksa ulang")
    secretary.sees("mengapa putusannya ditarik?")
    secretary.sends("Salah tekan, lokasinya belum jelas.")

    secretary.sees("1 menunggu · 0 lewat tenggat\n0 dikembalikan, 0 selesai.")
    delegate.sees("ditarik; usulan akan diperiksa ulang.\nAlasan: Salah tekan, lokasinya belum jelas.")
    assert row(office, only).status == Status.SUBMITTED


def test_delegate_has_the_return_among_his_tasks(office: Office, delegate: Phone, head: Phone) -> None:
    (only,) = begins(office, head, 1)
    head.taps("Mulai")
    returns(office, head, only)

    delegate.sends("/tugas")

    owed = f"Usulan {number(office, only)} perlu perbaikan: Volume tidak wajar untuk usulan ini."
    assert owed in delegate.sees("Tugas Bapak/Ibu").text


def submits(delegate: Phone) -> None:
    """An usulan of drainase, 40 m, by the form of step 1."""
    picture = io.BytesIO()
    Image.new("RGB", (320, 240), "brown").save(picture, "JPEG")
    delegate.taps("Buat usulan")
    delegate.sees("Apa yang ingin diusulkan?")
    delegate.taps(next(label for label in delegate.buttons if "rainase" in label))
    delegate.taps("Pakai jenis ini")
    delegate.sees("Apa masalahnya")
    delegate.sends("Saluran tersumbat, air meluap ke 20 rumah setiap hujan.")
    delegate.sees("Di mana lokasinya")
    delegate.sends("Gang Mawar depan musala, RT 03/RW 05")
    delegate.sees("Titik lokasi")
    delegate.taps("Lewati")
    delegate.sees("Berapa volumenya")
    delegate.sends("40")
    delegate.taps("Pakai harga kamus")
    delegate.sees("penerima")
    delegate.sends("25 KK 90 jiwa")
    delegate.taps("Segera")
    delegate.taps("Siap")
    delegate.sees("Kirim 1 sampai 3 foto")
    delegate.sends_photo(picture.getvalue())
    delegate.taps("Selesai")
    delegate.taps("Kirim usulan")
    delegate.sees("Usulan diterima")


def test_return_road_leads_to_the_field_and_back(office: Office, delegate: Phone, head: Phone) -> None:
    submits(delegate)
    at_step(office, 2)
    (usulan,) = office.read(select(Proposal).where(Proposal.season_id == office.season_id))
    opens(head)
    head.taps("Mulai")
    returns(office, head, usulan.id)

    delegate.sees("perlu diperbaiki pada bagian volume")
    delegate.taps("Perbaiki")
    delegate.sees("Berapa volumenya")
    delegate.sends("60")
    delegate.sees("Periksa sekali lagi")
    delegate.taps("Kirim usulan")
    delegate.sees(f"✔ {usulan.number} sudah diperbaiki dan dikirim kembali.")

    head.sees(f"Usulan {usulan.number} sudah diperbaiki dan kembali ke antrean")
    opens(head)
    head.taps("Mulai")
    card = card_of(head, office, usulan.id)
    assert "Berubah sejak dikembalikan: volume 40 m → 60 m, biaya Rp" in card.text
    assert (row(office, usulan.id).revision, row(office, usulan.id).return_field) == (2, None)


def test_what_its_author_mended_unasked_was_not_returned(
    office: Office, delegate: Phone, head: Phone
) -> None:
    submits(delegate)
    delegate.sends("1")
    delegate.taps("Perbaiki sendiri")
    delegate.taps("Ubah")
    delegate.taps("Volume")
    delegate.sends("60")
    delegate.taps("Kirim usulan")
    at_step(office, 2)
    opens(head)
    head.taps("Mulai")

    (usulan,) = office.read(select(Proposal).where(Proposal.season_id == office.season_id))
    card = card_of(head, office, usulan.id).text
    assert "Diubah pengusul sendiri: volume 40 m → 60 m" in card
    assert "dikembalikan" not in card


def test_photos_are_shown_below_the_card(office: Office, delegate: Phone, head: Phone) -> None:
    submits(delegate)
    at_step(office, 2)
    opens(head)
    head.taps("Mulai")
    head.taps("Lihat foto")

    assert head.sees("Foto 1 dari 1, usulan US-2028").photo is not None


# ---- who may not, and what is too late


def test_only_the_executor_decides(office: Office, delegate: Phone, head: Phone) -> None:
    jfu = office.joins(Post.JFU, "Dewi Lestari")
    first, *_ = begins(office, head)
    jfu.sends("/status")
    card = jfu.sees("Musrenbang Kecamatan Uji")

    for data in (f"s2:ok:{first}:1", f"s2:refuse:{first}:1", "s2:finish", "s2:finished"):
        answer = jfu.presses(card, data)
        assert answer is not None
        assert answer.text == "Ini tugas Kepala Bidang. Tombol ini tidak bisa dipakai oleh jabatan Bapak/Ibu."

    assert row(office, first).status == Status.SUBMITTED


def test_delegate_does_not_see_the_queue(office: Office, delegate: Phone, head: Phone) -> None:
    begins(office, head)
    delegate.sends("/status")
    answer = delegate.presses(delegate.sees("Musrenbang Kecamatan Uji"), "s2:home")

    assert answer is not None
    assert answer.text.startswith("Ini tugas Kepala Bidang / Sekretaris Kecamatan / Camat / JFU.")


def test_jfu_may_look_on(office: Office, delegate: Phone, head: Phone) -> None:
    jfu = office.joins(Post.JFU, "Dewi Lestari")
    begins(office, head)
    jfu.sends("/status")
    jfu.presses(jfu.sees("Musrenbang Kecamatan Uji"), "s2:home")

    assert "Putusan diberikan oleh Kepala Bidang." in jfu.sees("Verifikasi usulan").text
    assert jfu.buttons == ["Daftar antrean", "Saring & cari", "Menu"]


def test_usulan_of_another_kecamatan_is_not_found(
    bureau: Bureau, office: Office, delegate: Phone, head: Phone
) -> None:
    begins(office, head)
    other = bureau.office()
    other.joins(Post.DELEGASI, "Orang Lain", "Kelurahan A")
    (theirs,) = proposals(other, 1, Status.SUBMITTED, "Orang Lain")

    answer = head.presses(head.from_bot[-1], f"s2:ok:{theirs}:1")

    assert answer is not None
    assert answer.text == "Data itu tidak ditemukan di kecamatan Bapak/Ibu."
    assert row(other, theirs).status == Status.SUBMITTED


def test_nothing_is_decided_before_the_step_opens(office: Office, delegate: Phone, head: Phone) -> None:
    (only,) = proposals(office, 1, Status.SUBMITTED, "Siti Aminah")
    head.sends("/status")
    answer = head.presses(head.sees("Musrenbang Kecamatan Uji"), f"s2:ok:{only}:1")

    assert answer is not None
    assert answer.text == "Langkah ini belum dibuka atau sudah selesai."


def test_second_tap_at_once_says_nothing(office: Office, delegate: Phone, head: Phone) -> None:
    first, second, _ = begins(office, head)
    head.taps("Mulai")
    card = card_of(head, office, first)

    for _ in range(5):
        head.presses(card, f"s2:ok:{first}:1", wait=False)

    assert "⚠️" not in card_of(head, office, second).text
    assert len(office.read(select(Verdict).where(Verdict.proposal_id == first))) == 1
    assert row(office, second).status == Status.SUBMITTED


# ---- two officials in the same second


def two_heads_decide(office: Office) -> tuple[list[str], int]:
    """Both press at once: what each is told, and how many verdicts there are."""
    office.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
    heads = [office.joins(Post.KEPALA_BIDANG, name) for name in ("Bambang Setiawan", "Rina Kusuma")]
    (only,) = proposals(office, 1, Status.SUBMITTED, "Siti Aminah")
    at_step(office, 2)
    cards = []
    for phone in heads:
        opens(phone)
        phone.taps("Mulai")
        cards.append(card_of(phone, office, only))
    said: dict[int, str] = {}
    gate = Barrier(2)

    def press(phone: Phone, card: Message) -> None:
        gate.wait()
        answer = phone.presses(card, f"s2:ok:{only}:1")
        said[phone.id] = answer.text if answer else ""

    pressing = [Thread(target=press, args=pair) for pair in zip(heads, cards, strict=True)]
    for thread in pressing:
        thread.start()
    for thread in pressing:
        thread.join()
    verdicts = office.read(select(Verdict).where(Verdict.proposal_id == only))
    return sorted(said.values()), len(verdicts)


def test_b33_two_officials_decide_one_usulan_in_the_same_second(office: Office) -> None:
    said, verdicts = two_heads_decide(office)

    assert verdicts == 1
    assert said[0] == ""
    assert "sudah diputuskan lebih dahulu: Layak, oleh" in said[1]


def test_b33_two_officials_decide_one_usulan_on_postgresql(
    tmp_path: Path, postgres_migrated_url: str
) -> None:
    with Bureau(tmp_path, database_url=postgres_migrated_url) as bureau:
        said, verdicts = two_heads_decide(bureau.office())

    assert verdicts == 1
    assert said[0] == ""
    assert "sudah diputuskan lebih dahulu: Layak, oleh" in said[1]


def test_b33_two_transactions_that_overlap_store_one_verdict(
    tmp_path: Path, postgres_migrated_url: str
) -> None:
    """What two processes do: both read the usulan as undecided; the later one has to look again."""
    with Bureau(tmp_path, database_url=postgres_migrated_url) as bureau:
        office = bureau.office()
        office.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
        office.joins(Post.KEPALA_BIDANG, "Bambang Setiawan")
        (only,) = proposals(office, 1, Status.SUBMITTED, "Siti Aminah")
        at_step(office, 2)
        ends = overlapping(office, only)
        verdicts = office.read(select(Verdict).where(Verdict.proposal_id == only))

    assert sorted(ends) == ["decided", "look again"]
    assert len(verdicts) == 1


def overlapping(office: Office, id: int) -> list[str]:
    ends: list[str] = []
    gate = Barrier(2)

    def verify() -> None:
        try:
            with office.bureau.database.unit(office.bureau.now()) as unit:
                usulan = unit.session.get_one(Proposal, id)
                name = Person.name == "Bambang Setiawan"
                head = unit.all(select(Person).where(name, Person.kecamatan_id == office.kecamatan_id))[0]
                gate.wait()
                decide(unit, head, usulan, Status.VERIFIED, revision=1)
            ends.append("decided")
        except StaleDataError:
            ends.append("look again")
        except Refused as refused:
            ends.append(refused.key)

    threads = [Thread(target=verify) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return ends


def test_reason_written_too_late_is_let_go(office: Office, delegate: Phone, head: Phone) -> None:
    first, second, _ = begins(office, head)
    other = office.joins(Post.KEPALA_BIDANG, "Rina Kusuma")
    head.taps("Mulai")
    card_of(head, office, first)
    head.taps("Tidak layak")
    head.sees("mengapa tidak layak?")
    opens(other)
    other.taps("Mulai")
    card_of(other, office, first)
    other.taps("Layak")
    card_of(other, office, second)

    head.sends("Lahan ini masih dalam sengketa.")

    told = head.sees("sudah diputuskan lebih dahulu: Layak, oleh Rina Kusuma")
    assert number(office, second) in told.text
    assert row(office, first).status == Status.VERIFIED


# ---- the end


def decides_all(office: Office, head: Phone, ids: list[int]) -> None:
    head.taps("Mulai")
    for each in ids:
        card_of(head, office, each)
        head.taps("Layak")
    head.sees(f"0 menunggu · 0 lewat tenggat\n0 dikembalikan, {len(ids)} selesai.")


def test_verified_paper_lists_every_verdict(office: Office, delegate: Phone, head: Phone) -> None:
    ids = begins(office, head, 3)
    head.taps("Mulai")
    card_of(head, office, ids[0])
    head.taps("Tidak layak")
    head.sees("mengapa tidak layak?")
    head.sends("Lahan masih dalam sengketa keluarga.")
    for each in ids[1:]:
        card_of(head, office, each)
        head.taps("Layak")
    head.sees("0 menunggu · 0 lewat tenggat\n0 dikembalikan, 3 selesai.")
    head.taps("Selesai")
    head.taps("Ya, selesai")
    head.sees("Langkah 2 selesai")
    head.sends("/status")
    head.sees("Musrenbang Kecamatan Uji")
    head.taps("Dokumen")
    head.sees("Dokumen musim ini")
    head.taps("Pra Musrenbang")
    head.waits_for(lambda phone: phone.documents)

    text = paper_text(head, head.documents[-1])

    assert "terverifikasi" in text.lower()
    assert all(number(office, each) in text for each in ids)
    assert "Lahan masih dalam sengketa keluarga." in text
    assert "BAMBANG SETIAWAN" in text


def test_next_actor_is_told_when_the_paper_is_stored(office: Office, delegate: Phone, head: Phone) -> None:
    secretary = office.joins(Post.SEKRETARIS, "Rudi Hartono")
    ids = begins(office, head, 2)
    decides_all(office, head, ids)

    head.taps("Selesai")
    head.taps("Ya, selesai")

    secretary.sees("Langkah 3 dibuka: giliran Bapak/Ibu.")
    assert run(office).state == StepState.CLOSED
    (paper,) = office.read(
        select(Paper).where(Paper.season_id == office.season_id, Paper.step == "step2_verify")
    )
    assert (paper.key, paper.stage, paper.data["verified"]) == ("pra-musrenbang", Stage.FINAL, True)


def test_step_does_not_close_while_usulan_wait(office: Office, delegate: Phone, head: Phone) -> None:
    begins(office, head, 2)

    answer = head.presses(head.from_bot[-1], "s2:finish")

    assert answer is not None
    assert answer.text == "Masih ada 2 usulan yang belum diperiksa. Tekan Mulai untuk memeriksanya."
    assert run(office).state == StepState.OPEN


def test_step_does_not_close_while_one_is_being_mended(office: Office, delegate: Phone, head: Phone) -> None:
    (only,) = begins(office, head, 1)
    head.taps("Mulai")
    returns(office, head, only)

    assert "Selesai" not in head.buttons
    answer = head.presses(head.from_bot[-1], "s2:finish")

    assert answer is not None
    assert answer.text.startswith("Masih ada 1 usulan yang sedang diperbaiki pengusulnya.")


def test_secretary_closes_as_it_is_with_a_reason(office: Office, delegate: Phone, head: Phone) -> None:
    secretary = office.joins(Post.SEKRETARIS, "Rudi Hartono")
    begins(office, head, 2)
    secretary.sends("/status")
    secretary.presses(secretary.sees("Musrenbang Kecamatan Uji"), "s2:home")
    secretary.sees("Langkah 2. Verifikasi usulan")
    secretary.taps("Tutup apa adanya")
    secretary.sees("2 usulan belum diperiksa dan 0 belum diperbaiki")
    secretary.sends("Musrenbang dimajukan ke hari Kamis.")
    secretary.sees("Tutup verifikasi sebagaimana adanya?")
    assert run(office).state == StepState.OPEN
    secretary.taps("Ya, tutup")

    secretary.sees("Langkah 3 dibuka")
    assert run(office).override == "Musrenbang dimajukan ke hari Kamis."
    (paper,) = office.read(
        select(Paper).where(Paper.season_id == office.season_id, Paper.step == "step2_verify")
    )
    assert [line["status"] for line in paper.data["proposals"]] == ["Menunggu verifikasi"] * 2


def test_head_cannot_close_as_it_is(office: Office, delegate: Phone, head: Phone) -> None:
    begins(office, head, 1)

    answer = head.presses(head.from_bot[-1], "s2:close")

    assert answer is not None
    assert answer.text.startswith("Ini tugas Sekretaris Kecamatan / Camat.")


def test_nothing_missing_is_no_reason_to_override(office: Office, delegate: Phone, head: Phone) -> None:
    secretary = office.joins(Post.SEKRETARIS, "Rudi Hartono")
    begins(office, head, 1, Status.VERIFIED)
    secretary.sends("/status")

    answer = secretary.presses(secretary.sees("Musrenbang Kecamatan Uji"), "s2:close")

    assert answer is not None
    assert answer.text.startswith("Tidak ada usulan yang tertinggal.")


def test_list_turns_its_pages(office: Office, delegate: Phone, head: Phone) -> None:
    ids = begins(office, head, 10)
    head.taps("Daftar antrean")
    assert number(office, ids[7])[-4:] in head.sees("halaman 1 dari 2").text
    head.taps("▶")

    second = head.sees("halaman 2 dari 2")

    assert [f"\n{number(office, each)[-4:]} " in second.text for each in ids] == [False] * 8 + [True] * 2


# ---- what no button leads to


@pytest.mark.parametrize(
    ("outcome", "reason", "field", "why"),
    [
        (Status.REFUSED, None, None, "reading.too_short"),
        (Status.NOTED, "singkat", None, "reading.too_short"),
        (Status.RETURNED, "Volume tidak wajar.", None, "common.old_button"),
        (Status.RETURNED, "Volume tidak wajar.", "author_id", "common.old_button"),
        (Status.AGREED, "Langsung disepakati saja.", None, "common.old_button"),
    ],
)
def test_verdict_needs_its_reason_and_its_field(
    office: Office,
    delegate: Phone,
    head: Phone,
    outcome: Status,
    reason: str | None,
    field: str | None,
    why: str,
) -> None:
    (only,) = begins(office, head, 1)

    with office.bureau.database.unit(office.bureau.now()) as unit:
        mine = Person.kecamatan_id == office.kecamatan_id
        (actor,) = unit.all(select(Person).where(Person.name == "Bambang Setiawan", mine))
        with pytest.raises(Refused) as refused:
            decide(
                unit,
                actor,
                unit.session.get_one(Proposal, only),
                outcome,
                revision=1,
                reason=reason,
                field=field,
            )

    assert refused.value.key == why
    assert row(office, only).status == Status.SUBMITTED


def test_usulan_without_a_verdict_is_not_looked_at_again(
    office: Office, delegate: Phone, head: Phone
) -> None:
    secretary = office.joins(Post.SEKRETARIS, "Rudi Hartono")
    (only,) = begins(office, head, 1)

    answer = secretary.presses(secretary.from_bot[-1], f"s2:again:{only}:1")

    assert answer is not None
    assert answer.text.startswith("Usulan ini sekarang berstatus Menunggu verifikasi.")


def test_ready_reason_of_another_verdict_is_refused(office: Office, delegate: Phone, head: Phone) -> None:
    (only,) = begins(office, head, 1)
    head.taps("Mulai")
    card_of(head, office, only)
    head.taps("Dicatat")
    answer = head.presses(head.sees("hanya dicatat"), "form:pick:code:duplicate")

    assert answer is not None
    assert answer.text == "Tombol itu sudah tidak berlaku. Silakan pakai tombol pada layar ini."


# ---- ten minutes


def test_verdict_is_taken_back_and_another_survives_a_kill(own_bureau: Bureau) -> None:
    office = own_bureau.office(undo_minutes=10)
    delegate = office.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
    head = office.joins(Post.KEPALA_BIDANG, "Bambang Setiawan")
    first, second, _ = begins(office, head)
    head.taps("Mulai")
    card_of(head, office, first)
    head.taps("Tidak layak")
    head.sees("mengapa tidak layak?")
    head.sends("Lahan ini masih dalam sengketa.")
    card_of(head, office, second)

    head.taps("Batalkan 0001")
    head.sees("kembali seperti semula. Pengusul tidak dikabari.")
    head.taps("Layak")
    head.sees("✔")
    own_bureau.kills_bot()
    own_bureau.turns_clock(minutes=10)
    own_bureau.starts_bot()

    delegate.sees("dinyatakan Layak dan dibawa ke Musrenbang Kecamatan.")
    heard = [message.text for message in delegate.from_bot if number(office, first) in message.text]
    assert len(heard) == 1
    assert all("Tidak layak" not in message.text for message in delegate.from_bot)
