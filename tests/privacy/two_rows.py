"""One person with two rows."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from demo.phone import Phone
from models.people import Kelurahan, Person
from models.posts import Post
from models.unit import Unit
from sop.accounts.invitations import made_out
from sop.core.people import appoint
from tests.support.office import Office


def acts(office: Office) -> Any:
    return office.bureau.database.unit(office.bureau.now())


def entered(unit: Unit, office: Office, name: str, **more: Any) -> Person:
    place = unit.all(select(Kelurahan).where(Kelurahan.kecamatan_id == office.kecamatan_id))[0]
    one = unit.add(Person(kecamatan_id=office.kecamatan_id, name=name, **more))
    appoint(unit, one, Post.DELEGASI, kelurahan_id=place.id, by=None)
    return one


def claims(office: Office, phone: Phone, whose: int) -> None:
    """Somebody who is in already opens the link of the one who was entered on paper."""
    with acts(office) as unit:
        one = unit.session.get_one(Person, whose)
        _, token = made_out(
            unit,
            kecamatan_id=office.kecamatan_id,
            post=Post.DELEGASI,
            kelurahan=one.posts[0].kelurahan,
            name=one.name,
            person=one,
        )
    phone.opens(f"https://t.me/musrenbang_uji_bot?start={token}")
    phone.taps("Ya, ini saya")
    phone.sees("Selamat bergabung")
    phone.taps("1.")
