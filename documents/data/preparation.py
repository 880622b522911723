"""Steps 3 and 4: the tim, the komisi, the guide and the rules of the meeting."""

from datetime import date

from documents.data.common import Event, PaperData, Signatory
from documents.data.people import Commission, TeamMember
from documents.data.proposal import Criterion, ProposalLine


class TeamDecree(PaperData):
    """sk-tim: Keputusan Camat on the tim Musrenbang. Empty parts get the usual words of such a keputusan."""

    signer: Signatory
    members: tuple[TeamMember, ...]
    considerations: tuple[str, ...] = ()  #: Menimbang
    legal_basis: tuple[str, ...] = ()  #: Mengingat; empty = the seven norms of the SOP
    tasks: tuple[str, ...] = ()  #: tugas tim
    budget_source: str = ""  #: KETIGA: where the cost is charged
    copies_to: tuple[str, ...] = ()  #: tembusan


class CommissionPlan(PaperData):
    """susunan-komisi: who sits in which of the four komisi."""

    commissions: tuple[Commission, ...]
    signer: Signatory
    coordination: Event | None = None
    musrenbang: Event | None = None
    decree_number: str = ""  #: nomor of the SK that formed the tim
    decree_date: date | None = None


class CommissionProposals(PaperData):
    """usulan-per-komisi: draft of the usulan that each komisi will discuss."""

    proposals: tuple[ProposalLine, ...]
    signer: Signatory


class PriorityGuide(PaperData):
    """pedoman-skala-prioritas: gate, criteria with weights and scales, rule for ties, one worked example."""

    criteria: tuple[Criterion, ...]
    signer: Signatory
    preset: str = ""  #: name of the set the criteria come from
    gates: tuple[str, ...] = ()  #: questions answered yes or no before scoring; empty = the usual six
    tie_rules: tuple[str, ...] = ()  #: in order; empty = the usual four
    out_of: int = 5  #: 5 = total is the weighted mean; 100 = the weighted mean times 20
    agreed_on: date | None = None  #: when the Camat agreed the criteria


class RulesOfOrder(PaperData):
    """tata-tertib: BAB and Pasal of the meeting."""

    signer: Signatory
    musrenbang: Event | None = None
    chair: str = ""  #: who leads the plenary
    delegates: int = 3  #: number of utusan to be chosen
    participants: tuple[str, ...] = ()  #: unsur peserta; empty = the usual ones
    extra_rules: tuple[str, ...] = ()  #: what this kecamatan adds, one ayat each
