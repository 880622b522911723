"""`template` and `import` on the command line, typed in an empty folder."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.running.empty_folder import musrenbang, only_the_folder
from tests.support.filled import a_row, a_workbook
from tests.tools import ready


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An office on the command line."""
    musrenbang(tmp_path, "setup", "--kecamatan", "Tanah Sareal", "--tahun", "2028")
    return tmp_path


def fails(folder: Path, *words: str) -> str:
    """What a command that ends with 1 says on stderr."""
    code, out, errors = ready.types(only_the_folder(), folder, *words)
    assert code == 1, out
    return errors or out


def drafts(folder: Path) -> int:
    with closing(sqlite3.connect(folder / "data/musrenbang.db")) as database:
        return int(database.execute("SELECT count(*) FROM proposal").fetchone()[0])


def here(**changed: object) -> list[object]:
    return a_row(**{"kelurahan": "Kedung Badak", **changed})


def test_template_is_filled_in_looked_at_and_taken_in(folder: Path) -> None:
    musrenbang(folder, "template", "usulan", "daftar.xlsx")
    example = [cell.value for cell in load_workbook(folder / "daftar.xlsx").worksheets[0][2]]
    assert example[:4] == ["Contoh", "Kedung Badak", "3", "5"]
    assert "Saluran tersumbat, air meluap ke 20 rumah setiap hujan." in example
    book = load_workbook(folder / "daftar.xlsx")
    for at, row in enumerate((here(), here(volume=""), here(kelurahan="Bukan Kelurahan")), start=3):
        for place, cell in enumerate(row, start=1):
            book["Daftar"].cell(at, place, cell)
    book.save(folder / "daftar.xlsx")
    found = (
        "3 baris usulan: siap 1 · perlu perbaikan 1 · ditolak 1\n"
        "Baris 4: volume kosong; biaya kosong\n"
        "Baris 5: kelurahan “Bukan Kelurahan” tidak dikenal di kecamatan ini\n"
    )

    alike = (
        "Baris 4 mungkin sama dengan baris 3.\n"
        "Bila memang sama dan tidak perlu dimasukkan: --jawab 'double:4=baris 3'. "
        "Bila beda: --jawab 'double:4='.\n"
    )
    nothing = f"{found}{alike}Belum ada yang dimasukkan.\n"

    assert musrenbang(folder, "import", "daftar.xlsx", "--dry-run") == nothing
    assert fails(folder, "import", "daftar.xlsx", "--strict") == nothing
    same = musrenbang(folder, "import", "daftar.xlsx", "--dry-run", "--jawab", "double:4=baris 3")
    assert "siap 1 · perlu perbaikan 0 · ditolak 2\nBaris 4: sama dengan baris 3\n" in same
    other = musrenbang(folder, "import", "daftar.xlsx", "--dry-run", "--jawab", "double:4=")
    assert other == f"{found}Belum ada yang dimasukkan.\n"
    assert drafts(folder) == 0

    assert (
        musrenbang(folder, "import", "daftar.xlsx")
        == f"{found}Selesai: 2 baris usulan dimasukkan, 1 ditolak.\n"
    )
    assert drafts(folder) == 2
    assert fails(folder, "import", "daftar.xlsx").endswith(
        "Tambahkan --lagi bila memang harus masuk sekali lagi.\n"
    )
    document = json.loads(musrenbang(folder, "import", "daftar.xlsx", "--lagi", "--json"))
    assert (document["good"], document["mending"], document["refused"], drafts(folder)) == (1, 1, 1, 4)
    assert fails(folder, "template", "apa", "x.xlsx").startswith("Tidak ada daftar “apa”. Yang ada: usulan, ")


def test_after_a_kill_the_same_command_goes_on(folder: Path) -> None:
    (folder / "u.xlsx").write_bytes(a_workbook([here(place=f"Kantor RW {at}") for at in range(1, 1201)]))
    command = [sys.executable, "-m", "bot", "import", "u.xlsx"]
    with subprocess.Popen(command, cwd=folder, env=only_the_folder(), stdout=subprocess.DEVNULL) as first:
        while drafts(folder) == 0:
            time.sleep(0.02)
        first.kill()
    stored = drafts(folder)

    said = musrenbang(folder, "import", "u.xlsx")

    assert 0 < stored < 1200
    assert said.endswith("Selesai: 1.200 baris usulan dimasukkan, 0 ditolak.\n")
    assert drafts(folder) == 1200
