"""The papers, read back from their bytes."""

import hashlib
import io
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import Image

from documents import draw
from documents.data import MODELS, Report
from tests.documents import samples
from tests.documents.drawn_papers import drawn, pages, raw_pages, squeezed
from texts import plain
from texts.figures import rupiah

KEYS = tuple(MODELS)
SIZES = [
    pytest.param(1, marks=pytest.mark.quick),
    40,
    pytest.param(1100, marks=pytest.mark.slow),
]
#: papers whose rows are the usulan themselves
LISTING = {
    "rekap-musrenbang-kelurahan",
    "pra-musrenbang",
    "usulan-per-komisi",
    "skala-prioritas",
    "berita-acara",
    "draft-laporan",
    "laporan",
}
#: what must be read on each paper, whatever its size
HEADINGS = {
    "rekap-musrenbang-kelurahan": (
        "REKAP MUSRENBANG KELURAHAN",
        "A. RINGKASAN PER KELURAHAN DAN KOMISI",
        "B. SURAT DAN KONFIRMASI LURAH",
        "C. RINCIAN USULAN PER KELURAHAN",
        "Permasalahan",
        "Lokasi",
        "Volume",
        "Perkiraan anggaran",
        "Perangkat daerah",
        "Berbeda: Satu usulan belum masuk.",
        "400/1-Babakan",
        "Disusun oleh",
    ),
    "pra-musrenbang": (
        "FORMAT LAPORAN PRA MUSRENBANG (TERVERIFIKASI)",
        "B. RINGKASAN PER STATUS",
        "Satuan",
        "Pagu",
        "Status",
        "Catatan",
        "Diverifikasi oleh",
        "Ir. BAMBANG SUTRISNO",
    ),
    "sk-tim": (
        "KEPUTUSAN CAMAT BOGOR TENGAH",
        "TENTANG",
        "Menimbang",
        "Mengingat",
        "MEMUTUSKAN:",
        "Menetapkan",
        "KESATU",
        "KEDUA",
        "KETIGA",
        "KEEMPAT",
        "Ditetapkan di Bogor",
        "pada tanggal 22 Januari 2026",
        "Tembusan disampaikan kepada Yth.:",
        "LAMPIRAN",
        "Kedudukan dalam tim",
        "Anggota Tim 15",
        "Undang-Undang Nomor 25 Tahun 2004",
        "Nomor 59 Tahun 2023",
        "DPA Kecamatan Bogor Tengah",
    ),
    "susunan-komisi": (
        "SUSUNAN KOMISI",
        "KOMISI PEMERINTAHAN",
        "KOMISI KESEJAHTERAAN RAKYAT (KESRA)",
        "KOMISI EKONOMI",
        "KOMISI SARANA DAN PRASARANA (SARPRAS)",
        "Ketua",
        "Sekretaris",
        "Fasilitator",
        "Anggota Sarpras 5",
        "Selasa, 13 Januari 2026",
        "Selasa, 20 Januari 2026",
    ),
    "usulan-per-komisi": (
        "DRAFT USULAN PER KOMISI",
        "Dipindahkan dari Komisi Kesejahteraan Rakyat (Kesra): Pekerjaan fisik.",
        "Komisi Pemerintahan",
        "Komisi Ekonomi",
    ),
    "pedoman-skala-prioritas": (
        "PEDOMAN SKALA PRIORITAS",
        "A. SYARAT SEBELUM PENILAIAN",
        "B. KRITERIA DAN BOBOT",
        "C. SKALA NILAI",
        "D. PENGHITUNGAN DAN URUTAN",
        "E. CONTOH PENGHITUNGAN",
        "Keterdesakan",
        "25%",
        "100%",
        "31–40 KK",
        "3,68",
    ),
    "tata-tertib": (
        "TATA TERTIB",
        "BAB I",
        "KEDUDUKAN, WAKTU, DAN TEMPAT",
        "BAB VIII",
        "PENUTUP",
        "Pasal 1",
        "Pasal 11",
        "PEMILIHAN UTUSAN",
        "3 (tiga) orang utusan",
        "musyawarah untuk mufakat",
    ),
    "skala-prioritas": (
        "Tabel T-D.4",
        "DAFTAR URUTAN KEGIATAN PRIORITAS KECAMATAN MENURUT PERANGKAT DAERAH",
        "Prioritas Daerah",
        "Sasaran Daerah",
        "Program",
        "Kegiatan Prioritas",
        "Sasaran Kegiatan",
        "Lokasi (Desa/Kelurahan)",
        "Volume",
        "Pagu",
        "Perangkat Daerah Penanggung Jawab",
        "(10)",
        "TABEL PRIORITAS KEGIATAN BERDASARKAN KRITERIA",
        "Keterdesakan (25%)",
        "Partisipasi/swadaya (10%)",
        "Total skor",
        "Urutan prioritas",
        "USULAN CADANGAN",
    ),
    "utusan": (
        "DAFTAR UTUSAN MUSRENBANG KOTA",
        "SURAT MANDAT",
        "H. Asep Saepudin",
        "Nur Aini, S.Pd.",
        "Yohanes Wibowo",
        "0812-1111-2222",
        "Mengetahui,",
        "400.10.2/17-Bogteng",
    ),
    "berita-acara": (
        "BERITA ACARA",
        "MUSRENBANG RKPD KOTA BOGOR DI KECAMATAN BOGOR TENGAH",
        "TAHUN 2027",
        "Setelah memperhatikan, mendengar dan mempertimbangkan:",
        "MENYEPAKATI",
        "KESATU",
        "KEEMPAT",
        "Demikian berita acara ini dibuat dan disahkan untuk digunakan sebagaimana mestinya.",
        "Pada hari Selasa tanggal dua puluh bulan Januari tahun dua ribu dua puluh enam (20-01-2026)",
        "LAMPIRAN I",
        "LAMPIRAN II",
        "LAMPIRAN III",
        "LAMPIRAN IV",
        "DAFTAR KEGIATAN YANG BELUM DISEPAKATI",
        "Alasan",
        "Lokasi berada di lahan milik perorangan.",
        "41 orang hadir dari 45 orang yang tercatat",
    ),
    "laporan": (
        "LAPORAN",
        "I. PENDAHULUAN",
        "A. Umum/Latar Belakang",
        "B. Landasan Hukum",
        "C. Maksud dan Tujuan",
        "II. KEGIATAN YANG DILAKSANAKAN",
        "III. HASIL YANG DICAPAI",
        "IV. KESIMPULAN DAN SARAN",
        "V. PENUTUP",
        "BERITA ACARA",
        "LAMPIRAN IV",
        "DAFTAR UTUSAN MUSRENBANG KOTA",
        "PERUBAHAN SEJAK VERSI YANG DIKEMBALIKAN",
        "Lampiran I: dua peserta ditambahkan.",
        "TABEL PRIORITAS KEGIATAN BERDASARKAN KRITERIA",
    ),
    "bukti-distribusi": (
        "BUKTI DISTRIBUSI",
        "SURAT PENGANTAR",
        "Yth. Kepala Bapperida Kota Bogor",
        "Jenis yang dikirim",
        "Banyaknya",
        "Keterangan",
        "Diterima tanggal 23 Jan 2026 10.30 WIB",
        "Penerima",
        "Pengirim",
        "NIP 198501012010012003",
        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "Belum diterima",
    ),
    "undangan": (
        "Bogor, 22 Januari 2026",
        "Nomor : 400.10.2/12-Bogteng",
        "Sifat : Penting",
        "Lampiran : 1 (satu) berkas",
        "Hal : Undangan Musrenbang",
        "Yth. Daftar undangan terlampir",
        "Hari, tanggal : Selasa, 20 Januari 2026",
        "Pukul : 08.30 sampai dengan 15.00 WIB",
        "Tempat : Aula Kantor Kecamatan Bogor Tengah",
        "Acara : 1. pendaftaran peserta",
        "Demikian undangan ini disampaikan.",
        "Camat Bogor Tengah,",
        "NIP 197203141993031002",
        "Tembusan disampaikan kepada Yth.: 1. Wali Kota Bogor;",
        "DAFTAR UNDANGAN",
        "Tamu Undangan 55 Lurah Tegallega",
    ),
    "daftar-hadir": (
        "DAFTAR HADIR PESERTA",
        "Hari, tanggal : Selasa, 20 Januari 2026",
        "Lembaga/Instansi",
        "Tanda tangan",
        "Peserta 45",
        "hadir 08.10 WIB",
        "55. …………",
        "Jumlah peserta yang tercatat hadir: 41 orang.",
        "SITI NURJANAH, S.Sos.",
    ),
    "notulen": (
        "NOTULEN",
        "Sidang : Sidang pleno dan sidang empat komisi",
        "Pukul : 08.30 sampai dengan 15.00 WIB",
        "Pimpinan sidang : Siti Nurjanah, S.Sos.",
        "Pencatat : Dewi Lestari, S.AP.",
        "Peserta : 41 orang hadir dari 45 orang yang tercatat",
        "KEGIATAN SIDANG",
        "Sambutan disampaikan oleh Camat Bogor Tengah; Kepala Bapperida Kota Bogor.",
        "Materi yang dipaparkan: Rancangan awal RKPD Kota Bogor Tahun 2027.",
        "Jumlah 36 4 Rp3.996.000.000.000",
        "2 (dua) orang utusan Musrenbang Kota: H. Asep Saepudin; Nur Aini, S.Pd.",
        "Penutup.",
    ),
    "surat-mandat": (
        "SURAT MANDAT",
        "NOMOR 400.10.2/21-Bogteng",
        "NOMOR 400.10.2/22-Bogteng",
        "NOMOR 400.10.2/23-Bogteng",
        "Jabatan : Plh. Camat Bogor Tengah",
        "memberikan mandat kepada: Nama : H. Asep Saepudin",
        "Nama : Yohanes Wibowo",
        "Telepon : 0812-1111-2222",
        "Demikian Surat Mandat ini dibuat untuk dipergunakan sebagaimana mestinya.",
    ),
}
HEADINGS["draft-laporan"] = HEADINGS["laporan"]


@cache
def read(key: str, count: int, stage: str = "naskah") -> tuple[int, tuple[str, ...]]:
    paper = drawn(key, samples.paper(key, count), stage=stage)
    return paper.pages, tuple(pages(paper.content))


@pytest.mark.parametrize("count", SIZES)
@pytest.mark.parametrize("key", KEYS)
def test_a_paper_holds_its_headings_columns_and_names(key: str, count: int) -> None:
    said, found = read(key, count)
    text = "".join(found)

    missing = [heading for heading in HEADINGS[key] if squeezed(heading) not in text]

    assert missing == []
    assert said == len(found)
    assert "None" not in text


@pytest.mark.parametrize("count", SIZES)
@pytest.mark.parametrize("key", sorted(LISTING))
def test_every_usulan_and_the_total_are_on_the_paper(key: str, count: int) -> None:
    text = "".join(read(key, count)[1])
    lines = samples.lines(count)

    missing = [line.number for line in lines if line.number not in text]

    assert missing == []
    assert squeezed(rupiah(sum(line.cost for line in lines))) in text
    assert [line.title for line in lines[:3] if squeezed(line.title) not in text] == []


@pytest.mark.parametrize("key", KEYS)
def test_every_page_says_which_paper_version_and_page_it_is(key: str) -> None:
    said, found = read(key, 40)
    title = plain(f"paper_titles.{key}")

    lacking = [
        page
        for page, text in enumerate(found, 1)
        if squeezed(title) not in text
        or "Versi3" not in text
        or squeezed(f"Halaman {page} dari {said}") not in text
    ]

    assert lacking == []


@pytest.mark.parametrize("key", KEYS)
def test_only_a_draf_is_marked_draf(key: str) -> None:
    draf = drawn(key, samples.paper(key, 1), stage="draf")
    naskah = drawn(key, samples.paper(key, 1), stage="naskah")

    assert all("DRAF" in page.splitlines() for page in raw_pages(draf.content))
    assert not any("DRAF" in page.splitlines() for page in raw_pages(naskah.content))


@pytest.mark.parametrize("key", KEYS)
def test_naskah_and_final_are_the_same_bytes(key: str) -> None:
    data = samples.paper(key, 1)

    assert drawn(key, data, stage="naskah").content == drawn(key, data, stage="final").content


def test_a_draf_lists_what_is_still_missing_and_a_naskah_leaves_dots() -> None:
    data = samples.paper("rekap-musrenbang-kelurahan", 1)

    draf = "".join(pages(drawn("rekap-musrenbang-kelurahan", data, stage="draf").content))
    naskah = "".join(pages(drawn("rekap-musrenbang-kelurahan", data).content))

    assert squeezed("NIP JFU Kecamatan Bogor Tengah belum diisi.") in draf
    assert squeezed("belum diisi") not in naskah
    assert squeezed("NIP ……………………") in naskah


def test_an_approval_is_worded_as_a_button_in_this_system() -> None:
    data = samples.report(1).model_copy(update={"approval": samples.APPROVAL})

    text = "".join(pages(drawn("laporan", data).content))

    assert squeezed("disetujui secara elektronik di sistem ini oleh Drs. Rahmat Hidayat, M.Si.") in text


def test_an_empty_narrative_gets_the_usual_words() -> None:
    data = samples.report(1)
    assert isinstance(data, Report)

    text = "".join(pages(drawn("laporan", data).content))

    assert squeezed(plain("paper_report.suggestions")) in text


_CHILD = """
import hashlib, sys
from tests.documents import samples
from tests.documents.test_papers import drawn
for key in sys.argv[1:]:
    print(hashlib.sha256(drawn(key, samples.paper(key, 40)).content).hexdigest())
"""


@pytest.mark.parametrize(("seed", "zone"), [("1", "Asia/Jakarta"), ("77", "America/New_York")])
def test_the_same_data_give_the_same_bytes_in_any_process_seed_and_zone(seed: str, zone: str) -> None:
    here = [hashlib.sha256(drawn(key, samples.paper(key, 40)).content).hexdigest() for key in KEYS]

    there = subprocess.run(
        [sys.executable, "-c", _CHILD, *KEYS],
        env={"PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()

    assert there == here


def test_drawing_is_loaded_only_when_something_is_drawn() -> None:
    code = "import sys, documents, documents.data; print('fpdf' in sys.modules)"

    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout

    assert said.strip() == "False"


def test_arms_stand_beside_the_kop_and_leave_its_lines_whole() -> None:
    made = io.BytesIO()
    Image.new("RGB", (300, 360), (20, 90, 160)).save(made, "PNG")
    data = samples.paper("tata-tertib", 1).model_dump(mode="json")
    facts: dict[str, Any] = {"version": 1, "number": None, "made_at": samples.MADE_AT, "verify_url": None}

    plainly = draw("tata-tertib", data, stage="naskah", **facts)
    once, again = (draw("tata-tertib", data, stage="naskah", arms=made.getvalue(), **facts) for _ in range(2))

    assert once.content == again.content
    with pypdfium2.PdfDocument(once.content) as document:
        found = [one for one in document[0].get_objects() if one.type == pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]
        height = document[0].get_height()
        [(left, bottom, right, top)] = [one.get_bounds() for one in found]
        assert round(left) >= 85
        assert round(right) <= 85 + 63
        assert round(height - top) >= 85
        text = document[0].get_textpage()
        kop = text.get_text_bounded(right, bottom - 20, document[0].get_width(), height)
        assert squeezed("KECAMATAN BOGOR TENGAH") in squeezed(kop)
        assert squeezed("Situs web kecbogortengah.kotabogor.example") in squeezed(kop)
        assert text.get_text_bounded(left, bottom - 2, right, height).strip() == ""
    with pypdfium2.PdfDocument(plainly.content) as document:
        assert not [one for one in document[0].get_objects() if one.type == pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]
