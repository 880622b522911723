"""Verification on a front desk: usulan that wait, who judges them, who must not know yet."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select

from bot.outgoing.rows import due
from models.chat import Outbox
from models.enums import Said, Status
from models.posts import Post
from models.proposal import Proposal, Verdict
from models.season import Season
from tests.core.desk import FrontDesk
from tests.support.seed import proposals
from tests.walking.busy_office import PEOPLE, BusyOffice
from tests.walking.front_phone import FrontPhone

REASON = "Lahan itu masih dalam sengketa keluarga."
TOO_LONG = "Gang itu hanya 40 m, bukan 400 m."


class Verifying:
    """Usulan of Siti Aminah that wait, and the people who have to do with them."""

    def __init__(self, desk: FrontDesk, folder: Path, count: int = 4, **rules: object) -> None:
        self.desk = desk
        office = self.office = BusyOffice(desk, folder, kelurahan=1)
        self.ids = proposals(office, count, Status.SUBMITTED, PEOPLE[Post.DELEGASI][0])  # type: ignore[arg-type]
        office.opens(2)
        with desk.unit() as unit:
            unit.session.get_one(Season, office.season_id).rules = rules
        self.season_id = office.season_id
        self.author, self.head, self.jfu, self.secretary, self.lurah = (
            self._phone(post)
            for post in (Post.DELEGASI, Post.KEPALA_BIDANG, Post.JFU, Post.SEKRETARIS, Post.LURAH)
        )
        self.head.presses("s2:next")

    def _phone(self, post: Post) -> FrontPhone:
        phone = FrontPhone(self.desk, PEOPLE[post][1])
        phone.sends("/start")
        return phone

    # ---- what the head of the bidang does

    def accepts(self, at: int) -> None:
        self.head.presses(f"s2:ok:{self.ids[at]}:{self.row(at).revision}")

    def refuses(self, at: int, reason: str = REASON, code: str | None = None) -> None:
        self._with_reason("s2:refuse", at, reason, code)

    def notes(self, at: int, reason: str = REASON) -> None:
        self._with_reason("s2:note", at, reason, None)

    def returns(self, at: int, reason: str = TOO_LONG, field: str = "volume") -> None:
        self.head.presses(f"s2:mend:{self.ids[at]}:{self.row(at).revision}")
        self.head.presses(f"form:pick:field:{field}")
        self.head.sends(reason)

    def _with_reason(self, word: str, at: int, reason: str, code: str | None) -> None:
        self.head.presses(f"{word}:{self.ids[at]}:{self.row(at).revision}")
        if code:
            self.head.presses(f"form:pick:code:{code}")
        self.head.sends(reason)

    # ---- what is there

    def row(self, at: int) -> Proposal:
        return self.desk.rows(select(Proposal).where(Proposal.id == self.ids[at]))[0]

    def number(self, at: int) -> str:
        return self.row(at).number or ""

    def verdicts(self, at: int) -> list[Verdict]:
        return self.desk.rows(select(Verdict).where(Verdict.proposal_id == self.ids[at]).order_by(Verdict.id))

    def heard(self, phone: FrontPhone) -> list[str]:
        """The notices about verdicts that have left, or would leave now."""
        due(self.desk.database, self.desk.now, frozenset(), 500)  # what was held till now is not any more
        query = select(Outbox.text).where(
            Outbox.chat_id == phone.user,
            Outbox.kind == Said.NOTICE,
            Outbox.not_before <= self.desk.now,
            Outbox.topic.is_not(None),
        )
        return [text or "" for text in self.desk.rows(query.order_by(Outbox.id))]
