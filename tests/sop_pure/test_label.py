"""What tells an usulan apart in a list, cut to the room there is."""

from __future__ import annotations

import pytest

from sop.proposals.label import LINE, NOTICE, of_words

TITLE, PLACE = "Pelatihan kader posyandu", "Posyandu Melati 3 (RT 02/RW 05)"
LONG = ("Pembangunan saluran drainase lingkungan dengan beton pracetak, " * 3).strip()
FAR = ("Jalan Raya Tajur Gang Haji Abdul Manaf sampai dengan jembatan kayu " * 3).strip()


def test_title_place_kelurahan_and_amount_stand_in_this_order() -> None:
    assert of_words(TITLE, PLACE, "Bantarjati", 25_000_000) == (
        "Pelatihan kader posyandu, Posyandu Melati 3 (RT 02/RW 05), Bantarjati, Rp25.000.000"
    )


@pytest.mark.parametrize("most", [30, 60, LINE, NOTICE])
@pytest.mark.parametrize(("title", "place"), [(LONG, FAR), (TITLE, FAR), (LONG, PLACE), (LONG, "")])
def test_amount_is_never_cut(title: str, place: str, most: int) -> None:
    words = of_words(title, place, "Kedung Waringin", 1_250_000_000, most)
    assert len(words) <= most
    assert words.endswith("Rp1.250.000.000")


def test_both_keep_their_beginning_where_both_are_long() -> None:
    words = of_words(LONG, FAR, "Bantarjati", 48_000_000)
    assert words.startswith("Pembangunan saluran drainase")
    assert ", Jalan Raya Tajur" in words
    assert words.count("…") == 2


def test_what_was_not_said_yet_leaves_no_comma() -> None:
    assert of_words("Usulan tanpa judul", "", "Bantarjati", None) == "Usulan tanpa judul, Bantarjati"
