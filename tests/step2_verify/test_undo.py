"""Ten minutes to take a verdict back before its author hears, and one message for all that he hears."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from models.chat import Outbox
from models.enums import Said, Status
from models.log import LogEntry
from models.people import Person
from models.posts import Post
from sop.core.people import appoint
from tests.core.desk import FrontDesk
from tests.support.verifying import REASON, Verifying
from tests.walking.front_phone import FrontPhone


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[FrontDesk]:
    with FrontDesk(f"sqlite:///{tmp_path}/undo.db", user_rate=10**6) as made:
        yield made


@pytest.fixture
def verifying(desk: FrontDesk, tmp_path: Path) -> Verifying:
    return Verifying(desk, tmp_path)


# ---- ten minutes


def test_author_hears_after_ten_minutes_and_not_before(desk: FrontDesk, verifying: Verifying) -> None:
    verifying.accepts(0)

    first = verifying.number(0)
    assert f"✔ {first}: Layak. Pengusul dikabari setelah pukul 10.10 WIB;" in verifying.head.screen
    assert verifying.row(0).status == Status.VERIFIED
    desk.later(minutes=9, seconds=59)
    assert verifying.heard(verifying.author) == []
    verifying.author.presses(f"usulan:see:{verifying.ids[0]}")
    assert "Menunggu verifikasi" in verifying.author.screen

    desk.later(seconds=1)
    (told,) = verifying.heard(verifying.author)
    assert told.startswith(f"✔ Usulan {first} <b>")
    assert "dinyatakan <b>Layak</b>" in told
    verifying.author.presses(f"usulan:see:{verifying.ids[0]}")
    assert "Layak" in verifying.author.screen
    assert "Menunggu verifikasi" not in verifying.author.screen


def test_verdict_taken_back_is_never_heard(desk: FrontDesk, verifying: Verifying) -> None:
    before = verifying.row(0)
    verifying.refuses(0, code="duplicate")
    assert verifying.row(0).reason == f"Duplikat: {REASON}"
    verifying.head.taps(f"Batalkan {verifying.number(0)[-4:]}")

    assert "kembali seperti semula. Pengusul tidak dikabari." in verifying.head.screen
    after = verifying.row(0)
    names = ("status", "reason", "return_field", "decided_at", "decided_by_id", "secret_until", "revision")
    for name in names:
        assert getattr(after, name) == getattr(before, name), name
    (verdict,) = verifying.verdicts(0)
    assert verdict.undone_at == desk.now
    (logged,) = desk.rows(select(LogEntry).where(LogEntry.act == "proposal.verdict_undone"))
    assert logged.facts == {"outcome": "ditolak", "verdict": verdict.id}
    desk.later(hours=2)
    assert verifying.heard(verifying.author) == []
    verifying.author.presses(f"track:way:{verifying.ids[0]}:0")
    assert "Tidak layak" not in verifying.author.screen

    # Pressed once more, nothing happens; the usulan can be decided anew.
    verifying.head.presses(f"s2:undo:{verdict.id}")
    assert "sudah dibatalkan; sekarang berstatus Menunggu verifikasi." in (verifying.head.alert or "")
    verifying.accepts(0)
    assert verifying.row(0).status == Status.VERIFIED


def test_what_the_author_has_heard_is_not_taken_back(desk: FrontDesk, verifying: Verifying) -> None:
    verifying.accepts(0)
    (verdict,) = verifying.verdicts(0)
    desk.later(minutes=10)
    verifying.head.presses(f"s2:undo:{verdict.id}")

    assert "Minta Sekretaris Kecamatan membukanya kembali" in verifying.head.screen
    assert verifying.row(0).status == Status.VERIFIED
    verifying.head.presses(f"s2:one:{verifying.ids[0]}")
    assert [label for label in verifying.head.labels if "Batalkan" in label or "ulang" in label] == []


def test_only_who_verifies_takes_back(desk: FrontDesk, verifying: Verifying) -> None:
    verifying.accepts(0)
    (verdict,) = verifying.verdicts(0)

    for phone in (verifying.author, verifying.secretary, verifying.jfu):
        phone.presses(f"s2:undo:{verdict.id}")
        assert (phone.alert or "").startswith("Ini tugas Kepala Bidang.")

    assert verifying.row(0).status == Status.VERIFIED


def test_sekretaris_reopens_what_was_told_with_a_reason(desk: FrontDesk, verifying: Verifying) -> None:
    verifying.accepts(0)
    one = f"s2:again:{verifying.ids[0]}:1"
    verifying.secretary.presses(one)
    assert "belum dikabarkan kepada pengusulnya" in verifying.secretary.screen

    desk.later(minutes=10)
    verifying.heard(verifying.author)
    verifying.head.presses(one)
    assert (verifying.head.alert or "").startswith("Ini tugas Sekretaris Kecamatan.")
    verifying.secretary.presses(f"s2:one:{verifying.ids[0]}")
    verifying.secretary.taps("Periksa ulang")
    verifying.secretary.sends("salah")
    assert verifying.row(0).status == Status.VERIFIED
    verifying.secretary.sends("Lokasinya ternyata di luar kelurahan.")

    assert verifying.row(0).status == Status.SUBMITTED
    assert [one.outcome for one in verifying.verdicts(0)] == [Status.VERIFIED, Status.SUBMITTED]
    assert "Lokasinya ternyata di luar kelurahan." in verifying.author.screen
    assert "dibuka kembali oleh Sekretaris Kecamatan" in verifying.head.screen
    assert len(desk.rows(select(LogEntry).where(LogEntry.act == "proposal.undecided"))) == 1


# ---- one message


def test_what_is_due_together_comes_in_one_message(desk: FrontDesk, verifying: Verifying) -> None:
    verifying.accepts(0)
    desk.later(minutes=4)
    verifying.refuses(1)
    verifying.returns(2)
    verifying.accepts(3)
    desk.later(minutes=9)
    assert verifying.heard(verifying.author) == []

    desk.later(minutes=1)
    (told,) = verifying.heard(verifying.author)
    lines = told.split("\n")
    assert lines[0] == "<b>Putusan atas 4 usulan Bapak/Ibu</b>"
    assert lines[1].startswith("✔ <b>Layak</b>")
    assert [line.split()[1] for line in lines[2:4]] == [verifying.number(0), verifying.number(3)]
    assert f"✖ <b>Tidak layak</b>. Alasan: {REASON}" in lines
    assert "↩ <b>Perlu perbaikan</b> pada bagian volume. Alasan: Gang itu hanya 40 m, bukan 400 m." in lines
    assert len(lines) <= 12
    verifying.author.taps(f"Perbaiki {verifying.number(2)[-4:]}")
    assert "Berapa volumenya?" in verifying.author.screen


def test_one_of_several_taken_back_leaves_the_others(desk: FrontDesk, verifying: Verifying) -> None:
    verifying.accepts(0)
    verifying.refuses(1)
    verifying.accepts(2)
    (wrong,) = verifying.verdicts(1)
    verifying.head.presses(f"s2:undo:{wrong.id}")
    desk.later(minutes=10)

    (told,) = verifying.heard(verifying.author)
    assert told.startswith("<b>Putusan atas 2 usulan Bapak/Ibu</b>")
    assert verifying.number(1) not in told
    assert "Tidak layak" not in told


def test_author_does_not_wait_for_ever_for_the_last_one(desk: FrontDesk, verifying: Verifying) -> None:
    verifying.accepts(0)
    for at, minutes in ((1, 9), (2, 9), (3, 9)):
        desk.later(minutes=minutes)
        verifying.accepts(at)
    desk.later(minutes=1)
    (told,) = verifying.heard(verifying.author)

    assert told.startswith("<b>Putusan atas 3 usulan Bapak/Ibu</b>")
    desk.later(minutes=9)
    assert len(verifying.heard(verifying.author)) == 2
    assert verifying.number(3) in verifying.heard(verifying.author)[1]


def test_verdict_that_is_given_while_the_clock_was_turned_back_is_heard_too(
    desk: FrontDesk, verifying: Verifying
) -> None:
    verifying.accepts(0)
    desk.later(hours=-1)
    verifying.refuses(1)
    verifying.accepts(2)
    desk.later(minutes=1)
    verifying.head.presses(f"s2:undo:{verifying.verdicts(2)[0].id}")
    desk.later(hours=1)
    verifying.accepts(3)

    desk.later(minutes=20)
    told = "\n".join(verifying.heard(verifying.author))
    heard = [told.count(f"{verifying.number(at)} ") for at in range(4)]
    assert heard == [1, 1, 0, 1], told


def test_many_reasons_are_told_word_for_word_in_several_messages(desk: FrontDesk, tmp_path: Path) -> None:
    verifying = Verifying(desk, tmp_path, count=9)
    reasons = [f"Alasan nomor {at}: <b>{'panjang sekali ' * 24}</b>&".strip() for at in range(9)]
    for at, reason in enumerate(reasons):
        verifying.refuses(at, reason)
    desk.later(minutes=10)

    told = verifying.heard(verifying.author)
    assert 1 < len(told) <= 3
    assert all(len(text) < 4096 and text.count("\n") < 14 for text in told)
    every = "\n".join(told)
    for reason in reasons:
        assert reason.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") in every


# ---- the return road


def test_return_taken_back_is_never_seen_by_its_author(desk: FrontDesk, verifying: Verifying) -> None:
    verifying.returns(0)
    verifying.author.presses(f"usulan:mend:{verifying.ids[0]}")
    assert "sudah terkirim dan tidak bisa diubah" in (verifying.author.alert or verifying.author.screen)
    for press in ("usulan:drafts:0", "tasks:show", "menu:show"):
        verifying.author.presses(press)
        assert "perbaik" not in verifying.author.screen.lower(), press
    verifying.head.presses(f"s2:one:{verifying.ids[0]}")
    assert "Layak" not in verifying.head.labels
    verifying.head.presses(f"s2:ok:{verifying.ids[0]}:1")
    assert "Batalkan dahulu putusan itu" in (verifying.head.alert or "")
    verifying.head.presses(f"s2:one:{verifying.ids[0]}")
    verifying.head.taps("Batalkan putusan")

    assert (verifying.row(0).status, verifying.row(0).return_field) == (Status.SUBMITTED, None)
    assert verifying.row(0).assigned_to_id is None
    desk.later(minutes=30)
    assert verifying.heard(verifying.author) == verifying.heard(verifying.jfu) == []


def test_withdrawn_return_keeps_its_button_until_the_verdict_is_told(
    desk: FrontDesk, verifying: Verifying
) -> None:
    verifying.returns(0)
    desk.later(minutes=10)
    (told,) = verifying.heard(verifying.author)
    assert "perlu diperbaiki" in told
    edits = select(Outbox).where(Outbox.chat_id == verifying.author.user, Outbox.kind == Said.EDIT)
    with desk.unit() as unit:  # as if Telegram had taken it
        (row,) = unit.all(select(Outbox).where(Outbox.text == told))
        row.message_id, row.state = 77, "done"

    verifying.refuses(0)
    verifying.author.presses(f"usulan:mend:{verifying.ids[0]}")
    assert "baru saja diputuskan pemeriksa" in (verifying.author.alert or "")
    (edit,) = desk.rows(edits)
    assert edit.state == "held"
    (_, refused) = verifying.verdicts(0)
    verifying.head.presses(f"s2:undo:{refused.id}")

    assert desk.rows(edits) == []
    assert verifying.row(0).status == Status.RETURNED
    verifying.author.presses(f"usulan:mend:{verifying.ids[0]}")
    assert "Berapa volumenya?" in verifying.author.screen


def test_corrected_usulan_comes_back_to_who_returned_it(desk: FrontDesk, verifying: Verifying) -> None:
    other = desk.person(verifying.row(0).kecamatan_id, 204, name="Yanti Susanti")
    with desk.unit() as unit:
        appoint(unit, unit.session.get_one(Person, other), Post.KEPALA_BIDANG, by=None)
    yanti = FrontPhone(desk, 204)
    yanti.sends("/start")
    for at in (1, 2, 3):
        verifying.accepts(at)
    verifying.returns(0)
    desk.later(minutes=10)

    # While it lies with its author, nobody counts the reviewers' days.
    verifying.head.presses("s2:home")
    assert "selama itu hari Bapak/Ibu tidak dihitung" in verifying.head.screen
    for phone in (verifying.head, yanti):
        phone.sends("/tugas")
        assert "Langkah 2" not in phone.screen
    verifying.author.sends("/tugas")
    assert f"Usulan {verifying.number(0)} perlu perbaikan" in verifying.author.screen

    verifying.author.presses(f"usulan:mend:{verifying.ids[0]}")
    verifying.author.sends("40")
    verifying.author.sends_photo()
    verifying.author.taps("Selesai 1")
    verifying.author.taps("Kirim usulan")
    assert verifying.row(0).status == Status.SUBMITTED
    assert (verifying.row(0).revision, verifying.row(0).assigned_to_id) == (2, verifying.row(1).decided_by_id)
    assert f"Usulan {verifying.number(0)} sudah diperbaiki dan kembali ke antrean" in verifying.head.screen
    assert "sudah diperbaiki" not in yanti.screen
    verifying.head.sends("/tugas")
    assert "Langkah 2" in verifying.head.screen


def test_author_who_mends_before_the_message_comes_is_not_asked_again(
    desk: FrontDesk, verifying: Verifying
) -> None:
    verifying.returns(0)
    desk.later(minutes=9)
    verifying.accepts(1)
    desk.later(minutes=2)
    assert verifying.heard(verifying.author) == []
    verifying.author.presses(f"usulan:see:{verifying.ids[0]}")
    verifying.author.taps("Perbaiki")
    verifying.author.sends("60")
    verifying.author.sends_photo()
    verifying.author.taps("Selesai 1")
    verifying.author.taps("Kirim usulan")
    verifying.accepts(2)
    desk.later(minutes=10)

    (told,) = verifying.heard(verifying.author)
    assert told.startswith("<b>Putusan atas 2 usulan Bapak/Ibu</b>")
    assert "perbaikan" not in told


# ---- a card that stands there twice


def test_verdict_is_confirmed_on_each_copy_of_its_card(desk: FrontDesk, verifying: Verifying) -> None:
    """Killed with the card on its way, the bot sends it again: the other one is still there to be pressed."""
    verifying.refuses(0)
    card = f"s2:ok:{verifying.ids[1]}:{verifying.row(1).revision}"
    first, again = 700_001, 700_002  # two processes died before they could note what they had sent

    desk.press(verifying.head.user, card, message_id=first)
    desk.works()
    assert f"✔ {verifying.number(1)}: Layak" in verifying.head.screen
    desk.later(minutes=5)
    desk.press(verifying.head.user, card, message_id=again)
    desk.works()

    assert desk.chat(verifying.head.user).home_message_id == again
    assert f"✔ {verifying.number(1)}: Layak. Pengusul dikabari setelah pukul 10.10" in verifying.head.screen
    assert verifying.number(2) in verifying.head.screen
    assert f"Batalkan {verifying.number(1)[-4:]}" in verifying.head.labels
    assert len(verifying.verdicts(1)) == 1
    desk.later(minutes=5)  # her author has heard: it is no tap of then
    verifying.head.presses(card)
    assert f"Usulan {verifying.number(1)} sudah Bapak/Ibu putuskan: Layak, pada" in verifying.head.screen
    verifying.head.presses(f"s2:refuse:{verifying.ids[0]}:{verifying.row(0).revision}")
    assert f"Usulan {verifying.number(0)} sudah Bapak/Ibu putuskan: Tidak layak" in verifying.head.screen
