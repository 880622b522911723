"""For whoever stages things: faults, the clock, repeated updates. Nobody's phone and no bot has these."""

import asyncio
import contextlib
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from aiohttp import web

from demo.server.bot_api import WORLD
from demo.server.clock import Clock
from demo.server.faults import Fault, Trouble
from demo.server.refusals import JSON, Refusal, bad_request
from demo.server.world import World

Act = Callable[[World, JSON], Any]


def add_control_routes(app: web.Application) -> None:
    """The addresses of the stage hand."""
    app.router.add_get("/control/state", _state)
    app.router.add_get("/control/idle", _idle)
    app.router.add_post("/control/{act}", _control)


async def _state(request: web.Request) -> web.Response:
    return web.json_response(_facts(request.app[WORLD]))


async def _idle(request: web.Request) -> web.Response:
    """Waits until the bot has confirmed every update, or the time is over."""
    world = request.app[WORLD]
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(world.updates.empty.wait(), float(request.query.get("within", "10")))
    return web.json_response(_facts(world))


def _facts(world: World) -> JSON:
    return {
        "now": world.clock().isoformat(),
        "offset": world.clock.offset.total_seconds() if isinstance(world.clock, Clock) else 0,
        "pending": len(world.updates),
        "calls": dict(world.calls),
        "hanging": world.faults.hanging,
        "meanwhile": {method: dict(calls) for method, calls in world.faults.meanwhile.items()},
        "refused": world.pace.refused,
        "early": world.pace.early,
        "bot": world.bot,
        "sequence": world.sequence,
    }


async def _control(request: web.Request) -> web.Response:
    act = _ACTS.get(request.match_info["act"])
    if act is None:
        return web.json_response({"error": "no such act"}, status=404)
    given = await request.json() if request.can_read_body else {}
    try:
        return web.json_response(act(request.app[WORLD], given))
    except Refusal as refusal:
        return web.json_response({"error": refusal.description}, status=refusal.code)


def _fault(world: World, given: JSON) -> JSON:
    fault = Fault(
        method=given["method"],
        trouble=Trouble(str(given["trouble"])),
        times=given.get("times", 1),
        retry_after=given.get("retry_after", 1),
        chat_id=given.get("chat_id"),
    )
    world.faults.order(fault)
    return {}


def _heal(world: World, given: JSON) -> JSON:
    world.faults.clear()
    return {}


def _twice(world: World, given: JSON) -> JSON:
    world.updates.twice(given.get("times", 1))
    return {}


def _disorder(world: World, given: JSON) -> JSON:
    world.updates.disorder(given.get("times", 1))
    return {}


def _repeat_all(world: World, given: JSON) -> JSON:
    return {"count": world.updates.repeat_all(given.get("shuffled"))}


def _repeat(world: World, given: JSON) -> JSON:
    return {"update_id": world.updates.repeat(given.get("update_id"))}


def _anything(world: World, given: JSON) -> JSON:
    for content in given["updates"]:
        world.updates.anything(content)
    return {}


def _starts(world: World, given: JSON) -> JSON:
    world.private_chat(world.person(given["user"])).bot_inside = True
    return {}


def _clear(world: World, given: JSON) -> JSON:
    world.clear()
    return {}


def _clock(world: World, given: JSON) -> JSON:
    clock = world.clock
    if not isinstance(clock, Clock):
        raise bad_request("this clock cannot be turned")
    if "to" in given:
        before = clock()
        clock.set(datetime.fromisoformat(given["to"]))
        world.updates.leap(clock() - before)
    clock.turn(timedelta(seconds=given.get("by", 0)))
    return _facts(world)


def _pace(world: World, given: JSON) -> JSON:
    world.pace.on = bool(given["on"])
    return {}


_ACTS: dict[str, Act] = {
    "fault": _fault,
    "heal": _heal,
    "twice": _twice,
    "disorder": _disorder,
    "repeat": _repeat,
    "anything": _anything,
    "repeat_all": _repeat_all,
    "starts": _starts,
    "clear": _clear,
    "clock": _clock,
    "pace": _pace,
}
