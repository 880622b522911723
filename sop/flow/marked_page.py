"""Kembalikan with a photo of the page as the signer marked it: it goes to those who mend the paper."""

from __future__ import annotations

from collections.abc import Mapping

from models.archive import OfficeFile
from models.paper import Paper
from models.people import Person
from models.posts import Post
from models.season import Season
from models.unit import Unit
from sop.core.people import holders
from sop.core.steps import STEP
from sop.core.uploads import Sent
from sop.flow.approval import run_about
from sop.flow.progress import run_of
from sop.office.office_files import hand_in
from sop.papers.papers import decision_about, title
from texts import say

KIND = "tanda"  #: with the paper's id behind a colon


def mark_page(unit: Unit, actor: Person, paper: Paper, sent: Sent) -> None:
    """The photo came along with a return; the note has gone out already, the photo follows it."""
    kind = f"{KIND}:{paper.id}"
    made = hand_in(unit, actor, kind, name=kind, file_id=sent.file_id, size=sent.size)
    unit.log(actor, "paper.marked", made, paper=paper.id)


def use(unit: Unit, sent: OfficeFile, _facts: Mapping[str, object]) -> None:
    """Its bytes are with us: who mends the paper gets it with the note."""
    paper = unit.session.get_one(Paper, int(sent.kind.partition(":")[2]))
    run = run_about(unit, paper)
    back_to = STEP[run.step].returns_to
    if back_to is not None:
        run = run_of(unit, unit.session.get_one(Season, paper.season_id), back_to)
    for person in holders(unit, run.kecamatan_id, Post(run.executor)):
        tell_marked(unit, person, paper, sent)


def tell_marked(unit: Unit, person: Person, paper: Paper, sent: OfficeFile) -> None:
    decision = decision_about(unit, paper)
    note = (decision.note if decision is not None else None) or "-"
    words = say("marked.caption", title=title(paper), edition=paper.edition, note=note)
    unit.tell(person, words, file={"stored": sent.sha256, "name": f"{paper.key}-tanda.jpg", "as": "photo"})
