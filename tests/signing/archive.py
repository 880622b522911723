"""An office whose report was approved and sealed, in a database and a folder of its own."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import select

from documents.sealing.seal import seal
from models.enums import Drawing, Outcome, Stage
from models.paper import Decision, Paper
from models.people import Appointment, Person
from models.posts import Post
from models.season import Season
from models.unit import Database
from sop.core.steps import PaperKey
from sop.office.places import Place
from sop.papers.sealing import next_to_seal, sealed
from sop.setting_up import setup

NOW = datetime(2027, 2, 15, 3, 0, tzinfo=UTC)
EXAMPLES = Path(__file__).parents[2] / "docs/contoh"


def naskah_of(key: str) -> bytes:
    """An example's bytes as they were approved: what it was before the story's office sealed it."""
    sealed_one = (EXAMPLES / f"{key}.pdf").read_bytes()
    end = b"%%EOF\n"
    return sealed_one[: sealed_one.index(end) + len(end)]


REPORT = naskah_of("laporan")


class Archive:
    """One kecamatan; its report is stored as it comes from the drawing room."""

    def __init__(self, database: Database, data_dir: Path) -> None:
        self.database = database
        self.folder = data_dir / "segel"
        places = [Place(kecamatan="Tanah Sareal", kelurahan="Kelurahan A", lat=-6.56, lon=106.79)]
        with database.unit(NOW) as unit:
            office, season, _ = setup(unit, kecamatan="Tanah Sareal", year=2028, places=places, kamus=[])
            self.kecamatan_id, self.season_id = office.id, season.id
            camat = unit.add(
                Person(kecamatan_id=office.id, telegram_id=77, name="Rahmat Hidayat", joined_at=NOW)
            )
            self.camat_id = camat.id
            unit.add(Appointment(kecamatan_id=office.id, person_id=camat.id, post=Post.CAMAT, created_at=NOW))

    def keeps(self, content: bytes, edition: int, stage: Stage = Stage.NASKAH) -> int:
        with self.database.unit(NOW) as unit:
            paper = unit.add(
                Paper(
                    kecamatan_id=self.kecamatan_id,
                    season_id=self.season_id,
                    step="step7_sign",
                    key=PaperKey.LAPORAN,
                    edition=edition,
                    stage=stage,
                    data={},
                    number=f"400.10.2/{edition:03d}/Kec/II/2027",
                    code=f"laporan-{edition}",
                    made_at=NOW + timedelta(days=edition),
                    state=Drawing.DRAWN,
                    sha256=hashlib.sha256(content).hexdigest(),
                    size=len(content),
                    pages=31,
                )
            )
            return paper.id

    def approves(self, paper_id: int, content: bytes) -> bytes:
        """The Camat says yes; the sealed file."""
        with self.database.unit(NOW) as unit:
            paper = unit.session.get_one(Paper, paper_id)
            paper.stage = Stage.FINAL
            unit.add(
                Decision(
                    kecamatan_id=self.kecamatan_id,
                    paper_id=paper_id,
                    by_id=self.camat_id,
                    post=Post.CAMAT,
                    outcome=Outcome.APPROVED,
                    sha256=paper.sha256 or "",
                    at=NOW + timedelta(days=2),
                )
            )
        with self.database.unit(NOW) as unit:
            waiting = next_to_seal(unit)
            assert waiting is not None
            assert (waiting.id, waiting.approved) == (paper_id, True)
        whole = seal(content, self.folder, kecamatan=waiting.kecamatan, approved=waiting.approved, at=NOW)
        with self.database.unit(NOW) as unit:
            sealed(unit, paper_id, sha256=hashlib.sha256(whole).hexdigest(), size=len(whole))
            assert next_to_seal(unit) is None
        return whole

    def season(self) -> Season:
        with self.database.unit(NOW) as unit:
            return unit.all(select(Season))[0]
