"""The phones' side: what people do, as JSON over HTTP.

POST /phone/USER/meet       {"first_name", "last_name", "username"}
POST /phone/USER/text       {"text", "chat", "reply_to"}
POST /phone/USER/photo      bytes; ?caption=&album=&chat=
POST /phone/USER/document   bytes; ?name=&mime=&caption=&album=&chat=
POST /phone/USER/other      {"kind": location|venue|contact|sticker|voice|video|video_note, ...}
POST /phone/USER/forward    {"text", "name"}: words that somebody of that name wrote first
POST /phone/USER/edit       {"message_id", "text"}
POST /phone/USER/delete     {"message_id"}
POST /phone/USER/press      {"message_id", "data", "within"}: waits so long for the answer
POST /phone/USER/inline     {"query", "offset", "within"}: what the bot offers for `@bot query`
POST /phone/USER/pick       {"id"}: one of the results
POST /phone/USER/block, unblock, group {"title", "members"}, migrate {"chat"}, remove_bot {"chat"}
and what `screens` answers to a GET
"""

import asyncio
from collections.abc import Awaitable, Callable

from aiohttp import web

from demo.server.acts import PersonActs
from demo.server.bot_api import WORLD
from demo.server.people import Person
from demo.server.refusals import JSON, Refusal, bad_request
from demo.server.screens import add_screen_routes, as_json, chat_id, user_of

Act = Callable[[web.Request, PersonActs], Awaitable[JSON]]


def add_phone_routes(app: web.Application) -> None:
    """The addresses that phones know."""
    add_screen_routes(app)
    app.router.add_post("/phone/{user}/{act}", _act)


async def _act(request: web.Request) -> web.Response:
    act = _ACTS.get(request.match_info["act"])
    world = request.app[WORLD]
    if act is None:
        return as_json({"error": "no such act"}, 404)
    try:
        if act is _meet:
            return as_json(await _meet(request, PersonActs(world, Person(user_of(request), ""))))
        return as_json(await act(request, PersonActs(world, world.person(user_of(request)))))
    except Refusal as refusal:
        return as_json({"error": refusal.description}, refusal.code)


async def _given(request: web.Request) -> JSON:
    given = await request.json() if request.can_read_body else {}
    return given if isinstance(given, dict) else {}


async def _meet(request: web.Request, acts: PersonActs) -> JSON:
    given = await _given(request)
    acts.world.meet(
        acts.person.id,
        given.get("first_name") or "Tanpa Nama",
        given.get("last_name", ""),
        given.get("username", ""),
    )
    return {"bot": acts.world.bot}


async def _text(request: web.Request, acts: PersonActs) -> JSON:
    given = await _given(request)
    kept = acts.text(given["text"], chat_id=given.get("chat"), reply_to=given.get("reply_to"))
    return {"message_id": kept[-1].id, "message_ids": [one.id for one in kept]}


async def _photo(request: web.Request, acts: PersonActs) -> JSON:
    data = await request.read()
    sizes = await asyncio.to_thread(acts.world.files.keep_photo, data)
    return _posted(request, acts, acts.photo(sizes))


async def _document(request: web.Request, acts: PersonActs) -> JSON:
    query = request.query
    data = await request.read()
    file = acts.world.files.keep(
        data, kind="document", name=query.get("name", "berkas"), mime=query.get("mime", "")
    )
    return _posted(request, acts, {"document": file.facts()})


def _posted(request: web.Request, acts: PersonActs, content: JSON) -> JSON:
    query = request.query
    content = acts.captioned(content, query.get("caption", ""), query.get("album", ""))
    return {"message_id": acts.post(content, chat_id=chat_id(request)).id}


async def _other(request: web.Request, acts: PersonActs) -> JSON:
    given = await _given(request)
    return {"message_id": acts.post(_other_content(acts, given), chat_id=given.get("chat")).id}


def _other_content(acts: PersonActs, given: JSON) -> JSON:
    kind = given.get("kind")
    if kind in {"location", "venue"}:
        place: JSON = {"latitude": float(given["latitude"]), "longitude": float(given["longitude"])}
        if kind == "location":
            return {
                "location": place | ({"live_period": period} if (period := given.get("live_period")) else {})
            }
        named = {"location": place, "title": given.get("title", ""), "address": given.get("address", "")}
        return {"venue": named, "location": place}
    if kind == "contact":
        name = given.get("first_name") or acts.person.first_name
        return acts.contact(given["phone_number"], name, given.get("user_id"))
    if kind in {"sticker", "voice", "video", "video_note"}:
        return acts.recorded(kind, int(given.get("seconds", 3)))
    raise bad_request("no such kind of message")


async def _forward(request: web.Request, acts: PersonActs) -> JSON:
    given = await _given(request)
    kept = acts.post(acts.forwarded(given["text"], given.get("name", "Seseorang")))
    return {"message_id": kept.id}


async def _edit(request: web.Request, acts: PersonActs) -> JSON:
    given = await _given(request)
    return {"message_id": acts.edit(given["message_id"], given["text"], given.get("chat")).id}


async def _delete(request: web.Request, acts: PersonActs) -> JSON:
    given = await _given(request)
    acts.delete(given["message_id"], given.get("chat"))
    return {}


async def _press(request: web.Request, acts: PersonActs) -> JSON:
    given = await _given(request)
    query = acts.press(given["message_id"], given["data"], given.get("chat"))
    await acts.person.until(lambda: query.answer is not None, float(given.get("within", 0)))
    return {"query_id": query.id, "answer": query.answer}


async def _inline(request: web.Request, acts: PersonActs) -> JSON:
    given = await _given(request)
    number = acts.ask_inline(given.get("query", ""), given.get("offset", ""))
    await acts.person.until(lambda: acts.person.inline is not None, float(given.get("within", 10)))
    offer = acts.person.inline or {}
    return {
        "query_id": number,
        "results": offer.get("results"),
        "next_offset": offer.get("next_offset", ""),
        "button": offer.get("button"),
    }


async def _pick(request: web.Request, acts: PersonActs) -> JSON:
    given = await _given(request)
    return {"message_id": acts.pick(str(given["id"]), given.get("chat")).id}


async def _block(request: web.Request, acts: PersonActs) -> JSON:
    acts.block(blocked=True)
    return {}


async def _unblock(request: web.Request, acts: PersonActs) -> JSON:
    acts.block(blocked=False)
    return {}


async def _deactivate(request: web.Request, acts: PersonActs) -> JSON:
    acts.deactivate()
    return {}


async def _group(request: web.Request, acts: PersonActs) -> JSON:
    given = await _given(request)
    return {"chat": acts.create_group(given["title"], given.get("members", [])).id}


async def _migrate(request: web.Request, acts: PersonActs) -> JSON:
    return {"chat": acts.migrate((await _given(request))["chat"]).id}


async def _remove_bot(request: web.Request, acts: PersonActs) -> JSON:
    acts.remove_bot((await _given(request))["chat"])
    return {}


_ACTS: dict[str, Act] = {
    "meet": _meet,
    "text": _text,
    "photo": _photo,
    "document": _document,
    "other": _other,
    "forward": _forward,
    "edit": _edit,
    "delete": _delete,
    "press": _press,
    "inline": _inline,
    "pick": _pick,
    "block": _block,
    "unblock": _unblock,
    "deactivate": _deactivate,
    "group": _group,
    "migrate": _migrate,
    "remove_bot": _remove_bot,
}
