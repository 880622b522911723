"""A signer decides about exactly these bytes: the naskah he was sent, by its version and hash."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta

from models.enums import Drawing, Outcome, Stage, StepState
from models.paper import Decision, Paper
from models.people import Person
from models.posts import Post
from models.season import Run, Season
from models.speech import Button, button
from models.unit import Unit
from sop.accounts.pin import must_prove
from sop.accounts.seconding import is_alone
from sop.core.people import holders, must_hold, named_then, names
from sop.core.refused import Refused
from sop.core.rules import rules_of
from sop.core.steps import STEP, PaperKey
from sop.core.wired import Wired
from sop.flow.progress import moved, reopen, run_of
from sop.papers.opened_since import must_rest
from sop.papers.papers import caption, decision_about, latest, short_hash, title
from sop.papers.paraf_places import chain_line, next_place, places
from sop.papers.since_return import since_return
from texts import Html, join, plain, say
from texts.figures import clock, cut, moment

#: Of a note, under a file: Telegram takes 1,024 characters there, and the summary stays.
LONGEST_ADDITION = 250

#: paper -> six lines at most about what is in it, for the message that carries the file.
SUMMARIES: Wired[Mapping[str, Callable[[Unit, Paper], str]]] = Wired("what a signer reads of a paper")


#: paper -> what follows from its signer's Setujui, before its step may close (posts are given, say).
WHEN_APPROVED: Wired[Mapping[str, Callable[[Unit, Person, Paper], None]]] = Wired("what an approval brings")


def topic(paper: Paper) -> str:
    return f"approval:{paper.id}"


def paraf_topic(paper: Paper, place: int) -> str:
    return f"paraf:{paper.id}:{place}"


def decides(run: Run) -> Post:
    """Who decides about the naskah of a step: its signer, else its checker; others have no such button."""
    post = run.signer or run.checker
    if post is None:
        raise Refused("common.old_button")
    return Post(post)


def keys(paper: Paper) -> list[list[Button]]:
    """The signer's two buttons; under a report also the way into its komisi."""
    rows = [
        [
            button("approval.approve", "approve:ask", paper.id),
            button("approval.return", "approve:return", paper.id),
        ]
    ]
    if paper.key == PaperKey.LAPORAN:
        rows.append([button("by_komisi.open", "s7:per_komisi", paper.id)])
    return rows


def request_words(unit: Unit, paper: Paper) -> Html:
    """Under the file: what it is, what is in it, what changed since it was sent back, whose paraf it has."""
    summary = SUMMARIES().get(paper.key)
    words = summary(unit, paper) if summary else ""
    chain = chain_line(unit, paper, decides(run_about(unit, paper)))
    return join(Html(caption(paper)), Html(words), since_return(unit, paper), chain)


def signer_words(unit: Unit, paper: Paper) -> Html:
    return join(request_words(unit, paper), say("approval.please"))


def request(unit: Unit, paper: Paper) -> None:
    """Send the naskah to its signer, with what is in it and the two buttons, in one message."""
    run = run_about(unit, paper)
    words = signer_words(unit, paper)
    for person in holders(unit, paper.kecamatan_id, decides(run)):
        unit.tell(
            person,
            words,
            keys(paper),
            file={"paper": paper.id},
            topic=topic(paper),
        )


def deciding(unit: Unit, actor: Person, paper: Paper | None, stage: Stage = Stage.NASKAH) -> Paper:
    """The paper, if this person may decide about it now; an older version says so and does nothing."""
    if paper is None or paper.kecamatan_id != actor.kecamatan_id:
        raise Refused("common.not_found")
    must_hold(unit, actor, decides(run_about(unit, paper)))
    still_open(unit, paper, stage)
    place = next_place(unit, paper)
    if place is not None:
        raise Refused("paraf.first", post=names([place.post]))
    return paper


def still_open(unit: Unit, paper: Paper, stage: Stage) -> None:
    """This edition is the newest, what it rests on too; nobody has decided about it, and it can be read."""
    newest = latest(unit, paper.season_id, paper.key)
    if newest is not None and newest.id != paper.id:
        raise Refused("approval.old_version", edition=paper.edition, newest=newest.edition)
    decision = decision_about(unit, paper)
    if decision is not None:
        raise Refused(
            "approval.decided", outcome=plain(f"approval.outcome_{decision.outcome}"), at=moment(decision.at)
        )
    must_rest(unit, paper)
    if paper.stage != stage or paper.state != Drawing.DRAWN:
        raise Refused("papers.not_drawn_yet")


def approve(unit: Unit, actor: Person, paper: Paper, hash: str, *, proof: str | None = None) -> Decision:
    """Setujui: these bytes, by the hash of the screen that was confirmed. Then: sop/flow/approval_effects.py.

    Until then who approved sees a button to take it back, and nobody hears anything.
    """
    deciding(unit, actor, paper)
    if hash != short_hash(paper):
        raise Refused("approval.old_version", edition=paper.edition, newest=paper.edition)
    must_prove(unit, actor, proof, decides(run_about(unit, paper)))
    season = unit.session.get_one(Season, paper.season_id)
    decision = decide(unit, actor, paper, Outcome.APPROVED, None)
    decision.proof = proof
    decision.effective_at = unit.now + timedelta(minutes=rules_of(season).approval_undo_minutes)
    unit.session.flush()
    if decision.effective_at > unit.now:
        until = clock(decision.effective_at)
        told = say(
            "approval.settled_for_now",
            name=named_then(actor, decision.post, unit.now),
            at=moment(unit.now),
            until=until,
        )
        unit.settle(topic(paper), told, [[undo_button(decision)]], reader=actor)
        moved(unit, season)
    return decision


def undo_button(decision: Decision) -> Button:
    return button("approval.undo", "approve:undo", decision.id)


def send_back(unit: Unit, actor: Person, paper: Paper, note: str, *, proof: str | None = None) -> None:
    """Kembalikan: with a note, to the step that has to mend it."""
    deciding(unit, actor, paper)
    must_prove(unit, actor, proof)
    give_back(unit, actor, paper, note, decides(run_about(unit, paper)))


def give_back(unit: Unit, actor: Person, paper: Paper, note: str, post: Post) -> None:
    """What a return means, whoever of those on its way gives it; all of them see it in their copies."""
    decide(unit, actor, paper, Outcome.RETURNED, note, post=post)
    short = cut(note, LONGEST_ADDITION)
    settled = say("approval.settled_returned", name=actor.name, at=moment(unit.now), note=short)
    unit.settle(topic(paper), settled)
    for place in places(unit, paper):
        unit.settle(paraf_topic(paper, place.number), join(settled, say("paraf.void")))
    run = run_about(unit, paper)
    back_to = STEP[run.step].returns_to
    if back_to is not None:
        reopen(unit, run, back_to, note)
        return
    run.state = StepState.OPEN
    told = say("approval.told_returned", title=title(paper), edition=paper.edition, note=note)
    tell_executors(unit, run, told, besides=actor)


def decide(
    unit: Unit,
    actor: Person,
    paper: Paper,
    outcome: Outcome,
    note: str | None,
    *,
    post: Post | None = None,
) -> Decision:
    """Keep the decision for ever, bound to the bytes that were decided about."""
    run = run_about(unit, paper)
    decision = unit.add(
        Decision(
            kecamatan_id=paper.kecamatan_id,
            paper_id=paper.id,
            by_id=actor.id,
            post=post or decides(run),
            outcome=outcome,
            note=note,
            sha256=paper.sha256 or "",
            at=unit.now,
        )
    )
    held = actor.appointment(Post(decision.post), unit.now)
    alone = {"alone": True} if held is not None and is_alone(unit, held) else {}
    facts = {"key": paper.key, "edition": paper.edition, "sha256": paper.sha256} | alone
    unit.log(actor, f"paper.{outcome}", paper, **facts)
    return decision


def run_about(unit: Unit, paper: Paper) -> Run:
    return run_of(unit, unit.session.get_one(Season, paper.season_id), paper.step)


def tell_executors(unit: Unit, run: Run, words: str, *, besides: Person) -> None:
    number = STEP[run.step].number
    for person in holders(unit, run.kecamatan_id, Post(run.executor)):
        if person.id != besides.id:
            unit.tell(person, words, [[button("progress.open", f"s{number}:home")]])
