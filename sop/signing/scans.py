"""Pindaian: a final paper that was printed and signed with ink comes back; kept beside the paper, told of."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select

from documents.sealing.scan import Bound
from models.archive import OfficeFile
from models.enums import Drawing, Stage
from models.paper import Paper
from models.people import Person
from models.signing import Signature
from models.speech import Button, button
from models.unit import Unit
from sop.core.fair_turns import Turns
from sop.core.people import holders, may, must_hold
from sop.core.refused import Refused
from sop.core.sent_today import count
from sop.core.uploads import Sent
from sop.core.wired import Wired
from sop.papers.opened_since import must_rest, opened_since
from sop.papers.papers import title
from sop.papers.ways import Copy, Way, keep, scan_of
from sop.signing.signed import KEEPERS
from sop.signing.verifying import holds_instead
from texts import plain, say
from texts.figures import moment, number

KIND = "pindaian"  #: with the paper's id behind a colon: a piece of a scan that is on its way to us
LARGEST = 20 * 1024 * 1024  #: bytes; more than that Telegram does not give to a bot
LARGEST_WHOLE = 45 * 1024 * 1024  #: bytes; more than that a bot does not send
MOST_PIECES = 100

Find = Callable[[Unit, Paper], Collection[Person]]

#: paper -> who else gets its scan, because he was sent the paper.
WHEN_SCANNED: Wired[Mapping[str, Find]] = Wired("who was sent a paper")


class Scan:
    """Printed, signed with ink, scanned or photographed, and sent here by who keeps papers."""

    way = Way.SCAN

    def button(self, unit: Unit, person: Person, paper: Paper) -> Button | None:
        """Also when there is one already: a wrong scan is replaced."""
        if not may(person, unit, *KEEPERS) or holds_instead(unit, paper) is not None:
            return None
        if opened_since(unit, paper) is not None:
            return None
        return button("scan.replace" if scan_of(unit, paper) else "scan.send", "scan:send", paper.id)


@dataclass(frozen=True)
class Batch:
    """What one person sent as the scan of one paper, in its order."""

    ids: tuple[int, ...]
    file_ids: tuple[str, ...]
    title: str


def scannable(unit: Unit, actor: Person, paper: Paper | None) -> Paper:
    """A final paper that holds, for who may hand in its scan."""
    must_hold(unit, actor, *KEEPERS)
    if paper is None or paper.kecamatan_id != actor.kecamatan_id:
        raise Refused("common.not_found")
    if paper.stage != Stage.FINAL or paper.state != Drawing.DRAWN:
        raise Refused("scan.not_final")
    newer = holds_instead(unit, paper)
    if newer is not None:
        raise Refused("scan.old_version", edition=paper.edition, newest=newer.edition)
    must_rest(unit, paper)
    return paper


def check_piece(sent: Sent, before: Sequence[Sent]) -> None:
    """A piece more: refused here already what cannot be fetched or was sent before."""
    for at, other in enumerate(before, start=1):
        if other.unique_id == sent.unique_id:
            raise Refused("scan.twice", at=at)
    if sent.size > LARGEST:
        raise Refused("scan.too_big", size=number(-(-sent.size // 1024 // 1024)))
    if len(before) >= MOST_PIECES:
        raise Refused("scan.too_many_pieces", most=MOST_PIECES)
    if sent.size + sum(one.size for one in before) > LARGEST_WHOLE:
        raise Refused("scan.too_big_together", most=LARGEST_WHOLE // 1024 // 1024)


def hand_in(unit: Unit, actor: Person, paper: Paper, pieces: Sequence[Sent]) -> None:
    """Selesai: they are fetched and bound into one PDF after this."""
    scannable(unit, actor, paper)
    if not pieces:
        raise Refused("scan.nothing")
    for piece in pieces:
        count(unit, actor, piece.size)
        unit.add(
            OfficeFile(
                kecamatan_id=paper.kecamatan_id,
                kind=f"{KIND}:{paper.id}",
                name=f"{KIND}-{paper.key}-v{paper.edition}",
                file_id=piece.file_id,
                size=piece.size,
                by_id=actor.id,
                at=unit.now,
            )
        )
    unit.log(actor, "scan.sent", paper, pieces=len(pieces))


# ---- once the bytes are there


def next_scan(unit: Unit, turns: Turns, besides: Collection[int] = ()) -> Batch | None:
    """A scan that waits, whole, but for those that could not be had a moment ago."""
    waiting = (
        OfficeFile.kind.startswith(f"{KIND}:"),
        OfficeFile.file_id.is_not(None),
        OfficeFile.removed_at.is_(None),
    )
    others = OfficeFile.id.not_in(list(besides))
    oldest = turns.next(unit, OfficeFile.id, OfficeFile.by_id, *waiting, others)
    if oldest is None:
        return None
    first = unit.session.get_one(OfficeFile, oldest)
    same = select(OfficeFile).where(
        *waiting,
        OfficeFile.kind == first.kind,
        OfficeFile.by_id == first.by_id,
        OfficeFile.at == first.at,
    )
    every = unit.all(same.order_by(OfficeFile.id))
    paper = _paper_of(unit, first)
    return Batch(
        tuple(one.id for one in every),
        tuple(one.file_id or "" for one in every),
        plain("scan.pdf_title", title=title(paper), edition=paper.edition),
    )


def _paper_of(unit: Unit, piece: OfficeFile) -> Paper:
    return unit.session.get_one(Paper, int(piece.kind.partition(":")[2]))


def bound(unit: Unit, batch: Batch, made: Bound, sha256: str) -> None:
    """It is one PDF, kept by its hash, and counts as the paper's scan; or why it does not."""
    first = unit.session.get_one(OfficeFile, batch.ids[0])
    if first.removed_at is not None:
        return
    person, paper = unit.session.get_one(Person, first.by_id), _paper_of(unit, first)
    _done(unit, batch)
    try:
        if made.trouble:
            raise Refused(made.trouble, at=made.piece)
        signature = _keep(unit, person, paper, made, sha256)
    except Refused as refused:
        again = [[button("scan.send", "scan:send", paper.id)]]
        unit.tell(
            person, say("scan.not_taken", why=say(refused.key, **refused.facts), **_named(paper)), again
        )
        return
    _tell(unit, person, paper, signature)


def _keep(unit: Unit, person: Person, paper: Paper, made: Bound, sha256: str) -> Signature:
    scannable(unit, person, paper)
    ours = select(Paper.id).where(or_(Paper.sha256 == sha256, Paper.sealed_sha256 == sha256))
    if unit.first(ours) is not None:
        raise Refused("scan.unsigned")
    before = scan_of(unit, paper)
    query = select(Signature).where(Signature.paper_id == paper.id, Signature.sha256 == sha256)
    known = unit.first(query)
    if known is not None and (known == before or known.way != Way.SCAN):
        by = unit.session.get_one(Person, known.by_id)
        raise Refused("scan.known", name=by.name, at=moment(known.at))
    if known is not None:  # it was replaced, and is the right one after all
        known.by_id, known.at = person.id, unit.now
    copy = Copy(sha256=sha256, size=len(made.content), details={"pages": made.pages})
    signature = known or keep(unit, person, paper, Way.SCAN, copy)
    if before is not None:
        unit.log(person, "scan.replaced", paper, before=before.sha256, sha256=sha256)
    return signature


def _done(unit: Unit, batch: Batch) -> None:
    for one in batch.ids:
        piece = unit.session.get_one(OfficeFile, one)
        piece.file_id, piece.removed_at = None, unit.now


def _named(paper: Paper) -> dict[str, object]:
    return {"title": title(paper), "edition": paper.edition}


def _tell(unit: Unit, actor: Person, paper: Paper, signature: Signature) -> None:
    """Who keeps papers gets it, and who was sent the paper."""
    told = {actor.id: actor}
    for post in KEEPERS:
        told |= {person.id: person for person in holders(unit, paper.kecamatan_id, post)}
    if sent_to := WHEN_SCANNED().get(paper.key):
        told |= {person.id: person for person in sent_to(unit, paper)}
    for person in told.values():
        send_scan(unit, person, paper, signature)


def send_scan(unit: Unit, person: Person, paper: Paper, scan: Signature) -> None:
    """The scan with what it is: signed with ink, beside the paper whose bytes were approved."""
    words = say(
        "scan.caption",
        pages=scan.details.get("pages", 0),
        name=unit.session.get_one(Person, scan.by_id).name,
        at=moment(scan.at),
        hash=scan.sha256[:8],
        original=(paper.sha256 or "")[:8],
        **_named(paper),
    )
    name = f"{paper.key}-v{paper.edition}-{KIND}.pdf"
    unit.tell(person, words, file={"stored": scan.sha256, "name": name})
