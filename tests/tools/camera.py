"""Looks at the phones of the demo's page, and keeps what it sees as small pictures."""

from dataclasses import dataclass
from io import BytesIO

from PIL import Image
from playwright.sync_api import Page, expect

from demo.cast import sample_people
from demo.phone import Phone, Telegram
from tests.tools.pictures import ROOT, STORY_SECONDS, somebody, starts_again

FOLDER = ROOT / "docs" / "panduan" / "gambar"
MOST_BYTES = 60_000
SETTLE_MS = 1_200  #: for what flashes and slides on the page
LOOKS = 30
COLOURS = (64, 32, 16)


@dataclass(frozen=True)
class Camera:
    """Stands before one page."""

    page: Page
    telegram: Telegram

    def of(self, post: str) -> Phone:
        """The phone of the first person of that post."""
        return somebody(self.telegram, post)

    def whoever_sees(self, post: str, words: str) -> Phone:
        """The first of that post whose phone shows these words, as soon as one does."""
        people = [one for one in sample_people() if one.post == post]
        phones = [self.telegram.phone(one.id, one.name) for one in people]
        for _ in range(LOOKS):
            for phone in phones:
                if phone.has(words):
                    return phone
            self.page.wait_for_timeout(SETTLE_MS)
        raise AssertionError(f"nobody sees “{words}”")

    def takes(self, name: str, phone: Phone, top: str = "") -> None:
        """NAME.png: the end of what this phone shows, or the newest message with the words `top` and below.

        Links that let somebody in are not for others to read.
        """
        shown = self.page.locator(f'section.phone[data-person="{phone.id}"]')
        if not shown.count():
            self.page.locator(f'.who[data-who="{phone.id}"]').click()
        self.page.wait_for_timeout(SETTLE_MS)
        shown.locator(".mine", has_text="/start ").evaluate_all("all => all.forEach(one => one.remove())")
        shown.locator(".chat").evaluate("chat => chat.scrollTo(0, chat.scrollHeight)")
        if top:
            message = shown.locator(".message", has_text=top).last
            message.evaluate("one => one.scrollIntoView({block: 'start'})")
        self.page.wait_for_timeout(SETTLE_MS)
        keep(shown.screenshot(), name)

    def plays_step(self) -> None:
        """The next step of the story, as Langkah berikut plays it."""
        bar = self.page.locator("#story-progress")
        before = int(bar.evaluate("bar => bar.value"))
        self.page.locator("[data-wish=step]:enabled").click(timeout=STORY_SECONDS * 1000)
        expect(bar).to_have_js_property("value", before + 1, timeout=STORY_SECONDS * 1000)

    def starts_again(self) -> None:
        """A new season; everybody's phone is empty."""
        starts_again(self.page)


def keep(shot: bytes, name: str) -> None:
    """As a PNG of few colours, light enough for a slow line."""
    path = FOLDER / f"{name}.png"
    for colours in COLOURS:
        Image.open(BytesIO(shot)).convert("RGB").quantize(colours).save(path, optimize=True)
        if path.stat().st_size <= MOST_BYTES:
            break
    print(f"{path.relative_to(ROOT)}: {path.stat().st_size // 1024} KB", flush=True)
