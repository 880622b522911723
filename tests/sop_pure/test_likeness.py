"""When two usulan are the same, and when not: whatever the accidents of writing."""

from __future__ import annotations

from decimal import Decimal

import pytest

from sop.duplicates.compare import likeness
from sop.duplicates.landmarks import dusun_of
from sop.duplicates.normal import Norm, normal
from sop.duplicates.spelling import mended
from sop.reading.rt_rw import all_rt_rw
from tests.sop_pure.said_usulan import Said

pytestmark = pytest.mark.quick


def norm(
    title: str,
    place: str,
    problem: str | None = None,
    code: str | None = None,
    output: str | None = None,
    volume: int | None = None,
) -> Norm:
    said = Said(title, place, problem, volume=None if volume is None else Decimal(volume), unit="m")
    return normal(said, code=code, kelurahan="Kedung Badak", output=output)


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
        (("Penyediaan sanitasi MCK", "Kp. Randu RT 03/05"), ("MCK", "Kp Randu Rt 3 Rw 5")),
        (("Pemeliharaan periodik jalan", "Randu - Salam"), ("Pemeliharaan rutin jalan", "ruas Randu-Salam")),
        (("PJU tenaga surya", "Gang Melati"), ("Pemasangan PJU surya", "gg. melati")),
        (("Peningkatan sarana lingkungan", "Gang Melati"), ("Sarana lingkungan", "gg. Melati")),
        (("Jembatan", "RT 01,02/01"), ("Perbaikan jembatan", "RT 2 RW 1")),
        (("Drainase", "Kp. Salam Rt 04Rw 01"), ("Selokan", "kp salam rt 4/1")),
        (("Lampu jalan", "Dusun I-IV"), ("PJU", "kadus 1 s/d 4")),
        (
            ("MCK", "Kp. Salam Rt 03/03; Kp. Randu; Kp. Jati Rt 04/04"),
            ("MCK umum", "Kampung Salam RT 3 RW 3"),
        ),
        (("Bibit ikan", "Poktan Subur dan Makmur"), ("Bantuan bibit ikan", "kelompok tani makmur")),
        (
            ("Rehabilitasi ruang kelas SD", "SDN Randu 2 Kp. Salam RT 04/01"),
            ("Perbaikan ruang kelas", "SD Negeri 2 Randu"),
        ),
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
        (("Pembangunan pagar SD", "Kp. Salam RT 03/05"), ("Pembangunan pagar SMP", "Kp. Salam RT 03/05")),
        (("Penunjang pendidikan SD", "Kp. Salam"), ("Penunjang pendidikan SMP", "Kp. Salam")),
        (("Lapangan voli", "Kp. Salam RT 03/05"), ("Lapangan sepak bola", "Kp. Salam RT 03/05")),
        (("Ruang kelas SD", "SDN Randu Kp. Salam"), ("Ruang kelas SD", "SDN Jati Kp. Salam")),
        (("Jaringan irigasi", "Poktan Subur RT 03/05"), ("Irigasi", "Poktan Makmur RT 03/05")),
        (("Lampu jalan", "Dusun I"), ("Lampu jalan", "Dusun IV")),
        (("Drainase", "RT 21 RW 04"), ("Drainase", "RT 21a RW 04")),
        (("Drainase", "Kp. Salam RT 03/05"), ("Drainase", "Kp. Salam RW 05")),
        (("Drainase", "Kp. Kedung Badak"), ("Drainase", "Kelurahan Kedung Badak")),
        (("TPT", "Kp. Gentong"), ("TPT", "Kp. Genteng")),
        (("Pembangunan lampu jalan", "RT 03/05"), ("Pemeliharaan lampu jalan", "RT 03/05")),
        (("Irigasi", "Saluran irigasi Salam RT 3/5"), ("Irigasi", "Bendungan irigasi Salam RT 3/5")),
        (("Pengadaan kendaraan", "Puskesmas Salam"), ("Pemeliharaan kendaraan", "Puskesmas Salam")),
        (("Pembangunan pagar", "Kp. Salam RT 03/05"), ("Pembangunan pasar", "Kp. Salam RT 03/05")),
        (("Pagar posyandu", "Gang Melati"), ("Posyandu", "Gang Melati")),
        (("Perlengkapan jalan", "Gang Melati"), ("Perbaikan jalan", "Gang Melati")),
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


def test_what_is_bought_tells_two_vague_titles_apart() -> None:
    def said(place: str, output: str | None) -> Norm:
        return norm("Peningkatan sarana peternakan", place, output=output)

    sheep = said("Kp. Salam", "Bibit domba")
    more_sheep = said("Kampung Salam", "Jumlah bibit domba yang dibeli")

    assert likeness(sheep, more_sheep) > 0
    assert likeness(sheep, said("Kampung Salam", "Bibit sapi")) == 0.0
    assert likeness(sheep, said("Kampung Salam", None)) == 0.0


def test_a_title_that_names_the_thing_is_not_overruled_by_the_entry_that_was_picked() -> None:
    one = norm("Perbaikan selokan", "Gang Melati", code="SP-01", output="Saluran drainase")
    other = norm("Drainase", "gg. Melati", code="SP-03", output="Tembok penahan tanah")

    assert likeness(one, other) > 0


def test_a_vague_title_is_compared_by_what_it_buys() -> None:
    vague = norm("Infrastruktur pertanian", "Kp. Salam RT 03/05", output="Jaringan irigasi")
    clear = norm("Rehabilitasi saluran irigasi", "kp salam rt 3/5")

    assert likeness(vague, clear) > 0


def test_the_same_letters_are_the_same_however_little_they_say() -> None:
    assert likeness(norm("Sarana lingkungan", ""), norm("Sarana Lingkungan", " ")) > 0
    assert likeness(norm("Sarana lingkungan umum", "RT 3/5"), norm("SARANA LINGKUNGAN UMUM", "Rt. 3/5")) > 0


def test_without_a_place_the_amount_has_to_be_the_same() -> None:
    assert likeness(norm("Drainase", "", volume=120), norm("Pembuatan selokan", "", volume=120)) > 0
    assert likeness(norm("Drainase", "", volume=120), norm("Pembuatan selokan", "", volume=80)) == 0.0
    assert likeness(norm("Drainase", ""), norm("Pembuatan selokan", "")) == 0.0


def test_the_same_amount_speaks_for_a_kampung_and_its_rt() -> None:
    whole, part = norm("Drainase", "Kp. Salam", volume=120), norm("Selokan", "Kp. Salam RT 3/5", volume=120)

    assert likeness(whole, part) > 0
    assert likeness(whole, norm("Selokan", "Kp. Salam RT 3/5", volume=80)) == 0.0
    assert likeness(norm("Drainase", "Kadus 1 Salam", volume=120), part) == 0.0


def test_the_works_of_a_group_are_not_those_of_its_rt_unless_the_amount_is_the_same() -> None:
    group = norm("Irigasi", "Poktan Subur RT 3/5", volume=120)

    assert likeness(group, norm("Jaringan irigasi", "RT 3/5", volume=120)) > 0
    assert likeness(group, norm("Jaringan irigasi", "RT 3/5", volume=80)) == 0.0


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
        ("rt 01,02/01", {(1, 1), (2, 1)}),
        ("rt 18,19/4", {(18, 4), (19, 4)}),
        ("rt 04rw 01", {(4, 1)}),
        ("rt.0 2rw.04", {(2, 4)}),
        ("rt.01 - rt.03", {(1, 0), (2, 0), (3, 0)}),
        ("rt 01-03 rw 06", {(1, 6), (2, 6), (3, 6)}),
        ("rt/rw. 01/02", {(1, 2)}),
        ("rw 04 rt 01,02 dan rw 05 rt 03", {(1, 4), (2, 4), (3, 5)}),
        ("rt tiga rw lima", {(3, 5)}),
        ("rw,01 s/d rw,03", {(0, 1), (0, 2), (0, 3)}),
        ("tahun 2018/2019", set()),
    ],
)
def test_rt_and_rw_are_read_as_people_write_them(text: str, pairs: set[tuple[int, int]]) -> None:
    assert all_rt_rw(text, bare=True)[0] == pairs


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("dusun i-iv", {1, 2, 3, 4}),
        ("kadus 3", {3}),
        ("dsn. 1, 2 dan 3 kp salam", {1, 2, 3}),
        ("dusun1 s/d 3", {1, 2, 3}),
        ("dusun ivan", set()),
    ],
)
def test_the_numbers_of_dusun(text: str, numbers: set[int]) -> None:
    assert dusun_of(text)[0] == numbers


def test_what_is_stored_is_what_was_compared() -> None:
    one = norm("Pembangunan drainase", "Gang Mawar RT 03/RW 05", "Got tersumbat")

    assert Norm.of(one.stored()) == one


def test_what_was_stored_by_an_older_version_is_still_compared() -> None:
    kept = norm("Pembangunan drainase", "Gang Mawar RT 03/RW 05").stored()
    columns = ("code", "what", "more", "where", "lanes", "rtrw")

    assert likeness(Norm.of({name: kept[name] for name in columns}), norm("Drainase", "Gg. Mawar RT 3/5")) > 0
