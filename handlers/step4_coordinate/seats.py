"""The tim in four komisi.

> [Komisi]
< Pemerintahan: 3 orang, ketua ... Belum punya komisi: 2 orang.  [Pemerintahan] ... [Bagi rata]
> [Bagi rata]
> [Sarpras]
< Tekan nama untuk mengubah komisi atau perannya.  [Rudi Hartono] ...
"""

from __future__ import annotations

from handlers.talk.buttons import Press, view
from handlers.talk.context import Ctx
from handlers.talk.paging import page_of, told_apart, turns
from handlers.talk.who import COORDINATES, looks_at
from models.enums import Komisi
from models.meeting import TeamMember
from models.speech import Button, button, choice, columns
from sop.flow.progress import working_on
from sop.flow.step_access import looked_at, may_work
from sop.step3_team.members import member_of, members
from sop.step4_coordinate import seats
from texts import Html, join, plain, say

LOOSE = "none"  #: in a button: those without a komisi


def komisi_name(komisi: Komisi | str) -> str:
    return plain(f"paper_common.short_{Komisi(komisi)}")


def role_name(member: TeamMember) -> str:
    return plain(f"seats.role_{member.komisi_role or seats.ANGGOTA}")


def name_of(member: TeamMember) -> str:
    return member.person.name if member.person else member.name


@view("s4:komisi")
def show_komisi(ctx: Ctx) -> None:
    """The four komisi with their ketua, and who has none yet."""
    run = looked_at(ctx.unit, ctx.actor, ctx.season, seats.STEP)
    team = members(ctx.unit, ctx.season)
    waiting = seats.loose(team)
    lines = [_line(komisi, sitting) for komisi, sitting in seats.seated(team).items()]
    rows: list[list[Button]] = columns(choice(komisi_name(komisi), "s4:in", komisi, 0) for komisi in Komisi)
    if may_work(ctx.unit, ctx.actor, run):
        listed = [button("seats.loose_button", "s4:in", LOOSE, 0, count=len(waiting))] if waiting else []
        rows.append([*listed, button("seats.spread", "s4:spread")])
    state = say("seats.loose", count=len(waiting)) if waiting else Html("")
    if not seats.lacks(team):
        state = say("seats.whole")
    ctx.show(join(say("seats.head"), *lines, state), [*rows, [button("seats.back", "s4:home")]])


def _line(komisi: Komisi, sitting: list[TeamMember]) -> Html:
    ketua = next((member for member in sitting if member.komisi_role == seats.KETUA), None)
    if ketua is None:
        return say("seats.line_no_ketua", komisi=komisi_name(komisi), count=len(sitting))
    return say("seats.line", komisi=komisi_name(komisi), count=len(sitting), ketua=name_of(ketua))


@view("s4:in")
def show_members(ctx: Ctx, komisi: str, page: int) -> None:
    """Who sits in a komisi, or has none."""
    run = looked_at(ctx.unit, ctx.actor, ctx.season, seats.STEP)
    team = members(ctx.unit, ctx.season)
    if komisi == LOOSE:
        head, here = say("seats.list_loose"), seats.loose(team)
    else:
        one = seats.komisi_from(komisi)
        head, here = say("seats.list_head", komisi=komisi_name(one)), seats.seated(team)[one]
    shown = page_of(here, page)
    lines = [_place(at, member) for at, member in enumerate(shown.items, start=shown.first)]
    rows: list[list[Button]] = []
    if may_work(ctx.unit, ctx.actor, run):
        labels = told_apart(name_of(member) for member in shown.items)
        pairs = zip(shown.items, labels, strict=True)
        rows = columns(choice(label, "s4:member", member.id) for member, label in pairs)
    rows += [turns(shown, "s4:in", komisi), [button("seats.back", "s4:komisi")]]
    ctx.show(join(head, *(lines or [say("seats.list_empty")])), rows)


def _place(at: int, member: TeamMember) -> Html:
    if member.komisi is None:
        return say("seats.list_line_loose", at=at, name=name_of(member), position=member.position)
    return say("seats.list_line", at=at, name=name_of(member), role=role_name(member))


@view("s4:member")
def show_member(ctx: Ctx, id: int) -> None:
    """One person: another komisi, another role."""
    working_on(ctx.unit, ctx.actor, ctx.season, seats.STEP)
    member = member_of(ctx.unit, ctx.season, id)
    rows = columns(choice(komisi_name(komisi), "s4:seat", id, komisi) for komisi in Komisi)
    if member.komisi is None:
        words = say("seats.member_loose", name=name_of(member), position=member.position)
        back = button("seats.back", "s4:komisi")
    else:
        words = say(
            "seats.member",
            name=name_of(member),
            position=member.position,
            komisi=komisi_name(member.komisi),
            role=role_name(member),
        )
        rows.append([choice(plain(f"seats.role_{role}"), "s4:role", id, role) for role in seats.ROLES])
        rows.append([button("seats.stand_up", "s4:stand", id)])
        back = button("seats.back", "s4:in", member.komisi, 0)
    ctx.show(words, [*rows, [back]])


def seat(ctx: Ctx, id: int, komisi: str) -> None:
    _tell(ctx, seats.seat(ctx.unit, ctx.actor, ctx.season, id, seats.komisi_from(komisi)))


def give_role(ctx: Ctx, id: int, role: str) -> None:
    _tell(ctx, seats.give_role(ctx.unit, ctx.actor, ctx.season, id, role))


def _tell(ctx: Ctx, member: TeamMember) -> None:
    komisi = komisi_name(member.komisi or Komisi.SARPRAS)
    ctx.banner(say("seats.seated", name=name_of(member), komisi=komisi, role=role_name(member)))
    show_member(ctx, member.id)


def stand_up(ctx: Ctx, id: int) -> None:
    member = seats.stand_up(ctx.unit, ctx.actor, ctx.season, id)
    ctx.banner(say("seats.stood_up", name=name_of(member)))
    show_komisi(ctx)


def spread(ctx: Ctx) -> None:
    """Bagi rata."""
    count = seats.spread(ctx.unit, ctx.actor, ctx.season)
    ctx.banner(say("seats.spread_done", count=count))
    show_komisi(ctx)


HANDLERS = (
    Press("s4:komisi", show_komisi, looks_at("step4_coordinate")),
    Press("s4:in", show_members, looks_at("step4_coordinate")),
    Press("s4:member", show_member, COORDINATES.on(TeamMember)),
    Press("s4:seat", seat, COORDINATES.on(TeamMember)),
    Press("s4:role", give_role, COORDINATES.on(TeamMember)),
    Press("s4:stand", stand_up, COORDINATES.on(TeamMember)),
    Press("s4:spread", spread, COORDINATES),
)
