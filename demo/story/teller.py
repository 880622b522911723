"""The story as it is being played: its people, its clock, and its own book of what was done."""

import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypeVar

from demo.cast import Member
from demo.house import WIB, House, Place
from demo.phone import Phone
from demo.story.usulan import LAYAK, Usulan

AT_ONCE = 12  #: people who act at the same time
PAPER_PATIENCE = 240.0  #: seconds for papers to be drawn; a slow machine is no fault of the story

T = TypeVar("T")


class Stopped(Exception):
    """Somebody wished for a new beginning."""


@dataclass
class Book:
    """What was typed and pressed: compared with the papers at the end."""

    sent: dict[str, Usulan] = field(default_factory=dict)  #: by the number on the receipt
    declined: set[str] = field(default_factory=set)  #: by the plenary

    def of(self, kelurahan: str) -> dict[str, Usulan]:
        """What a kelurahan has sent."""
        return {number: one for number, one in self.sent.items() if one.kelurahan == kelurahan}

    @property
    def verified(self) -> dict[str, Usulan]:
        """What the komisi have before them."""
        return {number: one for number, one in self.sent.items() if one.verdict in (LAYAK, "perlu_perbaikan")}

    @property
    def agreed(self) -> dict[str, Usulan]:
        """What goes into T-D.4."""
        return {number: one for number, one in self.verified.items() if number not in self.declined}

    @property
    def total(self) -> int:
        """The story's own sum of what was agreed."""
        return sum(one.final_cost for one in self.agreed.values())


class Story:
    """A season; its scenes are the steps of the SOP."""

    def __init__(
        self,
        house: House,
        place: Place,
        people: list[Member],
        usulan: list[Usulan],
        *,
        tells: Callable[[str], None] = lambda words: None,
        hurry: threading.Event | None = None,
    ) -> None:
        self.house = house
        self.place = place
        self.people = people
        self.usulan = usulan
        self.book = Book()
        self._later = timedelta()  #: how much later its days come, where somebody turned the clock past them
        self._tells = tells
        self._hurry = hurry or threading.Event()

    # -- who

    def phone(self, member: Member) -> Phone:
        """Somebody's phone."""
        return self.house.phone(member)

    def one(self, post: str) -> Phone:
        """The phone of who holds a post alone."""
        return self.phone(self.holders(post)[0])

    def holders(self, post: str) -> list[Member]:
        """Those with a post who are on Telegram."""
        return [member for member in self.people if member.post == post and member.on_telegram]

    def of_kelurahan(self, post: str, kelurahan: str) -> Member:
        """The Lurah or the delegate of a kelurahan."""
        return next(member for member in self.holders(post) if member.kelurahan == kelurahan)

    @property
    def kelurahan(self) -> list[str]:
        """Every kelurahan that has a delegate."""
        return [member.kelurahan for member in self.holders("delegasi")]

    @property
    def team(self) -> list[Member]:
        """Those of the sample who belong into the tim."""
        return [member for member in self.people if member.team]

    def in_komisi(self, komisi: str) -> list[Member]:
        """The members of a komisi, its ketua first."""
        found = [member for member in self.team if member.komisi == komisi]
        return sorted(found, key=lambda member: ("ketua", "sekretaris", "anggota").index(member.role))

    # -- how

    def tells(self, words: str) -> None:
        """Say what happens; leaves the scene when a new beginning is wished."""
        if self._hurry.is_set():
            raise Stopped
        self._tells(words)

    def each(self, act: Callable[[T], object], over: Iterable[T]) -> None:
        """Several people act at once; the first trouble of anybody is raised."""
        with ThreadPoolExecutor(AT_ONCE) as pool:
            for done in [pool.submit(act, one) for one in over]:
                done.result()

    # -- when

    @property
    def opens(self) -> datetime:
        """The first morning."""
        return self.place.opens

    def day(self, number: int) -> datetime:
        """A day of the story: 1 is the first, a Monday."""
        return self.opens + timedelta(days=number - 1) + self._later

    def passes(self, minutes: int) -> None:
        """Some time passes."""
        control = self.house.telegram.control
        control.sets_clock(control.now + timedelta(minutes=minutes))

    def turns_to(self, day: int, hour: int, minute: int = 0) -> None:
        """Time passes until then. It never goes back: a day that is over comes in a later week."""
        now = self.house.telegram.control.now
        while self.day(day).date() < now.astimezone(WIB).date():
            self._later += timedelta(weeks=1)
        to = self.day(day).replace(hour=hour, minute=minute)
        if now < to:
            self.house.telegram.control.sets_clock(to)
