"""SOP 3 in chat: the tim is put together, and its keputusan goes to the Camat.

> [Buka]
< Langkah 3. Tim Musrenbang Kecamatan. Penanggung Jawab: ... Ketua: ... Tambahkan 3 orang lagi.
  [Pilih orang] [Nama lain] [Susunan tim 2] [Buat draf SK]
> [Pilih orang]
< [Rudi Hartono ✔] [Siti Aminah] ...
> [Siti Aminah]
...
> [Buat draf SK]
< SK versi 1 sedang dibuat, lalu dikirim kepada Camat.
"""

from __future__ import annotations

from handlers.flow.doors import door_words, way_back
from handlers.talk.buttons import Press, view
from handlers.talk.chat_form import ChatDraft, ChatForm, Question, Rows, ask_one, pick
from handlers.talk.context import Ctx
from handlers.talk.paging import marked, page_of, told_apart, turns
from handlers.talk.who import TEAM, looks_at
from models.enums import Drawing, Outcome, StepState
from models.meeting import TeamMember
from models.paper import Paper
from models.people import Person
from models.season import Run
from models.speech import Button, button, choice, columns
from sop.core.people import names
from sop.core.refused import Refused
from sop.core.steps import PaperKey
from sop.flow.approval import decides, run_about
from sop.flow.progress import working_on
from sop.flow.step_access import looked_at, may_work
from sop.papers.papers import can_be_taken_back, decision_about, latest
from sop.papers.paraf_places import under_way
from sop.reading import person_name, sentence
from sop.step3_team import step
from sop.step3_team.members import (
    LONGEST_POSITION,
    POSITIONS,
    in_position,
    member_of,
    members,
    occupation,
    position_words,
)
from texts import Html, join, plain, say
from texts.figures import clock

LEADERS = ("penanggung_jawab", "ketua", "wakil_ketua", "sekretaris")


@view("s3:home")
def show_home(ctx: Ctx) -> None:
    """How far the tim is, and what to do next."""
    run = looked_at(ctx.unit, ctx.actor, ctx.season, step.STEP)
    decree = latest(ctx.unit, ctx.season.id, PaperKey.SK_TIM)
    rows: list[list[Button]] = []
    if may_work(ctx.unit, ctx.actor, run):
        rows = _working_rows(ctx)
    elif decree is not None and decree.state == Drawing.DRAWN:
        rows = [[button("step3_team.get_decree", "paper:get", decree.id)]]
    ctx.show(
        join(say("step3_team.head"), *_state(ctx, run, decree)),
        [*rows, way_back(ctx, 3), [button("menu.back", "menu:show")]],
    )


def _state(ctx: Ctx, run: Run, decree: Paper | None) -> list[Html]:
    team = members(ctx.unit, ctx.season)
    if run.state == StepState.WAITING:
        return [say("step3_team.not_open")]
    if run.state == StepState.CLOSED:
        return [say("step3_team.signed", counted=step.counted(team)), door_words(ctx, 3)]
    if run.state == StepState.CLOSING and decree is not None:
        return [_under_way(ctx, decree)]
    if not team:
        return [*_returned(ctx, decree), say("step3_team.nobody")]
    return [*_returned(ctx, decree), *_lines(team), step.missing(team) or say("step3_team.ready")]


def _under_way(ctx: Ctx, decree: Paper) -> Html:
    decision = decision_about(ctx.unit, decree)
    if decision is not None and can_be_taken_back(decision) and decision.effective_at is not None:
        return say("step3_team.approved_for_now", edition=decree.edition, until=clock(decision.effective_at))
    waiting = under_way(ctx.unit, decree, decides(run_about(ctx.unit, decree)))
    if waiting is not None:
        return waiting
    if decree.state == Drawing.DRAWN:
        return say("step3_team.deciding", edition=decree.edition, number=decree.number or "-")
    return say("step3_team.drawing", edition=decree.edition)


def _returned(ctx: Ctx, decree: Paper | None) -> list[Html]:
    decision = decision_about(ctx.unit, decree) if decree is not None else None
    if decree is None or decision is None or decision.outcome != Outcome.RETURNED:
        return []
    return [
        say(
            "step3_team.returned",
            edition=decree.edition,
            post=names([decision.post]),
            note=decision.note or "-",
        )
    ]


def _lines(team: list[TeamMember]) -> list[Html]:
    leaders = [
        say("step3_team.leader", position=member.position, name=_name(member))
        for key in LEADERS
        if (member := in_position(team, key)) is not None
    ]
    return [*leaders, say("step3_team.team", counted=step.counted(team))]


def _working_rows(ctx: Ctx) -> list[list[Button]]:
    team = members(ctx.unit, ctx.season)
    beginning = [button("step3_team.propose", "s3:propose")] if not team else []
    listed = [button("step3_team.list", "s3:team", 0, count=len(team))] if team else []
    return [
        beginning,
        [button("step3_team.pick", "s3:people", 0), button("step3_team.other_name", "s3:name")],
        listed,
        [button("step3_team.decree", "s3:decree")],
    ]


def _name(member: TeamMember) -> str:
    return member.person.name if member.person else member.name


# ---- people of the system


@view("s3:people")
def show_people(ctx: Ctx, page: int) -> None:
    """Everybody with a post; one tap takes him in, another takes him out."""
    working_on(ctx.unit, ctx.actor, ctx.season, step.STEP)
    team = members(ctx.unit, ctx.season)
    chosen = {member.person_id: member for member in team if member.person_id}
    shown = page_of(step.candidates(ctx.unit, ctx.season), page)
    buttons = []
    for person, label in zip(shown.items, told_apart(one.name for one in shown.items), strict=True):
        member = chosen.get(person.id)
        if member is None:
            buttons.append(choice(label, "s3:add", person.id, shown.number))
        else:
            buttons.append(choice(marked(label, "✔"), "s3:drop", member.id, shown.number))
    words = join(say("step3_team.people_head"), say("step3_team.people_count", count=len(team)))
    rows = [*columns(buttons), turns(shown, "s3:people")]
    ctx.show(words, [*rows, [button("step3_team.back", "s3:home")]])


def add(ctx: Ctx, id: int, page: int) -> None:
    member = step.add_person(ctx.unit, ctx.actor, ctx.season, id)
    ctx.banner(say("step3_team.added", name=_name(member), position=member.position))
    show_people(ctx, page)


def drop(ctx: Ctx, id: int, page: int) -> None:
    _remove(ctx, id)
    show_people(ctx, page)


def _remove(ctx: Ctx, id: int) -> None:
    member = member_of(ctx.unit, ctx.season, id)
    step.remove(ctx.unit, ctx.actor, ctx.season, id)
    ctx.banner(say("step3_team.removed", name=_name(member)))


def propose(ctx: Ctx) -> None:
    step.propose(ctx.unit, ctx.actor, ctx.season)
    show_home(ctx)


# ---- the tim as it stands


@view("s3:team")
def show_team(ctx: Ctx, page: int) -> None:
    """Everybody in the tim with his position."""
    working_on(ctx.unit, ctx.actor, ctx.season, step.STEP)
    shown = page_of(members(ctx.unit, ctx.season), page)
    lines = [
        say("step3_team.team_line", at=at, name=_name(member), position=member.position)
        for at, member in enumerate(shown.items, start=shown.first)
    ]
    labels = told_apart(_name(member) for member in shown.items)
    buttons = [choice(label, "s3:member", one.id) for one, label in zip(shown.items, labels, strict=True)]
    text = join(say("step3_team.team_head"), *(lines or [say("step3_team.team_empty")]))
    rows = [*columns(buttons), turns(shown, "s3:team")]
    ctx.show(text, [*rows, [button("step3_team.back", "s3:home")]])


@view("s3:member")
def show_member(ctx: Ctx, id: int) -> None:
    """One person: another position, or out."""
    working_on(ctx.unit, ctx.actor, ctx.season, step.STEP)
    member = member_of(ctx.unit, ctx.season, id)
    known = occupation(ctx.unit, member) or plain("step3_team.no_occupation")
    words = say("step3_team.member", name=_name(member), occupation=known, position=member.position)
    positions = [choice(position_words(key), "s3:position", member.id, key) for key in POSITIONS]
    rest = [
        [
            button("step3_team.other_position", "s3:type", member.id),
            button("step3_team.remove", "s3:remove", member.id),
        ],
        [button("step3_team.back", "s3:team", 0)],
    ]
    ctx.show(words, [*columns(positions), *rest])


def give_position(ctx: Ctx, id: int, key: str) -> None:
    if key not in POSITIONS:
        raise Refused("common.old_button")
    member = step.give_position(ctx.unit, ctx.actor, ctx.season, id, position_words(key))
    ctx.banner(say("step3_team.position_given", name=_name(member), position=member.position))
    show_team(ctx, 0)


def remove(ctx: Ctx, id: int) -> None:
    _remove(ctx, id)
    show_team(ctx, 0)


def draft_decree(ctx: Ctx) -> None:
    """Buat draf SK."""
    step.draft_decree(ctx.unit, ctx.actor, ctx.season)
    show_home(ctx)


# ---- plain names, positions of one's own


def begin_name(ctx: Ctx) -> str:
    """Nama lain: somebody without Telegram."""
    working_on(ctx.unit, ctx.actor, ctx.season, step.STEP)
    return NAME.begin(ctx)


def _positions(_ctx: Ctx, _draft: ChatDraft) -> Rows:
    return columns(pick(position_words(key), "position", key) for key in POSITIONS)


def _position_picked(_ctx: Ctx, _draft: ChatDraft, key: str) -> str:
    if key not in POSITIONS:
        raise Refused("form.old_button")
    return position_words(key)


def _position_typed(typed: str) -> str:
    return sentence(typed, 3, LONGEST_POSITION)


def _finish_name(ctx: Ctx, draft: ChatDraft) -> None:
    given = draft.values
    member = step.add_name(
        ctx.unit,
        ctx.actor,
        ctx.season,
        name=given["name"],
        institution=given["institution"],
        position=given["position"],
    )
    ctx.banner(say("step3_team.added", name=member.name, position=member.position))
    show_home(ctx)


NAME = ChatForm(
    "s3name",
    title="step3_team.name_title",
    questions=[
        Question(key="name", text="step3_team.name_ask", label="step3_team.name_label", read=person_name),
        Question(
            key="institution",
            text="step3_team.institution_ask",
            label="step3_team.institution_label",
            read=lambda typed: sentence(typed, 3, 120),
        ),
        Question(
            key="position",
            text="step3_team.position_ask",
            label="step3_team.position_label",
            read=_position_typed,
            rows=_positions,
            chosen=_position_picked,
        ),
    ],
    finish=_finish_name,
    leave=show_home,
)


def begin_position(ctx: Ctx, id: int) -> str:
    """Jabatan lain: typed."""
    working_on(ctx.unit, ctx.actor, ctx.season, step.STEP)
    return POSITION.begin(ctx, member_of(ctx.unit, ctx.season, id).id)


def _whose(ctx: Ctx, draft: ChatDraft) -> dict[str, object]:
    return {"name": _name(member_of(ctx.unit, ctx.season, draft.about or 0))}


def _finish_position(ctx: Ctx, draft: ChatDraft) -> None:
    member = step.give_position(ctx.unit, ctx.actor, ctx.season, draft.about or 0, draft.get("position"))
    ctx.banner(say("step3_team.position_given", name=_name(member), position=member.position))
    show_team(ctx, 0)


POSITION = ask_one(
    "s3position",
    title="step3_team.position_title",
    key="position",
    text="step3_team.position_type",
    label="step3_team.position_label",
    read=_position_typed,
    facts=_whose,
    finish=_finish_position,
    leave=show_home,
)

HANDLERS = (
    Press("s3:home", show_home, looks_at("step3_team")),
    Press("s3:people", show_people, TEAM),
    Press("s3:add", add, TEAM.on(Person)),
    Press("s3:drop", drop, TEAM.on(TeamMember)),
    Press("s3:propose", propose, TEAM),
    Press("s3:team", show_team, looks_at("step3_team")),
    Press("s3:member", show_member, TEAM.on(TeamMember)),
    Press("s3:position", give_position, TEAM.on(TeamMember)),
    Press("s3:remove", remove, TEAM.on(TeamMember)),
    Press("s3:decree", draft_decree, TEAM),
    NAME.conversation(Press("s3:name", begin_name, TEAM)),
    POSITION.conversation(Press("s3:type", begin_position, TEAM.on(TeamMember))),
)
