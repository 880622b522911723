"""Coming in, standing in and leaving, on both databases."""

from __future__ import annotations

from sqlalchemy import select

from handlers.talk.draft import stamp_of
from models.people import Appointment, Invitation, JoinRequest, Person, PhoneEntry
from models.posts import Post
from sop.core.people import appoint
from sop.remind.reminders import sweep
from tests.core.desk import FrontDesk
from tests.core.numbers_shared import place, presses, shares


def test_two_who_answer_one_request_in_one_second_let_in_once(desk: FrontDesk) -> None:
    office = desk.office()
    desk.person(office, 71, Post.JFU, name="Tuti Alawiyah")
    desk.person(office, 72, Post.JFU, name="Dewi Lestari")
    shares(desk, 73, "6281200000073")
    desk.message(73, "Siti Aminah")
    desk.works()
    presses(desk, 73, f"form:pick:post:{Post.DELEGASI}", f"form:pick:kelurahan:k{place(desk, office)}")
    (request,) = desk.rows(select(JoinRequest.id))

    desk.press(71, f"people:let:{request}")
    desk.press(72, f"people:let:{request}")
    desk.works()

    held = select(Appointment.post).join(Person, Person.id == Appointment.person_id)
    assert desk.rows(held.where(Person.telegram_id == 73)) == ["delegasi"]
    assert "Permintaan Siti Aminah sudah dijawab." in desk.said(72)[-1]
    assert any("Selamat bergabung, <b>Siti Aminah</b>" in text for text in desk.said(73))


def test_who_was_typed_in_and_stands_in_the_list_claims_his_place(desk: FrontDesk) -> None:
    office = desk.office()
    here = place(desk, office)
    with desk.unit() as unit:
        paper = unit.add(Person(kecamatan_id=office, name="Ahmad Fauzi"))
        appoint(unit, paper, Post.DELEGASI, kelurahan_id=here, by=None)
        unit.add(
            PhoneEntry(
                kecamatan_id=office,
                phone="+6281200000081",
                name="Ahmad Fauzi, S.Pd.",
                post=Post.DELEGASI,
                kelurahan_id=here,
                loaded_at=unit.now,
            )
        )
        known = paper.id

    shares(desk, 81, "+62 812-0000-0081")
    shares(desk, 81, "6281200000081")
    (invitation,) = desk.rows(select(Invitation.id))
    presses(desk, 81, f"join:yes:{invitation}", f"join:yes:{invitation}")

    assert desk.rows(select(Person.id).where(Person.telegram_id == 81)) == [known]
    assert desk.rows(select(PhoneEntry.used_by)) == [81]
    assert len(desk.rows(select(Appointment.id))) == 1


def test_work_changes_hands_by_the_calendar(desk: FrontDesk) -> None:
    office = desk.office()
    desk.person(office, 91, Post.SEKRETARIS, name="Rudi Hartono")
    desk.person(office, 92, Post.CAMAT, name="Rahmat Hidayat")
    stand_in = desk.person(office, 93, Post.KEPALA_BIDANG, name="Hendra Gunawan")
    presses(desk, 91, "people:stands", f"form:pick:post:{Post.CAMAT}", f"form:pick:who:p{stand_in}")
    presses(desk, 91, "form:pick:kind:Plh")
    for words in ("800/1/2027", "12 Januari 2027", "13 Januari 2027"):
        desk.message(91, words)
        desk.works()
    stamp = desk.chat(91).answers["acting"]
    assert stamp["asked"] is None
    with desk.unit() as unit:
        assert [one.person.name for one in unit.all(select(Appointment)) if one.valid(unit.now)] == [
            "Rudi Hartono",
            "Rahmat Hidayat",
            "Hendra Gunawan",
        ]
    presses(desk, 91, f"form:send:{stamp_of(stamp['about'], stamp['values'])}")
    (made,) = desk.rows(select(Appointment.id).where(Appointment.acting != ""))
    presses(desk, 92, f"people:agree:{made}")

    told = []
    for hours in (14, 8, 40, 8):  # 00.00 of the 12th, 08.00, 00.00 of the 14th, 08.00
        desk.later(hours=hours)
        with desk.unit() as unit:
            told.append(sweep(unit))
            camat = [
                one.person.name
                for one in unit.all(select(Appointment).where(Appointment.post == Post.CAMAT))
                if one.valid(unit.now)
            ]
        assert camat == (["Hendra Gunawan"] if len(told) < 3 else ["Rahmat Hidayat"])
    assert told == [1, 0, 1, 0]
