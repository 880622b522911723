"""The one place where an usulan is changed: what it says, and how far it is.

Form, list, Bank Usulan, verdicts, komisi and plenary all call these; no other module assigns a column of
models.proposal.Proposal (`tests/guards/test_one_writer.py`). None of them asks for a right, or tells anybody:
that is the caller's to do.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from models.enums import Kind, Komisi, Status
from models.likeness import PastProposal
from models.people import Person
from models.proposal import Proposal, Upload
from models.season import KamusEntry, Season
from sop.core.refused import Refused
from sop.proposals.fields import FIELD
from sop.proposals.pricing import over_kamus, priced

# ---- what it says


def put(proposal: Proposal, key: str, value: Any) -> None:
    """The value of a field that is one column. Raises Refused("form.old_button") for another name."""
    field = FIELD.get(key)
    if field is None or field.columns[0] != key:
        raise Refused("form.old_button")
    setattr(proposal, key, value)


def choose_komisi(proposal: Proposal, komisi: Komisi) -> None:
    """Of another komisi another entry of the kamus is meant; outside the kamus it says what kind it is."""
    if proposal.outside_kamus:
        proposal.kind = _kind_in(komisi)
    elif proposal.komisi != komisi:
        forget_kamus(proposal)
    proposal.komisi = komisi


def _kind_in(komisi: Komisi | str | None) -> Kind:
    return Kind.FISIK if komisi == Komisi.SARPRAS else Kind.NON_FISIK


def take_kamus(proposal: Proposal, entry: KamusEntry, *, keeps_title: bool = False) -> None:
    """It is of this type: unit, office and komisi are those of the kamus, and the amount where it was its.

    What was in the measure of another entry is to be said again.
    """
    if proposal.unit != entry.unit:
        proposal.volume = proposal.cost = proposal.dimensions = proposal.cost_reason = None
    elif proposal.kamus_id != entry.id:
        proposal.cost = priced(entry, proposal.volume) if proposal.cost_by_kamus else None
    proposal.kamus_id, proposal.kamus, proposal.outside_kamus = entry.id, entry, False
    proposal.komisi, proposal.kind = Komisi(entry.komisi), Kind(entry.kind)
    proposal.unit, proposal.office = entry.unit, entry.office
    if not keeps_title:
        proposal.title = entry.name


def leave_kamus(proposal: Proposal) -> None:
    """Di luar kamus: its name, measure and amount are the author's to say."""
    if not proposal.outside_kamus:
        forget_kamus(proposal)
        proposal.volume = proposal.unit = proposal.cost = proposal.dimensions = None
    proposal.outside_kamus, proposal.cost_by_kamus, proposal.office = True, False, None
    proposal.cost_reason = None
    proposal.kind = _kind_in(proposal.komisi)


def forget_kamus(proposal: Proposal) -> None:
    """The entry that was chosen is not meant any more; its name was the title."""
    if proposal.kamus_id is not None:
        proposal.title = None
    proposal.kamus_id, proposal.kamus, proposal.outside_kamus = None, None, False


def set_volume(proposal: Proposal, volume: Decimal, unit: str, sides: str | None = None) -> None:
    """How much of it; `sides` are the lengths whose product it is. The price of the kamus goes along."""
    proposal.volume, proposal.unit, proposal.dimensions = volume, unit, sides
    if proposal.cost is not None and proposal.cost_by_kamus:
        proposal.cost = priced(proposal.kamus, volume)
    _forget_reason(proposal)


def set_cost(proposal: Proposal, cost: int) -> None:
    """What it costs; the amount of the kamus is that of the kamus, however it was said."""
    proposal.cost, proposal.cost_by_kamus = cost, cost == priced(proposal.kamus, proposal.volume)
    _forget_reason(proposal)


def take_price(proposal: Proposal) -> None:
    """Kamus price times volume, where there are both."""
    proposal.cost = priced(proposal.kamus, proposal.volume)
    proposal.cost_by_kamus, proposal.cost_reason = proposal.cost is not None, None


def _forget_reason(proposal: Proposal) -> None:
    """A reason for costing more than the kamus says is kept as long as it does."""
    if not over_kamus(proposal):
        proposal.cost_reason = None


def set_place(proposal: Proposal, place: str, rt_rw: tuple[int | None, int | None] | None) -> None:
    """Where it is; `rt_rw` as the place itself says: no RT for a whole RW, neither for a whole kelurahan."""
    proposal.place = place
    set_rt_rw(proposal, rt_rw)


def set_rt_rw(proposal: Proposal, rt_rw: tuple[int | None, int | None] | None) -> None:
    proposal.rt, proposal.rw = rt_rw or (None, None)


def set_pin(proposal: Proposal, pin: tuple[float, float] | None) -> None:
    """Latitude and longitude, in degrees."""
    proposal.lat, proposal.lon = pin or (None, None)


def set_people(proposal: Proposal, households: int | None, people: int | None) -> None:
    """Who has something of it: KK, jiwa."""
    proposal.households, proposal.people = households, people


def set_problem(proposal: Proposal, problem: str | None) -> None:
    proposal.problem = problem


def carry_from(proposal: Proposal, past: PastProposal) -> None:
    """All that was said of it last year; it is proposed once more."""
    for column in ("komisi", "title", "problem", "place", "rt", "rw", "lat", "lon", "volume", "unit"):
        setattr(proposal, column, getattr(past, column))
    proposal.mending = True  # of the form only what is missing is asked
    proposal.carried_from_id, proposal.times = past.id, past.times + 1


def set_norm(proposal: Proposal, norm: Mapping[str, Any]) -> None:
    """What it is compared by, and what its author was warned of."""
    proposal.norm = dict(norm)


# ---- the form


def ask(proposal: Proposal, key: str | None) -> None:
    """Which question of its form is open."""
    proposal.asked = key


def mend(proposal: Proposal, mending: bool) -> None:
    """Whether one field is being changed, and then back to the card."""
    proposal.mending = mending


def touch(proposal: Proposal, now: datetime) -> None:
    """Somebody worked on it; of two in the same second the row's version decides."""
    proposal.touched_at = now


# ---- how far it is


def number(proposal: Proposal, season: Season, name: str) -> None:
    """The next number of the season; one that was taken back keeps its own."""
    proposal.sequence, proposal.number = season.last_number, name


def send(proposal: Proposal, now: datetime) -> None:
    """It lies with the reviewers, as its next version."""
    proposal.status, proposal.reason = Status.SUBMITTED, None
    proposal.asked, proposal.mending = None, False
    revise(proposal, now)


def revise(proposal: Proposal, now: datetime) -> None:
    """It says something else than the version before: the caller keeps one."""
    proposal.revision += 1
    proposal.touched_at = now


def receive(proposal: Proposal, now: datetime) -> None:
    """When it was sent for the first time, or again after it was taken back."""
    proposal.submitted_at = now


def let_in_late(proposal: Proposal, late_id: int | None) -> None:
    """By whose leave it is, or may be, sent after the intake was closed; None: it has no such leave."""
    proposal.late_id = late_id


def mended(proposal: Proposal) -> None:
    """What it was returned for is answered."""
    proposal.return_field = None


def ask_again(proposal: Proposal, field: str, reason: str) -> None:
    """Only this field is asked again, whether it was sent already or is still a draft."""
    if proposal.status == Status.SUBMITTED:
        give_back(proposal, reason, field)
    elif proposal.status == Status.DRAFT and proposal.asked is None:
        proposal.asked, proposal.mending = field, True


def give_back(proposal: Proposal, reason: str, field: str | None = None) -> None:
    """It is its author's to mend."""
    proposal.status, proposal.reason, proposal.return_field = Status.RETURNED, reason, field


def withdraw(proposal: Proposal, now: datetime) -> None:
    """A draft again, with its number."""
    proposal.status, proposal.asked, proposal.mending = Status.DRAFT, None, False
    proposal.touched_at = now


def discard(proposal: Proposal) -> None:
    proposal.status = Status.DISCARDED


def bring_back(proposal: Proposal, now: datetime) -> None:
    """A draft again that was thrown away."""
    proposal.status, proposal.touched_at = Status.DRAFT, now


def judge(
    proposal: Proposal,
    outcome: Status,
    reason: str | None,
    *,
    by: Person | None,
    at: datetime | None,
    field: str | None = None,
    secret_until: datetime | None = None,
) -> None:
    """A verdict, or that there is none any more; until `secret_until` only the reviewers see it."""
    proposal.status, proposal.reason, proposal.return_field = outcome, reason, field
    proposal.decided_at, proposal.decided_by_id = at, by.id if by else None
    proposal.secret_until = secret_until


def stand_as(proposal: Proposal, before: Mapping[str, Any]) -> None:
    """As it stood before a verdict (`stood` in sop/step2_verify/step.py)."""
    at = before["decided_at"]
    proposal.status, proposal.reason = Status(before["status"]), before["reason"]
    proposal.return_field, proposal.decided_by_id = before["return_field"], before["decided_by_id"]
    proposal.decided_at = datetime.fromisoformat(at) if at else None
    proposal.secret_until = None


def let_out(proposal: Proposal) -> None:
    """What was decided may be known by everybody."""
    proposal.secret_until = None


def assign(proposal: Proposal, person_id: int | None) -> None:
    """Who is to verify it; None: everybody who does."""
    proposal.assigned_to_id = person_id


def mapped(proposal: Proposal, by: Person) -> None:
    """Who found the kamus entry for it."""
    proposal.mapped_by_id = by.id


def merge(proposal: Proposal, root: Proposal) -> None:
    """It lives on in another."""
    proposal.status, proposal.merged_into_id = Status.MERGED, root.id
    root.joined = [*(root.joined or ()), [proposal.number, proposal.kelurahan.name]]


def part(proposal: Proposal, root: Proposal, was: Status) -> None:
    """It stands by itself again."""
    proposal.status, proposal.merged_into_id = was, None
    root.joined = [kept for kept in root.joined or () if kept[0] != proposal.number] or None


def fall_into(proposal: Proposal, komisi: Komisi | str) -> None:
    """The komisi that discusses it, as its kamus entry says."""
    proposal.komisi = Komisi(komisi)


def move_to(proposal: Proposal, komisi: Komisi, reason: str) -> None:
    """Another komisi, with a reason that is printed; back where it came from the reason goes too."""
    origin = proposal.moved_from or proposal.komisi
    proposal.komisi = komisi
    proposal.moved_from, proposal.moved_reason = (None, None) if origin == komisi else (origin, reason)


def pass_to(proposal: Proposal, *, author: Person | None = None, entered_by: Person | None = None) -> None:
    """Another holds the post of who wrote it, or of who typed it."""
    if author is not None:
        proposal.author_id = author.id
    if entered_by is not None:
        proposal.entered_by_id = entered_by.id


def take_place_of(proposal: Proposal, photo: Upload) -> None:
    """Its pin is where the photo was taken."""
    proposal.lat, proposal.lon = photo.lat, photo.lon
