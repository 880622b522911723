"""Paraf berjenjang: officials below the signer agree to exactly these bytes, one after the other."""

from __future__ import annotations

import hashlib
import threading
from io import BytesIO

from pypdf import PdfReader
from sqlalchemy import select

from models.enums import Outcome, Stage, StepState
from models.log import LogEntry
from models.paper import Decision, Paper
from models.posts import Post
from sop.remind.reminders import sweep
from tests.flow.paraf_chain import NASKAH, data_of, given, people, report_of, sets_chain
from tests.handover.acting_letter import says_term, says_who
from tests.step7_sign.naskah_talk import NOTE, agrees, asked, reports, run_of, said
from tests.support.office import Bureau, Office
from tests.support.seconding import seconds


def test_naskah_goes_up_the_chain_and_only_then_to_the_signer(office: Office) -> None:
    jfu, sekretaris, camat, tim = people(office)
    second = office.joins(Post.JFU, "Agus Salim")
    sets_chain(sekretaris, "JFU", "Sekretaris Kecamatan")
    report_of(office)

    # The first one of the chain has it, and everybody sees so.
    message = jfu.sees(NASKAH.format(1))
    assert "Paraf: ⏳ JFU, Sekretaris Kecamatan; lalu Camat." in message.text
    assert message.labels == ["Paraf", "Kembalikan"]
    [paper] = reports(office)
    assert hashlib.sha256(jfu.downloads(message)).hexdigest() == paper.sha256
    text = "\n".join(page.extract_text() for page in PdfReader(BytesIO(jfu.downloads(message))).pages)
    assert "Paraf JFU" in text
    assert "Paraf Sekretaris" in text
    tim.sends("/status")
    tim.taps("7")
    tim.sees("Giliran: JFU.")
    second.sends("/tugas")
    assert "Paraf Laporan hasil kegiatan Musrenbang versi 1" in second.sees("Tugas Bapak/Ibu").text
    press = data_of(message, "Paraf")

    # Neither the signer nor the next one nor a stranger can come first.
    early = said(camat.presses(camat.from_bot[-1], f"!approve:ask:{paper.id}"))
    assert early.startswith("Naskah ini masih menunggu paraf JFU.")
    mark = (paper.sha256 or "")[:8]
    skip = said(camat.presses(camat.from_bot[-1], f"!approve:yes:{paper.id}:{mark}:0"))
    assert skip.startswith("Naskah ini masih menunggu paraf JFU.")
    assert said(sekretaris.presses(sekretaris.from_bot[-1], press)).startswith("Ini tugas JFU.")
    assert said(tim.presses(tim.from_bot[-1], press)).startswith("Ini tugas JFU /")
    other = office.bureau.office().joins(Post.JFU, "Dewi Lestari")
    assert said(other.presses(other.from_bot[-1], press)).startswith("Data itu tidak ditemukan")
    wrong = said(jfu.presses(message, f"!paraf:give:{paper.id}:1:deadbeef"))
    assert wrong.startswith("Tombol itu sudah tidak berlaku")
    assert given(office) == []

    # Two of one post in one second are one paraf.
    copy = second.sees(NASKAH.format(1))
    answers: list[str] = []
    presses = [
        threading.Thread(target=lambda who=who, on=on: answers.append(said(who.presses(on, press))))
        for who, on in ((jfu, message), (second, copy), (jfu, message), (second, copy))
    ]
    for one in presses:
        one.start()
    for one in presses:
        one.join()
    assert [answer for answer in answers if answer].count("Paraf dicatat. Terima kasih.") == 1
    [first] = given(office)
    assert (first.place, first.post, first.sha256) == (1, Post.JFU, paper.sha256)
    for phone in (jfu, second):
        settled = phone.sees("Selanjutnya: Sekretaris Kecamatan.")
        assert settled.labels == []
        assert settled.text.startswith(NASKAH.format(1))

    # The next one, then the signer; his card says whose paraf it has.
    assert NASKAH.format(1) not in " ".join(one.text for one in camat.from_bot)
    sekretaris.sees("Paraf: ✔ JFU, ⏳ Sekretaris Kecamatan; lalu Camat.")
    assert said(sekretaris.taps("Paraf")) == "Paraf dicatat. Terima kasih."
    request = asked(camat, 1)
    assert "Paraf: ✔ JFU, ✔ Sekretaris Kecamatan; lalu Camat." in request.text
    assert request.labels == ["Setujui", "Kembalikan", "Lihat per komisi"]
    late = said(sekretaris.presses(sekretaris.from_bot[-1], f"!paraf:give:{paper.id}:2:{mark}"))
    assert late.startswith("Tempat ini sudah diisi Rudi Hartono pada")
    camat.taps("Setujui")
    camat.taps("Ya, setujui")
    camat.sees("✔ Disetujui secara elektronik di sistem ini oleh Rahmat Hidayat")
    assert reports(office)[0].stage == Stage.FINAL
    noted = select(LogEntry).where(
        LogEntry.act == "paper.paraf_setuju", LogEntry.subject == f"paper:{paper.id}"
    )
    assert [entry.facts["sha256"] for entry in office.read(noted)] == [paper.sha256] * 2
    jfu.presses(jfu.from_bot[-1], f"!paper:get:{paper.id}")
    final = jfu.downloads(jfu.sees("Laporan hasil kegiatan Musrenbang, versi 1 (final)"))
    jfu.sends_document(final, "laporan.pdf", "application/pdf")
    answer = jfu.sees("Asli. Laporan hasil kegiatan Musrenbang, versi 1").text
    assert "Diparaf: JFU, " in answer
    assert "Diparaf: Sekretaris Kecamatan, " in answer


def test_return_in_the_chain_voids_every_paraf(office: Office) -> None:
    jfu, sekretaris, camat, tim = people(office)
    sets_chain(sekretaris, "JFU", "Sekretaris Kecamatan")
    report_of(office)
    old = jfu.sees(NASKAH.format(1))
    press = data_of(old, "Paraf")
    jfu.taps("Paraf")
    sekretaris.sees("⏳ Sekretaris Kecamatan; lalu Camat.")
    sets = sekretaris.taps("Kembalikan")
    assert sets is None or not sets.text
    sekretaris.sees("Apa yang perlu diperbaiki?")
    sekretaris.sends(NOTE)
    sekretaris.taps("Tanpa halaman")

    assert sekretaris.sees("↩ Dikembalikan oleh Rudi Hartono").text.endswith("Paraf pada versi ini gugur.")
    assert jfu.sees("↩ Dikembalikan oleh Rudi Hartono").labels == []
    assert run_of(office, "step6_report").state == StepState.OPEN
    [decision] = office.read(
        select(Decision).join(Paper).where(Paper.season_id == office.season_id, Paper.key == "laporan")
    )
    assert (decision.outcome, decision.post) == (Outcome.RETURNED, Post.SEKRETARIS)
    assert said(jfu.presses(old, press)).startswith("Sudah dikembalikan pada")
    tim.sees("Langkah 6 dibuka kembali")
    tim.taps("Buka")
    tim.sees(f"Laporan versi 1 dikembalikan Sekretaris Kecamatan. Catatan: {NOTE}")
    tim.taps("Periksa bagian")
    tim.taps("Ubah")
    tim.taps("IV.B Saran")
    tim.sends("Dinas Perhubungan diharapkan memasang penerangan jalan umum.")
    # Another chain holds from the next edition on.
    sekretaris.sends("/pengaturan")
    sekretaris.taps("Paraf berjenjang")
    sekretaris.taps("Laporan")
    sekretaris.taps("Sekretaris Kecama… 2")
    tim.taps("Buat draft laporan")
    agrees(sekretaris, 2)
    again = jfu.sees(NASKAH.format(2))
    assert "Paraf: ⏳ JFU; lalu Camat." in again.text
    assert (
        said(jfu.presses(old, press)) == "Itu tombol versi 1. Yang berlaku versi 2. Tidak ada yang berubah."
    )
    jfu.taps("Paraf")
    assert "Paraf: ✔ JFU; lalu Camat." in asked(camat, 2).text
    assert [(one.place, one.outcome) for one in given(office)] == [
        (1, Outcome.APPROVED),
        (2, Outcome.RETURNED),
        (1, Outcome.APPROVED),
    ]


def test_post_that_nobody_holds_is_filled_or_left_out(office: Office) -> None:
    _, sekretaris, camat, _ = people(office)
    sets_chain(sekretaris, "Kepala Bidang")
    report_of(office)
    told = sekretaris.sees("memerlukan paraf Kepala Bidang, tetapi jabatan itu belum dipegang siapa pun.")
    assert told.labels == ["Orang & jabatan", "Tanpa paraf ini"]
    press = data_of(told, "Tanpa paraf ini")
    refused = said(camat.presses(camat.from_bot[-1], press))
    assert refused.startswith("Ini tugas Sekretaris Kecamatan / Admin.")
    sekretaris.taps("Tanpa paraf ini")

    # A new edition without the place; then somebody takes the post for the one after it.
    assert "lalu Camat" not in asked(camat, 2).text
    assert sekretaris.sees("Diganti versi 2 tanpa paraf Kepala Bidang").labels == []
    again = said(sekretaris.presses(told, press))
    assert again == "Itu tombol versi 1. Yang berlaku versi 2. Tidak ada yang berubah."
    first, second = reports(office)
    assert first.number == second.number
    assert second.data["paraf"] == []


def test_who_takes_the_post_gets_what_waits_for_it(office: Office) -> None:
    _, sekretaris, camat, _ = people(office)
    sets_chain(sekretaris, "Kepala Bidang")
    report_of(office)
    told = sekretaris.sees("memerlukan paraf Kepala Bidang")
    head = office.joins(Post.KEPALA_BIDANG, "Bambang Setiawan")
    message = head.sees(NASKAH.format(1))

    late = said(sekretaris.presses(told, data_of(told, "Tanpa paraf ini")))
    assert late.startswith("Kepala Bidang sekarang dipegang Bambang Setiawan")
    head.presses(message, data_of(message, "Paraf"))
    asked(camat, 1)


def test_plh_gives_it_for_who_is_away(own_bureau: Bureau) -> None:
    office = own_bureau.office()
    _, sekretaris, camat, _ = people(office)
    head = office.joins(Post.KEPALA_BIDANG, "Bambang Setiawan")
    lurah = office.joins(Post.LURAH, "Agus Salim", "Kelurahan A")
    sets_chain(sekretaris, "Kepala Bidang")
    report_of(office)
    message = head.sees(NASKAH.format(1))
    press = data_of(message, "Paraf")

    # After three working days Sekretaris is told, and finds somebody.
    own_bureau.turns_clock(days=3)
    with own_bureau.database.unit(own_bureau.now()) as unit:
        sweep(unit)
    own_bureau.knocks()
    sekretaris.sees(
        "Kepala Bidang belum memutuskan Laporan hasil kegiatan Musrenbang versi 1 sejak 11 Jan 2027."
    )
    says_who(sekretaris, "Kepala Bidang", None, "Agus Salim")
    says_term(sekretaris, "Plh.", "Hari ini", "31 Januari")
    sekretaris.taps("Tetapkan")
    seconds(camat, "Agus Salim")

    copy = lurah.sees(NASKAH.format(1))
    assert said(head.presses(message, press)).startswith("Tugas jabatan Bapak/Ibu sedang dijalankan Plt.")
    assert given(office) == []
    lurah.presses(copy, press)
    lurah.sees("✔ Paraf Plh. Kepala Bidang oleh Agus Salim")
    assert head.sees("✔ Paraf Plh. Kepala Bidang oleh Agus Salim").labels == []
    asked(camat, 1)
