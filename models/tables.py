"""All tables in one place, so that relationships and migrations find them."""

from models.archive import ArchiveCheck, OfficeFile, WordEdition
from models.base import Base
from models.batch import Batch, SheetOrder
from models.chat import Chat, Inbox, Once, Outbox, Remembered
from models.following import Follow, LaterOutcome, Response
from models.late_entry import LateEntry
from models.likeness import Merge, PairSaid, PastProposal
from models.log import LogEntry, LogHead
from models.meeting import Attendance, Commission, Delegate, Score, Standing, TeamMember
from models.paper import Decision, Narrative, Paper, PaperContent, PaperCopy, Recipient
from models.people import (
    Appointment,
    Guess,
    Invitation,
    JoinRequest,
    Kecamatan,
    Kelurahan,
    Person,
    PhoneEntry,
)
from models.proposal import Confirmation, Proposal, ProposalVersion, Upload, Verdict
from models.recap import Difference, Snapshot
from models.reminder import Reminder
from models.season import KamusEntry, Letter, Meeting, Run, Season
from models.signing import OneTimePage, PaperCheck, Paraf, Pin, Signature
from models.verifying import Assignment, Note, Survey

METADATA = Base.metadata

__all__ = [
    "METADATA",
    "Appointment",
    "ArchiveCheck",
    "Assignment",
    "Attendance",
    "Batch",
    "Chat",
    "Commission",
    "Confirmation",
    "Decision",
    "Delegate",
    "Difference",
    "Follow",
    "Guess",
    "Inbox",
    "Invitation",
    "JoinRequest",
    "KamusEntry",
    "Kecamatan",
    "Kelurahan",
    "LateEntry",
    "LaterOutcome",
    "Letter",
    "LogEntry",
    "LogHead",
    "Meeting",
    "Merge",
    "Narrative",
    "Note",
    "OfficeFile",
    "Once",
    "OneTimePage",
    "Outbox",
    "PairSaid",
    "Paper",
    "PaperCheck",
    "PaperContent",
    "PaperCopy",
    "Paraf",
    "PastProposal",
    "Person",
    "PhoneEntry",
    "Pin",
    "Proposal",
    "ProposalVersion",
    "Recipient",
    "Remembered",
    "Reminder",
    "Response",
    "Run",
    "Score",
    "Season",
    "SheetOrder",
    "Signature",
    "Snapshot",
    "Standing",
    "Survey",
    "TeamMember",
    "Upload",
    "Verdict",
    "WordEdition",
]
