"""The office's register of letters: in one year no number is given twice, whichever season asks."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from models.enums import Stage
from models.paper import Paper
from models.people import Kecamatan
from models.season import Letter, Season
from models.unit import Unit
from sop.core.steps import PaperKey
from sop.office.places import Place
from sop.papers.papers import reserve_number
from sop.setting_up import setup
from tests.core.desk import FrontDesk


def season_for(unit: Unit, office: int, year: int) -> Season:
    name = unit.session.get_one(Kecamatan, office).name
    places = [Place(kecamatan=name, kelurahan="Kelurahan A", lat=-6.56, lon=106.79)]
    return setup(unit, kecamatan=name, year=year, places=places, kamus=[])[1]


def has_paper(unit: Unit, season: Season, key: PaperKey, number: str | None) -> None:
    of = {"kecamatan_id": season.kecamatan_id, "season_id": season.id, "step": "step5_meeting"}
    made = {"edition": 1, "stage": Stage.FINAL, "data": {}, "code": f"{season.id}{key}", "made_at": unit.now}
    unit.add(Paper(**of, **made, key=key, number=number))


def has_letter(unit: Unit, season: Season, person: int, number: str, day: date) -> None:
    of = {"kecamatan_id": season.kecamatan_id, "season_id": season.id, "direction": "keluar"}
    unit.add(Letter(**of, number=number, day=day, noted_by_id=person))


def first_season(unit: Unit, office: int) -> Season:
    return unit.all(select(Season).where(Season.kecamatan_id == office))[0]


@pytest.mark.parametrize("which", ["undangan", "mandates", "letter"])
def test_two_seasons_of_one_year_share_its_numbers(desk: FrontDesk, which: str) -> None:
    office = desk.office()
    jfu = desk.person(office, 71)
    with desk.unit() as unit:
        season = first_season(unit, office)
        number = reserve_number(unit, season)
        if which == "undangan":
            has_paper(unit, season, PaperKey.UNDANGAN, number)
        elif which == "mandates":  # their numbers stand in the letters themselves
            has_paper(unit, season, PaperKey.SURAT_MANDAT, None)
        else:
            has_letter(unit, season, jfu, number, date(2027, 1, 11))

    with desk.unit() as unit:
        second = season_for(unit, office, 2029)
        given = [number, *(reserve_number(unit, one) for one in (second, second))]
        has_paper(unit, second, PaperKey.UNDANGAN, given[-1])
        given.append(reserve_number(unit, first_season(unit, office)))

    assert given == [f"400.10.2/00{at}/Kec/I/2027" for at in (1, 2, 3, 4)]


def test_a_season_of_another_year_begins_with_one(desk: FrontDesk) -> None:
    office = desk.office()
    with desk.unit() as unit:
        season = first_season(unit, office)
        has_paper(unit, season, PaperKey.UNDANGAN, reserve_number(unit, season))

    desk.now = datetime(2027, 12, 31, 17, 0, tzinfo=UTC)  # midnight in Bogor
    with desk.unit() as unit:
        assert reserve_number(unit, season_for(unit, office, 2029)) == "400.10.2/001/Kec/I/2028"


def test_offices_have_registers_of_their_own(desk: FrontDesk) -> None:
    office, other = desk.office(), desk.office()
    with desk.unit() as unit:
        season = first_season(unit, office)
        has_paper(unit, season, PaperKey.UNDANGAN, reserve_number(unit, season))
        assert reserve_number(unit, first_season(unit, other)) == "400.10.2/001/Kec/I/2027"
