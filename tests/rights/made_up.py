"""Made-up callback data by everybody in turn: answered, handled, and nothing changed; others are served."""

from __future__ import annotations

from collections import Counter
from functools import cache

from tests.rights.judging import RAISED, Judge
from tests.rights.noise import Noise
from tests.rights.offices import Offices
from tests.rights.people import PRESSERS
from tests.rights.trying import Trying
from tests.rights.watching import forget, watch
from tests.walking.busy_office import PEOPLE

WHOLE = 50  #: one in so many goes the whole road: stored, worked, answered
SERVED = 1000  #: after so many somebody else asks for his tasks


class MadeUp:
    """The tries at one state of the season; the same for the same seed."""

    def __init__(self, offices: Offices, seed: int) -> None:
        watch(offices.desk)
        forget(offices.desk)
        foreign = cache(lambda table: tuple(offices.ids(table, own=False)))
        self.faults: list[str] = []
        self.count: Counter[str] = Counter()
        self._noise, self._names = Noise(seed, foreign), list(PRESSERS)
        for table in {table for one in self._noise.buttons for table in one.rows() if table is not None}:
            foreign(table.__tablename__)  # before the database is held
        self._judge, self._trying = Judge(offices, self.faults), Trying(offices.desk)

    def presses(self, count: int) -> None:
        for at in range(count):
            name, data = self._names[at % len(self._names)], self._noise.next()
            self._press(name, data, whole=at % WHOLE == 0)
            if at % SERVED == 0:
                self._serves()
        self._trying.close()

    def _press(self, name: str, data: str, *, whole: bool) -> None:
        user = PRESSERS[name].user
        self.count["made up"] += 1
        refused = None if whole else self._trying.refusal(user, self._trying.press(user, data))
        if refused is not None:
            if refused.startswith("fault"):
                self.faults.append(f"{RAISED} {data!r} by {name}: {refused}")
            return
        came = self._trying.whole(user, self._trying.press(user, data))
        self.count["made up, the whole road"] += whole
        self._judge.nothing(f"{data!r} by {name}", came, user)

    def _serves(self) -> None:
        for _, user in PEOPLE.values():
            came = self._trying.whole(user, self._trying.text(user, "/tugas"))
            if came.fault is not None or not any(chat == user and words for chat, words, _ in came.said):
                self.faults.append(f"not served: {user} {came.fault}")
