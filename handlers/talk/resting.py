"""Whether the question of a conversation is the screen that the chat has before it, and which others rest.

A question that is not on the screen takes no answer: whoever looks for an usulan by its number, or writes a
word at home, must not fill in a form that he has left. It rests: its draft stays, and [Lanjutkan isian] shows
the very question again. What rests while another form is filled in comes after that one.
"""

from __future__ import annotations

from collections.abc import Callable

from models.chat import Chat

ASKING = "asking"  #: its question, or its review card, is on the screen
RESTING = "resting"  #: another screen is

#: The heading of each conversation, by its name: what is left is called by it.
TITLES: dict[str, str] = {}

#: By its name: data of other buttons that lead to its question, one too many beside [Lanjutkan isian].
SAME: dict[str, Callable[[Chat], frozenset[str]]] = {}

BUTTONS = "buttons"  #: among the chat's answers: what the question on the screen offers, label and data
_LATER = "rests"  #: among the chat's answers: names of conversations that rest behind the one of the chat
MOST_LATER = 5  #: nobody goes back further


def asks(chat: Chat, talk: str) -> None:
    """What is shown now is this conversation's."""
    if chat.talk != talk:
        others = [one for one in (chat.talk, *_later(chat)) if one is not None and one != talk]
        _put(chat, others[:MOST_LATER])
    chat.talk, chat.state = talk, ASKING


def rests(chat: Chat) -> tuple[str | None, bool]:
    """Another screen is shown: which conversation rests, if any, and whether it was left just for this."""
    if chat.talk is None:
        return None, False
    left = chat.state == ASKING
    chat.state = RESTING
    return chat.talk, left


def ends(chat: Chat) -> None:
    """The conversation is over: one that was left for it rests in its place."""
    others = [one for one in _later(chat) if one in chat.answers and one != chat.talk]
    chat.talk, chat.state = (others[0], RESTING) if others else (None, None)
    _put(chat, others[1:])
    chat.answers = {name: value for name, value in chat.answers.items() if name != BUTTONS}


def is_asking(chat: Chat) -> bool:
    """Whether what is typed now is an answer; a screen with a press of its own is no question."""
    return chat.talk is not None and chat.state != RESTING and chat.place is None


def in_the_middle_of(chat: Chat) -> list[str]:
    """The conversation that is open or rests, and those that rest behind it."""
    return [*([chat.talk] if chat.talk is not None else []), *_later(chat)]


def _later(chat: Chat) -> list[str]:
    return list((chat.answers or {}).get(_LATER) or [])


def _put(chat: Chat, names: list[str]) -> None:
    kept = {name: value for name, value in (chat.answers or {}).items() if name != _LATER}
    chat.answers = {**kept, _LATER: names} if names else kept
