"""What may come of a press, and what may not."""

from __future__ import annotations

from collections.abc import Container

from tests.rights.offices import MARK, Offices
from tests.rights.people import OTHERS, PRESSERS
from tests.rights.trying import Came
from tests.rights.when import STILL, WHEN, leaves

#: What somebody without a post may bring about: his own row, a request to be let in, his own file's check.
POWERLESS = {"person", "join_request", "paper_check", "log_entry"}

RAISED = "raised by"  #: a traceback; other faults are effects that nobody has a right to


class Judge:
    """Faults go into the list that is given."""

    def __init__(self, offices: Offices, faults: list[str]) -> None:
        self._offices, self._faults = offices, faults
        self._mine, self._theirs = offices.own.kecamatan_id, offices.other.kecamatan_id
        self._numbers = f"US-2028-{self._theirs}-"

    def nothing(self, what: str, came: Came, user: int) -> None:
        """Nothing is touched, nobody else hears of it, no file is handed out, nothing foreign is read."""
        if came.fault is not None:
            self._fault(f"{RAISED} {what}: {came.fault}")
        if others := {one for one in came.touched if one.chat_id != user}:
            self._fault(f"{what}: touched {sorted(one.table for one in others)}")
        if files := [file for _, _, file in came.said if file is not None]:
            self._fault(f"{what}: was sent {files}")
        self._unread(what, came)

    def powerless(self, what: str, came: Came, user: int) -> None:
        others = {one for one in came.touched if one.table not in {*POWERLESS, "outbox"}}
        if others:
            self._fault(f"{what}: touched {sorted(one.table for one in others)}")
        if files := [file for chat, _, file in came.said if file is not None and chat == user]:
            self._fault(f"{what}: was sent {files}")

    def own(self, what: str, came: Came, name: str) -> None:
        """An effect in the own office and nowhere else; of who works for a kelurahan, nothing in another."""
        if came.fault is not None:
            self._fault(f"{RAISED} {what}: {came.fault}")
        for one in came.touched:
            if one.kecamatan_id not in (None, self._mine) or self._is_theirs(one.chat_id):
                self._fault(f"{what}: reached the other office: {one}")
            if name in ("delegasi B", "lurah B") and one.kelurahan_id == self._offices.first_kelurahan:
                self._fault(f"{what}: reached the other kelurahan: {one}")
        self._unread(what, came)

    def untouched(self, what: str, came: Came, tables: set[str]) -> None:
        if found := {one.table for one in came.touched} & tables:
            self._fault(f"{what}: touched {sorted(found)}")

    def parted(self, what: str, came: Came, user: int) -> None:
        """What is answered by who has no right to it any more has no effect in this office."""
        if came.fault is not None:
            self._fault(f"{RAISED} {what}: {came.fault}")
        other = self._theirs if "other office" in what else 0  # there he has a post of his own
        others = {one for one in came.touched if one.chat_id != user and one.kecamatan_id != other}
        if others := {one.table for one in others if one.table != "paper_check" and one.chat_id is None}:
            self._fault(f"{what}: touched {sorted(others)}")

    def in_season(self, word: str, what: str, came: Came) -> None:
        """What belongs to a step is changed while the step is open, and at no other time."""
        late = {one.table for one in came.touched if leaves(one.table)}
        if late and self._offices.state not in self._when(word):
            self._fault(f"{what}: touched {sorted(late)}")

    def _when(self, word: str) -> Container[int]:
        steps = WHEN.get(word, WHEN.get(word.split(":")[0], range(1, 10)))
        if self._offices.closing and word not in STILL and steps != range(1, 10):
            return ()
        return steps

    def _unread(self, what: str, came: Came) -> None:
        for chat, said, _ in came.said:
            words = said.replace(self._offices.other.name, "")  # what the others are called is no secret
            if not self._is_theirs(chat) and (MARK in words or self._numbers in words):
                self._fault(f"{what}: read {words[:200]}")

    def _is_theirs(self, chat: int | None) -> bool:
        return chat is not None and chat - OTHERS in {one.user for one in PRESSERS.values()} and chat > 200

    def _fault(self, what: str) -> None:
        self._faults.append(f"{self._offices.when}: {what}")
