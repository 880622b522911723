"""The four komisi of a season, made as step 4 opens."""

from __future__ import annotations

from models.enums import CommissionState, Komisi
from models.meeting import Commission
from models.season import Season
from models.unit import Unit


def make_commissions(unit: Unit, season: Season) -> None:
    """The four komisi of this season are there; whoever only looks at them makes none."""
    for komisi in Komisi:
        unit.insert_once(
            Commission(
                kecamatan_id=season.kecamatan_id,
                season_id=season.id,
                komisi=komisi,
                state=CommissionState.WAITING,
                version=1,
            )
        )
