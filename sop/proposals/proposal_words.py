"""An usulan in words, field by field: as it stands, or as a version of it said."""

from __future__ import annotations

from types import SimpleNamespace

from models.enums import Komisi
from models.proposal import Proposal
from sop.core.refused import Refused
from sop.reading import all_of_kelurahan, rt_rw
from texts import plain
from texts.figures import number
from texts.figures import rt_rw as in_figures

MAP = "https://www.google.com/maps/search/?api=1&query={lat:.6f},{lon:.6f}"


class Said(SimpleNamespace):
    """What an usulan said when it was sent, by the columns of models.proposal.Proposal."""

    def __getattr__(self, _name: str) -> None:  # a field that came later was empty then
        return None


Saying = Proposal | Said


def komisi_words(one: Saying) -> str:
    return plain(f"komisi.{one.komisi}") if one.komisi else ""


def kamus_words(one: Saying) -> str:
    if one.outside_kamus:
        return plain("komisi.outside_kamus")
    return one.kamus_code or ""


def pin_words(one: Saying) -> str:
    return "" if one.lat is None or one.lon is None else f"{one.lat:.5f}, {one.lon:.5f}"


def rt_rw_words(one: Saying) -> str:
    """ "RT 03/RW 05", "RW 05" for a whole RW; "" for a whole kelurahan, which the place says in words."""
    return in_figures(one.rt, one.rw)


def rt_rw_said(one: Saying) -> bool:
    """Whether it is known where it is, though it be all of the kelurahan."""
    return one.rw is not None or all_of_kelurahan(one.place or "")


def place_words(one: Saying) -> str:
    """The place with its RT and RW, which people often write into it: then they are not said twice."""
    place, numbers = one.place or "", rt_rw_words(one)
    return place if not numbers or says_rt_rw(one) else f"{place} ({numbers})"


def says_rt_rw(one: Saying) -> bool:
    """Whether the place itself holds its RT and RW."""
    try:
        return rt_rw(one.place or "") == (one.rt, one.rw)
    except Refused:
        return False


def volume_words(one: Saying) -> str:
    """ "60 m2 (40 x 1,5)": with the lengths, where it was measured."""
    if one.volume is None:
        return ""
    words = f"{number(one.volume)} {one.unit or ''}".strip()
    return f"{words} ({one.dimensions})" if one.dimensions else words


def beneficiary_words(one: Saying) -> str:
    """ "25 KK, 90 jiwa", as far as it was said."""
    words = []
    if one.households is not None:
        words.append(plain("komisi.households", count=number(one.households)))
    if one.people is not None:
        words.append(plain("komisi.people", count=number(one.people)))
    return ", ".join(words)


def urgency_words(one: Saying) -> str:
    return plain(f"needs.urgency_{one.urgency}") if one.urgency else ""


def land_words(one: Saying) -> str:
    """Said of sarpras only: what was answered before the komisi was changed does not count."""
    if one.land is None or one.komisi != Komisi.SARPRAS:
        return ""
    return plain(f"needs.land_{one.land}")


def map_of(lat: float, lon: float) -> str:
    """Where a pin can be looked at."""
    return MAP.format(lat=lat, lon=lon)
