"""The client of BSrE's Esign Client Service, v1 and v2: a PDF goes there, a signed one comes back."""

from __future__ import annotations

import base64
import binascii
import json
from typing import Any, NoReturn

import aiohttp

from bot.settings import Settings
from sop.signing.bsre import Secret, Trouble, Troubled

SECONDS = 30.0  #: as long as BSSN's own client waits
CONNECT_SECONDS = 5.0
MOST = 40 * 1024 * 1024  #: bytes of an answer; BASE64 makes a third more of a PDF
LONGEST_SAID = 160  #: characters of what the server says that people are told

#: status_code in an answer -> what it means, as users of the service have seen it.
CODES = {2011: Trouble.NO_USER, 2031: Trouble.MISTYPED}


class Bsre:
    """One office's account on one server."""

    def __init__(self, url: str, user: str, password: str, version: int, seconds: float = SECONDS) -> None:
        self._root = url.rstrip("/")
        self._headers = {"Authorization": aiohttp.encode_basic_auth(user, password, encoding="utf-8")}
        self._version = version
        self._timeout = aiohttp.ClientTimeout(total=seconds, sock_connect=CONNECT_SECONDS)

    @property
    def takes_totp(self) -> bool:
        """Whether the code of an app may stand for the passphrase."""
        return self._version == 2

    async def sign(self, content: bytes, secret: Secret, reason: str) -> bytes:
        """What the server says is the signed PDF; raises Troubled when it says anything else."""
        try:
            async with aiohttp.ClientSession(headers=self._headers, timeout=self._timeout) as session:
                if self._version == 1:
                    return await self._sign_v1(session, content, secret, reason)
                return await self._sign_v2(session, content, secret, reason)
        except TimeoutError:
            raise Troubled(Trouble.SLOW) from None
        except (aiohttp.ClientError, OSError):
            # Not even the kind of error is passed on: its text can hold what was sent.
            raise Troubled(Trouble.DOWN) from None

    async def _sign_v1(
        self, session: aiohttp.ClientSession, content: bytes, secret: Secret, reason: str
    ) -> bytes:
        form = aiohttp.FormData()
        form.add_field("file", content, filename="dokumen.pdf", content_type="application/pdf")
        words = {
            "nik": secret.nik,
            "passphrase": secret.word,
            "tampilan": "invisible",  # a picture on the page would lie over what was approved
            "reason": reason,
        }
        for name, value in words.items():
            form.add_field(name, value)
        # A redirect would carry the passphrase to somebody whom nobody chose.
        async with session.post(f"{self._root}/api/sign/pdf", data=form, allow_redirects=False) as answer:
            try:
                said = await _whole(answer)
            except aiohttp.ClientPayloadError:  # signed, but it was cut off on the way
                kept = answer.headers.get("id_dokumen", "")
                if answer.status != 200 or not kept.isascii() or not kept.replace("-", "").isalnum():
                    raise
                return await self._download(session, kept)
            if _is_pdf(answer, said):
                return said
            found = _document(answer, said, secret)
            return _decoded(found.get("base64_signed_file"))

    async def _download(self, session: aiohttp.ClientSession, id: str) -> bytes:
        address = f"{self._root}/api/sign/download/{id}"
        async with session.get(address, allow_redirects=False) as answer:
            said = await _whole(answer)
            if not _is_pdf(answer, said):
                raise Troubled(Trouble.NONSENSE)
            return said

    async def _sign_v2(
        self, session: aiohttp.ClientSession, content: bytes, secret: Secret, reason: str
    ) -> bytes:
        asked = {
            "nik": secret.nik,
            "totp" if secret.totp else "passphrase": secret.word,
            "signatureProperties": [{"tampilan": "INVISIBLE", "reason": reason}],
            "file": [base64.b64encode(content).decode()],
        }
        address = f"{self._root}/api/v2/sign/pdf"
        async with session.post(address, json=asked, allow_redirects=False) as answer:
            files = _document(answer, await _whole(answer), secret).get("file")
            if not isinstance(files, list) or len(files) != 1:
                raise Troubled(Trouble.NONSENSE)
            return _decoded(files[0])


def bsre_of(settings: Settings) -> Bsre | None:
    """The office's account; None where no server is set."""
    if not settings.bsre_url:
        return None
    password = settings.bsre_password.get_secret_value()
    return Bsre(settings.bsre_url, settings.bsre_user, password, settings.bsre_version)


async def _whole(answer: aiohttp.ClientResponse) -> bytes:
    """The body, unless it would fill this machine's memory."""
    parts, size = [], 0
    async for part in answer.content.iter_chunked(256 * 1024):
        size += len(part)
        if size > MOST:
            raise Troubled(Trouble.NONSENSE)
        parts.append(part)
    return b"".join(parts)


def _is_pdf(answer: aiohttp.ClientResponse, said: bytes) -> bool:
    return answer.status == 200 and said.startswith(b"%PDF-")


def _document(answer: aiohttp.ClientResponse, said: bytes, secret: Secret) -> dict[str, Any]:
    """The answer as JSON; raises what an error means."""
    try:
        found = json.loads(said)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        _no_document(answer.status)
    if answer.status == 200 and not _code(found):
        return found
    words = str(found.get("message") or found.get("error") or "")
    if (trouble := CODES.get(_code(found))) is not None:
        raise Troubled(trouble)
    if answer.status in (401, 403):
        raise Troubled(Trouble.NOT_LET_IN)
    if answer.status >= 500:
        raise Troubled(Trouble.DOWN)
    said_of_it = secret.struck_out(" ".join(words.split()))[:LONGEST_SAID]
    raise Troubled(Trouble.REFUSED if said_of_it else Trouble.NONSENSE, said_of_it)


def _no_document(status: int) -> NoReturn:
    if status in (401, 403):
        raise Troubled(Trouble.NOT_LET_IN)
    raise Troubled(Trouble.DOWN if status >= 500 else Trouble.NONSENSE)


def _code(found: dict[str, Any]) -> int:
    """BSrE's own code of an error; 0 when there is none, or when it only repeats that all is well."""
    try:
        code = int(found.get("status_code") or 0)
    except (TypeError, ValueError):
        return 0
    return 0 if code == 200 else code


def _decoded(value: object) -> bytes:
    try:
        return base64.b64decode(value, validate=True) if isinstance(value, str) else b""
    except (binascii.Error, ValueError):
        return b""
