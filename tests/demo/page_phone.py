"""Phones that act with the page's own buttons and fields, and a demo of one kelurahan around them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect

from demo.cast import Member, sample_people, with_phones
from demo.director import KECAMATAN, Director
from demo.house import House, next_season, write_wilayah
from demo.phone import Phone
from demo.screen import Alert
from demo.story import Story
from demo.story.usulan import Usulan
from demo.web import page_routes

KELURAHAN = "Tanah Sareal"
DRAWN_WITHIN_MS = 30_000


class PagePhone(Phone):
    """Acts with the page's own buttons and fields; sees what the phone is told."""

    page: Page

    @property
    def shown(self) -> Locator:
        """This person's phone on the page; opened from the list where it is not there."""
        phone = self.page.locator(f'.phone[data-person="{self.id}"]')
        if not phone.count():
            self.page.locator(f'.who[data-who="{self.id}"]').click()
        expect(phone).to_be_visible()
        return phone

    def sends(self, text: str, **_where: Any) -> int:
        field = self.shown.get_by_role("textbox", name="Pesan dari")
        field.fill(text)
        field.press("Enter")
        return 0

    def sends_photo(self, data: bytes, *_about: Any, **_more: Any) -> int:
        phone = self.shown
        phone.get_by_role("button", name="Lampirkan").click()
        photo = {"name": "foto.jpg", "mimeType": "image/jpeg", "buffer": data}
        phone.locator('input[accept="image/*"]').set_input_files(photo)  # type: ignore[arg-type]
        return 0

    def sends_location(self, latitude: float, longitude: float) -> int:
        phone = self.shown
        phone.get_by_role("button", name="Lampirkan").click()
        phone.get_by_label("Lintang").fill(str(latitude))
        phone.get_by_label("Bujur").fill(str(longitude))
        phone.get_by_role("button", name="Kirim lokasi").last.click()
        return 0

    def _press(self, what: str, label: str, message_id: int, data: str, within: float | None) -> Alert | None:
        message = self.seen[message_id]
        words = next(one.text for row in message.buttons for one in row if one.data == data)
        phone = self.shown
        self._waits_until_drawn(phone, message_id)
        # The newest of that name: the bot may be moving its screen below what was just typed.
        phone.locator(".key").get_by_text(words, exact=True).last.click()
        close = phone.locator(".alert").get_by_role("button", name="Tutup")
        expect(phone.locator(".key.busy")).to_have_count(0)
        if close.count():
            close.click()
        return None

    def _waits_until_drawn(self, phone: Locator, message_id: int) -> None:
        """The page draws a moment later what the phone was told; until then an older button stands there."""
        row = phone.locator(f'[data-message="{message_id}"]')
        for _ in range(DRAWN_WITHIN_MS // 50):
            told = next((one for one in self.from_bot if one.id == message_id), None)
            if told is None:  # it is gone, and another stands below
                return
            words, keys = (row.locator(part).all_text_contents() for part in (".words", ".key"))
            if (_bare(words), _bare(keys)) == (_bare([told.text]), _bare(told.labels)):
                return
            self.page.wait_for_timeout(50)
        raise AssertionError(f"the page does not show message {message_id}: {row.all_text_contents()}")


def _bare(words: Iterable[str]) -> str:
    """Without what a page shows in its own way: lines, and the arrow of a link."""
    return "".join("".join(words).replace("↗", "").split())


class OneByOne(Story):
    """A browser has one pair of hands."""

    def each(self, act: Callable[[Any], object], over: Iterable[Any]) -> None:
        for one in over:
            act(one)


@contextmanager
def story_on_page(
    page: Page, folder: Path, usulan: list[Usulan], people: list[Member] | None = None
) -> Iterator[OneByOne]:
    """A season of one kelurahan that has begun; everybody's phone is one on the page."""
    people = people or sample_people(1)
    director = Director()
    director.scenery = replace(director.scenery, phase="ready", year=2028, people=tuple(with_phones(people)))
    wilayah = write_wilayah(KECAMATAN, [KELURAHAN], folder / "wilayah.csv")
    place = next_season(KECAMATAN, datetime.now(UTC), wilayah)
    with House(folder / "house", more=page_routes(director)) as house:
        house.all_join(with_phones(people), house.opens(place, with_phones(people)))
        page.set_viewport_size({"width": 1600, "height": 1000})
        page.goto(house.url)
        expect(page.locator("#curtain")).to_be_hidden()
        for phone in house.phones.values():
            phone.__class__ = PagePhone
            phone.page = page  # type: ignore[attr-defined]
        yield OneByOne(house, place, people, usulan)
