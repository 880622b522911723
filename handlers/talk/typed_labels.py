"""Who types what stands on a button means the button: letters count, and neither case, spaces nor signs do.

> Simpan dan keluar!
< Jawaban Bapak/Ibu tersimpan. Lanjutkan kapan saja.
"""

from __future__ import annotations

import re
from functools import cache
from unicodedata import normalize

from handlers.talk.resting import BUTTONS
from models.chat import Chat
from models.speech import Button, Keyboard
from sop.core.refused import Refused
from texts import plain

_CUT = "…"  #: at the end of a label that was too long for a phone
LEAST_OF_CUT = 8  #: letters that must be there of a label that was cut

#: What people type for the buttons that every form has; the words stand in texts/talk/form.toml.
ALIASES = {
    "form:save": "form.typed_save",
    "form:back": "form.typed_back",
    "form:skip": "form.typed_skip",
    "form:keep": "form.typed_keep",
    "form:send": "form.typed_send",
}
#: Said where a question has no such button: the word must not be taken for its answer.
_NOT_HERE = {"form:back": "form.nothing_before", "form:skip": "form.must_be_answered"}


def shows(chat: Chat, keyboard: Keyboard) -> None:
    """Remember the buttons that now stand under the question."""
    labels = [[one.text, one.data] for row in keyboard for one in row if one.data]
    chat.answers = {**(chat.answers or {}), BUTTONS: labels}


def pressed(chat: Chat, typed: str) -> str | None:
    """The data of the button whose label was typed; None: it is none of them.

    Raises Refused("form.nothing_before") and Refused("form.must_be_answered") where the word is that of a
    button which every form has, and this question has not.
    """
    word = letters(typed)
    if not word:
        return None
    shown = [Button(text, data) for text, data in (chat.answers or {}).get(BUTTONS) or []]
    found = {one.data for one in shown if _is(one.text, word)}
    if found:
        return found.pop() if len(found) == 1 else None
    for data, key in ALIASES.items():
        if word in _words(key):
            return _alias(shown, data, key)
    return None


def _alias(shown: list[Button], data: str, key: str) -> str | None:
    alike = [one.data for one in shown if letters(one.text) in _words(key)]
    own = [one.data for one in shown if f"{one.data}:".startswith(f"{data}:")]
    if alike or own:
        return (alike or own)[0]
    if data in _NOT_HERE:
        raise Refused(_NOT_HERE[data])
    return None


def _is(label: str, word: str) -> bool:
    if label.endswith(_CUT):
        begun = letters(label)
        return len(begun) >= LEAST_OF_CUT and word.startswith(begun)
    return word in (letters(label), letters(re.sub(r"\s+\d+$", "", label)))  # "Selesai 2"


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(letters(word) for word in plain(key).split(","))


def letters(text: str) -> str:
    """Letters and digits alone, small."""
    return re.sub(r"[\W_]+", "", normalize("NFKC", text).casefold())
