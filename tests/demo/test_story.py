"""The story without a browser: it ends with its seventeen papers, or says what does not add up."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from demo.cast import sample_people
from demo.story.papers import PAPERS
from demo.story.real import read_rows, real_people, real_usulan
from demo.story.teller import Book
from demo.story.usulan import sample_usulan
from tests.demo.season_fields import EMPTY, never_filled
from tests.demo.season_log import LOG, log_of
from tests.papers.checklists import checklist, missing
from tests.papers.forms import form
from tests.papers.pictures_on_pages import pictures_on
from tests.papers.reader import read
from tests.torture.leaks import leaks, of_members

ROOT = Path(__file__).parents[2]

ROWS = """kecamatan,desa_kelurahan,lokasi,kegiatan,komisi_turunan,keluaran,volume,satuan
Ciracap,Mekarsari,,Rabat,sarpras,,,
Ciracap,Mekarsari,Kp. Dua,Pembangunan jembatan desa,sarpras,Jembatan,22.5,m2
Ciracap,Gunungbatu,RW 3,Pelatihan menjahit,ekonomi,Peserta,10,%
Lain,Desa,x,Kegiatan,kesra,,1,Unit
"""


@pytest.mark.slow
def test_story_leaves_seventeen_papers_that_add_up_and_hold_what_they_must(tmp_path: Path) -> None:
    out, folder = tmp_path / "out", tmp_path / "house"
    command = [sys.executable, "-m", "demo", "story", "--out", str(out), "--folder", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)

    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    assert "17 dokumen terbuka" in done.stdout
    assert "Jumlah T-D.4 sama dengan hitungan cerita: 35 kegiatan" in done.stdout
    assert {path.stem for path in out.glob("*.pdf")} == set(PAPERS)
    database = folder / "bot" / "musrenbang.db"
    frozen = _frozen(database)
    texts = {key: _words(out / f"{key}.pdf") for key in PAPERS}
    items = {key: [*checklist(key, frozen[key]), *form(key, frozen[key])] for key in PAPERS}
    assert {key: lacking for key in PAPERS if (lacking := sorted(missing(texts[key], items[key])))} == {}
    assert log_of(database, sample_people()) == LOG
    assert sorted(never_filled(_drawn(database)).symmetric_difference(EMPTY)) == []
    assert leaks([out, folder / "bot"], of_members(sample_people())) == []
    shown = len(frozen["laporan"]["photos"])
    assert shown > 20
    assert len(pictures_on((out / "laporan.pdf").read_bytes())) == shown


def _words(paper: Path) -> str:
    """What is read on its pages; footers, which would stand in a sentence, behind it all, and no DRAF."""
    pages = read(paper.read_bytes())
    lines = [line for page in pages for line in page.lines] + [line for page in pages for line in page.footer]
    return "\n".join(line.text for line in lines if line.text != "DRAF")


def _frozen(database: Path) -> dict[str, Any]:
    """What the newest edition of each paper was drawn from."""
    return {key: json.loads(data) for key, data in _drawn(database)}


def _drawn(database: Path) -> list[tuple[str, str]]:
    """The key of every edition of every paper, and its data."""
    with closing(sqlite3.connect(database)) as opened:
        return opened.execute(
            "SELECT key, data FROM paper JOIN paper_content ON paper_id = paper.id"
            " WHERE state = 'drawn' ORDER BY edition"
        ).fetchall()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A few rows as they come from a database dump."""
    path = tmp_path / "rows.csv"
    path.write_text(ROWS)
    return path


def test_kecamatan_with_most_rows_is_taken(file: Path) -> None:
    name, rows = read_rows(file)

    assert (name, len(rows)) == ("Ciracap", 3)
    assert len(read_rows(file, "lain")[1]) == 1


def test_gaps_are_filled_by_rule(file: Path) -> None:
    first, second, third = real_usulan(read_rows(file)[1])

    assert (first.title, first.place, first.volume_typed, first.unit) == (
        "Kegiatan Rabat",
        "Desa Mekarsari",
        "1",
        "paket",
    )
    assert (second.volume_typed, second.unit, second.cost_typed, second.cost) == (
        "22,5",
        "m2",
        "7.875.000",
        7_875_000,
    )
    assert (third.unit, third.photos, first.photos) == ("paket", 0, 1)


def test_each_desa_has_its_lurah_and_delegate(file: Path) -> None:
    people = real_people(read_rows(file)[1])

    assert [(one.post, one.kelurahan) for one in people if one.kelurahan] == [
        ("lurah", "Gunungbatu"),
        ("delegasi", "Gunungbatu"),
        ("lurah", "Mekarsari"),
        ("delegasi", "Mekarsari"),
    ]
    assert len({one.id for one in people}) == len(people)


def test_book_sums_what_was_agreed() -> None:
    first, second, third = (replace(one, verdict="layak", mended_cost=None) for one in sample_usulan()[:3])
    book = Book(sent={"1": first, "2": replace(second, mended_cost=5), "3": third}, declined={"3"})

    assert book.total == first.cost + 5


def test_sample_has_somebody_for_every_post() -> None:
    posts = {member.post for member in sample_people()}

    assert posts == {
        *("admin", "jfu", "kepala_bidang", "sekretaris", "camat", "bapperida"),
        *("lurah", "delegasi", "tim"),
    }
