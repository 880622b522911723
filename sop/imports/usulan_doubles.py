"""Rows of usulan as they are compared: with each other, and with what the season holds already."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

from sqlalchemy import select

from models.enums import Status
from models.proposal import Proposal
from models.season import KamusEntry, Season
from models.unit import Unit
from sop.core.kelurahan import kelurahan_in
from sop.duplicates.groups import Grouped, Item, Said, There, grouped
from sop.duplicates.normal import normal
from sop.imports.came_again import beside
from sop.imports.kind import Line, Outcome
from sop.imports.usulan_rows import Office
from sop.proposals.label import of_words
from sop.reading.words import simple
from texts import plain
from texts.figures import number

SHOWN = 150  #: letters in which a row is told from others

#: What is not there any more, or lives on in another.
_GONE = (Status.DISCARDED, Status.MERGED)


def there(unit: Unit, season: Season) -> tuple[There, ...]:
    """What is sent or drafted so far, as plain data: it is compared in a process of its own."""
    query = (
        select(
            *(
                Proposal.number,
                Proposal.kelurahan_id,
                KamusEntry.code,
                KamusEntry.name,
                Proposal.title,
                Proposal.problem,
            ),
            *(Proposal.place, Proposal.rt, Proposal.rw, Proposal.volume, Proposal.unit, Proposal.cost),
        )
        .outerjoin(KamusEntry, KamusEntry.id == Proposal.kamus_id)
        .where(Proposal.season_id == season.id, Proposal.status.not_in(_GONE), Proposal.title.is_not(None))
        .order_by(Proposal.id)
    )
    names = {one.id: one.name for one in kelurahan_in(unit, season.kecamatan_id)}
    return tuple(
        There(number or plain("imports.a_draft"), names[kelurahan], code, output, Said(*said))
        for number, kelurahan, code, output, *said in unit.session.execute(query)
    )


def doubles(office: Office, lines: Sequence[Line]) -> Grouped:
    """Rows that may be the same as one before them, or as what is there."""
    entries = {entry.id: entry for entry in office.by_code.values()}
    names = {key: name for name, key in office.ids.items()}
    rows = []
    for line in lines:
        values: Mapping[str, Any] = line.checked.values
        if line.checked.outcome is Outcome.REFUSED:
            continue
        entry = entries.get(values.get("kamus_id", 0))
        said = Said(**{one.name: values.get(one.name) for one in fields(Said)})
        row = There(
            plain("imports.a_row", at=line.number),
            names[values["kelurahan_id"]],
            entry.code if entry else None,
            entry.name if entry else None,
            said,
        )
        rows.append(item(row, str(line.number)))
    concerned = {row.kelurahan for row in rows}
    found = grouped(rows, [item(one) for one in office.there if one.kelurahan in concerned])
    earlier = beside(rows, office.before)
    if earlier is None:
        return found
    return replace(found, again=earlier.again, whole=found.whole and earlier.whole)


def item(one: There, at: str = "") -> Item:
    """As it is compared with others."""
    said = one.said
    amount = f"{number(said.volume)} {said.unit or ''}".strip() if said.volume is not None else ""
    what = ", ".join(filter(None, [said.title, amount]))
    letters = (said.title, said.problem, said.place, said.rt, said.rw, amount, said.cost)
    return Item(
        one.name,
        at,
        one.kelurahan,
        normal(said, code=one.code, kelurahan=one.kelurahan, output=one.output),
        of_words(what, said.place or "", one.kelurahan, said.cost, SHOWN),
        "\n".join(simple(str(part or "")) for part in letters),
    )
