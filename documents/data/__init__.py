"""What each paper is drawn from: steps build these models and store them as JSON; `draw` reads them back."""

from documents.data.common import Approval, Event, Frozen, Office, PaperData, Signatory
from documents.data.intake import KelurahanRecap, KelurahanSection, PreMusrenbang
from documents.data.meeting import (
    AttendanceSheet,
    CommissionResult,
    Guest,
    Invitation,
    Mandate,
    MandateLetters,
    MeetingNotes,
)
from documents.data.outcome import (
    Activity,
    DelegateList,
    Distribution,
    Minutes,
    Narrative,
    PriorityScale,
    Report,
    SentItem,
)
from documents.data.people import (
    Attendee,
    Commission,
    CommissionMember,
    Delegate,
    Recipient,
    TeamMember,
)
from documents.data.preparation import (
    CommissionPlan,
    CommissionProposals,
    PriorityGuide,
    RulesOfOrder,
    TeamDecree,
)
from documents.data.proposal import Criterion, CriterionScore, ProposalLine, ScoredLine

#: key of the paper -> its model; the keys are also file names (`out/KEY.pdf`) and never change
MODELS: dict[str, type[PaperData]] = {
    "rekap-musrenbang-kelurahan": KelurahanRecap,
    "pra-musrenbang": PreMusrenbang,
    "sk-tim": TeamDecree,
    "susunan-komisi": CommissionPlan,
    "usulan-per-komisi": CommissionProposals,
    "pedoman-skala-prioritas": PriorityGuide,
    "tata-tertib": RulesOfOrder,
    "skala-prioritas": PriorityScale,
    "utusan": DelegateList,
    "berita-acara": Minutes,
    "draft-laporan": Report,
    "laporan": Report,
    "bukti-distribusi": Distribution,
    "undangan": Invitation,
    "daftar-hadir": AttendanceSheet,
    "notulen": MeetingNotes,
    "surat-mandat": MandateLetters,
}

__all__ = [
    "MODELS",
    "Activity",
    "Approval",
    "AttendanceSheet",
    "Attendee",
    "Commission",
    "CommissionMember",
    "CommissionPlan",
    "CommissionProposals",
    "CommissionResult",
    "Criterion",
    "CriterionScore",
    "Delegate",
    "DelegateList",
    "Distribution",
    "Event",
    "Frozen",
    "Guest",
    "Invitation",
    "KelurahanRecap",
    "KelurahanSection",
    "Mandate",
    "MandateLetters",
    "MeetingNotes",
    "Minutes",
    "Narrative",
    "Office",
    "PaperData",
    "PreMusrenbang",
    "PriorityGuide",
    "PriorityScale",
    "ProposalLine",
    "Recipient",
    "Report",
    "RulesOfOrder",
    "ScoredLine",
    "SentItem",
    "Signatory",
    "TeamDecree",
    "TeamMember",
]
