"""The photo of the sheet with the receiver's stamp: it belongs to a receipt, and stands in the proof."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select

from models.archive import OfficeFile
from models.enums import StepState
from models.paper import Recipient
from models.people import Person
from models.posts import Post
from models.season import Run, Season
from models.unit import Unit
from sop.core.people import must_hold
from sop.core.refused import Refused
from sop.core.uploads import Sent, check_size
from sop.flow.progress import run_of
from sop.office.office_files import hand_in
from sop.step8_distribute.recipients import STEP_KEY
from texts import say

KIND = "cap"  #: with the recipient's id behind a colon


def stamping(unit: Unit, actor: Person, recipient: Recipient) -> Run:
    """Whoever notes receipts, or who received it himself, until the proof is made."""
    if recipient.kecamatan_id != actor.kecamatan_id:
        raise Refused("common.not_found")
    run = run_of(unit, unit.session.get_one(Season, recipient.season_id), STEP_KEY)
    if recipient.received_by_id != actor.id:
        must_hold(unit, actor, Post(run.executor))
    if recipient.removed_at is not None:
        raise Refused("step8_distribute.was_removed", name=recipient.name)
    if recipient.received_at is None:
        raise Refused("stamps.not_received", name=recipient.name)
    if run.state != StepState.OPEN:
        raise Refused("stamps.too_late")
    return run


def hand_in_stamp(unit: Unit, actor: Person, recipient: Recipient, sent: Sent) -> None:
    """The photo of the stamped sheet came; another one takes its place."""
    stamping(unit, actor, recipient)
    check_size(sent)
    for before in on_its_way(unit, recipient):
        before.removed_at = unit.now
    kind = f"{KIND}:{recipient.id}"
    made = hand_in(unit, actor, kind, name=kind, file_id=sent.file_id, size=sent.size)
    unit.log(actor, "stamp.sent", made, recipient=recipient.id)


def on_its_way(unit: Unit, recipient: Recipient) -> list[OfficeFile]:
    """A photo that is not with us yet."""
    query = select(OfficeFile).where(
        OfficeFile.kind == f"{KIND}:{recipient.id}",
        OfficeFile.file_id.is_not(None),
        OfficeFile.removed_at.is_(None),
    )
    return unit.all(query)


def use(unit: Unit, sent: OfficeFile, _facts: Mapping[str, object]) -> None:
    """Its bytes are with us: its hash stands in the receipt."""
    recipient = unit.session.get_one(Recipient, int(sent.kind.partition(":")[2]))
    person = unit.session.get_one(Person, sent.by_id)
    before, recipient.stamped_sha256 = recipient.stamped_sha256, sent.sha256
    unit.log(None, "stamp.kept", recipient, sha256=sent.sha256, before=before)
    unit.tell(person, say("stamps.kept", name=recipient.name, hash=sent.sha256[:8]))
