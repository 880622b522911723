"""The receipt of an usulan: its message, its code, its page; checked by its author and by a stranger."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

import pypdfium2
import pytest
import zxingcpp
from PIL import Image
from sqlalchemy import select

from demo.phone import Message, Phone
from models.batch import SheetOrder
from models.posts import Post
from models.proposal import ProposalVersion
from tests.support.office import Bureau, Office
from tests.support.usulan import (
    PLACE,
    PROBLEM,
    TITLE,
    comes_to,
    goes_on,
    presses_send,
    receipts,
    row,
    sends_usulan,
    speaks_plainly,
)
from texts.figures import moment


@pytest.fixture
def hall(bureau: Bureau) -> Office:
    return bureau.office()


@pytest.fixture
def siti(hall: Office) -> Iterator[Phone]:
    """She has sent one usulan."""
    phone = hall.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
    sends_usulan(phone)
    yield phone
    speaks_plainly(phone)


def codes_in(picture: bytes) -> list[str]:
    """What a camera reads off a picture."""
    return [found.text for found in zxingcpp.read_barcodes(Image.open(io.BytesIO(picture)))]


def takes_paper(phone: Phone) -> Message:
    """Tanda terima PDF, until the file is there."""
    before = len(phone.documents)
    phone.taps("Tanda terima PDF")
    phone.waits_for(lambda eyes: len(eyes.documents) > before, what="the paper")
    return phone.documents[-1]


def test_receipt_is_one_message_with_number_time_fingerprint_and_code(hall: Office, siti: Phone) -> None:
    number = row(hall).number

    (message,) = receipts(siti)
    siti.sees(f"Usulan {number} terkirim. Terima kasih.")
    assert [one.id for one in siti.from_bot][-2:-1] == [message.id], "the menu comes below the receipt"
    (version,) = hall.read(select(ProposalVersion).where(ProposalVersion.proposal_id == row(hall).id))
    lines = message.text.splitlines()
    assert lines[:4] == [
        f"Usulan diterima: {number}",
        moment(version.at),
        f"{TITLE}, Kelurahan Kelurahan A.",
        "40 m, Rp48.000.000.",
    ]
    assert re.fullmatch(
        r"Sidik jari [0-9a-f]{12}, versi 1\. Simpan pesan ini sebagai tanda terima\.", lines[4]
    )
    assert moment(version.at).endswith("WIB")
    assert codes_in(siti.downloads(message)) == [f"https://t.me/musrenbang_uji_bot?start={version.code}"]


def test_that_the_paper_is_being_made_stands_on_the_screen_too(siti: Phone) -> None:
    siti.taps("Tanda terima PDF")

    siti.sees("Tanda terima sedang dibuat dan segera dikirim ke percakapan ini.")


def test_paper_is_one_page_that_says_all_of_it_and_holds_the_code(hall: Office, siti: Phone) -> None:
    message = receipts(siti)[-1]
    mark = re.search(r"Sidik jari (\w+)", message.text)[1]
    number = row(hall).number

    paper = takes_paper(siti)

    assert paper.document.name == f"tanda-terima-{number}-v1.pdf"
    assert paper.text == f"Tanda terima usulan {number}, versi 1. Sidik jari {mark}."
    pdf = pypdfium2.PdfDocument(siti.downloads(paper))
    assert len(pdf) == 1
    words = " ".join(pdf[0].get_textpage().get_text_bounded().split())
    for said in ("TANDA TERIMA USULAN", number, mark, "Kelurahan A", TITLE, PROBLEM, "RT 03/RW 05", "40 m"):
        assert said in words, said
    assert "Rp48.000.000 (empat puluh delapan juta rupiah)" in words
    assert "Siti" not in words
    drawn = pdf[0].render(scale=3).to_pil()
    assert [found.text for found in zxingcpp.read_barcodes(drawn)] == codes_in(siti.downloads(message))


def test_code_tells_a_stranger_whether_the_receipt_counts_and_nothing_of_a_person(
    hall: Office, siti: Phone
) -> None:
    message, number = receipts(siti)[-1], row(hall).number
    (link,) = codes_in(siti.downloads(message))
    stranger = hall.phone("Orang lewat")

    stranger.opens(link)

    words = stranger.sees("Tanda terima ini asli. Versi 1,").text
    assert f"{number} · Kelurahan A" in words
    assert "Menunggu verifikasi" in words
    assert "Siti" not in words
    assert len(words.splitlines()) <= 12
    assert stranger.buttons == []

    siti.opens(link)
    siti.sees("Tanda terima ini asli. Versi 1,")
    siti.taps("Lihat usulan")
    card = lambda one: f"Lokasi: {PLACE}" in one.text and "Tanda terima PDF" in one.labels  # noqa: E731
    siti.waits_for(lambda eyes: any(map(card, eyes.from_bot)), what="the card, not the form before it")

    siti.taps("Perbaiki sendiri")
    siti.taps("Ubah")
    siti.taps("Volume")
    siti.sends("60")
    siti.sees("Periksa sekali lagi")
    presses_send(siti)
    stranger.opens(link)
    stranger.sees("Tanda terima ini asli, tetapi sudah diganti. Ini versi 1,")
    (newer,) = codes_in(siti.downloads(receipts(siti)[-1]))
    stranger.opens(newer)
    stranger.sees("Tanda terima ini asli. Versi 2,")
    assert newer != link


def test_long_words_fit_one_page_and_two_presses_bring_one_file(hall: Office, siti: Phone) -> None:
    comes_to(siti, "problem")
    siti.sends("Saluran <tersumbat> & 😀 meluap. " * 80)
    goes_on(siti, "place")
    presses_send(siti)
    before = len(siti.documents)
    message = receipts(siti)[-1]
    data = next(one.data for line in message.buttons for one in line if one.text == "Tanda terima PDF")

    siti.presses(message, data)
    siti.presses(message, data)

    siti.waits_for(lambda eyes: len(eyes.documents) > before, what="the paper")
    assert len(pypdfium2.PdfDocument(siti.downloads(siti.documents[before]))) == 1


def test_paper_of_somebody_elses_usulan_is_not_given(hall: Office, siti: Phone) -> None:
    other = hall.joins(Post.DELEGASI, "Rudi Hartono", "Kelurahan B")
    data = next(
        one.data for line in receipts(siti)[-1].buttons for one in line if one.text == "Tanda terima PDF"
    )
    orders = len(hall.read(select(SheetOrder)))

    other.presses(other.from_bot[-1], data)

    assert len(hall.read(select(SheetOrder))) == orders
    speaks_plainly(other)
