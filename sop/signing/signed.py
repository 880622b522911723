"""A final paper with a certified signature made elsewhere: judged, kept, given to who keeps papers."""

from __future__ import annotations

from documents.sealing.seal_reading import Look
from models.enums import Stage
from models.paper import Paper
from models.people import Person
from models.posts import Post
from models.signing import Signature
from models.unit import Unit
from sop.papers import title
from sop.people import holders
from sop.signing.verifying import Found, holds_instead, trouble_of
from sop.signing.ways import Copy, Way, signing_way
from texts import Html, plain, say
from texts.figures import moment

#: Who may hand in a signed copy, and who gets it.
KEEPERS = (Post.JFU, Post.SEKRETARIS, Post.CAMAT)


@signing_way
class Certificate:
    """The signer's own program signs the final file, and who keeps papers sends it to the bot: no button."""

    way = Way.CERTIFICATE

    def button(self, unit: Unit, person: Person, paper: Paper) -> None:
        """Any PDF that is sent is looked at (handlers/signing/checking.py)."""


def taken_from(unit: Unit, actor: Person, found: Found) -> Paper | None:
    """The paper of which this is a signed copy that may be kept; None when it is anything else."""
    paper = found.begins
    if paper is None or paper.kecamatan_id != actor.kecamatan_id or paper.stage != Stage.FINAL:
        return None
    if not any(actor.holds(post, unit.now) for post in KEEPERS) or holds_instead(unit, paper) is not None:
        return None
    signed = found.look.signed
    return paper if signed and all(trouble_of(one) is None for one in signed) else None


def copy_of(look: Look) -> Copy:
    """What is kept of a signed copy whose signatures were found good."""
    last = look.signed[-1]
    return Copy(
        sha256=look.sha256,
        size=look.size,
        signer=", ".join(one.signer for one in look.signed)[:200],
        signed_at=last.at,
        intact=True,
        trusted=last.trusted,
    )


def tell_signed(unit: Unit, actor: Person, signature: Signature) -> None:
    """Who keeps the papers gets the copy; who handed it in hears what its signature is worth."""
    told = {actor.id: actor}
    for post in KEEPERS:
        told |= {person.id: person for person in holders(unit, signature.kecamatan_id, post)}
    for person in told.values():
        send_signed(unit, person, signature, "verify.signed_kept")


def send_signed(unit: Unit, person: Person, signature: Signature, key: str = "verify.signed_copy") -> None:
    """Give somebody the copy, and say what its signature is worth."""
    paper = unit.session.get_one(Paper, signature.paper_id)
    words = say(
        key,
        title=title(paper),
        edition=paper.edition,
        signer=signature.signer or "",
        at=moment(signature.signed_at) if signature.signed_at else plain("verify.no_date"),
        worth=Html(say("verify.root_known" if signature.trusted else "verify.no_roots")),
    )
    file = {"stored": signature.sha256, "name": f"{paper.key}-v{paper.edition}-ditandatangani.pdf"}
    unit.tell(person, words, file=file)
