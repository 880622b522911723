"""Usulan as the papers print them: as entered, and as scored."""

from pydantic import Field

from documents.data.common import Frozen


class ProposalLine(Frozen):
    """One usulan. Columns of Tabel T-D.4 (Permendagri 86/2017) and of the kelurahan's list."""

    number: str  #: number of the receipt
    kelurahan: str
    commission: str  #: pemerintahan, kesra, ekonomi or sarpras
    title: str  #: usulan kegiatan
    catalog_code: str = ""  #: code in the kamus usulan; empty = di luar kamus
    problem: str = ""
    location: str = ""  #: words of the delegate, without RT and RW
    rt: str = ""
    rw: str = ""
    volume: float | None = None
    unit: str = ""
    cost: int = 0  #: rupiah
    agency: str = ""  #: perangkat daerah penanggung jawab
    activity_code: str = ""  #: kode kegiatan, "1.03.06.2.01"
    activity: str = ""
    program: str = ""
    city_priority: str = ""  #: kolom Prioritas Daerah
    city_target: str = ""  #: kolom Sasaran Daerah
    activity_target: str = ""  #: kolom Sasaran Kegiatan
    households: int | None = None  #: penerima manfaat, KK
    people: int | None = None  #: penerima manfaat, jiwa
    status: str = ""  #: the word printed: "Layak", "Perlu perbaikan", ...
    note: str = ""  #: catatan of the verifier, or the reason of the last decision
    moved_from: str = ""  #: komisi that the usulan came from, when it was moved
    moved_reason: str = ""


class Criterion(Frozen):
    """One criterion of the Pedoman Skala Prioritas."""

    key: str
    title: str
    weight: float  #: per cent; all weights together are 100
    meaning: str = ""
    rule: str = ""  #: how it scores itself, when it does: "dihitung dari jumlah KK"
    scale: tuple[str, ...] = ()  #: words for the scores 1, 2, 3, 4, 5, in this order


class CriterionScore(Frozen):
    """What the members of a komisi gave for one criterion."""

    key: str
    mean: float
    spread: float = 0.0  #: highest minus lowest


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
