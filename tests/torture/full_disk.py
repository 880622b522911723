"""A disk that takes nothing for six seconds while people write: its sixteen megabytes are full, or read-only.

python -m tests.torture.full_disk               needs root, who may mount
python -m tests.torture.full_disk --read-only   needs root and ext4
python -m tests.torture.full_disk --kill        it is killed, and begins on such a disk; also with --read-only

What people answered meanwhile is compared with what stands in their drafts at the end. While the bot has
files open no disk can be mounted anew as read-only: then they are made so that they cannot be changed. Where
it has died the disk is really mounted so.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import httpx
from sqlalchemy import select

from demo.phone import Phone
from demo.server.app import free_port
from models.chat import Inbox
from models.enums import Waiting
from models.posts import Post
from models.proposal import Proposal
from tests.support.office import Bureau, Office
from tests.support.usulan import comes_to

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
def read_only(disk: Path) -> Iterator[None]:
    """Nothing on it can be changed, made or deleted, not even in files that are open.

    But for SQLite's -shm, which is memory that processes share: the kernel ends whoever writes into it
    (SIGBUS), and that is the case of `--kill`.
    """
    held = [str(path) for path in (*disk.rglob("*"), disk) if not path.name.endswith("-shm")]
    subprocess.run(["chattr", "+i", *held], check=True)
    try:
        yield
    finally:
        subprocess.run(["chattr", "-i", *held], check=True)


@contextmanager
def mounted_read_only(disk: Path) -> Iterator[None]:
    """Nobody may have a file open there."""
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    try:
        yield
    finally:
        subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)


def can_be_read_only(folder: Path) -> bool:
    """Whether a file that is open takes nothing any more."""
    probe = folder / "probe"
    with probe.open("wb", buffering=0) as file:
        try:
            with read_only(probe):
                file.write(b"x")
        except PermissionError:
            return True
        except subprocess.CalledProcessError:
            pass
        return False


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
            asked = self._asked("Di mana lokasinya?", self.phone.sends(said))
            self.taken.append(said)
            self.phone.taps("Kembali", within=120)
            self._asked("Apa masalahnya?", asked)

    def _asked(self, words: str, least: int) -> int:
        """The question is there, in this message or below: what is above may be a screen that still goes."""
        found: list[int] = []

        def there(_phone: Phone) -> bool:
            found[:] = [one.id for one in self.phone.from_bot if one.id >= least and words in one.text]
            return bool(found)

        self.phone.waits_for(there, 120, words)
        return found[-1]


def health(url: str) -> tuple[int, str]:
    try:
        answer = httpx.get(f"{url}/healthz", timeout=5, trust_env=False)
    except httpx.ConnectError:  # it has only just begun
        return 0, "nobody there"
    return answer.status_code, ",".join(answer.json()["wrong"])


def waits(office: Office) -> int:
    return len(office.read(select(Inbox.id).where(Inbox.state == Waiting.WAITING)))


def plays(
    folder: Path, disk: Path, takes_nothing: Callable[[Path], AbstractContextManager[None]], *, kill: bool
) -> list[str]:
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
        if kill:
            bureau.kills_bot()
            bureau.database.engine.dispose()
        with takes_nothing(disk):
            began, seen = time.monotonic(), set()
            if kill:
                bureau.begins_bot()
            while time.monotonic() - began < FULL_SECONDS:
                seen.add(health(f"http://127.0.0.1:{port}"))
                time.sleep(0.5)
            before = [len(one.taken) for one in people]
        began = time.monotonic()
        while any(len(one.taken) == count for one, count in zip(people, before, strict=True)):
            if time.monotonic() - began > BACK_SECONDS:
                faults.append(f"somebody had no answer {BACK_SECONDS:.0f} s after it was over")
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
        # What cannot be changed file by file is not known as a disk that is read-only.
        if takes_nothing is not read_only and not any("disk" in wrong for _, wrong in seen):
            faults.append(f"/healthz did not say it: {sorted(seen)}")
        how = takes_nothing.__name__.replace("_", "-") + (", killed and begun anew" if kill else "")
        print(f"disk {how} for {FULL_SECONDS:.0f} s under load: {taken} answers taken")
        print(f"{len(lost)} lost, {len(parked)} parked, all answered {back:.1f} s after it took them again")
        print(f"/healthz meanwhile: {sorted(seen)}")
        if faults:
            print(bureau.log_text[-3000:])
    return faults


def main() -> int:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    words.add_argument("--read-only", action="store_true")
    words.add_argument("--kill", action="store_true")
    given = words.parse_args()
    if os.geteuid() != 0:
        print("The disk of this is root's affair: not played here.")
        return NOT_HERE
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        try:
            faults = _played(folder, given)
        except subprocess.CalledProcessError as refused:
            print(f"No such disk could be had ({refused}): not played here.")
            return NOT_HERE
    print("\n".join(faults) or "nothing acknowledged that is not stored")
    return 1 if faults else 0


def _played(folder: Path, given: argparse.Namespace) -> list[str]:
    if given.kill or not given.read_only:
        with small_disk(folder) as disk:
            how = mounted_read_only if given.read_only else full
            return plays(folder, disk, how, kill=given.kill)
    if not can_be_read_only(folder):
        raise subprocess.CalledProcessError(NOT_HERE, "chattr +i")
    (folder / "disk").mkdir()
    return plays(folder, folder / "disk", read_only, kill=False)


if __name__ == "__main__":
    sys.exit(main())
