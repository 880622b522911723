"""The phones' side: what people see, as JSON over HTTP.

GET /phone/USER/changes    ?since=&within=&chat=: what is new or different since that sequence number
GET /phone/USER/events     the same as server-sent events
GET /phone/USER/history    ?chat=: everything that was ever on the screen, edits and deletions too
GET /phone/files/FILE_ID   a photo or document
"""

import json
from urllib.parse import quote

from aiohttp import web

from demo.server.acts import PersonActs
from demo.server.bot_api import WORLD
from demo.server.people import Chat, Person
from demo.server.refusals import JSON, Refusal, bad_request
from demo.server.standing import menu_of
from demo.server.world import World

_HEARTBEAT = 15.0


def add_screen_routes(app: web.Application) -> None:
    """The addresses that a phone looks at."""
    app.router.add_get("/phone/files/{file_id}", _file)
    app.router.add_get("/phone/{user}/changes", _changes)
    app.router.add_get("/phone/{user}/events", _events)
    app.router.add_get("/phone/{user}/history", _history)


def user_of(request: web.Request) -> int:
    """Whose phone it is."""
    try:
        return int(request.match_info["user"])
    except ValueError:
        raise bad_request("user not found") from None


def chat_id(request: web.Request) -> int | None:
    """The chat that is meant; none is the one with the bot."""
    chat = request.query.get("chat")
    return int(chat) if chat else None


def as_json(body: JSON, status: int = 200) -> web.Response:
    """An answer for a phone."""
    text = json.dumps(body, ensure_ascii=False)
    return web.Response(text=text, status=status, content_type="application/json")


def _looking(request: web.Request) -> PersonActs:
    world = request.app[WORLD]
    acts = PersonActs(world, world.person(user_of(request)))
    acts.chat(chat_id(request))  # refuses who is not in it
    return acts


async def _changes(request: web.Request) -> web.Response:
    """What is new; waits for something new when `within` is given."""
    try:
        acts = _looking(request)
    except Refusal as refusal:
        return as_json({"error": refusal.description}, refusal.code)
    since, within = int(request.query.get("since", "0")), float(request.query.get("within", "0"))
    await acts.person.until(lambda: acts.person.changed > since, within)
    return as_json(seen(acts.world, acts.person, acts.chat(chat_id(request)), since))


async def _history(request: web.Request) -> web.Response:
    try:
        return as_json({"history": _looking(request).chat(chat_id(request)).history})
    except Refusal as refusal:
        return as_json({"error": refusal.description}, refusal.code)


async def _events(request: web.Request) -> web.StreamResponse:
    """The changes as they come, for a page."""
    try:
        acts = _looking(request)
    except Refusal as refusal:
        return as_json({"error": refusal.description}, refusal.code)
    since = int(request.headers.get("Last-Event-ID") or request.query.get("since", "0"))
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
    await response.prepare(request)
    while True:
        news = seen(acts.world, acts.person, acts.chat(chat_id(request)), since)
        since = news["sequence"]
        await response.write(f"id: {since}\ndata: {json.dumps(news, ensure_ascii=False)}\n\n".encode())
        while acts.person.changed <= since:
            await acts.person.wait(_HEARTBEAT)
            if acts.person.changed <= since:
                await response.write(b": still here\n\n")


def seen(world: World, person: Person, chat: Chat, since: int) -> JSON:
    """What is new on a phone since a sequence number."""
    return {
        "sequence": world.sequence,
        "season": world.season,
        "messages": [kept.view() for kept in chat.changed_since(since)],
        "answers": [answer for answer in person.answers if answer["sequence"] > since],
        "keyboard": chat.keyboard,
        "commands": menu_of(world, chat.id),
        "blocked": person.blocked,
        "now": world.clock().isoformat(),
    }


async def _file(request: web.Request) -> web.Response:
    world = request.app[WORLD]
    try:
        file = world.files.known(request.match_info["file_id"])
    except Refusal as refusal:
        return as_json({"error": refusal.description}, 404)
    headers = {"Content-Disposition": f"inline; filename*=UTF-8''{quote(file.name)}"} if file.name else {}
    return web.Response(body=world.files.read(file), content_type=file.mime, headers=headers)
