"""Setting up a kecamatan and its season; run twice, nothing changes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import select

from models.enums import StepState
from models.people import Kecamatan, Kelurahan
from models.posts import Post
from models.season import KamusEntry, Run, Season
from models.unit import Unit
from sop.core.refused import Refused
from sop.core.steps import STEPS, Step
from sop.duplicates.past_usulan import keep_before
from sop.flow.progress import open_step, run_of
from sop.flow.season_plan import propose
from sop.office.deputies import signer_of
from sop.office.places import Place, kops
from sop.proposals.kamus import Entry


def setup(
    unit: Unit,
    *,
    kecamatan: str,
    year: int,
    places: Sequence[Place],
    kamus: Sequence[Entry],
    borders: dict[str, Any] | None = None,
    region: str = "Kota Bogor",
    musrenbang: date | None = None,
) -> tuple[Kecamatan, Season, bool]:
    """The kecamatan, its kelurahan, its kamus and a season for the plan year; whether anything was new.

    With the day of the `musrenbang` a new season has a proposed day for every step.
    """
    mine = [place for place in places if place.kecamatan.casefold() == kecamatan.casefold()]
    if not mine:
        raise Refused("office.unknown_kecamatan", name=kecamatan)
    name = mine[0].kecamatan
    office = unit.first(select(Kecamatan).where(Kecamatan.name == name))
    new = office is None
    if office is None:
        office = unit.add(
            Kecamatan(name=name, code=mine[0].kecamatan_code, office=_office(name, region), closures=[])
        )
        unit.log(None, "kecamatan.made", office)
    for place in mine:
        new |= _kelurahan(unit, office, place)
    if borders:
        office.borders = borders
    season = unit.first(select(Season).where(Season.kecamatan_id == office.id, Season.year == year))
    if season is None:
        season = _season(unit, office, year, kamus, musrenbang)
        new = True
    return office, season, new


def _office(name: str, region: str) -> dict[str, Any]:
    kop = kops().get(name)
    return {"region": region} | ({"address": kop.address, "phone": kop.phone} if kop else {})


def _kelurahan(unit: Unit, office: Kecamatan, place: Place) -> bool:
    known = select(Kelurahan).where(Kelurahan.kecamatan_id == office.id, Kelurahan.name == place.kelurahan)
    if unit.first(known) is not None:
        return False
    unit.add(
        Kelurahan(
            kecamatan_id=office.id,
            name=place.kelurahan,
            code=place.code,
            aliases=list(place.aliases),
            lat=place.lat,
            lon=place.lon,
        )
    )
    return True


def add_new_steps(unit: Unit) -> None:
    """A step that came with a newer program waits in every season, as if it had been there from the first.

    Several processes may start at once: the first of them adds it.
    """
    for season in unit.all(select(Season)):
        there = {run.step for run in season.runs}
        for step in STEPS:
            if step.key not in there:
                unit.insert_once(_run(season.kecamatan, season, step))


def _run(office: Kecamatan, season: Season, step: Step) -> Run:
    """A step that waits for its turn."""
    return Run(
        kecamatan_id=office.id,
        season_id=season.id,
        step=step.key,
        executor=step.executor,
        checker=step.checker,
        signer=signer_of(office, step),
        state=StepState.WAITING,
    )


def _executors(unit: Unit, office: Kecamatan) -> dict[str, Post]:
    """Step -> to whom this office gave it in its newest season."""
    newest = unit.first(
        select(Season).where(Season.kecamatan_id == office.id).order_by(Season.year.desc()).limit(1)
    )
    return {run.step: Post(run.executor) for run in newest.runs} if newest is not None else {}


def _season(
    unit: Unit, office: Kecamatan, year: int, kamus: Sequence[Entry], musrenbang: date | None
) -> Season:
    given = _executors(unit, office)
    season = unit.add(Season(kecamatan_id=office.id, year=year, criteria=[], created_at=unit.now))
    unit.log(None, "season.made", season, year=year)
    for step in STEPS:
        run = unit.add(_run(office, season, step))
        run.executor = given.get(step.key, run.executor)
    for entry in kamus:
        unit.session.add(
            KamusEntry(
                kecamatan_id=office.id,
                season_id=season.id,
                code=entry.code,
                komisi=entry.komisi,
                name=entry.name,
                short_name=entry.short_name,
                kind=entry.kind,
                unit=entry.unit,
                unit_price=entry.unit_price,
                office=entry.office,
                activity_code=entry.activity_code,
                activity=entry.activity,
                definition=entry.definition,
            )
        )
    unit.session.flush()
    unit.session.refresh(season)
    if musrenbang is not None:
        propose(unit, season, musrenbang)
    open_step(unit, run_of(unit, season, STEPS[0].key))
    keep_before(unit, season)
    return season
