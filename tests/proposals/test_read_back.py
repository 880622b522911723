"""Where, how much and for whom, as people write it: understood and read back, or refused with a way on."""

from __future__ import annotations

import pytest

from models.posts import Post
from tests.support.office import Bureau, Office
from tests.support.usulan import (
    ASKED,
    asked,
    comes_outside_kamus,
    comes_to,
    goes_on,
    presses_send,
    reads,
    row,
    speaks_plainly,
)


@pytest.fixture(scope="module")
def here(bureau: Bureau) -> Office:
    office = bureau.office()
    office.joins(Post.JFU, "Dewi Lestari")
    for name in ("Siti Aminah", "Budi Santoso", "Cici Paramida", "Deden Supardi"):
        office.joins(Post.DELEGASI, name, "Kelurahan A")
    return office


def test_volume_is_read_back_in_words_and_what_is_no_volume_is_refused_with_a_way_on(here: Office) -> None:
    siti = here.people["Siti Aminah"]
    comes_to(siti, "volume")
    for typed, why in [
        ("12 o", "⚠️ Maaf, “12 o” tidak terbaca sebagai angka."),
        ("1,255", "⚠️ “1,255” bisa berarti 1.255 atau 1,26. Mohon tulis 1.255 atau 1,26."),
        ("60+60", "⚠️ Mohon jumlahkan dulu “60+60”, lalu tulis satu angka, misalnya 120."),
        ("1.5 jt", "⚠️ Maaf, “1.5 jt” terbaca sebagai jumlah uang, sedangkan yang ditanyakan volumenya."),
        ("2 km", "⚠️ Volume di sini dihitung dalam meter, sedangkan Bapak/Ibu menulis “kilometer”."),
    ]:
        siti.sends(typed)
        siti.sees(why)
    assert row(here).volume is None

    for typed, echo in [
        ("panjang 12O meter", "✔ Volumenya 120 meter."),
        ("120 m x 2 m", "✔ Panjangnya 120 meter (dari 120 x 2)."),
    ]:
        siti.sends(typed)
        siti.sees(echo)
        siti.sees("Menurut kamus Rp1.200.000 x 120 meter = Rp144.000.000")
        assert (row(here).volume, row(here).unit) == (120, "m")
        siti.taps("Kembali")
        siti.sees("Berapa volumenya?")
    siti.taps("Simpan & keluar")
    speaks_plainly(siti)


def test_not_any_word_is_a_unit_outside_the_kamus(here: Office) -> None:
    budi = here.people["Budi Santoso"]
    comes_outside_kamus(budi, "Pembuatan taman bacaan warga")
    for typed, why in [
        ("12 l unit", "⚠️ Maaf, “l unit” pada “12 l unit” bukan satuan. Mohon tulis jumlah dan satuannya"),
        ("12 o unit", "⚠️ Maaf, “12 o unit” tidak terbaca sebagai angka."),
        ("1.000.00 unit", "⚠️ Maaf, “1.000.00 unit” tidak terbaca sebagai angka."),
        ("1.5 jt", "⚠️ Maaf, “1.5 jt” terbaca sebagai jumlah uang"),
        ("12", "⚠️ Satuannya belum ada. Mohon tulis jumlah dan satuannya, misalnya 12 unit."),
    ]:
        budi.sends(typed)
        budi.sees(why)
    assert row(here).volume is None

    budi.sends("12O unit")
    budi.sees("✔ Volumenya 120 unit.")
    budi.taps("Kembali")
    budi.sees("Berapa volumenya?")
    budi.sends("3 rak buku")  # a word of the author's own
    budi.sees("✔ Volumenya 3 rak buku.")
    assert (row(here).volume, row(here).unit) == (3, "rak buku")
    speaks_plainly(budi)


def test_how_many_gain_is_read_back_where_it_was_not_written_as_asked(here: Office) -> None:
    cici = here.people["Cici Paramida"]
    comes_to(cici, "people")
    cici.sends("60+60")
    cici.sees("⚠️ Maaf, “60+60” tidak terbaca sebagai jumlah penerima. Mohon tulis seperti 25 KK")
    for typed, echo, stored in [
        (
            "45",
            "✔ Penerimanya 45 KK. Bila yang dimaksud 45 jiwa, tekan Kembali lalu tulis 45 jiwa.",
            (45, None),
        ),
        ("5O KK", "✔ Penerimanya 50 KK.", (50, None)),
        ("KK 25 jiwa 90", "✔ Penerimanya 25 KK, 90 jiwa.", (25, 90)),
        ("25 KK, 90 jiwa (balita 12)", "✔ Penerimanya 25 KK, 90 jiwa.", (25, 90)),
    ]:
        cici.sends(typed)
        reads(cici, f"{echo}\n\n{asked('urgency')}")
        assert (row(here).households, row(here).people) == stored
        cici.taps("Kembali")
        cici.sees("Berapa penerima manfaatnya?")
    cici.sends("25 KK 90 jiwa")
    reads(cici, asked("urgency"))
    speaks_plainly(cici)


@pytest.mark.parametrize(
    ("place", "typed", "stored", "echo"),
    [
        ("Gang Mawar depan musala", "RT 12-14/03", (12, 3), "✔ Tercatat RT 12/RW 03, yang pertama ditulis;"),
        ("Gang Mawar depan musala", "rt tiga rw lima", (3, 5), "✔ Lokasinya RT 03/RW 05."),
        ("Gang Mawar depan musala", "RT O3/RW O5", (3, 5), "✔ Lokasinya RT 03/RW 05."),
        ("Gang Mawar depan musala", "RW 05", (None, 5), "✔ Untuk seluruh RW 05."),
        ("Gang Mawar RT 44,45/10", None, (44, 10), "✔ Tercatat RT 44/RW 10, yang pertama ditulis;"),
        ("Balai RW 05", None, (None, 5), "✔ Untuk seluruh RW 05."),
        ("Aula kelurahan", None, (None, None), "✔ Untuk seluruh kelurahan, tanpa RT dan RW."),
    ],
)
def test_rt_and_rw_as_people_write_them(
    here: Office, place: str, typed: str | None, stored: tuple[int | None, int | None], echo: str
) -> None:
    deden = here.people["Deden Supardi"]
    comes_to(deden, "place")
    deden.sends(place)
    if typed is not None:
        deden.sees("RT dan RW berapa?")
        deden.sends(typed)
    deden.sees(echo)
    deden.sees(ASKED["pin"])
    kept = row(here)
    assert (kept.rt, kept.rw) == stored
    assert kept.place == (f"{place}, {typed}" if typed == "RT 12-14/03" else place)
    deden.taps("Simpan & keluar")
    speaks_plainly(deden)


def test_a_whole_rw_is_asked_for_where_the_place_names_a_lane(here: Office) -> None:
    deden = here.people["Deden Supardi"]
    comes_to(deden, "place")
    deden.sends("Gang Mawar, RW 05")  # a lane lies in one RT, or all of the RW is meant: asked
    deden.sees("RT dan RW berapa?")
    assert "Seluruh kelurahan" not in deden.buttons
    deden.taps("Seluruh RW 05")
    deden.sees("✔ Untuk seluruh RW 05.")
    goes_on(deden, "pin")
    deden.sees("Lokasi: Gang Mawar, RW 05")
    number = presses_send(deden)
    kept = row(here, number)
    assert (kept.rt, kept.rw, (kept.norm or {})["rtrw"]) == (None, 5, [[0, 5]])
    speaks_plainly(deden)


def test_a_whole_kelurahan_has_neither(here: Office) -> None:
    siti = here.people["Siti Aminah"]
    comes_to(siti, "place")
    siti.sends("Tersebar, mulai RT 04")  # an RT without its RW
    siti.sees("RT dan RW berapa?")
    siti.taps("Seluruh kelurahan")
    siti.sees("✔ Untuk seluruh kelurahan, tanpa RT dan RW.")
    goes_on(siti, "pin")
    siti.sees("Lokasi: Tersebar, mulai RT 04, seluruh kelurahan")
    number = presses_send(siti)
    kept = row(here, number)
    assert (kept.rt, kept.rw, kept.place) == (None, None, "Tersebar, mulai RT 04, seluruh kelurahan")
    speaks_plainly(siti)
