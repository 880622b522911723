"""Whose name and number goes where, when somebody is forgotten; on both databases."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from models.chat import Chat, Inbox, Outbox
from models.people import Person
from models.posts import Post
from sop.core.refused import Refused
from sop.privacy.forgetting import forget, last_traces
from sop.privacy.traces import Traces
from sop.privacy.whose import whose
from tests.core.desk import FrontDesk

NAME = "Siti Nurmalasari"


def forgets(desk: FrontDesk, person: int) -> None:
    with desk.unit() as unit:
        one = unit.session.get_one(Person, person)
        for held in one.posts:
            held.revoked_at = unit.now
        forget(unit, one, one)


def wrote(desk: FrontDesk, user: int, text: str) -> None:
    desk.message(user, text)
    desk.works()


def test_others_keep_what_they_wrote_without_him(desk: FrontDesk) -> None:
    office = desk.office()
    person = desk.person(office, 9_000_071, Post.DELEGASI, name=f"{NAME}, S.E.")
    jfu = desk.person(office, 9_000_072, Post.JFU, name="Dewi Lestari")
    with desk.unit() as unit:
        unit.session.get_one(Person, person).phone = "+6281298765432"
        unit.tell(unit.session.get_one(Person, jfu), f"{NAME}, S.E. sudah bergabung. Nomor 0812-9876-5432.")
    wrote(desk, 9_000_071, "halo")
    wrote(desk, 9_000_072, f"tanya {NAME.upper()} atau 9000071")

    forgets(desk, person)

    about = select(Outbox.text).where(Outbox.person_id == jfu, Outbox.text.contains("bergabung"))
    assert desk.rows(about) == ["Delegasi 1 sudah bergabung. Nomor -."]
    bodies = desk.rows(select(Inbox.body).order_by(Inbox.id))
    assert list(bodies[0]) == ["update_id"]
    assert bodies[1]["message"]["text"] == "tanya Delegasi 1 atau -"
    assert bodies[1]["message"]["from"]["id"] == 9_000_072
    assert desk.rows(select(Outbox.id).where(Outbox.chat_id == 9_000_071)) == []
    with desk.unit() as unit:
        assert last_traces(unit) == 1
    assert desk.rows(select(Chat.id)) == [9_000_072]


def test_name_that_two_have_stays_where_it_may_be_the_others(desk: FrontDesk) -> None:
    office = desk.office()
    first = desk.person(office, 71, Post.DELEGASI, name=NAME)
    desk.person(office, 72, Post.DELEGASI, name=f"{NAME}, S.Pd.")
    jfu = desk.person(office, 73, Post.JFU, name="Dewi Lestari")
    with desk.unit() as unit:
        unit.tell(unit.session.get_one(Person, jfu), f"{NAME} mengirim usulan.")

    forgets(desk, first)

    assert f"{NAME} mengirim usulan." in desk.rows(select(Outbox.text).where(Outbox.person_id == jfu))
    names = desk.rows(select(Person.name).order_by(Person.id))
    assert names == ["Delegasi 1", f"{NAME}, S.Pd.", "Dewi Lestari"]


def test_who_is_in_another_kecamatan_too_goes_on_there(desk: FrontDesk) -> None:
    here, there = desk.office(), desk.office()
    person = desk.person(here, 71, Post.DELEGASI, name=NAME)
    with desk.unit() as unit:
        other = unit.add(Person(kecamatan_id=there, telegram_id=71, name=NAME, joined_at=unit.now)).id

    forgets(desk, person)
    with desk.unit() as unit:
        last_traces(unit)

    assert desk.chat(71).person_id == other
    assert desk.rows(select(Person.name).where(Person.id == other)) == [NAME]


def refused(desk: FrontDesk, person: int) -> str:
    with desk.unit() as unit:
        one = unit.session.get_one(Person, person)
        with pytest.raises(Refused) as why:
            forget(unit, one, one)
        unit.session.rollback()
    return why.value.key


def test_nobody_is_forgotten_twice_or_with_a_duty(desk: FrontDesk) -> None:
    jfu = desk.person(desk.office(), 73, Post.JFU, name="Dewi Lestari")
    assert refused(desk, jfu) == "forget.has_duties"

    forgets(desk, jfu)

    assert refused(desk, jfu) == "forget.gone_already"


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("Siti Nurmalasari datang.", "D datang."),
        ("siti nurmalasari, S.E.", "D"),
        ("Siti Nurmalasarinya", "Siti Nurmalasarinya"),
        ("telepon +62 812 9876 5432 ya", "telepon - ya"),
        ("081298765432", "-"),
        ("id 9000071, bukan 19000071", "id -, bukan 19000071"),
        (
            ["Siti Nurmalasari", {"user_id": 9_000_071, "ok": True, "n": 1}],
            ["D", {"user_id": 0, "ok": True, "n": 1}],
        ),
    ],
)
def test_traces(desk: FrontDesk, said: object, left: object) -> None:
    person = desk.person(desk.office(), 9_000_071, name=f"{NAME}, S.E.")
    with desk.unit() as unit:
        one = unit.session.get_one(Person, person)
        one.phone = "+6281298765432"
        unit.session.flush()
        assert Traces.of(unit, whose(unit, one), "D").without(said) == left
