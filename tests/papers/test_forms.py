"""The ministry's forms: berita acara sentence by sentence, T-D.4 and its lampiran column by column."""

from __future__ import annotations

from documents.data import Minutes
from tests.documents import samples
from tests.documents.drawn_papers import drawn, raw_pages
from tests.papers.reader import Page, read

MINUTES = """
BERITA ACARA
MUSRENBANG RKPD KOTA BOGOR DI KECAMATAN BOGOR TENGAH
TAHUN 2027
NOMOR 400.10.2/12-Bogteng
Pada hari Selasa tanggal dua puluh bulan Januari tahun dua ribu dua puluh enam (20-01-2026) bertempat di
Aula Kantor Kecamatan Bogor Tengah telah diselenggarakan musrenbang Kecamatan Bogor Tengah yang dihadiri
pemangku kepentingan sesuai dengan daftar hadir peserta yang tercantum dalam LAMPIRAN I berita acara ini.
Setelah memperhatikan, mendengar dan mempertimbangkan:
1. Sambutan-sambutan yang disampaikan oleh Camat Bogor Tengah; Anggota DPRD Kota Bogor.
2. Pemaparan materi lainnya: Prioritas pembangunan Kota Bogor oleh Bapperida; Hasil pra Musrenbang oleh Tim.
3. Tanggapan dan saran dari seluruh peserta musrenbang kecamatan terhadap materi yang dipaparkan oleh
masing-masing ketua kelompok diskusi sebagaimana telah dirangkum menjadi hasil keputusan kelompok diskusi
musrenbang kecamatan, maka pada:
Hari dan Tanggal : Selasa, 20 Januari 2026
Jam : 08.30 sampai dengan 15.00 WIB
Tempat : Aula Kantor Kecamatan Bogor Tengah
Peserta : 41 orang hadir dari 45 orang yang tercatat
MENYEPAKATI
KESATU : Kegiatan Prioritas, Sasaran, yang disertai target dan kebutuhan pendanaan dalam Daftar Prioritas
Kecamatan Bogor Tengah Kota Bogor Tahun 2027 sebanyak 1 kegiatan dengan jumlah pagu Rp6.600.000 (enam juta
enam ratus ribu rupiah) sebagaimana tercantum dalam LAMPIRAN II berita acara ini.
KEDUA : Usulan program dan kegiatan yang belum dapat diakomodir dalam Daftar Prioritas Kecamatan Bogor Tengah
Kota Bogor Tahun 2027 beserta alasan penolakannya sebanyak 2 usulan sebagaimana tercantum dalam LAMPIRAN III
berita acara ini.
KETIGA : Hasil kesepakatan sidang-sidang kelompok musrenbang Kecamatan Bogor Tengah Kota Bogor Tahun 2027 dan
daftar hadir peserta sebagaimana tercantum dalam LAMPIRAN IV merupakan satu kesatuan dan bagian yang tidak
terpisahkan dari berita acara ini.
KEEMPAT : Berita acara ini dijadikan sebagai bahan penyusunan rancangan RKPD Kota Bogor Tahun 2027.
Demikian berita acara ini dibuat dan disahkan untuk digunakan sebagaimana mestinya.
"""
ATTENDANCE = ("No", "Nama", "Lembaga/Instansi", "Alamat/No. Telp", "Tanda Tangan")
REFUSED = ("No", "Kegiatan", "Lokasi", "Volume", "Alasan")
TD4 = (
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


def squeezed(text: str) -> str:
    return "".join(text.replace("\ufffe", "-").replace("\x02", "-").split())


def heads(page: Page) -> str:
    """The bold words of a page as they were printed: those of a table's head column by column."""
    return squeezed(" ".join(line.text for line in page.lines if "Bold" in line.font))


def annex(pages: list[Page], roman: str) -> Page:
    """The first page of a lampiran."""
    return next(
        page for page in pages if page.lines and squeezed(page.lines[0].text) == squeezed(f"LAMPIRAN {roman}")
    )


def test_the_berita_acara_is_the_ministrys_sentence_by_sentence() -> None:
    pages = read(drawn("berita-acara", samples.minutes(1)).content)
    text = squeezed(" ".join(line.text for page in pages for line in page.lines))

    assert squeezed(MINUTES) in text


def test_the_four_lampiran_have_their_heads_and_columns() -> None:
    pages = read(drawn("berita-acara", samples.minutes(3)).content)

    for roman in ("I", "II", "III", "IV"):
        words = squeezed(" ".join(line.text for line in annex(pages, roman).lines))
        for said in ("BERITA ACARA KESEPAKATAN HASIL MUSRENBANG KECAMATAN BOGOR TENGAH", "NOMOR", "TANGGAL"):
            assert squeezed(said) in words
    assert squeezed(" ".join(ATTENDANCE)) in heads(annex(pages, "I"))
    assert squeezed(" ".join(TD4)) in heads(annex(pages, "II"))
    assert squeezed(" ".join(REFUSED)) in heads(annex(pages, "III"))


def test_every_row_of_lampiran_iii_says_why() -> None:
    """Also one whose reason is missing in the data; and the test would see a reason that is lost."""
    minutes = samples.minutes(6)
    told = [
        line.model_copy(update={"reason": f"Alasan nomor z{n}z"}) for n, line in enumerate(minutes.declined)
    ]
    silent = told[-1].model_copy(update={"number": "BT-2027-9999", "reason": "", "note": ""})
    data = Minutes.model_validate({**minutes.model_dump(), "declined": (*told, silent), "noted": ()})

    text = squeezed("".join(raw_pages(drawn("berita-acara", data).content)))

    assert [n for n in range(len(told)) if f"Alasannomorz{n}z" not in text] == []
    assert squeezed("[BT-2027-9999]") in text
    assert text.count(squeezed("Alasan belum diisi.")) == 1


def test_the_heads_of_t_d_4_are_repeated_on_every_page_of_the_table() -> None:
    pages = read(drawn("skala-prioritas", samples.scale(40)).content)
    numbers = [{line.text.strip() for line in page.lines} & {"(10)", "(11)"} for page in pages]
    table = [page for page, last in zip(pages, numbers, strict=True) if last == {"(10)"}]

    assert len(table) > 3
    assert [page for page in table if squeezed(" ".join(TD4)) not in heads(page)] == []


def test_the_table_of_scores_has_a_column_for_each_criterion_that_is_set() -> None:
    data = samples.scale(3)
    some = data.model_copy(update={"criteria": data.criteria[1:4]})

    text = squeezed("".join(raw_pages(drawn("skala-prioritas", some).content)))

    for criterion in data.criteria:
        assert (squeezed(f"{criterion.title} ({criterion.weight:.0f}%)") in text) is (
            criterion in some.criteria
        )
