"""Papers: asked for with their data frozen, drawn afterwards, versioned; who may see them."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import Text, and_, cast, func, or_, select

from documents.data import Edit, PaperData
from models.base import WIB
from models.chat import Outbox
from models.enums import Drawing, Outcome, Stage, StepState
from models.paper import Decision, Paper, PaperContent
from models.people import Person
from models.posts import Post
from models.season import Letter, Run, Season
from models.unit import Unit
from sop.core.people import holders
from sop.core.refused import Refused
from sop.core.steps import BESIDE, PAPER_TITLES, STEPS, PaperKey
from sop.core.wired import Wired
from sop.office.paraf_chain import places_for
from sop.papers.opened_since import opened_since
from sop.papers.paper_copies import WITH_CONTACTS, give_copy, original_for, what_is_given
from sop.papers.ways import offers
from texts import join, plain, say

ATTEMPTS = 3
TREMBLING = timedelta(seconds=1)

#: Who may see a paper before it is final: those who write, check and sign.
BACK_OFFICE = (Post.JFU, Post.SEKRETARIS, Post.TIM, Post.CAMAT, Post.KEPALA_BIDANG, Post.ADMIN)

_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


def ask(
    unit: Unit,
    run: Run,
    key: PaperKey,
    data: PaperData,
    *,
    stage: Stage,
    number: str | None = None,
    without: Post | None = None,
    edits: tuple[Edit, ...] | None = None,
) -> Paper:
    """Ask for a new edition of a paper. Its data are frozen here; it is drawn after this unit is stored.

    A naskah gets the places of the paraf that the office has set by now, but none for the post `without`.
    What an office rewrote in Word stays in the editions that follow, unless `edits` says otherwise.
    """
    if edits is None:
        edits = data.edits or edits_of(unit, latest(unit, run.season_id, key))
    data = data.model_copy(update={"edits": edits})
    if stage == Stage.NASKAH:
        data = data.model_copy(update={"paraf": places_for(unit, run, key, without)})
    return _ask(unit, run, key, data.model_dump(mode="json"), stage=stage, number=number)


def edits_of(unit: Unit, paper: Paper | None) -> tuple[Edit, ...]:
    """What an office rewrote in Word."""
    return tuple(Edit.model_validate(one) for one in part(unit, paper, "edits") or ()) if paper else ()


Compile = Callable[[Unit, Paper], PaperData]

#: key of a paper -> what compiles its data where they were not when it was asked for.
COMPILED_LATER: Wired[Mapping[str, Compile]] = Wired("what compiles a paper's data later")

_LATER = {"later": True}  #: data of a paper that nobody has begun to draw
_LONGEST_LATER = 100  #: characters that these take at most


def ask_later(unit: Unit, run: Run, key: PaperKey, *, stage: Stage) -> Paper:
    """Ask for a paper of what does not change any more: its data are frozen when its drawing begins."""
    return _ask(unit, run, key, dict(_LATER), stage=stage, number=None)


def part(unit: Unit, paper: Paper, name: str) -> Any:
    """One part of what a paper is drawn from, None where it has none."""
    (found,) = parts(unit, paper, name)
    return found


def parts(unit: Unit, paper: Paper, *names: str) -> Sequence[Any]:
    """Some parts of it, in this order: the whole of a report is four megabytes."""
    query = select(*(PaperContent.data[name] for name in names)).where(PaperContent.paper_id == paper.id)
    return unit.session.execute(query).one()


def frozen(unit: Unit, paper: Paper) -> dict[str, Any]:
    """What the paper is drawn from; from now on for good."""
    if paper.data == _LATER:
        paper.data = COMPILED_LATER()[paper.key](unit, paper).model_dump(mode="json")
    return paper.data


def frozen_words(unit: Unit, paper: Paper) -> str:
    """The same as JSON, and not read here: a report's are four megabytes."""
    query = select(cast(PaperContent.data, Text)).where(PaperContent.paper_id == paper.id)
    words = unit.session.scalars(query).one()
    if len(words) < _LONGEST_LATER:
        frozen(unit, paper)
        unit.session.flush()
        words = unit.session.scalars(query).one()
    return words


def _ask(
    unit: Unit, run: Run, key: PaperKey, data: dict[str, Any], *, stage: Stage, number: str | None
) -> Paper:
    edition = (
        unit.first(select(func.max(Paper.edition)).where(Paper.season_id == run.season_id, Paper.key == key))
        or 0
    ) + 1
    paper = unit.add(
        Paper(
            kecamatan_id=run.kecamatan_id,
            season_id=run.season_id,
            step=run.step,
            key=key,
            edition=edition,
            stage=stage,
            data=data,
            number=number,
            code=secrets.token_urlsafe(8),
            made_at=unit.now.replace(microsecond=0),
        )
    )
    unit.log(None, "paper.asked", paper, key=key, edition=edition, stage=stage)
    return paper


def reserve_number(unit: Unit, season: Season) -> str:
    """The next number of the office's register of letters; reserved for good: no two papers share one.

    A season that begins in the year in which another has written goes on with the register of that year.
    """
    today = unit.now.astimezone(WIB)
    new_year = today.replace(month=1, day=1, hour=0, minute=0, second=0, microsecond=0)
    numbered = or_(Paper.number.is_not(None), Paper.key == PaperKey.SURAT_MANDAT)  # of a mandate: within it
    wrote = select(Paper.season_id).where(numbered, Paper.made_at >= new_year)
    sent = select(Letter.season_id).where(Letter.direction == "keluar", Letter.day >= new_year.date())
    this_year = or_(Season.id.in_(wrote), Season.id.in_(sent))
    given = select(func.max(Season.last_letter)).where(Season.kecamatan_id == season.kecamatan_id, this_year)
    season.last_letter = max(season.last_letter, unit.first(given) or 0) + 1
    unit.session.flush()
    return plain("papers.number", number=season.last_letter, month=_ROMAN[today.month - 1], year=today.year)


def newest(unit: Unit, season_id: int, key: PaperKey | str, stage: Stage | None = None) -> Paper | None:
    """The newest edition that is drawn."""
    query = select(Paper).where(Paper.season_id == season_id, Paper.key == key, Paper.state == Drawing.DRAWN)
    if stage is not None:
        query = query.where(Paper.stage == stage)
    return unit.first(query.order_by(Paper.edition.desc()))


def latest(unit: Unit, season_id: int, key: PaperKey | str) -> Paper | None:
    """The newest edition, drawn or not: buttons of any other are old."""
    query = select(Paper).where(Paper.season_id == season_id, Paper.key == key)
    return unit.first(query.order_by(Paper.edition.desc()))


def all_newest(unit: Unit, season_id: int) -> list[Paper]:
    """The newest edition of every paper of a season, in the order of the SOP."""
    made = [
        key for step in STEPS for key in (*(one for one in BESIDE if BESIDE[one] == step.key), *step.produces)
    ]
    order = {key: place for place, key in enumerate(dict.fromkeys(made))}
    drawn = Paper.season_id == season_id, Paper.state == Drawing.DRAWN
    last = (
        select(Paper.key, func.max(Paper.edition).label("edition"))
        .where(*drawn)
        .group_by(Paper.key)
        .subquery()
    )
    found = unit.all(
        select(Paper)
        .join(last, and_(Paper.key == last.c.key, Paper.edition == last.c.edition))
        .where(Paper.season_id == season_id)
    )
    return sorted(found, key=lambda paper: order[PaperKey(paper.key)])


def title(paper: Paper) -> str:
    return PAPER_TITLES[PaperKey(paper.key)]


def short_title(key: PaperKey | str) -> str:
    """The title as it fits on a button."""
    return plain(f"papers.short_{key}")


def may_see(unit: Unit, person: Person, paper: Paper) -> bool:
    """Final papers are for everybody with a post here; unfinished ones for those who work on them.

    Of some final papers he gets a copy without numbers and addresses: see `may_have`.
    """
    if person.kecamatan_id != paper.kecamatan_id:
        return False
    if any(person.holds(post, unit.now) for post in BACK_OFFICE):
        return True
    return paper.stage == Stage.FINAL and bool(person.held(unit.now))


def may_have(unit: Unit, person: Person, paper: Paper) -> bool:
    """Whether the approved bytes are for him, and what came back signed."""
    return may_see(unit, person, paper) and original_for(unit, person, paper)


def send(unit: Unit, person: Person, paper: Paper) -> None:
    """Give somebody the file, or the copy of it that is for his post."""
    if not may_see(unit, person, paper):
        raise Refused("papers.not_for_you")
    if paper.state != Drawing.DRAWN:
        raise Refused("papers.not_drawn_yet")
    if not original_for(unit, person, paper):
        give_copy(unit, person, paper)
        return
    if paper.key in WITH_CONTACTS:
        unit.log(person, "paper.opened", paper)
    unit.tell(person, _words(unit, paper), offers(unit, person, paper), file={"paper": paper.id})


def ask_for(unit: Unit, person: Person, paper: Paper) -> None:
    """Somebody presses for the file: a finger that trembles gets it once, but a final after its naskah."""
    # What lies ahead was said before the clock was turned back.
    lately = (Outbox.person_id == person.id, Outbox.created_at.between(unit.now - TREMBLING, unit.now))
    said = unit.session.execute(select(Outbox.text, Outbox.keyboard, Outbox.file).where(*lately)).all()
    if _given(unit, person, paper) not in [tuple(row) for row in said]:
        send(unit, person, paper)


def _given(unit: Unit, person: Person, paper: Paper) -> tuple[str, Any, dict[str, Any]] | None:
    """Words, buttons and file that he gets; None of a copy that is still to be drawn."""
    if original_for(unit, person, paper):
        keys = unit.keys(offers(unit, person, paper), person.kecamatan_id)
        return _words(unit, paper), keys, {"paper": paper.id}
    copy = what_is_given(unit, paper)
    return None if copy is None else (copy[0], None, copy[1])


def _words(unit: Unit, paper: Paper) -> str:
    words = caption(paper)
    approved = paper.stage == Stage.FINAL and is_approved(unit, paper)
    return join(words, say("seal.approved_here")) if approved else words


def caption(paper: Paper) -> str:
    return say(
        "papers.caption",
        title=title(paper),
        edition=paper.edition,
        stage=plain(f"papers.stage_{paper.stage}"),
        pages=paper.pages or 0,
        hash=short_hash(paper),
    )


def short_hash(paper: Paper) -> str:
    return (paper.sha256 or "")[:8]


def verify_url(address: str, paper: Paper) -> str | None:
    """What the QR opens. A draf is nobody's business yet."""
    return None if paper.stage == Stage.DRAF else f"{address}{paper.code}"


def decision_about(unit: Unit, paper: Paper) -> Decision | None:
    """The decision that stands; one that was taken back counts no more."""
    return unit.first(select(Decision).where(Decision.paper_id == paper.id, Decision.live.is_(True)))


def undecided(unit: Unit, run: Run) -> Paper | None:
    """The naskah of this step that waits for its signer."""
    paper = with_signer(unit, run)
    return paper if paper is not None and decision_about(unit, paper) is None else None


def can_be_taken_back(decision: Decision | None) -> bool:
    """Whether nothing has followed yet from this approval."""
    return decision is not None and decision.effective_at is not None and decision.carried_out_at is None


def with_signer(unit: Unit, run: Run) -> Paper | None:
    """The naskah of this step that waits for its signer, or that he may still take back."""
    query = select(Paper).where(
        Paper.season_id == run.season_id, Paper.step == run.step, Paper.stage == Stage.NASKAH
    )
    for paper in unit.all(query.order_by(Paper.id.desc())):
        if paper != latest(unit, run.season_id, paper.key):
            continue
        decision = decision_about(unit, paper)
        if can_be_taken_back(decision) or (decision is None and opened_since(unit, paper) is None):
            return paper
    return None


def complete(unit: Unit, run: Run) -> bool:
    """Whether everything that the step puts out is stored in the stage it ends with."""
    step = next(step for step in STEPS if step.key == run.step)
    for key in step.produces:
        paper = latest(unit, run.season_id, key)
        if (
            paper is None
            or paper.step != run.step
            or paper.state != Drawing.DRAWN
            or paper.stage != step.ends_as
        ):
            return False
    return run.state in (StepState.CLOSING, StepState.CLOSED)


def store_drawn(unit: Unit, id: int, *, sha256: str, size: int, pages: int) -> Paper | None:
    """Note the bytes of a paper; None when they were noted before."""
    paper = unit.get(Paper, id)
    if paper is None or paper.state == Drawing.DRAWN:
        return None
    paper.state, paper.sha256, paper.size, paper.pages, paper.drawn_at = (
        Drawing.DRAWN,
        sha256,
        size,
        pages,
        unit.now,
    )
    unit.log(None, "paper.drawn", paper, sha256=sha256, pages=pages)
    return paper


def failed(unit: Unit, id: int) -> None:
    """A paper could not be drawn: tried three times, then the admin is told."""
    paper = unit.get(Paper, id)
    if paper is None:
        return
    paper.attempts += 1
    if paper.attempts >= ATTEMPTS:
        paper.state = Drawing.FAILED
        for admin in holders(unit, paper.kecamatan_id, Post.ADMIN):
            unit.tell(admin, say("papers.failed", title=title(paper), edition=paper.edition))


def is_approved(unit: Unit, paper: Paper) -> bool:
    decision = decision_about(unit, paper)
    return decision is not None and decision.outcome == Outcome.APPROVED
