"""Every form is entered, partly answered and left by a way drawn by lot; then something is typed at random.

Nothing of the office may change, the draft stays as it was, and [Lanjutkan isian] shows the very question.
"""

from __future__ import annotations

import itertools
import json
from collections import Counter, defaultdict, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from handlers.talk.buttons import VIEWS
from handlers.talk.conversation import Conversation
from models.posts import Post
from sop.accounts.invitations import invite
from tests.rights.handlers import buttons, entries
from tests.rights.matrix import Matrix
from tests.rights.people import PRESSERS, STRANGER
from tests.rights.updates import COMMANDS, THINGS, edited, sent
from tests.rights.watching import touched_in
from tests.walking.busy_office import PEOPLE
from tests.walking.walker import TYPED

BACK = "talk:resume"
EVERY_WAY = 5
MOST_ANSWERS = 3
MOST_SEEN = 90  #: screens of one person that are looked at for ways into forms
MOST_TRIED = 6  #: ways into one form
#: What has to be pressed first, where the form needs more than its button.
BEFORE = {"s2mass": "s2:tick", "s8receipt": "s8:sendyes", "s8stamp": "s8:sendyes"}
_CLOSED_KOMISI = (
    "a komisi whose scores are in and closed: tests/step5_meeting/test_plenary.py, tests/flow/test_doors.py"
)
_SENT = "a recipient to whom the papers were sent: tests/step8_distribute/test_step8_distribute.py"
#: Forms into which no state of the offices leads, what each would need, and where it is filled in. They rest
#: and come back as all others do: that is one place (handlers/talk/resting.py).
OUT_OF_REACH = {
    "bank_keep": "an usulan outside of the kamus before the Kepala Bidang: tests/step2_verify/test_bank.py",
    "bank_map": "an usulan outside of the kamus before the Kepala Bidang: tests/step2_verify/test_bank.py",
    "later_photos": "an usulan whose photos may follow: tests/proposals/test_later_photos.py",
    "prove": "somebody with a PIN, which nobody here has: tests/accounts/test_pin.py",
    "return": "a naskah before its signer, in a step being closed: tests/step7_sign/test_step7_sign.py",
    "s2mass": "several usulan that are ticked in the queue: tests/step2_verify/test_many.py",
    "s5again": _CLOSED_KOMISI,
    "s5disagree": _CLOSED_KOMISI,
    "s5move": _CLOSED_KOMISI,
    "s5unfix": _CLOSED_KOMISI,
    "s6note": "a draft of the report before its reader: tests/step6_report/test_step6_report.py",
    "s8receipt": _SENT,
    "s8remove": _SENT,
    "s8stamp": _SENT,
}
NUMBERS = ("7", "42", "0012", "60", "12,5")
SENTENCES = ("selokan mampet di gang", "Lahan itu masih dalam sengketa keluarga.", "Ya, setuju semua", "ok")
_messages = itertools.count(7000)


@dataclass(frozen=True)
class Shown:
    """The newest screen of a chat, with its buttons."""

    words: str
    data: tuple[str, ...]


@dataclass
class Leaving(Matrix):
    """What is walked through in one state of the season; `each`: ways out of every form."""

    each: int = 3
    deep: bool = False  #: also by buttons that nobody was seen to have
    entered: set[str] = field(default_factory=set)  #: forms
    left: set[tuple[str, str]] = field(default_factory=set)  #: forms, and the ways by which they were left

    def leave(self, which: list[Conversation]) -> None:
        seen = self._seen()
        for talk in which:
            for name, bodies in itertools.islice(self._ways_to(talk, seen), MOST_TRIED):
                user = PRESSERS[name].user
                with self.trying.taken_back():
                    for body in bodies:
                        self._does_all(user, body)
                    if self._asks(user, talk):
                        self._walks(talk, name)
                        break

    def _ways_to(
        self, talk: Conversation, seen: dict[str, list[tuple[str, str]]]
    ) -> Iterator[tuple[str, list[dict[str, Any]]]]:
        """Who may open it, and what he does for it: a button that he has before him, or that there may be."""
        trying, user = self.trying, PRESSERS[STRANGER].user
        if talk.name == "ask":
            yield STRANGER, [sent(trying.desk, user, THINGS[-1][1], message_id=next(_messages))]
        for button in entries(talk):
            if button.word == "join:yes":
                number, token = self._invited()
                yield (
                    STRANGER,
                    [trying.text(user, f"/start {token}"), trying.press(user, f"join:yes:{number}")],
                )
            for name, data in seen.get(button.word, ()):
                first = [one for who, one in seen.get(BEFORE.get(str(talk.name), ""), ()) if who == name][:1]
                yield name, [trying.press(PRESSERS[name].user, one) for one in (*first, data)]
        if self.deep:
            yield from ((name, [trying.press(PRESSERS[name].user, one)]) for name, one in self._ways_in(talk))

    def _invited(self) -> tuple[int, str]:
        office = self.offices.own.kecamatan_id
        with self.trying.desk.unit() as unit:
            token = invite(unit, kecamatan_id=office, post=Post.CAMAT, name="Hendra Wijaya")
        (number,) = self._run("select max(id) from invitation").one()
        return number, token

    def _seen(self) -> dict[str, list[tuple[str, str]]]:
        """Every button on the screens of everybody, by its word: who has it, and its data."""
        found: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for post in PEOPLE:
            name, user = str(post), PRESSERS[str(post)].user
            with self.trying.taken_back():
                self._does_all(user, self.trying.text(user, "/start"))
                waiting, met = deque(self._screen(user).data), Counter[str]()
                looked = 0
                while waiting and looked < MOST_SEEN:
                    data = waiting.popleft()
                    word = ":".join(data.removeprefix("!").split(":")[:2])
                    met[word] += 1
                    if met[word] > 2:
                        continue
                    found[word].append((name, data))
                    if word in VIEWS:
                        looked += 1
                        self._does_all(user, self.trying.press(user, data))
                        waiting.extend(self._screen(user).data)
        return found

    def _walks(self, talk: Conversation, name: str) -> None:
        user = PRESSERS[name].user
        if not self._asks(user, talk):
            return
        self.entered.add(str(talk.name))
        self._answers(user, talk)
        asked, draft = self._screen(user), self._draft(user, talk)
        for kind, body in self._ways_out(user, name):
            with self.trying.database.taken_back():
                what = f"{talk.name} by {name}, left by {kind}"
                self._does_all(user, body)
                if BACK not in self._screen(user).data:
                    self._stays(what, user, talk, asked)
                    continue
                self.left.add((str(talk.name), kind))
                self.count["left"] += 1
                self._types(what, user)
                if self._draft(user, talk) != draft:
                    self._fault(f"{what}: its draft is {self._draft(user, talk)}, not {draft}")
                self._does_all(user, self.trying.press(user, BACK))
                back = self._screen(user)
                # Above the first stood how the last answer was read; above the second may stand another line.
                same = back.words.endswith(asked.words) or asked.words.endswith(f"\n\n{back.words}")
                if not same or back.data != asked.data:
                    self._fault(f"{what}: came back to {back}, not {asked}")

    def _answers(self, user: int, talk: Conversation) -> None:
        """Some questions, as far as something fits; what ends the form has not happened."""
        assert self.chance is not None
        for _ in range(self.chance.randrange(MOST_ANSWERS + 1)):
            picks = [one for one in self._screen(user).data if one.startswith(("form:pick", "form:skip"))]
            typed = self.chance.sample(TYPED, 3)
            bodies = [self.trying.press(user, one) for one in picks[:2]]
            bodies += [self.trying.text(user, one) for one in typed]
            before = self._draft(user, talk)
            for body in bodies:
                point = self.trying.database.connection.begin_nested()
                self._does_all(user, body)
                if self._asks(user, talk) and self._draft(user, talk) != before:
                    self.count["answered"] += 1
                    point.commit()
                    break
                point.rollback()

    def _ways_out(self, user: int, name: str) -> list[tuple[str, dict[str, Any]]]:
        assert self.chance is not None
        trying, draw = self.trying, self.chance
        views = [one for one in buttons() if one.word in VIEWS and name in self._inside(one.right)]
        one, other = (self._press_of(draw.choice(views)) if views else "menu:show" for _ in range(2))
        _word, thing = draw.choice(THINGS)
        command = draw.choice(COMMANDS)
        ways = [
            (command, trying.text(user, command)),
            ("a button", trying.press(user, one)),
            ("a notice's button", trying.press(user, f"!{other}")),
            ("what is sent", sent(trying.desk, user, thing, message_id=next(_messages))),
            draw.choice(
                [
                    ("a refused act", trying.press(user, "s2:ok:999999999:1")),
                    ("an old button", trying.press(user, "form:pick:nothing:1")),
                    ("a mistyped command", trying.text(user, "/mulai")),
                ]
            ),
        ]
        return draw.sample(ways, min(self.each, len(ways)))

    def _press_of(self, button: Any) -> str:
        assert self.chance is not None
        every = list(button.presses(self._rows(button, own=True)))
        return self.chance.choice(every) if every else "menu:show"

    def _stays(self, what: str, user: int, talk: Conversation, asked: Shown) -> None:
        """It was shown once more, took what was sent, or was ended; never is it open where nobody sees it."""
        shown = self._screen(user)
        again = shown.words.endswith(asked.words)
        of_form = any(one.startswith("form:") for one in shown.data)
        self.count["shown again" if again else "taken" if of_form else "ended"] += 1
        if self._asks(user, talk) and not again and not of_form:
            self._fault(f"{what}: open, but {shown} is shown")

    def _types(self, what: str, user: int) -> None:
        assert self.chance is not None
        trying = self.trying
        bodies = {
            "a number": trying.text(user, self.chance.choice(NUMBERS)),
            "a sentence": trying.text(user, self.chance.choice(SENTENCES)),
            "a place": sent(trying.desk, user, THINGS[6][1], message_id=next(_messages)),
            "an edited answer": edited(trying.desk, user, message_id=next(_messages)),
        }
        for kind, body in bodies.items():
            self.trying.database.connection.exec_driver_sql("delete from touched")
            self._does_all(user, body)
            others = {one for one in touched_in(trying.database.connection) if one.chat_id != user}
            self.count["typed"] += 1
            if others:
                self._fault(f"{what}, then {kind}: touched {sorted(one.table for one in others)}")

    # ---- what is there

    def _does_all(self, user: int, body: dict[str, Any]) -> None:
        """The whole road: stored, worked, answered; a refusal with the screen shown again."""
        self.trying.desk.update(body)
        self.trying.desk.works()
        (parked,) = self._run("select count(*) from inbox where state != 'done'").one()
        if parked:
            self._fault(f"not handled: {body}")

    def _asks(self, user: int, talk: Conversation) -> bool:
        """The form is open, and no other screen stands before its question."""
        row = self._run("select talk, state from chat where id = ?", user).one_or_none()
        return bool(row) and row.talk == talk.name and row.state == "asking"

    def _draft(self, user: int, talk: Conversation) -> Any:
        (answers,) = self._run("select answers from chat where id = ?", user).one()
        return (json.loads(answers) if isinstance(answers, str) else answers).get(talk.name)

    def _screen(self, user: int) -> Shown:
        newest = "select text, keyboard from outbox where chat_id = ? and kind = 'home' order by id desc"
        row = self._run(newest, user).first()
        if row is None:
            return Shown("", ())
        keyboard = json.loads(row.keyboard) if isinstance(row.keyboard, str) else row.keyboard
        return Shown(row.text or "", tuple(one.get("data", "") for line in keyboard or () for one in line))
