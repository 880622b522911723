"""The usulan of a season as rows of an office's own lists: Tabel T-D.4, the order of SIPD, everything."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload, lazyload

from models.enums import Komisi, Status
from models.meeting import Standing
from models.proposal import Confirmation, Proposal
from models.season import Season
from models.unit import Unit
from sop.core.masking import masked
from sop.core.statuses import status_word
from sop.duplicates.likeness_words import paper_note
from sop.papers.letterhead import office
from sop.proposals.fields import FIELDS, Cell, Export
from sop.proposals.late import late_words
from sop.proposals.programs import program_words, target_words
from sop.proposals.proposal_words import place_words, volume_words
from sop.step1_recap.intake import COUNTED
from texts import plain
from texts.figures import day_of

TD4, SIPD, USULAN = "td4", "sipd", "usulan"

#: Those that nobody proposes to the city any more, or not yet.
_OUT = (Status.REFUSED, Status.NOTED, Status.NOT_AGREED, Status.BANKED)


@dataclass(frozen=True)
class Listed:
    """An usulan with what stands beside it."""

    one: Proposal
    region: str  #: "Kota Bogor"
    kecamatan: str
    confirmed: bool  #: by the Lurah, with the whole list of his kelurahan
    standing: Standing | None


Value = Callable[[Listed], Cell]


def _empty(_row: Listed) -> None:
    """What the office fills in."""


@dataclass(frozen=True)
class Column:
    """One column of a list, and what stands in it."""

    heading: str  #: key of a sentence
    width: int  #: letters
    value: Value = _empty
    form: str = "text"  #: text, number, money or date


@dataclass(frozen=True)
class Layout:
    """One list. The first column numbers the rows."""

    columns: tuple[Column, ...]
    by: str  #: heading of the column by which the summary adds up
    by_komisi: bool = True  #: a sheet for each komisi

    @property
    def headings(self) -> tuple[tuple[str, int, str], ...]:
        """Key, width and form of each column."""
        return tuple((one.heading, one.width, one.form) for one in self.columns)

    @property
    def money(self) -> int:
        """The column of the cost, counted from 0."""
        return next(at for at, one in enumerate(self.columns) if one.form == "money")

    @property
    def sums_by(self) -> int:
        """The column by which the summary adds up, counted from 0."""
        return next(at for at, one in enumerate(self.columns) if one.heading == self.by)


def listed(unit: Unit, season: Season, layout: str) -> list[Listed]:
    """In the order of the plenary where there is one, else of the numbers."""
    wanted = [status for status in Status if status is not Status.DRAFT] if layout == USULAN else COUNTED
    query = (
        select(Proposal)
        .where(Proposal.season_id == season.id, Proposal.number.is_not(None), Proposal.status.in_(wanted))
        .options(
            lazyload(Proposal.uploads),
            joinedload(Proposal.author),
            joinedload(Proposal.kamus),
        )
        .order_by(Proposal.sequence)
    )
    every = list(unit.session.scalars(query).unique())
    if layout == TD4:
        agreed = [one for one in every if one.status == Status.AGREED]
        every = agreed or [one for one in every if one.status not in _OUT]
    said = select(Confirmation.kelurahan_id).where(
        Confirmation.season_id == season.id, Confirmation.agrees.is_(True)
    )
    confirmed = set(unit.session.scalars(said))
    places = select(Standing).where(Standing.season_id == season.id).options(lazyload(Standing.proposal))
    standings = {one.proposal_id: one for one in unit.session.scalars(places)}
    region, kecamatan = office(season.kecamatan).region, season.kecamatan.name
    rows = [
        Listed(one, region, kecamatan, one.kelurahan_id in confirmed, standings.get(one.id)) for one in every
    ]
    return sorted(rows, key=_place) if layout == TD4 else rows


def _place(row: Listed) -> tuple[int, int]:
    rank = row.standing.final_rank if row.standing is not None else None
    return (rank or 0, row.one.sequence or 0)


# ---- Tabel T-D.4


def _activity(row: Listed) -> str:
    one, kamus = row.one, row.one.kamus
    facts = {"title": masked(one.title or ""), "number": one.number or ""}
    if kamus is None or not kamus.activity_code:
        return plain("paper_outcome.activity_named", **facts)
    return plain("paper_outcome.activity_coded", code=kamus.activity_code, activity=kamus.activity, **facts)


def _program(row: Listed) -> str:
    kamus = row.one.kamus
    return program_words(kamus.activity_code) if kamus is not None and kamus.activity_code else ""


def _td4_place(row: Listed) -> str:
    place = masked(place_words(row.one))
    return plain("paper_outcome.place_in", kelurahan=row.one.kelurahan.name, place=place).rstrip()


def _td4(
    at: int, width: int, value: Callable[[Listed], Cell] = lambda _row: None, form: str = "text"
) -> Column:
    return Column(f"paper_outcome.td4_{at}", width, value, form)


# ---- the order of SIPD


def _sipd(
    at: int, width: int, value: Callable[[Listed], Cell] = lambda _row: None, form: str = "text"
) -> Column:
    return Column(f"export.sipd_{at}", width, value, form)


def _pinned(row: Listed) -> str:
    one, where = row.one, masked(place_words(row.one))
    return where if one.lat is None or one.lon is None else f"{where} ({one.lat:.6f},{one.lon:.6f})"


def _flow(row: Listed) -> str:
    """In the words of SIPD; what is turned down keeps the level at which it was."""
    if row.one.status == Status.AGREED:
        return plain("export.flow_forum")
    return plain("export.flow_declined") if row.one.status in _OUT else plain("export.flow_kecamatan")


def _ours(row: Listed) -> str:
    reason = _reason(row)
    return status_word(row.one.status) + (f": {reason}" if reason else "")


# ---- everywhere


def _reason(row: Listed) -> str:
    return masked(paper_note(row.one))


def _day(row: Listed) -> str | None:
    """When it was sent, by the clock on the wall."""
    sent = row.one.submitted_at
    return day_of(sent).isoformat() if sent else None


def _volume(row: Listed) -> float | None:
    return float(row.one.volume) if row.one.volume is not None else None


def _code(row: Listed) -> str | None:
    return row.one.kamus.activity_code if row.one.kamus is not None else None


def _name(row: Listed) -> str | None:
    return row.one.kamus.activity if row.one.kamus is not None else None


def _coded_name(row: Listed) -> str | None:
    return f"{_code(row)} {_name(row)}".strip() if row.one.kamus is not None else None


def _total(row: Listed) -> float | None:
    total = row.standing.exact_total if row.standing is not None else None
    return round(float(total), 4) if total is not None else None


def _rank(row: Listed) -> int | None:
    return row.standing.rank if row.standing is not None else None


def _final_rank(row: Listed) -> int | None:
    return row.standing.final_rank if row.standing is not None and row.standing.agreed else None


def _of(export: Export) -> Column:
    return Column(export.heading, export.width, lambda row: export.value(row.one), export.form)


_NO = Column("paper_common.no", 5, form="number")

LAYOUTS: dict[str, Layout] = {
    TD4: Layout(
        columns=(
            _td4(1, 5, form="number"),
            _td4(2, 14),
            _td4(3, 14),
            _td4(4, 30, _program),
            _td4(5, 44, _activity),
            _td4(6, 18, lambda row: target_words(row.one)),
            _td4(7, 34, _td4_place),
            _td4(8, 18, lambda row: volume_words(row.one)),
            _td4(9, 18, lambda row: row.one.cost or 0, "money"),
            _td4(10, 30, lambda row: row.one.office),
        ),
        by="paper_outcome.td4_10",
    ),
    SIPD: Layout(
        columns=(
            _NO,
            _sipd(1, 24, lambda row: row.one.number),
            _sipd(2, 12, _day, "date"),
            _sipd(3, 22, lambda row: row.one.author.name),
            _sipd(4, 24, lambda row: plain("export.profile", kelurahan=row.one.kelurahan.name)),
            _sipd(5, 40, lambda row: masked(row.one.title or "")),
            _sipd(6, 50, lambda row: masked(row.one.problem or "")),
            _sipd(7, 40, _pinned),
            _sipd(8, 14, lambda row: row.region),
            _sipd(9, 16, lambda row: row.kecamatan),
            _sipd(10, 18, lambda row: row.one.kelurahan.name),
            _sipd(11, 10, lambda row: row.one.times, "number"),
            _sipd(12, 28, lambda row: row.one.kamus.office if row.one.kamus is not None else row.one.office),
            _sipd(13, 28, lambda row: row.one.office),
            _sipd(14, 34, _flow),
            _sipd(15, 34, _reason),
            _sipd(16, 16),
            _sipd(17, 24, lambda row: plain("export.lurah_agrees") if row.confirmed else None),
            _sipd(18, 30, _ours),
            _sipd(19, 16),
            _sipd(20, 16),
            _sipd(21, 12, _volume, "number"),
            _sipd(22, 10, lambda row: row.one.unit),
            _sipd(23, 18, lambda row: row.one.cost or 0, "money"),
            _sipd(24, 14),
            _sipd(25, 44, _coded_name),
        ),
        by="export.sipd_10",
        by_komisi=False,
    ),
    USULAN: Layout(
        columns=(
            _NO,
            Column("export.number", 24, lambda row: row.one.number),
            Column("export.sent_on", 12, _day, "date"),
            Column("export.kelurahan", 18, lambda row: row.one.kelurahan.name),
            Column("export.author", 22, lambda row: row.one.author.name),
            *(_of(export) for field in FIELDS for export in field.exports),
            Column("export.office", 30, lambda row: row.one.office),
            Column("export.activity_code", 16, _code),
            Column("export.activity", 40, _name),
            Column("export.times", 10, lambda row: row.one.times, "number"),
            Column("export.revision", 10, lambda row: row.one.revision, "number"),
            Column("export.status", 20, lambda row: status_word(row.one.status)),
            Column("export.reason", 40, _reason),
            Column("export.late", 20, lambda row: late_words(row.one)),
            Column("export.total", 10, _total, "number"),
            Column("export.rank", 10, _rank, "number"),
            Column("export.final_rank", 10, _final_rank, "number"),
        ),
        by="export.kelurahan",
    ),
}


def grouped(layout: Layout, rows: Sequence[Listed]) -> list[tuple[str, list[list[Cell]]]]:
    """Name of the sheet -> its rows, numbered; every komisi has a sheet, the empty ones too."""
    if not layout.by_komisi:
        return [(plain("export.sheet_all"), _numbered(layout, rows))]
    return [
        (plain(f"komisi.{komisi}"), _numbered(layout, [row for row in rows if row.one.komisi == komisi]))
        for komisi in Komisi
    ]


def _numbered(layout: Layout, rows: Sequence[Listed]) -> list[list[Cell]]:
    return [[at, *(one.value(row) for one in layout.columns[1:])] for at, row in enumerate(rows, start=1)]
