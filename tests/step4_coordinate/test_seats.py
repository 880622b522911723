"""The tim in four komisi, split through the chat."""

from __future__ import annotations

from collections import Counter

import pytest

from models.meeting import TeamMember
from tests.support.coordination import MEMBER, Coordination
from tests.support.office import Office


@pytest.fixture
def table(office: Office) -> Coordination:
    made = Coordination(office, usulan=0)
    made.goes("Komisi", "Tim dalam empat komisi")
    return made


def seats(table: Coordination) -> dict[str, tuple[str | None, str | None]]:
    return {member.name: (member.komisi, member.komisi_role) for member in table.team()}


def led(team: list[TeamMember]) -> Counter[str | None]:
    return Counter(member.komisi for member in team if member.komisi_role == "ketua")


def test_bagi_rata_gives_everybody_a_komisi(table: Coordination) -> None:
    table.goes("Bagi rata", "7 orang dibagi rata")

    table.sekretaris.sees("Semua sudah terbagi dan tiap komisi punya ketua.")
    sizes = Counter(member.komisi for member in table.team())
    assert sizes == {None: 1, "pemerintahan": 2, "kesra": 2, "ekonomi": 2, "sarpras": 1}
    assert led(table.team()) == dict.fromkeys(("pemerintahan", "kesra", "ekonomi", "sarpras"), 1)


def test_people_with_a_phone_lead_first(table: Coordination) -> None:
    table.goes("Bagi rata", "7 orang dibagi rata")

    assert seats(table)[MEMBER][1] == "ketua"
    assert seats(table)["Rudi Hartono"][1] == "ketua"


def test_bagi_rata_keeps_what_was_chosen(table: Coordination) -> None:
    table.goes("Belum dibagi 7", "Belum punya komisi")
    table.goes(MEMBER, "Belum punya komisi. Pilih komisinya.")
    table.goes("Sarpras", f"{MEMBER} duduk di Komisi Sarpras sebagai Ketua.")
    table.goes("Kembali", "Tekan nama untuk mengubah")
    table.goes("Kembali", "Tim dalam empat komisi")
    table.goes("Bagi rata", "6 orang dibagi rata")

    assert seats(table)[MEMBER] == ("sarpras", "ketua")


def test_second_ketua_takes_the_place_of_the_first(table: Coordination) -> None:
    table.goes("Bagi rata", "7 orang dibagi rata")
    table.goes("Kesra", "Komisi Kesra")
    names = [member.name for member in table.team() if member.komisi == "kesra"]
    other = next(
        member.name for member in table.team() if member.komisi == "kesra" and member.komisi_role != "ketua"
    )
    table.goes(other, "Peran: Anggota.")
    table.goes("Ketua", f"{other} duduk di Komisi Kesra sebagai Ketua.")

    assert {name: seats(table)[name][1] for name in names} == {
        name: "ketua" if name == other else "anggota" for name in names
    }


def test_somebody_becomes_sekretaris_of_his_komisi(table: Coordination) -> None:
    table.goes("Bagi rata", "7 orang dibagi rata")
    table.goes("Kesra", "Komisi Kesra")
    other = next(
        member.name for member in table.team() if member.komisi == "kesra" and member.komisi_role != "ketua"
    )
    table.goes(other, "Peran: Anggota.")
    table.goes("Sekretaris", f"{other} duduk di Komisi Kesra sebagai Sekretaris.")

    assert seats(table)[other] == ("kesra", "sekretaris")


def test_ketua_who_leaves_is_missed(table: Coordination) -> None:
    table.goes("Bagi rata", "7 orang dibagi rata")
    table.goes("Sarpras", "Komisi Sarpras")
    ketua = next(member.name for member in table.team() if member.komisi == "sarpras")
    table.goes(ketua, "Peran: Ketua.")
    table.goes("Tanpa komisi", f"{ketua} tidak lagi di komisi mana pun.")

    table.sekretaris.sees("Sarpras: 0 orang, belum ada ketua")
    table.sekretaris.sees("Belum punya komisi: 1 orang.")


def test_split_that_is_whole_is_not_split_again(table: Coordination) -> None:
    table.goes("Bagi rata", "7 orang dibagi rata")
    table.sekretaris.taps("Bagi rata")

    table.sekretaris.sees("Semua anggota sudah punya komisi. Tekan nama untuk memindahkan seseorang.")


def test_empty_komisi_is_filled_by_hand(table: Coordination) -> None:
    table.goes("Bagi rata", "7 orang dibagi rata")
    table.goes("Sarpras", "Komisi Sarpras")
    only = next(member.name for member in table.team() if member.komisi == "sarpras")
    table.goes(only, "Peran: Ketua.")
    table.goes("Kesra", f"{only} duduk di Komisi Kesra sebagai Anggota.")
    table.goes("Kembali", "Tekan nama untuk mengubah")
    table.goes("Kembali", "Sarpras: 0 orang, belum ada ketua")
    table.sekretaris.taps("Bagi rata")

    table.sekretaris.sees("Masih ada komisi tanpa orang.")


def test_role_needs_a_komisi(table: Coordination) -> None:
    member = next(one for one in table.team() if one.name == MEMBER)

    alert = table.sekretaris.presses(table.sekretaris.from_bot[-1], f"s4:role:{member.id}:ketua")

    assert alert is not None
    assert alert.text == f"{MEMBER} belum punya komisi. Pilih komisinya dulu, lalu perannya."


@pytest.mark.parametrize("data", ["s4:seat:{id}:keuangan", "s4:role:{id}:raja", "s4:in:keuangan:0"])
def test_forged_komisi_changes_nothing(table: Coordination, data: str) -> None:
    member = next(one for one in table.team() if one.name == MEMBER)
    table.goes("Bagi rata", "7 orang dibagi rata")
    before = seats(table)

    alert = table.sekretaris.presses(table.sekretaris.from_bot[-1], data.format(id=member.id))

    assert alert is not None
    assert alert.text == "Tombol itu sudah tidak berlaku. Ini layar yang terbaru."
    assert seats(table) == before


def test_tim_looks_but_does_not_seat(table: Coordination) -> None:
    member = next(one for one in table.team() if one.name == MEMBER)
    phone = table.member

    phone.presses(phone.from_bot[-1], "s4:komisi")
    phone.sees("Tim dalam empat komisi")
    assert "Bagi rata" not in phone.buttons
    alert = phone.presses(phone.from_bot[-1], f"s4:seat:{member.id}:kesra")

    assert alert is not None
    assert alert.text.startswith("Ini tugas Sekretaris Kecamatan.")
    assert seats(table)[MEMBER] == (None, None)


def test_delegate_does_not_look(table: Coordination) -> None:
    alert = table.author.presses(table.author.from_bot[-1], "s4:komisi")

    assert alert is not None
    assert alert.text.startswith("Ini tugas Sekretaris Kecamatan")
