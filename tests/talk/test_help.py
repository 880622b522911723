"""/bantuan through the chat: help for the screen one is on, and the SOP to be read."""

from __future__ import annotations

import pytest

from demo.phone import Phone
from handlers.home.help import WORDS, guide_key
from handlers.home.sop_sheet import PAGES
from handlers.routes import HANDLERS
from handlers.talk.buttons import VIEWS
from handlers.talk.conversation import TALKS
from models.enums import Status
from models.posts import Post
from sop.core.sop_sheet import SHEET
from sop.core.statuses import LIGHTS, light, shown
from sop.core.steps import STEPS
from tests.support.office import Office
from tests.support.seed import at_step, proposals
from texts import sentences


@pytest.fixture
def delegate(office: Office) -> Phone:
    return office.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")


def test_help_is_about_the_screen_one_is_on(office: Office, delegate: Phone) -> None:
    delegate.sends("/tugas")
    delegate.sees("Tugas Bapak/Ibu")
    delegate.sends("/bantuan")

    assert "Setiap baris adalah satu tugas Bapak/Ibu" in delegate.sees("Perintah: /tugas").text

    delegate.taps("Kembali")
    delegate.sees("Tidak ada yang menunggu Bapak/Ibu saat ini. Kami kabari")


def test_help_in_the_queue_explains_the_verdicts(office: Office, delegate: Phone) -> None:
    head = office.joins(Post.KEPALA_BIDANG, "Bambang Setiawan")
    proposals(office, 1, Status.SUBMITTED, "Siti Aminah")
    at_step(office, 2)
    head.sends("/tugas")
    head.taps("Langkah 2")
    head.taps("Mulai")
    head.sees("ke-1 dari 1")
    head.sends("/bantuan")
    head.sees("Langkah 2, Kepala Bidang: usulan tampil satu per satu.")
    head.taps("Arti status")
    assert (
        "Dicatat: bukan kewenangan kota; dimuat dalam berita acara." in head.sees("Arti status usulan").text
    )
    head.taps("Bantuan")
    head.sees("Langkah 2, Kepala Bidang")
    head.taps("Kembali")

    head.sees("ke-1 dari 1")


def test_help_in_the_middle_of_a_form_leads_back_to_the_question(office: Office, delegate: Phone) -> None:
    head = office.joins(Post.KEPALA_BIDANG, "Bambang Setiawan")
    proposals(office, 1, Status.SUBMITTED, "Siti Aminah")
    at_step(office, 2)
    head.sends("/tugas")
    head.taps("Langkah 2")
    head.taps("Mulai")
    head.sees("ke-1 dari 1")
    head.taps("Dicatat")
    head.sees("hanya dicatat")
    head.sends("/bantuan")

    assert "sedang menulis alasan putusan" in head.sees("Perintah: /tugas").text
    assert "Lanjutkan isian" in head.buttons
    head.taps("Kembali")
    head.sees("hanya dicatat")


def test_help_names_whom_to_ring_up(office: Office, delegate: Phone) -> None:
    delegate.sends("/bantuan")
    delegate.sees("Hubungi kantor kecamatan.")
    office.joins(Post.JFU, "Dewi Lestari")
    delegate.taps("Menu")
    delegate.taps("Bantuan")

    delegate.sees("Hubungi JFU: Dewi Lestari.")


def test_delegate_reads_how_a_pin_is_sent(office: Office, delegate: Phone) -> None:
    delegate.sends("/bantuan")
    delegate.taps("Cara kirim lokasi")
    delegate.sees("Cara mengirim titik lokasi")
    delegate.taps("Bantuan")
    delegate.taps("Cara kirim foto")

    delegate.sees("Hindari wajah orang.")


def test_sop_can_be_read_page_by_page(office: Office, delegate: Phone) -> None:
    delegate.sends("/bantuan")
    delegate.taps("Baca SOP")
    pages = [delegate.sees(f"halaman 1 dari {PAGES}").text]
    for page in range(2, PAGES + 1):
        delegate.taps("▶")
        pages.append(delegate.sees(f"halaman {page} dari {PAGES}").text)

    whole = "\n".join(pages)
    quoted = [
        SHEET.nomor,
        SHEET.judul,
        SHEET.peringatan,
        SHEET.peralatan,
        *SHEET.dasar_hukum,
        *SHEET.kualifikasi,
    ]
    rows = [part for step in STEPS for part in (step.title, step.requires_text, step.output_text)]
    for text in (*quoted, *SHEET.keterkaitan, *(record.title for record in SHEET.pencatatan), *rows):
        assert text in whole
    assert all(page.count("\n") < 12 for page in pages)


def test_number_leads_to_the_row_of_the_sop(office: Office, delegate: Phone) -> None:
    delegate.sends("/bantuan")
    delegate.taps("Baca SOP")
    delegate.sees(f"halaman 1 dari {PAGES}")
    delegate.taps("7")

    assert "Pelaksana di kecamatan ini: Camat." in delegate.sees(f"halaman 11 dari {PAGES}").text


def test_stranger_gets_no_help_screen(office: Office) -> None:
    phone = office.phone("Orang Asing")
    phone.sends("/bantuan")

    phone.sees("Bapak/Ibu belum terdaftar.")


@pytest.mark.quick
def test_every_screen_and_every_talk_has_its_guide() -> None:
    assert HANDLERS
    own = {word.partition(":")[0] for word in VIEWS} - {"help"}
    general = {word for word in own if guide_key(None, word) == "help.screen_general"}

    assert general == set()
    general = {talk for talk in TALKS if guide_key(talk, "") == "help.talk_general"}
    assert general <= {"join", "ask"}


@pytest.mark.quick
def test_legend_explains_every_status_that_is_shown() -> None:
    assert set(WORDS) == set(Status) - {Status.DISCARDED}
    assert set(LIGHTS) == set(Status)
    shown_as = [shown(status) for status in Status]
    assert len(set(shown_as)) == len(shown_as)
    assert all(light(LIGHTS[status]) in sentences()["statuses.legend"] for status in WORDS)
