"""One hash: on the card, of what the signer was sent, of what everybody gets, whenever the machine dies."""

from __future__ import annotations

import hashlib
import re
from threading import Thread

from sqlalchemy import select

from demo.phone import Phone
from models.enums import Outcome, Stage, StepState
from models.log import LogEntry
from models.posts import Post
from models.signing import Pin
from tests.signing.seals import seals_of
from tests.step7_sign.naskah_talk import agrees, asked, decisions, reports, run_of, said
from tests.support.office import Bureau
from tests.support.seed import at_step, draft, outcome

FINAL = "Laporan hasil kegiatan Musrenbang, versi 1 (final)"


def dies(bureau: Bureau, entry: str) -> None:
    """A bot that kills itself at a certain point is started, and is dead."""
    bureau.entry = entry
    bureau.starts_bot()
    assert bureau.bot is not None
    bureau.bot.wait(timeout=60)
    bureau.kills_bot()


def test_one_hash_from_the_card_to_every_copy_over_kills(own_bureau: Bureau) -> None:
    office = own_bureau.office(approval_undo_minutes=5)
    camat = office.joins(Post.CAMAT, "Rahmat Hidayat")
    reader = office.joins(Post.SEKRETARIS, "Rudi Hartono")
    tim = office.joins(Post.TIM, "Budi Santoso")
    jfu = office.joins(Post.JFU, "Siti Aminah")
    lurah = office.joins(Post.LURAH, "Agus Salim", "Kelurahan A")
    abroad = own_bureau.office().joins(Post.CAMAT, "Sri Wahyuni")
    stranger = office.phone("Orang lewat")
    stranger.sends("/start")
    stranger.sees("undangan")
    at_step(office, 6)
    outcome(office, 3, "Budi Santoso", declined=1, noted=1)
    draft(office, "Budi Santoso")
    agrees(reader, 1)
    notice = asked(camat, 1)
    sent = camat.downloads(notice)
    [paper] = reports(office)
    [mark] = re.findall(r"sidik jari ([0-9a-f]{8})", notice.text)
    assert hashlib.sha256(sent).hexdigest() == paper.sha256
    assert (paper.sha256 or "").startswith(mark)

    # Whoever else presses, whatever he presses, is told why not; nothing is decided.
    words = [f"approve:{verb}:{paper.id}" for verb in ("ask", "card", "show", "return", "undo")]
    words += [f"approve:{verb}:{paper.id}:{mark}:0" for verb in ("yes", "prove")]
    for person in (reader, tim, jfu, lurah, abroad, stranger):
        message = person.from_bot[-1]
        for word in words:
            answer = said(person.presses(message, f"!{word}"))
            assert answer.endswith((".", "?")), (word, answer)
    assert [decisions(office, one) for one in Outcome] == [[], []]
    assert office.read(select(Pin)) == []

    # Two presses from the notice; then the machine dies before the approval holds, while it is sealed,
    # and while files are sent.
    camat.taps("Setujui")
    camat.sees(f"sidik jari {mark}.")
    assert said(camat.taps("Ya, setujui")).startswith("Disetujui. Berlaku pukul ")
    own_bureau.kills_bot()
    wanted = [Thread(target=wants, args=(person, paper.id)) for person in (tim, reader)]
    for one in wanted:
        one.start()
    own_bureau.turns_clock(minutes=6)
    dies(own_bureau, "tests.core.dying_sealer")
    assert reports(office)[0].sealed_sha256 is None
    dies(own_bureau, "tests.core.dying_entry")
    own_bureau.entry = "demo.entry"
    own_bureau.starts_bot()

    camat.sees("✔ Disetujui secara elektronik di sistem ini oleh Rahmat Hidayat")
    [final] = reports(office)
    [decision] = decisions(office, Outcome.APPROVED)
    assert decision.sha256 == final.sha256 == hashlib.sha256(sent).hexdigest()
    assert (final.stage, final.size) == (Stage.FINAL, len(sent))
    assert run_of(office, "step8_distribute").state == StepState.OPEN
    effects = select(LogEntry).where(LogEntry.act == "paper.in_effect")
    assert [entry.subject for entry in office.read(effects)] == [f"paper:{final.id}"]
    for one in wanted:
        one.join()
    for person in (camat, jfu, lurah):
        wants(person, paper.id)
    copies = [copy for person in (camat, reader, jfu, lurah, tim) for copy in everything(person)]
    assert len(copies) >= 5
    [final] = reports(office)
    assert set(map(hash_of, copies)) == {final.sealed_sha256}
    given = copies[0]
    assert hash_of(given[: len(sent)]) == final.sha256
    [(whole, _)] = seals_of(given)
    assert whole
    over = said(camat.presses(camat.from_bot[-1], f"!approve:undo:{decision.id}"))
    assert over.startswith("Persetujuan ini sudah berlaku")
    again = said(camat.presses(camat.from_bot[-1], f"!approve:yes:{final.id}:{mark}:0"))
    assert again.startswith("Sudah disetujui pada")


def wants(person: Phone, paper: int) -> None:
    """Asks for the file; where the bot is dead nobody answers the press."""
    person.presses(person.from_bot[-1], f"!paper:get:{paper}")


def everything(person: Phone) -> list[bytes]:
    """Every copy of the final paper in a chat, read back from the Bot API server."""
    person.sees(FINAL)
    return [person.downloads(one) for one in person.documents if FINAL in one.text]


def hash_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
