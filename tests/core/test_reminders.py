"""Who is reminded of what, and when: the rules, on both databases."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime, time

import pytest
from sqlalchemy import select, text, update

import sop.step8_distribute.step  # noqa: F401 -- its debts are reminded of too
from models.chat import Outbox
from models.enums import Outcome, Stage, StepState
from models.meeting import TeamMember
from models.paper import Decision, Paper, Recipient
from models.people import Kecamatan, Person
from models.posts import Post
from models.reminder import Reminder
from models.season import Meeting, Run, Season
from models.unit import Database, Unit
from sop.core.people import appoint
from sop.core.steps import PaperKey
from sop.flow.approval_effects import carry_out_due
from sop.office.places import Place
from sop.proposals.kamus import shipped
from sop.remind.ladder import INTAKE, MUSRENBANG, TASK, overtaken, reached
from sop.remind.reminders import sweep
from sop.setting_up import setup
from tests.core.mornings import morning

NONE: frozenset[date] = frozenset()


@dataclass
class Clerk:
    """An office in a database, swept at moments of one's choosing."""

    database: Database
    season_id: int
    kecamatan_id: int

    def sweeps(self, moment: datetime) -> int:
        with self.database.unit(moment) as unit:
            return sweep(unit)

    def does(self, moment: datetime, act: object) -> None:
        with self.database.unit(moment) as unit:
            act(unit)  # type: ignore[operator]

    def said(self) -> list[str]:
        with self.database.unit(morning(1)) as unit:
            query = select(Outbox.text).where(Outbox.text.startswith("<b>Pengingat")).order_by(Outbox.id)
            return [text or "" for text in unit.all(query)]

    def rows(self) -> list[tuple[str, str, bool]]:
        with self.database.unit(morning(1)) as unit:
            rows = unit.all(select(Reminder).order_by(Reminder.due, Reminder.id))
            return [(row.task.split("@")[0].split(":")[0], row.rung, row.overtaken) for row in rows]


@pytest.fixture
def clerk(database: Database) -> Clerk:
    """Step 1 is open, due on Thursday 14 January 2027; JFU and two of the tim have Telegram."""
    with database.unit(morning(1)) as unit:
        places = [Place(kecamatan="Uji", kelurahan="Kelurahan A", lat=-6.5, lon=106.7)]
        office, season, _ = setup(unit, kecamatan="Uji", year=2028, places=places, kamus=shipped())
        for telegram_id, name, post in (
            (71, "Dewi", Post.JFU),
            (72, "Budi", Post.TIM),
            (73, "Tuti", Post.TIM),
        ):
            person = Person(kecamatan_id=office.id, telegram_id=telegram_id, name=name)
            unit.add(person)
            appoint(unit, person, post, by=None)
        run = unit.session.scalars(select(Run).where(Run.step == "step1_recap")).one()
        run.deadline = date(2027, 1, 14)
        return Clerk(database, season.id, office.id)


def opens(unit: Unit, step: str, deadline: date | None) -> None:
    run = unit.session.scalars(select(Run).where(Run.step == step)).one()
    run.state, run.deadline, run.opened_at = StepState.OPEN, deadline, unit.now


def closes(unit: Unit, step: str) -> None:
    run = unit.session.scalars(select(Run).where(Run.step == step)).one()
    run.state, run.closed_at = StepState.CLOSED, unit.now


def meets(unit: Unit, kind: str, day: date, hour: time = time(9)) -> None:
    season = unit.session.scalars(select(Season)).one()
    unit.add(
        Meeting(
            kecamatan_id=season.kecamatan_id,
            season_id=season.id,
            kind=kind,
            day=day,
            hour=hour,
            place="Aula <besar>",
        )
    )


# ---- the ladder


@pytest.mark.parametrize(
    ("today", "rung"),
    [
        (date(2027, 1, 8), None),
        (date(2027, 1, 11), "H-3"),
        (date(2027, 1, 12), "H-3"),  # when the morning before was missed
        (date(2027, 1, 13), "H-1"),
        (date(2027, 1, 14), "H"),
        (date(2027, 1, 15), "2027-01-15"),
        (date(2027, 1, 18), "2027-01-18"),
    ],
)
def test_task_climbs_its_ladder(today: date, rung: str | None) -> None:
    found = reached(TASK, date(2027, 1, 14), today, NONE)

    assert (found[-1].name if found else None) == rung


def test_musrenbang_is_announced_seven_working_days_before() -> None:
    day = date(2027, 1, 14)  # the 5th is a holiday: the notice is on Monday the 4th

    found = reached(MUSRENBANG, day, day, NONE)

    assert [(rung.name, rung.on.day) for rung in found] == [("H-7", 4), ("H-3", 11), ("H-1", 13), ("H", 14)]


def test_local_closure_moves_the_ladder() -> None:
    flood = frozenset({date(2027, 1, 13)})

    assert reached(TASK, date(2027, 1, 14), date(2027, 1, 12), flood)[-1].name == "H-1"


def test_intake_is_not_reminded_of_afterwards() -> None:
    assert reached(INTAKE, date(2027, 1, 14), date(2027, 1, 15), NONE) == []


def test_rungs_of_a_silence_are_overtaken_except_the_last() -> None:
    rungs = reached(TASK, date(2027, 1, 14), date(2027, 1, 18), NONE)

    assert [rung.name for rung in overtaken(rungs, date(2027, 1, 12))] == ["H-1", "H", "2027-01-15"]
    assert overtaken(rungs, date(2027, 1, 15)) == []
    assert overtaken(rungs, None) == []


# ---- hours


@pytest.mark.parametrize(
    ("moment", "told"),
    [
        (morning(11, 7, 59), 0),
        (morning(11, 8, 0), 1),
        (morning(11, 17, 59), 1),
        (morning(11, 18, 0), 0),
        (morning(10), 0),  # a Sunday
        (morning(9, 12), 0),  # a Saturday
    ],
)
def test_reminders_go_out_by_day_on_working_days(clerk: Clerk, moment: datetime, told: int) -> None:
    assert clerk.sweeps(moment) == told


def test_closed_office_is_left_in_peace(clerk: Clerk) -> None:
    clerk.does(
        morning(8), lambda unit: unit.session.execute(update(Kecamatan).values(closures=["2027-01-11"]))
    )

    assert clerk.sweeps(morning(11)) == 0
    assert clerk.sweeps(morning(12)) == 1


def test_second_sweep_of_a_day_says_nothing(clerk: Clerk) -> None:
    assert [clerk.sweeps(morning(11, 8, minute)) for minute in (0, 1, 2)] == [1, 0, 0]
    assert clerk.rows() == [("step", "H-3", False)]


def test_clock_that_goes_back_says_nothing_twice(clerk: Clerk) -> None:
    assert [clerk.sweeps(morning(day)) for day in (11, 13, 11, 13)] == [1, 1, 0, 0]


# ---- what is owed


def test_whole_season_of_one_step(clerk: Clerk) -> None:
    told = [(day, clerk.sweeps(morning(day))) for day in range(4, 20)]

    assert [day for day, count in told if count] == [11, 13, 14, 15, 18, 19]
    assert [rung for _task, rung, _overtaken in clerk.rows()] == [
        "H-3",
        "H-1",
        "H",
        "2027-01-15",
        "2027-01-18",
        "2027-01-19",
    ]


def test_words_say_how_many_days_are_left(clerk: Clerk) -> None:
    clerk.sweeps(morning(13))

    assert clerk.said() == [
        "<b>Pengingat, Rabu, 13 Januari 2027</b>\n"
        "1. Langkah 1: Menerima dan merekap hasil Musrenbang Kelurahan dalam bentuk format pra Musrenbang. "
        "<i>Tenggat 14 Jan 2027 (besok).</i>"
    ]


def test_what_was_done_meanwhile_is_not_reminded_of(clerk: Clerk) -> None:
    clerk.sweeps(morning(11))
    clerk.does(morning(12), lambda unit: closes(unit, "step1_recap"))

    assert clerk.sweeps(morning(13)) == 0


def test_several_debts_are_one_message(clerk: Clerk) -> None:
    clerk.does(morning(8), lambda unit: opens(unit, "step8_distribute", date(2027, 1, 14)))

    assert clerk.sweeps(morning(11)) == 1
    [text] = clerk.said()
    assert text.count("Tenggat 14 Jan 2027") == 2
    assert sorted(clerk.rows()) == [("step", "H-3", False), ("step", "H-3", False)]


def test_step_without_deadline_is_not_reminded_of(clerk: Clerk) -> None:
    clerk.does(morning(8), lambda unit: opens(unit, "step1_recap", None))

    assert [clerk.sweeps(morning(day)) for day in (11, 13, 14)] == [0, 0, 0]


def test_moved_deadline_has_a_ladder_of_its_own(clerk: Clerk) -> None:
    clerk.sweeps(morning(11))
    clerk.does(morning(11, 9), lambda unit: opens(unit, "step1_recap", date(2027, 1, 21)))

    assert [clerk.sweeps(morning(day)) for day in (12, 13, 14, 15, 18)] == [0, 0, 0, 0, 1]


def test_receiver_is_reminded_until_he_presses_terima(clerk: Clerk) -> None:
    def sent(unit: Unit) -> None:
        person = Person(kecamatan_id=clerk.kecamatan_id, telegram_id=80, name="Rina")
        unit.add(person)
        appoint(unit, person, Post.BAPPERIDA, by=None)
        opens(unit, "step8_distribute", date(2027, 1, 15))
        row = {
            "kecamatan_id": clerk.kecamatan_id,
            "season_id": clerk.season_id,
            "copies": 1,
            "by_hand": False,
        }
        unit.add(Recipient(name="Bapperida", post=Post.BAPPERIDA, sent_at=unit.now, **row))

    clerk.does(morning(8), sent)
    clerk.does(morning(8), lambda unit: closes(unit, "step1_recap"))

    assert clerk.sweeps(morning(14)) == 2  # JFU, whose step it is, and the receiver
    clerk.does(
        morning(14, 9), lambda unit: unit.session.execute(update(Recipient).values(received_at=unit.now))
    )
    assert clerk.sweeps(morning(15)) == 1


def test_people_without_telegram_collect_nothing(clerk: Clerk) -> None:
    clerk.does(morning(8), lambda unit: unit.session.execute(update(Person).values(telegram_id=None)))

    assert clerk.sweeps(morning(11)) == 0
    assert clerk.rows() == []


def test_who_blocked_the_bot_is_reminded_again_when_he_is_back(clerk: Clerk) -> None:
    clerk.does(morning(8), lambda unit: unit.session.execute(update(Person).values(blocked_at=unit.now)))
    assert clerk.sweeps(morning(11)) == 0

    clerk.does(morning(11, 9), lambda unit: unit.session.execute(update(Person).values(blocked_at=None)))
    assert clerk.sweeps(morning(12)) == 1


# ---- after a silence


def test_after_days_down_one_message_and_the_overtaken_rungs(clerk: Clerk) -> None:
    clerk.sweeps(morning(8))

    assert clerk.sweeps(morning(18, 10)) == 1

    assert sorted(clerk.rows()) == [
        ("step", "2027-01-15", True),
        ("step", "2027-01-18", False),
        ("step", "H", True),
        ("step", "H-1", True),
        ("step", "H-3", True),
    ]
    [text] = clerk.said()
    assert "terlambat 4 hari" in text


def test_down_on_the_morning_itself_is_made_good_the_same_day(clerk: Clerk) -> None:
    clerk.sweeps(morning(8))

    assert clerk.sweeps(morning(11, 14, 30)) == 1


def test_down_on_the_day_of_a_rung_is_made_good_the_day_after(clerk: Clerk) -> None:
    clerk.sweeps(morning(8))

    assert clerk.sweeps(morning(12)) == 1
    assert clerk.rows() == [("step", "H-3", False)]


# ---- meetings


def test_tim_hears_of_the_musrenbang_four_times(clerk: Clerk) -> None:
    clerk.does(morning(1), lambda unit: closes(unit, "step1_recap"))
    clerk.does(morning(1), lambda unit: meets(unit, "musrenbang", date(2027, 1, 14)))

    told = {day: clerk.sweeps(morning(day)) for day in range(1, 20)}

    assert {day: count for day, count in told.items() if count} == {4: 2, 11: 2, 13: 2, 14: 2}
    assert (
        "<b>Musrenbang Kecamatan</b>: Kamis, 14 Januari 2027, pukul 09.00 WIB, di Aula &lt;besar&gt; (besok)."
        in (clerk.said()[4])
    )


def test_tim_hears_of_the_coordination_meeting_three_times(clerk: Clerk) -> None:
    clerk.does(morning(1), lambda unit: closes(unit, "step1_recap"))
    clerk.does(morning(1), lambda unit: meets(unit, "koordinasi", date(2027, 1, 14)))

    told = {day: clerk.sweeps(morning(day)) for day in range(1, 20)}

    assert {day: count for day, count in told.items() if count} == {11: 2, 13: 2, 14: 2}


def test_meeting_that_has_begun_is_not_announced(clerk: Clerk) -> None:
    clerk.does(morning(1), lambda unit: closes(unit, "step1_recap"))
    clerk.does(morning(1), lambda unit: meets(unit, "musrenbang", date(2027, 1, 14)))
    clerk.sweeps(morning(8))

    assert clerk.sweeps(morning(14, 10)) == 0
    assert clerk.sweeps(morning(15)) == 0


def test_tomorrow_is_never_said_on_the_day(clerk: Clerk) -> None:
    clerk.does(morning(1), lambda unit: closes(unit, "step1_recap"))
    clerk.does(morning(1), lambda unit: meets(unit, "musrenbang", date(2027, 1, 14)))
    clerk.sweeps(morning(12))

    clerk.sweeps(morning(14))

    assert {text.rsplit("(", 1)[1] for text in clerk.said()[-2:]} == {"hari ini)."}
    assert ("meeting", "H-1", True) in clerk.rows()


def test_meeting_on_a_saturday_is_announced_that_morning(clerk: Clerk) -> None:
    clerk.does(morning(1), lambda unit: meets(unit, "musrenbang", date(2027, 1, 16)))
    clerk.does(morning(1), lambda unit: opens(unit, "step1_recap", date(2027, 1, 16)))

    assert clerk.sweeps(morning(16)) == 2  # the tim; JFU, who owes a step, is left in peace
    assert clerk.sweeps(morning(16, 8, 1)) == 0


def test_meeting_on_another_day_is_announced_anew(clerk: Clerk) -> None:
    clerk.does(morning(1), lambda unit: closes(unit, "step1_recap"))
    clerk.does(morning(1), lambda unit: meets(unit, "musrenbang", date(2027, 1, 14)))
    clerk.sweeps(morning(11))
    clerk.does(
        morning(11, 9), lambda unit: unit.session.execute(update(Meeting).values(day=date(2027, 1, 15)))
    )

    assert clerk.sweeps(morning(12)) == 2


def test_members_are_told_once_and_those_who_left_not_at_all(clerk: Clerk) -> None:
    def named(unit: Unit) -> None:
        budi, dewi = (
            unit.session.scalars(select(Person).where(Person.telegram_id == number)).one()
            for number in (72, 71)
        )
        row = {"kecamatan_id": clerk.kecamatan_id, "season_id": clerk.season_id, "position": "Anggota"}
        unit.add(TeamMember(person_id=budi.id, name="Budi", **row))
        unit.add(TeamMember(person_id=dewi.id, name="Dewi", removed_at=unit.now, **row))
        unit.add(TeamMember(name="Pak Haji", **row))

    clerk.does(morning(1), lambda unit: closes(unit, "step1_recap"))
    clerk.does(morning(1), named)
    clerk.does(morning(1), lambda unit: meets(unit, "musrenbang", date(2027, 1, 14)))

    assert clerk.sweeps(morning(13)) == 2


# ---- seasons


def test_closed_season_is_silent(clerk: Clerk) -> None:
    clerk.does(morning(8), lambda unit: unit.session.execute(update(Season).values(closed_at=unit.now)))

    assert clerk.sweeps(morning(11)) == 0


def test_each_kecamatan_has_its_own_morning(clerk: Clerk) -> None:
    def second(unit: Unit) -> None:
        places = [Place(kecamatan="Lain", kelurahan="Kelurahan B", lat=-6.5, lon=106.7)]
        office, _season, _ = setup(unit, kecamatan="Lain", year=2028, places=places, kamus=shipped())
        person = Person(kecamatan_id=office.id, telegram_id=90, name="Wati")
        unit.add(person)
        appoint(unit, person, Post.JFU, by=None)
        unit.session.execute(
            update(Run)
            .where(Run.kecamatan_id == office.id, Run.step == "step1_recap")
            .values(deadline=date(2027, 1, 13))
        )
        office.closures = ["2027-01-11"]

    clerk.does(morning(8), second)

    assert [clerk.sweeps(morning(day)) for day in (11, 12, 13)] == [1, 1, 2]


# ---- what fails keeps nothing else back


def test_season_that_cannot_be_read_keeps_no_other_from_its_reminders(clerk: Clerk) -> None:
    def second(unit: Unit) -> None:
        unit.session.scalars(select(Kecamatan)).one().closures = ["besok lusa"]
        places = [Place(kecamatan="Lain", kelurahan="Kelurahan B", lat=-6.5, lon=106.7)]
        office, _season, _ = setup(unit, kecamatan="Lain", year=2028, places=places, kamus=shipped())
        person = Person(kecamatan_id=office.id, telegram_id=90, name="Wati")
        unit.add(person)
        appoint(unit, person, Post.JFU, by=None)
        lain = (Run.kecamatan_id == office.id, Run.step == "step1_recap")
        unit.session.execute(update(Run).where(*lain).values(deadline=date(2027, 1, 14)))

    clerk.does(morning(8), second)

    with clerk.database.unit(morning(11)) as unit:
        told, failed = sweep(unit), unit.failed

    assert (told, failed) == (1, ["_remind"])
    assert len(clerk.said()) == 1


def test_approval_that_cannot_take_effect_keeps_no_other_back(clerk: Clerk) -> None:
    def approved(unit: Unit) -> None:
        camat = Person(kecamatan_id=clerk.kecamatan_id, telegram_id=80, name="Rahmat")
        unit.add(camat)
        appoint(unit, camat, Post.CAMAT, by=None)
        whose = {"kecamatan_id": clerk.kecamatan_id}
        for number, key in enumerate(("kunci-versi-lama", PaperKey.DRAFT_LAPORAN)):
            paper = {"season_id": clerk.season_id, "step": "step6_report", "edition": 1, "made_at": unit.now}
            made = unit.add(Paper(**whose, **paper, key=key, stage=Stage.NASKAH, code=f"kode{number}"))
            said = {"by_id": camat.id, "post": Post.CAMAT, "outcome": Outcome.APPROVED, "sha256": "a" * 64}
            unit.add(Decision(**whose, **said, paper_id=made.id, at=unit.now, effective_at=unit.now))

    clerk.does(morning(8), approved)

    with clerk.database.unit(morning(9)) as unit:
        count, failed = carry_out_due(unit), unit.failed

    assert (count, failed) == (1, ["_take_effect"])
    with clerk.database.unit(morning(9)) as unit:
        stages = unit.all(select(Paper.stage).order_by(Paper.id))
        assert stages == [Stage.NASKAH, Stage.FINAL]
        assert [one is None for one in unit.all(select(Decision.carried_out_at).order_by(Decision.id))] == [
            True,
            False,
        ]


@pytest.mark.parametrize("url", [pytest.param("postgresql", marks=pytest.mark.postgres)], indirect=True)
def test_usulan_that_is_sent_while_the_reminders_begin_waits_for_none_that_waits_for_it(
    clerk: Clerk, url: str
) -> None:
    """Both take the season first and the line of the log after it; otherwise PostgreSQL breaks one off."""
    other = Database(url)
    waiting = text("SELECT count(*) FROM pg_locks WHERE NOT granted")
    with ThreadPoolExecutor(1) as pool:
        with clerk.database.unit(morning(11)) as unit:
            season = unit.session.get_one(Season, clerk.season_id)
            unit.alone_with(season, "last_number", "version")
            reminding = pool.submit(Clerk(other, clerk.season_id, clerk.kecamatan_id).sweeps, morning(11))
            while not (reminding.done() or unit.session.scalar(waiting)):
                threading.Event().wait(0.01)
            unit.log(None, "proposal.submitted", season)
        told = reminding.result()
    other.close()

    assert told == 1
    assert len(clerk.said()) == 1
