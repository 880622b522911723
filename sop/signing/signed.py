"""A final paper with a certified signature made elsewhere: judged, kept, given to who keeps papers."""

from __future__ import annotations

from documents.sealing.seal_reading import Look
from models.enums import Stage
from models.paper import Paper
from models.people import Person
from models.posts import Post
from models.signing import Signature
from models.unit import Unit
from sop.core.people import holders
from sop.papers.certified import proof_of
from sop.papers.papers import title
from sop.papers.proof import facts_in_words, note
from sop.papers.ways import Copy, Way, log
from sop.signing.verifying import Found, holds_instead
from texts import join, say

#: Who may hand in a signed copy, and who gets it.
KEEPERS = (Post.JFU, Post.SEKRETARIS, Post.CAMAT)


class Certificate:
    """The signer's own program signs the final file, and who keeps papers sends it to the bot: no button."""

    way = Way.CERTIFICATE

    def button(self, unit: Unit, person: Person, paper: Paper) -> None:
        """Any PDF that is sent is looked at (handlers/signing/checking.py)."""


def may_hand_in(unit: Unit, actor: Person, paper: Paper) -> bool:
    """Whether a signed copy of this paper is his to hand in: of a final one, by who keeps papers."""
    if paper.kecamatan_id != actor.kecamatan_id or paper.stage != Stage.FINAL:
        return False
    return any(actor.holds(post, unit.now) for post in KEEPERS) and holds_instead(unit, paper) is None


def taken_from(unit: Unit, actor: Person, found: Found) -> Paper | None:
    """The paper of which this is a signed copy that may be kept; None when it is anything else."""
    paper = found.begins
    if paper is None or not may_hand_in(unit, actor, paper):
        return None
    return paper if found.look.signed and found.trouble is None else None


def copy_of(unit: Unit, paper: Paper, look: Look) -> Copy:
    """What is kept of a signed copy in whose signatures nothing is wrong."""
    last = look.signed[-1]
    return Copy(
        sha256=look.sha256,
        size=look.size,
        signed_at=last.stamped_at or last.at,
        intact=True,
        proof=proof_of(unit, paper, look.signed),
    )


def looked_at_again(unit: Unit, actor: Person, found: Found) -> None:
    """A copy that is kept was sent once more: what could not be looked at before is looked at now."""
    copy, paper = found.copy, found.paper
    if copy is None or paper is None or not found.look.signed or not may_hand_in(unit, actor, paper):
        return
    before = (copy.trusted, copy.named, copy.unrevoked, copy.timed)
    last = found.look.signed[-1]
    note(copy, proof_of(unit, paper, found.look.signed))
    copy.signed_at = last.stamped_at or copy.signed_at
    if before != (copy.trusted, copy.named, copy.unrevoked, copy.timed):
        log(unit, actor, "paper.signature_checked", copy, paper)


def tell_signed(unit: Unit, actor: Person, signature: Signature) -> None:
    """Who keeps the papers gets the copy; who handed it in hears what its signature is worth."""
    told = {actor.id: actor}
    for post in KEEPERS:
        told |= {person.id: person for person in holders(unit, signature.kecamatan_id, post)}
    for person in told.values():
        send_signed(unit, person, signature, "verify.signed_kept")


def send_signed(unit: Unit, person: Person, signature: Signature, key: str = "verify.signed_copy") -> None:
    """Give somebody the copy, and say what its signature rests on."""
    paper = unit.session.get_one(Paper, signature.paper_id)
    key = key if signature.signer else f"{key}_unproved"
    words = say(key, title=title(paper), edition=paper.edition, signer=signature.signer or "")
    rows = [say("proof.row", label=label, value=value) for label, value in facts_in_words(signature)]
    more = (
        []
        if signature.signer
        else [say("verify.how_proved" if signature.trusted is None else "verify.older")]
    )
    file = {"stored": signature.sha256, "name": f"{paper.key}-v{paper.edition}-ditandatangani.pdf"}
    unit.tell(person, join(words, *rows, *more), file=file)
