"""Lists for the office's own work: Tabel T-D.4, the order of SIPD and everything, as Excel and as CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from sqlalchemy import select, update

from demo.phone import Phone
from models.enums import Komisi, Status
from models.meeting import Standing
from models.posts import Post
from models.proposal import Proposal
from tests.core.command_desk import Desk
from tests.support.office import Bureau, Office
from tests.support.seed import proposals
from tests.support.usulan import speaks_plainly

PHONE, NIK = "0812-3456-7890", "3271045501900003"
TITLE = f"=HYPERLINK(1) drainase, hubungi {PHONE} NIK {NIK}"
NAMES = ["Pemerintahan", "Kesra", "Ekonomi", "Sarpras"]


@pytest.fixture(scope="module")
def here(bureau: Bureau) -> Office:
    """Twelve usulan: eight agreed in a plenary's order, two refused with a reason, two in the queue."""
    office = bureau.office()
    office.joins(Post.JFU, "Dedi Kurnia")
    office.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
    office.joins(Post.DELEGASI, "Wawan Setiawan", "Kelurahan B")
    agreed = proposals(office, 5, Status.AGREED, "Siti Aminah")
    agreed += proposals(office, 3, Status.AGREED, "Wawan Setiawan", "Kelurahan B")
    refused = proposals(office, 2, Status.REFUSED, "Siti Aminah")
    proposals(office, 2, Status.SUBMITTED, "Siti Aminah")
    with bureau.database.unit(bureau.now()) as unit:
        values = {"title": TITLE, "place": "+62 812 3456 7890, depan musala", "lat": -6.56, "lon": 106.79}
        unit.session.execute(update(Proposal).where(Proposal.id == agreed[0]).values(**values))
        unit.session.execute(
            update(Proposal).where(Proposal.id.in_(refused)).values(reason="Lahan masih sengketa.")
        )
        for at, one in enumerate(unit.all(select(Proposal).where(Proposal.id.in_(agreed)))):
            unit.add(
                Standing(
                    kecamatan_id=office.kecamatan_id,
                    season_id=office.season_id,
                    proposal_id=one.id,
                    komisi=one.komisi,
                    means={},
                    spreads={},
                    total="365/4",
                    rank=8 - at,
                    scored_rank=8 - at,
                    final_rank=8 - at,
                )
            )
    return office


@pytest.fixture
def jfu(here: Office) -> Iterator[Phone]:
    phone = here.people["Dedi Kurnia"]
    phone.sends("/usulan")
    phone.sees("Dikonfirmasi Lurah")
    phone.taps("Rekap usulan")
    phone.taps("Unduh Excel")
    phone.sees("Unduh daftar usulan")
    yield phone
    speaks_plainly(phone)


def every(office: Office) -> list[Proposal]:
    query = select(Proposal).where(Proposal.season_id == office.season_id).order_by(Proposal.sequence)
    return office.read(query)


def opened(content: bytes) -> tuple[Workbook, Workbook]:
    """With its formulas, and with their values."""
    return load_workbook(io.BytesIO(content)), load_workbook(io.BytesIO(content), data_only=True)


def rows(book: Workbook, name: str) -> list[tuple[object, ...]]:
    """What stands between the headings and the sum."""
    lines = list(book[name].values)
    first = next(at for at, line in enumerate(lines) if line[0] == "No")
    return lines[first + 1 : -1]


def named(book: Workbook, name: str) -> list[dict[str, object]]:
    """The same by the headings, whatever columns there are between them."""
    heads = next(line for line in book[name].values if line[0] == "No")
    assert len(set(heads)) == len(heads)
    return [dict(zip(heads, line, strict=True)) for line in rows(book, name)]


def usable(book: Workbook) -> None:
    """What an office expects of every sheet."""
    for sheet in book:
        assert sheet.freeze_panes == "C5"
        assert sheet.auto_filter.ref.startswith("A4:")
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 14)
        assert sheet.print_area
        assert sheet.print_title_rows == "$4:$4"
        assert not sheet.merged_cells.ranges


def test_td4_in_the_order_of_the_plenary_with_sums_that_are_formulas(here: Office, jfu: Phone) -> None:
    agreed = [one for one in every(here) if one.status == Status.AGREED]
    jfu.taps("T-D.4 Excel")
    jfu.sees("Berkasnya sedang dibuat")
    book, values = opened(jfu.downloads(jfu.sees("Tabel T-D.4, Daftar Urutan", within=60)))

    usable(book)
    assert book.sheetnames == ["Ringkasan", *NAMES]
    for komisi, name in zip(Komisi, NAMES, strict=True):
        mine = [one for one in reversed(agreed) if one.komisi == komisi]
        found = rows(values, name)
        assert [row[0] for row in found] == [at for at, _ in enumerate(mine, start=1)]
        assert [(row[8], row[9]) for row in found] == [(one.cost, one.office) for one in mine]
        assert all(f"[{one.number}]" in str(row[4]) for one, row in zip(mine, found, strict=True))
        money = book[name].cell(book[name].max_row, 9)
        assert (money.value, money.number_format) == (f"=SUBTOTAL(109,$I$5:$I${4 + len(mine)})", '"Rp"#,##0')
        assert values[name].cell(book[name].max_row, 9).value == sum(one.cost for one in mine)
    summary = list(values["Ringkasan"].values)[-1]
    costs = [sum(one.cost for one in agreed if one.komisi == komisi) for komisi in Komisi]
    assert summary[2:] == (2, 2, 2, 2, 8, *costs, sum(costs))
    assert {cell.data_type for row in book["Ringkasan"]["C5:L5"] for cell in row} == {"f"}


def test_everything_holds_no_phone_and_no_nik_and_text_stays_text(here: Office, jfu: Phone) -> None:
    jfu.taps("Semua usulan Excel")
    content = jfu.downloads(jfu.sees("Daftar semua usulan", within=60))
    book, values = opened(content)

    usable(book)
    found = sorted((one for name in NAMES for one in named(values, name)), key=lambda one: one["Nomor"])
    assert [one["Nomor"] for one in found] == [one.number for one in every(here)]
    sent = here.bureau.now().date()
    assert {one["Dikirim"] for one in found} == {datetime(sent.year, sent.month, sent.day)}
    assert [one["Volume"] for one in found] == [float(one.volume) for one in every(here)]
    assert [one["Status"] for one in found] == ["Disepakati"] * 8 + ["Tidak layak"] * 2 + [
        "Menunggu verifikasi"
    ] * 2
    assert found[0]["Usulan"] == "=HYPERLINK(1) drainase, hubungi ••• NIK •••"
    assert list(found[0].values())[-3:] == [91.25, 8, 8]
    assert found[8]["Catatan"] == "Lahan masih sengketa."
    hostile = [cell for sheet in book for row in sheet for cell in row if "HYPERLINK" in str(cell.value)]
    assert [cell.data_type for cell in hostile] == ["s"]
    words = "".join(str(cell) for sheet in values for row in sheet.values for cell in row)
    assert "3456" not in words
    assert NIK not in words


def test_sipd_has_its_25_columns_in_order(here: Office, jfu: Phone) -> None:
    usulan = every(here)
    jfu.taps("SIPD CSV")
    text = jfu.downloads(jfu.sees("Daftar usulan menurut urutan kolom SIPD", within=60)).decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(text), delimiter=";"))

    assert lines[0] == [
        *(
            "No",
            "id_usulan",
            "tanggal_usul",
            "pengusul",
            "profil",
            "usulan",
            "masalah",
            "alamat",
            "kabupaten",
        ),
        *("kecamatan", "kelurahan", "usulan_ke", "opd_tujuan_awal", "opd_tujuan_akhir", "status", "catatan"),
        *("rekomendasi_mitra", "rekomendasi_kelurahan", "rekomendasi_kecamatan", "rekomendasi_skpd"),
        *("rekomendasi_tapd", "volume", "satuan", "anggaran", "jenis_belanja", "sub_kegiatan"),
    ]
    assert [(row[0], row[1], row[23]) for row in lines[1:]] == [
        (str(at), one.number, str(one.cost)) for at, one in enumerate(usulan, start=1)
    ]
    first, refused = lines[1], lines[9]
    assert first[5] == "'=HYPERLINK(1) drainase, hubungi ••• NIK •••"
    assert first[7].startswith("•••, depan musala")
    assert first[7].endswith("(-6.560000,106.790000)")
    assert (first[3], first[8:11], first[14]) == (
        "Siti Aminah",
        ["Kota Bogor", here.name, "Kelurahan A"],
        "Diteruskan ke Forum SKPD",
    )
    assert refused[14:16] == ["Diteruskan ke Musrenbang Kecamatan||Ditolak", "Lahan masih sengketa."]
    assert refused[18] == "Tidak layak: Lahan masih sengketa."


def test_only_jfu_and_sekretaris_get_lists(here: Office) -> None:
    siti = here.people["Siti Aminah"]
    siti.sends("/start")
    home = siti.sees("Musrenbang Kecamatan")

    for data in ("export:choose", "export:make:usulan:xlsx"):
        alert = siti.presses(home, data)
        assert alert is not None
        assert "JFU" in alert.text


def test_on_the_command_line(here: Office, tmp_path: Path) -> None:
    desk = Desk(tmp_path, DATABASE_URL=here.bureau.url)
    command = ("export", "--kecamatan", here.name, "--out")

    code, out, errors = desk.types(*command, "td4.csv", "--layout", "td4", "--json")
    wrong = desk.types(*command, "td4.pdf")

    content = (tmp_path / "td4.csv").read_bytes()
    total = sum(one.cost for one in every(here) if one.status == Status.AGREED)
    assert (code, errors) == (0, "")
    expected = {"file": "td4.csv", "layout": "td4", "rows": 8, "total": total, "bytes": len(content)}
    assert json.loads(out) == expected
    assert len(list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))) == 9
    assert wrong[0] == 1
    assert wrong[2] == "Berkas td4.pdf tidak berakhiran .xlsx atau .csv. Beri salah satu akhiran itu.\n"
