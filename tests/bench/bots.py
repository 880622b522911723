"""P1, P2: the guided conversation of the real bot beside PTB's ConversationHandler and aiogram's FSM."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from contextlib import ExitStack
from pathlib import Path

from tests.bench import profiling
from tests.bench.figures import Found, median, memory_of, share
from tests.bench.talks import Contender, Run, ours, peer

OURS, PTB, PICKLE, AIOGRAM = (
    "ours",
    "PTB ConversationHandler",
    "the same, PicklePersistence",
    "aiogram FSM, memory",
)
PEERS = {
    PTB: ["ptb_form.py", "memory"],
    PICKLE: ["ptb_form.py", "pickle"],
    AIOGRAM: ["aiogram_form.py"],
}
AT = (1, 50, 200)
PACE = 10.0  #: acts a second of an office on its busiest morning
PROFILED = 10  #: seconds


def measure(quick: bool) -> Found:
    """All bots stand ready; one at a time is talked to."""
    found = Found()
    rounds, seconds, paced = (1, 1.5, 3.0) if quick else (3, 4.0, 20.0)
    with ExitStack() as stack:
        bots: dict[str, Contender] = {}
        for name in [OURS, *PEERS]:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-")))
            side = ours(folder) if name == OURS else peer(folder, name, PEERS[name])
            bots[name] = stack.enter_context(side)
        idle = {name: memory_of(bot.pids[0]) for name, bot in bots.items()}
        runs: dict[tuple[str, int], list[Run]] = defaultdict(list)
        for _ in range(rounds):
            for chats in AT:
                for name, bot in bots.items():
                    runs[name, chats].append(bot.run(chats, seconds))
        slow = {name: bot.run(200, paced, rate=PACE) for name, bot in bots.items()}
        worked = {name: memory_of(bot.pids[0]) for name, bot in bots.items()}
        found.profiles += profiling.of_bot(bots[OURS], 3 if quick else PROFILED)
    found.table(
        "Guided conversation: an usulan of kind non-fisik, 13 updates (9 presses, 4 texts)",
        [
            "bot",
            *(f"upd/s at {chats}" for chats in AT),
            "CPU us/upd at 50",
            "p50 / p95 ms at 1, 50, 200",
            "RSS MB",
        ],
        [
            [
                name,
                *(f"{_rate(runs[name, chats]):,.0f}" for chats in AT),
                f"{_each(runs[name, 50]):,.0f}",
                ", ".join(_latency(runs[name, chats]) for chats in AT),
                f"{idle[name]:.0f} / {worked[name]:.0f}",
            ]
            for name in bots
        ],
    )
    found.notes.append(
        "p50 / p95: from the update to the first thing that comes back, in a closed loop (each chat acts as "
        "soon as it is answered). RSS: at the start / after the runs. The Telegram of the bench, a process "
        f"of its own, used {_busiest(runs):.2f} of a processor at most. "
        f"Ours makes {_calls(runs[OURS, 50]):.1f} calls an update, PTB {_calls(runs[PTB, 50]):.1f}: who "
        "types gets his screen anew below, the old one is deleted, each usulan has a receipt with a QR."
    )
    _goals(found, runs, slow)
    return found


def _goals(found: Found, runs: dict[tuple[str, int], list[Run]], slow: dict[str, Run]) -> None:
    mine, theirs = _rate(runs[OURS, 50]), _rate(runs[PTB, 50])
    found.goal(
        "P1 guided conversation at 50 chats against PTB's ConversationHandler in memory",
        ours=f"{mine:,.0f} upd/s",
        peer=f"PTB {theirs:,.0f} upd/s",
        figure=mine / theirs,
        bound=1.25,
        least=True,
        note=f"stretch 1.8; by CPU per update: {_each(runs[PTB, 50]) / _each(runs[OURS, 50]):.2f} x",
    )
    many = _rate(runs[OURS, 200])
    found.goal(
        "P2 throughput at 200 chats against that at 50",
        ours=f"{many:,.0f} upd/s",
        peer=f"at 50: {mine:,.0f} upd/s",
        figure=many / mine,
        bound=0.9,
        least=True,
        note=f"PTB: {_rate(runs[PTB, 200]) / theirs:.2f} x, aiogram: "
        f"{_rate(runs[AIOGRAM, 200]) / _rate(runs[AIOGRAM, 50]):.2f} x",
    )
    late = {name: share(run.first, 95) * 1000 for name, run in slow.items()}
    found.goal(
        "P2 press to first visible effect at 10 acts a second, p95",
        ours=f"{late[OURS]:.1f} ms of {len(slow[OURS].first)} acts",
        peer=f"PTB {late[PTB]:.1f} ms, aiogram {late[AIOGRAM]:.1f} ms",
        figure=late[OURS],
        bound=100,
        unit="ms",
        note=f"to the next screen: {share(slow[OURS].whole, 95) * 1000:.1f} ms",
    )


def _rate(runs: list[Run]) -> float:
    return median(run.rate for run in runs)


def _each(runs: list[Run]) -> float:
    return median(run.each for run in runs)


def _calls(runs: list[Run]) -> float:
    return median(run.calls / max(run.acts, 1) for run in runs)


def _latency(runs: list[Run]) -> str:
    first = [one for run in runs for one in run.first]
    return f"{share(first, 50) * 1000:.0f} / {share(first, 95) * 1000:.0f}"


def _busiest(runs: dict[tuple[str, int], list[Run]]) -> float:
    return max(run.own for many in runs.values() for run in many)
