"""The kind "lalu": the list of an earlier year, with what became of each usulan and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace

from sqlalchemy import func, select

from models.batch import Batch
from models.likeness import PastProposal
from models.people import Kecamatan, Kelurahan, Person
from models.posts import Post
from models.proposal import Proposal
from models.season import KamusEntry, Season
from models.unit import Unit
from sop.core.refused import Refused
from sop.core.sheet_column import Column
from sop.duplicates.groups import Grouped, Said, There, came_again
from sop.duplicates.normal import normal
from sop.imports.kind import Checked, Kind, Line, Outcome, Row
from sop.imports.usulan_doubles import item, there
from sop.imports.usulan_rows import place_meant, said_rt_rw
from sop.office.places import Place
from sop.reading import rt_rw, rupiah, sentence, volume
from sop.reading.words import simple
from texts import plain
from texts.figures import number

COLUMNS = (
    Column(
        key="year",
        example="2027",
        title="Tahun",
        aliases=("tahun usulan", "tahun rencana"),
        required=True,
        width=8,
        hint="likeness.hint_year",
    ),
    Column(
        key="number",
        example="US-2027-TNS-KDB-0042",
        title="Nomor",
        aliases=("nomor usulan", "id usulan"),
        width=20,
        hint="likeness.hint_number",
    ),
    Column(
        key="kelurahan",
        example="Kedung Badak",
        title="Kelurahan",
        aliases=("desa", "nama kelurahan"),
        required=True,
        width=20,
    ),
    Column(key="code", example="SP-01", title="Kode kamus", aliases=("kode",), width=10),
    Column(
        key="title",
        example="Pembangunan saluran drainase lingkungan",
        title="Usulan",
        aliases=("kegiatan", "nama kegiatan", "nama usulan", "uraian"),
        required=True,
        width=44,
    ),
    Column(key="place", example="Gang Mawar depan musala", title="Lokasi", aliases=("alamat",), width=34),
    Column(key="rt", example="3", title="RT", width=6),
    Column(key="rw", example="5", title="RW", width=6),
    Column(key="volume", example="40", title="Volume", aliases=("vol",), width=10),
    Column(key="unit", example="m", title="Satuan", width=10),
    Column(key="cost", example="48000000", title="Biaya (Rp)", aliases=("anggaran", "pagu"), width=16),
    Column(
        key="outcome",
        example="tidak diakomodir",
        title="Hasil",
        aliases=("status", "keterangan hasil"),
        required=True,
        width=18,
        hint="likeness.hint_outcome",
    ),
    Column(
        key="stage",
        example="kota",
        title="Tahap",
        aliases=("diputuskan di",),
        width=12,
        hint="likeness.hint_stage",
    ),
    Column(
        key="reason", example="Pagu tidak cukup", title="Alasan", aliases=("keterangan", "catatan"), width=34
    ),
)

_TAKEN = ("diakomodir", "diakomodasi", "ya", "masuk", "disetujui", "terealisasi", "dilaksanakan", "sudah")
_LEFT = (
    "tidak diakomodir",
    "tidak diakomodasi",
    "tidak",
    "belum",
    "ditolak",
    "tidak masuk",
    "belum diakomodir",
    "tidak disetujui",
    "dicatat",
)
_UNKNOWN = ("", "belum diketahui", "diproses")
_STAGES = ("kecamatan", "kota", "rkpd", "apbd")


@dataclass(frozen=True)
class _Office:
    """What the rows of a file are compared with."""

    year: int  #: of the season: earlier ones only
    places: tuple[Place, ...]
    ids: Mapping[str, int]
    codes: Mapping[str, str]
    outputs: Mapping[str, str]  #: code -> the name of its entry
    there: tuple[There, ...]  #: usulan of this season: which of the list came again


def _office(unit: Unit, season: Season) -> _Office:
    kecamatan = unit.session.get_one(Kecamatan, season.kecamatan_id)
    kelurahan = unit.all(
        select(Kelurahan).where(Kelurahan.kecamatan_id == kecamatan.id).order_by(Kelurahan.name)
    )
    named = select(KamusEntry.code, KamusEntry.name).where(KamusEntry.season_id == season.id)
    outputs: dict[str, str] = dict(unit.session.execute(named).all())
    return _Office(
        year=season.year,
        places=tuple(
            Place(kecamatan=kecamatan.name, kelurahan=one.name, aliases=tuple(one.aliases))
            for one in kelurahan
        ),
        ids={one.name: one.id for one in kelurahan},
        codes={simple(code): code for code in outputs},
        outputs=outputs,
        there=there(unit, season),
    )


def _check(office: _Office, row: Row) -> Checked:
    """A year before this season, a kelurahan of ours, a title and an outcome; the rest may be missing."""
    try:
        year = int(float(row["year"])) if row["year"] else 0
    except ValueError:
        year = 0
    place = place_meant(row["kelurahan"], office.places)
    outcome = simple(row["outcome"])
    if not 2000 <= year < office.year:
        return Checked(Outcome.REFUSED, plain("likeness.row_year", year=office.year))
    if place is None:
        return Checked(Outcome.REFUSED, plain("imports.kelurahan_unknown", text=row["kelurahan"][:40]))
    if not row["title"]:
        return Checked(Outcome.REFUSED, plain("imports.says_nothing"))
    if outcome not in (*_TAKEN, *_LEFT, *_UNKNOWN):
        return Checked(Outcome.REFUSED, plain("likeness.row_outcome", text=row["outcome"][:40]))
    stage = simple(row["stage"])
    values: dict[str, object] = {
        "year": year,
        "number": row["number"][:40] or None,
        "kelurahan_id": office.ids[place.kelurahan],
        "kamus_code": office.codes.get(simple(row["code"])),
        "title": sentence(row["title"], 1, 5000)[:200],
        "place": row["place"][:300] or None,
        "accommodated": None if outcome in _UNKNOWN else outcome in _TAKEN,
        "stage": stage if stage in _STAGES else None,
        "reason": row["reason"][:1000] or None,
        **_address(row),
        **_size(row),
    }
    return Checked(Outcome.GOOD, "", values)


def _doubles(office: _Office, lines: Sequence[Line]) -> Grouped:
    """Which rows came again this season; of each other they are not compared: what was, was."""
    if not office.there:
        return Grouped((), whole=True)
    names = {key: name for name, key in office.ids.items()}
    rows = []
    for line in lines:
        values = line.checked.values
        if line.checked.outcome is not Outcome.REFUSED:
            said = Said(**{one.name: values.get(one.name) for one in fields(Said)})
            code = values["kamus_code"]
            row = There("", names[values["kelurahan_id"]], code, office.outputs.get(code), said)
            rows.append(item(row, str(line.number)))
    here = [item(replace(one, name=plain("imports.again_as", number=one.name))) for one in office.there]
    return came_again(rows, [replace(one, shown=one.name) for one in here])


def _address(row: Row) -> dict[str, object]:
    said = said_rt_rw(row) or row["place"]
    try:
        rt, rw = rt_rw(said)
    except Refused:
        return {}
    return {"rt": rt, "rw": rw}


def _size(row: Row) -> dict[str, object]:
    found: dict[str, object] = {}
    try:
        if row["volume"]:
            found |= {"volume": volume(row["volume"], row["unit"] or None), "unit": row["unit"][:20] or None}
    except Refused:
        pass  # the list of an earlier year is history: what is unreadable in it is left out
    try:
        if row["cost"]:
            found["cost"] = rupiah(row["cost"])
    except Refused:
        pass
    return found


def _take_in(unit: Unit, _actor: Person | None, batch: Batch, checked: Checked) -> str:
    values = dict(checked.values)
    if values["number"] is None:
        values["number"] = f"{batch.id}-{_next(unit, batch)}"
    known = select(PastProposal.id).where(
        PastProposal.kecamatan_id == batch.kecamatan_id,
        PastProposal.year == values["year"],
        PastProposal.number == values["number"],
    )
    if unit.first(known) is not None:
        raise Refused("likeness.row_known", number=values["number"], year=values["year"])
    past = PastProposal(kecamatan_id=batch.kecamatan_id, batch_id=batch.id, times=1, **values)
    remember_past(unit, past)
    unit.add(past)
    return ""


def remember_past(unit: Unit, past: PastProposal) -> None:
    """Store what it will be compared by."""
    kelurahan = unit.session.get_one(Kelurahan, past.kelurahan_id)
    entry = select(KamusEntry.name).where(
        KamusEntry.kecamatan_id == past.kecamatan_id, KamusEntry.code == (past.kamus_code or "")
    )
    output = unit.first(entry.order_by(KamusEntry.id.desc()))
    past.norm = normal(past, code=past.kamus_code, kelurahan=kelurahan.name, output=output).stored()


def _next(unit: Unit, batch: Batch) -> int:
    return (unit.first(select(func.count(PastProposal.id)).where(PastProposal.batch_id == batch.id)) or 0) + 1


def _undo(unit: Unit, _actor: Person | None, batch: Batch, most: int) -> int:
    """Everything but what was carried over by then."""
    carried = select(Proposal.carried_from_id).where(Proposal.carried_from_id.is_not(None))
    query = select(PastProposal).where(PastProposal.batch_id == batch.id, PastProposal.id.not_in(carried))
    found = unit.all(query.order_by(PastProposal.id).limit(most))
    for past in found:
        unit.session.delete(past)
    unit.session.flush()
    return len(found)


def _stays(unit: Unit, batch: Batch) -> Sequence[str]:
    query = select(PastProposal.number).where(PastProposal.batch_id == batch.id)
    return unit.all(query.order_by(PastProposal.id))


def _summary(unit: Unit, batch: Batch) -> str:
    left = select(func.count(PastProposal.id)).where(
        PastProposal.batch_id == batch.id, PastProposal.accommodated.is_(False)
    )
    return plain("likeness.list_summary", count=number(unit.first(left) or 0))


LALU = Kind(
    word="lalu",
    name="likeness.kind",
    columns=COLUMNS,
    posts=(Post.JFU,),
    ways=(("take", "likeness.take_list"),),
    office=_office,
    check=_check,
    says=("title",),
    apply=_take_in,
    undo=_undo,
    stays=_stays,
    summary=_summary,
    doubles=_doubles,
    lists=lambda office: {
        "kelurahan": [place.kelurahan for place in office.places],
        "outcome": ["diakomodir", "tidak diakomodir", "belum diketahui"],
        "stage": list(_STAGES),
    },
)
