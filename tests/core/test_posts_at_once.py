"""Who has which post, decided by two processes in one moment: the second sees what the first has done."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import date

from sqlalchemy import select

from models.people import Appointment, Person
from models.posts import Post
from models.unit import Unit
from sop.accounts.acting import Term, enter
from sop.core.refused import Refused
from sop.handover.leaving import leave
from sop.handover.terms import Period, set_period
from tests.core.desk import FrontDesk

TERM = Term(kind="Plh.", basis="800/1/2027", begins=date(2027, 1, 12), ends=date(2027, 1, 13))


def in_one_moment(desks: list[FrontDesk], *acts: Callable[[Unit], object]) -> list[str]:
    """Each in a process of its own, and none is stored before all have looked; what was refused, in words.

    Unless one has to wait for another: then there is nothing to wait for.
    """
    looked, said, troubles = threading.Barrier(len(acts)), [], []

    def one(desk: FrontDesk, act: Callable[[Unit], object]) -> None:
        try:
            with desk.unit() as unit:
                act(unit)
                with suppress(threading.BrokenBarrierError):
                    looked.wait(1)
        except Refused as refused:
            said.append(refused.key)
        except BaseException as trouble:
            troubles.append(trouble)

    threads = [threading.Thread(target=one, args=pair) for pair in zip(desks, acts, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert troubles == []
    return said


def stands_in(actor: int, post: Post, person: int) -> Callable[[Unit], object]:
    """The actor enters a Plh. for whoever holds this post."""

    def act(unit: Unit) -> object:
        by, who = unit.session.get_one(Person, actor), unit.session.get_one(Person, person)
        return enter(unit, by, post, kelurahan_id=None, instead_of=None, person=who, term=TERM)

    return act


def post_of(desk: FrontDesk, person: int) -> int:
    return desk.rows(select(Appointment.id).where(Appointment.person_id == person))[0]


def acting(desk: FrontDesk) -> int:
    return len(desk.rows(select(Appointment.id).where(Appointment.acting != "")))


def test_one_post_gets_one_plh_though_two_are_entered_in_one_moment(
    desks: Callable[[], FrontDesk],
) -> None:
    both = [desks(), desks()]
    office = both[0].office()
    rudi, tuti = (both[0].person(office, user, Post.SEKRETARIS) for user in (91, 92))
    both[0].person(office, 93, Post.CAMAT)
    hendra, dewi = (both[0].person(office, user, Post.KEPALA_BIDANG) for user in (94, 95))

    said = in_one_moment(both, stands_in(rudi, Post.CAMAT, hendra), stands_in(tuti, Post.CAMAT, dewi))

    assert (said, acting(both[0])) == (["acting.has_one"], 1)


def test_two_do_not_stand_in_for_each_other_though_they_are_entered_in_one_moment(
    desks: Callable[[], FrontDesk],
) -> None:
    both = [desks(), desks()]
    office = both[0].office()
    rudi = both[0].person(office, 91, Post.SEKRETARIS)
    camat = both[0].person(office, 93, Post.CAMAT)
    head = both[0].person(office, 94, Post.KEPALA_BIDANG)

    said = in_one_moment(both, stands_in(rudi, Post.CAMAT, head), stands_in(rudi, Post.KEPALA_BIDANG, camat))

    assert (len(said), acting(both[0])) == (1, 1)
    assert said[0] in ("acting.away_himself", "acting.acts_elsewhere")


def test_the_last_two_admins_cannot_take_each_others_post_in_one_moment(
    desks: Callable[[], FrontDesk],
) -> None:
    both = [desks(), desks()]
    office = both[0].office()
    one, other = (both[0].person(office, user, Post.ADMIN) for user in (91, 92))
    posts = {person: post_of(both[0], person) for person in (one, other)}

    def takes(actor: int, whose: int) -> Callable[[Unit], object]:
        def act(unit: Unit) -> object:
            by = unit.session.get_one(Person, actor)
            for person in (one, other):  # as the screen before shows them
                assert unit.session.get_one(Person, person).posts
            return leave(unit, by, posts[whose], None)

        return act

    said = in_one_moment(both, takes(one, other), takes(other, one))

    assert said in (["leaving.last_one"], ["common.not_yours"])
    assert len(both[0].rows(select(Appointment.id).where(Appointment.revoked_at.is_(None)))) == 1


def test_an_admin_whose_post_ends_is_no_heir_of_one_who_leaves_in_the_same_moment(
    desks: Callable[[], FrontDesk],
) -> None:
    both = [desks(), desks()]
    office = both[0].office()
    one, other = (both[0].person(office, user, Post.ADMIN) for user in (91, 92))
    posts = {person: post_of(both[0], person) for person in (one, other)}
    later = Period(begins=date(2027, 6, 1))

    def goes(unit: Unit) -> object:
        assert unit.session.get_one(Person, other).posts
        return leave(unit, unit.session.get_one(Person, one), posts[one], None)

    def begins_later(unit: Unit) -> object:
        assert unit.session.get_one(Person, one).posts
        return set_period(unit, unit.session.get_one(Person, other), posts[other], later)

    assert in_one_moment(both, goes, begins_later) == ["leaving.last_one"]
