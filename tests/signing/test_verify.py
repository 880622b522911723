"""`verify`, as it is typed: only the very bytes that were given out are asli."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter

from documents.sealing.seal import seal
from documents.sealing.seal_reading import look
from models.unit import Database
from sop.signing.verifying import Verdict, answer, found, sizes
from tests.core.command_desk import Desk
from tests.core.desk import database_with_tables
from tests.signing.archive import NOW, REPORT, Archive
from tests.signing.mutations import CHANGES, mutated
from tests.signing.seals import seals_of

SYSTEM = "Sistem Musrenbang Kecamatan Tanah Sareal"


class Case(Desk):
    """A desk with an archive: edition 1 of the report is approved and sealed."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        assert self.types("setup", "--kecamatan", "Tanah Sareal", "--tahun", "2028")[0] == 0
        self.database = Database(self.settings["DATABASE_URL"])
        self.archive = Archive(self.database, folder / "data")
        self.naskah = REPORT
        self.paper = self.archive.keeps(self.naskah, 1)
        self.final = self.archive.approves(self.paper, self.naskah)

    def verdict(self, content: bytes) -> tuple[Verdict, str]:
        certificate = (self.archive.folder / "sertifikat.pem").read_bytes()
        with self.database.unit(NOW) as unit:
            said = found(unit, look(content, sizes(unit), [certificate]))
            return said.verdict, answer(said)

    def verifies(self, content: bytes, *words: str) -> tuple[int, str, str]:
        (self.folder / "berkas.pdf").write_bytes(content)
        return self.types("verify", "berkas.pdf", *words)


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    made = Case(tmp_path_factory.mktemp("verify"))
    yield made
    made.database.close()


def test_the_sealed_report_and_its_naskah_are_asli(case: Case) -> None:
    assert case.final.startswith(case.naskah)
    assert seals_of(case.final) == [(True, SYSTEM)]

    code, out, errors = case.verifies(case.final)

    assert (code, errors) == (0, "")
    mark = hashlib.sha256(case.final).hexdigest()
    assert out.splitlines() == [
        "✔ Asli. Laporan hasil kegiatan Musrenbang, versi 1, Kecamatan Tanah Sareal. "
        "Isi berkas ini sama persis dengan yang tersimpan.",
        "Nomor: 400.10.2/001/Kec/II/2027",
        "Dibuat: 16 Feb 2027 10.00 WIB",
        "Disetujui secara elektronik di sistem ini oleh Camat, 17 Feb 2027 10.00 WIB",
        f"Sidik jari: {mark[:16]}",
    ]
    assert case.verdict(case.naskah)[0] is Verdict.GENUINE


def test_what_verify_says_in_json_when_it_is_not_ours(case: Case) -> None:
    code, out, errors = case.verifies(case.final + b"\n", "--json")

    assert (code, errors) == (2, "")
    assert json.loads(out) == {
        "verdict": "tidak dikenal",
        "sha256": hashlib.sha256(case.final + b"\n").hexdigest(),
        "kecamatan": None,
        "title": None,
        "number": None,
        "edition": None,
        "newest": None,
        "made_at": None,
        "signer": None,
        "approved_at": None,
        "paraf": [],
        "copy": None,
        "scan": False,
        "without_contacts": False,
        "signatures": [SYSTEM],
        "reason": "Awalnya sama dengan Laporan hasil kegiatan Musrenbang versi 1, tetapi sesudah itu ada "
        "yang ditambah atau diubah. Mintalah berkas yang belum diubah.",
    }


@pytest.mark.parametrize("words", [("verify",), ("verify", "tidak-ada.pdf"), ("verify", "--salah", "x.pdf")])
def test_what_could_not_be_checked_is_no_answer(case: Case, words: tuple[str, ...]) -> None:
    code, out, errors = case.types(*words)

    assert (code, out) == (3, "")
    assert len(errors.splitlines()) == 1


def test_no_changed_copy_is_asli(case: Case) -> None:
    """The short form of `make mutations`."""
    for number in range(3 * len(CHANGES)):
        how, copy = mutated(case.final, number)
        assert copy != case.final, how
        assert case.verdict(copy)[0] is Verdict.UNKNOWN, how


def test_a_clear_answer_about_every_kind_of_file(case: Case, tmp_path: Path) -> None:
    elsewhere = seal(case.naskah, tmp_path / "segel", kecamatan="Cihideung", approved=True, at=NOW)
    locked = PdfWriter(clone_from=PdfReader(io.BytesIO(case.naskah)))
    locked.encrypt("rahasia", algorithm="AES-256")
    made = io.BytesIO()
    locked.write(made)
    twice = seal(saved_again(case.naskah), case.archive.folder, kecamatan="Bogor", approved=True, at=NOW)
    answers = {
        b"": "Berkas ini kosong.",
        b"\x89PNG\r\n\x1a\n" + bytes(200): "Isinya bukan PDF",
        b"%PDF-1.7\n" + bytes(40 * 1024 * 1024): "PDF ini rusak",
        b"%PDF-1.4\ngarbage": "PDF ini rusak",
        of_pages(5000): "Bila dicetak ulang, disimpan ulang",
        made.getvalue(): "PDF ini terkunci sandi",
        saved_again(case.naskah): "Bila dicetak ulang, disimpan ulang",
        twice: "Di dalamnya ada 1 tanda tangan, tetapi",
        elsewhere: "Awalnya sama dengan",
        seal(saved_again(case.naskah), tmp_path / "segel", kecamatan="Cihideung", approved=True, at=NOW): (
            "Segelnya bukan dari sistem ini. Menurut segel itu sendiri: Sistem Musrenbang"
            " Kecamatan Cihideung;"
        ),
        two_signatures(case, tmp_path): "Awalnya sama dengan Laporan hasil kegiatan Musrenbang versi 1",
    }
    for content, expected in answers.items():
        verdict, words = case.verdict(content)
        assert verdict is Verdict.UNKNOWN
        assert words.splitlines()[0].startswith("✖ <b>Tidak dikenal.</b>")
        assert words.splitlines()[1].startswith(expected)


def test_a_newer_final_replaces_it_and_an_unapproved_one_is_no_final(tmp_path: Path) -> None:
    database = database_with_tables(f"sqlite:///{tmp_path}/musrenbang.db")
    archive, naskah = Archive(database, tmp_path), REPORT
    final = archive.approves(archive.keeps(naskah, 1), naskah)
    second = saved_again(naskah)
    later = archive.keeps(second, 2)

    def says(content: bytes) -> tuple[Verdict, str]:
        with database.unit(NOW) as unit:
            said = found(unit, look(content, sizes(unit), []))
            return said.verdict, answer(said).splitlines()[0]

    assert says(final)[0] is Verdict.GENUINE, "until the next one is approved"
    assert says(second) == (
        Verdict.PENDING,
        "⚠ <b>Belum disetujui.</b> Berkas ini Laporan hasil kegiatan Musrenbang, versi 2, Kecamatan Tanah "
        "Sareal, dan belum berlaku sebagai dokumen final.",
    )
    archive.approves(later, second)
    replaced = (
        Verdict.REPLACED,
        "⚠ <b>Sudah diganti oleh versi 2.</b> Berkas ini Laporan hasil kegiatan Musrenbang, versi 1, "
        "Kecamatan Tanah Sareal. Gunakan versi 2.",
    )
    assert says(final) == says(naskah) == replaced
    assert says(second)[0] is Verdict.GENUINE
    database.close()


def of_pages(count: int) -> bytes:
    writer = PdfWriter()
    for _ in range(count):
        writer.add_blank_page(595, 842)
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def saved_again(content: bytes) -> bytes:
    """As another program would write the same pages."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(content)))
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def two_signatures(case: Case, folder: Path) -> bytes:
    """A second signature, appended by somebody's own program."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import signers

    key = folder / "segel"
    signer = signers.SimpleSigner.load(str(key / "kunci.pem"), str(key / "sertifikat.pem"))
    made = io.BytesIO()
    signers.PdfSigner(signers.PdfSignatureMetadata(field_name="Lain"), signer).sign_pdf(
        IncrementalPdfFileWriter(io.BytesIO(case.final)), output=made
    )
    return made.getvalue()
