"""People and bodies that the papers name."""

from datetime import date, datetime

from documents.data.common import Frozen


class TeamMember(Frozen):
    """A row of the lampiran of the SK: nama, jabatan, kedudukan dalam tim."""

    name: str
    occupation: str = ""  #: jabatan dinas or institution
    position: str = ""  #: "Ketua", "Sekretaris", "Anggota", ...
    commission: str = ""


class CommissionMember(Frozen):
    """A person in a komisi."""

    name: str
    occupation: str = ""
    position: str = ""  #: "Ketua", "Sekretaris", "Fasilitator", "Anggota"


class Commission(Frozen):
    """One of the four komisi with its people, in the order they are printed."""

    key: str  #: pemerintahan, kesra, ekonomi or sarpras
    members: tuple[CommissionMember, ...] = ()
    agencies: tuple[str, ...] = ()  #: perangkat daerah pendamping
    room: str = ""


class Attendee(Frozen):
    """A row of the Daftar Hadir (Lampiran I and IV)."""

    name: str
    institution: str = ""
    address: str = ""
    phone: str = ""
    element: str = ""  #: unsur: "Perangkat daerah", "LPM", "PKK", ...
    commission: str = ""
    present_at: datetime | None = None  #: None = invited, not there


class Delegate(Frozen):
    """An utusan to the Forum Perangkat Daerah and the Musrenbang Kota."""

    name: str
    institution: str = ""
    address: str = ""
    phone: str = ""
    position: str = ""  #: "Ketua utusan", "Anggota"
    represents: str = ""  #: komisi or kelurahan he speaks for


class Recipient(Frozen):
    """Who gets a copy of the report, and what came back (Surat Pengantar, bukti distribusi)."""

    name: str  #: institution or post: "Kepala Bapperida Kota Bogor"
    address: str = ""
    copies: int = 1
    way: str = ""  #: the word printed: "Telegram", "Diantar", "Surel"
    letter_number: str = ""  #: nomor surat keluar
    letter_date: date | None = None
    agenda_number: str = ""
    note: str = ""
    received_at: datetime | None = None
    receiver_name: str = ""
    receiver_post: str = ""
    receiver_rank: str = ""
    receiver_nip: str = ""
    receiver_phone: str = ""
    stamped_sha256: str = ""  #: of the photo of the sheet with their stamp
    recorded_by: str = ""  #: who noted the receipt by hand; empty = the receiver pressed Terima
