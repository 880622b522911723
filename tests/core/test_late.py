"""A message that comes after its time, from a leader that has lost its lock with the call on its way.

Two leaders take the same row; who comes second with it tidies up.
"""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from bot.outgoing.results import keep
from bot.outgoing.rows import Job, Result, due
from models.chat import Chat, Outbox
from models.enums import Said, Waiting
from models.people import Person
from models.speech import Button
from tests.core.desk import FrontDesk

SITI = 71


@pytest.fixture
def siti(desk: FrontDesk) -> FrontDesk:
    """One person at the desk, with a screen that Telegram calls 60."""
    desk.person(desk.office(), SITI)
    with desk.unit() as unit:
        unit.session.get_one(Chat, SITI).home_message_id = 60
    return desk


def shows(desk: FrontDesk, text: str) -> None:
    with desk.unit() as unit:
        unit.show(unit.session.get_one(Chat, SITI), text, [[Button(text, "x:y")]])


def takes(desk: FrontDesk) -> Job:
    """What a leader is about to send."""
    (job,) = (one for one in due(desk.database, desk.now, frozenset(), 200) if one.kind != Said.DELETE)
    return job


def sends(desk: FrontDesk, job: Job, made: int | None = None, **how: Any) -> Result:
    """It has: as a new message of this number, or by changing the one that is there."""
    home = job.home_message_id
    left = (home,) if made and home and job.kind == Said.HOME else ()
    sent = Result(job, home_message_id=made or home, home_before=home, message_id=made, left=left, sent=True)
    keep(desk.database, desk.now, [sent])
    return sent


def home(desk: FrontDesk) -> int | None:
    return desk.chat(SITI).home_message_id


def queued(desk: FrontDesk) -> list[tuple[str, int | None, str | None]]:
    """What still waits to be said."""
    rows = desk.rows(select(Outbox).where(Outbox.state == Waiting.WAITING).order_by(Outbox.id))
    return [(one.kind, one.message_id, one.text) for one in rows]


def test_an_older_screen_that_came_below_a_newer_one_is_taken_away(siti: FrontDesk) -> None:
    shows(siti, "satu")
    late = takes(siti)
    sends(siti, takes(siti), 70)
    shows(siti, "dua")
    sends(siti, takes(siti))

    sends(siti, late, 71)

    assert home(siti) == 70
    assert queued(siti) == [(Said.DELETE, 60, None), (Said.DELETE, 71, None)]


def test_one_that_was_pressed_meanwhile_stays(siti: FrontDesk) -> None:
    shows(siti, "satu")
    late = takes(siti)
    sends(siti, takes(siti), 70)
    siti.press(SITI, "menu:show", message_id=71)
    siti.works()
    sends(siti, takes(siti))

    sends(siti, late, 71)

    assert home(siti) == 71
    assert (Said.DELETE, 71, None) not in queued(siti)


def test_an_older_text_that_came_over_a_newer_one_is_replaced_by_it(siti: FrontDesk) -> None:
    shows(siti, "satu")
    late = takes(siti)
    sends(siti, takes(siti))
    shows(siti, "dua")
    sends(siti, takes(siti))

    sends(siti, late)

    assert queued(siti) == [(Said.HOME, None, "dua")]
    sends(siti, takes(siti))
    assert (home(siti), queued(siti)) == (60, [])


def test_a_screen_that_the_next_one_overtook_is_where_that_one_comes(siti: FrontDesk) -> None:
    shows(siti, "satu")
    late = takes(siti)
    shows(siti, "dua")

    sends(siti, late, 70)

    assert home(siti) == 70
    assert queued(siti) == [(Said.HOME, None, "dua"), (Said.DELETE, 60, None)]


def test_of_two_messages_that_claim_to_be_the_home_the_lower_one_is_it(siti: FrontDesk) -> None:
    shows(siti, "satu")
    sent = takes(siti)
    with siti.unit() as unit:
        unit.session.get_one(Chat, SITI).home_message_id = 65

    sends(siti, sent, 70)

    assert home(siti) == 70
    assert [message_id for _, message_id, _ in queued(siti)] == [65, 60]


def test_a_screen_shown_where_the_home_is_no_longer_is_shown_again_there(siti: FrontDesk) -> None:
    shows(siti, "satu")
    sent = takes(siti)
    with siti.unit() as unit:
        unit.session.get_one(Chat, SITI).home_message_id = 65

    sends(siti, sent)

    assert home(siti) == 65
    assert queued(siti) == [(Said.HOME, None, "satu")]


def test_a_screen_that_is_pressed_before_it_is_noted_as_sent_stays(siti: FrontDesk) -> None:
    shows(siti, "satu")
    sent = takes(siti)
    siti.press(SITI, "menu:show", message_id=70)
    siti.works()

    sends(siti, sent, 70)

    assert home(siti) == 70
    assert (Said.DELETE, 70, None) not in queued(siti)


def test_a_notice_that_two_have_sent_stands_there_once(siti: FrontDesk) -> None:
    with siti.unit() as unit:
        unit.tell(unit.all(select(Person))[0], "Kabar")
    late, first = takes(siti), takes(siti)

    sends(siti, first, 70)
    sends(siti, late, 71)

    assert queued(siti) == [(Said.DELETE, 71, None)]


@pytest.mark.parametrize("trouble", [{"error": "bot was blocked"}, {"retry_after": 30.0}])
def test_a_failure_that_comes_late_does_not_undo_what_was_sent(
    siti: FrontDesk, trouble: dict[str, Any]
) -> None:
    with siti.unit() as unit:
        unit.tell(unit.all(select(Person))[0], "Kabar")
    late, first = takes(siti), takes(siti)
    sends(siti, first, 70)

    keep(siti.database, siti.now, [Result(late, **trouble)])

    (row,) = siti.rows(select(Outbox))
    assert (row.state, row.attempts, row.error) == (Waiting.DONE, 0, None)


def test_what_another_gave_up_and_was_sent_after_all_is_sent(siti: FrontDesk) -> None:
    with siti.unit() as unit:
        unit.tell(unit.all(select(Person))[0], "Kabar")
    late, first = takes(siti), takes(siti)
    keep(siti.database, siti.now, [Result(first, error="gave up")])

    sends(siti, late, 71)

    (row,) = siti.rows(select(Outbox))
    assert (row.state, row.message_id) == (Waiting.DONE, 71)


# ---- the same results are kept twice: the first time the answer to COMMIT was lost


def asks(desk: FrontDesk) -> None:
    with desk.unit() as unit:
        unit.prompt(unit.session.get_one(Chat, SITI), "Di mana?", "Kirim lokasi", "location")


def test_a_question_whose_sending_is_noted_twice_keeps_its_keyboard(siti: FrontDesk) -> None:
    asks(siti)
    sent = sends(siti, takes(siti), 70)

    keep(siti.database, siti.now, [sent])

    assert siti.chat(SITI).prompt_message_id == 70
    assert queued(siti) == []


def test_a_question_that_two_have_sent_stands_there_once(siti: FrontDesk) -> None:
    asks(siti)
    late, first = takes(siti), takes(siti)

    sends(siti, first, 70)
    sends(siti, late, 71)

    assert siti.chat(SITI).prompt_message_id == 70
    assert queued(siti) == [(Said.DELETE, 71, None)]


def test_a_keyboard_that_two_have_taken_away_leaves_nothing_of_either(siti: FrontDesk) -> None:
    asks(siti)
    sends(siti, takes(siti), 70)
    with siti.unit() as unit:
        unit.unprompt(unit.session.get_one(Chat, SITI))
    late, first = takes(siti), takes(siti)

    for job, thumb in ((first, 71), (late, 72)):
        keep(siti.database, siti.now, [Result(job, left=(thumb, 70), sent=True)])

    assert siti.chat(SITI).prompt_message_id is None
    assert {message_id for _, message_id, _ in queued(siti)} == {70, 71, 72}
