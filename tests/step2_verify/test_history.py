"""What was decided about an usulan before stands on its whole card, of this usulan and no other."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select

from models.enums import Status
from models.posts import Post
from models.proposal import Verdict
from tests.core.desk import FrontDesk
from tests.support.seed import proposals
from tests.walking.busy_office import PEOPLE, BusyOffice


def test_earlier_verdicts_of_this_usulan_stand_on_its_card(tmp_path: Path) -> None:
    jury = PEOPLE[Post.KEPALA_BIDANG][1]
    with FrontDesk(f"sqlite:///{tmp_path}/history.db") as desk:
        office = BusyOffice(desk, tmp_path, kelurahan=2)
        office.opens(2)
        mine, other = proposals(office, 2, Status.SUBMITTED, PEOPLE[Post.DELEGASI][0])  # type: ignore[arg-type]
        with desk.unit() as unit:
            by = office.holder(unit, Post.KEPALA_BIDANG).id
            for usulan, reason in ((mine, "Lahannya belum siap."), (other, "Fotonya tidak jelas.")):
                unit.add(
                    Verdict(
                        kecamatan_id=office.kecamatan_id,
                        proposal_id=usulan,
                        revision=1,
                        outcome=Status.RETURNED,
                        reason=reason,
                        by_id=by,
                        at=unit.now,
                    )
                )
        desk.press(jury, f"s2:full:{mine}")
        desk.works()

        card = desk.said(jury)[-1]
        assert "11 Jan 2027 10.00 WIB: 🔴 Perlu perbaikan. Lahannya belum siap." in card
        assert "Fotonya" not in card
        assert len(desk.rows(select(Verdict))) == 2
