"""The code of an app (TOTP) as second proof: its secret is shown once; six digits every half minute."""

from __future__ import annotations

import hmac
from datetime import datetime, timedelta

from sqlalchemy import select

from models.people import Person
from models.signing import Pin
from models.unit import Unit
from sop.core.posts import POWER
from sop.core.refused import Refused

#: So long the secret stands in the chat, and may be confirmed.
SHOWN = timedelta(minutes=10)
TOPIC = "totp"
_EITHER_SIDE = 1  #: steps of half a minute by which the clock of a phone may be wrong


def fresh_secret() -> str:
    from pyotp import random_base32  # few have an app

    return random_base32()


def address(person: Person, secret: str) -> str:
    """What the QR holds: an app takes the secret from it, with a name to find it by (otpauth)."""
    from pyotp import TOTP

    issuer = f"Musrenbang {person.kecamatan.name}"
    return TOTP(secret).provisioning_uri(name=person.name, issuer_name=issuer)


def step_of(secret: str, digits: str, now: datetime, after: int | None) -> int | None:
    """The step whose code this is, of now and its two neighbours; None when it is wrong or was used."""
    from pyotp import TOTP

    app = TOTP(secret)
    here = int(now.timestamp()) // app.interval
    for step in range(here - _EITHER_SIDE, here + _EITHER_SIDE + 1):
        if (after is None or step > after) and hmac.compare_digest(app.generate_otp(step), digits):
            return step
    return None


def keep_app(unit: Unit, actor: Person, secret: str, step: int) -> None:
    """From now on his approvals ask for the app's code, not for a PIN; the one that confirmed it is used."""
    if not any(actor.holds(post, unit.now) for post in POWER):
        raise Refused("pin.not_for_you")
    pin = unit.first(select(Pin).where(Pin.person_id == actor.id))
    if pin is None:
        pin = unit.add(Pin(kecamatan_id=actor.kecamatan_id, person_id=actor.id, salt="", set_at=unit.now))
    pin.salt, pin.hash, pin.totp, pin.last_step = "", None, secret, step
    pin.set_at, pin.tries, pin.lockouts, pin.locked_until = unit.now, 0, 0, None
    unit.session.flush()
    unit.log(actor, "totp.set", pin)


def wipe_secrets(unit: Unit) -> int:
    """Secrets that nobody confirmed in time leave the chats, and our own rows."""
    return unit.wipe(TOPIC, before=unit.now - SHOWN)
