"""Steps 5 to 8: what the meeting decided, the report on it, and where the report went."""

from datetime import date, datetime

from documents.data.common import Event, Frozen, PaperData, Signatory
from documents.data.people import Attendee, Commission, Delegate, Recipient
from documents.data.preparation import TeamDecree
from documents.data.proposal import Criterion, ProposalLine, ScoredLine


class PriorityScale(PaperData):
    """skala-prioritas: Tabel T-D.4 and the table of scores."""

    criteria: tuple[Criterion, ...]
    lines: tuple[ScoredLine, ...]  #: agreed
    reserve: tuple[ScoredLine, ...] = ()  #: usulan cadangan
    signer: Signatory
    preset: str = ""


class DelegateList(PaperData):
    """utusan: the list, and a Surat Mandat."""

    delegates: tuple[Delegate, ...]
    giver: Signatory  #: who gives the mandate
    chair: Signatory | None = None  #: Ketua Tim, "Mengetahui"
    musrenbang: Event | None = None
    city_event: Event | None = None  #: the Musrenbang Kota, when its date is known
    mandate_number: str = ""


class Minutes(PaperData):
    """berita-acara with Lampiran I to IV (Permendagri 86/2017; Juknis Asahan 2018)."""

    musrenbang: Event
    chair: Signatory  #: Pimpinan Sidang
    camat: Signatory
    welcomes: tuple[str, ...] = ()  #: sambutan oleh ...
    presentations: tuple[str, ...] = ()  #: pemaparan materi
    attendees: tuple[Attendee, ...] = ()
    agreed: tuple[ScoredLine, ...] = ()  #: Lampiran II
    reserve: tuple[ScoredLine, ...] = ()
    declined: tuple[ScoredLine, ...] = ()  #: Lampiran III; every row has its `reason` (or `note`)
    noted: tuple[ProposalLine, ...] = ()  #: dicatat, not the competence of the city
    commissions: tuple[Commission, ...] = ()  #: Lampiran IV
    representatives: tuple[Attendee, ...] = ()  #: mewakili peserta
    delegates: tuple[Delegate, ...] = ()


class Activity(Frozen):
    """A row of "Kegiatan yang Dilaksanakan"."""

    on: date
    what: str
    where: str = ""
    result: str = ""
    until: date | None = None


class Narrative(Frozen):
    """The parts that people write; an empty one gets the usual words. A blank line begins a new paragraph."""

    background: str = ""  #: I.A Umum/Latar Belakang
    purpose: str = ""  #: I.C Maksud dan Tujuan
    activities: str = ""  #: II
    results: str = ""  #: III
    conclusion: str = ""  #: IV Kesimpulan
    suggestions: str = ""  #: IV Saran
    closing: str = ""  #: V


class KelurahanPlace(Frozen):
    """Where a kelurahan lies: its middle, and its border where one was loaded."""

    kelurahan: str
    lat: float
    lon: float
    border: tuple[tuple[float, float], ...] = ()  #: latitude and longitude of each corner


class Photo(Frozen):
    """A photo of an usulan, named by its bytes: they are fetched when it is drawn."""

    sha256: str
    number: str  #: of the usulan
    title: str
    kelurahan: str


class PhotosLacking(Frozen):
    """Usulan that were agreed and of which the report shows no photo, for one reason."""

    why: str  #: "full", "unsent", "arriving", "unusable"; with "lost" a key of paper_report.photos_*
    numbers: tuple[str, ...]  #: of the usulan, in the order of priority


class LogMark(Frozen):
    """Where the log of the office had come to: with it on paper, nobody rebuilds the log unseen."""

    entries: int
    mark: str  #: first letters of the hash of the newest entry


class Report(PaperData):
    """draft-laporan and laporan: the same drawing; berita acara and tables are attached."""

    signer: Signatory
    narrative: Narrative = Narrative()
    legal_basis: tuple[str, ...] = ()  #: empty = the seven norms of the SOP
    activities: tuple[Activity, ...] = ()
    entered: tuple[ProposalLine, ...] = ()  #: every usulan that came in; figures per kelurahan and komisi
    kelurahan: tuple[str, ...] = ()
    places: tuple[KelurahanPlace, ...] = ()  #: for the picture of the kecamatan; one alone is no picture
    minutes: Minutes
    minutes_number: str = ""  #: nomor of the berita acara
    scale: PriorityScale
    delegates: DelegateList
    decree: TeamDecree | None = None  #: the SK of the tim, attached
    decree_number: str = ""
    photos: tuple[Photo, ...] = ()  #: attached, in the order of priority
    photos_left: int = 0  #: how many more there are
    photos_lacking: tuple[PhotosLacking, ...] = ()
    log: LogMark | None = None
    changes: tuple[str, ...] = ()  #: what changed since the version that was returned
    returned_note: str = ""  #: the Camat's note on that version


class SentItem(Frozen):
    """A row of the Surat Pengantar: jenis yang dikirim, banyaknya, keterangan."""

    what: str
    amount: str
    note: str = ""


class Distribution(PaperData):
    """bukti-distribusi: a list of recipients and a Surat Pengantar for each."""

    sender: Signatory
    sender_phone: str = ""
    items: tuple[SentItem, ...]
    recipients: tuple[Recipient, ...]
    report_number: str = ""
    report_version: int = 1
    report_pages: int = 0
    report_sha256: str = ""
    archived_at: datetime | None = None
    archive_code: str = ""  #: kode klasifikasi arsip
