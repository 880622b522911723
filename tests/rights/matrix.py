"""Everybody presses, types and sends everything, with rows of both offices; what came of it is judged."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from handlers.rights import RIGHTS
from handlers.talk.conversation import Conversation
from handlers.talk.rights import Right, Who
from models.chat import Inbox, Outbox
from models.posts import Post
from sop.steps import STEP, STEPS
from tests.rights.handlers import Button, buttons, talks
from tests.rights.offices import MARK, PRESSERS, Offices
from tests.rights.watching import forget, touched, watch
from tests.walking.walker import recall, remember
from texts import plain

#: How each refusal of the table of rights begins, and what somebody hears whose token opens nothing.
REFUSALS = tuple(
    plain(key, post="§").split("§")[0][:40]
    for key in (
        "common.not_yours",
        "common.not_found",
        "common.no_post",
        "common.post_rests",
        "common.unknown_person",
        "pin.not_for_you",
        "recap.not_for_you",
    )
)
SIGNERS = {Post(step.signer) for step in STEPS if step.signer is not None}
FILES = {
    "rows": ("usulan.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "docx": ("laporan.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "pdf": ("laporan.pdf", "application/pdf"),
}
_messages = itertools.count(1000)


def admitted(who: Who, label: str) -> bool:
    """Whether the table lets this person in; reckoned anew here."""
    if who.strangers:
        return True
    if label == "stranger":
        return False
    if who.everybody:
        return True
    if label in ("former", "plain"):
        return False
    post = Post(label)
    return (
        post in who.posts
        or post in {STEP[step].executor for step in who.steps}
        or (who.signers and post in SIGNERS)
    )


@dataclass
class Matrix:
    """The tries at one state of the season. `chance`: try a sample of them; None: all."""

    offices: Offices
    chance: random.Random | None = None
    tried: int = 0
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        watch(self.offices.desk)
        forget(self.offices.desk)
        self._memory = remember(self.offices.desk.database)

    # ---- what is tried

    def buttons(self, which: Sequence[Button] | None = None) -> None:
        for button in buttons() if which is None else which:
            named = [table.__tablename__ for table in button.rows() if table is not None]
            own = [self.offices.ids(name, own=True) for name in named]
            other = [self.offices.ids(name, own=False) for name in named]
            for data in self._some(button.presses(own)):
                self._own(button.right, data)
            for mixed in self._some(_foreign(own, other)):
                for data in self._some(button.presses(mixed)):
                    self._refused(data, self._tempted(button.right), strict=not button.right.who.strangers)

    def talks(self, which: Sequence[Conversation] | None = None) -> None:
        """A conversation is still open before somebody whose post is over, or who never had it."""
        for talk in talks() if which is None else which:
            outside = [label for label in PRESSERS if not admitted(talk.who, label)]
            for data in self._some(("form:send", "form:save", "form:list", "talk:resume", None)):
                self._refused(data, self._few(outside), strict=False, talk=talk.name)

    def files(self) -> None:
        """Sheets, Word files and PDFs, by those who may not hand them in."""
        for word, file in FILES.items():
            outside = [label for label in PRESSERS if not admitted(RIGHTS[word].who, label)]
            self._refused(None, self._few(outside), strict=False, file=file)

    # ---- how it is tried

    def _own(self, right: Right, data: str) -> None:
        """Rows of one's own office: others are refused; who may has an effect there and nowhere else."""
        self._refused(data, self._few([one for one in PRESSERS if not admitted(right.who, one)]), strict=True)
        for label in self._few([one for one in PRESSERS if admitted(right.who, one)], 1):
            self._press(data, [label])
            self._judged_within(data, label)

    def _refused(
        self,
        data: str | None,
        labels: Sequence[str],
        *,
        strict: bool,
        talk: str | None = None,
        file: tuple[str, str] | None = None,
    ) -> None:
        """Nobody of these may: nothing is touched, nothing is told, and each of them hears why."""
        if not labels:
            return
        answers = self._press(data, labels, talk=talk, file=file)
        what = f"{talk or file or ''} {data or 'typed'} by {', '.join(labels)}"
        others = {one for one in touched(self.offices.desk) if one.chat_id not in map(PRESSERS.get, labels)}
        if others:
            self._fault(f"{what}: touched {sorted(one.table for one in others)}")
        self._unread(what, files=strict)
        for label, alert in zip(labels, answers, strict=False):
            if strict and not (alert or "").startswith(REFUSALS):
                self._fault(f"{data} by {label}: answered {alert!r}")
        self._clean(bool(others))

    def _press(
        self,
        data: str | None,
        labels: Sequence[str],
        *,
        talk: str | None = None,
        file: tuple[str, str] | None = None,
    ) -> list[str | None]:
        desk = self.offices.desk
        if talk is not None:
            with desk.database.transaction() as connection:
                connection.exec_driver_sql("update chat set talk = ?, state = 'asking'", (talk,))
        for label in labels:
            user = PRESSERS[label]
            if data is not None:
                desk.press(user, data, message_id=next(_messages))
            elif file is not None:
                desk.update(_document(desk, user, *file))
            else:
                desk.message(user, "Saluran tersumbat di RT 03 RW 05", message_id=next(_messages))
        self.tried += len(labels)
        return [answer.parameters.get("text") for answer in desk.works()]

    def _judged_within(self, data: str, label: str) -> None:
        own = self.offices.own.kecamatan_id
        found = touched(self.offices.desk)
        for one in found:
            if one.kecamatan_id not in (None, own) or (one.chat_id or 0) // 100 == 2:
                self._fault(f"{data} by {label}: reached the other office: {one}")
        self._unread(f"{data} by {label}", files=False)
        self._clean(any(one.table != "outbox" for one in found))

    def _unread(self, what: str, *, files: bool) -> None:
        """Nothing of the other office is to be read, and every update was handled."""
        desk, number = self.offices.desk, f"US-2028-{self.offices.other.kecamatan_id}-"
        for said in desk.rows(select(Outbox)):
            words = f"{said.text} {said.keyboard}"
            if (said.chat_id or 0) // 100 != 2 and (MARK in words or number in words):
                self._fault(f"{what}: read {words[:200]}")
            if files and said.file is not None:
                self._fault(f"{what}: was sent {said.file}")
        stuck = desk.rows(select(Inbox.error).where(Inbox.state != "done"))
        if stuck:
            self._fault(f"{what}: not handled ({stuck})")

    def _clean(self, changed: bool) -> None:
        if changed:
            recall(self.offices.desk.database, self._memory)
        else:
            forget(self.offices.desk)

    def _fault(self, what: str) -> None:
        self.faults.append(f"state {self.offices.state}: {what}")

    # ---- samples

    def _some(self, every: Any) -> list[Any]:
        found = list(every)
        return found if self.chance is None or not found else [self.chance.choice(found)]

    def _few(self, labels: Sequence[str], most: int = 2) -> list[str]:
        if self.chance is None or len(labels) <= most:
            return list(labels)
        return self.chance.sample(list(labels), most)

    def _tempted(self, right: Right) -> list[str]:
        """Everybody; of a sample those first who may press it in their own office."""
        inside = [label for label in PRESSERS if admitted(right.who, label)]
        outside = [label for label in PRESSERS if label not in inside]
        return [*self._few(inside), *self._few(outside, 1)]


def _foreign(own: list[list[int]], other: list[list[int]]) -> Iterator[list[list[int]]]:
    """Every way in which at least one row is the other office's."""
    for theirs in itertools.product((False, True), repeat=len(own)):
        if any(theirs):
            yield [b if hers else a for a, b, hers in zip(own, other, theirs, strict=True)]


def _document(desk: Any, user: int, name: str, mime: str) -> dict[str, Any]:
    file = {"file_id": f"f{next(_messages)}", "file_unique_id": "u", "file_name": name, "mime_type": mime}
    return {
        "message": {
            "message_id": next(_messages),
            "date": int(desk.now.timestamp()),
            "chat": {"id": user, "type": "private", "first_name": "Warga"},
            "from": {"id": user, "is_bot": False, "first_name": "Warga"},
            "document": {**file, "file_size": 900},
        }
    }
