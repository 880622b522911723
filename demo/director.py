"""Does what the page asks for, one thing after the other, and says how far it is."""

import queue
import threading
import traceback
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from demo.cast import Member, places, sample_people, with_phones
from demo.house import House, next_season

KECAMATAN = "Tanah Sareal"
_LOOK_SECONDS = 0.5


@dataclass(frozen=True)
class Scenery:
    """What the page shows around the phones."""

    phase: str = "setup"  #: setup, ready, story, trouble
    done: int = 0
    of: int = 0
    note: str = ""
    year: int = 0
    scenes: tuple[str, ...] = ()  #: of the story; none when there is no story
    scene: int = 0  #: how many have been played
    people: tuple[Member, ...] = field(default=(), repr=False)

    def told(self) -> dict[str, Any]:
        """As the page reads it."""
        pins = places()
        people = [
            {
                "id": member.id,
                "name": member.name,
                "post": member.post,
                "label": member.label,
                "phone": member.phone,
                "pin": pins.get(member.kelurahan, next(iter(pins.values()))),
            }
            for member in self.people
        ]
        facts = {
            name: getattr(self, name) for name in ("phase", "done", "of", "note", "year", "scenes", "scene")
        }
        return facts | {"kecamatan": KECAMATAN, "people": people}


class Director:
    """Runs in the main thread; the page's routes only leave wishes."""

    def __init__(self) -> None:
        self.scenery = Scenery(people=tuple(with_phones(sample_people())))
        self._wishes: queue.SimpleQueue[str] = queue.SimpleQueue()
        self.hurry = threading.Event()  #: a new beginning is wished: leave the scene

    def wish(self, what: str) -> None:
        """reset, step or all."""
        if what == "reset":
            self.hurry.set()
        self._wishes.put(what)

    def runs(self, house: House) -> None:
        """Until somebody ends the program."""
        self._begins(house)
        while True:
            try:
                what = self._wishes.get(timeout=_LOOK_SECONDS)
            except queue.Empty:
                self._looks_after(house)
                continue
            if what == "reset":
                house.clears()
                self._begins(house)

    def _begins(self, house: House) -> None:
        self.hurry.clear()
        people = list(self.scenery.people)
        place = next_season(KECAMATAN, datetime.now(UTC))
        self._shows(phase="setup", done=0, of=len(people), note="", year=place.year, scene=0)
        try:
            links = house.opens(place, people)
            house.all_join(people, links, lambda done, of: self._shows(done=done, of=of))
        except (RuntimeError, AssertionError) as trouble:
            traceback.print_exc()
            self._shows(phase="trouble", note=str(trouble)[-600:])
            return
        self._shows(phase="ready")

    def _looks_after(self, house: House) -> None:
        """A bot that fell is started again, as a service would."""
        if self.scenery.phase == "ready" and not house.child.alive:
            house.child.start()

    def _shows(self, **changed: Any) -> None:
        self.scenery = replace(self.scenery, **changed)
