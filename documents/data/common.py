"""What every paper carries: the office it comes from, the people who sign it, the event it speaks of."""

from datetime import date, datetime
from typing import Any

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    """Data of a paper: fixed in the unit that decides, stored as JSON, never changed afterwards."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    def model_post_init(self, _context: Any) -> None:
        """Rows whose facts were given alike share the set of their names: it is larger than the facts."""
        given = self.__pydantic_fields_set__
        object.__setattr__(self, "__pydantic_fields_set__", _GIVEN.setdefault(frozenset(given), given))


_GIVEN: dict[frozenset[str], set[str]] = {}


class Office(Frozen):
    """The kecamatan whose letterhead stands on the paper (kop, Perwal Bogor 33/2016)."""

    kecamatan: str  #: "Bogor Tengah", without the word Kecamatan
    region: str = "Kota Bogor"  #: with its kind in front: "Kota Bogor", "Kabupaten Sukabumi"
    seat: str = ""  #: the town named before a date; empty = the region without its kind
    address: tuple[str, ...] = ()  #: lines of the kop, such as "Jalan Kantin Nomor 2"
    phone: str = ""
    fax: str = ""
    email: str = ""
    website: str = ""
    postcode: str = ""
    arms: str = ""  #: SHA-256 of the picture of its arms; empty = a plain rule
    planning_agency: str = ""  #: who receives the report; empty = Bapperida of the region

    @property
    def town(self) -> str:
        return self.seat or self.region.partition(" ")[2] or self.region


class Signatory(Frozen):
    """Who signs, in the post valid on the day of signing. What is empty is dots, to be filled by hand."""

    post_title: str  #: "Camat Bogor Tengah"
    name: str = ""
    rank: str = ""  #: pangkat, golongan: "Pembina Tingkat I, IV/b"
    nip: str = ""
    acting: str = ""  #: "", "Plt." or "Plh."
    on_behalf_of: str = ""  #: "Camat Bogor Tengah" when the signer signs a.n.


class Approval(Frozen):
    """A button pressed in this system; never called a signature."""

    name: str
    post_title: str
    at: datetime


class Event(Frozen):
    """A meeting: the coordination meeting, the Musrenbang itself."""

    start: datetime
    end: datetime | None = None
    place: str = ""


class ParafPlace(Frozen):
    """Room for the paraf of an official below the signer; printed blank, given by a button in the chat."""

    post: str  #: as it is stored: "sekretaris"
    title: str  #: as it is printed: "Sekretaris Kecamatan"


class Edit(Frozen):
    """A paragraph that somebody rewrote in Word: the drawing's own, and what stands in its place."""

    before: str  #: as the drawing would write it
    nth: int = 0  #: which of the paragraphs that read so, from 0
    after: tuple[str, ...]  #: nothing = taken out, two = one was added behind it


class PaperData(Frozen):
    """The head that all papers share."""

    office: Office
    plan_year: int  #: year of the RKPD that is being planned
    on: date  #: date of the paper, printed beside the signature
    approval: Approval | None = None
    paraf: tuple[ParafPlace, ...] = ()  #: who gives a paraf before the signer is asked, the first one first
    edits: tuple[Edit, ...] = ()  #: sentences of the office's own, applied wherever their paragraph is drawn
    source: str = ""  #: the numbered recap whose usulan it shows, in the footer: "Rekap v3, 14 Jan 2027 ..."
