"""When something that failed is tried again, also when the clock was turned meanwhile."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from models.chat import Outbox
from models.enums import Said
from models.later import put_off, ripe
from tests.core.desk import FrontDesk

pytestmark = pytest.mark.quick

NOW = datetime(2027, 1, 11, 3, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("turned", "expected"),
    [(0, False), (1.9, False), (2, True), (3600, True), (-20, False), (-3600, True)],
)
def test_a_second_try_comes_after_two_seconds_or_when_the_clock_went_back(
    desk: FrontDesk, turned: float, expected: bool
) -> None:
    with desk.unit() as unit:
        row = Outbox(chat_id=1, kind=Said.NOTICE, silent=False, broadcast=False, pinned=False)
        row.state, row.attempts, row.created_at = "waiting", 0, NOW
        put_off(row, NOW)
        unit.add(row)

    found = desk.rows(select(Outbox.id).where(ripe(Outbox.not_before, NOW + timedelta(seconds=turned))))

    assert bool(found) is expected
