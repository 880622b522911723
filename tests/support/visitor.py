"""A visitor of the demo who presses, types and turns the clock at random, and then wants to see the story."""

from __future__ import annotations

import random
import time

from playwright.sync_api import Error, Page, expect

WORDS = (
    *("halo", "/start", "/tugas", "/status", "/usulan", "/pengaturan", "/bantuan", "batal", "12", "50 juta"),
    *("selokan mampet di gang", "Gang Mawar RT 03/RW 05", "120 m", "25 KK 90 jiwa", "12/01/2027"),
)
WISH_MS = 420_000
PAUSE_MS = 150  #: between two acts
_PRESS_MS = 1_000


def plays_at_random(page: Page, dice: random.Random, acts: int) -> None:
    """So many acts on any phone of the page."""
    for _ in range(acts):
        for close in page.locator(".alert button").all():
            close.click()
        act = dice.choices((_presses, _types, _attaches, _opens, _turns), (70, 12, 4, 10, 4))[0]
        try:
            act(page, dice)
        except (Error, IndexError):
            pass  # it went away in the same moment, as it may for anybody, or there is nothing to press
        page.wait_for_timeout(PAUSE_MS)
    for close in page.locator(".alert button").all():
        close.click()


def _presses(page: Page, dice: random.Random) -> None:
    """The newer a button the likelier."""
    phone = dice.choice(page.locator(".phone").all())
    keys = phone.locator(".key").all()
    if keys:
        keys[-1 - min(len(keys) - 1, int(dice.expovariate(1 / 4)))].click(timeout=_PRESS_MS)


def _types(page: Page, dice: random.Random) -> None:
    field = dice.choice(page.locator(".phone textarea").all())
    field.fill(dice.choice(WORDS), timeout=_PRESS_MS)
    field.press("Enter", timeout=_PRESS_MS)


def _attaches(page: Page, dice: random.Random) -> None:
    phone = dice.choice(page.locator(".phone").all())
    phone.get_by_role("button", name="Lampirkan").click(timeout=_PRESS_MS)
    dice.choice(phone.locator(".sheet:visible button").all()).click(timeout=_PRESS_MS)


def _opens(page: Page, dice: random.Random) -> None:
    dice.choice(page.locator(".who").all()).click(timeout=_PRESS_MS)


def _turns(page: Page, dice: random.Random) -> None:
    dice.choice(page.locator("[data-turn]").all()).click(timeout=_PRESS_MS)


def wants_the_story(page: Page, *, steps: int = 1) -> str:
    """Press [Langkah berikut] so often, and yes where it asks before anything is lost; what it did."""
    told = []
    for _ in range(steps):
        began, before = time.monotonic(), _played(page)
        page.locator("[data-wish=step]:enabled").click(timeout=WISH_MS)
        question = page.locator("#ask-again[open]")
        page.wait_for_function(
            # The page greys its buttons with the press itself.
            "() => document.querySelector('#ask-again[open]')"
            " || document.querySelector('[data-wish=step]:enabled')"
            " || document.querySelector('#story-progress').value === 8",
            timeout=WISH_MS,
        )
        if question.count():
            why = question.locator("p").inner_text()
            told.append(f"asked after {time.monotonic() - began:.0f} s: {why.splitlines()[0]}")
            question.get_by_role("button", name="Mulai lagi dan putar").click()
            expect(page.locator("#curtain")).to_be_visible()
            expect(page.locator("#curtain")).to_be_hidden(timeout=WISH_MS)
            before = -1
            expect(page.locator("[data-wish=step]")).to_be_enabled(timeout=WISH_MS)
        assert not page.locator("#ask-again[open]").count(), page.locator("#ask-again").inner_text()
        assert _played(page) > before, page.locator("#story-said").inner_text()
        told.append(f"played “{_played(page)}” in {time.monotonic() - began:.0f} s")
    return "; ".join(told)


def _played(page: Page) -> int:
    return int(page.locator("#story-progress").evaluate("bar => bar.value"))
