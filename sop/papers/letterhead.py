"""From rows to the frozen data that papers are drawn from: office, signatories, usulan."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from documents.data import Event, Office, Signatory
from models.base import WIB
from models.people import Kecamatan
from models.posts import Post
from models.season import Meeting, Season
from models.unit import Unit
from sop.core.people import holders
from sop.core.posts import TITLES
from sop.office.deputies import deputy_of
from texts import plain
from texts.figures import day_of


def head(unit: Unit, season: Season) -> dict[str, Any]:
    """The head of a paper made now: letterhead, plan year, date."""
    return {
        "office": office(season.kecamatan),
        "plan_year": season.year,
        "on": day_of(unit.now),
    }


def office(kecamatan: Kecamatan) -> Office:
    """The letterhead, as far as the office has filled it in."""
    given = kecamatan.office or {}
    address = given.get("address") or ""
    return Office(
        kecamatan=kecamatan.name,
        region=given.get("region") or "Kota Bogor",
        address=(address,) if address else (),
        phone=given.get("phone") or "",
        email=given.get("email") or "",
        website=given.get("website") or "",
        postcode=given.get("postcode") or "",
        arms=given.get("arms") or "",
    )


def copies_to(given: Office) -> tuple[str, ...]:
    """Tembusan: the head of the region and its planning agency."""
    if given.region.startswith("Kota "):
        head_of_region = plain("paper_meeting.copies_mayor", region=given.region)
    else:
        head_of_region = plain("paper_meeting.copies_regent", town=given.town)
    return (head_of_region, plain("paper_meeting.copies_agency", region=given.region))


def signatory(unit: Unit, kecamatan: Kecamatan, post: Post) -> Signatory:
    """Who signs in this post today, in the words of his appointment; dots where nobody holds it."""
    title = f"{TITLES[post]} {kecamatan.name}" if post is Post.CAMAT else TITLES[post]
    for person in holders(unit, kecamatan.id, post):
        held = person.appointment(post, unit.now)
        return Signatory(
            post_title=title,
            name=person.name,
            rank=person.rank or "",
            nip=person.nip or "",
            acting=held.acting if held else "",
        )
    return Signatory(post_title=title)


def camats(unit: Unit, kecamatan: Kecamatan, key: str) -> Signatory:
    """Who signs a paper of the Camat's: he, or a.n. him the post that the office has set for it."""
    deputy = deputy_of(kecamatan, key)
    if deputy is None:
        return signatory(unit, kecamatan, Post.CAMAT)
    camat = f"{TITLES[Post.CAMAT]} {kecamatan.name}"
    return signatory(unit, kecamatan, deputy).model_copy(update={"on_behalf_of": camat})


def event(meeting: Meeting | None) -> Event | None:
    if meeting is None:
        return None
    return Event(start=datetime.combine(meeting.day, meeting.hour, tzinfo=WIB), place=meeting.place)
