"""A page outside Telegram for one person, one paper and these bytes: ten minutes long, once.

Its address is made when it is sent, and only the hash of its secret part is kept: who reads the database
opens no page.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from sqlalchemy import select, update

from models.paper import Paper
from models.people import Person
from models.signing import OneTimePage
from models.speech import Button, shortened
from models.unit import Unit
from sop.core.refused import Refused
from texts import plain, say
from texts.figures import clock

LIFE = timedelta(minutes=10)


def open_page(unit: Unit, actor: Person, paper: Paper, sha256: str) -> OneTimePage:
    """A page for this person; an earlier one of his for the same paper is over."""
    earlier = (
        OneTimePage.paper_id == paper.id,
        OneTimePage.person_id == actor.id,
        OneTimePage.used_at.is_(None),
        OneTimePage.expires_at > unit.now,
    )
    unit.session.execute(update(OneTimePage).where(*earlier).values(expires_at=unit.now))
    page = unit.add(
        OneTimePage(
            kecamatan_id=paper.kecamatan_id,
            token_hash=hash_of(new_token()),  # of an address that nobody was given: see `addressed`
            person_id=actor.id,
            paper_id=paper.id,
            sha256=sha256,
            created_at=unit.now,
            expires_at=unit.now + LIFE,
        )
    )
    unit.log(actor, "page.opened", paper, page=page.id, sha256=sha256)
    return page


def new_token() -> str:
    return secrets.token_urlsafe(24)


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def addressed(unit: Unit, page_id: int) -> str:
    """The secret part of its address, made anew: one that was given before opens nothing any more."""
    token = new_token()
    unit.session.get_one(OneTimePage, page_id).token_hash = hash_of(token)
    return token


def page_button(key: str, page: OneTimePage) -> Button:
    """Opens the page; whoever is sent it gets the address, the database does not."""
    return Button(shortened(plain(key)), page=page.id)


def topic_of(page: OneTimePage) -> str:
    """Under which the message with its button is sent, so that the button goes once it was used."""
    return f"page:{page.id}"


def page_of(unit: Unit, token: str) -> OneTimePage:
    """The page of an address, if it can still be used."""
    page = unit.first(select(OneTimePage).where(OneTimePage.token_hash == hash_of(token)))
    if page is None:
        raise Refused("one_time.unknown")
    if page.used_at is not None:
        raise Refused("one_time.used", at=clock(page.used_at))
    if page.expires_at <= unit.now:
        raise Refused("one_time.over")
    return page


def use(unit: Unit, token: str) -> OneTimePage:
    """It is sent in: of two at once one comes through, and after a kill it counts as used."""
    page = page_of(unit, token)
    change = (
        update(OneTimePage)
        .where(OneTimePage.id == page.id, OneTimePage.used_at.is_(None), OneTimePage.expires_at > unit.now)
        .values(used_at=unit.now)
    )
    if unit.session.execute(change.returning(OneTimePage.id)).first() is None:
        raise Refused("one_time.used", at=clock(unit.now))
    unit.session.refresh(page)
    unit.settle(topic_of(page), say("one_time.sent_in", at=clock(unit.now)))
    return page
