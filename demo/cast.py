"""The people of the sample, as the demo and the story know them."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

SAMPLE = Path(__file__).parent / "sample"
_FIRST_ID = 810_000_000

TITLES = {
    "admin": "Admin",
    "jfu": "JFU Perencanaan",
    "kepala_bidang": "Kepala Bidang",
    "sekretaris": "Sekretaris Kecamatan",
    "camat": "Camat",
    "bapperida": "Bapperida",
    "lurah": "Lurah",
    "delegasi": "Delegasi",
    "tim": "Tim",
}
KOMISI = {
    "sarpras": "Sarana prasarana",
    "ekonomi": "Ekonomi",
    "kesra": "Kesejahteraan",
    "pemerintahan": "Pemerintahan",
}


@dataclass(frozen=True)
class Member:
    """One row of people.csv."""

    number: int
    name: str
    post: str  #: as the command line names it
    kelurahan: str = ""
    nip: str = ""
    rank: str = ""
    phone: str = ""
    address: str = ""
    institution: str = ""
    title: str = ""
    team: str = ""  #: the position in the SK
    komisi: str = ""
    role: str = ""  #: ketua, sekretaris or anggota of the komisi
    utusan: str = ""
    telegram: str = "yes"

    @property
    def id(self) -> int:
        """The number of the account."""
        return _FIRST_ID + self.number

    @property
    def on_telegram(self) -> bool:
        """Whether the person has a phone; the others are entered as plain names."""
        return self.telegram == "yes"

    @property
    def label(self) -> str:
        """What stands above the phone."""
        return f"{TITLES[self.post]} {self.kelurahan or KOMISI.get(self.komisi, '')}".strip()


def sample_people(kelurahan: int | None = None) -> list[Member]:
    """Everybody in the sample; or its office with so many kelurahan, and of each komisi who leads it."""
    with (SAMPLE / "people.csv").open(encoding="utf-8", newline="") as file:
        every = [Member(number=int(row.pop("number")), **row) for row in csv.DictReader(file)]
    if kelurahan is None:
        return every
    kept = ("", *[member.kelurahan for member in every if member.post == "delegasi"][:kelurahan])
    return [member for member in every if member.kelurahan in kept and member.role in ("", "ketua")]


def with_phones(people: Sequence[Member]) -> list[Member]:
    """Those who are on Telegram."""
    return [member for member in people if member.on_telegram]


def places() -> dict[str, tuple[float, float]]:
    """A spot in each kelurahan of the sample, for pins."""
    found: dict[str, tuple[float, float]] = {}
    with (SAMPLE / "usulan.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["lat"]:
                found.setdefault(row["kelurahan"], (float(row["lat"]), float(row["lon"])))
    return found
