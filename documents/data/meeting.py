"""What a meeting needs besides what it decides: undangan, daftar hadir, notulen, surat mandat."""

from documents.data.common import Event, Frozen, PaperData, Signatory
from documents.data.people import Attendee, Delegate


class Guest(Frozen):
    """A row of the lampiran of the undangan."""

    name: str
    institution: str = ""


class Invitation(PaperData):
    """undangan: one letter for all, with the list of who is invited."""

    meeting: Event
    signer: Signatory
    guests: tuple[Guest, ...] = ()
    agenda: tuple[str, ...] = ()  #: acara; empty = the usual course of the day
    copies_to: tuple[str, ...] = ()  #: tembusan


class AttendanceSheet(PaperData):
    """daftar-hadir: to be signed by hand before the meeting, filled from Hadir during and after it."""

    meeting: Event | None = None
    attendees: tuple[Attendee, ...] = ()
    blank_rows: int = 0  #: rows without a name, for those who come unannounced
    chair: Signatory


class CommissionResult(Frozen):
    """What a komisi brought to the plenary."""

    key: str
    chair: str = ""
    agreed: int = 0
    declined: int = 0
    cost: int = 0  #: rupiah, of what was agreed


class MeetingNotes(PaperData):
    """notulen: sidang, waktu, acara, pimpinan, pencatat, peserta, kegiatan."""

    meeting: Event | None = None
    chair: Signatory  #: pimpinan sidang
    recorder: Signatory  #: pencatat
    present: int = 0
    invited: int = 0
    welcomes: tuple[str, ...] = ()
    presentations: tuple[str, ...] = ()
    results: tuple[CommissionResult, ...] = ()
    delegates: tuple[str, ...] = ()


class Mandate(Frozen):
    """The letter of one utusan."""

    number: str
    delegate: Delegate


class MandateLetters(PaperData):
    """surat-mandat: a letter for each utusan, each with its own number."""

    giver: Signatory
    letters: tuple[Mandate, ...]
    city_event: Event | None = None
