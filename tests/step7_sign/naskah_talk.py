"""A naskah before its signer, through the chat."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from demo.phone import Alert, Message, Phone
from models.enums import Outcome
from models.paper import Decision, Paper
from models.posts import Post
from models.season import Run
from sop.core.steps import PaperKey
from tests.support.office import Office
from tests.support.seed import at_step, draft, outcome

NOTE = "Saran untuk Dinas Perhubungan belum ada."


@pytest.fixture
def camat(office: Office) -> Phone:
    """The Camat, to whom the report has just been sent."""
    return _camat(office)


def _camat(office: Office) -> Phone:
    phone = office.joins(Post.CAMAT, "Rahmat Hidayat")
    reader = office.joins(Post.SEKRETARIS, "Rudi Hartono")
    office.joins(Post.TIM, "Budi Santoso")
    at_step(office, 6)
    outcome(office, 6, "Budi Santoso", declined=2, noted=1)
    draft(office, "Budi Santoso")
    agrees(reader, 1)
    asked(phone, 1)
    return phone


def agrees(reader: Phone, edition: int) -> None:
    """Sekretaris finds the draft in order."""
    reader.sees(f"Draft laporan hasil kegiatan Musrenbang, versi {edition} (draf)")
    reader.taps("Sesuai")


def asked(phone: Phone, edition: int) -> Message:
    return phone.finds(f"Laporan hasil kegiatan Musrenbang, versi {edition} (naskah)")


def said(alert: Alert | None) -> str:
    """What a press was answered."""
    assert alert is not None
    return alert.text


def reports(office: Office) -> list[Paper]:
    query = select(Paper).where(Paper.season_id == office.season_id, Paper.key == PaperKey.LAPORAN)
    return office.read(query.order_by(Paper.edition))


def decisions(office: Office, outcome: Outcome) -> list[Decision]:
    return office.read(
        select(Decision)
        .join(Paper, Paper.id == Decision.paper_id)
        .where(
            Paper.season_id == office.season_id, Paper.key == PaperKey.LAPORAN, Decision.outcome == outcome
        )
    )


def run_of(office: Office, step: str) -> Run:
    return office.read(select(Run).where(Run.season_id == office.season_id, Run.step == step))[0]
