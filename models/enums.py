"""The closed sets that are stored: rename the names, never the values."""

from __future__ import annotations

from enum import StrEnum


class StepState(StrEnum):
    """How far a step of the SOP is in a season."""

    WAITING = "waiting"
    OPEN = "open"
    CLOSING = "closing"  #: decided; its papers are being drawn
    CLOSED = "closed"


class Status(StrEnum):
    """Where an usulan stands (domain.md 10.2)."""

    DRAFT = "draf"
    SUBMITTED = "diajukan"
    RETURNED = "perlu_perbaikan"
    VERIFIED = "terverifikasi"
    REFUSED = "ditolak"
    NOTED = "dicatat"  #: not the city's competence: in the berita acara only
    AGREED = "disepakati"
    NOT_AGREED = "belum_disepakati"
    MERGED = "digabung"  #: lives on in another usulan, which names its kelurahan too
    BANKED = "bank_usulan"  #: outside the kamus and not mapped: kept for another year
    DISCARDED = "dibuang"


class Stage(StrEnum):
    """How final a paper is (docs/decisions/0007)."""

    DRAF = "draf"
    NASKAH = "naskah"
    FINAL = "final"


class Drawing(StrEnum):
    """Whether the bytes of a paper exist yet."""

    ASKED = "asked"
    DRAWN = "drawn"
    FAILED = "failed"
    ERASED = "erased"  #: its bytes were taken away: it named somebody who is forgotten


class Fetching(StrEnum):
    """Whether the bytes of an upload are with us yet."""

    ASKED = "asked"
    FETCHED = "fetched"
    UNUSABLE = "unusable"


class BatchState(StrEnum):
    """How far a file of rows is."""

    ASKED = "asked"  #: its bytes are being fetched and read
    CHOOSING = "choosing"  #: its header fits several kinds: somebody has to say which it is
    READY = "ready"  #: every row was looked at; nothing is taken in yet
    REFUSED = "refused"  #: it cannot be read at all
    DROPPED = "dropped"  #: not taken in after all
    APPLYING = "applying"
    APPLIED = "applied"
    UNDOING = "undoing"
    UNDONE = "undone"


class Purpose(StrEnum):
    """What an upload is for."""

    PHOTO = "photo"
    VOICE = "voice"
    FORM = "form"  #: the signed paper form behind an usulan that JFU typed
    SURVEY = "survey"


class Urgency(StrEnum):
    """How urgent the author calls his usulan."""

    URGENT = "mendesak"
    SOON = "segera"
    NORMAL = "biasa"


class Land(StrEnum):
    """Whether the ground of a work is ready."""

    READY = "siap"
    NOT_READY = "belum"
    NOT_NEEDED = "tidak"


class Outcome(StrEnum):
    """What somebody with the right to decide said."""

    APPROVED = "setuju"
    RETURNED = "kembali"


class CommissionState(StrEnum):
    """How far a komisi is on the day of the Musrenbang."""

    WAITING = "waiting"
    SCORING = "scoring"
    CLOSED = "closed"


class Waiting(StrEnum):
    """A row of the inbox or the outbox."""

    WAITING = "waiting"
    HELD = "held"  #: not to be said before its time; it holds nobody up, and can be taken back
    DONE = "done"
    PARKED = "parked"


class Said(StrEnum):
    """What the outbox does to a chat."""

    NOTICE = "notice"  #: a new message that stays
    HOME = "home"  #: the one message of the open conversation: sent, edited or moved
    EDIT = "edit"  #: another text or keyboard for a message that is there
    DELETE = "delete"
    MENU = "menu"  #: the list of commands of this chat
    PROMPT = "prompt"  #: a message with a reply keyboard (pin, contact)
    UNPROMPT = "unprompt"  #: takes that keyboard and its message away
    LIKE = "like"  #: a thumb on what somebody sent: it has arrived


class Komisi(StrEnum):
    """The four komisi of SOP step 4, in its order."""

    PEMERINTAHAN = "pemerintahan"
    KESRA = "kesra"
    EKONOMI = "ekonomi"
    SARPRAS = "sarpras"


class Kind(StrEnum):
    """Works are scored and documented otherwise than programmes."""

    FISIK = "fisik"
    NON_FISIK = "non-fisik"
