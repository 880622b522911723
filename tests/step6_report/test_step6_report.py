"""Step 6: the words of the report, its draft, and Sekretaris who reads it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import inspect, select

from demo.phone import Alert, Phone
from models.enums import Drawing, Fetching, Stage, Status, StepState
from models.paper import Decision, Narrative, Paper, PaperContent
from models.posts import Post
from models.proposal import Proposal, Upload
from models.season import Run
from sop.core.steps import PaperKey
from sop.papers.papers import latest, part
from sop.step6_report.step import request_words
from tests.step6_report.draft_talk import drafts, fills, opens, words_of
from tests.support.office import Office
from tests.support.seed import at_step, outcome
from texts.figures import rupiah


@pytest.fixture
def tim(office: Office) -> Phone:
    """A member of the tim, in an office whose Musrenbang is over."""
    phone = office.joins(Post.TIM, "Budi Santoso")
    office.joins(Post.SEKRETARIS, "Rudi Hartono")
    at_step(office, 6)
    outcome(office, 6, "Budi Santoso")
    return phone


def said(alert: Alert | None) -> str:
    """What a press was answered."""
    assert alert is not None
    return alert.text


def drafts_of(office: Office) -> list[Paper]:
    return office.read(
        select(Paper)
        .where(
            Paper.season_id == office.season_id,
            Paper.key == PaperKey.DRAFT_LAPORAN,
            Paper.content.has(PaperContent.data != {}),
        )
        .order_by(Paper.edition)
    )


def run_of(office: Office, step: str) -> Run:
    return office.read(select(Run).where(Run.season_id == office.season_id, Run.step == step))[0]


def test_parts_are_proposed_from_the_facts(office: Office, tim: Phone) -> None:
    opens(tim)
    tim.sees("8 usulan masuk; disepakati 6 senilai")
    tim.taps("Isi bagian laporan")

    seen = tim.sees("Langkah 1/7").text

    assert f"Musrenbang) Kecamatan {office.name} merupakan forum" in seen
    assert "Dari 3 kelurahan diterima 8 usulan" in seen


def test_draft_says_what_the_papers_of_the_musrenbang_say(office: Office, tim: Phone) -> None:
    drafts(tim)

    reader = office.people["Rudi Hartono"]
    text = words_of(reader, "Draft laporan hasil kegiatan Musrenbang, versi 1 (draf)")

    [draft] = drafts_of(office)
    total = sum(line["cost"] for line in draft.data["scale"]["lines"])
    assert draft.stage == Stage.DRAF
    assert f"menyepakati 6 kegiatan prioritas dengan jumlah pagu {rupiah(total)}" in text
    assert "Asep Saepudin; Nur Aini" in text
    assert "400.10.2/012/Kec/I/2027" in text
    assert text.count("DRAF ") >= 1


def test_part_is_written_in_own_words_with_its_paragraphs(office: Office, tim: Phone) -> None:
    opens(tim)
    tim.taps("Isi bagian laporan")
    tim.sends("Warga <RW 05> & tetangga bermusyawarah.\n\nForum ini diadakan setiap tahun. 🙂")
    tim.sees("Langkah 2/7")

    [row] = office.read(select(Narrative).where(Narrative.season_id == office.season_id))
    assert row.text == "Warga <RW 05> & tetangga bermusyawarah.\n\nForum ini diadakan setiap tahun. 🙂"
    tim.taps("Simpan & keluar")
    tim.sees("1 dari 7 bagian sudah terisi")


@pytest.mark.parametrize(
    ("typed", "answer"), [("terlalu singkat", "terlalu singkat (15 huruf)"), ("a" * 3001, "terlalu panjang")]
)
def test_part_of_wrong_length_is_asked_again(tim: Phone, typed: str, answer: str) -> None:
    opens(tim)
    tim.taps("Isi bagian laporan")
    tim.sends(typed)

    tim.sees(answer)
    tim.sees("Langkah 1/7")


def test_part_is_changed_from_the_card_and_leads_back_to_it(tim: Phone) -> None:
    fills(tim)
    tim.taps("Ubah")
    tim.taps("V Penutup")
    tim.sees("Isi sekarang:")
    tim.sends("Demikian laporan ini kami sampaikan dengan hormat.")

    tim.sees("V Penutup: Demikian laporan ini kami sampaikan dengan hormat.")


def test_draft_needs_every_part(office: Office, tim: Phone) -> None:
    opens(tim)
    message = tim.sees("Langkah 6. Draft laporan")
    alert = tim.presses(message, "s6:make")

    assert said(alert).startswith("Bagian ini masih kosong: I.A Latar Belakang, I.C Maksud dan Tujuan")
    assert drafts_of(office) == []


def test_second_tap_makes_no_second_draft(office: Office, tim: Phone) -> None:
    drafts(tim)
    office.people["Rudi Hartono"].sees("Mohon diperiksa")
    message = tim.sees("Langkah 6. Draft laporan")
    alert = tim.presses(message, "s6:make")

    assert said(alert).startswith("Draft versi 1 sudah memuat isi ini dan sedang diperiksa.")
    assert len(drafts_of(office)) == 1


def test_jfu_helps_and_others_are_refused(office: Office, tim: Phone) -> None:
    jfu = office.joins(Post.JFU, "Dewi Lestari")
    lurah = office.joins(Post.LURAH, "Agus Salim", "Kelurahan A")
    opens(jfu)
    jfu.taps("Isi bagian laporan")
    jfu.sees("Langkah 1/7")

    opens(lurah)
    alert = lurah.presses(lurah.sees("Langkah 6. Draft laporan"), "s6:write")

    assert said(alert).startswith("Ini tugas Tim Musrenbang / JFU.")


def test_sekretaris_agrees_and_the_camat_is_next(office: Office, tim: Phone) -> None:
    drafts(tim)
    reader = office.people["Rudi Hartono"]
    reader.sees("Mohon diperiksa")
    alert = reader.taps("Sesuai")

    assert said(alert) == "Draft sesuai. Laporan disiapkan untuk Camat."
    reader.sees("✔ Dinyatakan sesuai oleh Rudi Hartono")
    tim.sees("Langkah 6 selesai")
    assert run_of(office, "step6_report").state == StepState.CLOSED
    assert run_of(office, "step7_sign").state == StepState.CLOSING


def test_sekretaris_returns_with_a_note_and_reads_the_next_version(office: Office, tim: Phone) -> None:
    drafts(tim)
    reader = office.people["Rudi Hartono"]
    first = reader.sees("Mohon diperiksa")
    reader.taps("Perlu perbaikan")
    reader.sends("singkat")
    reader.sees("terlalu singkat (7 huruf)")
    reader.sends("Saran untuk Dinas Perhubungan belum ada.")
    reader.sees("Catatan: Saran untuk Dinas Perhubungan belum ada.")

    tim.sees("Draft laporan versi 1 perlu diperbaiki menurut Rudi Hartono.")
    opens(tim)
    tim.sees("Draft versi 1 perlu diperbaiki. Catatan: Saran untuk Dinas Perhubungan belum ada.")
    tim.taps("Periksa bagian")
    tim.taps("Ubah")
    tim.taps("IV.B Saran")
    tim.sends("Dinas Perhubungan diharapkan memasang penerangan jalan.")
    tim.taps("Buat draft laporan")

    reader.sees("versi 2 (draf)")
    reader.sees("• Bagian IV.B Saran diubah.")
    old = reader.presses(first, f"!s6:agree:{drafts_of(office)[0].id}")
    assert said(old) == "Itu tombol versi 1. Yang berlaku versi 2. Tidak ada yang berubah."
    assert run_of(office, "step6_report").state == StepState.OPEN


def test_handing_over_a_draft_does_not_read_what_it_is_drawn_from(office: Office, tim: Phone) -> None:
    drafts(tim)
    office.people["Rudi Hartono"].sees("Mohon diperiksa")

    with office.bureau.database.unit(office.bureau.now()) as unit:
        paper = latest(unit, office.season_id, PaperKey.DRAFT_LAPORAN)
        assert paper is not None
        assert "Mohon diperiksa" in request_words(unit, paper)
        assert "content" in inspect(paper).unloaded  # four megabytes of a large kecamatan
        assert part(unit, paper, "changes") == []
        assert part(unit, paper, "no such part") is None


def test_newer_draft_takes_the_buttons_of_the_older_away(office: Office, tim: Phone) -> None:
    drafts(tim)
    reader = office.people["Rudi Hartono"]
    reader.sees("Mohon diperiksa")
    tim.sees("sudah jadi dan sedang diperiksa")
    opens(tim)
    tim.taps("Periksa bagian")
    tim.taps("Ubah")
    tim.taps("V Penutup")
    tim.sends("Demikian laporan ini kami sampaikan dengan hormat.")
    tim.taps("Buat draft laporan")

    old = reader.sees("Versi ini diganti oleh versi yang lebih baru.")

    reader.sees("versi 2 (draf)")
    assert old.labels == []


def test_only_the_reader_decides_about_the_draft(office: Office, tim: Phone) -> None:
    drafts(tim)
    office.people["Rudi Hartono"].sees("Mohon diperiksa")
    tim.sees("sudah jadi dan sedang diperiksa")
    opens(tim)
    alert = tim.presses(tim.sees("sedang diperiksa oleh"), f"s6:agree:{drafts_of(office)[0].id}")

    assert said(alert).startswith("Ini tugas Sekretaris Kecamatan.")
    assert office.read(select(Decision).where(Decision.kecamatan_id == office.kecamatan_id)) == []


def test_agreeing_twice_is_once(office: Office, tim: Phone) -> None:
    drafts(tim)
    reader = office.people["Rudi Hartono"]
    message = reader.sees("Mohon diperiksa")
    reader.taps("Sesuai")
    again = reader.presses(message, f"!s6:agree:{drafts_of(office)[0].id}")

    assert said(again).startswith("Sudah disetujui pada")
    assert len(office.read(select(Decision).where(Decision.kecamatan_id == office.kecamatan_id))) == 1


def test_while_the_draft_is_read_its_reader_owes_and_not_the_tim(office: Office, tim: Phone) -> None:
    tim.sends("/tugas")
    tim.sees("1. Langkah 6: Membuat laporan hasil kegiatan Musrenbang.")
    drafts(tim)
    reader = office.people["Rudi Hartono"]
    reader.sees("Mohon diperiksa")

    tim.sends("/tugas")
    tim.sees("Tidak ada yang menunggu Bapak/Ibu saat ini.")
    reader.sends("/tugas")
    reader.sees("1. Periksa draft laporan versi 1.")
    reader.taps("Periksa draft")
    reader.sees("Draft versi 1 sedang diperiksa oleh Sekretaris Kecamatan.")


def test_report_waits_for_the_papers_of_the_musrenbang(office: Office) -> None:
    tim = office.joins(Post.TIM, "Budi Santoso")
    at_step(office, 6)
    opens(tim)

    tim.sees("Dokumen Musrenbang belum lengkap: Berita Acara Musrenbang Kecamatan, Skala Prioritas,")
    tim.taps("Isi bagian laporan")

    assert (
        office.read(select(Paper).where(Paper.season_id == office.season_id, Paper.state == Drawing.ASKED))
        == []
    )


def test_words_that_were_written_since_the_draft_are_not_lost(office: Office, tim: Phone) -> None:
    drafts(tim)
    reader = office.people["Rudi Hartono"]
    reader.sees("Mohon diperiksa")
    tim.sees("Draft laporan versi 1 (16 halaman) sudah jadi")
    for label in ("Buka", "Periksa bagian", "Ubah", "IV.B Saran"):
        tim.taps(label)
    tim.sends("Dinas Perhubungan diharapkan memasang penerangan jalan umum di sembilan RW.")
    tim.sees("Periksa bagian laporan.")

    assert said(reader.taps("Sesuai")).startswith("Bagian IV.B Saran diubah sesudah draft versi 1 dibuat.")
    assert run_of(office, "step6_report").state == StepState.OPEN
    tim.taps("Buat draft laporan")
    reader.sees("versi 2 (draf)")
    reader.taps("Sesuai")
    tim.sees("Langkah 6 selesai")
    assert "sembilan RW" in drafts_of(office)[-1].data["narrative"]["suggestions"]


def test_usulan_without_a_photo_are_named_in_the_report_and_to_its_reader(office: Office, tim: Phone) -> None:
    agreed = office.read(
        select(Proposal)
        .where(Proposal.season_id == office.season_id, Proposal.status == Status.AGREED)
        .order_by(Proposal.sequence)
    )
    with office.bureau.database.unit(office.bureau.now()) as unit:
        for proposal in agreed[:2]:
            unit.add(
                Upload(
                    kecamatan_id=proposal.kecamatan_id,
                    proposal_id=proposal.id,
                    sender_id=proposal.author_id,
                    file_id=f"gone{proposal.id}",
                    file_unique_id=f"gone{proposal.id}",
                    state=Fetching.UNUSABLE,
                    not_before=unit.now + timedelta(days=400),
                    received_at=unit.now,
                )
            )
    broken, too, first, second, third, *_ = [one.number for one in agreed]

    drafts(tim)

    asked = office.people["Rudi Hartono"].sees("Mohon diperiksa").text
    assert "Tanpa foto dalam laporan: fotonya belum dikirim pengusul: " in asked
    assert f"{first}, {second}, {third}." in asked
    assert f"fotonya tidak dapat dibuka: {broken}, {too}." in asked
    words = words_of(office.people["Rudi Hartono"], "Mohon diperiksa")
    assert "Kegiatan prioritas tanpa foto dalam laporan ini:" in words
    assert f"fotonya tidak dapat dibuka: {broken}, {too}." in words
