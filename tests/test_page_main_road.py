"""The main road on the demo's page, in a real browser: from a delegate's usulan to Bapperida's Terima.

`python -m demo` runs as `make run` starts it; everything below is done with the mouse and the keyboard.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from demo.cast import Member, sample_people
from demo.server.app import free_port

ROOT = Path(__file__).parent.parent
PATIENCE = 60_000  #: ms; a slow machine is no fault of the page
PARTS = 7


class Hand:
    """Somebody's phone on the page."""

    def __init__(self, page: Page, member: Member) -> None:
        self.page = page
        self.member = member

    @property
    def phone(self) -> Locator:
        """The phone, taken off the shelf when it does not lie on the desk."""
        found = self.page.locator(f'.phone[data-person="{self.member.id}"]')
        if found.count() == 0:
            self.page.locator(f'.who[data-who="{self.member.id}"]').click()
        expect(found).to_be_visible(timeout=PATIENCE)
        return found

    def taps(self, label: str) -> None:
        """The newest button of that name."""
        name = re.compile(rf"^{re.escape(label)}( |$)")
        self.phone.locator(".chat").get_by_role("button", name=name).last.click(timeout=PATIENCE)

    def sends(self, text: str) -> None:
        box = self.phone.get_by_role("textbox").last
        box.fill(text)
        box.press("Enter")

    def sees(self, words: str) -> None:
        expect(self.phone.locator(".chat")).to_contain_text(words, timeout=PATIENCE)

    def answers(self, question: str, answer: str) -> None:
        self.sees(question)
        self.sends(answer)

    def works_on(self, step: int) -> None:
        """From the SOP card to the screen of a step."""
        self.sends("/status")
        self.sees("Musrenbang Kecamatan Tanah Sareal")
        self.taps(str(step))
        self.sees(f"Langkah {step}.")
        self.taps("Buka")

    def picks(self, name: str) -> None:
        """Turn the pages of a list until the name is there, cut short perhaps, and tap it."""
        chat = self.phone.locator(".chat")
        button = chat.get_by_role("button", name=re.compile("^" + re.escape(name[:14])))
        while chat.get_by_role("button", name="◀").count():
            self.turns("◀")
        while not button.count():
            self.turns("▶")
        button.last.click()

    def turns(self, way: str) -> None:
        chat = self.phone.locator(".chat")
        before = chat.inner_text()
        chat.get_by_role("button", name=way).last.click(timeout=PATIENCE)
        self.page.wait_for_function(
            "([id, old]) => document.querySelector(`.phone[data-person='${id}'] .chat`).innerText !== old",
            arg=[self.member.id, before],
            timeout=PATIENCE,
        )

    def approves(self) -> None:
        self.taps("Setujui")
        self.taps("Ya, setujui")
        self.sees("Disetujui secara elektronik di sistem ini")


@pytest.fixture
def demo_url(tmp_path: Path) -> Iterator[str]:
    """The demo as `make run` starts it, on a free port, with its data in a folder of this test."""
    port = free_port()
    command = [sys.executable, "-m", "demo", "--port", str(port), "--folder", str(tmp_path / "demo")]
    log = (tmp_path / "demo.log").open("w")
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=log, text=True) as demo:
        out = demo.stdout
        assert out is not None
        first = out.readline()
        assert f":{port}" in first, (first, (tmp_path / "demo.log").read_text())
        yield f"http://127.0.0.1:{port}"
        demo.terminate()
        demo.communicate(timeout=30)
    log.close()


@pytest.fixture
def hands(page: Page, demo_url: str) -> dict[str, Hand]:
    """The first holder of each post, once everybody has joined."""
    page.set_viewport_size({"width": 1600, "height": 1000})
    page.goto(demo_url)
    expect(page.locator("#curtain")).to_be_hidden(timeout=4 * PATIENCE)
    # A box that has to be closed is closed, whenever it comes up.
    page.add_locator_handler(
        page.get_by_role("alertdialog"),
        lambda box: box.get_by_role("button", name="Tutup").last.click(),
    )
    found: dict[str, Hand] = {}
    for member in sample_people():
        if member.on_telegram:
            found.setdefault(member.post, Hand(page, member))
    return found


def submits(delegate: Hand) -> None:
    delegate.taps("Buat usulan")
    delegate.taps("Sarpras")
    delegate.taps("Drainase")
    delegate.taps("Pakai jenis ini")
    delegate.answers("Apa masalahnya?", "Saluran tersumbat, air meluap ke 20 rumah.")
    delegate.answers("Di mana lokasinya?", "Gang Mawar, RT 03/RW 05")
    delegate.sees("Titik lokasi di peta")
    delegate.taps("Lewati")
    delegate.answers("Berapa volumenya", "40")
    delegate.taps("Pakai harga kamus")
    delegate.answers("Berapa penerima manfaatnya", "25 KK 90 jiwa")
    delegate.sees("Belum ada foto")
    delegate.phone.get_by_role("button", name="Lampirkan").click()
    delegate.phone.get_by_role("button", name="Saluran").first.click()
    delegate.taps("Selesai")
    delegate.taps("Kirim usulan")
    delegate.sees("Usulan diterima: US-")


def test_main_road_is_walked_on_the_page(page: Page, hands: dict[str, Hand]) -> None:
    delegate, jfu, kabid = hands["delegasi"], hands["jfu"], hands["kepala_bidang"]
    sekretaris, camat, bapperida = hands["sekretaris"], hands["camat"], hands["bapperida"]
    # 1 and 2
    submits(delegate)
    jfu.taps("Rekap masuk")
    jfu.taps("Tutup penerimaan")
    jfu.taps("Tutup dengan alasan")
    jfu.answers("Mengapa ditutup", "Kelurahan lain tidak mengusulkan tahun ini.")
    kabid.sees("Langkah 2 dibuka")
    kabid.works_on(2)
    kabid.taps("Mulai")
    kabid.taps("Layak")
    kabid.sees("Semua usulan sudah diputuskan")
    kabid.taps("Selesai")
    # 3
    sekretaris.sees("Langkah 3 dibuka")
    sekretaris.works_on(3)
    tim = forms_the_team(page, sekretaris)
    camat.sees("SK susunan tim Musrenbang Kecamatan, versi 1 (naskah)")
    camat.approves()
    # 4
    sekretaris.sees("Langkah 3 selesai")
    coordinates(sekretaris)
    camat.sees("Pedoman Skala Prioritas, versi 1 (naskah)")
    camat.approves()
    sekretaris.sees("Langkah 4 selesai")
    # 5
    for _ in range(2):
        page.get_by_role("button", name="+1 hari").click()
        expect(page.get_by_role("button", name="+1 hari")).to_be_enabled(timeout=PATIENCE)
    holds_the_meeting(sekretaris, [camat, sekretaris, *tim])
    # 6
    writer = tim[0]
    writer.sees("Langkah 6 dibuka")
    writer.works_on(6)
    writer.taps("Isi bagian laporan")
    for at in range(1, PARTS + 1):
        writer.sees(f"langkah {at} dari {PARTS}")
        writer.taps("Pakai usulan ini")
    writer.taps("Buat draft laporan")
    sekretaris.sees("Draft laporan hasil kegiatan Musrenbang, versi 1 (draf)")
    sekretaris.taps("Sesuai")
    # 7
    camat.sees("Laporan hasil kegiatan Musrenbang, versi 1 (naskah)")
    camat.approves()
    # 8
    jfu.sees("Langkah 8 dibuka")
    jfu.works_on(8)
    jfu.taps("Surat keluar")
    jfu.taps("Nomor berikutnya")
    jfu.taps("Hari ini")
    jfu.sees("Surat keluar nomor")
    jfu.taps("Kirim")
    bapperida.sees("Mohon tekan Terima")
    bapperida.taps("Terima")
    bapperida.sees("Penerimaan laporan Kecamatan Tanah Sareal dicatat")
    jfu.works_on(8)
    jfu.taps("Arsip")
    jfu.taps("Diarsipkan")
    jfu.sees("Semua penerima sudah menerima")
    jfu.taps("Selesai")
    jfu.sees("Langkah 8 selesai")
    assert_document_opens(page, camat)


def forms_the_team(page: Page, sekretaris: Hand) -> list[Hand]:
    """Camat and Sekretaris are proposed; three members of the sample are picked."""
    members = [member for member in sample_people() if member.post == "tim" and member.on_telegram][:3]
    sekretaris.taps("Pilih orang")
    sekretaris.sees("Pilih anggota tim")
    for member in members:
        sekretaris.picks(member.name)
        sekretaris.sees(f"{member.name} masuk tim")
    sekretaris.taps("Kembali")
    sekretaris.sees("Susunan sudah cukup")
    sekretaris.taps("Buat draf SK")
    return [Hand(page, member) for member in members]


def coordinates(sekretaris: Hand) -> None:
    sekretaris.works_on(4)
    for meeting, day, hour in (("Rapat koordinasi", "4/1", "16.00"), ("Musrenbang", "6/1", "09.00")):
        sekretaris.taps(meeting)
        sekretaris.answers("Hari apa?", day)
        sekretaris.answers("Pukul berapa", hour)
        sekretaris.taps("Aula kecamatan")
        sekretaris.sees("Tersimpan")
    sekretaris.taps("Komisi")
    sekretaris.taps("Bagi rata")
    sekretaris.sees("Semua sudah terbagi")
    sekretaris.taps("Kembali")
    sekretaris.taps("Tata tertib")
    sekretaris.taps("Terbitkan")
    sekretaris.sees("sudah diterbitkan")
    sekretaris.taps("Selesai")


def holds_the_meeting(sekretaris: Hand, people: list[Hand]) -> None:
    scorer: Hand | None = None
    for one in people:
        one.works_on(5)
        one.taps("Hadir")
        one.sees("Kehadiran Bapak/Ibu tercatat")
        if one.phone.get_by_role("button", name="Komisi Sarpras").count():
            scorer = one
    assert scorer is not None
    scorer.taps("Komisi Sarpras")
    scorer.taps("Buka penilaian")
    scorer.sees("Penilaian Komisi Sarpras dibuka")
    scorer.works_on(5)
    scorer.taps("Komisi Sarpras")
    scorer.taps("Menilai")
    for letter in "ABCDE":
        scorer.taps(f"{letter}4")
    scorer.sees("Semua 1 usulan sudah Bapak/Ibu nilai")
    scorer.works_on(5)
    scorer.taps("Komisi Sarpras")
    scorer.taps("Tutup penilaian")
    scorer.taps("Ya, tutup")
    sekretaris.sees("Pleno dapat dimulai")
    sekretaris.works_on(5)
    sekretaris.taps("Pleno")
    sekretaris.taps("Tetapkan urutan")
    sekretaris.taps("Ya, tetapkan")
    sekretaris.sees("Urutan pleno ditetapkan")
    chooses_delegate(sekretaris)
    sekretaris.works_on(5)
    sekretaris.taps("Selesai")
    sekretaris.taps("Ya, selesai")
    sekretaris.sees("Langkah 5 selesai")


def chooses_delegate(sekretaris: Hand) -> None:
    sekretaris.works_on(5)
    sekretaris.taps("Utusan")
    sekretaris.taps("Tambah utusan")
    sekretaris.answers("nama lengkap utusan", "Asep Saepudin")
    sekretaris.answers("lembaga", "LPM Kedung Badak")
    sekretaris.answers("alamat", "Jl. Kebon Pedes 20")
    sekretaris.answers("nomor telepon", "0812 3456 7890")
    sekretaris.taps("Simpan utusan")
    sekretaris.sees("Utusan Musrenbang Kota: 1 orang")


def assert_document_opens(page: Page, camat: Hand) -> None:
    """The report that the Camat signed opens from his phone, and is a PDF."""
    link = camat.phone.locator("a.file", has_text="laporan-v1.pdf").last
    answer = page.request.get(f"{page.url.rstrip('/')}{link.get_attribute('href')}")
    assert answer.body().startswith(b"%PDF-")
