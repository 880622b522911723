"""An usulan in words: its fields as shown on a card, compared between versions, and fingerprinted."""

from __future__ import annotations

from models.enums import Fetching, Komisi
from models.proposal import Proposal
from sop.core.refused import Refused
from sop.reading import rt_rw
from texts import plain
from texts.figures import number, rupiah

MAP = "https://www.google.com/maps/search/?api=1&query={lat:.6f},{lon:.6f}"

#: The fields of a version, in the order in which differences are told.
VERSIONED = (
    "komisi",
    "kamus",
    "title",
    "problem",
    "place",
    "rtrw",
    "pin",
    "volume",
    "cost",
    "cost_reason",
    "people",
    "urgency",
    "land",
    "photos",
)


def field_words(proposal: Proposal) -> dict[str, str]:
    """Every field as a reader sees it; empty where nothing was said."""
    return {
        "komisi": plain(f"komisi.{proposal.komisi}") if proposal.komisi else "",
        "kamus": kamus_words(proposal),
        "title": proposal.title or "",
        "problem": proposal.problem or "",
        "place": proposal.place or "",
        "rtrw": rt_rw_words(proposal),
        "pin": f"{proposal.lat:.5f}, {proposal.lon:.5f}"
        if proposal.lat is not None and proposal.lon is not None
        else "",
        "volume": volume_words(proposal),
        "cost": rupiah(proposal.cost) if proposal.cost is not None else "",
        "cost_reason": proposal.cost_reason or "",
        "people": beneficiary_words(proposal),
        "urgency": urgency_words(proposal),
        "land": land_words(proposal),
        "photos": " ".join(
            photo.file_unique_id for photo in proposal.photos if photo.state != Fetching.UNUSABLE
        ),
    }


def kamus_words(proposal: Proposal) -> str:
    if proposal.outside_kamus:
        return plain("komisi.outside_kamus")
    return proposal.kamus.code if proposal.kamus else ""


def rt_rw_words(proposal: Proposal) -> str:
    if proposal.rt is None or proposal.rw is None:
        return ""
    return f"RT {proposal.rt:02d}/RW {proposal.rw:02d}"


def place_words(proposal: Proposal) -> str:
    """The place with its RT and RW, which people often write into it: then they are not said twice."""
    place, numbers = proposal.place or "", rt_rw_words(proposal)
    return place if not numbers or says_rt_rw(proposal) else f"{place} ({numbers})"


def says_rt_rw(proposal: Proposal) -> bool:
    """Whether the place itself holds its RT and RW."""
    try:
        return rt_rw(proposal.place or "") == (proposal.rt, proposal.rw)
    except Refused:
        return False


def volume_words(proposal: Proposal) -> str:
    """ "60 m2 (40 x 1,5)": with the lengths, where it was measured."""
    if proposal.volume is None:
        return ""
    words = f"{number(proposal.volume)} {proposal.unit or ''}".strip()
    return f"{words} ({proposal.dimensions})" if proposal.dimensions else words


def beneficiary_words(proposal: Proposal) -> str:
    """ "25 KK, 90 jiwa", as far as it was said."""
    words = []
    if proposal.households is not None:
        words.append(plain("komisi.households", count=number(proposal.households)))
    if proposal.people is not None:
        words.append(plain("komisi.people", count=number(proposal.people)))
    return ", ".join(words)


def urgency_words(proposal: Proposal) -> str:
    return plain(f"needs.urgency_{proposal.urgency}") if proposal.urgency else ""


def land_words(proposal: Proposal) -> str:
    """Said of sarpras only: what was answered before the komisi was changed does not count."""
    if proposal.land is None or proposal.komisi != Komisi.SARPRAS:
        return ""
    return plain(f"needs.land_{proposal.land}")


def map_of(lat: float, lon: float) -> str:
    """Where a pin can be looked at."""
    return MAP.format(lat=lat, lon=lon)
