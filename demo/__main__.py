"""The demo: `python -m demo` opens a page with a phone per post, `python -m demo story` plays a season."""

import argparse
import errno
import fcntl
import signal
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from demo.child import RATES
from demo.director import Director
from demo.house import House
from demo.story.alone import OUT, play_alone
from demo.web import page_routes

FIRST_PORT = 8000
PAGE_FOLDER = Path("data/demo")
_PORTS = 20
_FOLDERS = 20


def main() -> None:
    given = _parser().parse_args()
    signal.signal(signal.SIGTERM, _ends)
    try:
        if given.what == "story":
            play_alone(given.out, given.folder)
        else:
            _page(given.port, given.folder or PAGE_FOLDER, Director(given.kelurahan))
    except KeyboardInterrupt:
        sys.exit(0)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m demo", description=__doc__)
    parser.add_argument("what", nargs="?", choices=("page", "story"), default="page")
    parser.add_argument("--out", type=Path, default=OUT, help="where the story leaves its papers")
    parser.add_argument("--port", type=int, help=f"of the page; else {FIRST_PORT} or the next free one")
    parser.add_argument("--kelurahan", type=int, help="how many are on the page; else all")
    parser.add_argument(
        "--folder",
        type=Path,
        help=f"emptied at each start, then everything is kept there; else {PAGE_FOLDER}, of a story nothing",
    )
    return parser


def _ends(_number: int, _frame: Any) -> None:
    raise KeyboardInterrupt


def _page(port: int | None, folder: Path, director: Director) -> None:
    """Until Ctrl-C."""
    with ExitStack() as stack:
        house = _house(stack, port, own_folder(stack, folder), director)
        rates = ", ".join(f"{name}={value}" for name, value in RATES.items())
        print(f"Demo Musrenbang: {house.url}  (Ctrl-C: selesai; {rates})", flush=True)
        director.runs(house)


def _house(stack: ExitStack, port: int | None, folder: Path, director: Director) -> House:
    """On the port that was asked for, or the first free one."""
    ports = [port] if port is not None else range(FIRST_PORT, FIRST_PORT + _PORTS)
    for number in ports:
        try:
            return stack.enter_context(House(folder, port=number, more=page_routes(director)))
        except OSError as taken:
            if taken.errno != errno.EADDRINUSE:
                raise
    sys.exit(f"Port {ports[0]} sudah dipakai. Pilih yang lain dengan --port.")


def own_folder(stack: ExitStack, wanted: Path) -> Path:
    """The folder, or one beside it while another demo is using it."""
    for number in range(1, _FOLDERS):
        folder = wanted if number == 1 else wanted.with_name(f"{wanted.name}-{number}")
        folder.parent.mkdir(parents=True, exist_ok=True)
        lock = stack.enter_context(folder.with_name(f"{folder.name}.lock").open("w"))
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            continue
        return folder
    sys.exit(f"{wanted} sudah dipakai.")


if __name__ == "__main__":
    main()
