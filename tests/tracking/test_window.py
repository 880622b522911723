"""As long as verification has not taken it, the author mends his usulan himself or takes it back."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from demo.phone import Phone
from models.enums import Status
from models.posts import Post
from models.proposal import Confirmation, Proposal
from tests.support.office import Office
from tests.support.seed import at_step, proposals
from tests.support.usulan import row, sends_usulan


@pytest.fixture
def author(office: Office) -> Phone:
    return office.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")


def test_author_mends_himself_and_takes_back_until_verification_takes_it(
    office: Office, author: Phone
) -> None:
    lurah = office.joins(Post.LURAH, "Dewi Lestari", "Kelurahan A")
    number = sends_usulan(author)
    lurah.taps("Rekap kelurahan")
    lurah.taps("Benar")
    lurah.sees("dikonfirmasi")

    author.sends("1")
    author.taps("Perbaiki sendiri")
    author.sees(f"Usulan {number} dibuka kembali.")
    assert row(office, number).status == Status.RETURNED
    author.taps("Simpan & keluar")  # it is not in again until it is sent
    author.sends("/tugas")
    author.sees(f"Usulan {number} perlu perbaikan: Dibuka kembali oleh pengusul")
    author.taps("Perbaiki")
    author.taps("Ubah")
    author.taps("Volume")
    author.sends("60")
    author.taps("Kirim usulan")
    author.sees(f"Usulan {number} sudah diperbaiki")
    lurah.sees(f"Usulan {number} dalam daftar Kelurahan Kelurahan A")
    assert (row(office, number).status, row(office, number).revision) == (Status.SUBMITTED, 2)

    author.sends("1")
    author.taps("Tarik kembali")
    author.taps("Jangan ditarik")
    author.taps("Tarik kembali")
    author.taps("Ya, tarik kembali")
    card = author.sees(f"Usulan {number} sudah ditarik dan menjadi draf.")
    assert "Status: ⚪ Draf" in card.text
    assert "Berikutnya: pengusul mengirimnya sebelum penerimaan ditutup." in card.text  # no day is set
    again = author.presses(card, f"track:taken:{row(office, number).id}")
    assert again is not None
    assert again.text.startswith(f"Usulan {number} sekarang berstatus ⚪ Draf")

    author.taps("Lanjutkan draf")
    author.taps("Kirim usulan")
    author.sees("versi 3. Simpan pesan ini sebagai tanda terima.")
    assert (row(office, number).number, row(office, number).revision) == (number, 3)
    assert office.season().last_number == 1

    at_step(office, 2)
    author.sends("1")
    card = author.sees("Status: 🟡 Menunggu verifikasi")
    assert "Perbaiki sendiri" not in author.buttons
    late = author.presses(card, f"track:fix:{row(office, number).id}")
    assert late is not None
    assert late.text == (
        f"Usulan {number} tidak bisa diubah lagi. Penerimaan sudah ditutup; perubahan hanya bisa bila "
        "Kepala Bidang mengembalikannya."
    )
    author.taps("Kenapa?")
    author.sees("Penerimaan sudah ditutup; perubahan hanya bisa bila Kepala Bidang mengembalikannya.")


def test_lurah_hears_that_a_confirmed_usulan_was_taken_back_and_others_may_not(
    office: Office, author: Phone
) -> None:
    lurah = office.joins(Post.LURAH, "Dewi Lestari", "Kelurahan A")
    (one,) = proposals(office, 1, Status.SUBMITTED, "Siti Aminah")
    number = office.read(select(Proposal.number).where(Proposal.id == one))[0]
    lurah.taps("Rekap kelurahan")
    lurah.taps("Benar")
    lurah.sees("dikonfirmasi")
    assert office.read(select(Confirmation).where(Confirmation.season_id == office.season_id))

    refused = lurah.presses(lurah.from_bot[-1], f"track:taken:{one}")
    assert refused is not None
    assert refused.text.startswith("Ini tugas JFU / Delegasi Kelurahan.")
    author.sends(number)
    author.taps("Tarik kembali")
    author.taps("Ya, tarik kembali")

    lurah.sees(f"Usulan {number} ditarik pengusulnya dari daftar Kelurahan Kelurahan A")
