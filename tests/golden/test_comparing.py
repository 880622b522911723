"""Two records that differ are told apart, and those that are equal are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.golden.comparing import differences
from tests.golden.files import lines_of
from tests.golden.record import Record
from tests.support.filled import a_row, a_workbook

pytestmark = pytest.mark.quick


def _record(folder: Path, **files: str) -> Path:
    for name, words in files.items():
        (folder / "season").mkdir(parents=True, exist_ok=True)
        (folder / "season" / f"{name}.txt").write_text(words, "utf-8")
    return folder


def test_what_differs_is_named_with_its_file_and_line(tmp_path: Path) -> None:
    before = _record(
        tmp_path / "before", jfu="Usulan diterima.\nSidik jari 1a2b3c4d5e6f\n", camat="Laporan\n"
    )
    after = _record(tmp_path / "after", jfu="Usulan diterima.\nSidik jari 1a2b3c4d5e6e\n", lurah="Baru\n")

    assert list(differences(before, after)) == [
        "--- before/season/camat.txt",
        "+++ after/season/camat.txt",
        "@@ -1 +0,0 @@",
        "-Laporan",
        "--- before/season/jfu.txt",
        "+++ after/season/jfu.txt",
        "@@ -1,2 +1,2 @@",
        " Usulan diterima.",
        "-Sidik jari 1a2b3c4d5e6f",
        "+Sidik jari 1a2b3c4d5e6e",
        "--- before/season/lurah.txt",
        "+++ after/season/lurah.txt",
        "@@ -0,0 +1 @@",
        "+Baru",
    ]


def test_equal_records_have_no_differences(tmp_path: Path) -> None:
    words = {"jfu": "Usulan diterima.\n", "camat": "Laporan\n"}

    assert list(differences(_record(tmp_path / "one", **words), _record(tmp_path / "two", **words))) == []


def test_secret_of_an_app_is_no_difference_and_a_fingerprint_is_one(tmp_path: Path) -> None:
    def recorded(folder: str, secret: str, mark: str) -> Path:
        lines = [f"<code>{secret}</code>", f"Sidik jari {mark}, versi 1."]
        Record(tmp_path / folder / "season").write("admin.txt", lines)
        return tmp_path / folder

    first = recorded("first", "YN6Z2DO2SQ4PJVGN6B5PR2S7IYLFAZ3O", "08d4d44e0d8c")
    again = recorded("again", "IVIYGF5DEH3VC2HSVU2ZS3GDKP3SVJAS", "08d4d44e0d8c")
    other = recorded("other", "IVIYGF5DEH3VC2HSVU2ZS3GDKP3SVJAS", "08d4d44e0d8d")

    assert list(differences(first, again)) == []
    assert [line for line in differences(first, other) if line[0] in "-+"][2:] == [
        "-Sidik jari 08d4d44e0d8c, versi 1.",
        "+Sidik jari 08d4d44e0d8d, versi 1.",
    ]


def test_workbook_is_told_cell_by_cell() -> None:
    lines = list(lines_of("usulan.xlsx", a_workbook([a_row(kelurahan="Kelurahan A", volume=2)])))

    assert lines[0] == "-- sheet Sheet"
    assert "B1 'Kelurahan'" in lines
    assert "B2 'Kelurahan A'" in lines
    assert "J2 2" in lines
