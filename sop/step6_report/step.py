"""Step 6: the tim writes the draft of the report, Sekretaris Kecamatan reads it before the Camat does."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select

from documents.data import Edit, Narrative, PhotosLacking
from models.enums import Drawing, Outcome, Stage, StepState
from models.paper import Decision, Paper
from models.people import Person
from models.posts import Post
from models.season import Run, Season
from models.speech import button
from models.unit import Unit
from sop.core.people import holders
from sop.core.refused import Refused
from sop.core.steps import STEP, PaperKey
from sop.flow.approval import LONGEST_ADDITION, decide, decides, deciding
from sop.flow.debts import Debt
from sop.flow.progress import finish, run_of, working_on
from sop.papers.opened_since import opened_since
from sop.papers.papers import ask, caption, decision_about, edits_of, latest, part, title
from sop.step6_report import narrative
from sop.step6_report.report_changes import differences
from sop.step6_report.report_data import compile_report
from sop.step6_report.report_photos import lacking_words
from texts import Html, join, plain, say
from texts.figures import cut, moment

STEP_KEY = "step6_report"
DRAFT = PaperKey.DRAFT_LAPORAN

#: Papers of the Musrenbang that the report attaches: an edition that came later is not in the draft.
ATTACHED = (PaperKey.SKALA_PRIORITAS, PaperKey.UTUSAN, PaperKey.BERITA_ACARA)


def being_read(unit: Unit, run: Run) -> Paper | None:
    """The draft that lies with its reader."""
    paper = latest(unit, run.season_id, DRAFT)
    if paper is None or paper.state != Drawing.DRAWN or decision_about(unit, paper) is not None:
        return None
    return None if is_overtaken(unit, paper) else paper


def is_overtaken(unit: Unit, paper: Paper) -> bool:
    """The Musrenbang, or a step before it, was opened again since: the draft tells of what is no more."""
    return opened_since(unit, paper) is not None or attached_since(unit, paper) is not None


def attached_since(unit: Unit, draft: Paper) -> Paper | None:
    """A paper that the report attaches, of which there is a later edition than the draft has."""
    later = select(Paper).where(
        Paper.season_id == draft.season_id,
        Paper.key.in_(ATTACHED),
        Paper.id > draft.id,
    )
    return unit.first(later.order_by(Paper.id))


# ---- the tim


def ask_draft(unit: Unit, actor: Person, season: Season, *, edits: tuple[Edit, ...] | None = None) -> Paper:
    """Buat draft laporan: its data are frozen now, and the edition before it is void."""
    run = working_on(unit, actor, season, STEP_KEY, Post.JFU)
    lacking = [part for part in narrative.PARTS if part not in narrative.written(unit, season)]
    if lacking:
        names = ", ".join(plain(f"step6_report.part_{part}") for part in lacking)
        raise Refused("step6_report.parts_missing", parts=names)
    before = latest(unit, season.id, DRAFT)
    if before is not None and before.state == Drawing.ASKED:
        raise Refused("step6_report.being_drawn", edition=before.edition)
    report = compile_report(unit, season)
    report = report.model_copy(update={"edits": edits_of(unit, before) if edits is None else edits})
    returned, note = returned_report(unit, season)
    if returned is not None:
        report = report.model_copy(
            update={"changes": differences(returned.data, report), "returned_note": note}
        )
    _replace(unit, before, report.model_dump(mode="json"))
    unit.log(actor, "report.draft", run)
    return ask(unit, run, DRAFT, report, stage=Stage.DRAF, edits=report.edits)


def returned_report(unit: Unit, season: Season) -> tuple[Paper | None, str]:
    """What the next draft is compared with, and the Camat's note: his return counts before the reader's."""
    for key in (PaperKey.LAPORAN, DRAFT):
        query = (
            select(Paper, Decision.note)
            .join(Decision, Decision.paper_id == Paper.id)
            .where(Paper.season_id == season.id, Paper.key == key, Decision.outcome == Outcome.RETURNED)
            .order_by(Paper.edition.desc())
        )
        found = unit.session.execute(query.limit(1)).first()
        if found is not None:
            return found[0], (found[1] or "") if key == PaperKey.LAPORAN else ""
    return None, ""


def _replace(unit: Unit, before: Paper | None, data: dict[str, Any]) -> None:
    """A draft that nobody has decided about is replaced, unless the new one says the same."""
    if before is None or before.state != Drawing.DRAWN or decision_about(unit, before) is not None:
        return
    if is_overtaken(unit, before):
        unit.settle(topic(before), say("step6_report.settled_replaced"))
        return
    # The day and where the log had come to are new each time, and nothing that a reader would check.
    aside = {"on": None, "log": None}
    if before.data | aside == data | aside:
        raise Refused("step6_report.same_draft", edition=before.edition)
    unit.settle(topic(before), say("step6_report.settled_replaced"))


# ---- its reader


def topic(paper: Paper) -> str:
    return f"check:{paper.id}"


def request_words(unit: Unit, paper: Paper) -> Html:
    """What stands under the draft when it is handed to its reader."""
    changes = "\n".join(f"• {change}" for change in part(unit, paper, "changes")[:3])
    if changes:
        words = say("step6_report.check_again", caption=Html(caption(paper)), changes=changes)
    else:
        words = say("step6_report.check", caption=Html(caption(paper)))
    return join(words, photos_lacking(unit, paper))


def photos_lacking(unit: Unit, paper: Paper) -> Html:
    """Which usulan of the draft stand in it without a photo, and why; nothing where none does."""
    lacking = [PhotosLacking(**one) for one in part(unit, paper, "photos_lacking") or ()]
    return (
        say("step6_report.photos_lacking", reasons=" ".join(lacking_words(lacking))) if lacking else Html("")
    )


def ask_check(unit: Unit, paper: Paper) -> None:
    """The draft can be read: its reader gets it with two buttons, the tim hears where it is."""
    newest = latest(unit, paper.season_id, DRAFT)
    if newest is None or newest.id != paper.id or paper.step != STEP_KEY or is_overtaken(unit, paper):
        return
    run = run_of(unit, unit.session.get_one(Season, paper.season_id), STEP_KEY)
    readers = holders(unit, run.kecamatan_id, decides(run))
    for person in readers:
        hand_over(unit, person, paper)
    told = say("step6_report.draft_ready", edition=paper.edition, pages=paper.pages or 0)
    for person in holders(unit, run.kecamatan_id, Post(run.executor)):
        if person not in readers:
            unit.tell(person, told, [[button("progress.open", "s6:home")]], broadcast=True)


def hand_over(unit: Unit, reader: Person, paper: Paper) -> None:
    """The file with its two buttons."""
    unit.tell(
        reader,
        request_words(unit, paper),
        [
            [
                button("step6_report.agree", "s6:agree", paper.id),
                button("step6_report.return", "s6:return", paper.id),
            ]
        ],
        file={"paper": paper.id},
        topic=topic(paper),
    )


def reading(unit: Unit, actor: Person, paper: Paper | None) -> Paper:
    """The draft, if this person may decide about it now."""
    if paper is None or paper.key != DRAFT:
        raise Refused("common.not_found")
    found = deciding(unit, actor, paper, Stage.DRAF)
    run = run_of(unit, unit.session.get_one(Season, found.season_id), STEP_KEY)
    if run.state != StepState.OPEN:
        raise Refused("common.step_not_open")
    later = attached_since(unit, found)
    if later is not None:
        raise Refused("step6_report.attached_since", edition=found.edition, title=title(later))
    return found


def agree(unit: Unit, actor: Person, paper: Paper) -> None:
    """Sesuai: the step is done, and the Camat's turn begins."""
    reading(unit, actor, paper)
    season = unit.session.get_one(Season, paper.season_id)
    now = Narrative(**narrative.written(unit, season)).model_dump(mode="json")
    if since := [key for key, text in part(unit, paper, "narrative").items() if now[key] != text]:
        parts = ", ".join(plain(f"step6_report.part_{key}") for key in since)
        raise Refused("step6_report.written_since", edition=paper.edition, parts=parts)
    decide(unit, actor, paper, Outcome.APPROVED, None)
    unit.settle(topic(paper), say("step6_report.settled_agreed", name=actor.name, at=moment(unit.now)))
    finish(unit, actor, run_of(unit, season, STEP_KEY))


def return_draft(unit: Unit, actor: Person, paper: Paper, note: str) -> None:
    """Perlu perbaikan: back to those who write it, with the note."""
    reading(unit, actor, paper)
    decide(unit, actor, paper, Outcome.RETURNED, note)
    short = cut(note, LONGEST_ADDITION)
    unit.settle(
        topic(paper), say("step6_report.settled_returned", name=actor.name, at=moment(unit.now), note=short)
    )
    run = run_of(unit, unit.session.get_one(Season, paper.season_id), STEP_KEY)
    told = say("step6_report.told_returned", edition=paper.edition, name=actor.name, note=note)
    posts = (Post(run.executor), *STEP[STEP_KEY].helps)
    for person in dict.fromkeys(one for post in posts for one in holders(unit, run.kecamatan_id, post)):
        if person.id != actor.id:
            unit.tell(person, told, [[button("progress.open", "s6:home")]])


def reader_owes(unit: Unit, season: Season) -> Iterator[Debt]:
    """While a draft lies with its reader, it is the reader who owes."""
    run = next((run for run in season.runs if run.step == STEP_KEY), None)
    if run is None or run.state != StepState.OPEN:
        return
    paper = being_read(unit, run)
    if paper is None:
        return
    for person in holders(unit, run.kecamatan_id, decides(run)):
        words = say("step6_report.owes_check", edition=paper.edition)
        yield Debt(
            f"check:{paper.id}",
            person,
            words,
            button("step6_report.open_check", "s6:check", paper.id),
            run.deadline,
        )
