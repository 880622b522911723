"""Files of a numbered recap: the pra Musrenbang workbook, open data without people, a text for a channel."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

import pytest
from openpyxl import Workbook, load_workbook
from sqlalchemy import select, update

from demo.phone import Phone
from models.enums import Komisi, Status
from models.posts import Post
from models.proposal import Proposal
from models.recap import Snapshot
from tests.support.office import Bureau, Office
from tests.support.seed import proposals
from tests.support.usulan import reads, sends_usulan, speaks_plainly
from texts.figures import moment, rupiah

AUTHOR, PHONE, NIK = "Siti Aminah", "0812-3456-7890", "3271 0455 0190 0003"
TITLE = f"=HYPERLINK(1) drainase depan rumah {AUTHOR.lower()} {PHONE}, NIK {NIK}"


@pytest.fixture(scope="module")
def here(bureau: Bureau) -> Office:
    """An office with nine usulan, one of them with much that nobody else should read, and a recap of it."""
    office = bureau.office()
    jfu = office.joins(Post.JFU, "Dedi Kurnia")
    siti = office.joins(Post.DELEGASI, AUTHOR, "Kelurahan A")
    office.joins(Post.DELEGASI, "Wawan Setiawan", "Kelurahan B")
    sends_usulan(siti)
    proposals(office, 5, Status.SUBMITTED, AUTHOR)
    last = proposals(office, 3, Status.SUBMITTED, "Wawan Setiawan", "Kelurahan B")[-1]
    with office.bureau.database.unit(office.bureau.now()) as unit:
        values = {"title": TITLE, "place": "Depan rumah Wawan Setiawan", "problem": f"Hubungi {PHONE}."}
        unit.session.execute(update(Proposal).where(Proposal.id == last).values(**values))
    jfu.taps("Rekap masuk")
    jfu.taps("Rekap usulan")
    jfu.taps("Rekap bernomor")
    jfu.taps("Buat rekap v1")
    jfu.sees("sudah dibuat")
    return office


@pytest.fixture
def jfu(here: Office) -> Iterator[Phone]:
    phone = here.people["Dedi Kurnia"]
    phone.sends("/usulan")
    phone.sees("Dikonfirmasi Lurah")
    for word in ("Rekap usulan", "Rekap bernomor", "v1"):
        phone.taps(word)
    phone.sees("Ini rekap bernomor yang pertama.")
    yield phone
    speaks_plainly(phone)


def counted(office: Office) -> list[Proposal]:
    query = select(Proposal).where(Proposal.season_id == office.season_id).order_by(Proposal.sequence)
    return office.read(query)


def snapshot(office: Office) -> Snapshot:
    found: Snapshot = office.read(select(Snapshot).where(Snapshot.season_id == office.season_id))[0]
    return found


def file(phone: Phone, caption: str) -> bytes:
    return phone.downloads(phone.sees(caption, within=60))


def sums(book: Workbook, name: str) -> list[str]:
    """The formulas of a sheet."""
    return [cell.value for row in book[name].iter_rows() for cell in row if cell.data_type == "f"]


def test_workbook_has_a_sheet_per_komisi_and_adds_up(here: Office, jfu: Phone) -> None:
    every, mark, at = counted(here), snapshot(here).sha256[:8], moment(snapshot(here).at)
    jfu.taps("Excel T-D.4")
    jfu.sees("Berkasnya sedang dibuat")
    content = file(jfu, f"Format pra Musrenbang, dibuat dari Rekap v1, {at}, sidik jari {mark}.")
    book, values = load_workbook(io.BytesIO(content)), load_workbook(io.BytesIO(content), data_only=True)

    assert book.sheetnames == ["Ringkasan", "Pemerintahan", "Kesra", "Ekonomi", "Sarpras"]
    for komisi, name in zip(Komisi, book.sheetnames[1:], strict=True):
        mine = [one for one in every if one.komisi == komisi]
        rows = list(values[name].values)
        head = next(at for at, row in enumerate(rows) if row[0] == "No")
        assert [str(cell) for cell in rows[head + 1]] == [f"({at})" for at in range(1, 11)]
        listed = rows[head + 2 : head + 2 + len(mine)]
        assert [row[8] for row in listed] == [one.cost for one in mine]
        assert [row[4].split("\n")[-1] for row in listed] == [f"[{one.number}]" for one in mine]
        assert [row[9] for row in listed] == [one.office for one in mine]
        total = rows[head + 2 + len(mine)]
        assert (total[0], total[8]) == (
            f"Jumlah seluruhnya ({len(mine)} kegiatan)",
            sum(one.cost for one in mine),
        )
        assert sums(book, name) == [f"=SUM(I{head + 3}:I{head + 2 + len(mine)})"]
        signed = [cell for row in rows[head + 3 + len(mine) :] for cell in row if cell]
        assert signed == [
            *("Disusun oleh", "Bogor, 11 Januari 2027", "JFU,", "DEDI KURNIA"),
            *("Penata Tingkat I, III/d", "NIP 197805122005011004"),
        ]
    sarpras = list(values["Sarpras"].values)
    sent = next(row for row in sarpras if row[4] and every[0].number in str(row[4]))
    assert sent[6:8] == ("Kelurahan Kelurahan A\nGang Mawar depan musala, RT 03/RW 05", "40 m")
    hostile = [
        cell for sheet in book for row in sheet.iter_rows() for cell in row if "HYPERLINK" in str(cell.value)
    ]
    assert [(cell.data_type, cell.value.split("\n")[0]) for cell in hostile] == [("s", TITLE)]
    total = next(row for row in values["Ringkasan"].values if row[1] == "Jumlah")
    counts = [sum(one.komisi == komisi for one in every) for komisi in Komisi]
    costs = [sum(one.cost for one in every if one.komisi == komisi) for komisi in Komisi]
    assert list(total[2:]) == [*counts, 9, *costs, sum(costs)]
    assert len(sums(book, "Ringkasan")) == 3 * 2 + 10


def test_open_data_holds_nobody(here: Office, jfu: Phone) -> None:
    every = counted(here)
    jfu.taps("Data terbuka")
    book = load_workbook(io.BytesIO(file(jfu, "Data terbuka tanpa data pribadi, dibuat dari Rekap v1")))
    text = file(jfu, "Data terbuka dalam CSV").decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))

    assert rows[0] == list(next(book["usulan"].values))
    assert [row[0] for row in rows[1:]] == [one.number for one in every]
    assert [(row[1], int(row[7])) for row in rows[1:]] == [(one.kelurahan.name, one.cost) for one in every]
    assert rows[1][2:7] == ["Sarpras", every[0].title, "RT 03/RW 05", "40", "m"]
    assert rows[-1][3] == "'=HYPERLINK(1) drainase depan rumah … …, NIK …"
    assert list(book["usulan"].values)[-1][3] == "=HYPERLINK(1) drainase depan rumah … …, NIK …"
    assert [cell for row in book["usulan"].iter_rows() for cell in row if cell.data_type == "f"] == []
    public = text + "".join(str(cell) for sheet in book for row in sheet.values for cell in row)
    for word in (*here.people, PHONE, NIK, "12-3456", "Gang Mawar", "Hubungi", str(here.people[AUTHOR].id)):
        assert word.lower() not in public.lower()


def test_text_for_a_channel_says_the_figures(here: Office, jfu: Phone) -> None:
    every, mark = counted(here), snapshot(here).sha256[:8]
    parts = [
        (name, [one.cost for one in every if one.komisi == komisi])
        for komisi, name in zip(Komisi, ("Pemerintahan", "Kesra", "Ekonomi", "Sarpras"), strict=True)
    ]

    jfu.taps("Teks ringkas")

    lines = "\n".join(f"{name}: {len(costs)} usulan, {rupiah(sum(costs))}" for name, costs in parts)
    reads(
        jfu,
        f"Usulan Musrenbang Kecamatan {here.name}, RKPD 2028\nRekap v1, 11 Jan 2027 jj.mm WIB\n"
        f"9 usulan dari 2 kelurahan, perkiraan {rupiah(sum(one.cost for one in every))}.\n{lines}\n"
        f"Sidik jari data {mark}.",
    )


def test_files_of_a_recap_are_not_for_delegates(here: Office) -> None:
    siti = here.people[AUTHOR]
    siti.sends("/start")
    home = siti.sees("Musrenbang Kecamatan")

    for word in ("pra", "open", "post"):
        alert = siti.presses(home, f"recap:{word}:{snapshot(here).id}")
        assert alert is not None
        assert alert.text.startswith("Rekap ini untuk kecamatan")
