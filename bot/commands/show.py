"""`show`: everything about one usulan, for who was asked about it and has the machine at hand."""

from __future__ import annotations

from typing import Any

from bot.clock import Clock
from bot.commands.sheets import kecamatan_called
from bot.files import Files
from models.unit import Database
from sop.core.people import season_of
from sop.core.refused import Refused
from sop.tracking.dossier import Dossier, SentFile, dossier
from sop.tracking.finding_usulan import called
from texts import bare
from texts.figures import moment


def show_usulan(
    database: Database, files: Files, clock: Clock, number: str, kecamatan: str | None
) -> tuple[dict[str, Any], list[str]]:
    """As a document, and as lines. Raises Refused where there is no usulan of this number."""
    with database.unit(clock()) as unit:
        office = kecamatan_called(unit, kecamatan)
        proposal = called(unit, season_of(unit, office.id), number)
        if proposal is None:
            raise Refused("dossier.nothing", number=number.strip()[:40], kecamatan=office.name)
        found = dossier(unit, proposal)
    here = {one.id: _path(files, one) for one in found.files}
    return _document(found, here), list(_lines(found, here))


def _path(files: Files, one: SentFile) -> str | None:
    """Where its bytes lie; None where they do not."""
    path = files.where(one.sha256) if one.sha256 else None
    return str(path) if path is not None else None


def _document(found: Dossier, here: dict[int, str | None]) -> dict[str, Any]:
    return {
        "facts": dict(found.facts),
        "files": [
            {
                "name": one.name,
                "state": one.state,
                "words": one.words,
                "at": one.at.isoformat(),
                "sha256": one.sha256,
                "path": here[one.id],
            }
            for one in found.files
        ],
        "way": [
            {"at": event.at.isoformat(), "who": event.who, "what": bare(event.what)} for event in found.way
        ],
        "papers": list(found.papers),
    }


def _lines(found: Dossier, here: dict[int, str | None]) -> list[str]:
    facts = [f"{name}: {words}" for name, words in found.facts]
    files = [f"{one.name}: {one.words} {here[one.id] or ''}".rstrip() for one in found.files]
    way = [f"{moment(event.at)} · {event.who}: {bare(event.what)}" for event in found.way]
    return [*facts, *files, *way, *found.papers]
