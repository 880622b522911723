"""All tables in one place, so that relationships and migrations find them."""

from models.base import Base
from models.chat import Chat, Inbox, Once, Outbox, Remembered
from models.log import LogEntry, LogHead
from models.meeting import Attendance, Commission, Delegate, Score, Standing, TeamMember
from models.paper import Decision, Narrative, Paper, Recipient
from models.people import Appointment, Guess, Invitation, Kecamatan, Kelurahan, Person
from models.proposal import Confirmation, Proposal, ProposalVersion, Upload, Verdict
from models.reminder import Reminder
from models.season import KamusEntry, Letter, Meeting, Run, Season

METADATA = Base.metadata

__all__ = [
    "METADATA",
    "Appointment",
    "Attendance",
    "Chat",
    "Commission",
    "Confirmation",
    "Decision",
    "Delegate",
    "Guess",
    "Inbox",
    "Invitation",
    "KamusEntry",
    "Kecamatan",
    "Kelurahan",
    "Letter",
    "LogEntry",
    "LogHead",
    "Meeting",
    "Narrative",
    "Once",
    "Outbox",
    "Paper",
    "Person",
    "Proposal",
    "ProposalVersion",
    "Recipient",
    "Remembered",
    "Reminder",
    "Run",
    "Score",
    "Season",
    "Standing",
    "TeamMember",
    "Upload",
    "Verdict",
]
