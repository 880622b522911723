"""The PIN under attack: guessed, left behind by a crash, kept at an older cost, set by somebody else."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pyotp
import pytest
from sqlalchemy import select

from models.chat import Chat, Inbox, Outbox
from models.enums import Said, Waiting
from models.people import Appointment, Person
from models.posts import Post
from models.signing import Pin
from sop.accounts.pin_hash import guarded, is_cheap, is_same
from sop.accounts.totp import keep_app
from sop.core.people import appoint
from tests.core.desk import FrontDesk
from tests.core.numbers_shared import presses
from tests.core.two_people import holds, last, newest, says

ADMIN, CAMAT, SEKRETARIS = 61, 62, 63
OWN = "481516"

#: scrypt of OWN under this salt, by another program: at the first cost, and at today's.
SALT = "000102030405060708090a0b0c0d0e0f"
FIRST = "58a27435a4e832586d3612f655474e09f3b2d30328a2b61195967b2b92a4d312"
TODAY = "2$0e5dd981af71d53b19c45f0008f1c96f82638764fefaca3553b6ffc8b63dc449"


@pytest.fixture
def office(file_desk: FrontDesk) -> FrontDesk:
    """A Camat with a PIN that was set long ago, who is to agree to a post."""
    here = file_desk.office()
    admin = file_desk.person(here, ADMIN, Post.ADMIN, name="Agus Salim")
    camat = file_desk.person(here, CAMAT, Post.CAMAT, name="Rahmat Hidayat")
    file_desk.person(here, SEKRETARIS, Post.SEKRETARIS, name="Rudi Hartono")
    with file_desk.unit() as unit:
        giver = unit.session.get_one(Person, admin)
        appoint(unit, giver, Post.JFU, by=giver)
        unit.add(Pin(kecamatan_id=here, person_id=camat, salt=SALT, hash=FIRST, set_at=unit.now))
    return file_desk


def pin(desk: FrontDesk) -> Pin:
    return desk.rows(select(Pin))[0]


def test_what_was_kept_at_either_cost_is_known() -> None:
    for kept in (FIRST, TODAY):
        assert is_same(OWN, f"{SALT}:{kept}")
        assert not is_same("481517", f"{SALT}:{kept}")
    assert [is_cheap(kept) for kept in (FIRST, TODAY)] == [True, False]
    assert not is_cheap(guarded(OWN).partition(":")[2])


def test_a_pin_of_the_older_cost_opens_and_is_kept_anew(office: FrontDesk) -> None:
    made = newest(office)
    presses(office, CAMAT, f"people:agree:{made}")
    assert "Untuk menyetujui Agus Salim sebagai JFU, tulis PIN" in last(office, CAMAT)
    assert holds(office, ADMIN) == ["admin"]
    says(office, CAMAT, OWN)

    assert holds(office, ADMIN) == ["admin", "jfu"]
    assert pin(office).hash.startswith("2$")
    assert is_same(OWN, f"{pin(office).salt}:{pin(office).hash}")


def test_each_lockout_is_longer_and_its_owner_and_the_admins_hear_of_it(office: FrontDesk) -> None:
    presses(office, CAMAT, f"people:agree:{newest(office)}")
    for minutes in (15, 60, 240):
        says(office, CAMAT, *["990017"] * 5)
        assert pin(office).locked_until == office.now + timedelta(minutes=minutes)
        office.later(minutes=minutes - 1)
        says(office, CAMAT, OWN)
        assert holds(office, ADMIN) == ["admin"]
        office.later(minutes=2)
    assert sum("PIN Bapak/Ibu lima kali keliru" in text for text in office.said(CAMAT)) == 3
    assert sum("PIN Rahmat Hidayat lima kali keliru" in text for text in office.said(ADMIN)) == 3
    assert not any("lima kali keliru" in text for text in office.said(SEKRETARIS))

    says(office, CAMAT, OWN)
    assert holds(office, ADMIN) == ["admin", "jfu"]
    assert (pin(office).lockouts, pin(office).locked_until) == (0, None)


def test_a_pin_that_nobody_could_handle_is_not_kept(office: FrontDesk) -> None:
    presses(office, CAMAT, f"people:agree:{newest(office)}")
    with office.unit() as unit:
        unit.all(select(Pin))[0].salt = "no salt"  # a spoilt row: comparing fails
    says(office, CAMAT, OWN)
    for _ in range(4):
        office.later(seconds=3)
        office.works()

    (parked,) = office.rows(select(Inbox).where(Inbox.state == Waiting.PARKED))
    assert parked.error == "ValueError"
    assert OWN not in str([one.body for one in office.rows(select(Inbox))])
    assert OWN not in str([one.answers for one in office.rows(select(Chat))])


def test_an_app_is_set_for_its_owner_alone(office: FrontDesk) -> None:
    with office.unit() as unit:
        rudi = unit.all(select(Person).where(Person.telegram_id == SEKRETARIS))[0]
        keep_app(unit, rudi, pyotp.random_base32(), 1)

    kept = office.rows(select(Pin).order_by(Pin.id))
    assert [(one.hash, one.totp is None) for one in kept] == [(FIRST, True), (None, False)]
    assert office.rows(select(Appointment.post).where(Appointment.person_id == kept[0].person_id)) == [
        "camat"
    ]


def test_a_form_that_began_before_there_was_a_pin_replaces_none(office: FrontDesk) -> None:
    rudi = office.rows(select(Person).where(Person.telegram_id == SEKRETARIS))[0].id
    presses(office, SEKRETARIS, "settings:pinset")
    says(office, SEKRETARIS, "918273")
    with office.unit() as unit:  # set on another screen meanwhile
        owner = unit.session.get_one(Person, rudi)
        keep_app(unit, owner, pyotp.random_base32(), 1)
    says(office, SEKRETARIS, "918273")

    (kept,) = office.rows(select(Pin).where(Pin.person_id == rudi))
    assert (kept.hash, kept.totp is None) == (None, False)
    assert "Tidak ada yang berubah" in last(office, SEKRETARIS)


def test_the_proof_of_the_old_pin_is_good_for_minutes(office: FrontDesk) -> None:
    presses(office, CAMAT, "settings:pinset")
    says(office, CAMAT, OWN)
    presses(office, CAMAT, "!menu:show")
    office.later(days=3)
    presses(office, CAMAT, "talk:resume")
    says(office, CAMAT, "918273", "918273")

    assert is_same(OWN, f"{pin(office).salt}:{pin(office).hash}")
    presses(office, CAMAT, "settings:pinset")
    says(office, CAMAT, OWN, "918273", "918273")
    assert is_same("918273", f"{pin(office).salt}:{pin(office).hash}")


def sends(desk: FrontDesk, user: int, **what: Any) -> None:
    """Something that is no plain text."""
    body = desk.makes_message(user, "?", message_id=what.pop("message_id", 50))
    del body["message"]["text"]
    desk.update({**body, "message": body["message"] | what})
    desk.works()


def kept(desk: FrontDesk) -> str:
    return str([one.body for one in desk.rows(select(Inbox))])


PHOTO = [{"file_id": "x", "file_unique_id": "y", "width": 10, "height": 10, "file_size": 100}]


def test_a_pin_that_is_typed_where_nothing_asks_stays_nowhere(office: FrontDesk) -> None:
    presses(office, CAMAT, f"people:agree:{newest(office)}")
    says(office, CAMAT, OWN)
    office.later(seconds=30)
    for typed in (OWN, f"pin {OWN}", f"{OWN}.", f"PIN saya: {OWN}", "481 516"):
        says(office, CAMAT, typed)  # on a slow line, once more
    assert OWN not in kept(office)
    assert "481 516" not in kept(office)
    says(office, CAMAT, "481517")
    office.later(minutes=11)
    sends(office, CAMAT, photo=PHOTO, caption=OWN)
    says(office, CAMAT, f"/pin {OWN}", OWN, "225000", "Rp 225000 untuk lampu")
    assert OWN not in kept(office)
    assert "481517" not in kept(office)
    assert "'225000'" in kept(office)


@pytest.mark.parametrize(
    "what",
    [
        {"photo": PHOTO, "caption": OWN},
        {"text": OWN, "via_bot": {"id": 77, "is_bot": True, "first_name": "x", "username": "xbot"}},
        {"document": {"file_id": "f", "file_unique_id": "g", "file_name": f"{OWN}.pdf"}},
        {"text": f"/pin {OWN}", "entities": [{"type": "bot_command", "offset": 0, "length": 4}]},
        {"text": f"PIN Bapak Rahmat adalah {OWN}"},
    ],
)
def test_whatever_is_sent_while_a_pin_is_asked_for_stays_nowhere(
    office: FrontDesk, what: dict[str, Any]
) -> None:
    presses(office, CAMAT, f"people:agree:{newest(office)}")
    sends(office, CAMAT, **what)

    assert OWN not in kept(office)
    assert 50 in gone(office)


def gone(desk: FrontDesk) -> list[int | None]:
    """Messages of people that were taken out of their chats."""
    query = select(Outbox.message_id).where(Outbox.kind == Said.DELETE)
    return list(desk.rows(query))
