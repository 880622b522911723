"""What somebody may have to be reminded of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from models.people import Person
from models.speech import Button
from sop.remind.ladder import Ladder
from texts import Html


@dataclass(frozen=True)
class Matter:
    """One line of a reminder, with its way in and its day."""

    task: str
    person: Person
    words: Html  #: one line
    open: Button | None
    due: date
    ladder: Ladder
    dated: bool = True  #: its day is told behind the words; else the words say it themselves

    @property
    def key(self) -> str:
        """With its day: a deadline that was moved is another one."""
        return f"{self.task}@{self.due.isoformat()}"
