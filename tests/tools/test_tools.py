"""The database server and the browser that other tests stand on are real, and what is skipped is counted."""

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page

from tests.tools.hour import turned


def test_database_is_a_real_postgres_and_begins_empty(postgres_url: str) -> None:
    engine = sa.create_engine(postgres_url)

    with engine.begin() as connection:
        version = connection.scalar(sa.text("SHOW server_version"))
        tables = sa.inspect(connection).get_table_names()
        connection.execute(sa.text("CREATE TABLE usulan (id int)"))
    engine.dispose()

    assert (int(str(version).split(".")[0]) >= 16, tables) == (True, [])


def test_each_test_has_a_database_of_its_own(postgres_url: str) -> None:
    engine = sa.create_engine(postgres_url)

    tables = sa.inspect(engine).get_table_names()
    engine.dispose()

    assert tables == []


def test_browser_runs_the_scripts_of_a_page(page: Page) -> None:
    page.set_content("<button onclick=\"this.textContent = 'Terkirim'\">Kirim usulan</button>")

    page.get_by_role("button").click()

    assert page.get_by_role("button").inner_text() == "Terkirim"


THREE_TESTS = """
import pytest

@pytest.fixture
def postgres_url():
    pytest.skip("no server")

def test_that_runs(): pass
def test_that_needs_postgres(postgres_url): pass
def test_that_rests(): pytest.skip("another day")
"""

TWO_THAT_FAIL = """
import pytest

@pytest.fixture
def broken():
    raise OSError("no file")

def test_that_fails(): assert 1 == 2
def test_that_cannot_begin(broken): pass
def test_that_passes(): pass
"""


@pytest.mark.quick
@pytest.mark.parametrize(
    ("everything", "counts", "ends_with"),
    [("", "1 2", 0), ("1", "1 1", 1)],
    ids=["skipping allowed", "everything required"],
)
def test_counts_are_known_and_a_skipped_postgres_fails_where_all_is_required(
    tmp_path: Path, everything: str, counts: str, ends_with: int
) -> None:
    (tmp_path / "test_three.py").write_text(THREE_TESTS)
    settings = {**os.environ, "REQUIRE_ALL": everything, "TEST_COUNTS": str(tmp_path / "counts")}
    root = Path(__file__).parents[2]
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "tests.tools.counts",
        "-c",
        str(root / "pyproject.toml"),
    ]

    done = subprocess.run([*command, str(tmp_path)], cwd=root, env=settings, capture_output=True, text=True)

    first, *_failed = (tmp_path / "counts").read_text().splitlines()
    assert (first, done.returncode) == (counts, ends_with)


@pytest.mark.quick
def test_what_failed_is_named_in_the_last_lines(tmp_path: Path) -> None:
    (tmp_path / "test_two.py").write_text(TWO_THAT_FAIL)
    counts, root = tmp_path / "counts", Path(__file__).parents[2]
    settings = {**os.environ, "TEST_COUNTS": str(counts), "MAKEFLAGS": ""}
    pytest_here = ["-m", "pytest", "-q", "-p", "tests.tools.counts", "-c", str(root / "pyproject.toml")]

    done = subprocess.run(
        [sys.executable, *pytest_here, str(tmp_path)], cwd=root, env=settings, capture_output=True
    )
    said = subprocess.run(
        ["make", "--no-print-directory", "counted", f"COUNTS={counts}"],
        cwd=root,
        env=settings,
        capture_output=True,
        text=True,
    )

    first, *named = said.stdout.splitlines()
    assert (first, done.returncode) == ("All tests: 2 run, 0 skipped.", 1)
    assert [name.rpartition("::")[2] for name in named] == ["test_that_fails", "test_that_cannot_begin"]
    assert all(name.startswith("FAILED ") for name in named)


@pytest.mark.quick
@pytest.mark.parametrize(
    ("hour", "seconds"), [(4, -3600), (5, 0), (7, 7200), (16, 39_600), (17, -43_200), (23, -21_600)]
)
def test_the_clock_is_turned_the_shorter_way(hour: int, seconds: int) -> None:
    now = datetime(2026, 12, 1, 22, 30, tzinfo=UTC)  # 05.30 WIB of the next day

    assert turned(now, hour) == seconds


def test_the_bots_of_a_turned_run_are_turned_with_it(tmp_path: Path) -> None:
    """They are forks of a process with an environment of its own, and get another one."""
    begins = (
        "import sys; from pathlib import Path; from tests.tools import ready\n"
        "with open('log', 'wb') as log:\n"
        "    bot = ready.start({'PATH': '/bin'}, Path(sys.argv[1]), log, 'tests.core.hour_entry')\n"
        "print(bot.stdout.readline().decode())"
    )
    turned = {"FAKETIME": "+3600s", "FAKETIME_DONT_FAKE_MONOTONIC": "1"}
    root = Path(__file__).parents[2]
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(root)}
    command = [sys.executable, "-c", begins, str(tmp_path)]

    said = [
        subprocess.run(command, cwd=tmp_path, env=environment | more, capture_output=True, text=True).stdout
        for more in (turned, {})
    ]

    assert [one.strip() for one in said] == [str(sorted(turned.items())), "[]"]


REAL = """id,kecamatan,desa_kelurahan,lokasi,kegiatan,komisi_turunan,volume,satuan
1,Uji,Satu,Kp. Mawar RT 01/02,Pembangunan Jembatan,sarpras,1.5,M
2,Uji,Satu|Dua,,Pelatihan Menjahit,ekonomi,20,Orang
3,Uji,Dua,Balai desa,Rapat,pemerintahan,100,%
"""


def test_real_rows_go_through_the_importer_and_are_compared(tmp_path: Path) -> None:
    file = tmp_path / "real.csv"
    file.write_text(REAL)
    command = [sys.executable, "-m", "tests.tools.sukabumi"]
    root = Path(__file__).parents[2]

    done = subprocess.run([*command, str(file)], cwd=root, capture_output=True, text=True)
    absent = subprocess.run([*command, str(tmp_path / "none.csv")], cwd=root, capture_output=True, text=True)

    first, *_, last = done.stdout.splitlines()
    assert " ".join(first.split()) == (
        "Uji rows 3 taken 3 drafts 3 refused 0 volumes 3 units, 0 left open agrees"
    )
    assert last.startswith("1 kecamatan, 3 rows: 3 taken (3 drafts), 0 refused, 0 differences")
    assert done.returncode == 0, done.stderr
    assert (absent.stdout.startswith("skipped: "), absent.returncode) == (True, 0)
