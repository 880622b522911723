"""The season as one file: through the chat, on the command line, in parts; its manifest is right."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.files import Files
from bot.jobs.packing import pack, pack_into
from models.posts import Post
from sop.archive.season_zip import Entry
from sop.core.steps import PaperKey
from tests.archive.kept_files import keeps_files, path_of, types
from tests.support.office import Office
from tests.support.seed import report

AT = datetime(2027, 1, 11, 3, 0, tzinfo=UTC)


def rows(archive: zipfile.ZipFile) -> list[dict[str, str]]:
    """The manifest, which says the same twice."""
    table = list(csv.DictReader(io.StringIO(archive.read("manifest.csv").decode())))
    twice = json.loads(archive.read("manifest.json"))["files"]
    said = [{key: "" if value is None else str(value) for key, value in row.items()} for row in twice]
    assert said == table
    return table


def holds_what_it_says(archive: zipfile.ZipFile, part: str = "1") -> None:
    assert archive.testzip() is None
    here = {row["file"]: row["sha256"] for row in rows(archive) if row["part"] == part}
    inside = {name for name in archive.namelist() if not name.startswith("manifest.")}
    assert inside == set(here)
    for name, sha256 in here.items():
        assert hashlib.sha256(archive.read(name)).hexdigest() == sha256


def test_season_comes_as_one_file_with_a_manifest(office: Office, tmp_path: Path) -> None:
    jfu, delegate = (
        office.joins(Post.JFU, "Dewi Lestari"),
        office.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A"),
    )
    report(office)
    keeps_files(office)
    jfu.sends("/status")
    jfu.taps("Dokumen")
    jfu.taps("Arsip")
    jfu.taps("ZIP RKPD 2028")
    jfu.sees("Arsip RKPD 2028 sedang disusun.")
    sent = jfu.sees("dengan manifest.csv yang memuat sidik jari setiap berkas.", within=60)
    assert "tidak ikut" not in sent.text
    archive = zipfile.ZipFile(io.BytesIO(jfu.downloads(sent)))
    holds_what_it_says(archive)
    (final,) = [row for row in rows(archive) if row["file"] == "laporan-v1.pdf"]
    assert archive.read("laporan-v1.pdf").endswith(b" sealed")
    assert (final["number"], final["stage"], final["date"]) == (
        "400.10.2/030/Kec/I/2027",
        "final",
        "2027-01-11",
    )
    assert final["approved_sha256"] == path_of(office, PaperKey.LAPORAN).name != final["sha256"]
    assert {"td4-2028.xlsx", "sipd-2028.xlsx", "usulan-2028.xlsx"} < set(archive.namelist())

    path_of(office, PaperKey.DRAFT_LAPORAN).unlink()
    out = tmp_path / "arsip.zip"
    words = ("archive", "--kecamatan", office.name, "--tahun", "2028", "--out", str(out), "--json")
    code, said = types(office, *words)
    assert (code, json.loads(said)["left_out"]) == (1, [{"file": "draft-laporan-v1.pdf", "state": "hilang"}])
    with zipfile.ZipFile(out) as whole:
        holds_what_it_says(whole)
        assert {name: whole.getinfo(name).CRC for name in whole.namelist() if name.endswith(".pdf")} == {
            name: archive.getinfo(name).CRC
            for name in archive.namelist()
            if name.endswith(".pdf") and name != "draft-laporan-v1.pdf"
        }
    code, said = types(office, "archive", "--kecamatan", office.name, "--tahun", "1999", "--out", str(out))
    assert (code, said.strip()) == (
        1,
        f"Kecamatan {office.name} tidak punya musim RKPD 1999. Periksa tahunnya.",
    )

    answer = delegate.presses(delegate.sees("Siti Aminah"), f"arsip:zip:{office.season_id}")
    assert answer is not None
    assert answer.text.startswith("Ini tugas")


@pytest.fixture
def kept(tmp_path: Path) -> tuple[Path, list[Entry]]:
    """Ten files of 100 kB, one too large for a part, one changed on the disk, one named by its bytes."""
    files = Files(tmp_path / "files")
    entries = [
        Entry(f"paper-v{at}.pdf", AT, {"title": f"Paper {at}"}, files.put(bytes([at]) * 100_000))
        for at in range(10)
    ]
    entries.append(Entry("scan", AT, {"title": "Scan"}, files.put(b"%PDF-1.7 signed")))
    entries.append(Entry("large.pdf", AT, {"title": "Large"}, files.put(b"L" * 400_000)))
    changed = files.put(b"as it was")
    (tmp_path / "files" / changed[:2] / changed).write_bytes(b"as it is")
    entries.append(Entry("changed.pdf", AT, {"title": "Changed"}, changed))
    return tmp_path / "files", entries


def test_parts_stay_small_and_each_has_the_whole_manifest(kept: tuple[Path, list[Entry]]) -> None:
    folder, entries = kept
    made, left_out = pack(folder, entries, most=800_000)
    assert [part.files for part in made] == [3, 3, 3, 2]
    assert left_out == 2
    states = {}
    for at, part in enumerate(made, start=1):
        content = Files(folder).get(part.sha256)
        assert len(content) < 800_000
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            holds_what_it_says(archive, str(at))
            states = {row["file"]: (row["state"], row["part"]) for row in rows(archive)}
        assert len(states) == 13
    assert states["large.pdf"] == ("terlalu besar", "")
    assert states["changed.pdf"] == ("berubah", "")
    assert states["scan.pdf"] == ("ada", "4")


def test_same_season_is_the_same_file(kept: tuple[Path, list[Entry]], tmp_path: Path) -> None:
    folder, entries = kept
    first, second = tmp_path / "a.zip", tmp_path / "b.zip"
    pack_into(folder, entries, first)
    pack_into(folder, entries, second)
    assert first.read_bytes() == second.read_bytes()
    assert pack(folder, entries) == pack(folder, entries)
    pack_into(folder, [replace(entries[0], facts={"title": "Other"}), *entries[1:]], second)
    assert first.read_bytes() != second.read_bytes()


def test_season_without_papers_is_a_manifest(tmp_path: Path) -> None:
    (part,), left_out = pack(tmp_path / "files", [])
    with zipfile.ZipFile(io.BytesIO(Files(tmp_path / "files").get(part.sha256))) as archive:
        assert sorted(archive.namelist()) == ["manifest.csv", "manifest.json"]
    assert left_out == 0
