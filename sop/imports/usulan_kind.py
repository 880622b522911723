"""The kind "usulan": rows become drafts of the kelurahan's delegate; whole ones can be sent at once."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import aliased

from models.batch import Batch
from models.enums import Kind as Work
from models.enums import Komisi, Land, Status, StepState, Urgency
from models.people import Kecamatan, Kelurahan, Person
from models.posts import Post
from models.proposal import Proposal, Upload
from models.season import KamusEntry, Run, Season
from models.speech import button
from models.unit import Unit
from sop.core.kelurahan import kelurahan_in
from sop.core.people import appoint, holders
from sop.core.refused import Refused
from sop.core.rules import Photos, rules_of
from sop.flow.progress import run_of
from sop.imports.came_again import listed_before
from sop.imports.kind import Checked, Kind, Outcome
from sop.imports.usulan_columns import COLUMNS
from sop.imports.usulan_doubles import doubles, there
from sop.imports.usulan_rows import Entry, Office, as_meant, check, code_key, figures, names_komisi
from sop.office.places import Place
from sop.proposals import changing
from sop.proposals.drafts import needs_photo
from sop.proposals.submitting import submit, tell_lurah
from sop.proposals.usual_costs import usual_prices
from sop.reading.words import simple
from texts import plain, say
from texts.figures import number

STEP = "step1_recap"
SEND = "send"


def office(unit: Unit, season: Season) -> Office:
    """The kelurahan and the kamus that a file is compared with."""
    kecamatan = unit.session.get_one(Kecamatan, season.kecamatan_id)
    kelurahan = kelurahan_in(unit, kecamatan.id)
    query = select(KamusEntry).where(KamusEntry.season_id == season.id).order_by(KamusEntry.id.desc())
    entries = [
        Entry(
            id=one.id,
            code=one.code,
            komisi=Komisi(one.komisi),
            name=one.name,
            short_name=one.short_name,
            kind=Work(one.kind),
            unit=one.unit,
            unit_price=one.unit_price,
            office=one.office,
        )
        for one in unit.all(query)
    ]
    return Office(
        places=tuple(
            Place(kecamatan=kecamatan.name, kelurahan=place.name, aliases=tuple(place.aliases))
            for place in kelurahan
        ),
        ids={place.name: place.id for place in kelurahan},
        by_code={code_key(entry.code): entry for entry in entries},
        photo_needed=rules_of(season).photos == Photos.REQUIRED,
        by_name={simple(name): entry for entry in entries for name in (entry.short_name, entry.name)},
        usual=usual_prices(unit, season),
        there=there(unit, season),
        before=listed_before(unit, season),
    )


def take_in(unit: Unit, actor: Person | None, batch: Batch, checked: Checked) -> str:
    """One row becomes a draft; a whole one is sent, if that is the way. What was made of it, in words."""
    values, near = dict(checked.values), _near(unit, batch)
    kelurahan = unit.session.get_one(Kelurahan, values.pop("kelurahan_id"))
    whose = (kelurahan.id, values.pop("author"))
    author = near.authors.get(whose) or _author(unit, actor, kelurahan, whose[1])
    near.authors[whose] = author
    proposal = unit.add(
        Proposal(
            kecamatan_id=batch.kecamatan_id,
            season_id=batch.season_id,
            kelurahan=kelurahan,
            author=author,
            entered_by_id=actor.id if actor else None,
            batch_id=batch.id,
            created_at=unit.now,
            touched_at=unit.now,
            **values,
        )
    )
    if (
        batch.way != SEND
        or checked.outcome is not Outcome.GOOD
        or needs_photo(unit, proposal)
        or actor is None
    ):
        return checked.reason
    try:
        with unit.part():
            return submit(unit, actor, proposal.id, told=False).number or ""
    except Refused as refused:  # the quota is full, say: it waits as a draft
        unit.session.refresh(proposal)
        return plain("imports.not_sent", why=plain(refused.key, **refused.facts))


@dataclass
class _Near:
    """What every row of a piece needs, read once and held: a session forgets what nobody holds."""

    held: tuple[object, ...]
    authors: dict[tuple[int, str | None], Person] = field(default_factory=dict)


def _near(unit: Unit, batch: Batch) -> _Near:
    near: _Near | None = unit.session.info.get("near")
    if near is None:
        season = unit.session.get_one(Season, batch.season_id)
        entries = select(KamusEntry).where(KamusEntry.season_id == season.id)
        runs = select(Run).where(Run.season_id == season.id)
        held = (
            season,
            season.kecamatan,
            kelurahan_in(unit, batch.kecamatan_id),
            unit.all(entries),
            unit.all(runs),
        )
        near = unit.session.info["near"] = _Near(held)
    return near


def _author(unit: Unit, actor: Person | None, kelurahan: Kelurahan, name: str | None) -> Person:
    """Whom the row names; else the delegate; else the kelurahan itself, which somebody may claim later."""
    delegates = holders(unit, kelurahan.kecamatan_id, Post.DELEGASI, kelurahan.id)
    if name is None and delegates:
        return delegates[0]
    wanted = name or plain("imports.kelurahan_itself", kelurahan=kelurahan.name)
    for person in delegates:
        if person.name.casefold() == wanted.casefold():
            return person
    person = unit.add(Person(kecamatan_id=kelurahan.kecamatan_id, name=wanted))
    appoint(unit, person, Post.DELEGASI, kelurahan_id=kelurahan.id, by=actor)
    return person


def tell_authors(unit: Unit, actor: Person | None, batch: Batch) -> None:
    """One word to each author: how many are his, and how many of them he has to complete."""
    drafts = func.count(Proposal.id).filter(Proposal.status == Status.DRAFT)
    query = select(Proposal.author_id, func.count(Proposal.id), drafts).where(Proposal.batch_id == batch.id)
    for author_id, count, open_drafts in unit.session.execute(query.group_by(Proposal.author_id)).all():
        author = unit.session.get_one(Person, author_id)
        if actor is not None and author.id == actor.id:
            continue
        words = say("imports.told_author", count=number(count), drafts=number(open_drafts))
        way = (
            button("imports.see_drafts", "usulan:drafts", 0)
            if open_drafts
            else button("menu.mine", "usulan:mine")
        )
        unit.tell(author, words, [[way]], broadcast=True)


def take_back(unit: Unit, actor: Person | None, batch: Batch, most: int) -> int:
    """Throw away what is still as the file brought it; what somebody has worked on stays."""
    season = unit.session.get_one(Season, batch.season_id)
    untouched = _untouched(unit, batch, season).order_by(Proposal.id).limit(most)
    found = unit.all(untouched)
    out_of_lists = {one.kelurahan_id: one for one in found if one.status == Status.SUBMITTED}
    for proposal in found:
        changing.discard(proposal)
        unit.log(actor, "proposal.discarded", proposal, batch=batch.id)
    for proposal in out_of_lists.values():
        tell_lurah(unit, season, proposal, "recap.list_undone")
    return len(found)


def _untouched(unit: Unit, batch: Batch, season: Season) -> Select[Proposal]:
    other = aliased(Proposal)
    still = [Status.DRAFT]
    if run_of(unit, season, STEP).state == StepState.OPEN:  # afterwards papers speak of what was sent
        still.append(Status.SUBMITTED)
    return select(Proposal).where(
        Proposal.batch_id == batch.id,
        Proposal.status.in_(still),
        Proposal.touched_at == Proposal.created_at,
        Proposal.secret_until.is_(None),
        Proposal.assigned_to_id.is_(None),
        ~exists().where(Upload.proposal_id == Proposal.id),
        ~exists().where(other.merged_into_id == Proposal.id),
    )


def stayed(unit: Unit, batch: Batch) -> list[str]:
    """What could not be taken back, by number or name."""
    query = select(Proposal.number, Proposal.title).where(
        Proposal.batch_id == batch.id, Proposal.status != Status.DISCARDED
    )
    rows = unit.session.execute(query.order_by(Proposal.id)).all()
    return [number or title or plain("step1_recap.untitled") for number, title in rows]


def summary(unit: Unit, batch: Batch) -> str:
    """How many were sent, how many wait as drafts."""
    drafts = func.count(Proposal.id).filter(Proposal.status == Status.DRAFT)
    sent = func.count(Proposal.id).filter(Proposal.number.is_not(None))
    found = unit.session.execute(select(sent, drafts).where(Proposal.batch_id == batch.id)).one()
    return say("imports.usulan_summary", sent=number(found[0]), drafts=number(found[1]))


def lists(office: Office) -> dict[str, list[str]]:
    """What can be chosen in the template."""
    entries = sorted(office.by_code.values(), key=lambda entry: entry.id)
    return {
        "kelurahan": [place.kelurahan for place in office.places],
        "komisi": [plain(f"komisi.{komisi}") for komisi in Komisi],
        "code": [entry.code for entry in entries],
        "unit": sorted({entry.unit for entry in entries}),
        "urgency": [plain(f"needs.urgency_{one}") for one in Urgency],
        "land": [plain(f"needs.land_{one}") for one in Land],
    }


def still_open(unit: Unit, season: Season) -> None:
    """JFU enters usulan until he closes the intake."""
    if run_of(unit, season, STEP).state != StepState.OPEN:
        raise Refused("step1_recap.intake_closed")


USULAN = Kind(
    word="usulan",
    name="imports.kind_usulan",
    columns=COLUMNS,
    posts=(Post.JFU,),
    ways=((SEND, "imports.take_and_send"), ("draft", "imports.take_as_drafts")),
    office=office,
    check=check,
    says=("title", "code", "output"),
    worded=("title", "komisi", "problem", "place"),
    counted=("volume", "cost", "people"),
    meant=as_meant,
    group=names_komisi,
    figures=figures,
    apply=take_in,
    undo=take_back,
    stays=stayed,
    finish=tell_authors,
    summary=summary,
    lists=lists,
    opened=still_open,
    doubles=doubles,
)
