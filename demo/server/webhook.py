"""Sends updates to the bot's webhook, in order, until each is taken."""

import asyncio
from collections.abc import AsyncIterator

import aiohttp
from aiohttp import web

from demo.server.bot_api import WORLD
from demo.server.world import Webhook, World

_PAUSE = 0.25  #: seconds after a failure; the real one waits longer
_PATIENCE = aiohttp.ClientTimeout(total=30)


async def deliver(app: web.Application) -> AsyncIterator[None]:
    """Runs as long as the server does."""
    task = asyncio.create_task(_run(app[WORLD]))
    yield
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def _run(world: World) -> None:
    async with aiohttp.ClientSession(timeout=_PATIENCE) as http:
        while True:
            hook, update = world.webhook, world.updates.first()
            if hook is None or update is None:
                world.updates.arrived.clear()
                await world.updates.arrived.wait()
            elif await _taken(world, http, hook, update):
                world.updates.done(update)
            else:
                await asyncio.sleep(_PAUSE)


async def _taken(world: World, http: aiohttp.ClientSession, hook: Webhook, update: dict[str, object]) -> bool:
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
