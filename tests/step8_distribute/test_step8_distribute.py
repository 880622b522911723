"""Step 8: recipients, the surat keluar, receipts, and the end of the season."""

from __future__ import annotations

from io import BytesIO

from pypdf import PdfReader
from sqlalchemy import select

from demo.phone import Phone
from models.enums import StepState
from models.paper import Paper
from models.posts import Post
from models.season import Letter
from sop.core.steps import PaperKey
from tests.step8_distribute.sending_talk import (
    card,
    jfu,
    notes_letter,
    opens,
    recipients,
    run_of,
    said,
    sends_out,
)
from tests.support.office import Office
from tests.support.seed import at_step

__all__ = ["jfu"]


def test_bapperida_and_the_archive_are_there_from_the_start(office: Office, jfu: Phone) -> None:
    assert jfu.sees("Langkah 8. Distribusi laporan").text.splitlines() == [
        "Langkah 8. Distribusi laporan",
        "Laporan versi 1, 31 halaman, nomor 400.10.2/030/Kec/I/2027.",
        "Surat keluar: belum dicatat.",
        "1. Kepala Bapperida Kota Bogor, 1 eks.: belum dikirim",
        f"2. Arsip Kecamatan {office.name}, 1 eks.: belum dikirim",
    ]


def test_letter_takes_the_next_number_or_the_one_from_the_agenda(office: Office, jfu: Phone) -> None:
    notes_letter(jfu)
    jfu.sees("Surat keluar: 400.10.2/001/Kec/I/2027, Senin, 11 Januari 2027.")
    jfu.taps("Surat keluar")
    jfu.sends("000.5/31 <Kec>")
    jfu.sees("Apa tanggal suratnya?")
    jfu.sends("12/1")

    jfu.sees("Surat keluar: 000.5/31 <Kec>, Selasa, 12 Januari 2027.")
    [letter] = office.read(select(Letter).where(Letter.season_id == office.season_id))
    assert (letter.direction, letter.number) == ("keluar", "000.5/31 <Kec>")


def test_recipient_is_added_with_address_and_copies(office: Office, jfu: Phone) -> None:
    jfu.taps("Tambah penerima")
    jfu.sends("Kepala Dinas Perhubungan Kota Bogor")
    jfu.sees("Di mana alamatnya?")
    jfu.sends("Jalan Raya Tajur Nomor 54")
    jfu.sees("Berapa eksemplar?")
    jfu.sends("nol")
    jfu.sees("Mohon tulis satu bilangan bulat dari 1 sampai 99.")
    jfu.sends("3")

    jfu.sees("3. Kepala Dinas Perhubungan Kota Bogor, 3 eks.: belum dikirim")
    assert recipients(office)[2].address == "Jalan Raya Tajur Nomor 54"


def test_recipient_stands_on_the_list_once(office: Office, jfu: Phone) -> None:
    jfu.taps("Tambah penerima")
    jfu.sends("kepala bapperida kota bogor")
    jfu.taps("Lewati")
    jfu.taps("2 eksemplar")

    jfu.sees("kepala bapperida kota bogor sudah ada dalam daftar penerima.")
    assert len(recipients(office)) == 2


def test_copies_are_changed_and_stay_within_bounds(office: Office, jfu: Phone) -> None:
    card(jfu, "Arsip Kecamatan Uji…")
    jfu.taps("Tambah 1 eks.")
    jfu.sees("2 eksemplar")
    jfu.taps("Kurangi 1 eks.")
    jfu.sees("1 eksemplar")
    alert = jfu.taps("Kurangi 1 eks.")

    assert said(alert) == "Jumlah eksemplar paling sedikit 1 dan paling banyak 99."
    assert recipients(office)[1].copies == 1


def test_nothing_is_sent_without_a_letter(office: Office, jfu: Phone) -> None:
    alert = jfu.taps("Kirim")

    assert said(alert).startswith("Nomor dan tanggal surat keluar belum dicatat.")
    assert [one.sent_at for one in recipients(office)] == [None, None]


def test_bapperida_gets_the_file_and_presses_terima(office: Office, jfu: Phone) -> None:
    sends_out(jfu)
    bapperida = office.people["Rina Marlina"]
    message = bapperida.sees("Mohon tekan Terima sebagai tanda terima.")
    assert bapperida.downloads(message) == b"%PDF-1.4 laporan"
    alert = bapperida.taps("Terima")

    assert said(alert) == "Terima kasih. Penerimaan sudah dicatat."
    resolved = bapperida.sees("✔ Diterima oleh Rina Marlina")
    assert resolved.id == message.id
    assert resolved.text.startswith(message.text)
    assert resolved.labels == ["Foto cap"]
    jfu.sees("Kepala Bapperida Kota Bogor sudah menerima laporan: Rina Marlina")
    assert (recipients(office)[0].received_by, recipients(office)[0].by_hand) == ("Rina Marlina", False)


def test_second_terima_is_politely_refused(office: Office, jfu: Phone) -> None:
    colleague = office.joins(Post.BAPPERIDA, "Wawan Setiawan")
    sends_out(jfu)
    bapperida = office.people["Rina Marlina"]
    message = bapperida.sees("Mohon tekan Terima")
    late = colleague.sees("Mohon tekan Terima")
    bapperida.taps("Terima")
    word = f"!s8:accept:{recipients(office)[0].id}"

    for phone, copy in ((bapperida, message), (colleague, late)):
        answer = said(phone.presses(copy, word))
        assert answer.startswith("Laporan untuk Kepala Bapperida Kota Bogor sudah diterima pada")
        assert answer.endswith("oleh Rina Marlina. Tidak ada yang berubah.")
    assert recipients(office)[0].received_by == "Rina Marlina"


def test_somebody_elses_terima_is_refused(office: Office, jfu: Phone) -> None:
    sends_out(jfu)
    answer = jfu.presses(jfu.sees("Terkirim kepada"), f"s8:accept:{recipients(office)[0].id}")

    assert said(answer).startswith("Ini tugas Bapperida.")
    assert recipients(office)[0].received_at is None


def test_terima_from_tugas(office: Office, jfu: Phone) -> None:
    sends_out(jfu)
    bapperida = office.people["Rina Marlina"]
    bapperida.sees("Mohon tekan Terima")
    bapperida.sends("/tugas")
    bapperida.sees("1. Terima laporan untuk Kepala Bapperida Kota Bogor.")
    bapperida.taps("Terima laporan")
    bapperida.sees("Penerimaan laporan")
    bapperida.taps("Terima")

    bapperida.sees("Terima kasih. Penerimaan laporan Kecamatan")
    bapperida.sends("/tugas")
    bapperida.sees("Tidak ada yang menunggu Bapak/Ibu saat ini.")


def test_receipt_is_recorded_by_hand(office: Office, jfu: Phone) -> None:
    sends_out(jfu)
    card(jfu, "Kepala Bapperida Ko…")
    jfu.taps("Catat penerimaan")
    jfu.sends("Rina Marlina, S.E.")
    jfu.sees("Apa jabatannya?")
    jfu.sends("Staf P2EPD Bapperida")
    jfu.sees("Hari apa diterima?")
    jfu.taps("Hari ini")
    jfu.sees("Pukul berapa diterima?")
    jfu.taps("Sekarang")
    jfu.taps("Tanpa foto")

    jfu.sees("Penerimaan oleh Kepala Bapperida Kota Bogor dicatat.")
    office.people["Rina Marlina"].sees("✔ Penerimaan dicatat JFU: Rina Marlina, S.E.")
    one = recipients(office)[0]
    assert (one.received_by, one.received_post, one.by_hand) == (
        "Rina Marlina, S.E.",
        "Staf P2EPD Bapperida",
        True,
    )


def test_receipt_lies_between_sending_and_now(office: Office, jfu: Phone) -> None:
    sends_out(jfu)
    card(jfu, "Kepala Bapperida Ko…")
    jfu.taps("Catat penerimaan")
    jfu.sends("Rina Marlina, S.E.")
    jfu.taps("Lewati")
    jfu.taps("Kemarin")
    jfu.sees("Waktu penerimaan tidak boleh lebih awal dari hari itu.")
    jfu.sends("besok")
    jfu.sees("Waktu penerimaan tidak boleh lewat dari sekarang")
    jfu.taps("Hari ini")
    jfu.sees("Pukul berapa diterima?")
    jfu.sends("23.59")

    jfu.sees("Waktu penerimaan tidak boleh lewat dari sekarang")
    assert recipients(office)[0].received_at is None


def test_recipient_who_was_sent_it_is_removed_with_a_reason(office: Office, jfu: Phone) -> None:
    sends_out(jfu)
    card(jfu, "Kepala Bapperida Ko…")
    jfu.taps("Hapus penerima")
    jfu.sends("Salah")
    jfu.sees("terlalu singkat (5 huruf)")
    jfu.sends("Dikirim melalui bagian lain.")

    jfu.sees("Kepala Bapperida Kota Bogor dihapus dari daftar penerima.")
    message = office.people["Rina Marlina"].sees("Pengiriman ini ditarik pada")
    assert message.labels == []
    assert recipients(office)[0].removed_reason == "Dikirim melalui bagian lain."
    answer = office.people["Rina Marlina"].presses(message, f"!s8:accept:{recipients(office)[0].id}")
    assert said(answer).startswith("Kepala Bapperida Kota Bogor sudah tidak ada dalam daftar penerima.")


def test_it_is_sent_again_at_most_every_four_hours(office: Office, jfu: Phone) -> None:
    sends_out(jfu)
    card(jfu, "Kepala Bapperida Ko…")
    jfu.taps("Kirim ulang")
    jfu.sees("Dikirim ulang kepada 1 orang.")
    alert = jfu.taps("Kirim ulang")

    assert said(alert).startswith("Laporan baru saja dikirim kepada Kepala Bapperida Kota Bogor.")
    bapperida = office.people["Rina Marlina"]
    bapperida.waits_for(lambda phone: len(phone.documents) == 2)


def test_it_is_not_closed_before_everybody_has_it(office: Office, jfu: Phone) -> None:
    sends_out(jfu)
    alert = jfu.taps("Selesai")

    assert said(alert).startswith(
        f"Belum menerima: Kepala Bapperida Kota Bogor, Arsip Kecamatan {office.name}."
    )
    assert run_of(office).state == StepState.OPEN


def test_season_closes_with_the_proof(office: Office, jfu: Phone) -> None:
    camat = office.joins(Post.CAMAT, "Rahmat Hidayat")
    sends_out(jfu)
    bapperida = office.people["Rina Marlina"]
    bapperida.taps("Terima")
    jfu.sees("sudah menerima laporan: Rina Marlina")
    opens(jfu)
    card(jfu, "Arsip Kecamatan Uji…")
    jfu.taps("Diarsipkan")
    jfu.sees("Semua penerima sudah menerima. Tekan Selesai.")
    jfu.taps("Selesai")
    jfu.sees("dengan itu Musrenbang musim ini ditutup")
    jfu.taps("Ya, selesai")

    proof = bapperida.sees("Bukti distribusi laporan.")
    text = " ".join(
        " ".join(page.extract_text() for page in PdfReader(BytesIO(bapperida.downloads(proof))).pages).split()
    )
    camat.sees("Langkah 8 selesai")
    assert "SURAT PENGANTAR" in text
    assert "400.10.2/001/Kec/I/2027" in text
    assert "Rina Marlina" in text
    assert "(dicatat oleh Dewi Lestari)" in text
    assert run_of(office).state == StepState.CLOSED
    assert office.season().closed_at is not None
    [paper] = office.read(
        select(Paper).where(Paper.season_id == office.season_id, Paper.key == PaperKey.BUKTI_DISTRIBUSI)
    )
    assert (
        paper.data["report_sha256"]
        == office.read(
            select(Paper.sha256).where(Paper.season_id == office.season_id, Paper.key == PaperKey.LAPORAN)
        )[0]
    )


def test_every_paper_is_one_tap_away_afterwards(office: Office, jfu: Phone) -> None:
    bapperida = office.people["Rina Marlina"]
    bapperida.sends("/status")
    bapperida.taps("Dokumen")
    bapperida.sees("Dokumen musim ini.")
    bapperida.taps("Laporan")

    assert (
        bapperida.downloads(bapperida.sees("Laporan hasil kegiatan Musrenbang, versi 1 (final)"))
        == b"%PDF-1.4 laporan"
    )


def test_nothing_is_distributed_before_the_camat_approved(office: Office) -> None:
    jfu = office.joins(Post.JFU, "Dewi Lestari")
    at_step(office, 7)
    jfu.sends("/status")
    jfu.taps("8")
    jfu.sees("Langkah 8.")

    assert (
        said(jfu.presses(jfu.sees("Langkah 8."), "s8:send")) == "Langkah ini belum dibuka atau sudah selesai."
    )


def test_only_jfu_distributes(office: Office, jfu: Phone) -> None:
    bapperida = office.people["Rina Marlina"]
    opens(bapperida)
    card = bapperida.sees("Langkah 8. Distribusi laporan")
    assert card.labels == ["Lihat laporan", "Menu"]

    presses = ("s8:letter", "s8:add", "s8:sendyes", "s8:closeyes", f"s8:more:{recipients(office)[0].id}")
    not_his = "Ini tugas JFU. Tombol ini tidak bisa dipakai oleh jabatan Bapak/Ibu."
    assert bapperida.answers(card, *presses) == [not_his] * 5


def test_report_goes_by_mail_and_is_owed_until_it_was_received(office: Office, jfu: Phone) -> None:
    jfu.taps("Tambah penerima")
    jfu.sends("Kepala Dinas Perhubungan <Bogor>")
    jfu.taps("Lewati")
    jfu.taps("1 eksemplar")
    card(jfu, "Kepala Dinas Perhub…")
    jfu.taps("Lewat surel")
    for wrong in ("dishub", "a@b", "dua@x.id tiga@y.id", f"{'x' * 200}@kota.go.id", "a@b.id<b>"):
        jfu.sends(wrong)
        jfu.sees("Alamat itu belum lengkap.")
    jfu.sends(" Dishub@KotaBogor.go.id ")
    jfu.sees("Cara kirim: surel ke dishub@kotabogor.go.id.")
    assert said(jfu.taps("Surel terkirim")).startswith("Nomor dan tanggal surat keluar belum dicatat.")
    jfu.taps("Kembali")
    notes_letter(jfu)
    jfu.taps("Kirim")
    jfu.taps("Ya, kirim")
    jfu.sees("Terkirim kepada 2 penerima.")
    jfu.sees("3. Kepala Dinas Perhubungan <Bogor> (surel), 1 eks.: belum dikirim")
    assert said(jfu.taps("Kirim")).startswith("Surel kepada Kepala Dinas Perhubungan <Bogor> belum dicatat")

    jfu.sends("/tugas")
    jfu.sees("Kirim laporan lewat surel kepada Kepala Dinas Perhubungan <Bogor>.")
    jfu.taps("Buka penerima")
    jfu.taps("Naskah surel")
    words = jfu.sees("Kepada: dishub@kotabogor.go.id").text
    (paper,) = office.read(
        select(Paper).where(Paper.season_id == office.season_id, Paper.key == PaperKey.LAPORAN)
    )
    assert "Yth. Kepala Dinas Perhubungan <Bogor>" in words
    assert f"dengan kode {paper.code} di https://t.me/musrenbang_uji_bot?start={paper.code}" in words
    assert jfu.downloads(jfu.sees("sidik jari")) == b"%PDF-1.4 laporan"
    jfu.taps("Surel terkirim")
    jfu.sees("Surel kepada Kepala Dinas Perhubungan <Bogor> dicatat terkirim.")
    assert jfu.presses(jfu.sees("dicatat terkirim"), f"s8:mailed:{recipients(office)[2].id}") is not None

    jfu.sends("/tugas")
    jfu.sees("Catat penerimaan laporan oleh Kepala Dinas Perhubungan <Bogor>, atau tanyakan kepadanya.")
    jfu.taps("Buka penerima")
    jfu.taps("Catat penerimaan")
    jfu.sends("Wawan Setiawan")
    jfu.taps("Lewati")
    jfu.taps("Hari ini")
    jfu.taps("Sekarang")
    jfu.taps("Tanpa foto")
    jfu.sees("3. Kepala Dinas Perhubungan <Bogor> (surel), 1 eks.: diterima")
    jfu.sends("/tugas")
    assert "Dinas Perhubungan" not in jfu.sees("Tugas Bapak/Ibu").text
    one = recipients(office)[2]
    assert (one.way, one.email, one.received_by) == ("surel", "dishub@kotabogor.go.id", "Wawan Setiawan")


def test_letter_stands_as_it_was_sent(office: Office, jfu: Phone) -> None:
    sends_out(jfu)
    jfu.taps("Surat keluar")
    jfu.sends("000.5/99")
    jfu.sees("Apa tanggal suratnya?")
    jfu.sends("20/2")

    jfu.sees("Laporan sudah dikirim dengan surat nomor 400.10.2/001/Kec/I/2027")
    [letter] = office.read(select(Letter).where(Letter.season_id == office.season_id))
    assert (letter.number, letter.day.isoformat()) == ("400.10.2/001/Kec/I/2027", "2027-01-11")
