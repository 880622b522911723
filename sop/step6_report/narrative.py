"""The parts of the report in words: proposed from the facts, taken as they are or written by the tim."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import select

from models.base import WIB
from models.enums import Komisi
from models.paper import Narrative
from models.people import Kelurahan, Person
from models.posts import Post
from models.season import Meeting, Season
from models.unit import Unit
from sop.core.refused import Refused
from sop.flow.progress import working_on
from sop.papers.letterhead import office
from sop.reading import paragraphs
from sop.step6_report.report_figures import Figures, figures
from texts import plain
from texts.figures import date, number, rupiah

#: In the order of the report; the keys are those of documents.data.Narrative.
PARTS = ("background", "purpose", "activities", "results", "conclusion", "suggestions", "closing")

SHORTEST, LONGEST = 20, 3000


def written(unit: Unit, season: Season) -> dict[str, str]:
    """What stands so far, in the order of the report."""
    rows = unit.all(select(Narrative).where(Narrative.season_id == season.id))
    texts = {row.part: row.text for row in rows}
    return {part: texts[part] for part in PARTS if part in texts}


def write(unit: Unit, actor: Person, season: Season, part: str, text: str) -> None:
    """Put down a part; the tim shares them, and the last word counts."""
    working_on(unit, actor, season, "step6_report", Post.JFU)
    if part not in PARTS:
        raise Refused("common.not_found")
    row = unit.first(select(Narrative).where(Narrative.season_id == season.id, Narrative.part == part))
    if row is None:
        row = Narrative(
            kecamatan_id=season.kecamatan_id,
            season_id=season.id,
            part=part,
            text=text,
            by_id=actor.id,
            at=unit.now,
        )
        unit.add(row)
    elif row.text != text:
        row.text, row.by_id, row.at = text, actor.id, unit.now
    unit.log(actor, "report.part", row, part=part, length=len(text))


def read(typed: str) -> str:
    """A part as somebody typed it, with its paragraphs."""
    return paragraphs(typed, SHORTEST, LONGEST)


def proposed(unit: Unit, season: Season, part: str) -> str:
    """A part made from what is known, which can be taken as it is."""
    return _PROPOSALS[part](unit, season, figures(unit, season))


def _about(season: Season) -> dict[str, object]:
    return {
        "kecamatan": season.kecamatan.name,
        "region": office(season.kecamatan).region,
        "year": season.year,
    }


def _background(unit: Unit, season: Season, known: Figures) -> str:
    kelurahan = unit.all(select(Kelurahan.id).where(Kelurahan.kecamatan_id == season.kecamatan_id))
    return plain(
        "step6_report.propose_background",
        **_about(season),
        kelurahan=number(len(kelurahan)),
        entered=number(known.entered),
        cost=rupiah(known.entered_cost),
    )


def _purpose(_unit: Unit, season: Season, _known: Figures) -> str:
    return plain("step6_report.propose_purpose", **_about(season))


def _activities(unit: Unit, season: Season, known: Figures) -> str:
    held = {one.kind: one for one in unit.all(select(Meeting).where(Meeting.season_id == season.id))}
    musrenbang, coordination = held.get("musrenbang"), held.get("koordinasi")
    if musrenbang is None:
        return plain(
            "step6_report.propose_activities_undated", **_about(season), present=number(known.present)
        )
    facts = {
        "kecamatan": season.kecamatan.name,
        "day": date(musrenbang.day),
        "place": musrenbang.place,
        "present": number(known.present),
    }
    if coordination is None:
        return plain("step6_report.propose_activities_alone", **facts)
    return plain("step6_report.propose_activities", **facts, coordination=date(coordination.day))


def _results(_unit: Unit, _season: Season, known: Figures) -> str:
    if known.first is None:
        return plain("step6_report.propose_results_none")
    counts = {komisi.value: number(known.per_commission.get(komisi, 0)) for komisi in Komisi}
    return plain(
        "step6_report.propose_results",
        **counts,
        first=known.first["title"],
        kelurahan=known.first["kelurahan"],
    )


def _conclusion(_unit: Unit, season: Season, known: Figures) -> str:
    return plain(
        "step6_report.propose_conclusion",
        kecamatan=season.kecamatan.name,
        agreed=number(known.agreed),
        cost=rupiah(known.agreed_cost),
        declined=number(known.declined),
        delegates=number(known.delegates),
    )


def _suggestions(_unit: Unit, season: Season, known: Figures) -> str:
    if not known.agency:
        return plain("step6_report.propose_suggestions_all", region=office(season.kecamatan).region)
    return plain(
        "step6_report.propose_suggestions", region=office(season.kecamatan).region, agency=known.agency
    )


def _closing(unit: Unit, season: Season, _known: Figures) -> str:
    year = unit.now.astimezone(WIB).year
    return plain("step6_report.propose_closing", kecamatan=season.kecamatan.name, year=year)


_PROPOSALS: dict[str, Callable[[Unit, Season, Figures], str]] = {
    "background": _background,
    "purpose": _purpose,
    "activities": _activities,
    "results": _results,
    "conclusion": _conclusion,
    "suggestions": _suggestions,
    "closing": _closing,
}
