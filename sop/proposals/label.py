"""How an usulan is told apart from others, in every list, notice and on every button.

Ten usulan of one type of the kamus have one title; what differs is the place, the kelurahan and the amount.
So they stand beside the title everywhere, in this order: "Pelatihan kader posyandu, Posyandu Melati 3
(RT 02/RW 05), Bantarjati, Rp25.000.000". The number stands in front of that.
"""

from __future__ import annotations

from sqlalchemy.orm import lazyload, load_only
from sqlalchemy.sql.base import ExecutableOption

from models.proposal import Proposal
from sop.proposals.proposal_words import place_words
from texts import plain
from texts.figures import cut, rupiah

LINE = 110  #: letters of a line in a list of eight
NOTICE = 200  #: letters within a sentence that tells of one usulan
_LEAST = 30  #: letters of title and place; with less room the kelurahan goes
_TITLE = 3 / 5  #: of the room that title and place share, where both are long


def told_apart(one: Proposal, most: int = LINE) -> str:
    """Title, place, kelurahan and amount, in `most` letters: title and place are cut, the amount never."""
    title = one.title or plain("step1_recap.untitled")
    return of_words(title, place_words(one), one.kelurahan.name, one.cost, most)


def for_label() -> tuple[ExecutableOption, ...]:
    """Of many usulan no more is read than labels say: the database should not carry their texts about."""
    said = load_only(
        *(Proposal.number, Proposal.sequence, Proposal.title, Proposal.place, Proposal.rt, Proposal.rw),
        *(Proposal.cost, Proposal.kelurahan_id),
    )
    return said, lazyload(Proposal.uploads)


def of_words(title: str, place: str, kelurahan: str, cost: int | None, most: int = LINE) -> str:
    """The same, of an usulan that is known by its words alone: a line of a paper, of last year."""
    tail = [kelurahan, *([rupiah(cost)] if cost is not None else [])]
    if most - _length(tail) < _LEAST:
        tail = tail[1:]
    room = most - _length(tail)
    if len(title) + len(place) + 2 > room:
        title = cut(title, max(int(room * _TITLE), room - len(place) - 2))
        place = cut(place, max(room - len(title) - 2, 1))
    return ", ".join(filter(None, [title, place, *tail]))


def _length(parts: list[str]) -> int:
    return sum(len(part) + 2 for part in parts)


def short_number(one: Proposal) -> str:
    """ "0012": unique within a season; a draft has none."""
    return f"{one.sequence:04d}" if one.sequence else ""


def on_button(one: Proposal) -> str:
    """ "0012 Pelatihan kader…": a phone shows twenty letters of it."""
    return f"{short_number(one)} {one.title or plain('step1_recap.untitled')}".strip()


def listed(one: Proposal, most: int = LINE) -> str:
    """ "0012 Pelatihan kader posyandu, Posyandu Melati 3, Bantarjati, Rp25.000.000"."""
    return f"{short_number(one)} {told_apart(one, most - 5)}".strip()


def named(one: Proposal, most: int = NOTICE) -> dict[str, str]:
    """What a sentence about one usulan says of it: {number} and {what}."""
    return {"number": one.number or "-", "what": told_apart(one, most)}
