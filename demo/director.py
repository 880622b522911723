"""Does what the page asks for, one thing after the other, and says how far it is."""

import queue
import threading
import traceback
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from demo.cast import Member, places, sample_people, with_phones
from demo.eyes import Unseen
from demo.house import House, next_season, write_wilayah
from demo.phone import Phone
from demo.story import SCENES, Story
from demo.story.hands import step_under_way
from demo.story.teller import Stopped
from demo.story.usulan import sample_usulan

KECAMATAN = "Tanah Sareal"
_LOOK_SECONDS = 0.5
_ACTS = {
    "press": "menekan “{said}”",
    "text": "menulis “{said}”",
    "photo": "mengirim foto",
    "location": "mengirim titik lokasi",
}
_COMMANDS = {"/start": "membuka menunya", "/status": "membuka kartu SOP", "/tugas": "membuka tugasnya"}
_HURRY = 1 / 4  #: what part of its time the story waits where a visitor may have left things otherwise
_STUCK = (
    "{where} keadaannya lain daripada dalam cerita, jadi “{scene}” tidak dapat diputar dari sini.\n"
    "Bila dimulai lagi: semua percakapan, usulan, dan dokumen demo ini dihapus, musim baru disiapkan, "
    "lalu cerita diputar dari awal sampai “{last}”."
)


@dataclass(frozen=True)
class Scenery:
    """What the page shows around the phones."""

    phase: str = "setup"  #: setup, ready, story, asks (whether to begin anew), trouble
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
    """Runs in the main thread; the page's routes only leave wishes.

    `kelurahan`: with so many of them; else with all of the sample.
    """

    def __init__(self, kelurahan: int | None = None) -> None:
        self._people = sample_people(kelurahan)
        self.scenery = Scenery(
            people=tuple(with_phones(self._people)), scenes=tuple(scene.title for scene in SCENES)
        )
        self._story: Story | None = None
        self._upto = 0  #: how many scenes are wished for
        self._wishes: queue.SimpleQueue[str] = queue.SimpleQueue()
        self.hurry = threading.Event()  #: a new beginning is wished: leave the scene
        self.act: dict[str, Any] = {}  #: what somebody in the story does: who and words
        self.touched = False  #: somebody has pressed, typed or turned the clock on the page

    def wish(self, what: str) -> None:
        """step, all; reset; and where the story asks: again, leave."""
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
            asked = self.scenery.phase == "asks"
            if what == "reset" or (what == "again" and asked):
                self._shows(phase="setup", done=0, note="")
                house.clears()
                self._begins(house, self._upto if what == "again" else 0)
            elif what == "leave" and asked:
                self._shows(phase="ready", note="")
            elif what in ("step", "all"):
                self._goes_on(to_the_end=what == "all")

    def _begins(self, house: House, upto: int = 0) -> None:
        """A season in which nothing has happened; so many scenes of the story are played at once."""
        self.hurry.clear()
        self.touched = False
        people = list(self.scenery.people)
        here = (member.kelurahan for member in people if member.kelurahan)
        wilayah = write_wilayah(KECAMATAN, here, house.folder / "wilayah.csv")
        place = next_season(KECAMATAN, datetime.now(UTC), wilayah)
        page = house.child.page_url
        self._shows(phase="setup", done=0, of=len(people), note="", year=place.year, page=page, scene=0)
        story = self._story = Story(
            house,
            place,
            self._people,
            [one for one in sample_usulan() if one.kelurahan in {member.kelurahan for member in people}],
            tells=lambda words: self._shows(note=words),
            hurry=self.hurry,
        )
        self._hurries(story)
        try:
            links = house.opens(place, people)
            house.all_join(people, links, lambda done, of: self._shows(done=done, of=of))
        except (RuntimeError, AssertionError) as trouble:
            traceback.print_exc()
            self._shows(phase="trouble", note=str(trouble)[-600:])
            return
        self._plays(story, upto)

    def _goes_on(self, *, to_the_end: bool) -> None:
        """The next scene, or all that are left: from where the season is, which a visitor may have moved."""
        if self.scenery.phase != "ready" or self._story is None:
            return
        self._shows(phase="story", note="")
        played = self.scenery.scene
        if self.touched:
            self._hurries(self._story)
            try:
                # The card is behind while the papers of a step that was just played are drawn.
                played = max(played, step_under_way(self._story.one("sekretaris")) - 1)
            except AssertionError as trouble:
                self._upto = len(SCENES) if to_the_end else played + 1
                self._asks(trouble)
                return
        self._upto = len(SCENES) if to_the_end else min(played + 1, len(SCENES))
        self._shows(scene=played)
        self._plays(self._story, self._upto)

    def _plays(self, story: Story, upto: int) -> None:
        """The scenes until so many are played, or one goes wrong, or a new beginning is wished."""
        while self.scenery.scene < upto:
            scene = SCENES[self.scenery.scene]
            self._hurries(story)
            self._shows(phase="story", note="")
            try:
                scene.play(story)
            except Stopped:
                return
            except Exception as trouble:  # a visitor can leave things as nobody foresaw: he is asked
                self._asks(trouble)
                return
            self._shows(scene=self.scenery.scene + 1)
        self._shows(phase="ready", note="")

    def _hurries(self, story: Story) -> None:
        """What is not there soon on a phone that a visitor has had in his hands will not come."""
        for member in self.scenery.people:
            phone = story.phone(member)
            phone.hurry, phone.watcher = _HURRY if self.touched else 1.0, self._sees

    def _sees(self, phone: Phone, what: str, said: str) -> None:
        words = _COMMANDS.get(said) or _ACTS.get(what, "mengirim berkas").format(said=said)
        self.act = {"who": phone.id, "words": words, "number": self.act.get("number", 0) + 1}

    def _asks(self, trouble: Exception) -> None:
        """Whether to begin anew, as the story cannot go on; nothing is lost until somebody says so."""
        traceback.print_exception(trouble)
        who = [one for one in self._people if isinstance(trouble, Unseen) and one.id == trouble.who]
        where = f"Di telepon {who[0].label} ({who[0].name})" if who else "Di sini"
        titles = self.scenery.scenes
        at = min(self.scenery.scene, len(titles) - 1)
        note = _STUCK.format(where=where, scene=titles[at], last=titles[self._upto - 1])
        self._shows(phase="asks", note=note)

    def _looks_after(self, house: House) -> None:
        """A bot that fell is started again, as a service would."""
        if self.scenery.phase != "setup" and not house.child.alive:
            house.child.start()

    def _shows(self, **changed: Any) -> None:
        self.scenery = replace(self.scenery, **changed)
