"""A disk of sixteen megabytes that is full for six seconds while people write.

python -m tests.torture.full_disk     needs root, who may mount

What people answered while the disk was full is compared with what stands in their drafts at the end.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
from sqlalchemy import select

from demo.phone import Phone
from demo.server.app import free_port
from models.chat import Inbox
from models.enums import Waiting
from models.posts import Post
from models.proposal import Proposal
from tests.office import Bureau, Office
from tests.usulan import comes_to

SIZE = "16m"
PEOPLE = 4
FULL_SECONDS = 6.0
BACK_SECONDS = 30.0  #: at most until all that waited is done
NOT_HERE = 3  #: exit code


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    disk = folder / "disk"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "musrenbang-full", str(disk)], check=True)
    try:
        yield disk
    finally:
        subprocess.run(["umount", str(disk)], check=True)


@contextmanager
def full(disk: Path) -> Iterator[None]:
    """Not a byte is left on it."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(4096))
        except OSError:
            pass
    try:
        yield
    finally:
        filler.unlink()


class Writing(threading.Thread):
    """Somebody who changes his answer to one question again and again, and waits for each to be taken."""

    def __init__(self, phone: Phone, over: threading.Event) -> None:
        super().__init__(daemon=True)
        self.phone, self.over = phone, over
        self.taken: list[str] = []  #: what the bot has said that it has

    def run(self) -> None:
        at = 0
        while not self.over.is_set():
            at += 1
            said = f"Saluran tersumbat di depan rumah nomor {at}."
            self.phone.sends(said)
            self.phone.sees("Di mana lokasinya?", within=120)
            self.taken.append(said)
            self.phone.taps("Kembali", within=120)
            self.phone.sees("Apa masalahnya?", within=120)


def health(url: str) -> tuple[int, str]:
    answer = httpx.get(f"{url}/healthz", timeout=5, trust_env=False)
    return answer.status_code, ",".join(answer.json()["wrong"])


def waits(office: Office) -> int:
    return len(office.read(select(Inbox.id).where(Inbox.state == Waiting.WAITING)))


def plays(folder: Path, disk: Path) -> list[str]:
    faults: list[str] = []
    port = free_port()
    settings = {"DATA_DIR": str(disk / "data"), "LISTEN": f"127.0.0.1:{port}"}
    with Bureau(folder, f"sqlite:///{disk}/musrenbang.db", **settings) as bureau:
        office = bureau.office()
        phones = [office.joins(Post.DELEGASI, f"Siti {letter}", "Kelurahan A") for letter in "ABCD"[:PEOPLE]]
        for phone in phones:
            comes_to(phone, "problem")
        over = threading.Event()
        people = [Writing(phone, over) for phone in phones]
        for one in people:
            one.start()
        time.sleep(3)
        with full(disk):
            began, seen = time.monotonic(), set()
            while time.monotonic() - began < FULL_SECONDS:
                seen.add(health(f"http://127.0.0.1:{port}"))
                time.sleep(0.5)
            before = [len(one.taken) for one in people]
        began = time.monotonic()
        while any(len(one.taken) == count for one, count in zip(people, before, strict=True)):
            if time.monotonic() - began > BACK_SECONDS:
                faults.append(f"somebody had no answer {BACK_SECONDS:.0f} s after there was room")
                break
            time.sleep(0.05)
        back = time.monotonic() - began
        over.set()
        for one in people:
            one.join(150)
        assert bureau.bot is not None
        if not bureau.bot.alive:
            faults.append("the bot has ended")
        taken = sum(len(one.taken) for one in people)
        drafts = office.read(select(Proposal.problem).where(Proposal.season_id == office.season_id))
        lost = [one.taken[-1] for one in people if one.taken[-1] not in drafts]
        parked = office.read(select(Inbox.id).where(Inbox.state == Waiting.PARKED))
        faults += [f"lost: {one}" for one in lost] + [f"parked: {one}" for one in parked]
        if not any("disk" in wrong for _, wrong in seen):
            faults.append(f"/healthz did not say it: {sorted(seen)}")
        print(f"disk of {SIZE} full for {FULL_SECONDS:.0f} s under load: {taken} answers taken")
        print(f"{len(lost)} lost, {len(parked)} parked, all answered {back:.1f} s after there was room")
        print(f"/healthz meanwhile: {sorted(seen)}")
    return faults


def main() -> int:
    if os.geteuid() != 0:
        print("A disk is mounted for this, which only root may: not played here.")
        return NOT_HERE
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        try:
            with small_disk(folder) as disk:
                faults = plays(folder, disk)
        except subprocess.CalledProcessError as refused:
            print(f"No disk could be mounted ({refused}): not played here.")
            return NOT_HERE
    print("\n".join(faults) or "nothing acknowledged that is not stored")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
