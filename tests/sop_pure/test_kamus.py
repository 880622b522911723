"""The kamus usulan: its table, its komisi, and how people find an entry."""

from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.enums import Kind, Komisi
from sop.core.refused import Refused
from sop.proposals import kamus
from sop.proposals.kamus import Entry

pytestmark = pytest.mark.quick

ENTRIES = kamus.shipped()
REAL = Path(__file__).parents[3] / "shared" / "data" / "kamus_usulan.csv"


def test_the_shipped_entries() -> None:
    assert Counter(entry.komisi for entry in ENTRIES) == {
        Komisi.SARPRAS: 22,
        Komisi.KESRA: 16,
        Komisi.EKONOMI: 11,
        Komisi.PEMERINTAHAN: 11,
    }
    assert ENTRIES[0] == Entry(
        code="SP-01",
        komisi=Komisi.SARPRAS,
        name="Pembangunan saluran drainase lingkungan (U-ditch atau pasangan batu)",
        short_name="Drainase",
        kind=Kind.FISIK,
        unit="m",
        unit_price=1_200_000,
        office="Dinas Pekerjaan Umum dan Penataan Ruang",
        activity_code="1.03.06.2.01",
        activity="Pengelolaan dan Pengembangan Sistem Drainase yang Terhubung Langsung dengan Sungai dalam"
        " Daerah Kabupaten/Kota",
        definition="Saluran air hujan di permukiman, terbuka atau tertutup. Sebutkan panjangnya, arah"
        " alirannya, dan titik pembuangannya.",
    )


def test_every_entry_fits_its_column_its_button_and_reads_as_a_sentence() -> None:
    for entry in ENTRIES:
        assert 0 < len(entry.short_name) <= kamus.SHORT_NAME, entry.code
        assert len(entry.name) <= 160, entry.code
        assert len(entry.activity) <= 250, entry.code
        assert entry.definition.endswith("."), entry.code
        assert entry.unit_price > 0, entry.code
    assert len({entry.short_name for entry in ENTRIES}) == len({entry.code for entry in ENTRIES}) == 60


@pytest.mark.skipif(not REAL.exists(), reason="the collected facts are not beside this clone")
def test_the_facts_of_the_table_are_those_that_were_collected() -> None:
    def facts(entry: Entry) -> tuple[object, ...]:
        return (
            entry.code,
            entry.komisi,
            entry.kind,
            entry.unit,
            entry.unit_price,
            entry.office,
            entry.activity_code,
        )

    assert list(map(facts, kamus.read_kamus(REAL))) == list(map(facts, ENTRIES))


@pytest.mark.parametrize(
    ("code", "komisi"),
    [
        ("1.03.06.2.01", Komisi.SARPRAS),
        ("2.15.02.2.02", Komisi.SARPRAS),
        ("1.01.02.2.01", Komisi.KESRA),
        ("2.22", Komisi.KESRA),
        ("3.27.07.2.01", Komisi.EKONOMI),
        ("1.05.03.2.02", Komisi.PEMERINTAHAN),
        ("7.01.03.2.02", Komisi.PEMERINTAHAN),
        ("5.01.01", Komisi.PEMERINTAHAN),
        ("9.99", None),
        ("", None),
    ],
)
def test_the_komisi_follows_from_the_bidang_urusan(code: str, komisi: Komisi | None) -> None:
    assert kamus.komisi_of(code) is komisi


def test_the_entries_of_a_komisi() -> None:
    assert [entry.code for entry in kamus.of_komisi(ENTRIES, Komisi.PEMERINTAHAN)] == [
        f"PM-{number:02}" for number in range(1, 12)
    ]


@pytest.mark.parametrize(
    ("volume", "cost"), [("40", 48_000_000), ("1.5", 1_800_000), ("0.001", 1_200), ("0.333", 399_600)]
)
def test_cost_is_price_times_volume(volume: str, cost: int) -> None:
    assert ENTRIES[0].cost(Decimal(volume)) == cost


@given(st.decimals(Decimal("0.001"), 1_000_000, places=3))
def test_cost_is_within_half_a_rupiah(volume: Decimal) -> None:
    for entry in ENTRIES[:5]:
        assert abs(entry.cost(volume) - entry.unit_price * volume) <= Decimal("0.5")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("selokan mampet", "SP-01"), ("got", "SP-01"), ("drainasse", "SP-01"), ("SP-03", "SP-03"),
        ("sp03", "SP-03"), ("TPT longsor", "SP-03"), ("betonisasi jl. Melati RT 3/5", "SP-04"),
        ("gang sempit", "SP-05"), ("paving", "SP-06"), ("pengaspalan jalan", "SP-07"),
        ("lampu jalan", "SP-10"),
        ("PJU gg mawar", "SP-10"), ("lampu mati di gang mawar", "SP-10"), ("rutilahu", "SP-13"),
        ("rumah tidak layak huni", "SP-13"), ("wc umum", "SP-14"), ("air bersih", "SP-16"),
        ("posyandu", "KS-01"), ("stunting", "KS-04"), ("kursi roda", "KS-09"), ("umkm", "EK-01"),
        ("halal", "EK-02"), ("kantor kelurahan", "PM-01"), ("hansip", "PM-06"), ("cctv", "PM-07"),
    ],
)  # fmt: skip
def test_an_entry_is_found_by_everyday_words(text: str, code: str) -> None:
    assert kamus.search(ENTRIES, text)[0].code == code


@pytest.mark.parametrize("text", ["", ".", "123", "musala", "ambulans", "😀"])
def test_nothing_is_found_for_what_no_entry_knows(text: str) -> None:
    assert kamus.search(ENTRIES, text) == ()


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.code)
def test_every_entry_is_found_by_its_own_names(entry: Entry) -> None:
    assert entry in kamus.search(ENTRIES, entry.short_name)
    assert entry in kamus.search(ENTRIES, entry.name)


def test_a_limit_is_kept() -> None:
    assert len(kamus.search(ENTRIES, "pelatihan", limit=3)) == 3


@given(st.text(max_size=60))
def test_any_text_can_be_searched(text: str) -> None:
    assert len(kamus.search(ENTRIES, text)) <= 6


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Pembangunan Gapura RW", "Gapura"),
        ("Perbaikan jembatan gantung (kabel) Kali Ciliwung", "jembatan gantung"),
        ("Pengadaan", "Pengadaan"),
        ("Superkalifragilistikekspialidosis", "Superkalifragilistik"),
    ],
)
def test_a_button_gets_the_telling_words(name: str, short: str) -> None:
    assert kamus.shortened(name) == short


def test_an_office_loads_its_own_table(tmp_path: Path) -> None:
    table = tmp_path / "kamus.csv"
    table.write_text(
        "kode;usulan;jenis;satuan;harga_satuan;kode_kegiatan\n"
        "A-1;Pembangunan gapura;Fisik;unit;Rp25.000.000,00;1.03.1\n",
        encoding="utf-8",
    )

    (entry,) = kamus.read_kamus(table)

    assert (entry.code, entry.short_name, entry.komisi) == ("A-1", "gapura", Komisi.SARPRAS)
    assert (entry.kind, entry.unit, entry.unit_price) == (Kind.FISIK, "unit", 25_000_000)


@pytest.mark.parametrize(
    ("lines", "key", "facts"),
    [
        (
            ["A-1,Gapura,unit,murah,1.03"],
            "csv_value",
            {"column": "unit_price", "code": "A-1", "value": "murah"},
        ),
        (["A-1,Gapura,unit,5,9.99"], "csv_value", {"column": "komisi", "code": "A-1", "value": ""}),
        (["A-1,Gapura,unit,5,1.03", "A-1,Pagar,m,5,1.03"], "csv_twice", {"code": "A-1"}),
        (["A-1,,unit,5,1.03"], "csv_cell", {"line": 2, "column": "nama"}),
    ],
)
def test_a_table_with_a_mistake_is_refused_with_its_place(
    tmp_path: Path, lines: list[str], key: str, facts: dict[str, object]
) -> None:
    table = tmp_path / "kamus.csv"
    table.write_text("\n".join(["kode,nama,satuan,harga,kode_kegiatan", *lines]), encoding="utf-8")

    with pytest.raises(Refused) as refused:
        kamus.read_kamus(table)

    assert (refused.value.key, refused.value.facts) == (f"reading.{key}", {"file": "kamus.csv"} | facts)
