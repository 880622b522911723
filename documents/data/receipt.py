"""The receipt of one usulan, as it was sent."""

from datetime import datetime

from documents.data.common import Frozen, Office


class Receipt(Frozen):
    """What a version said, and how it is told from every other."""

    office: Office
    number: str
    kelurahan: str
    revision: int
    at: datetime  #: when it was sent
    mark: str  #: fingerprint
    fields: dict[str, str]  #: as the version keeps them
    cost_words: str = ""  #: terbilang
    photos: int = 0
    voice: bool = False
    url: str  #: what the code opens
