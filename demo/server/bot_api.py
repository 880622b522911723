"""The bot's side: one address per method, as https://core.telegram.org/bots/api#making-requests says."""

import asyncio
import inspect
import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import web

from demo.server import editing, receiving, sending, standing
from demo.server.calls import CALLS
from demo.server.faults import Fault, Trouble
from demo.server.methods import METHODS, Upload, read, spelled
from demo.server.refusals import JSON, Refusal, bad_request, too_many_requests
from demo.server.world import World

WORLD = web.AppKey("world", World)
_SIMPLE = "application/x-www-form-urlencoded"
_HANG = 3600.0

_unanswered = set(METHODS) - set(CALLS)
if _unanswered:
    modules = ", ".join(module.__name__ for module in (editing, receiving, sending, standing))
    raise LookupError(f"no function in {modules} answers {sorted(_unanswered)}")


def add_bot_routes(app: web.Application) -> None:
    """The addresses that a bot knows."""
    app.router.add_route("*", "/bot{token}/{method}", _call)
    app.router.add_get("/file/bot{token}/{path:.+}", _download)


async def _call(request: web.Request) -> web.StreamResponse:
    world = request.app[WORLD]
    try:
        fault, result = await _result(request, world)
    except Refusal as refusal:
        return _json(refusal.body(), refusal.code)
    except _Strange:
        return web.Response(text="<html><body>Sedang dalam perbaikan</body></html>", content_type="text/html")
    if fault is not None and fault.trouble is Trouble.HALF:
        return await _half(request, _json({"ok": True, "result": result}))
    return _json({"ok": True, "result": result})


class _Strange(Exception):
    """Somebody between the bot and Telegram answers instead."""


async def _result(request: web.Request, world: World) -> tuple[Fault | None, Any]:
    _check_token(world, request.match_info["token"])
    method = spelled(request.match_info["method"])
    given = await _given(request)
    world.calls[method] += 1
    world.faults.comes(method)
    chat_id = _number(given.get("chat_id"))
    if chat_id is not None:
        world.pace.comes(chat_id)
    fault = world.faults.next(method, chat_id)
    if fault is not None:
        await _suffer(fault, method, request, chat_id)
    result = CALLS[method](world, read(method, given))
    if inspect.isawaitable(result):
        result = await result
    if fault is not None and fault.trouble is Trouble.LOST:
        _cut(request)  # the work is done
    return fault, result


def _check_token(world: World, token: str) -> None:
    if token != world.token:
        raise Refusal(401, "Unauthorized") if ":" in token else Refusal(404, "Not Found")


async def _given(request: web.Request) -> dict[str, object]:
    given: dict[str, object] = dict(request.query)
    kind = request.content_type
    if kind == _SIMPLE:
        given.update(parse_qsl((await request.read()).decode(), keep_blank_values=True))
    elif kind == "application/json" and request.can_read_body:
        given.update(_object(await request.read()))
    elif kind == "multipart/form-data":
        given.update(await _multipart(request))
    return given


def _object(body: bytes) -> Mapping[str, object]:
    try:
        given = json.loads(body) if body else {}
    except ValueError:
        raise bad_request("can't parse request: invalid JSON") from None
    if not isinstance(given, dict):
        raise bad_request("can't parse request: expected an Object")
    return given


async def _multipart(request: web.Request) -> dict[str, object]:
    try:
        fields = await request.post()
    except web.HTTPRequestEntityTooLarge:
        raise Refusal(413, "Request Entity Too Large") from None
    given: dict[str, object] = {}
    for name, value in fields.items():
        if isinstance(value, web.FileField):
            given[name] = Upload(value.filename, value.content_type, value.file.read())
        else:
            given[name] = value.decode() if isinstance(value, (bytes, bytearray)) else value
    return given


def _number(chat_id: object) -> int | None:
    return int(chat_id) if isinstance(chat_id, (int, str)) and str(chat_id).lstrip("-").isdigit() else None


async def _suffer(fault: Fault, method: str, request: web.Request, chat_id: int | None) -> None:
    match fault.trouble:
        case Trouble.TOO_MANY if chat_id is not None:
            raise request.app[WORLD].pace.refuse(chat_id, fault.retry_after)
        case Trouble.TOO_MANY:
            raise too_many_requests(fault.retry_after)
        case Trouble.BROKEN:
            raise Refusal(500, "Internal Server Error")
        case Trouble.GATEWAY:
            raise Refusal(502, "Bad Gateway")
        case Trouble.RESET:
            _cut(request)
        case Trouble.HANG:
            with request.app[WORLD].faults.hangs(method):
                # It ends with the connection: the server cancels what nobody waits for.
                await asyncio.sleep(_HANG)
        case Trouble.GARBAGE:
            raise _Strange
        case Trouble.LOST | Trouble.HALF:
            pass


async def _half(request: web.Request, whole: web.Response) -> web.StreamResponse:
    """It says how long it is, and breaks off in the middle."""
    body = bytes(whole.body or b"")  # type: ignore[arg-type]
    answer = web.StreamResponse(
        headers={"Content-Type": "application/json", "Content-Length": str(len(body))}
    )
    await answer.prepare(request)
    await answer.write(body[: len(body) // 2])
    _cut(request)
    return answer


def _cut(request: web.Request) -> None:
    if request.transport is not None:
        request.transport.abort()
    raise asyncio.CancelledError


def _json(body: JSON, status: int = 200) -> web.Response:
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    encoded = text.encode(errors="backslashreplace")  # half of a character: JSON writes it in the same way
    return web.Response(body=encoded, status=status, content_type="application/json")


async def _download(request: web.Request) -> web.StreamResponse:
    world = request.app[WORLD]
    try:
        _check_token(world, request.match_info["token"])
        file = world.files.at(request.match_info["path"])
        if file is None:
            raise Refusal(404, "Not Found")
        world.files.for_download(file.file_id)
    except Refusal as refusal:
        return _json(refusal.body(), refusal.code)
    return web.Response(body=world.files.read(file), content_type="application/octet-stream")
