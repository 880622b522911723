"""Paraf berjenjang: officials below the signer agree to exactly these bytes, one after the other."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select

from documents.data import MODELS
from models.chat import Outbox
from models.enums import Outcome, Stage
from models.paper import Paper
from models.people import Appointment, Person
from models.posts import Post
from models.season import Run, Season
from models.signing import Paraf
from models.speech import Button, button
from models.unit import Unit
from sop.accounts.pin import must_prove
from sop.core.people import holders, must_hold, names, post_title, season_of
from sop.core.posts import TITLES
from sop.core.refused import Refused
from sop.core.steps import PaperKey
from sop.flow import approval
from sop.flow.approval import decides, paraf_topic, request, request_words, run_about, still_open
from sop.flow.debts import Debt
from sop.flow.progress import moved, open_runs
from sop.office.paraf_chain import GIVE
from sop.papers.opened_since import opened_since
from sop.papers.papers import ask, frozen, short_hash, title, undecided
from sop.papers.paraf_places import Place, next_place, places
from texts import Html, join, say
from texts.figures import moment

#: Who finds a way when nobody holds the post that is waited for.
RESCUERS = (Post.SEKRETARIS, Post.ADMIN)


def ask_next(unit: Unit, paper: Paper) -> None:
    """Whoever's turn it is gets the naskah: the next paraf, else the signer."""
    if opened_since(unit, paper) is not None:  # while it was drawn
        return
    place = next_place(unit, paper)
    if place is None:
        request(unit, paper)
        return
    people = holders(unit, paper.kecamatan_id, place.post)
    for person in people:
        hand_over(unit, person, paper, place)
    if not people:
        for person in _rescuers(unit, paper.kecamatan_id):
            unit.tell(person, *vacant(paper, place), topic=paraf_topic(paper, place.number))


def hand_over(unit: Unit, person: Person, paper: Paper, place: Place) -> None:
    """The file with what is in it, how far it is, and the two buttons, in one message."""
    words = join(request_words(unit, paper), say("paraf.please"))
    unit.tell(
        person,
        words,
        [
            [
                button("paraf.give", "paraf:give", paper.id, place.number, short_hash(paper)),
                button("approval.return", "approve:return", paper.id),
            ]
        ],
        file={"paper": paper.id},
        topic=paraf_topic(paper, place.number),
    )


def parafing(unit: Unit, actor: Person, paper: Paper | None, number: int | None = None) -> Place:
    """The place at which this person may give his paraf now; any other press says why not."""
    if paper is None or paper.kecamatan_id != actor.kecamatan_id:
        raise Refused("common.not_found")
    must_hold(unit, actor, *(place.post for place in places(unit, paper)))
    still_open(unit, paper, Stage.NASKAH)
    before = unit.first(select(Paraf).where(Paraf.paper_id == paper.id, Paraf.place == number))
    if before is not None:
        name = unit.session.get_one(Person, before.by_id).name
        raise Refused("paraf.given_before", name=name, at=moment(before.at))
    place = next_place(unit, paper)
    if place is None:
        raise Refused("paraf.all_given", signer=names([decides(run_about(unit, paper))]))
    must_hold(unit, actor, place.post)
    if number not in (None, place.number):
        raise Refused("common.old_button")
    return place


def give(
    unit: Unit, actor: Person, paper: Paper | None, number: int, hash: str, *, proof: str | None = None
) -> None:
    """Paraf: on the bytes that he was sent; then the next one is asked."""
    place = parafing(unit, actor, paper, number)
    must_prove(unit, actor, proof)
    if paper is None or hash != short_hash(paper):
        raise Refused("common.old_button")
    _keep(unit, actor, paper, place, Outcome.APPROVED, None)
    run = run_about(unit, paper)
    following = next_place(unit, paper)
    to = names([decides(run) if following is None else following.post])
    facts = {"post": _as(unit, actor, place), "name": actor.name, "at": moment(unit.now)}
    unit.settle(paraf_topic(paper, place.number), say("paraf.settled", to=to, **facts))
    ask_next(unit, paper)
    moved(unit, unit.session.get_one(Season, paper.season_id))


def send_back(unit: Unit, actor: Person, paper: Paper, note: str, *, proof: str | None = None) -> None:
    """Kembalikan, by whoever's turn it is: the paper is mended, and every paraf on it is void."""
    place = next_place(unit, paper)
    if place is None:
        approval.send_back(unit, actor, paper, note, proof=proof)
        return
    parafing(unit, actor, paper)
    must_prove(unit, actor, proof)
    _keep(unit, actor, paper, place, Outcome.RETURNED, note)
    approval.give_back(unit, actor, paper, note, place.post)


def reading(unit: Unit, actor: Person, paper: Paper | None) -> Paper:
    """The naskah, if it is this person's turn: to give his paraf, or to sign."""
    if paper is not None and next_place(unit, paper) is not None:
        parafing(unit, actor, paper)
        return paper
    return approval.deciding(unit, actor, paper)


def _keep(unit: Unit, actor: Person, paper: Paper, place: Place, outcome: Outcome, note: str | None) -> None:
    row = Paraf(
        kecamatan_id=paper.kecamatan_id,
        paper_id=paper.id,
        place=place.number,
        post=place.post,
        by_id=actor.id,
        outcome=outcome,
        note=note,
        sha256=paper.sha256 or "",
        at=unit.now,
    )
    if not unit.insert_once(row):  # somebody else in the same second
        raise Refused("common.old_button")
    facts = {"edition": paper.edition, "place": place.number, "sha256": paper.sha256}
    unit.log(actor, f"paper.paraf_{outcome}", paper, None, key=paper.key, post=place.post, **facts)


def _as(unit: Unit, actor: Person, place: Place) -> str:
    return post_title(must_hold(unit, actor, place.post))


# ---- a post that nobody holds


def _rescuers(unit: Unit, kecamatan_id: int) -> list[Person]:
    return list(dict.fromkeys(one for post in RESCUERS for one in holders(unit, kecamatan_id, post)))


def vacant(paper: Paper, place: Place) -> tuple[Html, list[list[Button]]]:
    """Nobody can give this paraf: the post is filled, or the naskah is made anew without it."""
    words = say("paraf.vacant", post=TITLES[place.post], title=title(paper), edition=paper.edition)
    return words, [
        [button("paraf.fill", "people:home"), button("paraf.without", "paraf:without", paper.id, place.post)]
    ]


def is_vacant(unit: Unit, actor: Person, paper: Paper | None) -> Place:
    """The place that nobody can fill, for those who find a way."""
    if paper is None or paper.kecamatan_id != actor.kecamatan_id:
        raise Refused("common.not_found")
    must_hold(unit, actor, *RESCUERS)
    still_open(unit, paper, Stage.NASKAH)
    place = next_place(unit, paper)
    if place is None:
        raise Refused("common.old_button")
    people = holders(unit, paper.kecamatan_id, place.post)
    if people:
        raise Refused("paraf.held_now", post=TITLES[place.post], name=people[0].name)
    return place


def make_without(unit: Unit, actor: Person, paper: Paper, post: Post) -> Paper:
    """A new edition that says the same without this place; the paraf given before are void with its bytes."""
    place = is_vacant(unit, actor, paper)
    if place.post != post:
        raise Refused("common.old_button")
    data = MODELS[paper.key].model_validate(frozen(unit, paper))
    run = run_about(unit, paper)
    key = PaperKey(paper.key)
    newer = ask(unit, run, key, data, stage=Stage.NASKAH, number=paper.number, without=post)
    unit.log(actor, "paper.without_paraf", paper, post=post, edition=newer.edition)
    told = say("paraf.made_without", edition=newer.edition, post=TITLES[post], name=actor.name)
    for one in places(unit, paper):
        unit.settle(paraf_topic(paper, one.number), told)
    return newer


# ---- who owes it, and who takes it over


def owed(unit: Unit, season: Season) -> Iterator[Debt]:
    """While a naskah waits for a paraf it is that official who owes; nobody there: Sekretaris."""
    for run, paper, place in _waiting(unit, season):
        facts = {"title": title(paper), "edition": paper.edition}
        for person in holders(unit, season.kecamatan_id, place.post):
            way = button("paraf.open", "paraf:show", paper.id)
            words = say("paraf.debt", **facts)
            yield Debt(f"paraf:{paper.id}:{place.number}", person, words, way, run.deadline)
        if not holders(unit, season.kecamatan_id, place.post):
            for person in _rescuers(unit, season.kecamatan_id):
                way = button("paraf.open_vacant", "paraf:vacant", paper.id)
                words = say("paraf.debt_vacant", post=TITLES[place.post], **facts)
                yield Debt(f"vacant:{paper.id}:{place.number}", person, words, way, run.deadline)


def _waiting(unit: Unit, season: Season) -> Iterator[tuple[Run, Paper, Place]]:
    for run in open_runs(season):
        paper = undecided(unit, run)
        place = next_place(unit, paper) if paper is not None and paper.sha256 is not None else None
        if paper is not None and place is not None:
            yield run, paper, place


def hand_on(unit: Unit, changed: Appointment) -> None:
    """Somebody took a post, for good or as Plt./Plh.: the naskah that waits for its paraf is sent to him."""
    post = Post(changed.post)
    if post not in GIVE:
        return
    for _run, paper, place in _waiting(unit, season_of(unit, changed.kecamatan_id)):
        if place.post != post:
            continue
        topic = paraf_topic(paper, place.number)
        has_it = set(unit.all(select(Outbox.person_id).where(Outbox.topic == topic)))
        for person in holders(unit, changed.kecamatan_id, post):
            if person.id not in has_it:
                hand_over(unit, person, paper, place)
