"""The receipt after an usulan was sent, as a message and from its code; as a paper: receipt_file.py.

< (QR) Usulan diterima: US-2028-TNS-KDB-0042 ...  [Tanda terima PDF]
> (somebody's camera on the QR)
< Tanda terima ini asli. Versi 1, ... Status: Menunggu verifikasi. ...
"""

from __future__ import annotations

from handlers.talk.context import Ctx
from models.proposal import Proposal, ProposalVersion
from models.speech import Button, button
from sop.proposals.may_see import Sight, sight
from sop.proposals.proposal_words import volume_words
from sop.proposals.versions import fingerprint, newest_version
from sop.tracking.receipt_paper import checked
from texts import join, say
from texts.figures import cut, moment, rupiah

LONGEST_TITLE = 200


def give_receipt(ctx: Ctx, proposal: Proposal) -> None:
    """Number, time, fingerprint and code: the one message that the author keeps."""
    words = join(
        say("receipts.got", number=proposal.number or "", at=moment(ctx.now)),
        say(
            "receipts.what",
            title=cut(proposal.title or "", LONGEST_TITLE),
            kelurahan=proposal.kelurahan.name,
        ),
        say("receipts.size", volume=volume_words(proposal), cost=rupiah(proposal.cost or 0)),
        say("receipts.mark", mark=fingerprint(proposal), revision=proposal.revision),
    )
    version = newest_version(ctx.unit, proposal)
    code = {"qr": f"{ctx.address}{version.code}"} if version else None
    ctx.tell(words, [_row(version)], file=code)
    ctx.below()


def receipt_row(ctx: Ctx, proposal: Proposal) -> list[Button]:
    """[Tanda terima PDF] of the newest version, once one was sent."""
    return _row(newest_version(ctx.unit, proposal))


def _row(version: ProposalVersion | None) -> list[Button]:
    return [button("receipts.take", "bukti:pdf", version.id)] if version and version.code else []


def open_receipt(ctx: Ctx, code: str) -> bool:
    """What a receipt's code opens, for anybody; False when there is no such receipt."""
    found = checked(ctx.unit, code)
    if found is None:
        return False
    words, proposal = found
    reader = ctx.person is not None and sight(ctx.unit, ctx.actor, proposal) > Sight.NOTHING
    keyboard = [[button("step1_recap.see", "usulan:see", proposal.id)]] if reader else []
    ctx.tell(words, keyboard)
    return True
