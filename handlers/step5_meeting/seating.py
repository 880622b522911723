"""Seats on the day of the Musrenbang.

> [Susunan hari ini]
< Pemerintahan: 2 orang, hadir 1, kuorum 2, ketua Ani ...
> [Pemerintahan] > [Budi Santoso]
< Budi Santoso, Komisi Pemerintahan, Anggota, belum hadir. ...  [Diganti orang lain]
> [Diganti orang lain]
< Siapa yang menggantikan Budi Santoso? ...  [Siti Aminah]
> Hj. Euis Komariah > PKK Kelurahan Kebon Pedes > [Lewati]
< Periksa sekali lagi. ...  [Tetapkan pengganti]
"""

from __future__ import annotations

from handlers.talk.buttons import Press, view
from handlers.talk.chat_form import ChatDraft, ChatForm, Question, Rows, pick
from handlers.talk.context import Ctx
from handlers.talk.paging import page_of, told_apart, turns
from handlers.talk.who import MEETS
from models.enums import Komisi
from models.meeting import TeamMember
from models.people import Person
from models.speech import Button, button, choice, columns
from sop.core.refused import Refused
from sop.reading import person_name, sentence
from sop.step3_team.members import member_of, name_of
from sop.step4_coordinate.seats import KETUA, ROLES, komisi_from, loose, seated
from sop.step5_meeting.attendance import is_present, present
from sop.step5_meeting.commissions import seats_taken
from sop.step5_meeting.meeting import STEP5, komisi_name, team
from sop.step5_meeting.scores import scoring_now
from sop.step5_meeting.seating import (
    StandIn,
    give_back,
    make,
    may_stand_in,
    move,
    seating,
    stand_in,
)
from texts import Html, join, plain, say

LOOSE = "none"  #: in a button: those without a komisi
OFFERED = 6  #: people of the office, by a button; others are typed


@view("s5:seats")
def show_seats(ctx: Ctx) -> None:
    """The four komisi as they sit today."""
    seating(ctx.unit, ctx.actor, ctx.season)
    everybody = team(ctx.unit, ctx.season)
    lines = [_line(ctx, komisi, sitting) for komisi, sitting in seated(everybody).items()]
    ways = [choice(komisi_name(komisi), "s5:sitting", komisi, 0) for komisi in Komisi]
    standing = loose(everybody)
    rest = [button("seating.loose", "s5:sitting", LOOSE, 0, count=len(standing))] if standing else []
    ctx.show(
        join(say("seating.head"), *lines),
        [*columns(ways), rest, [button("step5_meeting.back", "s5:home")]],
    )


def _line(ctx: Ctx, komisi: Komisi, sitting: list[TeamMember]) -> Html:
    here, count, quorum = seats_taken(ctx.unit, ctx.season, komisi)
    ketua = next((one for one in sitting if one.komisi_role == KETUA), None)
    words = plain("seating.ketua", name=name_of(ketua)) if ketua else plain("seating.no_ketua")
    return say("seating.line", komisi=komisi_name(komisi), count=count, here=here, quorum=quorum, ketua=words)


@view("s5:sitting")
def show_sitting(ctx: Ctx, komisi: str, page: int) -> None:
    """Who sits in one of them, and who of them is here."""
    seating(ctx.unit, ctx.actor, ctx.season)
    everybody = team(ctx.unit, ctx.season)
    if komisi == LOOSE:
        head, found = say("seating.list_loose"), loose(everybody)
    else:
        one = komisi_from(komisi)
        head, found = say("seating.list_head", komisi=komisi_name(one)), seated(everybody)[one]
    shown = page_of(found, page)
    listed = {row.member_id for row in present(ctx.unit, ctx.season)}
    lines = [_place(at, one, one.id in listed) for at, one in enumerate(shown.items, start=shown.first)] or [
        say("seating.list_empty")
    ]
    labels = told_apart(name_of(one) for one in shown.items)
    ways = [choice(label, "s5:sitter", one.id) for one, label in zip(shown.items, labels, strict=True)]
    ctx.show(
        join(head, *lines),
        [*columns(ways), turns(shown, "s5:sitting", komisi), [button("step5_meeting.back", "s5:seats")]],
    )


def _place(at: int, member: TeamMember, here: bool) -> Html:
    facts = {"at": at, "name": name_of(member), "here": _here(here)}
    if member.komisi is None:
        return say("seating.list_line_loose", **facts)
    return say("seating.list_line", role=plain(f"seats.role_{member.komisi_role}"), **facts)


def _here(here: bool) -> str:
    return plain("seating.is_present" if here else "seating.is_absent")


@view("s5:sitter")
def show_sitter(ctx: Ctx, id: int) -> None:
    """One person: another komisi, another role, somebody instead, his scores from paper."""
    seating(ctx.unit, ctx.actor, ctx.season)
    member = member_of(ctx.unit, ctx.season, id)
    here = is_present(ctx.unit, member)
    facts = {"name": name_of(member), "here": _here(here)}
    rows: list[list[Button]] = columns(
        choice(komisi_name(komisi), "s5:seat", id, komisi) for komisi in Komisi if komisi != member.komisi
    )
    if member.komisi is None:
        back = button("step5_meeting.back", "s5:sitting", LOOSE, 0)
        ctx.show(say("seating.member_loose", **facts), [*rows, [back]])
        return
    absent = ctx.unit.get(TeamMember, member.stands_for_id)
    role = plain(f"seats.role_{member.komisi_role}")
    words = say("seating.member", komisi=komisi_name(member.komisi), role=role, **facts)
    others = [one for one in ROLES if one != member.komisi_role]
    rows.append([choice(plain(f"seats.role_{one}"), "s5:role", id, one) for one in others])
    rows.append(_instead(ctx, member, absent, here))
    ctx.show(
        join(words, say("seating.stands_for", absent=name_of(absent)) if absent else ""),
        [*rows, [button("step5_meeting.back", "s5:sitting", member.komisi, 0)]],
    )


def _instead(ctx: Ctx, member: TeamMember, absent: TeamMember | None, here: bool) -> list[Button]:
    """What fits one who is absent, one who stands in, and one whose scores lie on paper."""
    if here:
        scoring = scoring_now(ctx.unit, ctx.season, member.komisi)
        return [button("paper_scores.open", "s5:sheet", member.id)] if scoring else []
    if absent is not None:
        return [button("seating.give_back", "s5:giveback", member.id)]
    return [button("seating.instead", "s5:instead", member.id)]


def seat(ctx: Ctx, id: int, komisi: str) -> None:
    member = member_of(ctx.unit, ctx.season, id)
    was = member.komisi
    move(ctx.unit, ctx.actor, ctx.season, member, komisi_from(komisi))
    _said(ctx, member, was)


def give_role(ctx: Ctx, id: int, role: str) -> None:
    member = member_of(ctx.unit, ctx.season, id)
    make(ctx.unit, ctx.actor, ctx.season, member, role)
    _said(ctx, member, member.komisi)


def _said(ctx: Ctx, member: TeamMember, was: Komisi | None) -> None:
    komisi, role = komisi_name(member.komisi or ""), plain(f"seats.role_{member.komisi_role}")
    words = say("seating.moved", name=name_of(member), komisi=komisi, role=role)
    sitting = seated(team(ctx.unit, ctx.season))
    led = was is None or not sitting[was] or any(one.komisi_role == KETUA for one in sitting[was])
    ctx.banner(words if led else join(words, say("seating.left_without", komisi=komisi_name(was or ""))))
    show_sitter(ctx, member.id)


def returned(ctx: Ctx, id: int) -> None:
    """Kembalikan: the one who was absent has his seat again."""
    member = give_back(ctx.unit, ctx.actor, ctx.season, member_of(ctx.unit, ctx.season, id))
    ctx.banner(say("seating.given_back", name=name_of(member)))
    show_sitter(ctx, member.id)


# ---- somebody instead


def begin_instead(ctx: Ctx, id: int) -> str:
    member = member_of(ctx.unit, ctx.season, id)
    seating(ctx.unit, ctx.actor, ctx.season, member.komisi)
    if is_present(ctx.unit, member):
        raise Refused("seating.is_here", name=name_of(member))
    return INSTEAD.begin(ctx, member.id)


def _absent(ctx: Ctx, draft: ChatDraft) -> TeamMember:
    return member_of(ctx.unit, ctx.season, draft.about or 0)


def _offered(ctx: Ctx, _draft: ChatDraft) -> Rows:
    """Who of the office is here and not in the tim; else anybody of the office."""
    people = may_stand_in(ctx.unit, ctx.season)
    listed = {row.person_id for row in present(ctx.unit, ctx.season)}
    first = sorted(people, key=lambda one: one.id not in listed)[:OFFERED]
    labels = told_apart(one.name for one in first)
    return columns(pick(label, "who", one.id) for one, label in zip(first, labels, strict=True))


def _picked(ctx: Ctx, _draft: ChatDraft, value: str) -> str:
    found = [one for one in may_stand_in(ctx.unit, ctx.season) if str(one.id) == value]
    if not found:
        raise Refused("form.old_button")
    return f"#{value}"


def _typed(ctx: Ctx, _draft: ChatDraft, typed: str) -> str:
    """A name; where somebody of the office is called so, it is he."""
    name = person_name(typed)
    named = [one for one in may_stand_in(ctx.unit, ctx.season) if one.name.casefold() == name.casefold()]
    return f"#{named[0].id}" if len(named) == 1 else name


def _person(ctx: Ctx, draft: ChatDraft) -> Person | None:
    who = str(draft.get("who") or "")
    return ctx.unit.get(Person, int(who[1:])) if who.startswith("#") else None


def _facts(ctx: Ctx, draft: ChatDraft) -> dict[str, str]:
    absent = _absent(ctx, draft)
    return {"absent": name_of(absent), "komisi": komisi_name(absent.komisi or "")}


def _review(ctx: Ctx, draft: ChatDraft) -> str:
    person, absent = _person(ctx, draft), _absent(ctx, draft)
    return say(
        "seating.review",
        name=person.name if person else str(draft.get("who")),
        role=plain(f"seats.role_{absent.komisi_role}"),
        mandate=draft.get("mandate") or plain("seating.no_letter"),
        **_facts(ctx, draft),
    )


def _finish(ctx: Ctx, draft: ChatDraft) -> None:
    person, absent, facts = _person(ctx, draft), _absent(ctx, draft), _facts(ctx, draft)
    by = StandIn(
        person,
        "" if person else str(draft.get("who")),
        draft.get("institution") or None,
        draft.get("mandate") or None,
    )
    made = stand_in(ctx.unit, ctx.actor, ctx.season, absent, by)
    ctx.banner(say("seating.saved", name=name_of(made), **facts))
    show_sitter(ctx, made.id)


INSTEAD = ChatForm(
    "s5instead",
    title="seating.form_title",
    questions=[
        Question(
            key="who",
            text="seating.ask_who",
            label="seating.label_who",
            reads=_typed,
            facts=_facts,
            rows=_offered,
            chosen=_picked,
        ),
        Question(
            key="institution",
            text="seating.ask_institution",
            label="seating.label_institution",
            read=lambda typed: sentence(typed, 2, 120),
            when=lambda draft: not str(draft.get("who") or "").startswith("#"),
        ),
        Question(
            key="mandate",
            text="seating.ask_mandate",
            label="seating.label_mandate",
            read=lambda typed: sentence(typed, 3, 120),
            optional=True,
        ),
    ],
    review=_review,
    send="seating.save",
    finish=_finish,
    leave=show_seats,
)


HANDLERS = (
    INSTEAD.conversation(Press("s5:instead", begin_instead, MEETS.on(TeamMember, since=STEP5))),
    Press("s5:seats", show_seats, MEETS.on(since=STEP5)),
    Press("s5:sitting", show_sitting, MEETS.on(since=STEP5)),
    Press("s5:sitter", show_sitter, MEETS.on(TeamMember, since=STEP5)),
    Press("s5:seat", seat, MEETS.on(TeamMember, since=STEP5)),
    Press("s5:role", give_role, MEETS.on(TeamMember, since=STEP5)),
    Press("s5:giveback", returned, MEETS.on(TeamMember, since=STEP5)),
)
