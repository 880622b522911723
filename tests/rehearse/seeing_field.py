"""Swadaya, as docs/adding-a-step.md adds it: wherever people see an usulan. Runs in the copy alone."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from bot.commands.sheets import Taking, template_of
from bot.files import Files
from documents import draw
from documents.sheets import write_sheet
from models.batch import SheetOrder
from models.enums import StepState
from models.paper import Paper
from models.posts import Post
from models.proposal import Proposal, ProposalVersion
from models.season import Run
from sop.core.sheet_orders import data_of
from sop.core.steps import PaperKey
from sop.flow.paper_drawn import drawn
from sop.imports.kinds import KINDS
from sop.papers.papers import frozen
from tests.core.desk import FrontDesk
from tests.documents.drawn_papers import raw_pages
from tests.walking.busy_office import PEOPLE, BusyOffice
from tests.walking.front_phone import FrontPhone

NAME, SAID = "Swadaya (Rp)", "Rp5.000.000"
LINE = f"{NAME}: {SAID}"


class Season(NamedTuple):
    """A delegate's usulan with a swadaya, in an office whose intake is being closed."""

    desk: FrontDesk
    folder: Path
    question: str
    review: str
    fields: list[str]  #: that can be changed from the review card
    papers: dict[str, str]  #: the text of each that was drawn

    def phone(self, post: Post) -> FrontPhone:
        return FrontPhone(self.desk, PEOPLE[post][1])

    def ordered(self) -> bytes:
        """The file that was asked for last, as it is written."""
        with self.desk.unit() as unit:
            order = unit.all(select(SheetOrder).order_by(SheetOrder.id))[-1]
            return write_sheet(order.key, data_of(unit, order))


@pytest.fixture(scope="module")
def season(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Season]:
    folder = tmp_path_factory.mktemp("rehearsal")
    with FrontDesk(f"sqlite:///{folder}/office.db") as desk:
        BusyOffice(desk, folder, kelurahan=1)
        yield _played(desk, folder)


def _played(desk: FrontDesk, folder: Path) -> Season:
    delegate, jfu = (FrontPhone(desk, PEOPLE[post][1]) for post in (Post.DELEGASI, Post.JFU))
    delegate.sends("/start")
    delegate.taps("Buat usulan")
    delegate.sends("alat posyandu")
    for label in ("Alat posyandu", "Pakai jenis ini"):
        delegate.taps(label)
    delegate.sends("Kader kekurangan alat untuk menimbang balita.")
    delegate.sends("Kantor RW 05, RT 03/RW 05")
    delegate.taps("Lewati")
    delegate.sends("2")
    delegate.taps("Pakai harga kamus")
    question = delegate.screen
    delegate.sends("4 juta")
    delegate.sends("25 KK 90 jiwa")
    delegate.taps("Segera")
    delegate.taps("Lewati")
    delegate.taps("Ubah")
    fields = delegate.labels
    delegate.taps(NAME)
    delegate.sends("5 juta")
    review = delegate.screen
    delegate.taps("Kirim usulan")
    desk.later(minutes=5)
    _imported(desk, folder)
    jfu.sends("/start")
    jfu.presses("s1:close")
    jfu.taps("Tutup dengan alasan")
    jfu.sends("Tenggat kecamatan sudah lewat.")
    jfu.taps("Ya, tutup")
    return Season(desk, folder, question, review, fields, dict(_drawn(desk)))


def _imported(desk: FrontDesk, folder: Path) -> None:
    """The template, filled in and taken in by the command."""
    file = folder / "daftar.xlsx"
    book = load_workbook(
        io.BytesIO(template_of(desk.database, lambda: desk.now, KINDS["usulan"], "Tanah Sareal"))
    )
    sheet = book.worksheets[0]
    row = {
        "Kelurahan": "Kelurahan A",
        "RT": 3,
        "RW": 5,
        "Kode kamus": "KS-03",
        "Masalah": "Kader kekurangan alat untuk menimbang balita.",
        "Lokasi": "Kantor RW 06",
        "Volume": 3,
        "KK": 25,
        "Jiwa": 90,
        "Urgensi": "Segera",
        NAME: "7,5 juta",
    }
    for cell in sheet[1]:
        sheet.cell(3, cell.column, row.get(str(cell.value)))
    book.save(file)

    taking = Taking(desk.database, lambda: desk.now, file, kecamatan=None, kind="usulan")
    taking.take_in(Files(folder / "files"), again=False, tells=print)


def _drawn(desk: FrontDesk) -> Iterator[tuple[str, str]]:
    """What a job does with every paper that is asked for."""
    for number in desk.rows(select(Paper.id).order_by(Paper.id)):
        with desk.unit() as unit:
            paper = unit.session.get_one(Paper, number)
            made = draw(
                paper.key,
                frozen(unit, paper),
                stage=paper.stage,
                version=paper.edition,
                number=paper.number,
                made_at=paper.made_at,
                verify_url=None,
            )
            drawn(unit, number, sha256="0" * 64, size=len(made.content), pages=made.pages)
            yield paper.key, "\n".join(raw_pages(made.content))


def rows(content: bytes) -> list[tuple[Any, ...]]:
    """Of all its sheets."""
    return [row for sheet in load_workbook(io.BytesIO(content), read_only=True) for row in sheet.values]


def test_question_of_the_form(season: Season) -> None:
    assert "<b>Berapa swadaya warga?</b> Boleh dilewati." in season.question


def test_field_that_can_be_changed_from_the_review_card(season: Season) -> None:
    assert NAME in season.fields


def test_delegates_card(season: Season) -> None:
    assert LINE in season.review.splitlines()


def test_version_that_is_kept(season: Season) -> None:
    (version,) = season.desk.rows(select(ProposalVersion))

    assert (version.fields["swadaya"], version.values["swadaya"]) == (SAID, 5_000_000)


def test_receipt(season: Season) -> None:
    season.phone(Post.DELEGASI).taps("Tanda terima PDF")

    (page,) = raw_pages(season.ordered())
    assert f"{NAME} : {SAID}" in " ".join(page.split())


def test_reviewers_card(season: Season) -> None:
    (state,) = season.desk.rows(select(Run.state).where(Run.step == "step2_verify"))
    assert state == StepState.OPEN
    head = season.phone(Post.KEPALA_BIDANG)
    head.sends("/start")
    head.presses("s2:next")

    assert LINE in head.screen.splitlines()


def test_recap_on_paper(season: Season) -> None:
    assert LINE in " ".join(season.papers[PaperKey.REKAP_KELURAHAN].split())


def test_export(season: Season) -> None:
    season.phone(Post.JFU).presses("export:make:usulan:xlsx")

    written = rows(season.ordered())
    at = next(row.index(NAME) for row in written if NAME in row)
    (mine,) = (row for row in written if "Kantor RW 05, RT 03/RW 05" in row)
    assert mine[at] == 5_000_000


def test_template_of_the_import(season: Season) -> None:
    season.phone(Post.JFU).presses("import:blank:usulan")

    assert NAME in rows(season.ordered())[0]


def test_import(season: Season) -> None:
    assert season.desk.rows(select(Proposal.swadaya).where(Proposal.place == "Kantor RW 06")) == [7_500_000]
