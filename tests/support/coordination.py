"""Step 4 for tests: the tim is there, the usulan are verified, and Sekretaris has the step open."""

from __future__ import annotations

import io
from typing import Any

from pypdf import PdfReader
from sqlalchemy import select

from demo.phone import Phone
from models.enums import Status
from models.meeting import TeamMember
from models.posts import Post
from models.proposal import Proposal
from models.season import Meeting, Run
from tests.support.office import Office
from tests.support.seed import at_step, proposals

SEKRETARIS = "Rudi Hartono"
CAMAT = "Ahmad Fauzi"
MEMBER = "Budi Santoso"
AUTHOR = "Siti Aminah"


class Coordination:
    """The people of step 4, and what they leave in the database."""

    def __init__(self, office: Office, usulan: int = 8, names: int = 5) -> None:
        self.office = office
        self.camat = office.joins(Post.CAMAT, CAMAT)
        self.member = office.joins(Post.TIM, MEMBER)
        self.author = office.joins(Post.DELEGASI, AUTHOR, "Kelurahan A")
        self.sekretaris = office.joins(Post.SEKRETARIS, SEKRETARIS)
        self.usulan = proposals(office, usulan, Status.VERIFIED, AUTHOR)
        self.tim(CAMAT, "Penanggung Jawab")
        self.tim(SEKRETARIS, "Ketua")
        self.tim(MEMBER, "Anggota")
        for number in range(1, names + 1):
            self.tim(f"Anggota Nomor {number}", "Anggota")
        at_step(office, 4)
        self.opens()

    def opens(self) -> None:
        """Sekretaris opens the step from /tugas."""
        self.sekretaris.sends("/tugas")
        self.sekretaris.sees("Tugas Bapak/Ibu")
        self.sekretaris.taps("Langkah 4")
        self.sekretaris.sees("Langkah 4. Koordinasi dan empat komisi")

    def tim(self, name: str, position: str, **fields: Any) -> int:
        """Somebody in the tim; with his post when he has a phone."""
        with self.office.bureau.database.unit(self.office.bureau.now()) as unit:
            phone = self.office.people.get(name)
            person = _person(unit, self.office, phone) if phone else None
            return unit.add(
                TeamMember(
                    kecamatan_id=self.office.kecamatan_id,
                    season_id=self.office.season_id,
                    person_id=person,
                    name=name,
                    institution=None if phone else "LPM",
                    position=position,
                    **fields,
                )
            ).id

    def change(self, id: int, **fields: Any) -> Proposal:
        """Give an usulan other facts."""
        with self.office.bureau.database.unit(self.office.bureau.now()) as unit:
            proposal = unit.session.get_one(Proposal, id)
            for name, value in fields.items():
                setattr(proposal, name, value)
            return proposal

    # ---- what Sekretaris does

    def sets(self, what: str, day: str, hour: str = "09.00", *, sure: bool = False) -> None:
        """A meeting is set by typing."""
        self.sekretaris.taps(what)
        self.sekretaris.sees("Hari apa")
        self.sekretaris.sends(day)
        if sure:
            self.sekretaris.sees("Tetap pakai")
            self.sekretaris.taps("Tetap pakai")
        self.sekretaris.sees("Pukul berapa")
        self.sekretaris.taps(hour)
        self.sekretaris.sees("Di mana tempatnya")
        self.sekretaris.taps("Aula kecamatan")
        self.sekretaris.sees("Tersimpan:")

    def goes(self, label: str, content: str) -> None:
        """Press a button and wait for its screen."""
        self.sekretaris.taps(label)
        self.sekretaris.sees(content)

    def concludes(self, content: str) -> None:
        """Selesai, and once more when it is asked what follows."""
        self.goes("Selesai", "Selesaikan langkah 4?")
        self.goes("Ya, selesai", content)

    def prepares(self) -> None:
        """Everything but the criteria and the end."""
        self.sets("Rapat koordinasi", "12/1")
        self.sets("Musrenbang", "21/1")
        self.goes("Komisi", "Tim dalam empat komisi")
        self.goes("Bagi rata", "orang dibagi rata")
        self.goes("Kembali", "Langkah 4.")
        self.goes("Tata tertib", "Tata Tertib Musrenbang Kecamatan")
        self.goes("Terbitkan", "Tata tertib diterbitkan")

    def asks_camat(self) -> None:
        self.goes("Kriteria", "Kriteria Skala Prioritas")
        self.goes("Ajukan ke Camat", "lalu dikirim kepada Camat")
        self.camat.sees("Mohon keputusan Bapak/Ibu")

    def camat_approves(self) -> None:
        self.camat.taps("Setujui")
        self.camat.taps("Ya, setujui")
        self.camat.sees("Disetujui secara elektronik")

    # ---- what is there

    def meetings(self) -> dict[str, tuple[str, str, str]]:
        query = select(Meeting).where(Meeting.season_id == self.office.season_id)
        return {
            one.kind: (one.day.isoformat(), f"{one.hour:%H.%M}", one.place) for one in self.office.read(query)
        }

    def team(self) -> list[TeamMember]:
        query = select(TeamMember).where(TeamMember.season_id == self.office.season_id)
        return self.office.read(query.order_by(TeamMember.id))

    def proposal(self, id: int) -> Proposal:
        found: Proposal = self.office.read(select(Proposal).where(Proposal.id == id))[0]
        return found

    @property
    def state(self) -> str:
        query = select(Run).where(Run.season_id == self.office.season_id, Run.step == "step4_coordinate")
        return str(self.office.read(query)[0].state)


def _person(unit: Any, office: Office, phone: Phone) -> int:
    from models.people import Person

    query = select(Person.id).where(
        Person.telegram_id == phone.id, Person.kecamatan_id == office.kecamatan_id
    )
    found: int = unit.session.scalars(query).one()
    return found


def text_of(phone: Phone, content: str) -> str:
    """What stands in the newest file whose message contains the words."""
    pages = PdfReader(io.BytesIO(phone.downloads(phone.sees(content)))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())
