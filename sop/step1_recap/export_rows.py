"""The usulan of a season as rows of an office's own lists: Tabel T-D.4, the order of SIPD, everything."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload, lazyload

from models.enums import Kind, Komisi, Status
from models.meeting import Standing
from models.proposal import Confirmation, Proposal
from models.season import Season
from models.unit import Unit
from sop.core.masking import masked
from sop.core.statuses import status_word
from sop.duplicates.likeness_words import paper_note
from sop.papers.letterhead import office
from sop.proposals.proposal_words import land_words, place_words, urgency_words, volume_words
from sop.step1_recap.intake import COUNTED
from texts import plain
from texts.figures import day_of

Cell = str | int | float | None
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


@dataclass(frozen=True)
class Layout:
    """One list: its columns (key, width, form) and what a row says."""

    columns: tuple[tuple[str, int, str], ...]
    row: Callable[[Listed], list[Cell]]
    by: int  #: column by which the summary adds up, from 0
    money: int  #: column of the money
    by_komisi: bool = True  #: a sheet for each komisi


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


def _td4(row: Listed) -> list[Cell]:
    one, kamus = row.one, row.one.kamus
    facts = {"title": masked(one.title or ""), "number": one.number or ""}
    if kamus is not None and kamus.activity_code:
        what = plain(
            "paper_outcome.activity_coded", code=kamus.activity_code, activity=kamus.activity, **facts
        )
    else:
        what = plain("paper_outcome.activity_named", **facts)
    where = plain("paper_outcome.place_in", kelurahan=one.kelurahan.name, place=masked(place_words(one)))
    return [None, None, None, what, None, where.rstrip(), volume_words(one), one.cost or 0, one.office]


# ---- the order of SIPD


def _sipd(row: Listed) -> list[Cell]:
    one, kamus = row.one, row.one.kamus
    reason = masked(paper_note(one))
    ours = status_word(one.status) + (f": {reason}" if reason else "")
    where = masked(place_words(one))
    if one.lat is not None and one.lon is not None:
        where = f"{where} ({one.lat:.6f},{one.lon:.6f})"
    return [
        one.number,
        _day(one),
        one.author.name,
        plain("export.profile", kelurahan=one.kelurahan.name),
        masked(one.title or ""),
        masked(one.problem or ""),
        where,
        row.region,
        row.kecamatan,
        one.kelurahan.name,
        one.times,
        kamus.office if kamus is not None else one.office,
        one.office,
        _flow(one.status),
        reason,
        None,
        plain("export.lurah_agrees") if row.confirmed else None,
        ours,
        None,
        None,
        _number(one),
        one.unit,
        one.cost or 0,
        None,
        f"{kamus.activity_code} {kamus.activity}".strip() if kamus is not None else None,
    ]


def _flow(status: Status) -> str:
    """In the words of SIPD; what is turned down keeps the level at which it was."""
    if status == Status.AGREED:
        return plain("export.flow_forum")
    return plain("export.flow_declined") if status in _OUT else plain("export.flow_kecamatan")


# ---- everything


def _usulan(row: Listed) -> list[Cell]:
    one, kamus, standing = row.one, row.one.kamus, row.standing
    return [
        one.number,
        _day(one),
        one.kelurahan.name,
        one.author.name,
        plain(f"komisi.{one.komisi}") if one.komisi else None,
        kamus.code if kamus is not None else None,
        masked(one.title or ""),
        plain(f"export.kind_{Kind(one.kind).name.lower()}") if one.kind else None,
        masked(one.problem or ""),
        masked(one.place or ""),
        one.rt,
        one.rw,
        one.lat,
        one.lon,
        _number(one),
        one.unit,
        one.dimensions,
        one.cost or 0,
        masked(one.cost_reason or ""),
        one.households,
        one.people,
        urgency_words(one),
        land_words(one),
        one.office,
        kamus.activity_code if kamus is not None else None,
        kamus.activity if kamus is not None else None,
        one.times,
        one.revision,
        status_word(one.status),
        masked(paper_note(one)),
        round(float(standing.exact_total), 4) if standing is not None else None,
        standing.rank if standing is not None else None,
        standing.final_rank if standing is not None and standing.agreed else None,
    ]


def _day(one: Proposal) -> str | None:
    """When it was sent, by the clock on the wall."""
    return day_of(one.submitted_at).isoformat() if one.submitted_at else None


def _number(one: Proposal) -> float | None:
    return float(one.volume) if one.volume is not None else None


LAYOUTS: dict[str, Layout] = {
    TD4: Layout(
        columns=tuple(
            (f"paper_outcome.td4_{at}", width, form)
            for at, (width, form) in enumerate(
                (
                    (5, "number"),
                    (14, "text"),
                    (14, "text"),
                    (18, "text"),
                    (44, "text"),
                    (18, "text"),
                    (34, "text"),
                    (18, "text"),
                    (18, "money"),
                    (30, "text"),
                ),
                start=1,
            )
        ),
        row=_td4,
        by=9,
        money=8,
    ),
    SIPD: Layout(
        columns=(
            ("paper_common.no", 5, "number"),
            ("export.sipd_1", 24, "text"),
            ("export.sipd_2", 12, "date"),
            ("export.sipd_3", 22, "text"),
            ("export.sipd_4", 24, "text"),
            ("export.sipd_5", 40, "text"),
            ("export.sipd_6", 50, "text"),
            ("export.sipd_7", 40, "text"),
            ("export.sipd_8", 14, "text"),
            ("export.sipd_9", 16, "text"),
            ("export.sipd_10", 18, "text"),
            ("export.sipd_11", 10, "number"),
            ("export.sipd_12", 28, "text"),
            ("export.sipd_13", 28, "text"),
            ("export.sipd_14", 34, "text"),
            ("export.sipd_15", 34, "text"),
            ("export.sipd_16", 16, "text"),
            ("export.sipd_17", 24, "text"),
            ("export.sipd_18", 30, "text"),
            ("export.sipd_19", 16, "text"),
            ("export.sipd_20", 16, "text"),
            ("export.sipd_21", 12, "number"),
            ("export.sipd_22", 10, "text"),
            ("export.sipd_23", 18, "money"),
            ("export.sipd_24", 14, "text"),
            ("export.sipd_25", 44, "text"),
        ),
        row=_sipd,
        by=10,
        money=23,
        by_komisi=False,
    ),
    USULAN: Layout(
        columns=(
            ("paper_common.no", 5, "number"),
            ("export.number", 24, "text"),
            ("export.sent_on", 12, "date"),
            ("export.kelurahan", 18, "text"),
            ("export.author", 22, "text"),
            ("export.komisi", 14, "text"),
            ("export.kamus", 10, "text"),
            ("export.title", 40, "text"),
            ("export.kind", 10, "text"),
            ("export.problem", 50, "text"),
            ("export.place", 34, "text"),
            ("export.rt", 6, "number"),
            ("export.rw", 6, "number"),
            ("export.lat", 11, "number"),
            ("export.lon", 11, "number"),
            ("export.volume", 12, "number"),
            ("export.unit", 10, "text"),
            ("export.dimensions", 16, "text"),
            ("export.cost", 18, "money"),
            ("export.cost_reason", 30, "text"),
            ("export.households", 10, "number"),
            ("export.people", 10, "number"),
            ("export.urgency", 12, "text"),
            ("export.land", 16, "text"),
            ("export.office", 30, "text"),
            ("export.activity_code", 16, "text"),
            ("export.activity", 40, "text"),
            ("export.times", 10, "number"),
            ("export.revision", 10, "number"),
            ("export.status", 20, "text"),
            ("export.reason", 40, "text"),
            ("export.total", 10, "number"),
            ("export.rank", 10, "number"),
            ("export.final_rank", 10, "number"),
        ),
        row=_usulan,
        by=3,
        money=18,
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
    return [[at, *layout.row(row)] for at, row in enumerate(rows, start=1)]
