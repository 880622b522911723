"""Papers that are final."""

from __future__ import annotations

from sqlalchemy import select

from models.enums import Drawing, Stage
from models.paper import Paper
from models.season import Season
from sop.core.steps import STEPS, PaperKey
from tests.core.desk import FrontDesk

_STEPS = {key: step.key for step in STEPS for key in step.produces}


def paper(
    desk: FrontDesk,
    kecamatan_id: int,
    year: int,
    key: PaperKey,
    stage: Stage = Stage.FINAL,
    edition: int = 1,
    number: str | None = None,
) -> int:
    with desk.unit() as unit:
        season = unit.first(select(Season).where(Season.kecamatan_id == kecamatan_id, Season.year == year))
        assert season is not None
        place = list(PaperKey).index(key)
        if number is None and key in (PaperKey.LAPORAN, PaperKey.SK_TIM):
            number = f"400.10.2/{place:03d}/Kec/I/{year - 1}"
        return unit.add(
            Paper(
                kecamatan_id=kecamatan_id,
                season_id=season.id,
                step=_STEPS[key],
                key=key,
                edition=edition,
                stage=stage,
                data={},
                number=number,
                code=f"{kecamatan_id:03d}{year}{place:02d}{edition:02d}",
                made_at=desk.now.replace(year=year - 1),
                state=Drawing.DRAWN,
                sha256=f"{place:064d}",
                size=1,
                pages=1,
            )
        ).id
