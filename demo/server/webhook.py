"""Sends updates to the bot's webhook, each until it is taken: in order within a chat, many chats at once."""

import asyncio
from collections.abc import AsyncIterator
from functools import partial

import aiohttp
from aiohttp import web

from demo.server.bot_api import WORLD
from demo.server.refusals import JSON
from demo.server.world import Webhook, World

AT_ONCE = 40  #: max_connections, where a bot asks for nothing else
_PAUSE = 0.25  #: seconds after a failure; the real one waits longer
_PATIENCE = aiohttp.ClientTimeout(total=30)


async def deliver(app: web.Application) -> AsyncIterator[None]:
    """Runs as long as the server does."""
    task = asyncio.create_task(_run(app[WORLD]))
    yield
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def _run(world: World) -> None:
    under_way: dict[int, asyncio.Task[None]] = {}  #: of each chat
    try:
        async with aiohttp.ClientSession(timeout=_PATIENCE) as http:
            while True:
                world.updates.arrived.clear()
                for chat, update in world.updates.firsts().items() if world.webhook else ():
                    if chat not in under_way and len(under_way) < AT_ONCE:
                        under_way[chat] = asyncio.create_task(_one(world, http, update))
                        under_way[chat].add_done_callback(partial(_over, world, under_way, chat))
                await world.updates.arrived.wait()
    finally:
        for task in under_way.values():
            task.cancel()


def _over(world: World, under_way: dict[int, asyncio.Task[None]], chat: int, _: object) -> None:
    del under_way[chat]
    world.updates.arrived.set()


async def _one(world: World, http: aiohttp.ClientSession, update: JSON) -> None:
    hook = world.webhook
    if hook is None:
        return
    if await _taken(world, http, hook, update):
        world.updates.done(update)
    else:
        await asyncio.sleep(_PAUSE)


async def _taken(world: World, http: aiohttp.ClientSession, hook: Webhook, update: JSON) -> bool:
    headers = {"X-Telegram-Bot-Api-Secret-Token": hook.secret} if hook.secret else {}
    try:
        async with http.post(hook.url, json=update, headers=headers) as answer:
            if answer.status < 300:
                return True
            hook.last_error = f"Wrong response from the webhook: {answer.status} {answer.reason}"
    except (aiohttp.ClientError, TimeoutError) as trouble:
        hook.last_error = str(trouble) or type(trouble).__name__
    hook.last_error_at = int(world.clock().timestamp())
    return False
