"""Criteria and weights, up to the Camat's agreement, through the chat."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from models.paper import Paper
from models.season import Season
from tests.support.coordination import Coordination, text_of
from tests.support.office import Bureau, Office


@pytest.fixture
def table(office: Office) -> Coordination:
    made = Coordination(office, usulan=0, names=0)
    made.goes("Kriteria", "Kriteria Skala Prioritas")
    return made


def season(table: Coordination) -> Season:
    found: Season = table.office.read(select(Season).where(Season.id == table.office.season_id))[0]
    return found


def weights(table: Coordination) -> dict[str, int]:
    return {row["key"]: row["weight"] for row in season(table).criteria}


def sets_weight(table: Coordination, criterion: str, weight: str) -> None:
    table.goes("Ubah bobot", "Tekan kriteria yang diubah")
    table.goes(criterion, "Berapa persen bobot")
    table.sekretaris.sends(weight)
    table.sekretaris.sees("Jumlah semua bobot")


def test_usual_criteria_are_proposed(table: Coordination) -> None:
    screen = table.sekretaris.sees("Pedoman Skala Prioritas (baku)").text

    assert "1. Keterdesakan: 25%\n2. Manfaat: 20% (dihitung sendiri)" in screen
    assert "Jumlah bobot: 100%." in screen


def test_preset_is_chosen(table: Coordination) -> None:
    table.goes("Pilih pedoman", "Yang dipilih mengganti kriteria")
    table.goes("Pedoman 2", "Dipakai: Enam kriteria Juknis Musrenbang.")

    assert season(table).preset == "asahan"
    assert weights(table)["potensi"] == 15


def test_weights_that_are_not_100_are_not_sent(table: Coordination) -> None:
    sets_weight(table, "Manfaat", "25")
    table.sekretaris.sees("⚠ Jumlah bobot 105%; harus tepat 100%.")
    table.sekretaris.taps("Ajukan ke Camat")

    table.sekretaris.sees("Jumlah bobot 105 persen, kelebihan 5 persen.")
    assert (
        table.office.read(
            select(Paper).where(Paper.season_id == table.office.season_id, Paper.step == "step4_coordinate")
        )
        == []
    )


def test_own_weights_are_kept(table: Coordination) -> None:
    sets_weight(table, "Manfaat", "25%")
    sets_weight(table, "RPJMD", "15")

    table.sekretaris.sees("Pedoman Skala Prioritas (baku), bobot disesuaikan")
    assert (weights(table)["manfaat"], weights(table)["kesesuaian"]) == (25, 15)


@pytest.mark.parametrize("typed", ["0", "101", "-5", "banyak", "12,5"])
def test_weight_that_is_none_is_asked_again(table: Coordination, typed: str) -> None:
    table.goes("Ubah bobot", "Tekan kriteria yang diubah")
    table.goes("Manfaat", "Berapa persen bobot")
    table.sekretaris.sends(typed)

    table.sekretaris.sees("bilangan bulat dari 1 sampai 100")


def test_weight_in_words_is_understood_and_read_back(table: Coordination) -> None:
    sets_weight(table, "Manfaat", "dua puluh lima")
    table.sekretaris.sees("Manfaat sekarang 25%.")
    assert weights(table)["manfaat"] == 25


def test_all_weights_in_one_answer(table: Coordination) -> None:
    table.goes("Semua bobot", "Ketik 6 bobot berurutan")
    table.sekretaris.sends("30, 20, 20, 10, 10, 10")
    table.sekretaris.sees("Bobot tersimpan, jumlahnya tepat 100%.")

    assert list(weights(table).values()) == [30, 20, 20, 10, 10, 10]


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("50 50", "Perlu 6 bobot, sedangkan yang ditulis 2."),
        ("25 20 20 15 10 5", "masih kurang 5 persen"),
        ("dua lima", "Bobot hanya berisi angka."),
        ("95 1 1 1 1 1 1", "Perlu 6 bobot, sedangkan yang ditulis 7."),
        ("100 0 0 0 0 0", "harus 1 sampai 100 persen"),
    ],
)
def test_weights_that_do_not_fit_are_asked_again(table: Coordination, typed: str, why: str) -> None:
    table.goes("Semua bobot", "Ketik 6 bobot berurutan")
    table.sekretaris.sends(typed)

    table.sekretaris.sees(why)
    assert weights(table) == {}


def test_camat_agrees(table: Coordination) -> None:
    table.goes("Kembali", "Langkah 4.")
    table.asks_camat()
    asked = table.camat.sees("Mohon keputusan Bapak/Ibu").text
    table.camat_approves()

    assert "Bobot: Keterdesakan 25%, Manfaat 20%" in asked
    table.sekretaris.sees("Pedoman Skala Prioritas versi 1 sudah disetujui")
    assert season(table).criteria_agreed_at is not None
    assert table.state == "open"


def test_camat_finds_it_among_his_tasks(table: Coordination) -> None:
    table.goes("Kembali", "Langkah 4.")
    table.asks_camat()

    table.camat.sends("/tugas")

    table.camat.sees("Keputusan atas Pedoman Skala Prioritas versi 1.")


def test_pedoman_holds_criteria_and_weights(table: Coordination) -> None:
    table.goes("Kembali", "Langkah 4.")
    table.asks_camat()

    text = text_of(table.camat, "Pedoman Skala Prioritas")

    assert "Dihitung sendiri dari jumlah KK" in text
    assert "Sangat mendesak: membahayakan keselamatan" in text
    assert "25%" in text or "25 %" in text


def test_nothing_changes_while_the_camat_decides(table: Coordination) -> None:
    table.goes("Kembali", "Langkah 4.")
    table.asks_camat()

    for data in ("s4:preset:asahan", "s4:agree"):
        alert = table.sekretaris.presses(table.sekretaris.from_bot[-1], data)
        assert alert is not None
        assert alert.text.startswith("Pedoman versi 1 sedang menunggu keputusan Camat."), data

    assert season(table).preset == "pedoman"


def test_returned_pedoman_is_changed_and_asked_again(table: Coordination) -> None:
    table.goes("Kembali", "Langkah 4.")
    table.asks_camat()
    table.camat.taps("Kembalikan")
    table.camat.sees("Apa yang perlu diperbaiki")
    table.camat.sends("Bobot kemiskinan terlalu kecil")
    table.camat.taps("Tanpa halaman")
    table.sekretaris.sees("dikembalikan. Catatan: Bobot kemiskinan terlalu kecil")
    table.sekretaris.taps("Buka")
    table.goes("Kriteria", "Pedoman versi 1 dikembalikan Camat: Bobot kemiskinan terlalu kecil")
    table.goes("Semua bobot", "Ketik 6 bobot berurutan")
    table.sekretaris.sends("20 20 20 20 10 10")
    table.sekretaris.sees("Bobot tersimpan")
    table.goes("Ajukan ke Camat", "lalu dikirim kepada Camat")

    asked = table.camat.sees("Pedoman Skala Prioritas, versi 2").text
    (changes,) = [line for line in asked.splitlines() if line.startswith("Perubahan sejak versi 1: ")]
    assert changes == (
        "Perubahan sejak versi 1: Bobot Keterdesakan: dari 25 menjadi 20. "
        "Bobot Penanggulangan kemiskinan: dari 15 menjadi 20."
    )


def test_change_after_agreement_needs_a_new_agreement(table: Coordination) -> None:
    table.goes("Kembali", "Langkah 4.")
    table.asks_camat()
    table.camat_approves()
    table.sekretaris.sees("sudah disetujui")
    table.goes("Buka", "Langkah 4.")
    table.goes("Kriteria", "Disepakati Camat pada")
    table.goes("Pilih pedoman", "Yang dipilih mengganti kriteria")
    table.goes("Pedoman 2", "Belum diajukan kepada Camat.")

    assert season(table).criteria_agreed_at is None


def test_camat_does_not_weigh(table: Coordination) -> None:
    for data in ("s4:preset:asahan", "s4:agree", "s4:weight:manfaat", "s4:weighall"):
        alert = table.camat.presses(table.camat.from_bot[-1], data)
        assert alert is not None
        assert alert.text.startswith("Ini tugas Sekretaris Kecamatan."), data


def test_nothing_changes_while_the_approval_can_be_taken_back(bureau: Bureau) -> None:
    table = Coordination(bureau.office(approval_undo_minutes=5), usulan=0, names=0)
    table.goes("Kriteria", "Kriteria Skala Prioritas")
    table.goes("Kembali", "Langkah 4.")
    table.asks_camat()
    table.camat.taps("Setujui")
    table.camat.taps("Ya, setujui")
    table.camat.sees("sampai saat itu masih dapat dibatalkan")

    for data in ("s4:preset:asahan", "s4:agree"):
        alert = table.sekretaris.presses(table.sekretaris.from_bot[-1], data)
        assert alert is not None
        assert alert.text.startswith("Camat baru saja menyetujui pedoman ini;"), data
        if data == "s4:preset:asahan":
            # The second press leads to the same screen: only the first one shows something new.
            table.sekretaris.sees("✔ Pedoman versi 1 disetujui Camat; berlaku pukul")
    assert season(table).preset == "pedoman"
    assert season(table).criteria_agreed_at is None

    table.camat.taps("Batalkan")
    alert = table.sekretaris.presses(table.sekretaris.from_bot[-1], "s4:preset:asahan")
    assert alert is not None
    assert alert.text.startswith("Pedoman versi 1 sedang menunggu keputusan Camat.")
