"""Step 7: the Camat decides about exactly these bytes; and what holds for every naskah."""

from __future__ import annotations

import hashlib
import threading
from io import BytesIO

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from demo.phone import Message, Phone
from models.enums import Outcome, Stage, StepState
from models.log import LogEntry
from models.paper import Paper
from models.posts import Post
from sop.core.steps import PaperKey
from tests.signing.seals import seals_of, signed_by
from tests.step7_sign.naskah_talk import NOTE, _camat, agrees, asked, camat, decisions, reports, run_of, said
from tests.support.office import Bureau, Office
from texts.figures import rupiah

__all__ = ["camat"]


@pytest.fixture(scope="module")
def undecided(bureau: Bureau) -> tuple[Office, Phone]:
    """The same for all who only look: nobody decides in this office."""
    office = bureau.office()
    return office, _camat(office)


def returns(camat: Phone, note: str = NOTE) -> None:
    camat.taps("Kembalikan")
    camat.sees("Apa yang perlu diperbaiki?")
    camat.sends(note)
    camat.taps("Tanpa halaman")
    camat.sees("Dikembalikan dengan catatan Bapak/Ibu.")


def second_edition(office: Office, camat: Phone) -> Message:
    """Returned, mended by the tim, read again, sent again."""
    returns(camat)
    tim = office.people["Budi Santoso"]
    tim.sees("Langkah 6 dibuka kembali")
    tim.taps("Buka")
    tim.sees(f"Laporan versi 1 dikembalikan Camat. Catatan: {NOTE}")
    tim.taps("Periksa bagian")
    tim.taps("Ubah")
    tim.taps("IV.B Saran")
    tim.sends("Dinas Perhubungan diharapkan memasang penerangan jalan umum.")
    tim.taps("Buat draft laporan")
    agrees(office.people["Rudi Hartono"], 2)
    return asked(camat, 2)


def test_camat_gets_the_file_and_six_lines_in_one_message(undecided: tuple[Office, Phone]) -> None:
    office, camat = undecided
    message = asked(camat, 1)

    [paper] = reports(office)
    agreed = rupiah(sum(line["cost"] for line in paper.data["scale"]["lines"]))
    lines = message.text.splitlines()
    assert lines[1:7] == [
        f"Disepakati: 6 usulan, {agreed}.",
        "Belum disepakati: 2; cadangan: 0; dicatat: 1.",
        "Komisi: Pemerintahan 1, Kesra 2, Ekonomi 2, Sarpras 1.",
        "Utusan Musrenbang Kota: 2 orang; peserta hadir: 1 orang.",
        f"Nomor laporan: {paper.number}.",
        "Ini versi pertama; draftnya sudah diperiksa Sekretaris.",
    ]
    assert message.labels == ["Setujui", "Kembalikan", "Lihat per komisi"]
    assert hashlib.sha256(camat.downloads(message)).hexdigest() == paper.sha256


def test_camat_looks_into_each_komisi_in_the_same_message(undecided: tuple[Office, Phone]) -> None:
    office, camat = undecided
    message = asked(camat, 1)
    [paper] = reports(office)
    lines = paper.data["scale"]["lines"]
    camat.taps("Lihat per komisi")

    overview = camat.sees("Laporan versi 1: usulan yang disepakati per komisi")
    assert overview.id == message.id
    kesra = [line for line in lines if line["commission"] == "kesra"]
    assert f"Kesra: 2 usulan, {rupiah(sum(line['cost'] for line in kesra))}." in overview.text.splitlines()
    assert overview.labels == ["Pemerintahan", "Kesra", "Ekonomi", "Sarpras", "Kembali"]
    camat.taps("Kesra")
    shown = camat.sees("Komisi Kesra: 2 usulan disepakati").text.splitlines()
    assert len(shown) == 3
    for at, line in enumerate(sorted(kesra, key=lambda one: (one["order"] or one["rank"], one["number"])), 1):
        place = f"{line['location']} (RT {line['rt']}/RW {line['rw']})"
        assert shown[at] == f"{at}. {line['title']}, {place}, {line['kelurahan']}, {rupiah(line['cost'])}"
    camat.taps("Komisi lain")
    camat.sees("usulan yang disepakati per komisi")
    camat.taps("Kembali")
    assert asked(camat, 1).id == message.id
    other = office.people["Rudi Hartono"]
    answer = other.presses(other.finds("Dinyatakan sesuai"), f"!s7:per_komisi:{paper.id}")
    assert said(answer).startswith("Ini tugas Camat.")


def test_report_repeats_the_draft_without_its_remarks(undecided: tuple[Office, Phone]) -> None:
    office, camat = undecided
    text = " ".join(
        page.extract_text() for page in PdfReader(BytesIO(camat.downloads(asked(camat, 1)))).pages
    )

    [paper] = reports(office)
    assert f"NOMOR {paper.number}" in text
    assert "menyepakati 6 kegiatan prioritas" in " ".join(text.split())
    assert "DRAF" not in text.replace("DRAFT", "")
    assert "PERUBAHAN SEJAK" not in text


def test_report_prints_where_the_log_had_come_to(undecided: tuple[Office, Phone]) -> None:
    office, _ = undecided
    [paper] = reports(office)
    mine = LogEntry.kecamatan_id == office.kecamatan_id
    hashes = office.read(select(LogEntry.hash).where(mine).order_by(LogEntry.place))
    entries = paper.data["log"]["entries"]

    assert 0 < entries <= len(hashes)
    assert paper.data["log"]["mark"] == hashes[entries - 1][:16]


def test_second_screen_names_version_pages_and_hash(undecided: tuple[Office, Phone]) -> None:
    office, camat = undecided
    camat.taps("Setujui")

    [paper] = reports(office)
    message = camat.sees("Setujui Laporan hasil kegiatan Musrenbang?")
    assert (
        message.text.splitlines()[1]
        == f"Versi 1, {paper.pages} halaman, sidik jari {(paper.sha256 or '')[:8]}."
    )
    assert message.labels == ["Ya, setujui", "Kembali"]
    camat.taps("Kembali")
    assert asked(camat, 1).labels == ["Setujui", "Kembalikan", "Lihat per komisi"]
    assert decisions(office, Outcome.APPROVED) == []


def test_approval_makes_these_bytes_final_and_opens_step_8(office: Office, camat: Phone) -> None:
    before = camat.downloads(asked(camat, 1))
    camat.taps("Setujui")
    alert = camat.taps("Ya, setujui")

    assert said(alert) == "Disetujui. Berkas final sedang dibagikan."
    message = camat.sees("✔ Disetujui secara elektronik di sistem ini oleh Rahmat Hidayat")
    assert message.text.startswith("Laporan hasil kegiatan Musrenbang, versi 1 (naskah)")
    assert message.labels == []
    [paper] = reports(office)
    [decision] = decisions(office, Outcome.APPROVED)
    assert paper.stage == Stage.FINAL
    assert decision.sha256 == paper.sha256 == hashlib.sha256(before).hexdigest()
    assert run_of(office, "step7_sign").state == StepState.CLOSED
    assert run_of(office, "step8_distribute").state == StepState.OPEN

    camat.presses(message, f"!paper:get:{paper.id}")
    final = camat.sees("Laporan hasil kegiatan Musrenbang, versi 1 (final)")
    assert final.text.endswith("Disetujui secara elektronik di sistem ini.")
    given = camat.downloads(final)
    [(whole, who)] = seals_of(given)
    assert given.startswith(before), "what everybody gets begins with what was approved"
    assert whole
    assert who.startswith("Sistem Musrenbang Kecamatan "), "of the system, not of a person"
    reader = office.people["Rudi Hartono"]
    reader.presses(reader.from_bot[-1], f"!paper:get:{paper.id}")
    same = reader.downloads(reader.sees("Laporan hasil kegiatan Musrenbang, versi 1 (final)"))
    assert same == given, "sealed once"

    signed = signed_by("Rahmat Hidayat", given, office.bureau.folder)
    reader.sends_document(signed, "laporan-ttd.pdf", "application/pdf")
    told = camat.sees("Berkas bertanda tangan diterima, tetapi belum dapat diperiksa.")
    assert "Rahmat Hidayat" not in told.text, "no roots are set"
    assert camat.downloads(told) == signed
    lurah = office.joins(Post.LURAH, "Agus Salim")
    lurah.sends_document(signed, "laporan-ttd.pdf", "application/pdf")
    lurah.sees("Isi dokumennya asli. Laporan hasil kegiatan Musrenbang, versi 1")
    lurah.sends_document(given, "laporan.pdf", "application/pdf")
    lurah.sees("Asli. Laporan hasil kegiatan Musrenbang, versi 1")
    lurah.sends_document(given + b"\n", "laporan.pdf", "application/pdf")
    lurah.sees("Awalnya sama dengan Laporan hasil kegiatan Musrenbang versi 1")
    lurah.sends_document(b"\x89PNG\r\n\x1a\n" + bytes(99), "laporan.PDF", "image/png")
    lurah.sees("Isinya bukan PDF")
    kept = office.bureau.folder / "data" / "segel" / "kunci.pem"
    assert kept.stat().st_mode & 0o777 == 0o600


def test_five_taps_are_one_approval(office: Office, camat: Phone) -> None:
    camat.taps("Setujui")
    message = camat.sees("Setujui Laporan hasil kegiatan Musrenbang?")
    [button] = [button for row in message.buttons for button in row if button.text == "Ya, setujui"]
    answers: list[str] = []

    taps = [
        threading.Thread(target=lambda: answers.append(said(camat.presses(message, button.data))))
        for _ in range(5)
    ]
    for tap in taps:
        tap.start()
    for tap in taps:
        tap.join()

    assert sum(answer.startswith("Disetujui.") for answer in answers) == 1
    [paper] = reports(office)
    assert len(decisions(office, Outcome.APPROVED)) == 1
    approved = select(LogEntry).where(LogEntry.act == "paper.setuju", LogEntry.subject == f"paper:{paper.id}")
    assert len(office.read(approved)) == 1


def test_every_copy_of_the_request_is_resolved_and_keeps_its_content(office: Office, camat: Phone) -> None:
    acting = office.joins(Post.CAMAT, "Sri Wahyuni")
    acting.sends("/tugas")
    acting.taps("Putuskan dokumen")
    copy = asked(acting, 1)
    camat.taps("Setujui")
    camat.taps("Ya, setujui")

    resolved = acting.sees("✔ Disetujui secara elektronik di sistem ini oleh Rahmat Hidayat")
    assert resolved.id == copy.id
    assert resolved.text.startswith(copy.text)
    assert resolved.labels == []
    late = acting.presses(resolved, f"!approve:ask:{reports(office)[0].id}")
    assert said(late).startswith("Sudah disetujui pada")
    assert len(decisions(office, Outcome.APPROVED)) == 1


def test_return_with_a_note_opens_step_6_again(office: Office, camat: Phone) -> None:
    camat.taps("Kembalikan")
    camat.sends("kurang")
    camat.sees("terlalu singkat (6 huruf)")
    camat.taps("Isi belum lengkap")
    camat.sees("Isi belum lengkap. Apa tepatnya yang perlu diperbaiki?")
    camat.sends("<b>x</b>")
    camat.sees("terlalu singkat (8 huruf)")
    camat.sends(NOTE)
    [paper] = reports(office)
    camat.sees(f"dari 1 sampai {paper.pages}")
    camat.sends(str((paper.pages or 0) + 1))
    camat.sees(f"dari 1 sampai {paper.pages}.")
    camat.sends_sticker()
    camat.sends("halaman 2")

    message = camat.sees("↩ Dikembalikan oleh Rahmat Hidayat")
    whole = f"Isi belum lengkap: {NOTE} (halaman 2)"
    assert message.text.endswith(f"Catatan: {whole}")
    assert message.text.startswith("Laporan hasil kegiatan Musrenbang, versi 1 (naskah)")
    assert NOTE in office.people["Budi Santoso"].sees("Langkah 6 dibuka kembali").text
    assert NOTE in office.people["Rudi Hartono"].sees("Langkah 6 dibuka kembali").text
    assert run_of(office, "step6_report").state == StepState.OPEN
    assert run_of(office, "step7_sign").state == StepState.WAITING
    assert [one.note for one in decisions(office, Outcome.RETURNED)] == [whole]


def test_long_note_still_fits_under_the_file(office: Office, camat: Phone) -> None:
    returns(camat, "Mohon diperbaiki. " * 50)

    message = camat.sees("↩ Dikembalikan oleh Rahmat Hidayat")
    assert message.labels == []
    assert message.text.endswith("…")
    assert len(decisions(office, Outcome.RETURNED)[0].note or "") > 800


def test_next_version_says_what_changed(office: Office, camat: Phone) -> None:
    message = second_edition(office, camat)

    assert "Perubahan sejak versi 1: Bagian IV.B Saran diubah." in message.text.splitlines()
    drafts = office.read(
        select(Paper)
        .where(Paper.season_id == office.season_id, Paper.key == PaperKey.DRAFT_LAPORAN)
        .order_by(Paper.edition.desc())
    )
    assert drafts[0].data["changes"] == ["Bagian IV.B Saran diubah."]
    assert drafts[0].data["returned_note"] == NOTE


def test_buttons_of_an_older_version_say_so_and_do_nothing(office: Office, camat: Phone) -> None:
    old = asked(camat, 1)
    second_edition(office, camat)
    first = reports(office)[0]

    for word in (f"!approve:ask:{first.id}", f"!approve:yes:{first.id}:{(first.sha256 or '')[:8]}:0"):
        assert (
            said(camat.presses(old, word))
            == "Itu tombol versi 1. Yang berlaku versi 2. Tidak ada yang berubah."
        )

    assert decisions(office, Outcome.APPROVED) == []


def test_hash_of_other_bytes_approves_nothing(office: Office, camat: Phone) -> None:
    camat.taps("Setujui")
    message = camat.sees("Setujui Laporan hasil kegiatan Musrenbang?")
    answer = camat.presses(message, f"!approve:yes:{reports(office)[0].id}:deadbeef:0")

    assert said(answer).startswith("Itu tombol versi 1.")
    assert decisions(office, Outcome.APPROVED) == []


def test_sekretaris_may_not_sign(undecided: tuple[Office, Phone]) -> None:
    office, _ = undecided
    other = office.people["Rudi Hartono"]
    answer = other.presses(other.finds("Dinyatakan sesuai"), f"!approve:ask:{reports(office)[0].id}")

    assert said(answer).startswith("Ini tugas Camat.")
    assert decisions(office, Outcome.APPROVED) == []


def test_camat_of_another_kecamatan_finds_nothing(undecided: tuple[Office, Phone]) -> None:
    office, _ = undecided
    elsewhere = office.bureau.office()
    other = elsewhere.joins(Post.CAMAT, "Sri Wahyuni")
    answer = other.presses(other.sees("Sri Wahyuni — "), f"approve:ask:{reports(office)[0].id}")

    assert said(answer) == "Data itu tidak ditemukan di kecamatan Bapak/Ibu."


def test_screen_of_the_step_sends_the_request_once_more(office: Office, camat: Phone) -> None:
    camat.sends("/status")
    camat.taps("7")
    camat.sees("Giliran: Camat.")
    camat.taps("Buka")
    camat.sees("menunggu keputusan Camat.")
    camat.taps("Lihat & putuskan")

    camat.waits_for(lambda phone: len(phone.documents) == 2, what="the file once more")
    assert [message.labels for message in camat.documents] == [
        ["Setujui", "Kembalikan", "Lihat per komisi"]
    ] * 2


def test_others_see_whose_turn_it_is(undecided: tuple[Office, Phone]) -> None:
    office, _ = undecided
    tim = office.people["Budi Santoso"]
    tim.sends("/status")
    tim.taps("7")
    tim.sees("Langkah 7.")
    tim.taps("Buka")

    assert tim.sees("menunggu keputusan Camat.").labels == ["Lihat laporan", "Menu"]


def test_new_camat_gets_what_waited_for_the_old_one_in_his_own_name(office: Office, camat: Phone) -> None:
    office.joins(Post.ADMIN, "Wati Kurnia")
    admin, new = office.people["Wati Kurnia"], office.joins(Post.CAMAT, "Sri Wahyuni")
    admin.sends("/start")
    for label in ("Orang & jabatan", "Daftar orang"):
        admin.taps(label)
    listed = admin.sees("Daftar orang\n").text.splitlines()
    at = next(line for line in listed if ". Rahmat Hidayat:" in line).partition(".")[0]
    for label in (f"Lihat {at}", "Cabut peran", "Sri Wahyuni", "Ya, cabut"):
        admin.taps(label)

    assert "Isinya sama dengan versi 1; penandatangannya yang berganti." in asked(new, 2).text
    camat.sees("Versi 2 dengan nama Sri Wahyuni sebagai penanda tangan sedang dibuat")
    new.taps("Setujui")
    new.taps("Ya, setujui")
    new.sees("Disetujui secara elektronik")
    assert [(paper.edition, paper.data["signer"]["name"]) for paper in reports(office)] == [
        (1, "Rahmat Hidayat"),
        (2, "Sri Wahyuni"),
    ]


def test_camat_who_wanted_nothing_reads_that_nothing_has_changed(undecided: tuple[Office, Phone]) -> None:
    office, camat = undecided
    camat.taps("Kembalikan")
    camat.sees("Apa yang perlu diperbaiki?")
    camat.taps("Simpan & keluar")

    camat.sees("Belum ada yang diisi, jadi tidak ada yang berubah.")
    assert decisions(office, Outcome.RETURNED) == []
