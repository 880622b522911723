"""Numbers as people write them, in the chat and in lists: one right reading, or asked, or refused.

The table is written_numbers.txt beside this file; each line goes through what reads it in the chat, and
through a whole row of a list.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sop.core.refused import Refused
from sop.imports.headings import money_unit, with_unit
from sop.imports.tables_found import cell_text
from sop.proposals.plausible import Expected
from sop.reading import neighbourhood, people, rupiah, volume, whole
from sop.reading.lengths import unit_in
from sop.reading.people import MOST_PEOPLE
from tests.sop_pure.list_row import looked_at
from texts import plain
from texts.figures import number, rupiah_words

pytestmark = pytest.mark.quick

ENTRY = {"m": "SP-01", "m2": "SP-04", "titik": "SP-10", "orang": "KS-05"}
PRICE = 48_000_000  #: of 40 m by SP-01


def _table() -> list[tuple[str, str, str]]:
    """Under which heading, what is written, how it is read."""
    found, heading = [], ""
    for line in Path(__file__).with_name("written_numbers.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            heading = line.strip("[]")
        elif line and not line.startswith("#"):
            written, _, reading = line.partition("=>")
            found.append((heading, written.strip(), reading.strip()))
    return found


TABLE = _table()


def _of(*kinds: str) -> list[tuple[str, str, str]]:
    return [one for one in TABLE if one[0].split(" ")[0].strip(",") in kinds]


def _row(**cells: str) -> dict[str, object]:
    """What a row of a list becomes; what it lacks is None, for it is asked."""
    return looked_at(**cells).values


def _or_refused(read: Callable[[], str]) -> str:
    try:
        return read()
    except Refused as refused:
        plain(refused.key, **refused.facts)  # fails where its sentence or a fact of it is missing
        return "refused"


def _cell(written: str) -> str:
    """ "=48.5" is a number in the sheet, everything else is text."""
    return cell_text(float(written[1:]) if written.startswith("=") else written)


def _taken(reading: str) -> str:
    """In a list nobody can be asked at once: the row waits as a draft."""
    return "left" if reading in ("asked", "refused") else reading


#: What the heading of an amount says that it is for: what is expected of it, and the cells of such a row.
_OUTSIDE = {"code": "", "title": "Pembangunan saluran air warga", "komisi": "Kesra", "volume": "2"}
FOR = {
    "amount": (Expected(None), _OUTSIDE | {"unit": "unit"}),
    "amount, kamus 48000000": (Expected(PRICE), {"code": "SP-01", "volume": "40"}),
    "amount, sejenis 150000000": (Expected(None, usual=150_000_000), _OUTSIDE | {"unit": "paket"}),
}


def _amount(written: str, expected: Expected) -> str:
    cost = rupiah(written)
    return "asked" if expected.far_above(cost) else str(cost)


def test_table_is_long_enough_and_says_nothing_twice() -> None:
    assert len(TABLE) >= 250
    assert len({one[:2] for one in TABLE}) == len(TABLE)


@pytest.mark.parametrize(("heading", "written", "reading"), _of("amount"))
def test_amounts(heading: str, written: str, reading: str) -> None:
    expected, cells = FOR[heading]
    assert _or_refused(lambda: _amount(written, expected)) == reading

    cost = _row(cost=written, **cells).get("cost")
    assert str(cost if cost is not None else "left") == _taken(reading)


@pytest.mark.parametrize(("heading", "written", "reading"), _of("cell"))
def test_amounts_under_a_heading(heading: str, written: str, reading: str) -> None:
    cell = with_unit(_cell(written), money_unit(heading.removeprefix("cell ")))
    cost = _row(cost=cell, **FOR["amount, kamus 48000000"][1]).get("cost")

    assert str(cost if cost is not None else "left") == _taken(reading)


@pytest.mark.parametrize(("heading", "written", "reading"), _of("volume"))
def test_volumes(heading: str, written: str, reading: str) -> None:
    unit = heading.partition(" ")[2] or None
    assert (
        _or_refused(lambda: f"{volume(written, unit).normalize():f} {unit or unit_in(written)[0]}") == reading
    )

    what = {"code": ENTRY[unit]} if unit else _OUTSIDE
    row = _row(**what | {"volume": written})
    amount = row.get("volume")
    found = "left" if amount is None else f"{Decimal(str(amount)).normalize():f} {row['unit']}"
    assert found == _taken(reading)


@pytest.mark.parametrize(("heading", "written", "reading"), _of("people"))
def test_people(heading: str, written: str, reading: str) -> None:
    def read() -> str:
        found = people(written)
        return " ".join(
            f"{count} {word}"
            for count, word in ((found.households, "KK"), (found.people, "jiwa"))
            if count is not None
        )

    assert _or_refused(read) == reading


@pytest.mark.parametrize(("heading", "written", "reading"), _of("whole"))
def test_counts_in_a_column_of_their_own(heading: str, written: str, reading: str) -> None:
    cell = _cell(written)
    assert _or_refused(lambda: str(whole(cell, 1, MOST_PEOPLE))) == reading

    households = _row(households=cell, people="").get("households")
    assert str(households if households is not None else "left") == _taken(reading)


def _where(rt: object, rw: object) -> str:
    if rw is None:
        return "kelurahan"
    return f"RW {rw:02d}" if rt is None else f"RT {rt:02d}/RW {rw:02d}"


@pytest.mark.parametrize(("heading", "written", "reading"), _of("place"))
def test_rt_and_rw(heading: str, written: str, reading: str) -> None:
    def read() -> str:
        found = neighbourhood(written)
        return _where(found.rt, found.rw) + (" ..." if found.several else "")

    assert _or_refused(read) == reading

    row = _row(rt="", rw="", place=written)
    assert (_where(row["rt"], row["rw"]) if "rw" in row else "left") == _taken(reading.removesuffix(" ..."))


@pytest.mark.parametrize(("heading", "written", "reading"), _of("cells"))
def test_rt_and_rw_in_two_cells(heading: str, written: str, reading: str) -> None:
    rt, rw = (_cell(cell.strip()) for cell in written.split(";"))
    row = _row(rt=rt, rw=rw, place="Gang Mawar")

    assert (_where(row["rt"], row["rw"]) if "rw" in row else "left") == _taken(reading)


# ---- any amount, however it is written


def _spellings(amount: int) -> list[str]:
    """As people write it, with the slips that they make: zeros left away, points for commas, the letter O."""
    dotted, millions = number(amount), Decimal(amount) / 10**6
    short = number(millions, 6)
    usual = [
        *(dotted, str(amount), f"Rp{dotted}", f"Rp. {dotted},-", f"{dotted},00", f"{dotted}.00"),
        *(
            dotted.replace(".", ","),
            dotted.replace(".", " "),
            f"{amount}.00",
            f"{dotted.replace('.', ',')}.00",
        ),
        *(f"{short} juta", f"{short}jt", f"{short.replace(',', '.')} juta", f"± {short} juta rupiah"),
        *(f"{number(Decimal(amount) / 10**9, 9)} miliar", f"{number(Decimal(amount) / 1000)} ribu"),
        *(rupiah_words(amount), dotted.replace("0", "O"), f"{short.replace('0', 'o')} juta"),
    ]
    slips = [
        short,
        str(int(millions)),
        number(amount // 1000),
        str(amount // 1000),
        dotted[:-1],
        f"{dotted}0",
    ]
    return usual + slips


def _amounts() -> st.SearchStrategy[int]:
    """What an usulan costs: mostly round, from one juta to fifty miliar."""
    return st.one_of(
        st.integers(10**6, 5 * 10**10),
        st.builds(lambda figure, zeros: figure * 10**zeros, st.integers(1, 9_999), st.integers(5, 7)).filter(
            lambda amount: 10**6 <= amount <= 5 * 10**10
        ),
    )


@given(_amounts(), st.data())
def test_no_amount_is_taken_that_is_off_by_ten_without_being_asked_about(
    amount: int, data: st.DataObject
) -> None:
    """The kamus knows about what it costs; above its price the author is asked why."""
    written = data.draw(st.sampled_from(_spellings(amount)))
    expected = data.draw(st.integers(amount // 2, amount * 2))
    try:
        found = rupiah(written)
    except Refused:
        return

    asked = Expected(expected).far_above(found) or found > expected
    assert asked or amount / 10 < found < amount * 10, (written, found)


def _written_counts(value: Decimal) -> list[str]:
    shown = number(value)
    return [
        *(shown, f"{shown} m", f"±{shown}", f"panjang {shown} meter", shown.replace("0", "O"), f"{shown}m"),
        *(f"{value:f}", f"{shown} m x 2 cm", shown.replace(".", " "), f"{shown} (sekian) meter"),
        f"{value:,.2f}" if value >= 1000 else shown,
        f"{int(value):,}" if value >= 1000 else shown,
    ]


@given(
    st.one_of(
        st.integers(1, 10**6).map(Decimal),
        st.decimals(Decimal("0.1"), Decimal(5000), places=1),
        st.decimals(Decimal("0.01"), Decimal(999), places=2),
    ),
    st.data(),
)
def test_no_volume_is_taken_that_is_off_by_ten(value: Decimal, data: st.DataObject) -> None:
    written = data.draw(st.sampled_from(_written_counts(value)))
    try:
        found = volume(written, "m")
    except Refused:
        return

    assert value / 10 < found < value * 10, (written, found)
