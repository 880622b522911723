"""When a certificate is of who should have signed: by NIP where both have one, else by the name alone."""

from __future__ import annotations

import pytest

from documents.sealing.signed_copy import Signed
from sop.papers.proof import By
from sop.papers.record import Signer, certified, words

NIP, OTHER_NIP = "197805122005011004", "198001012006041002"


@pytest.mark.parametrize(
    "written",
    [
        "Rahmat Hidayat",
        "RAHMAT  HIDAYAT",
        "Drs. H. Rahmat Hidayat, M.Si.",
        "Ir.Rahmat Hidayat S.STP",
        "Prof. Dr. Rahmat Hidayat, S.H., M.H.",
        "rahmat hidayat, M.Tr.I.P.",
        "Ｒａｈｍａｔ Hidayat",
    ],
)
def test_titles_degrees_and_capitals_make_no_other_person(written: str) -> None:
    assert words(written) == ("rahmat", "hidayat")


@pytest.mark.parametrize(
    "written",
    [
        "Rahmat",
        "Hidayat Rahmat",
        "Rahmat Hidayat Saputra",
        "Rahmat Hidayat, Budi",
        "Rаhmat Hidayat",
        "R. Hidayat",
        "",
        "H.",
    ],
)
def test_what_differs_in_a_part_of_the_name_is_another(written: str) -> None:
    assert words(written) != ("rahmat", "hidayat")


@pytest.mark.parametrize(
    ("name", "nips", "of", "expected"),
    [
        ("Rahmat Hidayat", (), NIP, By.NAME),
        ("Rahmat Hidayat", (NIP,), "", By.NAME),
        ("Rahmat Hidayat", (NIP,), NIP, By.NIP),
        ("R. Hidayat", (NIP,), NIP, By.NIP),
        ("Rahmat Hidayat", (OTHER_NIP,), NIP, None),
        ("Budi Santoso", (), NIP, None),
        ("", (), "", None),
    ],
)
def test_the_nip_decides_where_both_have_one(
    name: str, nips: tuple[str, ...], of: str, expected: By | None
) -> None:
    signed = Signed(name, None, intact=True, trusted=True, expired=False, nips=nips)

    assert certified(signed, [Signer("Rahmat Hidayat", of)]) is expected
