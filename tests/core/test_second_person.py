"""Power is given by another: every way in which somebody could give it to himself; through the chat."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import select

from handlers.talk.draft import stamp_of
from models.chat import Outbox
from models.log import LogEntry
from models.notice import unmarked
from models.people import Appointment, Invitation, JoinRequest, Person
from models.posts import Post
from sop.accounts.seconding import is_alone
from sop.core.people import appoint
from sop.core.posts import POWER
from sop.core.steps import PaperKey
from sop.remind.reminders import sweep
from tests.core.desk import FrontDesk
from tests.core.numbers_shared import place, presses, shares
from tests.core.two_people import holds, last, newest, says
from tests.support.office import NIP, RANK

ADMIN, CAMAT, SEKRETARIS, OWN_OTHER, THIRD = 61, 62, 63, 64, 68


@pytest.fixture
def office(file_desk: FrontDesk) -> FrontDesk:
    """An admin, and the Camat and the Sekretaris whom the machine's owner let in."""
    file_desk.here = file_desk.office()
    file_desk.person(file_desk.here, ADMIN, Post.ADMIN, name="Agus Salim")
    file_desk.person(file_desk.here, CAMAT, Post.CAMAT, name="Rahmat Hidayat")
    file_desk.person(file_desk.here, SEKRETARIS, Post.SEKRETARIS, name="Rudi Hartono")
    return file_desk


def id_of(desk: FrontDesk, user: int) -> int:
    return desk.rows(select(Person.id).where(Person.telegram_id == user))[0]


def gives(desk: FrontDesk, giver: int, user: int, post: Post, *period: str) -> int:
    """Beri jabatan lain, without a letter; the appointment. `period`: its first and its last day, if any."""
    presses(desk, giver, f"people:give:{id_of(desk, user)}", f"form:pick:post:{post}", "form:skip:basis")
    says(desk, giver, *period)
    if not period:
        presses(desk, giver, "form:skip:begins", "form:skip:ends")
    return newest(desk)


def sweeps(desk: FrontDesk) -> None:
    with desk.unit() as unit:
        sweep(unit)


def invites(desk: FrontDesk, giver: int, post: Post, name: str) -> str:
    """Undang; the token."""
    presses(desk, giver, "people:invite", f"form:pick:post:{post}")
    says(desk, giver, name)
    return token_in(desk, giver)


def token_in(desk: FrontDesk, user: int) -> str:
    found = [re.search(r"start=([\w-]+)", text) for text in desk.said(user)]
    return [one.group(1) for one in found if one][-1]


def joins(desk: FrontDesk, user: int, token: str, *answers: str) -> None:
    says(desk, user, f"/start {token}")
    invitation = desk.rows(select(Invitation.id).where(Invitation.used_at.is_(None)).order_by(Invitation.id))
    for one in invitation:
        presses(desk, user, f"join:yes:{one}")
    says(desk, user, *answers)


def keys_of(desk: FrontDesk, user: int) -> list[str]:
    """What the notices that he was sent can be pressed for."""
    boards = desk.rows(select(Outbox.keyboard).where(Outbox.chat_id == user, Outbox.keyboard.is_not(None)))
    return [
        unmarked(one["data"]) for board in boards for row in board if isinstance(row, list) for one in row
    ]


@pytest.mark.parametrize("post", sorted(POWER - {Post.ADMIN}))
def test_who_gives_himself_a_post_with_power_has_it_when_another_agrees(
    office: FrontDesk, post: Post
) -> None:
    made = gives(office, ADMIN, ADMIN, post)

    assert holds(office, ADMIN) == ["admin"]
    assert "Belum berlaku: menunggu persetujuan" in last(office, ADMIN)
    for user in (CAMAT, SEKRETARIS):
        assert any("Agus Salim memberi Agus Salim jabatan" in text for text in office.said(user))
        assert f"people:second:{made}" in keys_of(office, user)
    presses(office, ADMIN, f"people:agree:{made}")
    assert "harus disetujui orang lain" in last(office, ADMIN)
    assert holds(office, ADMIN) == ["admin"]

    presses(office, CAMAT, f"people:second:{made}", f"people:object:{made}", f"people:objected:{made}")
    assert "Ditolak: Agus Salim" in last(office, CAMAT)
    presses(office, SEKRETARIS, f"people:agree:{made}")
    assert "sudah dicabut, ditolak, atau lewat masanya" in last(office, SEKRETARIS)
    assert holds(office, ADMIN) == ["admin"]

    again = gives(office, ADMIN, ADMIN, post)
    presses(office, SEKRETARIS, f"people:agree:{again}")
    assert holds(office, ADMIN) == sorted(["admin", str(post)])
    acts = office.rows(select(LogEntry.act).where(LogEntry.act.like("post.%")).order_by(LogEntry.place))
    assert acts[-3:] == ["post.given", "post.asked", "post.seconded"]


def test_an_account_that_he_let_in_helps_him_to_nothing(office: FrontDesk) -> None:
    token = invites(office, ADMIN, Post.ADMIN, "Akun Kedua")
    joins(office, OWN_OTHER, token, "Akun Kedua")

    assert holds(office, OWN_OTHER) == []
    assert "berlaku setelah disetujui Rahmat Hidayat / Rudi Hartono" in last(office, OWN_OTHER)
    made = newest(office)
    presses(office, ADMIN, f"people:agree:{made}")
    presses(office, OWN_OTHER, f"people:agree:{made}")
    assert holds(office, OWN_OTHER) == []
    presses(office, CAMAT, f"people:agree:{made}")
    assert holds(office, OWN_OTHER) == ["admin"]


def test_in_an_office_of_one_his_second_account_is_not_asked_about_the_first(file_desk: FrontDesk) -> None:
    """Whom he let in while he was alone agrees to nothing of his, once there is somebody else."""
    desk = file_desk
    here = desk.office()
    desk.person(here, ADMIN, Post.ADMIN, name="Agus Salim")
    joins(desk, OWN_OTHER, invites(desk, ADMIN, Post.ADMIN, "Akun Kedua"), "Akun Kedua")
    assert holds(desk, OWN_OTHER) == ["admin"]
    assert any("sementara tanpa persetujuan kedua" in text for text in desk.said(OWN_OTHER))
    alone = newest(desk)
    assert desk.rows(select(LogEntry.facts).where(LogEntry.act == "post.alone"))[0]["appointment"] == alone

    token = desk.token(here, Post.CAMAT)  # on the machine
    joins(desk, CAMAT, token, "Rahmat Hidayat", NIP, RANK)
    assert holds(desk, CAMAT) == ["camat"]
    assert any("masuk sebagai <b>Camat</b>" in text for text in desk.said(ADMIN))
    assert any("1 jabatan berlaku sementara tanpa persetujuan kedua" in text for text in desk.said(CAMAT))
    made = gives(desk, ADMIN, ADMIN, Post.CAMAT)
    presses(desk, OWN_OTHER, f"people:agree:{made}")
    assert "menunggu persetujuan Rahmat Hidayat." in last(desk, OWN_OTHER)
    assert holds(desk, ADMIN) == ["admin"]

    presses(desk, CAMAT, "people:seconds:0")
    assert "Akun Kedua: Admin, berlaku sementara" in last(desk, CAMAT)
    presses(desk, CAMAT, f"people:objected:{alone}")
    assert holds(desk, OWN_OTHER) == []


def test_nobody_makes_himself_plh(office: FrontDesk) -> None:
    me = id_of(office, ADMIN)
    presses(office, ADMIN, "people:stands", f"form:pick:post:{Post.CAMAT}", f"form:pick:who:p{me}")
    presses(office, ADMIN, "form:pick:kind:Plh")
    says(office, ADMIN, "800/1/2027", "11 Januari 2027", "13 Januari 2027")
    answers = office.chat(ADMIN).answers["acting"]
    presses(office, ADMIN, f"form:send:{stamp_of(answers['about'], answers['values'])}")
    made = newest(office)

    assert (holds(office, ADMIN), holds(office, CAMAT)) == (["admin"], ["camat"])
    presses(office, ADMIN, f"people:agree:{made}")
    assert holds(office, ADMIN) == ["admin"]
    presses(office, CAMAT, f"people:agree:{made}")
    assert (holds(office, ADMIN), holds(office, CAMAT)) == (["Plh.camat", "admin"], [])
    assert any("Mulai hari ini tugas Bapak/Ibu sebagai Camat" in text for text in office.said(CAMAT))


def test_a_request_that_is_accepted_as_another_post_waits(office: FrontDesk) -> None:
    shares(office, OWN_OTHER, "6281200000064")
    says(office, OWN_OTHER, "Akun Kedua")
    here = place(office, office.here)
    presses(office, OWN_OTHER, f"form:pick:post:{Post.DELEGASI}", f"form:pick:kelurahan:k{here}")
    (request,) = office.rows(select(JoinRequest.id))
    presses(office, SEKRETARIS, f"people:admit:{request}", f"form:pick:post:{Post.CAMAT}")

    assert holds(office, OWN_OTHER) == []
    presses(office, SEKRETARIS, f"people:agree:{newest(office)}")
    assert holds(office, OWN_OTHER) == []
    presses(office, ADMIN, f"people:agree:{newest(office)}")
    assert holds(office, OWN_OTHER) == ["camat"]


def test_a_place_kept_for_another_is_not_taken_by_who_made_it(office: FrontDesk) -> None:
    """Undang pengganti, and the link is opened by who sent it: the two become one person."""
    camat = office.rows(select(Appointment.id).where(Appointment.post == Post.CAMAT))[0]
    presses(office, ADMIN, f"people:newheir:{camat}")
    says(office, ADMIN, "Calon Camat")
    made = newest(office)
    presses(office, SEKRETARIS, f"people:agree:{made}")
    assert "belum bergabung" in last(office, SEKRETARIS)

    joins(office, ADMIN, token_in(office, ADMIN), "Agus Salim", NIP, RANK)
    assert office.rows(select(Appointment.person_id).where(Appointment.id == made)) == [id_of(office, ADMIN)]
    assert holds(office, ADMIN) == ["admin"]
    presses(office, ADMIN, f"people:agree:{made}")
    assert holds(office, ADMIN) == ["admin"]


def test_nobody_makes_his_own_post_last_longer(office: FrontDesk) -> None:
    me = id_of(office, ADMIN)
    with office.unit() as unit:
        person = unit.session.get_one(Person, me)
        held = appoint(unit, person, Post.CAMAT, by=None, ends=date(2027, 1, 20)).id
    presses(office, ADMIN, f"people:term:{held}", "form:skip:basis", "form:skip:begins", "form:skip:ends")

    assert office.rows(select(Appointment.ends).where(Appointment.id == held)) == [date(2027, 1, 20)]
    presses(office, CAMAT, f"people:agree:{newest(office)}")
    assert office.rows(select(Appointment.ends).where(Appointment.id == held)) == [None]
    assert holds(office, ADMIN) == ["admin", "camat"]


def test_what_somebody_issued_lapses_with_his_post_and_is_issued_anew_by_one_press(office: FrontDesk) -> None:
    office.person(office.here, 65, Post.ADMIN, name="Wati Kurnia")
    token = invites(office, ADMIN, Post.KEPALA_BIDANG, "Hendra Gunawan")
    waiting = gives(office, ADMIN, 65, Post.CAMAT)
    his = office.rows(select(Appointment.id).where(Appointment.person_id == id_of(office, ADMIN)))[0]
    presses(office, 65, f"people:left:{his}:0")
    assert holds(office, ADMIN) == []

    says(office, OWN_OTHER, f"/start {token}")
    assert "Tautan ini tidak berlaku" in last(office, OWN_OTHER)
    presses(office, SEKRETARIS, f"people:agree:{waiting}")
    assert holds(office, 65) == ["admin"]
    gone = id_of(office, ADMIN)
    told = [
        text for text in office.said(SEKRETARIS) if "tidak lagi berwenang memberi jabatan, jadi 2" in text
    ]
    assert "- Hendra Gunawan: Kepala Bidang\n- Wati Kurnia: Camat" in told[0]

    office.press(SEKRETARIS, f"!people:anew:{gone}")
    office.press(65, f"!people:anew:{gone}")
    office.works()
    assert "Tidak ada lagi yang perlu diterbitkan" in last(office, 65)
    assert "2 undangan atau jabatan diterbitkan lagi" in last(office, SEKRETARIS)
    joins(office, OWN_OTHER, token_in(office, SEKRETARIS), "Hendra Gunawan", NIP, RANK)
    presses(office, CAMAT, f"people:agree:{newest(office)}", f"people:agree:{waiting}")
    assert (holds(office, OWN_OTHER), holds(office, 65)) == (["kepala_bidang"], ["admin", "camat"])


def test_a_link_whose_issuer_gave_up_his_post_by_the_calendar_opens_nothing(office: FrontDesk) -> None:
    tuti = office.person(office.here, 66, Post.SEKRETARIS, name="Tuti Alawiyah")
    with office.unit() as unit:
        unit.session.get_one(Person, tuti).posts[0].ends = date(2027, 1, 12)
    token = invites(office, 66, Post.KEPALA_BIDANG, "Siti Aminah")
    office.later(days=3)
    says(office, 67, f"/start {token}")
    assert "Tautan ini tidak berlaku" in last(office, 67)


def test_two_who_answer_in_one_second_are_one_act(desks: Callable[[], FrontDesk]) -> None:
    desk = desks()
    here = desk.office()
    desk.person(here, ADMIN, Post.ADMIN, name="Agus Salim")
    desk.person(here, CAMAT, Post.CAMAT, name="Rahmat Hidayat")
    desk.person(here, SEKRETARIS, Post.SEKRETARIS, name="Rudi Hartono")
    made = gives(desk, ADMIN, ADMIN, Post.JFU)

    desk.press(CAMAT, f"people:agree:{made}")
    desk.press(SEKRETARIS, f"people:objected:{made}")
    desk.works()

    assert holds(desk, ADMIN) == ["admin", "jfu"]
    assert "sudah disetujui oleh Rahmat Hidayat" in last(desk, SEKRETARIS)
    acts = desk.rows(select(LogEntry.act).where(LogEntry.act.in_(("post.seconded", "post.refused"))))
    assert acts == ["post.seconded"]


def test_a_post_whose_last_day_passes_unanswered_is_over_and_who_asked_hears_of_it_once(
    office: FrontDesk,
) -> None:
    office.person(office.here, OWN_OTHER, name="Hendra Wijaya")
    made = gives(office, ADMIN, OWN_OTHER, Post.CAMAT, "11 Januari 2027", "13 Januari 2027")
    office.later(days=2)
    sweeps(office)
    presses(office, CAMAT, f"people:second:{made}")
    assert "Setuju?" in last(office, CAMAT)
    office.later(days=1)
    for _ in range(3):
        sweeps(office)

    over = "tidak jadi berlaku: masanya berakhir 13 Januari 2027 sebelum disetujui."
    for user in (ADMIN, OWN_OTHER):
        assert sum(over in text for text in office.said(user)) == 1
    assert not any(over in text for text in office.said(CAMAT))
    assert [
        one.revoked_at is None for one in office.rows(select(Appointment).where(Appointment.id == made))
    ] == [False]
    presses(office, CAMAT, f"people:agree:{made}")
    assert "sudah dicabut, ditolak, atau lewat masanya" in last(office, CAMAT)
    assert holds(office, OWN_OTHER) == []
    acts = office.rows(select(LogEntry.act).where(LogEntry.act == "post.unanswered"))
    assert acts == ["post.unanswered"]


def test_two_who_answer_in_one_second_about_signing_a_n_are_one_act(desks: Callable[[], FrontDesk]) -> None:
    desk = desks()
    here = desk.office()
    desk.person(here, ADMIN, Post.ADMIN, name="Agus Salim")
    desk.person(here, SEKRETARIS, Post.SEKRETARIS, name="Rudi Hartono")
    for user, name in ((CAMAT, "Rahmat Hidayat"), (OWN_OTHER, "Hendra Wijaya")):
        desk.person(here, user, Post.CAMAT, name=name)
    about = f"{PaperKey.UNDANGAN}:{Post.SEKRETARIS}"
    for first, answers in (("signyes", "disetujui"), ("signno", "ditolak")):
        desk.later(minutes=1)
        presses(desk, ADMIN, f"settings:signs:{PaperKey.UNDANGAN}:{Post.CAMAT}", f"settings:signs:{about}")

        desk.press(SEKRETARIS, f"settings:signyes:{about}")
        desk.press(CAMAT, f"settings:{first}:{about}")
        desk.press(OWN_OTHER, f"settings:signno:{about}")
        desk.works()

        assert any(f"{answers} Rahmat Hidayat" in text for text in desk.said(ADMIN))
        assert any("Permintaan itu sudah diputuskan" in text for text in desk.said(OWN_OTHER))
        assert "Penanda tangan ini harus disetujui" in last(desk, SEKRETARIS)
    assert not any("ditolak Hendra Wijaya" in text for text in desk.said(ADMIN))
    acts = desk.rows(
        select(LogEntry.act).where(LogEntry.act.like("office.signing_%")).order_by(LogEntry.place)
    )
    assert acts == [
        "office.signing_asked",
        "office.signing_for",
        "office.signing_for",
        "office.signing_asked",
        "office.signing_refused",
    ]


# ---- who made himself the only one, or has others stand on his word


def takes_away(desk: FrontDesk, actor: int, user: int) -> None:
    (held,) = desk.rows(select(Appointment.id).where(Appointment.person_id == id_of(desk, user)))
    presses(desk, actor, f"people:leave:{held}", f"people:left:{held}:0")
    assert holds(desk, user) == []


def office_of_one(desk: FrontDesk) -> int:
    """An admin, and his second account, which he let in while he was alone; the office."""
    here = desk.office()
    desk.person(here, ADMIN, Post.ADMIN, name="Agus Salim")
    joins(desk, OWN_OTHER, invites(desk, ADMIN, Post.ADMIN, "Akun Kedua"), "Akun Kedua")
    assert holds(desk, OWN_OTHER) == ["admin"]
    return here


def counts_alone(desk: FrontDesk, made: int) -> bool:
    with desk.unit() as unit:
        return is_alone(unit, unit.session.get_one(Appointment, made))


def test_who_removes_all_others_has_nobody_left_to_agree_and_gets_nothing(office: FrontDesk) -> None:
    office.person(office.here, OWN_OTHER, Post.ADMIN, name="Wati Kurnia")
    for user in (CAMAT, SEKRETARIS, OWN_OTHER):
        takes_away(office, ADMIN, user)
    made = gives(office, ADMIN, ADMIN, Post.CAMAT)

    assert holds(office, ADMIN) == ["admin"]
    assert "pengelola server mengundangnya (perintah invite)" in last(office, ADMIN)
    joins(office, THIRD, invites(office, ADMIN, Post.ADMIN, "Akun Ketiga"), "Akun Ketiga")
    presses(office, THIRD, f"people:agree:{made}")
    assert (holds(office, ADMIN), holds(office, THIRD)) == (["admin"], [])
    here = office.here
    presses(office, ADMIN, f"settings:signs:{PaperKey.UNDANGAN}:{Post.SEKRETARIS}")
    assert any("Yang dapat menyetujui penanda tangan ini" in text for text in office.said(ADMIN))

    joins(office, CAMAT, office.token(here, Post.CAMAT), "Rahmat Hidayat", NIP, RANK)  # on the machine
    assert any("2 jabatan menunggu persetujuan Bapak/Ibu" in text for text in office.said(CAMAT))
    presses(office, CAMAT, f"people:objected:{made}")
    assert (holds(office, ADMIN), holds(office, CAMAT)) == (["admin"], ["camat"])


def test_an_account_let_in_after_the_others_were_removed_agrees_to_nothing(office: FrontDesk) -> None:
    """An account that he lets in after he has removed the others is not in, and agrees to nothing."""
    for user in (CAMAT, SEKRETARIS):
        takes_away(office, ADMIN, user)
    joins(office, OWN_OTHER, invites(office, ADMIN, Post.ADMIN, "Akun Kedua"), "Akun Kedua")
    assert holds(office, OWN_OTHER) == []
    made = gives(office, ADMIN, ADMIN, Post.CAMAT)
    presses(office, OWN_OTHER, f"people:agree:{made}")
    assert holds(office, ADMIN) == ["admin"]


def test_two_accounts_that_agree_to_a_third_make_it_no_stranger(file_desk: FrontDesk) -> None:
    desk = file_desk
    here = office_of_one(desk)
    joins(desk, THIRD, invites(desk, ADMIN, Post.ADMIN, "Akun Ketiga"), "Akun Ketiga")
    third = newest(desk)
    presses(desk, OWN_OTHER, f"people:agree:{third}")
    assert holds(desk, THIRD) == ["admin"]
    assert counts_alone(desk, third)

    joins(desk, CAMAT, desk.token(here, Post.CAMAT), "Rahmat Hidayat", NIP, RANK)  # on the machine
    assert any("2 jabatan berlaku sementara" in text for text in desk.said(CAMAT))
    made = gives(desk, ADMIN, ADMIN, Post.CAMAT)
    presses(desk, THIRD, f"people:agree:{made}")
    assert holds(desk, ADMIN) == ["admin"]
    assert "menunggu persetujuan Rahmat Hidayat." in last(desk, THIRD)

    presses(desk, CAMAT, f"people:agree:{third}")  # he looked who it is: the third stands by himself now
    assert not counts_alone(desk, third)
    desk.later(minutes=1)  # the same press again is not the same press twice
    presses(desk, THIRD, f"people:agree:{made}")
    assert holds(desk, ADMIN) == ["admin", "camat"]


def test_the_word_of_his_own_account_takes_no_mark_away(file_desk: FrontDesk) -> None:
    desk = file_desk
    here = office_of_one(desk)
    made = gives(desk, ADMIN, ADMIN, Post.CAMAT)
    presses(desk, OWN_OTHER, f"people:agree:{made}")
    assert holds(desk, ADMIN) == ["admin", "camat"]
    assert counts_alone(desk, made)

    joins(desk, SEKRETARIS, desk.token(here, Post.SEKRETARIS), "Rudi Hartono", NIP, RANK)
    assert any("2 jabatan berlaku sementara" in text for text in desk.said(SEKRETARIS))
    presses(desk, SEKRETARIS, "people:seconds:0")
    assert "Agus Salim: Camat, berlaku sementara" in last(desk, SEKRETARIS)
    presses(desk, SEKRETARIS, f"people:objected:{made}")
    assert holds(desk, ADMIN) == ["admin"]


def test_with_a_refused_post_goes_what_its_holder_issued(file_desk: FrontDesk) -> None:
    desk = file_desk
    here = office_of_one(desk)
    alone = newest(desk)
    for user, post, name in ((CAMAT, Post.CAMAT, "Rahmat Hidayat"), (SEKRETARIS, Post.SEKRETARIS, "Rudi")):
        joins(desk, user, desk.token(here, post), name, NIP, RANK)
    desk.person(here, THIRD, Post.DELEGASI, name="Teman")
    made = gives(desk, OWN_OTHER, THIRD, Post.ADMIN)
    token = invites(desk, OWN_OTHER, Post.ADMIN, "Gelap")
    presses(desk, CAMAT, f"people:objected:{alone}")
    assert holds(desk, OWN_OTHER) == []

    presses(desk, SEKRETARIS, f"people:agree:{made}")
    assert holds(desk, THIRD) == ["delegasi"]
    says(desk, 69, f"/start {token}")
    assert "Tautan ini tidak berlaku" in last(desk, 69)


def test_who_is_removed_or_put_off_may_object_and_all_who_give_posts_hear_of_it(office: FrontDesk) -> None:
    (camat,) = office.rows(select(Appointment.id).where(Appointment.post == Post.CAMAT))
    presses(office, ADMIN, f"people:term:{camat}", "form:skip:basis")
    says(office, ADMIN, "11 Januari 2028")
    presses(office, ADMIN, "form:skip:ends")
    assert holds(office, CAMAT) == []
    assert any("Bila keberatan atas perubahan jabatan Camat oleh Agus Salim" in t for t in office.said(CAMAT))
    assert any("Agus Salim mengubah masa jabatan Rahmat" in text for text in office.said(SEKRETARIS))

    made = gives(office, ADMIN, ADMIN, Post.CAMAT)
    assert holds(office, ADMIN) == ["admin"]
    presses(office, SEKRETARIS, f"people:objected:{made}")
    takes_away(office, SEKRETARIS, CAMAT)
    assert any("Rudi Hartono mencabut peran Rahmat Hidayat" in text for text in office.said(ADMIN))


def test_who_drops_out_of_the_chain_of_paraf_hears_of_it_and_so_does_the_camat(office: FrontDesk) -> None:
    office.person(office.here, THIRD, Post.JFU, name="Tuti Alawiyah")
    presses(office, THIRD, f"settings:parafadd:{PaperKey.LAPORAN}:{Post.SEKRETARIS}")
    presses(office, THIRD, f"settings:parafnone:{PaperKey.LAPORAN}")
    for user in (CAMAT, SEKRETARIS):
        assert any("Sekretaris Kecamatan tidak lagi memberi paraf" in text for text in office.said(user))
    assert not any("tidak lagi memberi paraf" in text for text in office.said(ADMIN))
