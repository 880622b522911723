"""A final paper with a certified signature made elsewhere: judged, kept, given to who keeps papers."""

from __future__ import annotations

from documents.seal_reading import Look
from documents.signed_copy import Signed
from models.enums import Stage
from models.paper import Paper
from models.people import Person
from models.posts import Post
from models.signing import Signature
from models.unit import Unit
from sop.papers import title
from sop.people import holders
from sop.signing.verifying import Found, holds_instead, trouble_of
from texts import Html, plain, say
from texts.figures import moment

#: Who may hand in a signed copy, and who gets it.
KEEPERS = (Post.JFU, Post.SEKRETARIS, Post.CAMAT)


def taken_from(unit: Unit, actor: Person, found: Found) -> Paper | None:
    """The paper of which this is a signed copy that may be kept; None when it is anything else."""
    paper = found.begins
    if paper is None or paper.kecamatan_id != actor.kecamatan_id or paper.stage != Stage.FINAL:
        return None
    if not any(actor.holds(post, unit.now) for post in KEEPERS) or holds_instead(unit, paper) is not None:
        return None
    signed = found.look.signed
    return paper if signed and all(trouble_of(one) is None for one in signed) else None


def hand_in(unit: Unit, actor: Person, paper: Paper, look: Look) -> Signature:
    """Keep the signed copy beside the paper; its approval in this system stays what it was."""
    last: Signed = look.signed[-1]
    signature = unit.add(
        Signature(
            kecamatan_id=paper.kecamatan_id,
            paper_id=paper.id,
            way="sertifikat",
            sha256=look.sha256,
            size=look.size,
            by_id=actor.id,
            at=unit.now,
            signer=", ".join(one.signer for one in look.signed)[:200],
            signed_at=last.at,
            intact=True,
            trusted=last.trusted,
        )
    )
    unit.log(actor, "paper.signed", paper, sha256=look.sha256, way="sertifikat", trusted=last.trusted)
    return signature


def tell_signed(unit: Unit, actor: Person, signature: Signature) -> None:
    """Who keeps the papers gets the copy; who handed it in hears what its signature is worth."""
    paper = unit.session.get_one(Paper, signature.paper_id)
    words = say(
        "verify.signed_kept",
        title=title(paper),
        edition=paper.edition,
        signer=signature.signer or "",
        at=moment(signature.signed_at) if signature.signed_at else plain("verify.no_date"),
        worth=Html(say("verify.root_known" if signature.trusted else "verify.no_roots")),
    )
    file = {"stored": signature.sha256, "name": f"{paper.key}-v{paper.edition}-ditandatangani.pdf"}
    told = {actor.id: actor}
    for post in KEEPERS:
        told |= {person.id: person for person in holders(unit, paper.kecamatan_id, post)}
    for person in told.values():
        unit.tell(person, words, file=file)
