"""Who typed an usulan for whom."""

from __future__ import annotations

from models.people import Person
from models.proposal import Proposal
from models.unit import Unit
from texts import Html, say


def entered_line(unit: Unit, proposal: Proposal) -> Html:
    """ "Diisi oleh Tuti Alawiyah atas nama Siti Aminah"; nothing where the author typed it himself."""
    typist = unit.get(Person, proposal.entered_by_id)
    if typist is None or typist.id == proposal.author_id:
        return Html("")
    return say("step1_recap.card_behalf", by=typist.name, name=proposal.author.name)
