"""Updates that hypothesis makes from the schema: every kind, fields missing, huge and of the wrong type."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from tests.fuzz.schema import Schema
from tests.rights.noise import Noise
from tests.walking.texts_sent import NASTY

DEEPEST = 4  #: objects within objects
MOST_OPTIONAL = 6  #: of the fields that may be missing
ONE_IN = 25  #: fields are of the wrong kind, or missing where they may not be
MISSING = object()

ODD: list[Any] = [
    MISSING, MISSING, None, True, False, 0, -1, 2**31, 2**53, 2**63, 2**64, 10**30, 1.5, -0.0, 1e308,
    float("inf"), float("nan"), "", " ", "0", "²", "\x00", "\ud800", "null", "🏗️" * 2000, "x" * 100_000, [],
    [[]], [None], [{}], {}, {"id": {}}, {"": None}, [1, "a", {"b": []}],
    {"nested": {"nested": {"nested": {"nested": [[[[[]]]]]}}}},
]  # fmt: skip
COMMANDS = [
    "/start",
    "/start x",
    "/usulan",
    "/tugas",
    "/status",
    "/bantuan",
    "/pengaturan",
    "/",
    "/x@y",
    "ya",
]
MIMES = ["image/jpeg", "image/png", "application/pdf", "text/csv", "image/heic", "", "x/y"]
NAMES = [
    "foto.jpg",
    "usulan.xlsx",
    "../../etc/passwd",
    "C:\\x.csv",
    "a\x00b.docx",
    "\u202egpj.exe",
    "x" * 300,
]


class Making:
    """One update after the other, by these senders."""

    def __init__(self, shapes: Schema, senders: Sequence[int], start: int) -> None:
        self._shapes = shapes
        self._senders = st.sampled_from(sorted(senders))
        noise = Noise(start)
        words = [noise.next() for _ in range(500)]
        text = st.one_of(st.sampled_from([*NASTY, *COMMANDS]), st.text(max_size=40))
        self._strings = {
            "type": st.sampled_from(["private", "private", "group", "supergroup", "channel", "bot_command"]),
            "status": st.sampled_from(["member", "kicked", "left", "administrator"]),
            "data": st.sampled_from(words),
            "mime_type": st.sampled_from(MIMES),
            "file_name": st.sampled_from(NAMES),
            "": text,
        }
        self._numbers = st.one_of(st.integers(0, 300), st.integers(0, 2**31), st.integers(-(2**70), 2**70))

    def update(self) -> st.SearchStrategy[dict[str, Any]]:
        return st.composite(self._update)()

    def _update(self, draw: Callable[[st.SearchStrategy[Any]], Any]) -> dict[str, Any]:
        kinds = [name for name in self._shapes["Update"] if name != "update_id"]
        # Half of them are of the kinds that are read at all.
        read = ["message", "message", "edited_message", "callback_query", "inline_query", "my_chat_member"]
        kind = draw(st.one_of(st.sampled_from(kinds), st.sampled_from(read)))
        body = self._value(draw, self._shapes["Update"][kind][0], kind, 0)
        if isinstance(body, dict) and draw(st.integers(0, 2)):
            self._at_home(draw(self._senders), body)
        return {} if body is MISSING else {kind: body}

    def _at_home(self, user: int, body: dict[str, Any]) -> None:
        """In the sender's own chat with the bot, else most of them would stop at the door."""
        message = body.get("message") if "data" in body or "chat_instance" in body else body
        body["from"] = {"id": user, "is_bot": False, "first_name": "Warga"}
        if isinstance(message, dict):
            message["chat"] = {"id": user, "type": "private", "first_name": "Warga"}

    def _object(self, draw: Callable[..., Any], name: str, depth: int) -> dict[str, Any]:
        fields = self._shapes[name]
        free = [field for field, (_, needed) in fields.items() if not needed]
        some = st.lists(st.sampled_from(free), max_size=MOST_OPTIONAL, unique=True) if free else st.just([])
        chosen = draw(some) if depth < DEEPEST else []
        made = {}
        for field, (kind, needed) in fields.items():
            if needed or field in chosen:
                value = self._value(draw, kind, field, depth + 1)
                if value is not MISSING:
                    made[field] = value
        return made

    def _value(self, draw: Callable[..., Any], kind: str, field: str, depth: int) -> Any:
        if not draw(st.integers(0, ONE_IN)):
            return draw(st.sampled_from(ODD))
        if kind.startswith("["):
            many = draw(st.integers(0, 2)) if depth < DEEPEST else 0
            return [
                one for _ in range(many) if (one := self._value(draw, kind[1:], field, depth)) is not MISSING
            ]
        if kind == "Integer":
            person = field == "id" or field.endswith("user_id")
            return draw(st.one_of(self._senders, self._numbers) if person else self._numbers)
        if kind in ("Boolean", "True"):
            return draw(st.booleans())
        if kind == "Float":
            return draw(st.one_of(st.floats(-180, 180), st.floats()))
        if kind in self._shapes:
            return self._object(draw, kind, depth) if depth <= DEEPEST else {}
        return draw(self._strings.get(field, self._strings[""]))


def made(shapes: Schema, senders: Sequence[int], count: int, start: int) -> list[dict[str, Any]]:
    """So many updates, the same for the same seed; without their numbers."""
    found: list[dict[str, Any]] = []

    @seed(start)
    @settings(
        max_examples=count,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(Making(shapes, senders, start).update())
    def take(update: dict[str, Any]) -> None:
        found.append(update)

    take()
    return found[:count]
