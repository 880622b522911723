"""The button that leads an author to what he has to mend: it goes as soon as there is nothing to mend."""

from __future__ import annotations

from datetime import datetime

from models.people import Person
from models.proposal import Proposal
from models.speech import Button, button, data
from models.unit import Unit

WORD = "usulan:mend"


def verdicts_topic(person: Person) -> str:
    """What a person's messages about verdicts are known by."""
    return f"verdicts:{person.id}"


def results_topic(person: Person) -> str:
    """The same for verdicts that wait until all are announced."""
    return f"results:{person.id}"


def pass_on(unit: Unit, before: Person, heir: Person, *, held_only: bool) -> None:
    """Somebody else is the author now: what is to be said about verdicts is said to him.

    `held_only`: what was said already stays with who read it.
    """
    for topic in (verdicts_topic, results_topic):
        unit.hand_on(topic(before), topic(heir), heir, held_only=held_only)


def mend_button(proposal: Proposal, *, one_of_many: bool) -> Button:
    key = "step2_verify.mend_one" if one_of_many else "step2_verify.mend"
    facts = {"number": (proposal.number or "-")[-4:]} if one_of_many else {}
    return button(key, WORD, proposal.id, **facts)


def writers(unit: Unit, proposal: Proposal) -> list[Person]:
    """Who sent it; and JFU where he entered it for somebody."""
    found = [proposal.author, unit.get(Person, proposal.entered_by_id)]
    return list(dict.fromkeys(person for person in found if person is not None))


def settle_mending(
    unit: Unit, proposal: Proposal, words: str, held: tuple[str, datetime] | None = None
) -> None:
    """It is mended, merged or decided: the button goes from what its writers were told."""
    topics = [verdicts_topic(person) for person in writers(unit, proposal)]
    unit.settle_button(topics, data(WORD, proposal.id), words, held)
