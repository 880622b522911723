"""Pages as bytes: one frame, no script, nothing fetched from anywhere, readable on an old phone."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from html import escape
from pathlib import Path

from aiohttp import web

from texts import Html, plain

_STYLE = Path(__file__).with_name("page.css").read_text("utf-8")
_MARK = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()

#: Only this page's own style, told by its hash, and its own form; nobody may put it into a frame.
POLICY = (
    f"default-src 'none'; style-src 'sha256-{_MARK}'; img-src data:; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)

#: How a box looks: what it says stands in words too.
GOOD, WAIT, BAD, PLAIN = "good", "wait", "bad", "plain"

#: Too old for CSS, blind or on paper: the words alone tell everything.
_FRAME = """<!doctype html>
<html lang="id">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{title}</title>
<link rel="icon" href="data:,">
<style>{style}</style>
</head>
<body>
<header><b>{head}</b><p>{under}</p></header>
<main>
{body}
</main>
<footer><p>{foot}</p></footer>
</body>
</html>
"""


def page(
    title: str, *sections: str, status: int = 200, head: str = "", under: str = "", foot: str = ""
) -> web.Response:
    """A whole page of sections made by the functions below."""
    made = _FRAME.format(
        title=escape(title),
        style=_STYLE,
        head=escape(head or plain("web.head")),
        under=escape(under or plain("web.under")),
        body="\n".join(one for one in sections if one),
        foot=escape(foot or plain("web.foot")),
    )
    return web.Response(text=made, status=status, content_type="text/html", charset="utf-8")


def box(words: Html, look: str = PLAIN, title: str = "") -> str:
    """What is to be read first."""
    head = f"<h1>{escape(title)}</h1>" if title else ""
    return f'<section class="say {look}">{head}{paragraphs(words)}</section>'


def paragraphs(words: Html) -> str:
    """Sentences of texts/, with the few tags that Telegram knows too; a line is a paragraph."""
    return "".join(f"<p>{line}</p>" for line in words.splitlines() if line)


def facts(rows: Iterable[tuple[str, str]], title: str = "") -> str:
    """Labels and what they stand for."""
    made = "".join(f"<dt>{escape(label)}</dt><dd>{escape(value)}</dd>" for label, value in rows)
    return f'<section>{_head(title)}<dl class="row">{made}</dl></section>' if made else ""


def marks(rows: Iterable[tuple[str, str]], title: str, hint: str = "") -> str:
    """Hashes in full."""
    made = "".join(f"<dt>{escape(label)}</dt><dd><code>{escape(mark)}</code></dd>" for label, mark in rows)
    under = f'<p class="hint">{escape(hint)}</p>' if hint else ""
    return f"<section>{_head(title)}<dl>{made}</dl>{under}</section>" if made else ""


def _head(title: str) -> str:
    return f"<h2>{escape(title)}</h2>" if title else ""


def link(address: str, words: str) -> str:
    return f'<p class="screen"><a href="{escape(address)}">{escape(words)}</a></p>'
