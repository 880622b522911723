"""Where the answers of a form are kept until it is finished."""

from __future__ import annotations

import json
from typing import Any, Protocol
from zlib import crc32

from handlers.talk.context import Ctx


class Draft(Protocol):
    """Answers so far, and the one place that says which question is open."""

    @property
    def asked(self) -> str | None: ...

    @asked.setter
    def asked(self, key: str | None) -> None: ...

    @property
    def mending(self) -> bool: ...

    @mending.setter
    def mending(self, mending: bool) -> None: ...

    @property
    def came_from(self) -> str | None:
        """The question from which [Kembali] was pressed: everything before it is answered already."""
        ...

    @came_from.setter
    def came_from(self, key: str | None) -> None: ...

    @property
    def shared(self) -> bool:
        """Whether somebody else may answer its open question, too."""
        ...

    @property
    def stamp(self) -> str:
        """What the review card shows, in a few characters: a card with other answers on it is old."""
        ...

    def get(self, key: str) -> Any: ...

    def put(self, key: str, value: Any) -> None: ...

    def note(self, key: str, typed: str) -> None:
        """Keep how the answer was typed ("": pressed, or sent), where its value alone does not say it."""
        ...

    def noted(self, key: str) -> str:
        """The answer as its author knows it; "" where only its button, or nothing, says it."""
        ...


class ChatDraft:
    """Answers in the chat's row, by the name of the form: they are nothing before they are whole."""

    def __init__(self, ctx: Ctx, form: str) -> None:
        self._chat = ctx.chat
        self._form = form

    @classmethod
    def begin(cls, ctx: Ctx, form: str, about: int | None = None, /, **given: Any) -> ChatDraft:
        """A fresh draft, or what was answered before about the same thing."""
        draft = cls(ctx, form)
        if not draft._kept or draft.about != about:
            draft._write({"about": about, "asked": None, "mending": False, "values": given})
        return draft

    @classmethod
    def anew(cls, ctx: Ctx, form: str, about: int | None = None, /, **given: Any) -> ChatDraft:
        """A draft that forgets what was answered before: for a form that is one question."""
        cls(ctx, form).drop()
        return cls.begin(ctx, form, about, **given)

    @property
    def _kept(self) -> dict[str, Any]:
        return dict((self._chat.answers or {}).get(self._form) or {})

    def _write(self, kept: dict[str, Any] | None) -> None:
        # A new dictionary, or SQLAlchemy does not see the change.
        others = {name: value for name, value in (self._chat.answers or {}).items() if name != self._form}
        self._chat.answers = others if kept is None else others | {self._form: kept}

    @property
    def about(self) -> int | None:
        """The id of what the form is about."""
        about: int | None = self._kept.get("about")
        return about

    @property
    def asked(self) -> str | None:
        asked: str | None = self._kept.get("asked")
        return asked

    @asked.setter
    def asked(self, key: str | None) -> None:
        self._write(self._kept | {"asked": key})

    @property
    def mending(self) -> bool:
        return bool(self._kept.get("mending"))

    @mending.setter
    def mending(self, mending: bool) -> None:
        self._write(self._kept | {"mending": mending})

    @property
    def came_from(self) -> str | None:
        key: str | None = self._kept.get("from")
        return key

    @came_from.setter
    def came_from(self, key: str | None) -> None:
        if key != self.came_from:
            self._write(self._kept | {"from": key})

    @property
    def values(self) -> dict[str, Any]:
        return dict(self._kept.get("values") or {})

    @property
    def shared(self) -> bool:
        return False

    @property
    def stamp(self) -> str:
        return stamp_of(self.about, self.values)

    def get(self, key: str) -> Any:
        return self.values.get(key)

    def put(self, key: str, value: Any) -> None:
        self._write(self._kept | {"values": self.values | {key: value}})

    def note(self, key: str, typed: str) -> None:
        self._write(self._kept | {"said": self._said | {key: typed}})

    def noted(self, key: str) -> str:
        return self._said.get(key, "")

    @property
    def _said(self) -> dict[str, str]:
        return dict(self._kept.get("said") or {})

    def drop(self) -> None:
        """The form is finished, or was given up."""
        self._write(None)


def stamp_of(about: int | None, values: dict[str, Any]) -> str:
    """Answers in a few characters, for the button of the card that shows them."""
    return f"{crc32(json.dumps([about, values], sort_keys=True).encode()):08x}"
