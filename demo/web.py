"""The page's side of the server: the page itself, everything live in one stream, the clock and the wishes.

GET  /                       the page
GET  /demo/events            every phone and the scenery, as server-sent events
GET  /demo/pictures/NAME/N   a drawn photo; ?latitude=&longitude=: taken there, as its EXIF says
POST /demo/wish/WHAT         reset, step, all, again, leave
POST /demo/next              turn the clock to the next word of the bot
"""

import asyncio
import json
import re
from collections.abc import Callable
from pathlib import Path

from aiohttp import web
from aiohttp.typedefs import Handler

from demo.director import Director
from demo.pictures import SCENES, as_taken, picture
from demo.server.bot_api import WORLD
from demo.server.refusals import JSON
from demo.server.screens import seen
from demo.server.world import World
from demo.waiting import next_word

FROM_PAGE = "X-Page"  #: a header of everything that the page sends
PAGE = Path(__file__).parent / "page"
_FILE = re.compile(r"[a-z]+\.(css|js|svg)")
_HEARTBEAT_LOOKS = 50
_LOOK_SECONDS = 0.3  #: the scenery changes in another thread, which rings no bell
#: Nothing from outside, and no script but the page's own.
_POLICY = "default-src 'self'; img-src 'self' blob: data:; base-uri 'none'; form-action 'none'"


def page_routes(director: Director) -> Callable[[web.Application], None]:
    """For the server's `more`."""

    def add(app: web.Application) -> None:
        stage = Stage(director)
        app.middlewares.append(stage.notices)
        app.router.add_get("/", _index)
        app.router.add_get("/page/{name}", _file)
        app.router.add_get("/demo/events", stage.events)
        app.router.add_get("/demo/pictures/{scene}/{number}", _picture)
        app.router.add_post("/demo/wish/{what}", stage.wish)
        app.router.add_post("/demo/next", stage.next)

    return add


async def _index(request: web.Request) -> web.FileResponse:
    return web.FileResponse(
        PAGE / "index.html", headers={"Cache-Control": "no-cache", "Content-Security-Policy": _POLICY}
    )


async def _file(request: web.Request) -> web.FileResponse:
    name = request.match_info["name"]
    if not _FILE.fullmatch(name) or not (PAGE / name).is_file():
        raise web.HTTPNotFound
    return web.FileResponse(PAGE / name, headers={"Cache-Control": "no-cache"})


async def _picture(request: web.Request) -> web.Response:
    scene = request.match_info["scene"]
    if scene not in SCENES:
        raise web.HTTPNotFound
    number = int(request.match_info["number"]) if request.match_info["number"].isdigit() else 1
    drawn = await asyncio.to_thread(picture, scene, number)
    if "latitude" in request.query:
        at = request.app[WORLD].clock()
        drawn = as_taken(drawn, at, float(request.query["latitude"]), float(request.query["longitude"]))
    return web.Response(body=drawn, content_type="image/jpeg")


class Stage:
    """What the page may ask of the demo."""

    def __init__(self, director: Director) -> None:
        self._director = director

    @web.middleware
    async def notices(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """What is done on the page is a visitor's; the story has lines of its own."""
        if FROM_PAGE in request.headers and not request.path.startswith("/demo/wish/"):
            self._director.touched = True
        return await handler(request)

    async def wish(self, request: web.Request) -> web.Response:
        what = request.match_info["what"]
        if what not in {"reset", "step", "all", "again", "leave"}:
            raise web.HTTPNotFound
        self._director.wish(what)
        return web.json_response({})

    async def next(self, request: web.Request) -> web.Response:
        """Day after day, until the bot says something to somebody: to whom, and how it begins."""
        world = request.app[WORLD]
        said = await next_word(world)
        return web.json_response({"said": said, "now": world.clock().isoformat()})

    async def events(self, request: web.Request) -> web.StreamResponse:
        """Everything at first, then what changes."""
        world = request.app[WORLD]
        response = web.StreamResponse(
            headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
        )
        await response.prepare(request)
        since, season, told, quiet, act = 0, -1, "", 0, self._director.act
        while True:
            scenery = json.dumps(self._director.scenery.told(), ensure_ascii=False)
            if world.season != season:
                since, season, told = 0, world.season, ""
            phones = _phones(world, since)
            if phones or scenery != told or self._director.act != act or quiet > _HEARTBEAT_LOOKS:
                act = self._director.act
                now = _now(world) | {"phones": phones, "act": act}
                facts = json.dumps(now, ensure_ascii=False)[:-1]
                shown = f', "scenery": {scenery}' if scenery != told else ""
                await response.write(f"data: {facts}{shown}}}\n\n".encode())
                told, quiet = scenery, 0
            since, quiet = world.sequence, quiet + 1
            await _any_bell(world, since)


def _now(world: World) -> JSON:
    return {"sequence": world.sequence, "season": world.season, "now": world.clock().isoformat()}


def _phones(world: World, since: int) -> JSON:
    people = [person for person in world.people.values() if person.changed > since or not since]
    return {str(person.id): seen(world, person, world.private_chat(person), since) for person in people}


async def _any_bell(world: World, since: int) -> None:
    if any(person.changed > since for person in world.people.values()):
        return
    bell: asyncio.Future[None] = asyncio.get_running_loop().create_future()
    people = list(world.people.values())
    for person in people:
        person.bells.add(bell)
    try:
        await asyncio.wait_for(bell, _LOOK_SECONDS)
        await asyncio.sleep(0.02)  # what belongs together comes together
    except TimeoutError:
        pass
    finally:
        for person in people:
            person.bells.discard(bell)
