"""A Musrenbang for tests that begin on its day: people with posts, a tim in its komisi, usulan to score."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

from pypdf import PdfReader
from sqlalchemy import select

from demo.phone import Message, Phone
from models.enums import Komisi, Status
from models.meeting import TeamMember
from models.posts import Post
from models.proposal import Proposal
from models.season import Season
from tests.support.office import START, Office
from tests.support.seed import at_step, meeting, proposals, team

TODAY = START.date()
AUTHOR = "Siti Aminah"
OPEN_CRITERIA = "ABCD"  #: of the criteria below, those that people score

#: Weights that make totals easy to work out by hand.
CRITERIA: list[dict[str, Any]] = [
    {"key": "keterdesakan", "title": "Keterdesakan", "short": "Keterdesakan", "weight": 40, "rule": None},
    {"key": "manfaat", "title": "Manfaat", "short": "Manfaat", "weight": 20, "rule": "manfaat"},
    {"key": "kesesuaian", "title": "Kesesuaian RPJMD", "short": "RPJMD", "weight": 40, "rule": None},
]
ANCHORS = ["sangat rendah", "rendah", "sedang", "tinggi", "sangat tinggi"]


class Hall:
    """The people of one komisi (sarpras), and Sekretaris who leads the session."""

    def __init__(
        self, office: Office, count: int, *, komisi: Komisi | None = Komisi.SARPRAS, day: date = TODAY
    ) -> None:
        self.office = office
        self.author = office.joins(Post.DELEGASI, AUTHOR, "Kelurahan A")
        self.sekretaris = office.joins(Post.SEKRETARIS, "Rudi Hartono")
        self.ketua = office.joins(Post.TIM, "Ani Suryani")
        self.anggota = office.joins(Post.TIM, "Budi Santoso")
        team(office, "Ani Suryani", komisi=Komisi.SARPRAS, role="ketua")
        team(office, "Budi Santoso", komisi=Komisi.SARPRAS, role="anggota")
        self.usulan = proposals(office, count, Status.VERIFIED, AUTHOR)
        if komisi is not None:
            self.change(self.usulan, komisi=komisi)
        self.criteria()
        meeting(office, "musrenbang", day)
        at_step(office, 5)

    def change(self, ids: list[int], **fields: Any) -> None:
        """Give some usulan other facts."""
        with self.office.bureau.database.unit(self.office.bureau.now()) as unit:
            for one in unit.all(select(Proposal).where(Proposal.id.in_(ids))):
                for name, value in fields.items():
                    setattr(one, name, value)

    def criteria(self) -> None:
        with self.office.bureau.database.unit(self.office.bureau.now()) as unit:
            season = unit.session.get_one(Season, self.office.season_id)
            season.criteria = [one | {"anchors": ANCHORS} for one in CRITERIA]

    def chairs(self, name: str) -> None:
        """Somebody becomes the Ketua of the tim."""
        (made,) = team(self.office, name)
        with self.office.bureau.database.unit(self.office.bureau.now()) as unit:
            unit.session.get_one(TeamMember, made).position = "Ketua"

    def without_telegram(self, name: str, komisi: Komisi = Komisi.SARPRAS) -> int:
        """A member of the tim who is a plain name."""
        with self.office.bureau.database.unit(self.office.bureau.now()) as unit:
            return unit.add(
                TeamMember(
                    kecamatan_id=self.office.kecamatan_id,
                    season_id=self.office.season_id,
                    name=name,
                    position="Anggota",
                    komisi=komisi,
                    komisi_role="anggota",
                )
            ).id

    def proposal(self, id: int) -> Proposal:
        found: Proposal = self.office.read(select(Proposal).where(Proposal.id == id))[0]
        return found

    def usulan_besides(self, status: str, reason: str) -> int:
        """An usulan that is not scored, with the reason of its verdict."""
        (made,) = proposals(self.office, 1, Status(status), AUTHOR)
        self.change([made], reason=reason)
        return made

    def members(self) -> list[TeamMember]:
        return self.office.read(select(TeamMember).where(TeamMember.season_id == self.office.season_id))

    def total(self) -> int:
        """What all usulan to score cost together."""
        return sum(self.proposal(one).cost or 0 for one in self.usulan)

    # ---- what people do

    def home(self, phone: Phone) -> None:
        phone.sends("/status")
        phone.taps("5")
        phone.sees("Kelengkapan: Susunan Komisi")
        phone.taps("Buka")
        phone.sees("Langkah 5. Musrenbang kecamatan")

    def arrives(self, *phones: Phone) -> None:
        for phone in phones:
            self.home(phone)
            phone.taps("Hadir")
            phone.sees("Kehadiran Bapak/Ibu tercatat")

    def board(self, phone: Phone, name: str = "Sarpras") -> None:
        """The screen of a komisi."""
        self.home(phone)
        phone.taps("Semua komisi")
        phone.sees("Penilaian di empat komisi")
        phone.taps(name)
        phone.sees(f"Komisi {name}")

    def opens(self) -> None:
        """Both are here, and the ketua opens the scoring."""
        self.arrives(self.ketua, self.anggota)
        self.board(self.ketua)
        self.ketua.taps("Buka penilaian")
        self.ketua.sees("Penilaian Komisi Sarpras dibuka")

    def scores(self, phone: Phone, *sheets: tuple[int, int]) -> None:
        """Somebody gives his komisi's usulan these scores, one after the other (criteria A and B)."""
        self.home(phone)
        phone.taps("Komisi Sarpras")
        phone.sees("Penilaian sedang berlangsung")
        phone.taps("Menilai")
        for at, (first, second) in enumerate(sheets, start=1):
            phone.sees(f"usulan {at} dari {len(self.usulan)}")
            phone.taps(f"A{first}")
            phone.sees("Tersimpan 1 dari 2")
            phone.taps(f"B{second}")
        phone.sees(f"Semua {len(sheets)} usulan sudah Bapak/Ibu nilai")

    def closes(self) -> None:
        self.board(self.ketua)
        self.ketua.taps("Tutup penilaian")
        self.ketua.taps("Ya, tutup")
        self.ketua.sees("Hasil Komisi Sarpras")

    def plenary(self, phone: Phone | None = None) -> None:
        phone = phone or self.sekretaris
        self.home(phone)
        phone.taps("Pleno")
        phone.sees("Pleno Musrenbang")

    def fixes(self) -> None:
        self.plenary()
        self.sekretaris.taps("Tetapkan urutan")
        self.sekretaris.taps("Ya, tetapkan")
        self.sekretaris.sees("Urutan pleno ditetapkan")

    def chooses(self, phone: Phone, name: str, institution: str = "LPM Kelurahan A") -> None:
        """An utusan is chosen."""
        self.home(phone)
        phone.taps("Utusan")
        phone.taps("Tambah utusan")
        for asked, answer in (
            ("nama lengkap utusan", name),
            ("lembaga atau instansi", institution),
            ("Apa alamatnya", "Jl. Mawar 7, RT 01/RW 02"),
            ("nomor teleponnya", "0812 3456 7890"),
        ):
            phone.sees(asked)
            phone.sends(answer)
        phone.taps("Simpan utusan")
        phone.sees(f"{name} menjadi utusan")

    def ends(self) -> Message:
        """Selesai, by a member of the tim."""
        self.home(self.anggota)
        self.anggota.taps("Selesai")
        self.anggota.taps("Ya, selesai")
        card = self.anggota.sees("Musrenbang selesai")
        self.ketua.sees("Langkah 6 dibuka", within=60)
        return card


def reads_paper(phone: Phone, short: str, caption: str) -> str:
    """What stands in a paper, by [Dokumen] and its button."""
    phone.sends("/status")
    phone.taps("Dokumen")
    phone.taps(short)
    return text_of(phone, caption)


def text_of(phone: Phone, content: str) -> str:
    """What stands in a file that the phone received, in one line."""
    pages = PdfReader(io.BytesIO(phone.downloads(phone.sees(content)))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def ever_shown(phone: Phone) -> str:
    """All that was ever on a screen, alerts included."""
    shown = [event.message.text + " ".join(event.message.labels) for event in phone.history()]
    return "\n".join([*shown, *(alert.text for alert in phone.alerts)])
