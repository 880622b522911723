"""Steps 1 and 2: the recap of the kelurahan and the pra Musrenbang format."""

from datetime import date, datetime

from documents.data.common import Frozen, PaperData, Signatory
from documents.data.proposal import ProposalLine


class KelurahanSection(Frozen):
    """What one kelurahan handed in, and its Lurah's word on it."""

    kelurahan: str
    proposals: tuple[ProposalLine, ...] = ()
    lurah: str = ""
    letter_number: str = ""  #: nomor surat masuk
    letter_date: date | None = None
    confirmed_at: datetime | None = None
    difference: str = ""  #: what the Lurah says differs


class KelurahanRecap(PaperData):
    """rekap-musrenbang-kelurahan: one paper for all kelurahan."""

    sections: tuple[KelurahanSection, ...]
    compiler: Signatory
    closed_at: datetime | None = None  #: when the intake was closed


class PreMusrenbang(PaperData):
    """pra-musrenbang: by kelurahan and komisi; `verified` after step 2."""

    verified: bool = False
    kelurahan: tuple[str, ...] = ()  #: all kelurahan, so that one without usulan is listed too
    proposals: tuple[ProposalLine, ...]
    compiler: Signatory
    verifier: Signatory | None = None
