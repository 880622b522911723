"""Usulan as the papers print them: as entered, and as scored."""

import sys
from functools import lru_cache
from typing import Annotated

from pydantic import AfterValidator, ConfigDict, Field
from pydantic.dataclasses import dataclass

from documents.data.common import Frozen


def _shared(words: str) -> str:
    """The same words in many rows are one string."""
    return sys.intern(words)


@lru_cache(maxsize=4096)
def _same(score: float) -> float:
    """Means of a few scores from 1 to 5 are few numbers."""
    return score


Repeated = Annotated[str, AfterValidator(_shared)]
Mark = Annotated[float, AfterValidator(_same)]


class ProposalLine(Frozen):
    """One usulan. Columns of Tabel T-D.4 (Permendagri 86/2017) and of the kelurahan's list."""

    number: str  #: number of the receipt
    kelurahan: Repeated
    commission: Repeated  #: pemerintahan, kesra, ekonomi or sarpras
    title: Repeated  #: usulan kegiatan
    catalog_code: Repeated = ""  #: code in the kamus usulan; empty = di luar kamus
    problem: str = ""
    location: str = ""  #: words of the delegate, without RT and RW
    rt: Repeated = ""
    rw: Repeated = ""
    volume: float | None = None
    unit: Repeated = ""
    cost: int = 0  #: rupiah
    agency: Repeated = ""  #: perangkat daerah penanggung jawab
    activity_code: Repeated = ""  #: kode kegiatan, "1.03.06.2.01"
    activity: Repeated = ""
    program: Repeated = ""
    city_priority: Repeated = ""  #: kolom Prioritas Daerah
    city_target: Repeated = ""  #: kolom Sasaran Daerah
    activity_target: Repeated = ""  #: kolom Sasaran Kegiatan
    households: int | None = None  #: penerima manfaat, KK
    people: int | None = None  #: penerima manfaat, jiwa
    status: Repeated = ""  #: the word printed: "Layak", "Perlu perbaikan", ...
    note: str = ""  #: catatan of the verifier, or the reason of the last decision
    late: str = ""  #: "Susulan 3 Des 2026": it came after the intake was closed
    moved_from: str = ""  #: komisi that the usulan came from, when it was moved
    moved_reason: str = ""
    more: tuple[tuple[str, str], ...] = ()  #: name and words of fields that have no column of their own


class Criterion(Frozen):
    """One criterion of the Pedoman Skala Prioritas."""

    key: str
    title: str
    weight: float  #: per cent; all weights together are 100
    meaning: str = ""
    rule: str = ""  #: how it scores itself, when it does: "dihitung dari jumlah KK"
    scale: tuple[str, ...] = ()  #: words for the scores 1, 2, 3, 4, 5, in this order


@dataclass(frozen=True, slots=True, config=ConfigDict(extra="forbid"))
class CriterionScore:
    """What the members of a komisi gave for one criterion; many in a paper, and so without a dictionary."""

    key: str
    mean: Mark
    spread: Mark = 0.0  #: highest minus lowest


class ScoredLine(ProposalLine):
    """An usulan after the meeting."""

    scores: tuple[CriterionScore, ...] = ()
    total: float | None = None  #: weighted total; None = not scored
    spread: float = 0.0  #: largest spread among the criteria
    scorers: int = 0
    rank: int = Field(default=0, ge=0)  #: within the komisi; 0 = not ranked
    order: int = Field(default=0, ge=0)  #: order fixed by the plenary; 0 = the rank counts
    rank_reason: str = ""  #: why the rank was changed by hand, or which rule broke a tie
    outcome: str = ""  #: the word printed: "Disepakati", "Cadangan", ...
    reason: str = ""  #: alasan when it was not agreed (Lampiran III)
