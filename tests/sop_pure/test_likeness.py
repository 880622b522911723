"""When two usulan are the same, and when not: whatever the accidents of writing."""

from __future__ import annotations

import pytest

from sop.duplicates.compare import likeness
from sop.duplicates.neighbourhood import rt_rw_of
from sop.duplicates.normal import Norm, normal
from sop.duplicates.spelling import mended
from tests.sop_pure.said_usulan import Said

pytestmark = pytest.mark.quick


def norm(title: str, place: str, problem: str | None = None, code: str | None = None) -> Norm:
    return normal(Said(title, place, problem), code=code, kelurahan="Kedung Badak")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Pembangunan drainase", "Jalan Melati RT 03/RW 05"), ("Pembuatan selokan", "Jl. Melati Rt 3 Rw 5")),
        (("Pengaspalan jalan", "Gg. Mawar RW 05"), ("Aspal jalan gang Mawar", "RT 3 RW 05 gang mawar")),
        (("Pembangunan MCK", "RT 06/01, 12/02"), ("Pembangunan jamban umum", "rt.012/002 dan rt.06/01")),
        (("Perbaikan jembatan", "Kp. Bojong Asih"), ("Rehab jmbatan", "kampung Bojongasih")),
        (("Pembangunan PJU", "Kp. Pasir s.d Kp. Datar"), ("Penerangan jalan umum", "kp pasir - kp datar")),
        (
            ("Rehabilitasi ruang kelas SD", "SDN 2 Cibodas"),
            ("Perbaikan ruang kelas SD", "SD Negeri Cibodas 2"),
        ),
        (("Jaringan irigasi", "Poktan Subur Makmur"), ("pembangunan irigsi", "kelompok tani Subur Makmurr")),
        (("Air bersih", "Seluruh Kelurahan Kedung Badak"), ("Pipanisasi air bersih", "kedungbadak")),
        (("Penerangan jalan umum", "Rt 17 s/d 20"), ("PJU", "RT 17 s.d 20")),
        (("Pembangunan posyandu", "Dusun I, II, III"), ("Gedung posyandu", "dusun 1,2,3")),
    ],
)
def test_the_same_in_other_words(one: tuple[str, str], other: tuple[str, str]) -> None:
    assert likeness(norm(*one), norm(*other)) > 0
    assert likeness(norm(*one), norm(*other)) == likeness(norm(*other), norm(*one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            ("Pembangunan drainase", "Gang Mawar RT 03/RW 05"),
            ("Pembangunan drainase", "Gang Mawar RT 04/RW 05"),
        ),
        (
            ("Pembangunan drainase", "Gang Mawar RT 03/RW 05"),
            ("Pembangunan jembatan", "Gang Mawar RT 03/RW 05"),
        ),
        (("Ruang kelas SD", "SDN 1 Cibodas"), ("Ruang kelas SD", "SDN 2 Cibodas")),
        (("Kantin", "SDN 1 Cibodas; kantin 1"), ("Kantin", "SDN 2 Cibodas; kantin 1")),
        (("Objek wisata", "Curug Cigaru Kp. Tipar"), ("Objek wisata", "Curug Cisaat Kp. Tipar")),
        (("Perbaikan rumah", "Kp. Cikiwul Tengah"), ("Perbaikan rumah", "Kp. Cikiwul Hilir")),
        (("Bina keluarga remaja", "Balai warga"), ("Bina keluarga lansia", "Balai warga")),
        (("Pembangunan", ""), ("Pembangunan", "")),
    ],
)
def test_something_else_or_somewhere_else(one: tuple[str, str], other: tuple[str, str]) -> None:
    assert likeness(norm(*one), norm(*other)) == 0.0


def test_in_one_rt_the_troubles_tell_two_landmarks_apart() -> None:
    first = norm("Drainase", "depan musala RT 03/RW 05", "Got tersumbat, air meluap ke rumah")
    same = norm("Drainase", "dekat pos ronda RT 03/RW 05", "Air meluap ke rumah karena got tersumbat")
    another = norm("Drainase", "dekat pos ronda RT 03/RW 05", "Belum ada saluran, jalan becek")

    assert likeness(first, same) > 0
    assert likeness(first, another) == 0.0


def test_the_same_entry_of_the_kamus_is_the_same_activity() -> None:
    one, other = norm("Saluran", "Gang Mawar", code="SP-01"), norm("U-ditch", "Gg Mawar", code="SP-01")

    assert likeness(one, other) > 0


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("pembaangunan", "pembangunan"),
        ("jlaan", "jalan"),
        ("pmbngnan", "pembangunan"),
        ("pngktn", "peningkatan"),
        ("irgiasi", "irigasi"),
        ("melati", "melati"),
        ("kelas", "kelas"),
        ("rt", "rt"),
    ],
)
def test_slips_and_short_forms_of_known_words_are_put_right(typed: str, meant: str) -> None:
    assert mended(typed) == meant


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("rt 03/rw 05", {(3, 5)}),
        ("rw.05 rt.3", {(3, 5)}),
        ("rt 06/01, 12/02", {(6, 1), (12, 2)}),
        ("rw 01 dan 02", {(0, 1), (0, 2)}),
        ("rt 01, 02 dan 03 rw 04", {(1, 4), (2, 4), (3, 4)}),
        ("rt 17 s.d 19 rw 02", {(17, 2), (18, 2), (19, 2)}),
        ("gang mawar", set()),
    ],
)
def test_rt_and_rw_are_read_as_people_write_them(text: str, pairs: set[tuple[int, int]]) -> None:
    assert rt_rw_of(text, bare=True)[0] == pairs


def test_what_is_stored_is_what_was_compared() -> None:
    one = norm("Pembangunan drainase", "Gang Mawar RT 03/RW 05", "Got tersumbat")

    assert Norm.of(one.stored()) == one
