"""A reviewer and the author act on one usulan in the same second: one wins, the other is told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Barrier, Thread

import pytest
from sqlalchemy import select
from sqlalchemy.orm.exc import StaleDataError

from models.chat import Inbox
from models.enums import Status, Waiting
from models.people import Person
from models.posts import Post
from models.proposal import Proposal
from sop.core.refused import Refused
from sop.proposals.submitting import submit
from sop.step2_verify.step import decide
from tests.core.desk import FrontDesk
from tests.support.verifying import REASON, Verifying
from tests.walking.busy_office import PEOPLE

BOTH = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]


@pytest.fixture(params=BOTH)
def verifying(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Verifying]:
    """One usulan came back to its author; he has mended it and holds the card in his hand."""
    url = f"sqlite:///{tmp_path}/second.db"
    if request.param == "postgresql":
        url = str(request.getfixturevalue("postgres_tables_url"))
    with FrontDesk(url, user_rate=10**6) as desk:
        made = Verifying(desk, tmp_path, count=1)
        made.returns(0)
        desk.later(minutes=10)
        made.author.presses(f"usulan:mend:{made.ids[0]}")
        made.author.sends("60")
        made.author.sends_photo()
        made.author.taps("Selesai 1")
        made.head.presses(f"s2:refuse:{made.ids[0]}:1")
        yield made


def both_act(verifying: Verifying, *, reviewer_first: bool) -> None:
    """The reviewer writes his reason, the author presses Kirim usulan; both wait in the inbox together."""
    desk, card = verifying.desk, verifying.author.button("Kirim usulan")
    assert card is not None
    acts = [
        lambda: desk.message(verifying.head.user, REASON, message_id=901),
        lambda: desk.press(verifying.author.user, card, message_id=902),
    ]
    desk.message(999, "halo")  # of two chats the one that was handled last would have to wait
    desk.works()
    for act in acts if reviewer_first else reversed(acts):
        act()
    desk.works()
    assert desk.rows(select(Inbox.id).where(Inbox.state != Waiting.DONE)) == []


def test_author_who_is_first_gets_his_correction_read(verifying: Verifying) -> None:
    both_act(verifying, reviewer_first=False)

    assert (verifying.row(0).status, verifying.row(0).revision) == (Status.SUBMITTED, 2)
    assert "sudah dikirim ulang dengan perubahan" in verifying.head.screen
    assert [one.outcome for one in verifying.verdicts(0)] == [Status.RETURNED]


def test_reviewer_who_is_first_ends_the_correction(verifying: Verifying) -> None:
    both_act(verifying, reviewer_first=True)

    assert (verifying.row(0).status, verifying.row(0).revision) == (Status.REFUSED, 1)
    assert "baru saja diputuskan pemeriksa" in verifying.author.screen
    verifying.desk.later(minutes=10)
    (told,) = [text for text in verifying.heard(verifying.author) if "Tidak layak" in text]
    assert REASON in told
    assert verifying.row(0).volume == 60  # what he wrote is kept


@pytest.mark.postgres
def test_two_transactions_that_overlap_store_one_of_both(tmp_path: Path, postgres_tables_url: str) -> None:
    """What two processes do: both read the usulan as returned; the later one has to look again."""
    with FrontDesk(postgres_tables_url, user_rate=10**6) as desk:
        verifying = Verifying(desk, tmp_path, count=1)
        verifying.returns(0)
        desk.later(minutes=10)
        verifying.author.presses(f"usulan:mend:{verifying.ids[0]}")
        verifying.author.sends("60")
        verifying.author.sends_photo()
        ends = overlapping(verifying)
        row, given = verifying.row(0), verifying.verdicts(0)

    assert sorted(ends.values()) == ["done", "look again"]
    if ends["author"] == "done":
        assert (row.status, row.revision, len(given)) == (Status.SUBMITTED, 2, 1)
    else:
        assert (row.status, row.revision, len(given)) == (Status.REFUSED, 1, 2)


def overlapping(verifying: Verifying) -> dict[str, str]:
    ends: dict[str, str] = {}
    gate = Barrier(2)

    def acts(who: str, post: Post) -> None:
        try:
            with verifying.desk.unit() as unit:
                user = PEOPLE[post][1]
                person = unit.all(select(Person).where(Person.telegram_id == user))[0]
                row = unit.session.get_one(Proposal, verifying.ids[0])
                gate.wait()
                if who == "author":
                    submit(unit, person, row.id)
                else:
                    decide(unit, person, row, Status.REFUSED, revision=1, reason=REASON)
            ends[who] = "done"
        except StaleDataError:
            ends[who] = "look again"
        except Refused as refused:
            ends[who] = refused.key

    pair = (("author", Post.DELEGASI), ("reviewer", Post.KEPALA_BIDANG))
    threads = [Thread(target=acts, args=one) for one in pair]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return ends
