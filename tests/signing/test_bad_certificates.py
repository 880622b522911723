"""Signed copies that are sent in: each thing that can be wrong with a certificate has its sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

import pytest

from demo.server.bsre_certificates import Authority
from documents.sealing.seal_reading import Look, look
from documents.sealing.signed_copy import signed_copy
from models.people import Person
from models.unit import Database
from sop.signing.signed import copy_of, taken_from
from sop.signing.verifying import answer, found, sizes
from tests.core.desk import database_with_tables
from tests.signing.archive import NOW, REPORT, Archive
from tests.signing.mutations import bytes_appended, words_laid_over
from tests.signing.seals import apart, signed_by

NAME, SECOND = "Rahmat Hidayat", "Sri Wahyuni"


@dataclass
class Office:
    """A sealed report, its Camat, and a root that this office trusts."""

    database: Database
    archive: Archive
    final: bytes
    root: Authority

    def signs(self, name: str, content: bytes, *, over: bool = False) -> bytes:
        return apart(lambda: self.root.sign(content, name, over=over))

    def hears(self, content: bytes, *, roots: bool = True) -> str:
        """The last line of the answer; of a copy that is taken in, who signed it."""
        certificate = (self.archive.folder / "sertifikat.pem").read_bytes()
        trusted = [self.root.root] if roots else []
        with self.database.unit(NOW) as unit:
            lengths = sizes(unit)
        seen = apart(looked, content, lengths, certificate, trusted)
        with self.database.unit(NOW) as unit:
            said = found(unit, seen)
            camat = unit.session.get_one(Person, self.archive.camat_id)
            if taken_from(unit, camat, said) is not None:
                assert said.begins is not None
                proof = copy_of(unit, said.begins, seen).proof
                assert proof is not None
                return f"diterima: {proof.name}, {proof.trusted}"
            return answer(said).splitlines()[-1]


def looked(content: bytes, lengths: list[int], certificate: bytes, roots: list[bytes]) -> Look:
    return replace(
        look(content, lengths, [certificate]), signed=signed_copy(content, [certificate], roots, NOW)
    )


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("certificates")
    database = database_with_tables(f"sqlite:///{folder}/musrenbang.db")
    archive, naskah = Archive(database, folder), REPORT
    final = archive.approves(archive.keeps(naskah, 1), naskah)
    yield Office(database, archive, final, Authority())
    database.close()


def test_a_good_one_is_taken_in_and_two_are_too(office: Office) -> None:
    one = office.signs(NAME, office.final)

    assert office.hears(one) == f"diterima: {NAME}, True"
    assert office.hears(one, roots=False) == "diterima: None, None", "no roots are set"
    assert office.hears(office.signs(f"{NAME}, S.STP.", one)) == f"diterima: {NAME}, {NAME}, S.STP., True"


def test_each_bad_one_has_its_sentence(office: Office, tmp_path: Path) -> None:
    good = office.signs(NAME, office.final)
    over = f"Sertifikat yang menyebut {NAME} sudah kedaluwarsa. Berkas tidak disimpan; "
    unknown = f"Sertifikat yang menyebut {SECOND} tidak dikenal sistem ini. Berkas tidak disimpan; "
    changed = (
        f"Tanda tangan yang menyebut {NAME} tidak utuh: "
        "sesudah atau sebelum ditandatangani, isi berkas diubah. "
    )
    answers = {
        office.signs(
            NAME, office.final, over=True
        ): f"{over}mintalah tanda tangan dengan sertifikat yang berlaku.",
        signed_by(SECOND, office.final, tmp_path): (
            f"{unknown}mintalah tanda tangan dengan sertifikat yang dikenal."
        ),
        bytes_appended(good, Random(1)): (
            f"{changed}Mintalah tanda tangan pada berkas final yang dikirim sistem ini."
        ),
        office.signs(NAME, words_laid_over(office.final, Random(1))): (
            f"{changed}Mintalah tanda tangan pada berkas final yang dikirim sistem ini."
        ),
    }
    for content, sentence in answers.items():
        assert office.hears(content) == sentence
    for second in (office.signs(SECOND, good, over=True), signed_by(SECOND, good, tmp_path)):
        assert office.hears(second).startswith(f"Sertifikat yang menyebut {SECOND} "), (
            "two: the bad one is named"
        )
    assert office.hears(office.signs(SECOND, good)).startswith(f"Sertifikatnya menyebut {SECOND}, sedangkan ")


def test_a_signature_on_anything_else_is_not_ours(office: Office) -> None:
    naskah = REPORT

    assert office.hears(office.signs(NAME, naskah)) == (
        "Awalnya sama dengan Laporan hasil kegiatan Musrenbang versi 1, tetapi sesudah itu ada yang ditambah "
        "atau diubah. Mintalah berkas yang belum diubah."
    ), "the paper without its seal"
