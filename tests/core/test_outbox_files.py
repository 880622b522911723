"""A file that is still coming holds nobody in its chat, and goes out when it is there, however late."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from bot.outgoing.results import keep
from bot.outgoing.rows import Job, Result, due
from models.enums import Drawing, Fetching, Purpose, Said, Stage
from models.paper import Paper
from models.people import Kelurahan, Person
from models.proposal import Proposal, Upload
from models.season import Season
from sop.papers.sealing import sealed
from tests.core.desk import FrontDesk

SITI = 71
SEALED = "5e" * 32


def opens(desk: FrontDesk) -> None:
    desk.person(desk.office(), SITI)


def final_paper(desk: FrontDesk, edition: int = 1) -> int:
    """The Camat has approved it; its seal is still to come."""
    with desk.unit() as unit:
        (season,) = unit.all(select(Season))
        paper = Paper(
            kecamatan_id=season.kecamatan_id,
            season_id=season.id,
            step="step6_report",
            key="laporan",
            edition=edition,
            stage=Stage.FINAL,
            data={},
            code=f"laporan-{edition}",
            made_at=unit.now,
            state=Drawing.DRAWN,
            sha256="aa" * 32,
        )
        return int(unit.add(paper).id)


def photo_as_a_file(desk: FrontDesk) -> int:
    """Siti has sent it a moment ago; its bytes are still with Telegram."""
    with desk.unit() as unit:
        (siti,) = unit.all(select(Person))
        (season,), (kelurahan,) = unit.all(select(Season)), unit.all(select(Kelurahan))
        where = {"kecamatan_id": season.kecamatan_id, "season_id": season.id, "kelurahan_id": kelurahan.id}
        usulan = unit.add(Proposal(**where, author_id=siti.id, created_at=unit.now, touched_at=unit.now))
        sent = {"file_id": "a", "file_unique_id": "a", "not_before": unit.now, "received_at": unit.now}
        whose = {"kecamatan_id": usulan.kecamatan_id, "proposal_id": usulan.id, "sender_id": siti.id}
        return int(unit.add(Upload(**whose, **sent, as_document=True, purpose=Purpose.PHOTO)).id)


def tells(desk: FrontDesk, text: str, **how: object) -> None:
    with desk.unit() as unit:
        unit.tell(unit.all(select(Person))[0], text, **how)


def looks(desk: FrontDesk, most: int = 200) -> list[Job]:
    return due(desk.database, desk.now, frozenset(), most)


def said(desk: FrontDesk) -> list[str | None]:
    return [job.text for job in looks(desk)]


def test_paper_that_waits_for_its_seal_holds_nobody_and_goes_out_with_it(desk: FrontDesk) -> None:
    opens(desk)
    paper = final_paper(desk)
    tells(desk, "Laporan", file={"paper": paper})
    tells(desk, "Jawaban")

    assert said(desk) == ["Jawaban"]
    desk.later(days=3)
    assert said(desk) == ["Jawaban"]
    with desk.unit() as unit:
        sealed(unit, paper, sha256=SEALED, size=1)
    tells(desk, "Kabar sesudahnya")

    late, *others = looks(desk)
    assert (late.text, late.attempts) == ("Laporan", 0)
    assert late.file is not None
    assert late.file.sha256 == SEALED
    assert [job.text for job in others] == ["Jawaban", "Kabar sesudahnya"]


def test_photo_that_is_still_fetched_holds_nobody_and_goes_out_when_it_is_there(desk: FrontDesk) -> None:
    opens(desk)
    photo = photo_as_a_file(desk)
    tells(desk, "Foto", file={"upload": photo})
    tells(desk, "Jawaban")

    assert said(desk) == ["Jawaban"]
    with desk.unit() as unit:
        upload = unit.session.get_one(Upload, photo)
        upload.state, upload.sha256 = Fetching.FETCHED, "bb" * 32

    assert said(desk) == ["Foto", "Jawaban"]


def test_photo_that_turns_out_not_to_be_one_waits_no_longer(desk: FrontDesk) -> None:
    opens(desk)
    photo = photo_as_a_file(desk)
    tells(desk, "Foto", file={"upload": photo})
    assert said(desk) == []
    with desk.unit() as unit:
        unit.session.get_one(Upload, photo).state = Fetching.UNUSABLE

    (job,) = looks(desk)

    assert job.file is not None
    assert job.file.sha256 is None


def test_clock_that_goes_back_does_not_hold_a_paper_that_has_its_seal_now(desk: FrontDesk) -> None:
    opens(desk)
    paper = final_paper(desk)
    tells(desk, "Laporan", file={"paper": paper})
    assert said(desk) == []
    with desk.unit() as unit:
        sealed(unit, paper, sha256=SEALED, size=1)

    desk.later(hours=-1)

    assert said(desk) == ["Laporan"]


def test_paper_is_still_held_until_its_own_time_when_its_seal_is_there(desk: FrontDesk) -> None:
    opens(desk)
    paper = final_paper(desk)
    tells(desk, "Laporan", file={"paper": paper}, topic="x", held_until=desk.now + timedelta(minutes=10))
    with desk.unit() as unit:
        sealed(unit, paper, sha256=SEALED, size=1)

    assert said(desk) == []
    desk.later(minutes=10)
    assert said(desk) == ["Laporan"]


def test_many_that_wait_for_their_seal_hide_nobody(desk: FrontDesk) -> None:
    opens(desk)
    paper = final_paper(desk)
    for _ in range(5):
        tells(desk, "Laporan", file={"paper": paper})
    tells(desk, "Jawaban")

    assert [job.text for job in looks(desk, most=2)] == ["Jawaban"]


def test_copy_that_another_leader_had_on_its_way_before_it_became_final_gives_way_to_the_sealed_one(
    desk: FrontDesk,
) -> None:
    opens(desk)
    paper = final_paper(desk)
    with desk.unit() as unit:
        unit.session.get_one(Paper, paper).stage = Stage.NASKAH
    tells(desk, "Laporan", file={"paper": paper})
    (on_its_way,) = looks(desk)
    with desk.unit() as unit:
        unit.session.get_one(Paper, paper).stage = Stage.FINAL
    assert looks(desk) == []

    keep(desk.database, desk.now, [Result(on_its_way, message_id=77, sent=True)])
    with desk.unit() as unit:
        sealed(unit, paper, sha256=SEALED, size=1)

    assert [(job.kind, job.message_id, job.text) for job in looks(desk)] == [
        (Said.NOTICE, None, "Laporan"),
        (Said.DELETE, 77, None),
    ]
