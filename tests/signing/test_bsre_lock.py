"""One question to BSrE at a time for one paper, whoever presses, on both databases; a kill frees it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from threading import Barrier, Thread

import pytest
from sqlalchemy import select

from documents.sealing.seal_reading import Look, Shape
from models.chat import Outbox
from models.paper import Paper
from models.signing import OneTimePage, Signature
from sop.core.refused import Refused
from sop.signing.by_bsre import Came, begin, came_back, did_not, give_up_lost, note_server
from tests.core.desk import database_with_tables
from tests.signing.archive import NOW, REPORT, Archive

BOTH = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]


class Signing:
    """A sealed report and its Camat, who opens pages to sign it."""

    def __init__(self, url: str, folder: Path) -> None:
        self.database = database_with_tables(url)
        archive, naskah = Archive(self.database, folder), REPORT
        self.kecamatan_id, self.camat_id = archive.kecamatan_id, archive.camat_id
        self.paper_id = archive.keeps(naskah, 1)
        self.sha256 = hashlib.sha256(archive.approves(self.paper_id, naskah)).hexdigest()
        self._made = 0
        with self.database.unit(NOW) as unit:
            note_server(unit, server=True, page=True)

    def page(self) -> int:
        self._made += 1
        with self.database.unit(NOW) as unit:
            return unit.add(
                OneTimePage(
                    kecamatan_id=self.kecamatan_id,
                    token_hash=str(self._made),
                    person_id=self.camat_id,
                    paper_id=self.paper_id,
                    sha256=self.sha256,
                    created_at=NOW,
                    expires_at=NOW + timedelta(minutes=10),
                )
            ).id

    def begins(self, page_id: int, now: datetime = NOW) -> str:
        """Send a page in: "asked", or why not."""
        try:
            with self.database.unit(now) as unit:
                page = unit.session.get_one(OneTimePage, page_id)
                page.used_at = now
                begin(unit, page)
        except Refused as no:
            return no.key
        return "asked"

    def outcomes(self) -> list[str | None]:
        with self.database.unit(NOW) as unit:
            return unit.all(select(OneTimePage.outcome).order_by(OneTimePage.id))


@pytest.fixture(params=BOTH)
def signing(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Signing]:
    url = f"sqlite:///{tmp_path}/bsre.db"
    if request.param == "postgresql":
        url = str(request.getfixturevalue("postgres_tables_url"))
    made = Signing(url, tmp_path)
    yield made
    made.database.close()


def test_six_pages_in_one_second_are_one_question(signing: Signing) -> None:
    pages, answers, together = [signing.page() for _ in range(6)], [], Barrier(6)

    def sends(page_id: int) -> None:
        together.wait()
        answers.append(signing.begins(page_id))

    phones = [Thread(target=sends, args=(page_id,)) for page_id in pages]
    for phone in phones:
        phone.start()
    for phone in phones:
        phone.join()

    assert sorted(answers) == ["asked", *["bsre.busy"] * 5]
    assert sorted(signing.outcomes(), key=str) == [None] * 5 + [Came.ASKING]


def test_a_kill_frees_the_paper_and_a_late_answer_changes_nothing(signing: Signing) -> None:
    first, second = signing.page(), signing.page()
    assert signing.begins(first) == "asked"
    soon, late = NOW + timedelta(minutes=2), NOW + timedelta(minutes=4)

    with signing.database.unit(soon) as unit:
        assert give_up_lost(unit) == 0
    assert signing.begins(second, soon) == "bsre.busy"
    with signing.database.unit(late) as unit:
        assert give_up_lost(unit) == 1
        assert give_up_lost(unit) == 0
    assert signing.begins(second, late) == "asked"
    with signing.database.unit(late) as unit, pytest.raises(Refused, match="lost"):
        came_back(unit, first, Look("ab" * 32, 9, Shape.PDF), "")
    with signing.database.unit(late) as unit:
        did_not(unit, first, "bsre.slow", tell=True)

    assert signing.outcomes() == [Came.LOST, Came.ASKING]
    with signing.database.unit(late) as unit:
        [told] = unit.all(select(Outbox.text))
        assert unit.all(select(Signature)) == []
        assert unit.session.get_one(Paper, signing.paper_id).sealed_sha256 == signing.sha256
    assert told == (
        "⚠ <b>Belum ditandatangani BSrE.</b> Laporan hasil kegiatan Musrenbang, versi 1. Penandatanganan "
        "Laporan hasil kegiatan Musrenbang terputus sebelum hasilnya diterima. Tidak ada yang disimpan; "
        "ulangilah."
    )


def test_three_mistyped_and_nobody_asks_for_an_hour(signing: Signing) -> None:
    for _ in range(3):
        page_id = signing.page()
        assert signing.begins(page_id) == "asked"
        with signing.database.unit(NOW) as unit:
            did_not(unit, page_id, "bsre.mistyped", tell=False)
    page_id = signing.page()

    assert signing.begins(page_id) == "bsre.rest"
    assert signing.begins(page_id, NOW + timedelta(minutes=61)) == "asked"
    assert signing.outcomes() == [Came.MISTYPED] * 3 + [Came.ASKING]
