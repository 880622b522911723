"""The boxes around the table of the SOP, quoted letter by letter."""

from dataclasses import dataclass

from sop.core.steps import PaperKey


@dataclass(frozen=True, kw_only=True)
class Record:
    """One line of "Pencatatan dan pendataan", and the paper that fills it."""

    title: str
    paper: PaperKey


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """The boxes around the table of the SOP."""

    nomor: str
    judul: str
    lintas_fungsi: str
    aktifitas_lintas_fungsi: str
    alamat_bapperida: str
    peringatan: str
    keterkaitan: tuple[str, ...]
    peralatan: str
    pencatatan: tuple[Record, ...]
    kualifikasi: tuple[str, ...]
    pelaksana: tuple[str, ...]
    waktu: str
    dasar_hukum: tuple[str, ...]


SHEET = Sheet(
    nomor="SOP/P2EPD.1/002",
    judul="Musyawarah Perencanaan Pembangunan Kecamatan",
    lintas_fungsi="Melaksanakan Penyusunan Perencanaan dan Pendanaan",
    aktifitas_lintas_fungsi="Melaksanakan Musrenbang tingkat Kecamatan",
    alamat_bapperida=(
        "Jl. Kapten Muslihat No. 21, RT. 001/RW. 001, Pabaton, Kecamatan Bogor Tengah, Kota Bogor 16122, "
        "Tlp. (0251) 8338052, www.bappeda.kotabogor.go.id"
    ),
    peringatan="Musrenbang dilaksanakan pada awal tahun anggaran",
    keterkaitan=("SOP Penanganan Surat Keluar", "SOP Penanganan Surat Masuk", "SOP Pengendalian Arsip"),
    peralatan="Komputer/Laptop, Printer, Internet, ATK, Ruang Rapat",
    pencatatan=(
        Record(title="Rekap Musrenbang Kelurahan", paper=PaperKey.REKAP_KELURAHAN),
        Record(title="SK Susunan Tim Musrenbang Kecamatan", paper=PaperKey.SK_TIM),
        Record(title="Skala Prioritas", paper=PaperKey.SKALA_PRIORITAS),
        Record(title="Laporan Hasil Kegiatan Musrenbang Kecamatan", paper=PaperKey.LAPORAN),
    ),
    kualifikasi=(
        "Memahami tugas dan fungsi Bappeda Kota Bogor",
        "memahami organisasi perangkat daerah Kota Bogor",
        "memahami peraturan perundang-undangan yang berkaitan dengan materi perencanaan pembangunan daerah",
        "memahami TIK",
    ),
    pelaksana=("JFU", "Kepala Bidang", "Sekretaris Kecamatan", "Tim Musrenbang", "Camat"),
    waktu="Tentatif Kecamatan",
    dasar_hukum=(
        "Undang-Undang No 25 Tahun 2004 tentang Sistem Perencanaan Pembangunan Nasional (Lembaran Negara "
        "Republik Indonesia Tahun 2004 Nomor 104, Tambahan Lembaran Negara Republik Indonesia Nomor 4421)",
        "Peraturan Pemerintah Nomor 8 Tahun 2008 tentang Tahapan, Tata Cara Penyusunan, Pengendalian, dan "
        "Evaluasi Pelaksanaan Rencana Pembangunan Daerah",
        "Peraturan Pemerintah Republik Indonesia Nomor 30 Tahun 2019 tentang Penilaian Kinerja Pegawai "
        "Negeri Sipil",
        "Peraturan Menteri Dalam Negeri Nomor 86 Tahun 2017 tentang Tata Cara Perencanaan, Pengendalian "
        "dan Evaluasi Pembangunan Daerah, Tata Cara Evaluasi Rancangan Peraturan Daerah tentang Rencana "
        "Pembangunan Jangka Panjang Daerah dan Rencana Pembangunan Jangka Menengah Daerah, serta Tata "
        "Cara Perubahan Rencana Pembangunan Jangka Panjang Daerah, Rencana Pembangunan Jangka Menengah "
        "Daerah, dan Rencana Kerja Pemerintah Daerah",
        "Keputusan Menteri Dalam Negeri Nomor 050-3708 Tahun 2020 tentang Hasil Verifikasi dan Validasi "
        "Pemutakhiran Klasifikasi, Kodefikasi dan Nomenklatur Perencanaan Pembangunan dan Keuangan Daerah",
        "Peraturan Daerah Kota Bogor Nomor 3 Tahun 2021 tentang Pembentukan dan Susunan Perangkat Daerah "
        "Kota Bogor",
        "Peraturan Wali Kota Bogor Nomor 59 Tahun 2023 tentang Tugas, Fungsi, Uraian Tugas dan Tata Kerja "
        "di Lingkungan Badan Perencanaan Pembangunan, Riset dan Inovasi",
    ),
)
