"""Step 7: the Camat gets the report with six lines about it; he approves these very bytes or returns them."""

from __future__ import annotations

from documents.data import Report
from models.enums import Komisi, Stage
from models.paper import Paper
from models.season import Run, Season
from models.unit import Unit
from sop.core.refused import Refused
from sop.core.steps import PaperKey
from sop.flow.progress import finish
from sop.papers.letterhead import camats
from sop.papers.papers import ask, latest, newest, part, reserve_number
from sop.papers.since_return import LONGEST, returned_before
from sop.step6_report.report_data import compile_report, log_mark
from sop.step6_report.report_figures import figures_of
from texts import Html, join, plain, say
from texts.figures import cut, day_of, number, rupiah

STEP_KEY = "step7_sign"
REPORT = PaperKey.LAPORAN


def write_report(unit: Unit, run: Run) -> None:
    """The draft becomes the report, with a number; it is drawn, and then the Camat is asked."""
    season = unit.session.get_one(Season, run.season_id)
    report = _agreed_draft(unit, season)
    if report is None:
        return
    fresh = {
        "on": day_of(unit.now),
        "signer": camats(unit, season.kecamatan, REPORT),
        "log": log_mark(unit, season.kecamatan_id),
        # What changed since a return is between the office and its Camat, and leaves with no report.
        "changes": (),
        "returned_note": "",
    }
    ask(
        unit,
        run,
        REPORT,
        report.model_copy(update=fresh),
        stage=Stage.NASKAH,
        number=reserve_number(unit, season),
        edits=report.edits,
    )
    finish(unit, None, run)


def _agreed_draft(unit: Unit, season: Season) -> Report | None:
    """The draft as it was read by Sekretaris; where step 6 was closed without one, the facts as they are."""
    draft = newest(unit, season.id, PaperKey.DRAFT_LAPORAN)
    if draft is not None and draft.data:
        return Report.model_validate(draft.data)
    try:
        return compile_report(unit, season)
    except Refused:
        return None  # steps were closed without papers: there is nothing to sign, and the screen says so


def current(unit: Unit, season: Season) -> Paper | None:
    """The newest report, drawn or not."""
    return latest(unit, season.id, REPORT)


def in_six_lines(unit: Unit, paper: Paper) -> Html:
    """What the Camat reads under the file."""
    known = figures_of(paper.data)
    counts = {komisi.value: number(known.per_commission.get(komisi, 0)) for komisi in Komisi}
    return join(
        say("step7_sign.sum_agreed", agreed=number(known.agreed), cost=rupiah(known.agreed_cost)),
        say(
            "step7_sign.sum_others",
            declined=number(known.declined),
            reserve=number(known.reserve),
            noted=number(known.noted),
        ),
        say("step7_sign.sum_commissions", **counts),
        say("step7_sign.sum_delegates", count=number(known.delegates), present=number(known.present)),
        say("step7_sign.sum_number", number=paper.number or "-"),
        _since(unit, paper),
    )


def _since(unit: Unit, paper: Paper) -> Html:
    """How it differs from the version that the Camat returned."""
    if paper.edition == 1:
        return say("step7_sign.sum_first")
    before = returned_before(unit, paper)
    if before is None:  # made anew because another signs
        return say("step7_sign.sum_same", before=paper.edition - 1)
    draft = newest(unit, paper.season_id, PaperKey.DRAFT_LAPORAN)
    changes = " ".join(part(unit, draft, "changes") or ()) if draft is not None else ""
    words = cut(changes or plain("step6_report.change_none"), LONGEST)
    return say("step7_sign.sum_changed", before=before.edition, changes=words)
