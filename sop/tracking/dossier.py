"""Everything that is known of one usulan, for JFU who must answer for it: in the chat and by `show`.

What it says, who brought it and how, every file that came with it and what became of that, its versions and
its way, and the papers in which it stands.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Text, cast, or_, select

from models.batch import Batch
from models.enums import Fetching, Purpose, Status
from models.likeness import PairSaid, PastProposal
from models.paper import Paper, PaperContent
from models.people import Person
from models.posts import Post
from models.proposal import Proposal, Upload
from models.unit import Unit
from sop.core.statuses import status_word
from sop.papers.papers import short_title
from sop.proposals.fields import FIELDS
from sop.proposals.photo_places import slot_of
from sop.tracking.events import Event
from sop.tracking.timeline import history
from texts import plain
from texts.figures import file_size, moment, number

KEEPERS = (Post.JFU, Post.SEKRETARIS)


@dataclass(frozen=True)
class SentFile:
    """A photo, a voice note or a picture of the paper form, and what became of it."""

    id: int
    name: str  #: "Foto depan"
    state: Fetching
    words: str  #: what became of it, in a sentence
    sha256: str | None
    at: datetime  #: when it came


@dataclass(frozen=True)
class Dossier:
    """Of one usulan."""

    facts: tuple[tuple[str, str], ...]  #: what it is called, what it says; nothing that is empty
    files: tuple[SentFile, ...]
    way: tuple[Event, ...]
    papers: tuple[str, ...]


def dossier(unit: Unit, proposal: Proposal) -> Dossier:
    """Who may see it has been asked before: verdicts that were not told yet stand in it."""
    facts = (*_itself(unit, proposal), *_fields(proposal), *_around(unit, proposal))
    return Dossier(
        tuple((plain(key if "." in key else f"dossier.{key}"), said) for key, said in facts if said),
        tuple(_file(unit, proposal, one) for one in proposal.uploads),
        tuple(history(unit, proposal, reviewer=True)),
        tuple(_papers(unit, proposal)),
    )


def _itself(unit: Unit, proposal: Proposal) -> list[tuple[str, str]]:
    return [
        ("number", proposal.number or plain("dossier.draft")),
        ("kelurahan", proposal.kelurahan.name),
        ("status", status_word(proposal.status)),
        ("reason", proposal.reason or ""),
        ("decided", _by(unit, proposal.decided_by_id, proposal.decided_at)),
        ("author", _by(unit, proposal.author_id, proposal.submitted_at)),
        ("entered_by", _by(unit, proposal.entered_by_id)),
        ("batch", _from_list(unit, proposal)),
        ("revision", number(proposal.revision)),
        ("touched", moment(proposal.touched_at)),
    ]


def _fields(proposal: Proposal) -> list[tuple[str, str]]:
    """As the table of fields has them; the photos stand apart."""
    return [(field.label, field.words(proposal)) for field in FIELDS if field.key != "photos"]


def _around(unit: Unit, proposal: Proposal) -> list[tuple[str, str]]:
    """What ties it to other usulan, and who has it in hand."""
    into = unit.get(Proposal, proposal.merged_into_id)
    past = unit.get(PastProposal, proposal.carried_from_id)
    return [
        ("dimensions", proposal.dimensions or ""),
        ("office", proposal.office or ""),
        ("moved_from", plain(f"komisi.{proposal.moved_from}") if proposal.moved_from else ""),
        ("assigned", _by(unit, proposal.assigned_to_id)),
        ("mapped", _by(unit, proposal.mapped_by_id)),
        ("merged", (into.number or "") if into else ""),
        ("joined", ", ".join(str(joined) for joined, *_ in proposal.joined or [])),
        ("carried", f"{past.year}/{past.number}" if past else ""),
        ("differs", ", ".join(_said_to_differ(unit, proposal))),
    ]


def _by(unit: Unit, person_id: int | None, at: datetime | None = None) -> str:
    person = unit.get(Person, person_id)
    if person is None:
        return moment(at) if at else ""
    return f"{person.name}, {moment(at)}" if at else person.name


def _from_list(unit: Unit, proposal: Proposal) -> str:
    batch = unit.get(Batch, proposal.batch_id)
    return f"{batch.file_name}, {moment(batch.applied_at or batch.at)}" if batch else ""


def _said_to_differ(unit: Unit, proposal: Proposal) -> list[str]:
    """Of which others somebody said that they are not the same."""
    here = or_(PairSaid.proposal_id == proposal.id, PairSaid.other_id == proposal.id)
    found = []
    for pair in unit.all(select(PairSaid).where(here).order_by(PairSaid.id)):
        past = unit.get(PastProposal, pair.past_id)
        other = unit.get(Proposal, pair.other_id if pair.proposal_id == proposal.id else pair.proposal_id)
        if past is not None:
            found.append(f"{past.year}/{past.number}")
        elif other is not None and other.status != Status.DRAFT:
            found.append(other.number or "-")
    return found


def _file(unit: Unit, proposal: Proposal, upload: Upload) -> SentFile:
    name = (
        plain("dossier.photo", slot=slot_of(upload, proposal))
        if upload.purpose == Purpose.PHOTO
        else plain(f"dossier.file_{upload.purpose}")
    )
    sender = _by(unit, upload.sender_id, upload.received_at)
    if upload.state == Fetching.FETCHED and upload.sha256 is None:
        words = plain("dossier.erased", sender=sender)
    else:
        words = plain(
            f"dossier.{upload.state}",
            sender=sender,
            size=file_size(upload.size or 0),
            mark=(upload.sha256 or "")[:8],
            attempts=number(upload.attempts),
        )
    return SentFile(
        upload.id,
        name,
        upload.state,
        " ".join([words, *_of_the_camera(unit, upload)]),
        upload.sha256,
        upload.received_at,
    )


def _of_the_camera(unit: Unit, upload: Upload) -> list[str]:
    """When and where it was taken, and whether another usulan has the same picture."""
    found = []
    if upload.taken_at is not None:
        found.append(plain("dossier.taken", at=moment(upload.taken_at)))
    if upload.lat is not None and upload.lon is not None:
        found.append(plain("dossier.taken_where", place=f"{upload.lat:.5f}, {upload.lon:.5f}"))
    other = unit.get(Proposal, upload.same_as_id)
    if other is not None and other.number:
        found.append(plain("dossier.same_as", number=other.number))
    if upload.typed:
        found.append(plain("dossier.typed", words=upload.typed))
    return found


def _papers(unit: Unit, proposal: Proposal) -> list[str]:
    """Every paper of its season whose data name it, the oldest first."""
    if proposal.number is None:
        return []
    query = (
        select(Paper)
        .join(PaperContent, PaperContent.paper_id == Paper.id)
        .where(
            Paper.season_id == proposal.season_id,
            cast(PaperContent.data, Text).contains(f'"{proposal.number}"', autoescape=True),
        )
        .order_by(Paper.id)
    )
    return [
        plain(
            "dossier.paper",
            title=short_title(one.key),
            edition=one.edition,
            stage=plain(f"papers.stage_{one.stage}"),
        )
        for one in unit.all(query)
    ]
