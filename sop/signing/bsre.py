"""What a signer types for BSrE, and what its server can say instead of a signed PDF."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from sop.core.refused import Refused

NIK_DIGITS = 16


class Trouble(StrEnum):
    """What the server said instead of a signed PDF; each is a sentence of texts/signing/bsre.toml."""

    NO_USER = "no_user"  #: 2011: BSrE does not know this NIK
    MISTYPED = "mistyped"  #: 2031: a wrong passphrase
    NOT_LET_IN = "not_let_in"  #: it does not know this program (BSRE_USER, BSRE_PASSWORD)
    REFUSED = "refused"  #: anything else, in its own words
    SLOW = "slow"  #: no answer in time: whether it has signed, nobody knows
    DOWN = "down"
    NONSENSE = "nonsense"
    FAULT = "fault"  #: of this program

    @property
    def can_be_mended(self) -> bool:
        """Whether he has only mistyped something."""
        return self in (Trouble.NO_USER, Trouble.MISTYPED)


class Troubled(Exception):
    """No signed PDF came back."""

    def __init__(self, trouble: Trouble, said: str = "") -> None:
        super().__init__(trouble)
        self.trouble = trouble
        self.said = said  #: in the server's own words, without what was typed


@dataclass(frozen=True)
class Secret:
    """What a signer typed on the page. It is in memory while the server is asked, and written nowhere."""

    nik: str = field(repr=False)
    word: str = field(repr=False)  #: passphrase, or code of an app
    totp: bool = False

    def struck_out(self, words: str) -> str:
        """Words of the server, without what was typed, should it repeat that."""
        for one in (self.word, self.nik):
            words = words.replace(one, "…") if one else words
        return words


def secret_of(nik: str, passphrase: str, totp: str = "") -> Secret:
    """What was typed, if it can be meant."""
    digits = "".join(one for one in nik if not one.isspace() and one not in ".-")
    if not (len(digits) == NIK_DIGITS and digits.isascii() and digits.isdigit()):
        raise Refused("bsre.nik_wrong")
    if bool(passphrase) == bool(totp):
        raise Refused("bsre.one_secret")
    return Secret(digits, passphrase or totp, bool(totp))


UNREADABLE = ("bsre.nik_wrong", "bsre.one_secret")  #: what secret_of refuses
