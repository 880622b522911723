"""The pictures of docs/panduan: one demo, its phones played on, each seen on its page (`make guides`)."""

import sys

from playwright.sync_api import sync_playwright

from demo.phone import Telegram
from tests.tools import chromium
from tests.tools.camera import FOLDER, Camera
from tests.tools.guide_scenes import SCENES
from tests.tools.pictures import SETUP_MS, STORY_SECONDS, running_demo

VIEW = {"width": 1440, "height": 920}
SHARPNESS = 1.25


def main() -> None:
    """All of them, in the order of the SOP; what no scene makes any more goes."""
    place = chromium.get()
    if place is None:
        sys.exit(chromium.MISSING)
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.glob("*.png"):
        old.unlink()
    with running_demo() as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=place, args=list(chromium.FLAGS))
        page = browser.new_page(
            viewport=VIEW,  # type: ignore[arg-type]
            locale="id-ID",
            color_scheme="light",
            device_scale_factor=SHARPNESS,
        )
        page.goto(url)
        page.wait_for_selector("#curtain", state="hidden", timeout=SETUP_MS)
        with Telegram(url, patience=STORY_SECONDS) as telegram:
            for scene in SCENES:
                scene(Camera(page, telegram))
        browser.close()


if __name__ == "__main__":
    main()
