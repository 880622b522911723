"""What the form of each paper asks for whatever the season: its headings, clauses, columns, and sums."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from tests.papers.checklists import FORM, Item
from texts.figures import number, rupiah

KOMISI = {
    "pemerintahan": "Pemerintahan",
    "kesra": "Kesejahteraan Rakyat (Kesra)",
    "ekonomi": "Ekonomi",
    "sarpras": "Sarana dan Prasarana (Sarpras)",
}
_MATRIX = ("Pemerintahan", "Kesra", "Ekonomi", "Sarpras", "Jumlah usulan", "Perkiraan anggaran")
_TD4 = (
    "No",
    "Prioritas Daerah",
    "Sasaran Daerah",
    "Program",
    "Kegiatan Prioritas",
    "Sasaran Kegiatan",
    "Lokasi (Desa/Kelurahan)",
    "Volume",
    "Pagu",
    "Perangkat Daerah Penanggung Jawab",
)
_USULAN = ("No", "Usulan kegiatan [nomor]", "Permasalahan", "Lokasi", "Volume")
_PRESENT = ("No", "Nama", "Lembaga/Instansi", "Alamat/No. Telp", "Tanda Tangan")
_PARTS = ("I. PENDAHULUAN", "A. Umum/Latar Belakang", "B. Landasan Hukum", "C. Maksud dan Tujuan")
_MINUTES = (
    "BERITA ACARA",
    "Setelah memperhatikan, mendengar dan mempertimbangkan:",
    "MENYEPAKATI",
    "KESATU",
    "KEDUA",
    "KETIGA",
    "KEEMPAT",
    "Demikian berita acara ini dibuat dan disahkan untuk digunakan sebagaimana mestinya.",
    "Mewakili peserta musrenbang Kecamatan",
    "DAFTAR HADIR PESERTA MUSRENBANG KECAMATAN",
    "DAFTAR URUTAN KEGIATAN PRIORITAS KECAMATAN MENURUT PERANGKAT DAERAH",
    "DAFTAR KEGIATAN YANG BELUM DISEPAKATI",
    "HASIL KESEPAKATAN SIDANG KELOMPOK DAN DAFTAR HADIR PESERTA",
)
_ANNEXES = (_PRESENT, _TD4, ("No", "Kegiatan", "Lokasi", "Volume", "Alasan"))

#: headings and clauses by their beginning
WORDS: dict[str, tuple[str, ...]] = {
    "rekap-musrenbang-kelurahan": (
        "REKAP MUSRENBANG KELURAHAN",
        "A. RINGKASAN PER KELURAHAN DAN KOMISI",
        "B. SURAT DAN KONFIRMASI LURAH",
        "C. RINCIAN USULAN PER KELURAHAN",
        "Disusun oleh",
    ),
    "pra-musrenbang": (
        "FORMAT LAPORAN PRA MUSRENBANG (TERVERIFIKASI)",
        "Setiap usulan telah diverifikasi",
        "B. RINGKASAN PER STATUS",
        "Diverifikasi oleh",
    ),
    "sk-tim": (
        "KEPUTUSAN CAMAT",
        "TENTANG",
        "Menimbang",
        "Mengingat",
        "Undang-Undang Nomor 25 Tahun 2004 tentang Sistem Perencanaan Pembangunan Nasional",
        "Peraturan Pemerintah Nomor 8 Tahun 2008",
        "Peraturan Pemerintah Republik Indonesia Nomor 30 Tahun 2019",
        "Peraturan Menteri Dalam Negeri Nomor 86 Tahun 2017",
        "Keputusan Menteri Dalam Negeri Nomor 050-3708 Tahun 2020",
        "Peraturan Daerah Kota Bogor Nomor 3 Tahun 2021",
        "Peraturan Wali Kota Bogor Nomor 59 Tahun 2023",
        "MEMUTUSKAN:",
        "Menetapkan",
        "KESATU",
        "KEDUA",
        "KETIGA",
        "KEEMPAT",
        "Keputusan ini mulai berlaku pada tanggal ditetapkan",
        "Ditetapkan di",
        "Tembusan disampaikan kepada Yth.:",
        "LAMPIRAN",
    ),
    "susunan-komisi": ("SUSUNAN KOMISI", "Rapat koordinasi", "Perangkat daerah pendamping", "REKAPITULASI"),
    "usulan-per-komisi": ("DRAFT USULAN PER KOMISI", "A. RINGKASAN PER KOMISI", "B. USULAN TIAP KOMISI"),
    "pedoman-skala-prioritas": (
        "PEDOMAN SKALA PRIORITAS",
        "A. SYARAT SEBELUM PENILAIAN",
        "B. KRITERIA DAN BOBOT",
        "C. SKALA NILAI",
        "D. PENGHITUNGAN DAN URUTAN",
        "Apabila jumlah nilai sama, urutan ditentukan berturut-turut oleh:",
        "E. CONTOH PENGHITUNGAN",
    ),
    "tata-tertib": (
        "TATA TERTIB",
        "KEDUDUKAN, WAKTU, DAN TEMPAT",
        "TUJUAN DAN HASIL",
        "PESERTA, HAK, DAN KEWAJIBAN",
        "PIMPINAN SIDANG",
        "TATA CARA SIDANG KOMISI DAN SIDANG PLENO",
        "PENGAMBILAN KEPUTUSAN",
        "Keputusan diambil dengan musyawarah untuk mufakat.",
        "Apabila mufakat tidak tercapai, keputusan diambil dengan suara terbanyak",
        "PEMILIHAN UTUSAN",
        "PENUTUP",
    ),
    "skala-prioritas": (
        "SKALA PRIORITAS",
        "Tabel T-D.4",
        "DAFTAR URUTAN KEGIATAN PRIORITAS KECAMATAN MENURUT PERANGKAT DAERAH",
        "B. RINGKASAN PER PERANGKAT DAERAH",
        "TABEL PRIORITAS KEGIATAN BERDASARKAN KRITERIA",
    ),
    "utusan": ("DAFTAR UTUSAN MUSRENBANG KOTA", "SURAT MANDAT", "memberikan mandat kepada:"),
    "berita-acara": _MINUTES,
    "laporan": (
        "LAPORAN NOMOR",
        *_PARTS,
        "II. KEGIATAN YANG DILAKSANAKAN",
        "III. HASIL YANG DICAPAI",
        "IV. KESIMPULAN DAN SARAN",
        "A. Kesimpulan",
        "B. Saran",
        "V. PENUTUP",
        "Dibuat di",
        "Lampiran laporan:",
        "Gambar 1. Jumlah usulan yang masuk per kelurahan",
        *_MINUTES[1:],
        "TABEL PRIORITAS KEGIATAN BERDASARKAN KRITERIA",
        "MEMUTUSKAN:",
        "FOTO LOKASI USULAN",
    ),
    "bukti-distribusi": (
        "BUKTI DISTRIBUSI",
        "SURAT PENGANTAR",
        "Dikirim dengan hormat",
        "Diterima tanggal",
        "Pengirim",
        "Nomor telepon",
    ),
    "undangan": (
        "Sifat :",
        "Hal :",
        "Yth. Daftar undangan terlampir",
        "Demikian undangan ini disampaikan.",
        "Tembusan disampaikan kepada Yth.:",
        "DAFTAR UNDANGAN",
    ),
    "daftar-hadir": ("DAFTAR HADIR PESERTA", "Hari, tanggal"),
    "notulen": (
        "NOTULEN",
        "Sidang pleno dan sidang empat komisi",
        "Pimpinan sidang :",
        "Pencatat :",
        "KEGIATAN SIDANG",
        "Pembukaan.",
        "Sidang komisi.",
        "Penutup.",
    ),
    "surat-mandat": (
        "SURAT MANDAT",
        "Yang bertanda tangan di bawah ini:",
        "memberikan mandat kepada:",
        "Demikian Surat Mandat ini dibuat untuk dipergunakan sebagaimana mestinya.",
    ),
}
#: tables by their columns, in order
COLUMNS: dict[str, tuple[tuple[str, ...], ...]] = {
    "rekap-musrenbang-kelurahan": (
        ("No", "Kelurahan", *_MATRIX),
        ("No", "Kelurahan", "Lurah", "Nomor surat", "Tanggal surat", "Konfirmasi jumlah dan nilai"),
        (*_USULAN, "Perkiraan anggaran", "Penerima manfaat", "Perangkat daerah"),
    ),
    "pra-musrenbang": (
        ("No", "Kelurahan", *_MATRIX),
        ("No", "Status", *_MATRIX),
        (*_USULAN, "Satuan", "Pagu", "Perangkat daerah", "Status", "Catatan"),
    ),
    "sk-tim": (("No", "Nama", "Jabatan", "Kedudukan dalam tim"),),
    "susunan-komisi": (("No", "Kedudukan", "Nama", "Jabatan atau unsur"),),
    "usulan-per-komisi": (
        ("No", "Komisi", "Kelurahan", "Jumlah usulan", "Perkiraan anggaran"),
        (*_USULAN, "Perkiraan anggaran", "Penerima manfaat", "Perangkat daerah", "Catatan"),
    ),
    "pedoman-skala-prioritas": (("No", "Kriteria", "Yang dinilai", "Cara menilai", "Bobot"),),
    "skala-prioritas": (_TD4,),
    "utusan": (("No", "Nama", "Lembaga/Instansi", "Alamat, Telp", "Kedudukan", "Tanda tangan"),),
    "berita-acara": _ANNEXES,
    "laporan": _ANNEXES,
    "bukti-distribusi": (("No", "Jenis yang dikirim", "Banyaknya", "Keterangan"),),
    "undangan": (("No", "Nama", "Lembaga/Instansi"),),
    "daftar-hadir": (("No", "Nama", "Lembaga/Instansi", "Alamat/No. Telp", "Tanda tangan"),),
    "notulen": (("Komisi", "Ketua", "Disepakati", "Belum disepakati", "Perkiraan anggaran"),),
}
for _of_draft in (WORDS, COLUMNS):
    _of_draft["draft-laporan"] = _of_draft["laporan"]  # type: ignore[index, assignment]

Rows = Sequence[dict[str, Any]]


def form(key: str, data: dict[str, Any]) -> list[Item]:
    """Every line of the checklist that does not come of one fact alone."""
    fixed = [*WORDS[key], *(" ".join(heads) for heads in COLUMNS.get(key, ()))]
    return [*(Item(f"{FORM}{words}", words, ()) for words in fixed), *_sums(key, data)]


def _sums(key: str, data: dict[str, Any]) -> Iterator[Item]:
    """Per kelurahan, komisi and status, counted here anew: rows and their foot add up to the same."""
    match key:
        case "rekap-musrenbang-kelurahan":
            listed = [
                (row | {"kelurahan": section["kelurahan"]}, f"sections.{at}.proposals.{place}")
                for at, section in enumerate(data["sections"])
                for place, row in enumerate(section["proposals"])
            ]
            names = [section["kelurahan"] for section in data["sections"]]
            sections = {name: (f"sections.{at}",) for at, name in enumerate(names)}
            yield from _matrix("kelurahan", names, listed, sections)
            yield from _subtotals(names, listed, sections)
        case "pra-musrenbang":
            listed = _with_paths("proposals", data["proposals"])
            yield from _matrix("kelurahan", data["kelurahan"], listed)
            yield from _matrix("status", sorted({row["status"] for row, _ in listed}), listed)
            yield from _subtotals(data["kelurahan"], listed)
        case "usulan-per-komisi":
            listed = _with_paths("proposals", data["proposals"])
            for komisi, title in KOMISI.items():
                mine = [(row, path) for row, path in listed if row["commission"] == komisi]
                where = len({row["kelurahan"] for row, _ in mine})
                yield _item(f"komisi {komisi}", f"{title} {where} {_counted(mine)}", mine)
        case "skala-prioritas":
            listed = _with_paths("lines", data["lines"])
            for komisi, title in KOMISI.items():
                mine = [(row, path) for row, path in listed if row["commission"] == komisi]
                yield _item(f"komisi {komisi}", f"{title} {_counted(mine)}", mine)
        case "laporan" | "draft-laporan":
            entered = _with_paths("entered", data["entered"])
            if entered:
                yield from _matrix("kelurahan", data["kelurahan"], entered)
            yield from _commissions(
                data,
                (("entered", entered),),
                ("scale.lines", "scale.reserve", "minutes.declined", "minutes.noted"),
            )


Listed = list[tuple[dict[str, Any], str]]


def _with_paths(path: str, rows: Rows) -> Listed:
    return [(row, f"{path}.{place}") for place, row in enumerate(rows)]


def _at(data: dict[str, Any], path: str) -> Rows:
    node: Any = data
    for name in path.split("."):
        node = node[name]
    return node  # type: ignore[no-any-return]


def _counted(rows: Listed) -> str:
    return f"{number(len(rows))} {rupiah(sum(row['cost'] for row, _ in rows))}"


def _item(name: str, words: str, rows: Listed, more: tuple[str, ...] = ()) -> Item:
    return Item(name, words, (*(f"{path}.cost" for _, path in rows), *(path for _, path in rows), *more))


def _matrix(
    by: str, names: Sequence[str], listed: Listed, sources: dict[str, tuple[str, ...]] | None = None
) -> Iterator[Item]:
    for name in names:
        mine = [(row, path) for row, path in listed if row[by] == name]
        facts = tuple(f"{path}.{by}" for _, path in mine)
        yield _item(
            f"{by} {name}", f"{name} {_by_komisi(mine)}", mine, ((sources or {}).get(name, ()) + facts)
        )
    yield _item(f"foot of {by}", f"Jumlah {_by_komisi(listed)}", listed)


def _by_komisi(rows: Listed) -> str:
    counts = [number(sum(row["commission"] == komisi for row, _ in rows)) for komisi in KOMISI]
    return " ".join((*counts, _counted(rows)))


def _subtotals(
    names: Sequence[str], listed: Listed, sources: dict[str, tuple[str, ...]] | None = None
) -> Iterator[Item]:
    for name in names:
        mine = [(row, path) for row, path in listed if row["kelurahan"] == name]
        money = rupiah(sum(row["cost"] for row, _ in mine))
        words = f"Jumlah Kelurahan {name} ({number(len(mine))} usulan) {money}"
        yield _item(f"subtotal {name}", words, mine, (sources or {}).get(name, ()))


def _commissions(
    data: dict[str, Any], known: tuple[tuple[str, Listed], ...], paths: tuple[str, ...]
) -> Iterator[Item]:
    """Tabel 1 of the report: what came in, and how much of it was agreed, in reserve, declined, noted."""
    columns = [*known, *((path, _with_paths(path, _at(data, path))) for path in paths)]
    for komisi, title in KOMISI.items():
        mine = {path: [one for one in rows if one[0]["commission"] == komisi] for path, rows in columns}
        counts = " ".join(number(len(rows)) for rows in mine.values())
        agreed = mine["scale.lines"]
        money = rupiah(sum(row["cost"] for row, _ in agreed))
        rows = tuple(path for found in mine.values() for _, path in found)
        costs = tuple(f"{path}.cost" for _, path in agreed)
        yield Item(f"komisi {komisi}", f"{title} {counts} {money}", (*rows, *costs))
