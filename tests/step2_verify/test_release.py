"""Results announced together: nobody outside the reviewers' side knows of a verdict before."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from models.chat import Outbox
from models.enums import Status, StepState, Waiting
from models.paper import PaperContent
from models.people import Kecamatan, Person
from models.posts import Post
from models.proposal import Proposal
from models.season import Run, Season
from sop.core.kelurahan import find_kelurahan
from sop.core.people import appoint
from sop.proposals.versions import keep_version
from sop.remind.reminders import sweep
from tests.core.desk import FrontDesk
from tests.support.verifying import Verifying
from tests.walking.front_phone import FrontPhone

SECRET = "Rahasia sampai diumumkan bersama-sama."
STRANGER, NEIGHBOUR = 900, 301
MOST_PRESSES = 120


@pytest.fixture
def verifying(tmp_path: Path) -> Iterator[Verifying]:
    with FrontDesk(f"sqlite:///{tmp_path}/release.db", user_rate=10**6) as desk:
        yield Verifying(desk, tmp_path, verdicts_together=True)


def decides_all(verifying: Verifying) -> None:
    verifying.accepts(0)
    verifying.refuses(1, SECRET)
    verifying.notes(2, SECRET)
    verifying.refuses(3, SECRET, code="budgeted")


def walks(phone: FrontPhone) -> None:
    """Press everything that can be reached, once."""
    done: set[str] = set()
    for command in ("/start", "/status", "/tugas", "/usulan"):
        phone.sends(command)
        while len(done) < MOST_PRESSES:
            left = [data for data in phone.buttons if data not in done]
            if not left:
                break
            done.add(left[-1])
            phone.presses(left[-1])


def read(verifying: Verifying, phone: FrontPhone) -> str:
    """All that was shown or sent to a chat; what is held is neither."""
    query = select(Outbox.text).where(Outbox.chat_id == phone.user, Outbox.state != Waiting.HELD)
    return "\n".join(text or "" for text in verifying.desk.rows(query))


def another_delegate(verifying: Verifying) -> int:
    desk = verifying.desk
    made: int = desk.person(verifying.row(0).kecamatan_id, NEIGHBOUR, name="Nur Aini")
    with desk.unit() as unit:
        person = unit.session.get_one(Person, made)
        kecamatan = unit.session.get_one(Kecamatan, person.kecamatan_id)
        place = find_kelurahan(unit, kecamatan, "Kelurahan A")
        appoint(unit, person, Post.DELEGASI, kelurahan_id=place.id, by=None)
    return made


def test_nothing_leaks_before_the_announcement(verifying: Verifying) -> None:
    desk = verifying.desk
    neighbour = another_delegate(verifying)
    with desk.unit() as unit:
        person = unit.session.get_one(Person, neighbour)
        codes = [
            keep_version(unit, person, unit.session.get_one(Proposal, one)).code for one in verifying.ids
        ]
    phones = [verifying.author, verifying.lurah, FrontPhone(desk, NEIGHBOUR), FrontPhone(desk, STRANGER)]
    phones[2].sends("/start")
    phones[2].presses(f"track:follow:{verifying.ids[1]}")
    decides_all(verifying)
    desk.later(days=1, hours=1)
    with desk.unit() as unit:
        sweep(unit)

    for phone in phones[:3]:
        walks(phone)
        for at, one in enumerate(verifying.ids):
            phone.sends(verifying.number(at))
            for press in (
                f"usulan:see:{one}",
                f"track:way:{one}:0",
                f"track:why:{one}",
                f"usulan:mend:{one}",
            ):
                phone.presses(press)
    for phone in phones:
        for code in codes:
            phone.sends(f"/start {code}")
        found = read(verifying, phone)
        assert verifying.number(0) in found
        for word in (SECRET, "Tidak layak", "dinyatakan", "Dicatat dalam", "Sudah dianggarkan"):
            assert word not in found, (phone.user, word)
    assert all(SECRET not in str(data) for data in desk.rows(select(PaperContent.data)))
    for query in (SECRET, verifying.number(1), "tidak layak"):
        asked = {"id": "1", "from": {"id": verifying.author.user, "is_bot": False, "first_name": "W"}}
        desk.update({"inline_query": asked | {"query": query, "offset": ""}})
        answers = desk.works()
        assert answers
        assert SECRET not in str(answers)
        assert verifying.number(1) not in str(answers)

    # The reviewers' side sees them: JFU on the card, the head in his lists.
    verifying.jfu.presses(f"usulan:see:{verifying.ids[1]}")
    assert SECRET in verifying.jfu.screen


def test_announcement_tells_every_author_once(verifying: Verifying) -> None:
    decides_all(verifying)
    assert "Pengusul dikabari saat hasil diumumkan; sebelum itu dapat dibatalkan." in verifying.head.screen
    verifying.desk.later(days=2)
    assert verifying.heard(verifying.author) == []

    verifying.head.taps("Umumkan hasil 4")
    assert "4 putusan akan dikabarkan kepada 1 orang" in verifying.head.screen
    stale = verifying.head.button("Ya, umumkan")
    verifying.head.taps("Antrean")
    verifying.head.presses(f"s2:undo:{verifying.verdicts(2)[0].id}")
    assert verifying.row(2).status == Status.SUBMITTED
    assert stale is not None
    verifying.head.presses(stale)
    assert "sudah berubah menjadi 3" in (verifying.head.alert or "")
    assert verifying.heard(verifying.author) == []

    for phone in (verifying.author, verifying.secretary):
        phone.presses("s2:announce:3")
        assert (phone.alert or "").startswith("Ini tugas Kepala Bidang.")
    verifying.head.presses("s2:announce:3")
    assert "Hasil diumumkan: 3 putusan, 1 orang dikabari." in verifying.head.screen
    (told,) = verifying.heard(verifying.author)
    assert told.startswith("<b>Putusan atas 3 usulan Bapak/Ibu</b>")
    assert SECRET in told
    verifying.author.presses(f"usulan:see:{verifying.ids[1]}")
    assert SECRET in verifying.author.screen
    assert [one.due for one in verifying.verdicts(1)] == [verifying.desk.now]

    verifying.head.presses("s2:announce:3")
    assert "Tidak ada putusan yang menunggu diumumkan." in verifying.head.screen
    verifying.head.presses(f"s2:undo:{verifying.verdicts(1)[0].id}")
    assert verifying.row(1).status == Status.REFUSED


def test_what_has_to_be_mended_does_not_wait_for_the_announcement(verifying: Verifying) -> None:
    verifying.refuses(1, SECRET)
    verifying.returns(0)
    verifying.desk.later(minutes=10)

    (told,) = verifying.heard(verifying.author)
    assert "perlu diperbaiki" in told
    assert SECRET not in told
    verifying.author.presses(f"usulan:mend:{verifying.ids[0]}")
    assert "Berapa volumenya?" in verifying.author.screen


def test_end_of_the_step_announces_what_is_left(verifying: Verifying) -> None:
    decides_all(verifying)
    verifying.head.presses("s2:finish")
    verifying.head.taps("Ya, selesai")

    (told,) = verifying.heard(verifying.author)
    assert told.startswith("<b>Putusan atas 4 usulan Bapak/Ibu</b>")
    (run,) = verifying.desk.rows(select(Run).where(Run.step == "step2_verify"))
    assert run.state == StepState.CLOSING
    assert all(verifying.row(at).secret_until is None for at in range(4))


def test_rule_changed_on_the_way_keeps_what_was_promised(verifying: Verifying) -> None:
    verifying.refuses(1, SECRET)
    with verifying.desk.unit() as unit:
        unit.session.get_one(Season, verifying.season_id).rules = {"undo_minutes": 0}
    verifying.accepts(0)

    (told,) = verifying.heard(verifying.author)
    assert "Layak" in told
    assert SECRET not in told
    verifying.head.presses("s2:home")
    assert "Umumkan hasil 1" in verifying.head.labels


def test_successor_of_the_author_hears_in_his_place(verifying: Verifying) -> None:
    another_delegate(verifying)
    heir = FrontPhone(verifying.desk, NEIGHBOUR)
    heir.sends("/start")
    decides_all(verifying)
    (held,) = verifying.desk.rows(select(Person.id).where(Person.telegram_id == verifying.author.user))
    jfu = verifying.jfu
    jfu.sends("/start")
    jfu.taps("Orang & jabatan")
    jfu.taps("Daftar orang")
    line = next(line for line in jfu.screen.splitlines() if "Siti Aminah" in line)
    jfu.taps(f"Lihat {line.partition('.')[0]}")
    for label in ("Cabut peran", "Nur Aini", "Ya, cabut"):
        jfu.taps(label)
    assert verifying.row(0).author_id != held
    verifying.head.presses(f"s2:undo:{verifying.verdicts(0)[0].id}")
    verifying.head.presses("s2:announce:3")

    assert [text for text in verifying.heard(verifying.author) if "Putusan" in text] == []
    (told,) = [text for text in verifying.heard(heir) if "Putusan" in text]
    assert told.startswith("<b>Putusan atas 3 usulan Bapak/Ibu</b>")
