"""Who gets the report, and how many copies; what may still be changed about it."""

from __future__ import annotations

from sqlalchemy import select

from models.paper import Recipient
from models.people import Person
from models.posts import Post
from models.season import Run, Season
from models.unit import Unit
from sop.core.people import holders
from sop.core.refused import Refused
from sop.flow.progress import working_on
from sop.papers.letterhead import office
from sop.step8_distribute.distribution import ARCHIVE
from texts import plain, say
from texts.figures import moment

STEP_KEY = "step8_distribute"

MOST_COPIES = 99


def recipients(unit: Unit, season: Season) -> list[Recipient]:
    """Who gets the report, in the order they were written down."""
    query = select(Recipient).where(Recipient.season_id == season.id).order_by(Recipient.id)
    return [one for one in unit.all(query) if one.removed_at is None]


def write_down_the_first(unit: Unit, season: Season) -> None:
    """Bapperida and the office's own archive; a second time, after a return, nobody is written down twice."""
    if unit.first(select(Recipient.id).where(Recipient.season_id == season.id)) is not None:
        return
    region = office(season.kecamatan).region
    _add(unit, season, plain("step8_distribute.bapperida", region=region), post=Post.BAPPERIDA)
    _add(unit, season, plain("step8_distribute.archive", kecamatan=season.kecamatan.name), post=ARCHIVE)


def _add(
    unit: Unit,
    season: Season,
    name: str,
    *,
    post: str | None = None,
    address: str | None = None,
    copies: int = 1,
) -> Recipient:
    return unit.add(
        Recipient(
            kecamatan_id=season.kecamatan_id,
            season_id=season.id,
            name=name,
            post=post,
            address=address,
            copies=copies,
        )
    )


def receivers(unit: Unit, recipient: Recipient) -> list[Person]:
    """Who may press Terima for this recipient."""
    if recipient.post is None or recipient.post == ARCHIVE:
        return []
    return holders(unit, recipient.kecamatan_id, Post(recipient.post))


def outstanding(unit: Unit, season: Season) -> list[Recipient]:
    """Who has not received it."""
    return [one for one in recipients(unit, season) if one.received_at is None]


def topic(recipient: Recipient) -> str:
    return f"receipt:{recipient.id}"


def add_recipient(
    unit: Unit, actor: Person, season: Season, *, name: str, address: str | None, copies: int
) -> Recipient:
    """One more recipient; the same name twice is refused."""
    working_on(unit, actor, season, STEP_KEY)
    if name.casefold() in {one.name.casefold() for one in recipients(unit, season)}:
        raise Refused("step8_distribute.twice", name=name)
    made = _add(unit, season, name, address=address, copies=copies)
    unit.log(actor, "recipient.added", made, copies=copies)
    return made


def change_copies(unit: Unit, actor: Person, recipient: Recipient, by: int) -> None:
    """More or fewer copies, as long as they have not been received."""
    working_with(unit, actor, recipient)
    copies = recipient.copies + by
    if not 1 <= copies <= MOST_COPIES:
        raise Refused("step8_distribute.copies_range", most=MOST_COPIES)
    recipient.copies = copies
    unit.log(actor, "recipient.copies", recipient, copies=copies)


def remove_recipient(unit: Unit, actor: Person, recipient: Recipient, reason: str | None) -> None:
    """Take a recipient off the list; once the report was sent to him only with a reason."""
    working_with(unit, actor, recipient)
    if recipient.sent_at is not None and not reason:
        raise Refused("step8_distribute.reason_needed", name=recipient.name)
    recipient.removed_at, recipient.removed_reason = unit.now, reason
    unit.log(actor, "recipient.removed", recipient, sent=recipient.sent_at is not None)
    if recipient.sent_at is not None:
        unit.settle(topic(recipient), say("step8_distribute.settled_removed", at=moment(unit.now)))


# ---- checks


def found(unit: Unit, actor: Person, id: int | None) -> Recipient:
    """A recipient of this kecamatan."""
    recipient = unit.get(Recipient, id)
    if recipient is None or recipient.kecamatan_id != actor.kecamatan_id:
        raise Refused("common.not_found")
    return recipient


def working_with(unit: Unit, actor: Person, recipient: Recipient) -> Season:
    """The season, if this person may change this recipient now."""
    working_run(unit, actor, recipient)
    still_waits_for(recipient)
    return unit.session.get_one(Season, recipient.season_id)


def working_run(unit: Unit, actor: Person, recipient: Recipient) -> Run:
    """The open run, if this person works on it."""
    if recipient.kecamatan_id != actor.kecamatan_id:
        raise Refused("common.not_found")
    return working_on(unit, actor, unit.session.get_one(Season, recipient.season_id), STEP_KEY)


def still_waits_for(recipient: Recipient) -> None:
    """Refuses what was received or taken off the list: the second tap, the old button."""
    if recipient.received_at is not None:
        raise Refused(
            "step8_distribute.already_received",
            name=recipient.name,
            at=moment(recipient.received_at),
            by=recipient.received_by or "",
        )
    if recipient.removed_at is not None:
        raise Refused("step8_distribute.was_removed", name=recipient.name)
