"""Does what the page asks for, one thing after the other, and says how far it is."""

import queue
import threading
import traceback
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from demo.cast import Member, places, sample_people, with_phones
from demo.deadlines import sets_deadlines
from demo.house import House, next_season
from demo.line import TROUBLES
from demo.story import SCENES, Story
from demo.story.teller import Stopped
from demo.story.usulan import sample_usulan

KECAMATAN = "Tanah Sareal"
_LOOK_SECONDS = 0.5
_STUCK = "Cerita berhenti di “{scene}”: {why} Lanjutkan sendiri, atau tekan Mulai lagi."


@dataclass(frozen=True)
class Scenery:
    """What the page shows around the phones."""

    phase: str = "setup"  #: setup, ready, story, trouble
    done: int = 0
    of: int = 0
    note: str = ""
    year: int = 0
    page: str = ""  #: the bot's own page for people without an account
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
            name: getattr(self, name)
            for name in ("phase", "done", "of", "note", "year", "page", "scenes", "scene")
        }
        return facts | {"kecamatan": KECAMATAN, "people": people}


class Director:
    """Runs in the main thread; the page's routes only leave wishes."""

    def __init__(self) -> None:
        self.scenery = Scenery(
            people=tuple(with_phones(sample_people())), scenes=tuple(scene.title for scene in SCENES)
        )
        self._story: Story | None = None
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
                self._shows(phase="setup", done=0, note="")
                house.clears()
                self._begins(house)
            else:
                self._plays(len(SCENES) if what == "all" else 1)

    def _begins(self, house: House) -> None:
        self.hurry.clear()
        people = list(self.scenery.people)
        place = next_season(KECAMATAN, datetime.now(UTC))
        page = house.child.page_url
        self._shows(phase="setup", done=0, of=len(people), note="", year=place.year, page=page, scene=0)
        self._story = Story(
            house,
            place,
            sample_people(),
            sample_usulan(),
            tells=lambda words: self._shows(note=words),
            hurry=self.hurry,
        )
        try:
            links = house.opens(place, people)
            house.all_join(people, links, lambda done, of: self._shows(done=done, of=of))
            sets_deadlines(self._story.one("sekretaris"))
        except (RuntimeError, AssertionError) as trouble:
            traceback.print_exc()
            self._shows(phase="trouble", note=str(trouble)[-600:])
            return
        self._shows(phase="ready")

    def _plays(self, most: int) -> None:
        """The next scenes of the story, until one goes wrong or a new beginning is wished."""
        for _ in range(most):
            at = self.scenery.scene
            if self.scenery.phase != "ready" or at == len(SCENES) or self._story is None:
                return
            self._shows(phase="story", note="")
            try:
                SCENES[at].play(self._story)
            except Stopped:
                return
            except (AssertionError, RuntimeError, *TROUBLES) as trouble:
                traceback.print_exc()
                self._shows(phase="trouble", note=_STUCK.format(scene=SCENES[at].title, why=_first(trouble)))
                return
            self._shows(phase="ready", scene=at + 1, note="")

    def _looks_after(self, house: House) -> None:
        """A bot that fell is started again, as a service would."""
        if self.scenery.phase != "setup" and not house.child.alive:
            house.child.start()

    def _shows(self, **changed: Any) -> None:
        self.scenery = replace(self.scenery, **changed)


def _first(trouble: Exception) -> str:
    return str(trouble).partition(";")[0].partition("\n")[0][:200]
