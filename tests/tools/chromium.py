"""Find a Chromium for the browser tests, or get one: `python -m tests.tools.chromium`."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_APPLICATIONS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)

#: How a browser is started that needs no screen and asks nobody outside for anything.
FLAGS = (
    "--headless",
    "--no-sandbox",  # as root there is no other way, and it opens nothing but our own page
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

MISSING = (
    "no Chromium was found and none could be installed: install one (Debian: apt-get install chromium), "
    "or name it in CHROMIUM=/path/to/chromium"
)


def find() -> Path | None:
    """A Chromium that starts: named in CHROMIUM, installed, or fetched by Playwright before."""
    named = os.environ.get("CHROMIUM")
    found = [named] if named else [shutil.which(name) for name in _NAMES]
    for place in [*found, *_APPLICATIONS, _playwrights_own()]:
        if place and _starts(place):
            return Path(place)
    return None


def get() -> Path | None:
    """A Chromium, from Debian's package or else Playwright's download when there is none yet."""
    for install in (None, _from_debian, _from_playwright):
        if install is not None:
            install()
        if (place := find()) is not None:
            return place
    return None


def _starts(place: str) -> bool:
    # Ubuntu's package of that name is a note that one should install a snap.
    try:
        return subprocess.run([place, "--version"], capture_output=True, timeout=30).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def _playwrights_own() -> str:
    # In a child of its own: a test may be about to start Playwright in this one.
    ask = (
        "from playwright.sync_api import sync_playwright\n"
        "with sync_playwright() as playwright: print(playwright.chromium.executable_path)"
    )
    return subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True).stdout.strip()


def _from_debian() -> None:
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        return
    print("Installing Debian's Chromium for the browser tests", flush=True)
    quietly = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    packages = ("chromium", "fonts-liberation", "fonts-noto-color-emoji")
    for words in (("update",), ("install", "-y", "--no-install-recommends", *packages)):
        _run("apt-get", "-qq", *words, env=quietly)


def _from_playwright() -> None:
    print("Downloading Playwright's Chromium for the browser tests", flush=True)
    _run(sys.executable, "-m", "playwright", "install", "chromium", env=dict(os.environ))


def _run(*command: str, env: dict[str, str]) -> None:
    done = subprocess.run(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    if done.returncode:
        print(f"{' '.join(command[:3])} did not work: {done.stderr.strip()[-300:]}", file=sys.stderr)


def main() -> int:
    """Print where the browser is; complain, and fail where everything is required, when there is none."""
    if (place := get()) is not None:
        print(f"Browser tests use {place}")
        return 0
    print(f"Browser tests are skipped: {MISSING}", file=sys.stderr)
    return 1 if os.environ.get("REQUIRE_ALL", "") not in ("", "0") else 0


if __name__ == "__main__":
    sys.exit(main())
