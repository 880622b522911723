"""What people type is understood, or refused with the right sentence."""

import re
from collections.abc import Callable
from datetime import date, time
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sop import reading
from sop.core.refused import Refused
from sop.reading import Beneficiaries
from sop.reading.lengths import sides_in, unit_in
from texts import figures, plain, sentences

pytestmark = pytest.mark.quick

TODAY = date(2026, 11, 24)  # a Tuesday


def refusal(read: Callable[..., object], *args: object) -> str:
    """The sentence with which an answer is refused, as the person reads it."""
    with pytest.raises(Refused) as refused:
        read(*args)
    return plain(refused.value.key, **refused.value.facts)


def key(read: Callable[..., object], *args: object) -> str:
    with pytest.raises(Refused) as refused:
        read(*args)
    assert "{" not in plain(refused.value.key, **refused.value.facts)
    return refused.value.key.removeprefix("reading.")


@pytest.mark.parametrize(
    ("answer", "amount"),
    [
        ("175 juta", 175_000_000),
        ("Rp 1,5 miliar", 1_500_000_000),
        ("175.000.000", 175_000_000),
        ("Rp175.000.000,00", 175_000_000),
        ("Rp. 175.000.000,-", 175_000_000),
        ("175jt", 175_000_000),
        ("2 M", 2_000_000_000),
        ("500 rb", 500_000),
        ("175000000", 175_000_000),
        ("175,000,000", 175_000_000),
        ("175 000 000", 175_000_000),
        ("175,000", 175_000),
        ("1.5 miliar", 1_500_000_000),
        ("1.500 juta", 1_500_000_000),
        ("0,5 M", 500_000_000),
        ("1 miliar 250 juta", 1_250_000_000),
        ("1 milyar dan 5 juta".replace("dan ", ""), 1_005_000_000),
        ("175 juta 500 ribu", 175_500_000),
        ("sekitar Rp 175 juta rupiah.", 175_000_000),
        ("± 90 jt", 90_000_000),
        ("100 miliar", 100_000_000_000),
        ("１７５ juta", 175_000_000),
        ("1", 1),
    ],
)
def test_rupiah_is_read(answer: str, amount: int) -> None:
    assert reading.rupiah(answer) == amount


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ("nol", "money_zero"),
        ("0", "money_zero"),
        ("Rp0,00", "money_zero"),
        ("0 juta", "money_zero"),
        ("-5", "money_negative"),
        ("Rp -5 juta", "money_negative"),
        ("minus 5 juta", "money_negative"),
        ("1.000.000.000.000", "money_too_large"),
        ("2 triliun", "money_too_large"),
        ("100.000.000.001", "money_too_large"),
        ("", "money_unclear"),
        ("banyak", "money_unclear"),
        ("ratusan juta", "money_unclear"),
        ("dua lima juta", "money_unclear"),
        ("1.000.00", "money_unclear"),
        ("1,500 juta", "money_unclear"),
        ("60+60", "money_unclear"),
        ("1,5", "money_unclear"),
        ("1.2.3", "money_unclear"),
        ("1 miliar 250", "money_unclear"),
        ("250 juta 1 miliar", "money_unclear"),
        ("175 juta x 2", "money_unclear"),
        ("175 jutawan", "money_unclear"),
        ("9" * 5000, "money_unclear"),
        ("rp" * 2500, "money_unclear"),
    ],
)
def test_rupiah_is_refused(answer: str, why: str) -> None:
    assert key(reading.rupiah, answer) == why


def test_an_amount_that_is_too_large_is_answered_in_a_whole_sentence() -> None:
    assert refusal(reading.rupiah, "1.000.000.000.000") == (
        "Jumlah itu lebih dari Rp100.000.000.000, batas untuk satu usulan. Mohon periksa angka nolnya lalu"
        " tulis kembali."
    )


@given(st.integers(1, reading.DEAREST))
def test_every_amount_is_read_back_from_how_we_write_it(amount: int) -> None:
    assert reading.rupiah(figures.rupiah(amount)) == amount
    assert reading.rupiah(str(amount)) == amount
    assert reading.rupiah(f"{figures.number(Decimal(amount) / 10**6, 6)} juta") == amount


@pytest.mark.parametrize(
    ("answer", "value"),
    [
        ("40", "40"),
        ("1,5", "1.5"),
        ("1.5", "1.5"),
        ("1.25", "1.25"),
        ("1.250", "1250"),
        ("1.250,5", "1250.5"),
        ("1,25", "1.25"),
        ("0.125", "0.125"),
        ("0,5", "0.5"),
        ("0050", "50"),
        ("40 m", "40"),
        ("40 meter.", "40"),
        ("40 m²", "40"),
        ("12 lampu", "12"),
        ("1.000.000", "1000000"),
    ],
)
def test_quantity_is_read(answer: str, value: str) -> None:
    assert reading.quantity(answer) == Decimal(value)


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ("nol", "quantity_zero"),
        ("0", "quantity_zero"),
        ("0,000", "quantity_zero"),
        ("0 m", "quantity_zero"),
        ("-5", "quantity_negative"),
        ("−5", "quantity_negative"),
        ("minus 5", "quantity_negative"),
        ("1.000.001", "quantity_too_large"),
        ("1,2345", "quantity_decimals"),
        ("puluhan", "quantity_unclear"),
        ("1,250", "quantity_two_ways"),
        ("1,255", "quantity_two_ways"),
        ("1.000.00", "quantity_unclear"),
        ("12 o", "quantity_unclear"),
        ("12ounit", "quantity_unclear"),
        ("2 ribu lembar", "quantity_unclear"),
        ("12 l unit", "quantity_word"),
        ("1.5 jt", "quantity_money"),
        ("60+60", "quantity_sum"),
        ("1.25.5", "quantity_unclear"),
        ("40 50", "quantity_unclear"),
        ("4e9", "quantity_unclear"),
        ("", "quantity_unclear"),
        ("9" * 5000, "quantity_unclear"),
        ("😀", "quantity_unclear"),
    ],
)
def test_quantity_is_refused(answer: str, why: str) -> None:
    assert key(reading.quantity, answer) == why


@pytest.mark.parametrize(
    ("answer", "unit"), [("2 km", "m"), ("40 m", "m2"), ("40 m", "titik"), ("3 m3", "m2"), ("10 buah", "m")]
)
def test_another_measure_than_the_expected_is_refused(answer: str, unit: str) -> None:
    assert key(reading.quantity, answer, unit) == "quantity_unit"


@pytest.mark.parametrize(
    ("answer", "unit"),
    [("40 meter", "m"), ("40 m²", "m2"), ("40 meter persegi", "m2"), ("40 lampu", "titik"), ("40", "m3")],
)
def test_the_expected_measure_may_be_written(answer: str, unit: str) -> None:
    assert reading.quantity(answer, unit) == 40


@given(st.decimals(Decimal("0.001"), Decimal(1_000_000), places=3))
def test_every_quantity_is_read_back_from_how_we_write_it(value: Decimal) -> None:
    shown = figures.number(value)
    if re.fullmatch("[1-9][0-9]{0,2},[0-9]{3}", shown):  # may be thousands
        assert key(reading.quantity, shown) == "quantity_two_ways"
    else:
        assert reading.quantity(shown) == value


@pytest.mark.parametrize(
    ("answer", "product"),
    [
        ("40 x 1,2 x 0,5", "24"),
        ("40x1.2", "48"),
        ("40 m × 1,2 m × 0,5 m", "24"),
        ("10 kali 3", "30"),
        ("10*3", "30"),
        ("0,125 x 0,125", "0.016"),
        ("12 m x 1,5 m x 20 cm", "3.6"),
        ("12mx1,5m", "18"),
        ("2 km x 4 m", "8000"),
        ("p 12 l 1,5 t 0,2", "3.6"),
        ("Panjang: 12 m, lebar: 1,5 m", "18"),
        ("panjang 12 m x lebar 150 cm", "18"),
        ("12 x 1,5 m2", "18"),
        ("12 x 1,5 = 18 m2", "18"),
    ],
)
def test_dimensions_are_multiplied(answer: str, product: str) -> None:
    assert reading.dimensions(answer) == Decimal(product)


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ("40", "dimensions_unclear"),
        ("1 x 2 x 3 x 4", "dimensions_unclear"),
        ("40 x", "dimensions_unclear"),
        ("2 lokasi x 12 m x 1,5 m", "dimensions_unclear"),
        ("12 x 1,5 = 20", "dimensions_result"),
        ("2 kali", "dimensions_unclear"),
        ("12 box", "dimensions_unclear"),
        ("40 x nol", "quantity_zero"),
        ("40 x -2", "quantity_negative"),
        ("40 ha x 2", "quantity_unit"),
        ("10.000 x 1.000", "quantity_too_large"),
        ("0,001 x 0,001", "quantity_zero"),
    ],
)
def test_dimensions_are_refused(answer: str, why: str) -> None:
    assert key(reading.dimensions, answer) == why


@pytest.mark.parametrize(
    ("answer", "unit", "value"),
    [("40 x 1,5", "m2", "60"), ("20 x 3 x 0,4", "m3", "24"), ("60", "m2", "60"), ("5 titik", "titik", "5")],
)
def test_a_volume_is_a_figure_or_its_sides(answer: str, unit: str, value: str) -> None:
    assert reading.volume(answer, unit) == Decimal(value)


@pytest.mark.parametrize(
    ("answer", "unit", "why"),
    [
        ("40 x 1,5 x 2", "m2", "dimensions_m2"),
        ("40 x 1,5", "m3", "dimensions_m3"),
        ("40 x 1,5", "titik", "dimensions_not_here"),
    ],
)
def test_sides_must_fit_the_unit(answer: str, unit: str, why: str) -> None:
    assert key(reading.volume, answer, unit) == why


def test_sides_are_shown_as_they_were_meant() -> None:
    assert sides_in("12 x 1.5") == "12 x 1,5"
    assert sides_in("1.250 x 2") == "1.250 x 2"
    assert sides_in("12 m x 1,5 m x 20 cm") == "12 m x 1,5 m x 20 cm"
    assert sides_in("p 12 l 1,5") == "12 x 1,5"
    assert sides_in("2 kali") is None
    assert [unit_in(answer) for answer in ("12 m x 1,5 m", "12 box", "2 kubik", "40", "40 m'")] == [
        ("m2", True),
        ("box", False),
        ("m3", False),
        ("", False),
        ("m", False),
    ]


def test_whole_numbers() -> None:
    assert [reading.whole(answer, 1, 2000) for answer in ("12", "12 orang", "1.250")] == [12, 12, 1250]
    assert [key(reading.whole, answer, 1, 5) for answer in ("0", "6", "1,5", "beberapa", "-1", "")] == [
        "whole_range",
        "whole_range",
        "whole_unclear",
        "whole_unclear",
        "whole_unclear",
        "whole_unclear",
    ]


@pytest.mark.parametrize(
    ("answer", "counted"),
    [
        ("25 KK", Beneficiaries(25, None)),
        ("25", Beneficiaries(25, None)),
        ("25 KK 90 jiwa", Beneficiaries(25, 90)),
        ("25KK, 90 orang", Beneficiaries(25, 90)),
        ("25 kk (90 jiwa)", Beneficiaries(25, 90)),
        ("25 KK dan 90 jiwa.", Beneficiaries(25, 90)),
        ("25/90", Beneficiaries(25, 90)),
        ("90 jiwa / 25 KK", Beneficiaries(25, 90)),
        ("1.250 jiwa", Beneficiaries(None, 1250)),
        ("40 orang", Beneficiaries(None, 40)),
    ],
)
def test_people_are_counted(answer: str, counted: Beneficiaries) -> None:
    assert reading.people(answer) == counted


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ("nol", "people_zero"),
        ("0 KK", "people_zero"),
        ("25 KK 0 jiwa", "people_zero"),
        ("-5", "people_zero"),
        ("90 KK 25 jiwa", "people_fewer"),
        ("25 KK 90 KK", "people_unclear"),
        ("1,5 KK", "people_unclear"),
        ("warga RW 05", "people_unclear"),
        ("900.000", "people_too_many"),
        ("1 2 3", "people_unclear"),
    ],
)
def test_people_are_refused(answer: str, why: str) -> None:
    assert key(reading.people, answer) == why


@pytest.mark.parametrize(
    "answer",
    ["RT 03/RW 05", "rt3 rw 5", "03/05", "RT.003/RW.005", "RT 3, RW 5", "RT/RW 03/05", "RW 05 RT 03", "3-5",
     "Gang Mawar, RT 03 RW 05, dekat musala"],
)  # fmt: skip
def test_rt_and_rw_are_found(answer: str) -> None:
    assert reading.rt_rw(answer) == (3, 5)


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ("Gang Mawar", "rt_rw_unclear"),
        ("RT 05", "rt_rw_unclear"),
        ("", "rt_rw_unclear"),
        ("art 3 rw 5", "rt_rw_unclear"),
        ("RT 00/RW 05", "rt_rw_range"),
        ("RT 03/RW 100", "rt_rw_range"),
    ],
)
def test_rt_and_rw_are_refused(answer: str, why: str) -> None:
    assert key(reading.rt_rw, answer) == why


@pytest.mark.parametrize(
    ("answer", "day"),
    [
        ("18/1", date(2027, 1, 18)),
        ("18-1", date(2027, 1, 18)),
        ("24/11", date(2026, 11, 24)),
        ("23/11", date(2027, 11, 23)),
        ("18 Januari 2027", date(2027, 1, 18)),
        ("18 jan", date(2027, 1, 18)),
        ("tgl 18 Januari 2027", date(2027, 1, 18)),
        ("18-01-2027", date(2027, 1, 18)),
        ("18.01.27", date(2027, 1, 18)),
        ("2027-01-18", date(2027, 1, 18)),
        ("Senin, 18 Januari 2027", date(2027, 1, 18)),
        ("hari ini", date(2026, 11, 24)),
        ("besok", date(2026, 11, 25)),
        ("Lusa", date(2026, 11, 26)),
        ("Senin", date(2026, 11, 30)),
        ("Selasa", date(2026, 12, 1)),
        ("hari Rabu", date(2026, 11, 25)),
        ("Minggu", date(2026, 11, 29)),
        ("Jum'at depan", date(2026, 11, 27)),
        ("29 Februari 2028", date(2028, 2, 29)),
        ("20 Januari 2026", date(2026, 1, 20)),
    ],
)
def test_a_day_is_read(answer: str, day: date) -> None:
    assert reading.day(answer, TODAY) == day


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ("31/2", "day_impossible"),
        ("29 Februari 2027", "day_impossible"),
        ("18/13", "day_impossible"),
        ("18 Januari 2207", "day_far"),
        ("0/0/0000", "day_impossible"),
        ("0/0", "day_impossible"),
        ("Selasa, 18 Januari 2027", "day_weekday"),
        ("18 Janwari", "day_unclear"),
        ("nanti", "day_unclear"),
        ("minggu depan", "day_unclear"),
        ("5", "day_unclear"),
        ("", "day_unclear"),
    ],
)
def test_a_day_is_refused(answer: str, why: str) -> None:
    assert key(reading.day, answer, TODAY) == why


@given(st.dates(date(2025, 1, 1), date(2029, 1, 1)))
def test_every_day_is_read_back_from_how_we_write_it(day: date) -> None:
    assert reading.day(figures.date(day), TODAY) == day
    assert reading.day(figures.short_date(day), TODAY) == day


@pytest.mark.parametrize(
    ("answer", "hour"),
    [
        ("9", time(9)),
        ("09.00", time(9)),
        ("9:30", time(9, 30)),
        ("pukul 9.30", time(9, 30)),
        ("jam 9 pagi", time(9)),
        ("09.00 WIB", time(9)),
        ("0930", time(9, 30)),
        ("1 siang", time(13)),
        ("11 siang", time(11)),
        ("12 siang", time(12)),
        ("4 sore", time(16)),
        ("7 malam", time(19)),
        ("12 malam", time(0)),
        ("23.59", time(23, 59)),
    ],
)
def test_an_hour_is_read(answer: str, hour: time) -> None:
    assert reading.hour(answer) == hour


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ("24.00", "hour_impossible"),
        ("9.75", "hour_impossible"),
        ("pagi", "hour_unclear"),
        ("9.3", "hour_unclear"),
        ("", "hour_unclear"),
        ("-9", "hour_unclear"),
    ],
)
def test_an_hour_is_refused(answer: str, why: str) -> None:
    assert key(reading.hour, answer) == why


def test_nip_is_its_eighteen_digits() -> None:
    assert reading.nip("19700101 199003 1 001") == "197001011990031001"
    assert reading.nip("NIP. 19700101 199003 1 001") == "197001011990031001"


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ("1970", "NIP terdiri atas 18 angka, sedangkan ini 4 angka. Mohon periksa lalu tulis kembali."),
        (
            "19701301 199003 1 001",
            "NIP diawali tanggal lahir, sedangkan 19701301 bukan tanggal. Mohon periksa lalu tulis kembali.",
        ),
        ("tidak punya", "NIP hanya berisi angka. Mohon tulis ke-18 angkanya; spasi boleh."),
    ],
)
def test_nip_is_refused(answer: str, sentence: str) -> None:
    assert refusal(reading.nip, answer) == sentence


@pytest.mark.parametrize(
    ("answer", "number"),
    [
        ("0812-3456-7890", "+6281234567890"),
        ("+62 812 3456 7890", "+6281234567890"),
        ("6281234567890", "+6281234567890"),
        ("81234567890", "+6281234567890"),
        ("(0251) 8323444", "+622518323444"),
    ],
)
def test_a_telephone_number_is_read(answer: str, number: str) -> None:
    assert reading.phone(answer) == number


@pytest.mark.parametrize("answer", ["", "tidak ada", "12", "+1 202 555 0100", "0812", "0" * 20])
def test_a_telephone_number_is_refused(answer: str) -> None:
    assert key(reading.phone, answer) == "phone_unclear"


def test_a_sentence_is_tidied_and_keeps_its_signs() -> None:
    assert (
        reading.sentence('  Saluran \n mampet <b>&" 😀👨‍👩‍👧\x00\u202e ', 5, 100)
        == 'Saluran mampet <b>&" 😀👨‍👩‍👧'
    )


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ("salah", "Jawaban ini terlalu singkat (5 huruf). Mohon tulis sedikitnya 10 huruf."),
        (
            "a" * 5000,
            "Jawaban ini terlalu panjang (5000 huruf). Mohon ringkas menjadi paling banyak 1000 huruf;"
            " kurangi 4000 huruf.",
        ),
        ("........... !", "Jawaban ini tidak berisi kata. Mohon tulis dengan kata-kata."),
    ],
)
def test_a_sentence_is_refused(answer: str, sentence: str) -> None:
    assert refusal(reading.sentence, answer, 10, 1000) == sentence


@given(st.text())
def test_a_sentence_can_always_be_stored(text: str) -> None:
    try:
        found = reading.sentence(text, 1, 50)
    except Refused:
        return

    assert "\x00" not in found
    assert found.encode()
    assert found == reading.sentence(found, 1, 50)
    assert len(found) <= 50


def test_names() -> None:
    assert reading.person_name(' Drs. H.  Asep <b>&" 😀, M.Si. ') == 'Drs. H. Asep <b>&" 😀, M.Si.'
    assert [key(reading.person_name, answer) for answer in ("Al", "1234", "<>&😀")] == [
        "too_short",
        "name_unclear",
        "no_letters",
    ]


READERS: list[Callable[[str], object]] = [
    reading.rupiah,
    reading.quantity,
    reading.dimensions,
    reading.volume,
    lambda text: reading.whole(text, 1, 10),
    reading.people,
    reading.rt_rw,
    lambda text: reading.day(text, TODAY),
    reading.hour,
    reading.nip,
    reading.phone,
    reading.person_name,
]


@pytest.mark.parametrize("read", READERS)
@given(
    st.one_of(
        st.text(),
        st.text(alphabet="0123456789.,-x/ :rtwkmjutapohiw"),
        st.from_regex(r"(rp|-)? ?[0-9]{1,4}([., /x-][0-9]{1,4}){0,4} ?(jt|m2|kk|rw|jan)?", fullmatch=True),
    )
)
def test_anything_is_read_or_refused_in_a_sentence(read: Callable[[str], object], text: str) -> None:
    try:
        read(text)
    except Refused as refused:
        plain(refused.key, **refused.facts)  # fails when the sentence or one of its facts is missing


def test_every_sentence_is_written_and_every_written_sentence_is_said() -> None:
    folder = Path(reading.__file__).parents[1]
    said = set(re.findall(r'"(reading\.\w+)"', "".join(file.read_text() for file in folder.rglob("*.py"))))

    assert said == {name for name in sentences() if name.startswith("reading.")}
