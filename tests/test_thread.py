"""The thin thread: two usulan through all eight steps, with one refusal and one paper in each."""

from __future__ import annotations

import io

from PIL import Image
from pypdf import PdfReader
from sqlalchemy import select

from demo.phone import Phone
from models.enums import Stage, StepState
from models.paper import Paper
from models.posts import Post
from models.season import Run
from tests.office import Bureau, Office


def a_photo() -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (320, 240), "sienna").save(made, "JPEG")
    return made.getvalue()


def submits(phone: Phone, place: str, volume: str) -> None:
    phone.taps("Buat usulan")
    phone.taps("Sarpras")
    phone.sees("Pilih jenis usulan")
    phone.taps("Drainase")
    phone.taps("Pakai jenis ini")
    phone.sees("Apa masalahnya")
    phone.sends("Saluran tersumbat, air meluap ke 20 rumah setiap hujan.")
    phone.sees("Di mana lokasinya")
    phone.sends(place)
    phone.taps("Lewati")
    phone.sees("Berapa volumenya")
    phone.sends(volume)
    phone.taps("Pakai harga kamus")
    phone.sees("penerima")
    phone.sends("25 KK 90 jiwa")
    phone.taps("Segera")
    phone.taps("Siap")
    phone.sees("Kirim 1 sampai 3 foto")
    phone.sends_photo(a_photo())
    phone.taps("Selesai")
    phone.taps("Kirim usulan")
    phone.sees("Usulan diterima")


def works_on(phone: Phone, step: int) -> None:
    phone.sends("/status")
    phone.taps(str(step))
    phone.sees(f"Langkah {step}.")
    phone.taps("Buka")


def paper_text(phone: Phone, title: str) -> str:
    """The text of a paper, fetched as everybody can: from the SOP card."""
    before = len(phone.documents)
    phone.sends("/status")
    phone.taps("Dokumen")
    phone.taps(title)
    phone.waits_for(lambda seen: len(seen.documents) > before)
    pages = PdfReader(io.BytesIO(phone.downloads(phone.documents[-1]))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def refused(intruder: Phone, actor: Phone, label: str, why: str = "Ini tugas") -> None:
    """Somebody else presses the actor's own button, and is told whose task it is."""
    actor.waits_for(
        lambda phone: any(seen.button(label) for seen in phone.messages), what=f"a button {label}"
    )
    data = next(key.data for seen in reversed(actor.messages) if (key := seen.button(label)) is not None)
    own = next(seen for seen in reversed(intruder.messages) if seen.buttons)
    alert = intruder.presses(own, data)
    assert alert is not None
    assert alert.text.startswith(why), label


class Thread:
    """The people of one kecamatan, and what each of them does in his step."""

    def __init__(self, bureau: Bureau) -> None:
        self.bureau = bureau
        self.office: Office = bureau.office(kelurahan=2)
        joins = self.office.joins
        self.siti = joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
        self.ani = joins(Post.DELEGASI, "Ani Suryani", "Kelurahan B")
        self.budi = joins(Post.DELEGASI, "Budi Santoso", "Kelurahan B")
        self.citra = joins(Post.DELEGASI, "Citra Dewi", "Kelurahan B")
        self.lurah = joins(Post.LURAH, "Hendra Wijaya", "Kelurahan A")
        self.jfu = joins(Post.JFU, "Dewi Lestari")
        self.kabid = joins(Post.KEPALA_BIDANG, "Bambang Setiawan")
        self.sekretaris = joins(Post.SEKRETARIS, "Rudi Hartono")
        self.camat = joins(Post.CAMAT, "Ahmad Fauzi")
        self.bapperida = joins(Post.BAPPERIDA, "Rina Marlina")

    def step1(self) -> None:
        submits(self.siti, "Gang Mawar, RT 03/RW 05", "40")
        submits(self.siti, "Gang Melati, RT 01/RW 02", "25")
        self.lurah.taps("Rekap kelurahan")
        self.lurah.sees("2 usulan, Rp78.000.000")
        self.lurah.taps("Benar")
        works_on(self.jfu, 1)
        self.jfu.sees("Dikonfirmasi Lurah: 1 dari 2")
        refused(self.siti, self.jfu, "Tutup penerimaan")
        self.jfu.taps("Tutup penerimaan")
        self.jfu.taps("Tutup dengan alasan")
        self.jfu.sees("Mengapa ditutup")
        self.jfu.sends("Kelurahan B tidak mengusulkan tahun ini.")
        self.jfu.sees("Langkah 1 selesai")
        assert "Rp78.000.000" in paper_text(self.jfu, "Rekap kelurahan")

    def step2(self) -> None:
        self.kabid.sees("Langkah 2 dibuka")
        works_on(self.kabid, 2)
        self.kabid.taps("Mulai")
        self.kabid.sees("ke-1 dari 2")
        refused(self.jfu, self.kabid, "Layak")
        self.kabid.taps("Layak")
        self.kabid.sees("0001: Layak")
        self.kabid.taps("Layak")
        self.kabid.taps("Selesai")
        self.kabid.sees("Langkah 2 selesai")
        assert "terverifikasi" in paper_text(self.kabid, "Pra Musrenbang").lower()

    def step3(self) -> None:
        self.sekretaris.sees("Langkah 3 dibuka")
        works_on(self.sekretaris, 3)
        self.sekretaris.taps("Pilih orang")
        self.sekretaris.sees("Pilih anggota tim")
        for name in ("Ani Suryani", "Budi Santoso", "Citra Dewi"):
            if name not in self.sekretaris.buttons:
                self.sekretaris.taps("▶")
            self.sekretaris.taps(name)
            self.sekretaris.sees(f"{name} masuk tim")
        self.sekretaris.taps("Kembali")
        self.sekretaris.sees("Susunan sudah cukup")
        refused(self.jfu, self.sekretaris, "Buat draf SK")
        self.sekretaris.taps("Buat draf SK")
        self.camat.sees("SK susunan tim Musrenbang Kecamatan, versi 1 (naskah)")
        refused(self.sekretaris, self.camat, "Setujui")
        self.approves()
        self.sekretaris.sees("Langkah 3 selesai")
        assert "MEMUTUSKAN" in paper_text(self.sekretaris, "SK Tim")

    def approves(self) -> None:
        self.camat.taps("Setujui")
        self.camat.sees("sidik jari")
        self.camat.taps("Ya, setujui")
        self.camat.sees("Disetujui secara elektronik di sistem ini")

    def step4(self) -> None:
        works_on(self.sekretaris, 4)
        for meeting, day in (("Rapat koordinasi", "13/1"), ("Musrenbang", "20/1")):
            self.sekretaris.taps(meeting)
            self.sekretaris.sees("Hari apa?")
            self.sekretaris.sends(day)
            self.sekretaris.sees("Pukul berapa")
            self.sekretaris.sends("09.00")
            self.sekretaris.taps("Aula kecamatan")
            self.sekretaris.sees("Tersimpan")
        self.sekretaris.taps("Komisi")
        self.sekretaris.taps("Bagi rata")
        self.sekretaris.sees("Semua sudah terbagi")
        self.sekretaris.taps("Kembali")
        self.sekretaris.taps("Tata tertib")
        self.sekretaris.taps("Terbitkan")
        self.sekretaris.sees("sudah diterbitkan")
        refused(self.kabid, self.sekretaris, "Selesai")
        self.sekretaris.taps("Selesai")
        self.camat.sees("Pedoman Skala Prioritas, versi 1 (naskah)")
        self.approves()
        self.sekretaris.sees("Langkah 4 selesai")
        assert "Pasal 1" in paper_text(self.sekretaris, "Tata Tertib")

    def step5(self) -> None:
        self.bureau.turns_clock(days=9)
        for phone in (self.camat, self.sekretaris, self.ani, self.budi, self.citra):
            works_on(phone, 5)
            phone.taps("Hadir")
            phone.sees("Kehadiran Bapak/Ibu tercatat")
        self.citra.taps("Komisi Sarpras")
        refused(self.siti, self.citra, "Buka penilaian", "Ini tugas Tim Musrenbang / Sekretaris")
        self.citra.taps("Buka penilaian")
        self.citra.sees("Penilaian Komisi Sarpras dibuka")
        works_on(self.citra, 5)
        self.citra.taps("Komisi Sarpras")
        self.citra.taps("Menilai")
        for at, given in ((1, 3), (2, 5)):
            self.citra.sees(f"usulan {at} dari 2")
            for number, letter in enumerate("ABCDE", start=1):
                self.citra.taps(f"{letter}{given}")
                if number < 5:
                    self.citra.sees(f"Tersimpan {number} dari 5")
        self.citra.sees("Semua 2 usulan sudah Bapak/Ibu nilai")
        works_on(self.citra, 5)
        self.citra.taps("Komisi Sarpras")
        self.citra.taps("Tutup penilaian")
        self.citra.taps("Ya, tutup")
        self.citra.sees("Hasil Komisi Sarpras")
        self.plenary()

    def plenary(self) -> None:
        self.sekretaris.sees("Pleno dapat dimulai")
        works_on(self.sekretaris, 5)
        self.sekretaris.taps("Pleno")
        self.sekretaris.taps("Tetapkan urutan")
        self.sekretaris.taps("Ya, tetapkan")
        self.sekretaris.sees("Urutan pleno ditetapkan")
        works_on(self.citra, 5)
        self.citra.taps("Utusan")
        self.citra.taps("Tambah utusan")
        for asked, said in (
            ("nama lengkap utusan", "Asep Saepudin"),
            ("lembaga", "LPM Kelurahan A"),
            ("alamat", "Jl. Kebon Pedes 20"),
            ("nomor telepon", "0812 3456 7890"),
        ):
            self.citra.sees(asked)
            self.citra.sends(said)
        self.citra.taps("Simpan utusan")
        self.citra.sees("Utusan Musrenbang Kota: 1 orang")
        works_on(self.citra, 5)
        self.citra.taps("Selesai")
        self.citra.taps("Ya, selesai")
        self.citra.sees("Langkah 5 selesai")
        text = paper_text(self.jfu, "Skala Prioritas")
        assert "Rp78.000.000" in text
        assert text.index("Gang Melati") < text.index("Gang Mawar")

    def step6(self) -> None:
        works_on(self.citra, 6)
        self.citra.taps("Isi bagian laporan")
        for at in range(1, 8):
            self.citra.sees(f"Langkah {at}/7")
            self.citra.taps("Pakai usulan ini")
        self.citra.taps("Buat draft laporan")
        self.sekretaris.sees("Draft laporan hasil kegiatan Musrenbang, versi 1 (draf)")
        refused(self.kabid, self.sekretaris, "Sesuai")
        assert "DRAF" in paper_text(self.sekretaris, "Draft laporan")
        self.sekretaris.taps("Sesuai")

    def step7(self) -> None:
        self.camat.sees("Laporan hasil kegiatan Musrenbang, versi 1 (naskah)")
        refused(self.jfu, self.camat, "Setujui")
        self.approves()
        self.camat.sees("Langkah 7 selesai")
        assert "V. PENUTUP" in paper_text(self.camat, "Laporan").upper()

    def step8(self) -> None:
        self.jfu.sees("Langkah 8 dibuka")
        works_on(self.jfu, 8)
        self.jfu.taps("Surat keluar")
        self.jfu.taps("Nomor berikutnya")
        self.jfu.taps("Hari ini")
        self.jfu.sees("Surat keluar nomor")
        self.jfu.taps("Kirim")
        self.bapperida.sees("Mohon tekan Terima")
        refused(self.kabid, self.bapperida, "Terima")
        self.bapperida.taps("Terima")
        self.bapperida.sees("Penerimaan laporan Kecamatan")
        works_on(self.jfu, 8)
        self.jfu.taps("Arsip")
        self.jfu.taps("Diarsipkan")
        self.jfu.sees("Semua penerima sudah menerima")
        self.jfu.taps("Selesai")
        self.jfu.sees("Langkah 8 selesai")
        assert "Surat Pengantar".upper() in paper_text(self.jfu, "Bukti distribusi").upper()


def test_two_usulan_go_through_all_eight_steps(own_bureau: Bureau) -> None:
    thread = Thread(own_bureau)

    for step in (thread.step1, thread.step2, thread.step3, thread.step4):
        step()
    for step in (thread.step5, thread.step6, thread.step7, thread.step8):
        step()

    season = thread.office.season()
    assert season.closed_at is not None
    runs = thread.office.read(select(Run).where(Run.season_id == season.id))
    assert {run.state for run in runs} == {StepState.CLOSED}
    papers = thread.office.read(select(Paper).where(Paper.season_id == season.id))
    assert len({paper.key for paper in papers}) == 13
    assert {paper.stage for paper in papers} == {Stage.FINAL, Stage.DRAF}
