"""Who should have signed a paper, and whether a certificate is his: by his NIP, else by his name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from documents.sealing.signed_copy import Signed
from models.enums import Outcome
from models.paper import Paper
from models.people import Person
from models.unit import Unit
from sop.papers.papers import decision_about, parts
from sop.papers.proof import By

#: Who stands under a paper, by the name of the field in its frozen data; the first that is there signs.
UNDER = ("signer", "giver", "chair", "sender", "verifier", "compiler")
_BESIDE = ("camat",)  #: of a berita acara: under it, beside who chaired


@dataclass(frozen=True)
class Signer:
    """Somebody who stands under a paper, or whose press approved it."""

    name: str
    nip: str


def signers_of(unit: Unit, paper: Paper) -> tuple[Signer, ...]:
    """As it was printed; and who approved it, as he is called today."""
    printed = [one for one in parts(unit, paper, *UNDER, *_BESIDE) if isinstance(one, dict)]
    found = [Signer(str(one.get("name") or ""), _digits(one.get("nip"))) for one in printed]
    decision = decision_about(unit, paper)
    if decision is not None and decision.outcome == Outcome.APPROVED:
        by = unit.session.get_one(Person, decision.by_id)
        found.append(Signer(by.name, _digits(by.nip)))
    nips = {words(one.name): one.nip for one in found if one.nip}
    whole = (Signer(one.name, one.nip or nips.get(words(one.name), "")) for one in found)
    return tuple(dict.fromkeys(one for one in whole if one.name))


def certified(signed: Signed, signers: Iterable[Signer]) -> By | None:
    """By what a certificate is one of these; None when it names somebody else."""
    for one in signers:
        if one.nip and signed.nips:
            if one.nip in signed.nips:
                return By.NIP
        elif words(signed.signer) and words(signed.signer) == words(one.name):
            return By.NAME
    return None


def same(person: Person, signers: Iterable[Signer]) -> bool:
    """Whether somebody of the office is one of these."""
    own, nip = words(person.name), _digits(person.nip)
    return any(nip == one.nip if nip and one.nip else own == words(one.name) for one in signers)


def _digits(nip: str | None) -> str:
    return re.sub(r"\D", "", nip or "")


# ---- the name without what is put around it

#: Titles before a name, and what closes each.
_BEFORE = re.compile(r"(?:(?:prof|drs|dra|drg|drh|dr|ir|hj|h|kh|ns|apt)(?:\.\s*|\s+))+")

#: Degrees behind a name, without their dots. One that is not here counts as a part of the name: then the two
#: differ, and people are told so. Never the other way about.
_DEGREES = """
    ap amd dea ma mag map mba mh mhum mip mkes mkom mm mmsi mp mpa mpd mph mpsi msc mse msi msos mst mt mtr
    mtrip ners phd sag sap se sfarm sh shi shum siip sikom sip skep skg skh skm skom sos sp spd spdi spi spsi
    spt sst sstp ssi ssos st str strip
"""
_BEHIND = frozenset(_DEGREES.split())

_DEGREE = re.compile(r"[a-z]{1,5}(?:\.[a-z]{1,6})+\.?")  #: "m.tr.i.p", behind a comma


def words(name: str) -> tuple[str, ...]:
    """What two spellings of one person's name share: no titles, no degrees, no capitals, no dots."""
    plain = " ".join(unicodedata.normalize("NFKC", name).casefold().replace("-", " ").split())
    before = _BEFORE.match(plain)
    bare, *behind = plain[before.end() if before else 0 :].split(",")
    degrees = (word for part in behind for word in part.split() if not _DEGREE.fullmatch(word))
    found = [_bare(word) for word in (*bare.split(), *degrees)]
    while len(found) > 1 and found[-1] in _BEHIND:
        found.pop()
    return tuple(word for word in found if word)


def _bare(word: str) -> str:
    return "".join(letter for letter in word if letter not in ".'’`")
