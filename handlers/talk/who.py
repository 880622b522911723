"""Circles of people by the posts they hold: who may press what is said beside each `Press` with these words.

All of it on one page, printed: docs/rights.md.
"""

from __future__ import annotations

from handlers.talk.rights import Who
from models.posts import Post
from sop.core.posts import GIVERS, POWER
from sop.imports.kinds import KINDS
from sop.office.paraf_chain import GIVE
from sop.papers.papers import BACK_OFFICE
from sop.step1_recap.matrix import WHOLE
from sop.step2_verify.assigning import SHARES
from sop.step2_verify.step import LOOKS
from sop.step5_meeting.extra_papers import MAKERS

ANYBODY = Who(strangers=True)  #: what a stranger needs to come in
JOINED = Who(everybody=True)  #: his own affairs, help, the menu
POST = Who(tuple(Post))  #: any post of this kecamatan
GIVES = Who(GIVERS[Post.DELEGASI])  #: posts and invitations
PROVES = Who(tuple(sorted(POWER)), no="pin.not_for_you")
DECIDES = Who((Post.CAMAT,), signers=True)  #: about papers
PARAFS = Who(GIVE)
OFFICE = Who(BACK_OFFICE)

TAKES_IN = Who(steps=("step1_recap",))
LETS_IN = TAKES_IN | Who((Post.SEKRETARIS,))  #: late, after the intake was closed
WRITES = Who((Post.DELEGASI,)) | TAKES_IN  #: usulan: the delegates, and who types for them
WATCHES = TAKES_IN | Who((Post.SEKRETARIS, Post.ADMIN))
WHOLE_RECAP = Who(WHOLE, ("step1_recap",), no="recap.not_for_you")
RECAP = WHOLE_RECAP | Who((Post.LURAH, Post.DELEGASI))
LURAH = Who((Post.LURAH,))

VERIFIES = Who(steps=("step2_verify",))
REVIEWS = VERIFIES | Who(LOOKS)
SHARES_OUT = VERIFIES | Who(SHARES)
MERGES = TAKES_IN | VERIFIES | Who((Post.SEKRETARIS,))
HANDED_IN = Who(tuple(dict.fromkeys(post for kind in KINDS.values() for post in kind.posts)))

TEAM = Who(steps=("step3_team",))
COORDINATES = Who(steps=("step4_coordinate",))
MEETS = Who((Post.TIM, Post.SEKRETARIS), ("step5_meeting",))
SCORES = Who((Post.TIM, Post.SEKRETARIS))
MAKES = Who(MAKERS, ("step5_meeting",))
REPORTS = Who((Post.JFU,), ("step6_report",))
SENDS_OUT = Who(steps=("step8_distribute",))


def looks_at(step: str) -> Who:
    """Who carries a step out, and those who write, check and sign."""
    return Who(BACK_OFFICE, (step,))
