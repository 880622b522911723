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
    said: tuple[tuple[str, str], ...]  #: name and words of each field that says something
    photos: int = 0
    voice: bool = False
    url: str  #: what the code opens
