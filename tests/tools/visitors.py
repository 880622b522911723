"""`make visitors`: visitors who press at random, and then want the story; one line a seed.

`SEEDS=1-30 STEPS=1 ACTS=60 KELURAHAN=11`. Ends with 1 when a story neither went on nor asked.
"""

import os
import random
import sys
import time

from playwright.sync_api import Error, Page, expect, sync_playwright

from tests.support.visitor import plays_at_random, wants_the_story
from tests.tools import chromium
from tests.tools.pictures import SETUP_MS, running_demo, starts_again


def main() -> int:
    """Every seed begins with a season in which nothing has happened."""
    place = chromium.get()
    if place is None:
        sys.exit(chromium.MISSING)
    first, _, last = os.environ.get("SEEDS", "1-30").partition("-")
    failed = 0
    kelurahan = os.environ.get("KELURAHAN", "11")
    with running_demo("--kelurahan", kelurahan) as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=place, args=list(chromium.FLAGS))
        page = browser.new_page(viewport={"width": 1440, "height": 900}, locale="id-ID")
        page.goto(url)
        expect(page.locator("#curtain")).to_be_hidden(timeout=SETUP_MS)
        for seed in range(int(first), int(last or first) + 1):
            failed += not _plays(page, seed)
            starts_again(page)
        browser.close()
    print(f"{failed} failed" if failed else "The story went on, or asked, for every seed.")
    return 1 if failed else 0


def _plays(page: Page, seed: int) -> bool:
    """Before each step of the story the visitor has his way."""
    acts, steps = int(os.environ.get("ACTS", "60")), int(os.environ.get("STEPS", "1"))
    dice = random.Random(seed)
    print(f"seed {seed:>3}:", end="", flush=True)
    try:
        for _ in range(steps):
            began = time.monotonic()
            plays_at_random(page, dice, acts)
            print(f" {acts} acts in {time.monotonic() - began:.0f} s,", end="", flush=True)
            print(f" {wants_the_story(page)};", end="", flush=True)
    except (AssertionError, Error) as trouble:
        print(f" FAILED: {str(trouble)[:400]}", flush=True)
        return False
    print(flush=True)
    return True


if __name__ == "__main__":
    sys.exit(main())
