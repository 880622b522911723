"""Everybody presses, types and sends everything, with rows of both offices; what came of it is judged."""

from __future__ import annotations

import itertools
import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from handlers.talk.conversation import Conversation
from handlers.talk.rights import RIGHTS, Right
from models.paper import Decision, Paper
from tests.rights import pages
from tests.rights.handlers import Button, buttons, entries, talks
from tests.rights.judging import RAISED, Judge
from tests.rights.offices import Offices
from tests.rights.papers import DECIDED_WHILE, STATES, Before
from tests.rights.people import OTHERS, PRESSERS, STRANGER, admitted
from tests.rights.trying import Came, Trying
from tests.rights.updates import COMMANDS, THINGS, edited, searched, sent
from tests.rights.watching import forget, watch
from tests.walking.busy_office import PEOPLE

#: With which sentences the table of rights refuses.
BY_POST = {
    "common.not_yours",
    "common.no_post",
    "common.post_rests",
    "common.unknown_person",
    "pin.not_for_you",
    "recap.not_for_you",
}
BY_OFFICE = {"common.not_found"}
PARTED = ("post taken away", "in the other office")
WHOLE = 4  #: one in so many refused presses goes the whole road
MOST = 12  #: choices of rows for one button, where it names two
_DATA = re.compile(r'"data": "(?:!(?:[0-9a-z]+\.)?)?([^"]+)"')


@dataclass
class Matrix:
    """The tries at one state of the season. `chance`: try a sample of them; None: all."""

    offices: Offices
    chance: random.Random | None = None
    faults: list[str] = field(default_factory=list)
    count: Counter[str] = field(default_factory=Counter)
    worked: set[str] = field(default_factory=set)  #: words that somebody pressed with success

    def __post_init__(self) -> None:
        watch(self.offices.desk)
        forget(self.offices.desk)
        self.trying = Trying(self.offices.desk)
        self.judge = Judge(self.offices, self.faults)
        self._calls = 0

    def __enter__(self) -> Matrix:
        return self

    def __exit__(self, *_: object) -> None:
        self.trying.close()

    @property
    def tried(self) -> int:
        return sum(self.count.values())

    # ---- buttons

    def buttons(self, which: Sequence[Button] | None = None) -> None:
        for button in buttons() if which is None else which:
            own, other = self._rows(button, own=True), self._rows(button, own=False)
            mine = self._some(button.presses(own))
            foreign = self._some(data for mixed in _foreign(own, other) for data in button.presses(mixed))
            self._outside(button.right, [*mine[:1], *foreign[:1]])
            if not button.right.who.strangers:
                for data in foreign:
                    self._refused(data, self._few(self._inside(button.right)), BY_POST | BY_OFFICE)
            self._allowed(button.right, mine)

    def papers(self, which: Sequence[Button] | None = None) -> None:
        """The same for what is pressed about a paper, in every state of the paper."""
        ids = self.offices.waiting_papers()
        about = [
            one
            for one in (buttons() if which is None else which)
            if {Paper, Decision} & {table for table in one.rows() if table is not None}
        ]
        for paper_id, by_id, post in self._some(ids):
            for state in self._some(STATES):
                with self.trying.taken_back():
                    connection = self.trying.database.connection
                    before = Before(connection, paper_id, by_id, post, self.offices.desk.now)
                    state(before)
                    for button in about:
                        self._about(button, before, state.__name__)

    def _about(self, button: Button, before: Before, state: str) -> None:
        named = {Paper: [before.row["id"]], Decision: before.decisions()}
        rows = [named[table] for table in button.rows() if table is not None]  # type: ignore[index]
        for data in button.presses(rows):
            for name in PRESSERS:
                if admitted(button.right.who, name, self.offices.setting):
                    came = self._does(name, self.trying.press(PRESSERS[name].user, data), within=True)
                    what = f"{data} by {name}, paper {state}"
                    self.judge.own(what, came, name)
                    may = DECIDED_WHILE.get(button.word)
                    if may is not None and state not in may:
                        self.judge.untouched(what, came, {"decision", "paraf"})
            self._refused_only(data, button.right)
            self.count["about a paper in each state"] += len(PRESSERS)

    def _refused_only(self, data: str, right: Right) -> None:
        for name in self._outsiders(right):
            refused = self.trying.refusal(PRESSERS[name].user, self.trying.press(PRESSERS[name].user, data))
            if refused not in BY_POST:
                self._fault(f"not refused as it should be: {data} by {name}: {refused}")
        self.trying.close()

    # ---- conversations

    def talks(self, which: Sequence[Conversation] | None = None) -> None:
        """Entered with a right; before the answer the post is taken away, or he is in the other office."""
        for talk in talks() if which is None else which:
            for name, data in self._some(self._ways_in(talk))[:3]:
                user = PRESSERS[name].user
                own = talk.who.everybody  # one's own affairs need no post
                for parted in PARTED[1:] if own else PARTED:
                    with self.trying.taken_back():
                        opened = self.trying.does(user, self.trying.press(user, data))
                        if not self._open(user, talk.name):
                            break
                        self._part(user, parted)
                        self._answered(user, opened, f"{talk.name} by {name}, {parted}")

    def _ways_in(self, talk: Conversation) -> Iterator[tuple[str, str]]:
        """Who opens it here, by which press; at most one press for each button."""
        for button in entries(talk):
            inside = self._inside(button.right)
            for data in button.presses(self._rows(button, own=True)):
                name = next((one for one in inside if self._opens(PRESSERS[one].user, data, talk.name)), None)
                if name is not None:
                    yield name, data
                    break

    def _opens(self, user: int, data: str, talk: str) -> bool:
        with self.trying.taken_back():
            self.trying.does(user, self.trying.press(user, data))
            return self._open(user, talk)

    def _open(self, user: int, talk: str) -> bool:
        found = self._run("select talk from chat where id = ?", user).scalar()
        return bool(found == talk)

    def _part(self, user: int, how: str) -> None:
        mine = "person_id = (select person_id from chat where id = ?)"
        if how == "post taken away":
            self._run(f"update appointment set revoked_at = created_at where {mine}", user)
            return
        post = next(one.post for one in PRESSERS.values() if one.user == user)
        there = PEOPLE[post][1] + OTHERS if post else 0
        his = "(select id from person where telegram_id = ?)"
        self._run(f"update chat set person_id = {his} where id = ?", there, user)

    def _answered(self, user: int, opened: Came, what: str) -> None:
        trying, numbers = self.trying, itertools.count(5000)
        shown = [data for chat, words, _ in opened.said if chat == user for data in _DATA.findall(words)]
        bodies = [trying.press(user, data) for data in dict.fromkeys((*shown, "form:save", "talk:resume"))]
        bodies.append(trying.text(user, "Saluran tersumbat di RT 03 RW 05"))
        bodies += [sent(trying.desk, user, THINGS[at][1], message_id=next(numbers)) for at in (4, 6)]
        for body in bodies:
            with trying.database.taken_back():
                came = trying.does(user, body)
            self.count["answers after parting"] += 1
            pressed = body.get("callback_query", {}).get("data", "message")
            self.judge.parted(f"{what}: {pressed}", came, user)

    # ---- pages

    def pages(self) -> None:
        """The one-time pages are sent in by everybody, whoever the paper is before by then."""
        self.trying.close()
        states = STATES if self.chance is None else (Before.in_force, self.chance.choice(STATES))
        for came in pages.everybody(self.offices, self.trying.database, states):
            self.count["one-time pages sent in"] += 1
            if came.fault is not None:
                self._fault(came.fault)

    # ---- everything else

    def anytime(self) -> None:
        """Commands, links, words, files, contacts, a search: by everybody."""
        for name in self._few(list(PRESSERS)) if self.chance is not None else PRESSERS:
            one = PRESSERS[name]
            for word, body, foreign in self._sendings(name, one.user):
                came = self._does(name, body)
                what = f"{word} by {name}"
                self.count["commands, words, files"] += 1
                right = RIGHTS.get(word)
                if right is not None and not admitted(right.who, name, self.offices.setting):
                    self.judge.nothing(what, came, one.user)
                elif PRESSERS[name].post is None:
                    self.judge.powerless(what, came, one.user)
                if not foreign:
                    self.judge.own(what, came, name)

    def _sendings(self, name: str, user: int) -> Iterator[tuple[str, dict[str, Any], bool]]:
        """Each with its line in the table of rights, and whether it opens what others may know."""
        trying, numbers = self.trying, itertools.count(6000)
        for command in COMMANDS:
            yield command, trying.text(user, command), False
        for code in self.offices.codes(own=True):
            yield "/start", trying.text(user, f"/start {code}"), False
        for code in self.offices.codes(own=False):
            yield "/start", trying.text(user, f"/start {code}"), True
            yield "paper-link", trying.text(user, f"https://t.me/musrenbang_uji_bot?start={code:_<11}"), True
        yield "/start", trying.text(user, "/start " + "Zz9_" * 8), False
        yield "number", trying.text(user, self.offices.number(own=False)), False
        yield "number", trying.text(user, self.offices.number(own=True)), False
        yield "text", trying.text(user, "Berita acara"), False
        yield "edited", edited(trying.desk, user, message_id=next(numbers)), False
        for word, more in THINGS:
            yield word, sent(trying.desk, user, more, message_id=next(numbers)), False
        yield "search", searched(user, next(numbers), "drainase"), False

    # ---- how it is tried

    def _outside(self, right: Right, presses: Sequence[str]) -> None:
        names = self._outsiders(right)
        for data in presses:
            self._refused(data, self._few(names), BY_POST)

    def _refused(self, data: str, names: Sequence[str], why: set[str]) -> None:
        self._calls += 1
        # One in a few goes there and back, with the screen that is shown again.
        through = list(names[:1]) if self._calls % WHOLE == 0 else []
        for name in names:
            user = PRESSERS[name].user
            refused = self.trying.refusal(user, self.trying.press(user, data))
            self.count["refused"] += 1
            if refused is None:
                through.append(name)
            if refused not in why:
                raised = RAISED if (refused or "").startswith("fault") else "not refused as it should be:"
                self._fault(f"{raised} {data} by {name}: {refused}")
        for name in through:
            came = self.trying.whole(PRESSERS[name].user, self.trying.press(PRESSERS[name].user, data))
            self.judge.nothing(f"{data} by {name}", came, PRESSERS[name].user)

    def _allowed(self, right: Right, presses: Sequence[str]) -> None:
        """Who may has an effect in his own office and nowhere else; each presses one, one presses all."""
        inside = self._few(self._inside(right))
        for at, data in enumerate(presses if inside else ()):
            for name in inside if at == 0 else [inside[at % len(inside)]]:
                came = self._does(name, self.trying.press(PRESSERS[name].user, data))
                word = ":".join(data.split(":")[:2])
                self.count["allowed"] += 1
                if came.refused is None and came.fault is None:
                    self.worked.add(word)
                self.judge.own(f"{data} by {name}", came, name)
                self.judge.in_season(word, f"{data} by {name}", came)
                if came.refused is None and name == STRANGER:
                    self.judge.nothing(f"{data} by {name}", came, PRESSERS[name].user)

    def _does(self, name: str, body: dict[str, Any], *, within: bool = False) -> Came:
        user = PRESSERS[name].user
        if not within:
            came = self.trying.alone(user, body)
        else:
            with self.trying.database.taken_back():
                came = self.trying.does(user, body)
        return came

    def _fault(self, what: str) -> None:
        self.faults.append(f"{self.offices.when}: {what}")

    def _run(self, words: str, *values: Any) -> Any:
        return self.trying.database.connection.exec_driver_sql(words, values)

    # ---- samples

    def _rows(self, button: Button, *, own: bool) -> list[list[int]]:
        named = [table.__tablename__ for table in button.rows() if table is not None]
        return [self.offices.ids(name, own=own) for name in named]

    def _outsiders(self, right: Right) -> list[str]:
        return [one for one in PRESSERS if not admitted(right.who, one, self.offices.setting)]

    def _inside(self, right: Right) -> list[str]:
        return [one for one in PRESSERS if admitted(right.who, one, self.offices.setting)]

    def _few(self, names: list[str]) -> list[str]:
        """All of them; of a sample two."""
        few = self.chance is not None and len(names) > 2
        return self.chance.sample(names, 2) if few and self.chance is not None else names

    def _some(self, every: Iterable[Any]) -> list[Any]:
        found = list(every)
        if self.chance is not None:
            return [self.chance.choice(found)] if found else []
        return found if len(found) <= MOST or isinstance(found[0], tuple) else found[:: len(found) // MOST]


def _foreign(own: list[list[int]], other: list[list[int]]) -> Iterator[list[list[int]]]:
    """Every way in which at least one row is the other office's."""
    for theirs in itertools.product((True, False), repeat=len(own)):
        if any(theirs):
            yield [b if hers else a for a, b, hers in zip(own, other, theirs, strict=True)]
