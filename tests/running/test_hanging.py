"""What hangs at Telegram holds up nobody but whom it concerns, and whom it concerns not for long."""

from __future__ import annotations

import pytest

from bot.incoming.polling import HOLD_SECONDS, SILENT_SECONDS
from demo.phone import Phone
from models.posts import Post
from tests.support.office import Office

MOST_SECONDS = 5  #: that others may wait for what hangs


@pytest.fixture
def siti(office: Office) -> Phone:
    return office.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")


def test_who_writes_while_a_poll_hangs_is_answered_by_another(office: Office, siti: Phone) -> None:
    control = office.bureau.telegram.control
    control.fault("getUpdates", "hang")
    siti.sends("halo")
    siti.sees("belum saya mengerti")
    control.waits_until_hangs("getUpdates")

    siti.sends("/usulan")
    siti.sees("Belum ada usulan yang terkirim")

    assert control.meanwhile("getUpdates").get("getUpdates") == 1, "asked anew while the first one hung"


def test_who_goes_on_does_not_wait_for_a_deletion_that_hangs(office: Office, siti: Phone) -> None:
    control = office.bureau.telegram.control
    control.fault("deleteMessage", "hang", chat_id=siti.id)
    siti.sends("halo")  # the screen moves below this, and the old one is to go
    control.waits_until_hangs("deleteMessage")

    siti.sends("/usulan")
    siti.sees("Belum ada usulan yang terkirim")

    calls = control.meanwhile("deleteMessage")
    assert calls.get("sendMessage", 0) + calls.get("editMessageText", 0) > 0


@pytest.mark.parametrize("trouble", ["502", "429", "reset", "garbage"])
def test_press_is_answered_once_more_where_the_first_answer_failed(
    office: Office, siti: Phone, trouble: str
) -> None:
    office.bureau.telegram.control.fault("answerCallbackQuery", trouble)

    assert siti.taps("Usulan saya") is not None


def test_press_that_hangs_is_answered_once_more(office: Office, siti: Phone) -> None:
    office.bureau.telegram.control.fault("answerCallbackQuery", "hang")

    assert siti.taps("Usulan saya") is not None


@pytest.mark.quick
def test_a_poll_that_hangs_is_doubted_in_time() -> None:
    assert HOLD_SECONDS + SILENT_SECONDS < MOST_SECONDS
