"""BSrE's Esign Client Service on this machine: answers as the documented one does, and really signs.

Its certificates are worth nothing outside of it.
"""

from __future__ import annotations

import asyncio
import base64
import binascii
import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from aiohttp import encode_basic_auth, web

from demo.server.bsre_certificates import Authority


@dataclass(frozen=True)
class Account:
    """Somebody whom BSrE knows."""

    name: str
    passphrase: str
    totp: str = "135790"


class Esign:
    """One installation: which program may call it, and whom it knows."""

    def __init__(
        self,
        accounts: dict[str, Account],
        *,
        user: str,
        password: str,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.clock = clock
        self.authority = Authority()
        self._accounts = accounts  #: by NIK
        self._auth = encode_basic_auth(user, password, encoding="utf-8")
        self._kept: dict[str, bytes] = {}

    def add_routes(self, app: web.Application) -> None:
        """Under /bsre/, beside the Bot API."""
        app.router.add_post("/bsre/api/sign/pdf", self._sign_v1)
        app.router.add_get("/bsre/api/sign/download/{id}", self._download)
        app.router.add_post("/bsre/api/v2/sign/pdf", self._sign_v2)

    async def _sign_v1(self, request: web.Request) -> web.StreamResponse:
        if (no := self.turned_away(request)) is not None:
            return no
        fields = await _fields(request)
        words = {name: value.decode() for name, value in fields.items() if name != "file"}
        if words.get("tampilan") not in ("visible", "invisible") or "file" not in fields:
            return _error(400, "tampilan dan file wajib diisi")
        account = self._accounts.get(words.get("nik", ""))
        if account is None:
            return _error(2011, "User tidak terdaftar")
        if words.get("passphrase") != account.passphrase:
            return _error(2031, "Proses signing gagal : Passphrase anda salah")
        signed = await self.signed(account, fields["file"])
        mark = secrets.token_hex(16)
        self._kept[mark] = signed
        return await self.answer_v1(request, signed, mark)

    async def _download(self, request: web.Request) -> web.StreamResponse:
        if (no := self.turned_away(request)) is not None:
            return no
        found = self._kept.get(request.match_info["id"])
        if found is None:
            return _error(404, "Dokumen tidak ditemukan", status=404)
        return web.Response(body=found, content_type="application/pdf")

    async def _sign_v2(self, request: web.Request) -> web.StreamResponse:
        if (no := self.turned_away(request)) is not None:
            return no
        try:
            asked: dict[str, Any] = await request.json()
            [content] = [base64.b64decode(one, validate=True) for one in asked["file"]]
            [look] = asked["signatureProperties"]
            if look["tampilan"] not in ("VISIBLE", "INVISIBLE"):
                raise KeyError("tampilan")
        except (json.JSONDecodeError, KeyError, TypeError, ValueError, binascii.Error):
            return _error(400, "Permintaan tidak lengkap")
        account = self._accounts.get(str(asked.get("nik", "")))
        if account is None:
            return _error(2011, "User tidak terdaftar")
        if asked.get("passphrase") != account.passphrase and asked.get("totp") != account.totp:
            return _error(2031, "Proses signing gagal : Passphrase anda salah")
        signed = await self.signed(account, content)
        return web.json_response({"time": 1021, "file": [base64.b64encode(signed).decode()]})

    # ---- what a test makes go wrong

    def turned_away(self, request: web.Request) -> web.Response | None:
        """The answer to a program that may not call; None when it may."""
        if request.headers.get("Authorization") != self._auth:
            return web.json_response({"error": "Unauthorized", "status": 401}, status=401)
        return None

    async def signed(self, account: Account, content: bytes) -> bytes:
        """The file with the signature of one whom this server knows, by a certificate of this moment."""
        return await asyncio.to_thread(self.authority.sign, content, account.name, self.clock())

    async def answer_v1(self, request: web.Request, signed: bytes, mark: str) -> web.StreamResponse:
        """The bytes themselves; with BASE64 only when it is asked for (jenis_response)."""
        return web.Response(body=signed, content_type="application/pdf", headers={"id_dokumen": mark})


async def _fields(request: web.Request) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            found[name] = value.file.read()
        else:
            found[name] = value.encode() if isinstance(value, str) else bytes(value)
    return found


def _error(code: int, words: str, *, status: int = 400) -> web.Response:
    return web.json_response({"status_code": code, "error": words}, status=status)
