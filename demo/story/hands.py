"""How people find their way on a phone: lists with pages, names cut short, the ways to a step."""

import re
from collections.abc import Callable

from demo.phone import Message, Phone
from demo.story.teller import PAPER_PATIENCE, Story

_MOST_PAGES = 60
UNDO_MINUTES = 6  #: more than an approval can be taken back for


def opens_step(phone: Phone, step: int, head: str) -> Message:
    """From /tugas to the screen of a step, as soon as it is one's turn."""
    phone.waits_for(lambda eyes: _told(phone, step), PAPER_PATIENCE, f"the turn at step {step}")
    phone.sends("/tugas")
    phone.sees("Tugas Bapak/Ibu")
    phone.taps(f"Langkah {step}")
    return phone.sees(head)


def _told(phone: Phone, step: int) -> bool:
    return any(f"Langkah {step} dibuka" in message.text for message in phone.from_bot)


def looks_at_step(phone: Phone, step: int, head: str) -> Message:
    """From the SOP card to the screen of a step."""
    sent = phone.sends("/status")
    phone.sees("Musrenbang Kecamatan", below=sent)  # the screen that stood before goes a moment later
    phone.taps(f"{step}")
    phone.sees(f"Langkah {step}.", below=sent)
    phone.taps("Buka")
    return phone.sees(head)


def step_under_way(phone: Phone) -> int:
    """The first that the SOP card does not call done; 9 when the season is over."""
    sent = phone.sends("/status")
    card = phone.sees("Musrenbang Kecamatan", below=sent).text
    return len(re.findall(r"^✔ \d\.", card, re.MULTILINE)) + 1


def comes_home(phone: Phone) -> None:
    """Leave what one was at, for the home that answers: the one that was there goes in the same moment."""
    asked = phone.sends("/start")
    phone.sees("Musrenbang Kecamatan", below=asked)


def labels(phone: Phone) -> list[str]:
    """Every button there is, the newest message's first: a reminder may stand below the screen."""
    return [label for message in reversed(phone.from_bot) for label in message.labels]


def label_of(phone: Phone, words: str) -> str | None:
    """The button for a name or title, which may be cut short on it or stand behind a number."""
    return next((label for label in labels(phone) if _means(label, words)), None)


def _means(label: str, words: str) -> bool:
    bare = re.sub(r"^(?:[☐☑] )?(?:\d+\. )?", "", label)
    return bare == words or (bare.endswith("…") and words.startswith(bare[:-1].rstrip()))


def taps_name(phone: Phone, words: str) -> None:
    """Turn the pages until the name is there, and tap it."""
    turns_until(phone, lambda: label_of(phone, words) is not None, words)
    label = label_of(phone, words)
    assert label is not None  # noqa: S101 -- turns_until has just seen it
    phone.taps(label)


def turns_until(phone: Phone, there: Callable[[], bool], what: str) -> None:
    """Turn pages with ▶ until something is on the screen."""
    for _ in range(_MOST_PAGES):
        if there():
            return
        if not turns_page(phone):
            break
    phone.waits_for(lambda eyes: there(), what=what)


def turns_page(phone: Phone) -> bool:
    """One page on, where there is one."""
    if "▶" not in labels(phone):
        return False
    _turns(phone, "▶")
    return True


def to_first_page(phone: Phone) -> None:
    """Turn back as far as it goes."""
    while "◀" in labels(phone):
        _turns(phone, "◀")


def _turns(phone: Phone, way: str) -> None:
    before = _page(phone)
    phone.taps(way)
    phone.waits_for(lambda eyes: _page(phone) not in (before, []), what="another page")


def _page(phone: Phone) -> list[str]:
    """The buttons of the list that has pages: what else arrives meanwhile is no page of it."""
    pages = [message.labels for message in phone.from_bot if {"◀", "▶"} & set(message.labels)]
    return pages[-1] if pages else []


def decides(story: Story, phone: Phone, *, within: float = PAPER_PATIENCE) -> None:
    """The Camat approves what lies before him: both screens; then the time to take it back passes."""
    phone.taps("Setujui", within)
    phone.taps("Ya, setujui")
    phone.waits_for(lambda eyes: "Batalkan" in labels(phone), what="the approval")
    story.passes(minutes=UNDO_MINUTES)
    phone.sends("/tugas")  # the bot would look by itself, some seconds later
    phone.waits_for(lambda eyes: "Batalkan" not in labels(phone), within, "the approval to hold")
