"""`seal --baru`: a new key seals from then on, older papers are still recognised, a backup holds both."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.clock import real_clock
from documents.sealing.seal import seal
from documents.sealing.seal_keys import certificates, facts_of, pair
from models.log import LogEntry
from models.unit import Database
from tests.core.command_desk import SETUP, Desk
from tests.signing.archive import NOW, REPORT, Archive, naskah_of
from tests.signing.authority import Authority, signed
from tests.signing.seals import seals_of

SECOND = naskah_of("utusan")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk(tmp_path)
    made.types(*SETUP)
    return made


def test_new_papers_carry_the_new_one_and_old_ones_stay_whole(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "data" / "segel"
    database = Database(desk.settings["DATABASE_URL"])
    archive = Archive(database, tmp_path / "data")
    before = archive.approves(archive.keeps(REPORT, 1), REPORT)
    old_key = (folder / "kunci.pem").read_bytes()

    code, out, errors = desk.types("seal", "--baru", "--json")

    assert (code, errors) == (0, "")
    new, old = json.loads(out)["keys"]
    assert [new["number"], new["seals"], old["number"], old["seals"]] == [2, True, 1, False]
    assert new["name"] == old["name"]
    assert new["sha256"] != old["sha256"]
    assert sorted(path.name for path in folder.iterdir()) == [
        "kunci-2.pem",
        "sertifikat-2.pem",
        "sertifikat.pem",
    ]
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and old_key in path.read_bytes()]
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}
    after = seal(SECOND, folder, kecamatan="Tanah Sareal", approved=True, at=NOW)
    assert [whole for whole, _ in seals_of(before) + seals_of(after)] == [True, True]
    assert sealed_with(before, folder) == 1
    assert sealed_with(after, folder) == 0

    # A copy of an old paper, signed now, is still known as ours.
    authority = Authority()
    roots = tmp_path / "akar"
    roots.mkdir()
    (roots / "akar.pem").write_bytes(authority.root.pem)
    desk.settings["TRUST_ROOTS"] = str(roots)
    (tmp_path / "salinan.pdf").write_bytes(signed(before, authority.gives("Budi Santoso"), at=NOW))
    code, out, _ = desk.types("verify", "salinan.pdf", "--json")
    assert "Sertifikatnya menyebut Budi Santoso" in json.loads(out)["reason"]
    (tmp_path / "asli.pdf").write_bytes(before)
    assert desk.types("verify", "asli.pdf")[0] == 0

    with database.unit(real_clock()) as unit:
        [logged] = unit.all(select(LogEntry).where(LogEntry.act == "seal.renewed"))
    assert logged.facts == {"sha256": new["sha256"]}
    database.close()


def sealed_with(content: bytes, folder: Path) -> int:
    """The place of its certificate among those that are known."""
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import Encoding

    known = [x509.load_pem_x509_certificate(one).public_bytes(Encoding.DER) for one in certificates(folder)]
    [place] = [at for at, one in enumerate(known) if one.hex().encode() in content.lower()]
    return place


def test_a_backup_brings_back_all_certificates_and_the_key_that_seals(desk: Desk, tmp_path: Path) -> None:
    desk.types("seal", "--baru")
    folder = tmp_path / "data" / "segel"
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert desk.types("backup", "cadangan.zip")[0] == 0
    file = next(tmp_path.glob("cadangan*"))
    other = Desk(tmp_path / "lain")
    (tmp_path / "lain").mkdir()

    code, _, errors = other.types("restore", str(file))

    assert (code, errors) == (0, "")
    restored = tmp_path / "lain" / "data" / "segel"
    assert {path.name: path.read_bytes() for path in restored.iterdir()} == before
    assert json.loads(other.types("seal", "--json")[1]) == json.loads(desk.types("seal", "--json")[1])


def test_doctor_says_when_the_key_was_made_and_asks_for_a_new_one_in_time(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "data" / "segel"

    def said() -> str:
        checks = json.loads(desk.types("doctor", "--json")[1])["checks"]
        return next(one["words"] for one in checks if one["what"].startswith("seal"))

    assert said().startswith("Kunci segel dibuat ")
    now = real_clock()
    name = facts_of((folder / "sertifikat.pem").read_bytes()).name
    old = now.replace(year=now.year - 4, day=1)
    (folder / "sertifikat.pem").write_bytes(pair(name, old, now.replace(year=now.year + 4, day=1))[1])
    assert said().startswith("Kunci segel sudah lama: dibuat ")
    undated = pair(
        name, real_clock().replace(2020, 1, 1, 0, 0, 0, 0), real_clock().replace(2070, 1, 1, 0, 0, 0, 0)
    )
    (folder / "sertifikat.pem").write_bytes(undated[1])
    assert said().startswith("Sertifikat segel tidak menyebut kapan dibuat")
    desk.types("seal", "--baru")
    assert said().startswith("Kunci segel dibuat ")
    assert said().endswith("sertifikat lama yang masih dikenal: 1.")


def test_without_a_key_it_says_where_one_comes_from(tmp_path: Path) -> None:
    desk = Desk(tmp_path)

    assert desk.types("seal") == (
        0,
        "Kunci segel belum ada. Jalankan `setup`, atau pulihkan folder segel dari cadangan.\n",
        "",
    )
    code, out, errors = desk.types("seal", "--baru")
    assert (code, out) == (1, "")
    assert errors.startswith("Kunci segel belum ada.")
