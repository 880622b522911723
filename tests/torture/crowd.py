"""People of another kecamatan who do anything at any moment; each keeps a record of what he was told."""

from __future__ import annotations

import random
import threading
import time

from demo.house import House
from demo.phone import Phone
from demo.story.hands import labels
from demo.story.step1 import numbers
from tests.support.usulan import goes_on

KECAMATAN = "Bogor Utara"
KELURAHAN = ("Bantarjati", "Tegal Gundil", "Kedung Halang", "Ciparigi", "Cibuluh", "Ciluar")
FIRST_ID = 820_000_001
WORDS = ("halo", "/start", "/usulan", "/tugas", "/status", "/bantuan", "/pengaturan", "😀" * 50, "<b>&", "12")
DIFFERENT = "Beda, lanjut"  #: it is none of those that look alike
FAST = 5  #: taps of a finger that trembles
WITHIN = 60.0  #: seconds until he is answered at the end
_HURRY = 3.0


class Delegate(threading.Thread):
    """Fills usulan, and in between talks nonsense, hammers on buttons and blocks the bot."""

    def __init__(self, phone: Phone, seed: int, over: threading.Event) -> None:
        super().__init__(daemon=True)
        self.phone, self.over = phone, over
        self.chance = random.Random(seed)
        self.numbers: list[str] = []  #: on the receipts of what he sent
        self.hammered = self.silent = 0  #: taps, and those that nobody answered at once
        self.stuck = ""

    def run(self) -> None:
        try:
            while not self.over.is_set():
                self._does()
            self._settles()
        except Exception as waited:  # somebody waited in vain
            self.stuck = f"{self.phone.name}: {waited}"

    def _does(self) -> None:
        match self.chance.randrange(8):
            case 0 | 1 | 2:
                self._fills()
            case 3 | 4:
                self.phone.sends(self.chance.choice(WORDS))
            case 5 | 6:
                self._hammers()
            case _:
                self._blocks()
        time.sleep(self.chance.uniform(0, 0.5))

    def _fills(self) -> None:
        """He may be led astray by what he did before; then he begins anew."""
        self.phone.sends("/start")
        try:
            self.phone.taps("Buat usulan", _HURRY)
            goes_on(self.phone, "kamus")
        except AssertionError:
            return
        before = numbers(self.phone)
        self.phone.taps("Kirim usulan")
        self.phone.waits_for(
            lambda eyes: numbers(self.phone) - before or DIFFERENT in labels(self.phone), what="a receipt"
        )
        if not numbers(self.phone) - before:
            self.phone.taps(DIFFERENT)
            self.phone.waits_for(lambda eyes: numbers(self.phone) - before, what="a receipt")
        self.numbers += numbers(self.phone) - before

    def _hammers(self) -> None:
        """The same button again and again, within a moment."""
        shown = [one for one in self.phone.from_bot if any(b.data for row in one.buttons for b in row)]
        if not shown:
            return
        message = self.chance.choice(shown[-3:])
        button = self.chance.choice([b for row in message.buttons for b in row if b.data])
        # He would have a receipt that he does not know of, or be nobody here any more.
        if button.text in ("Kirim usulan", "Ya, hapus data saya"):
            return
        for _ in range(FAST):
            self.phone.presses(message, button.data or "", wait=False)
        self.hammered += FAST

    def _blocks(self) -> None:
        self.phone.blocks_bot()
        time.sleep(self.chance.uniform(0, 1))
        self.phone.unblocks_bot()

    def _settles(self) -> None:
        """Whatever happened: he says /start, and is answered."""
        before = self.phone.from_bot[-1].id if self.phone.from_bot else 0
        sent = self.phone.sends("/start")
        self.phone.waits_for(
            lambda eyes: eyes.from_bot and eyes.from_bot[-1].id > max(before, sent), WITHIN, "an answer"
        )


def gathers(house: House, year: int, seed: int) -> list[Delegate]:
    """They have joined, and wait for the start; their intake is open as long as the story turns the clock."""
    late = ["--musrenbang", f"{year - 1}-11-30"]
    house.child.commands(["setup", "--kecamatan", KECAMATAN, "--tahun", str(year), *late])
    invitation = ["invite", "--kecamatan", KECAMATAN, "--post", "delegasi", "--name", "Warga", "--kelurahan"]
    links = house.child.commands(*([*invitation, kelurahan] for kelurahan in KELURAHAN))
    over, crowd = threading.Event(), []
    for at, answer in enumerate(links):
        phone = house.telegram.phone(FIRST_ID + at, f"Warga {at + 1}")
        phone.opens(answer["link"])
        phone.taps("Ya, ini saya")
        phone.taps("Pakai")
        phone.sees("Selamat bergabung")
        crowd.append(Delegate(phone, seed + at, over))
    return crowd


def starts(crowd: list[Delegate]) -> None:
    for one in crowd:
        one.start()


def ends(crowd: list[Delegate]) -> None:
    """They finish what they are about."""
    for one in crowd:
        one.over.set()
    for one in crowd:
        one.join()
