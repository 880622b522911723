"""`template` and `import` on the command line: what JFU does in the chat, where there is no chat yet."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm.exc import StaleDataError

from bot.clock import Clock
from bot.files import Files
from models.batch import Batch
from models.enums import BatchState
from models.people import Kecamatan
from models.season import Season
from models.unit import Database, Unit
from sop.core.kelurahan import find_kecamatan
from sop.core.people import season_of
from sop.core.refused import Refused
from sop.imports.answering import meanings_of
from sop.imports.batches import (
    apply_some,
    begin_applying,
    new_batch,
    note_examined,
    offices_of,
    same_before,
    skip_row,
)
from sop.imports.examine import Known, examine
from sop.imports.import_template import template_data
from sop.imports.kind import Kind, Outcome
from sop.imports.kinds import KINDS
from sop.imports.question_words import asked
from sop.imports.same_rows import unanswered
from sop.step1_recap.export import ENDINGS, export_data
from sop.step1_recap.export_rows import LAYOUTS
from texts import plain
from texts.figures import moment, number

PIECE = 100  #: rows in one unit: a live bot on the same database waits no longer than for these
OURS = timedelta(minutes=1)  #: a live bot goes on with a file that was left for so long
SHOWN_EVERY = 1.0  #: seconds


def kind_called(word: str) -> Kind:
    if word not in KINDS:
        raise Refused("imports.no_such_kind", word=word[:20], words=", ".join(KINDS))
    return KINDS[word]


def kecamatan_called(unit: Unit, name: str | None) -> Kecamatan:
    """The one of this name; without a name the only one."""
    if name is not None:
        return find_kecamatan(unit, name)
    found = unit.all(select(Kecamatan).order_by(Kecamatan.name))
    if len(found) != 1:
        raise Refused("imports.which_kecamatan", names=", ".join(one.name for one in found) or "-")
    return found[0]


def template_of(database: Database, clock: Clock, kind: Kind, kecamatan: str | None) -> bytes:
    """The empty sheet, with the choices of this kecamatan and its season."""
    from documents.sheets import write_sheet  # XlsxWriter is heavy

    with database.unit(clock()) as unit:
        data = template_data(unit, season_of(unit, kecamatan_called(unit, kecamatan).id), kind)
    return write_sheet("template", data)


def export_of(
    database: Database, clock: Clock, layout: str, file: Path, kecamatan: str | None
) -> tuple[bytes, int, int]:
    """The list in this layout, its rows and their money; the ending of the file says what it is."""
    from documents.sheets import write_sheet

    if layout not in LAYOUTS:
        raise Refused("export.no_layout", word=layout[:20], words=", ".join(LAYOUTS))
    kind = ENDINGS.get(file.suffix[1:].lower())
    if kind is None:
        raise Refused("export.no_ending", word=file.name[-40:])
    with database.unit(clock()) as unit:
        season = season_of(unit, kecamatan_called(unit, kecamatan).id)
        data = export_data(unit, season, layout, unit.now)
    rows = [row for _, found in data["groups"] for row in found]
    return write_sheet(kind, data), len(rows), sum(row[data["money"]] for row in rows)


class Taking:
    """One file from the command line: looked at when it is made, taken in when that is wanted."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        file: Path,
        *,
        kecamatan: str | None,
        kind: str | None,
        answers: Mapping[str, str] | None = None,
    ) -> None:
        self._database = database
        self._clock = clock
        self._name = file.name
        self._content = file.read_bytes()
        self._answers = dict(answers or {})
        kinds = [kind_called(kind)] if kind else list(KINDS.values())
        with database.unit(clock()) as unit:
            season = season_of(unit, kecamatan_called(unit, kecamatan).id)
            self._season_id, self._year = season.id, season.year
            offices = offices_of(unit, season, kinds)
            known = Known(file.name, self._answers, meanings_of(unit, season.kecamatan_id))
        self._found = examine(self._content, offices, known)
        if self._found.trouble is not None:
            key, facts = self._found.trouble
            raise Refused(key, **facts)
        if (question := self._found.question) is not None:
            raise Refused(
                "imports.say_answer",
                question=asked(question),
                about=question.key,
                words=" / ".join(f"“{one}”" for one in question.choices),
            )
        self._kind = KINDS[self._found.kind]
        self._lines = self._found.lines
        self._taken: Batch | None = None

    @property
    def whole(self) -> bool:
        """Whether no row lacks anything."""
        return all(line.checked.outcome is Outcome.GOOD for line in self._lines)

    # ---- what is said of it

    def document(self) -> dict[str, Any]:
        return {
            "kind": self._kind.word,
            "template_year": self._found.template_year,
            "account": self._found.account.stored(),
            "batch": self._taken.id if self._taken else None,
            **self._counts(),
            "report": self._report(),
        }

    def says(self) -> list[str]:
        """How many of each, every row with something wrong, and whether anything was stored."""
        facts = {name: number(count) for name, count in self._counts().items()}
        lines = [plain("imports.counted", kind=plain(self._kind.name), **facts)]
        lines += [plain("imports.row", at=at, why=why) for at, how, why in self._report() if how != "good"]
        if self._taken is None:
            lines += self._doubles()
        template = self._found.template_year
        if template not in (None, self._year):
            lines.append(plain("imports.other_year", template=template or 0, year=self._year))
        if self._taken is None:
            return [*lines, plain("imports.nothing_stored")]
        count, refused = self._taken.good + self._taken.mending, self._taken.refused
        facts = {"count": number(count), "refused": number(refused)}
        return [*lines, plain("imports.applied", kind=plain(self._kind.name), **facts)]

    def _doubles(self) -> list[str]:
        """Rows that may be the same as others, and how one says so on the command line."""
        pairs = unanswered(self._found.account, self._answers)
        lines = [plain("imports.may_be_same", at=row, other=other) for row, other in pairs]
        return [*lines, plain("imports.say_same", at=pairs[0][0], other=pairs[0][1])] if pairs else []

    def _counts(self) -> dict[str, int]:
        report = self._report()
        counts = {str(one): sum(how == one for _, how, _ in report) for one in Outcome}
        return {"rows": len(report), **counts}

    def _report(self) -> list[list[Any]]:
        if self._taken is not None:
            return self._taken.report
        return [[line.number, str(line.checked.outcome), line.checked.reason] for line in self._lines]

    # ---- taken in

    def take_in(self, files: Files, *, again: bool, tells: Callable[[str], None]) -> None:
        """All rows but the refused, piece by piece; after a kill the same command goes on where it was."""
        sha256 = files.put(self._content)
        with self._database.unit(self._clock()) as unit:
            batch_id = self._begin(unit, sha256, again=again)
        shown, most, done = time.monotonic(), PIECE, False
        while not done:
            try:
                done = self._piece(batch_id, partial(apply_some, lines=self._lines, most=most))
            except StaleDataError:
                continue  # a live bot came before us: look again
            except Exception:  # a fault of ours in one row: it is named, and the others go on
                if most == 1:
                    done = self._piece(batch_id, partial(skip_row, lines=self._lines))
                most = 1
            if time.monotonic() - shown > SHOWN_EVERY:
                shown = time.monotonic()
                tells(self._how_far(batch_id))
        with self._database.unit(self._clock()) as unit:
            self._taken = unit.session.get_one(Batch, batch_id)

    def _begin(self, unit: Unit, sha256: str, *, again: bool) -> int:
        season = unit.session.get_one(Season, self._season_id)
        batch = new_batch(unit, None, season, name=self._name, file_id=None)
        batch.answers = self._answers
        batch.sha256, batch.kind, batch.not_before = sha256, self._kind.word, unit.now + OURS
        earlier = same_before(unit, batch)
        if earlier is not None and earlier.state == BatchState.APPLYING:
            return earlier.id
        if earlier is not None and earlier.applied_at is not None and not again:
            raise Refused("imports.same_again", when=moment(earlier.applied_at))
        unit.add(batch)
        note_examined(unit, batch, self._found)
        begin_applying(unit, None, batch, self._kind.ways[-1][0])
        return batch.id

    def _piece(self, id: int, act: Callable[[Unit, Batch], bool]) -> bool:
        with self._database.unit(self._clock()) as unit:
            batch = unit.session.get_one(Batch, id)
            if batch.state != BatchState.APPLYING:
                return True
            batch.not_before = unit.now + OURS
            return act(unit, batch)

    def _how_far(self, id: int) -> str:
        with self._database.unit(self._clock()) as unit:
            batch = unit.session.get_one(Batch, id)
            return plain("imports.applying", done=number(batch.done), of=number(batch.rows))
