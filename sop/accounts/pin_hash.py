"""What may be kept of a PIN: salt and hash, made so dear that a million guesses take long."""

from __future__ import annotations

import hashlib
import hmac
import secrets

#: The scrypt cost of today and its mark before the hash; one without a mark was kept at the first cost.
MARK, COST = "2$", 2**15
FIRST_COST = 2**13
_MEMORY = 64 * 2**20  #: scrypt takes 128 * r * cost bytes, and OpenSSL wants to be told


def guarded(digits: str) -> str:
    """Salt and hash, at the cost of today."""
    salt = secrets.token_hex(16)
    return f"{salt}:{MARK}{_hashed(digits, salt, COST)}"


def is_same(digits: str, kept: str) -> bool:
    """Whether these are the digits that were kept, at whichever cost."""
    salt, _, expected = kept.partition(":")
    cost = FIRST_COST if is_cheap(expected) else COST
    return hmac.compare_digest(_hashed(digits, salt, cost), expected.removeprefix(MARK))


def is_cheap(hash: str) -> bool:
    """Kept at an older cost: made anew when its owner types it next."""
    return not hash.startswith(MARK)


def _hashed(digits: str, salt: str, cost: int) -> str:
    hashed = hashlib.scrypt(
        digits.encode(), salt=bytes.fromhex(salt), n=cost, r=8, p=1, dklen=32, maxmem=_MEMORY
    )
    return hashed.hex()
