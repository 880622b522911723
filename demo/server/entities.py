"""Telegram's HTML: what people see, and where it is bold.

Says no in the words of the real Bot API server, byte offsets included. Offsets of the entities count UTF-16
units, as everywhere in Telegram.
"""

import re
from dataclasses import dataclass, field

from demo.server.links import checked_link
from demo.server.refusals import JSON, bad_request

_TYPES = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "code": "code", "pre": "pre",
    "tg-spoiler": "spoiler", "span": "spoiler", "a": "text_link", "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}  # fmt: skip
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]+)|#([0-9]+)|([A-Za-z]+));?")
_SPECIAL = re.compile(r"[<&]")
_SPACE = " \t\r\n\0\v"
_FOUND_IN_TEXT = re.compile(
    r"(?P<bot_command>(?<![\w/])/[A-Za-z0-9_]{1,64}(?:@\w+)?(?![\w/]))"
    r"|(?P<url>(?:https?://|(?<![\w.])t\.me/)[^\s<>\"]*[\w/=&#-])"
    r"|(?P<mention>(?<![\w@])@[A-Za-z]\w{3,31}\b)"
    r"|(?P<hashtag>(?<![\w#])#[^\W\d]\w*)"
)


def utf16(text: str) -> int:
    """How long a text is for Telegram: an emoji counts two."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def plain_entities(text: str, taken: list[JSON] | None = None) -> list[JSON]:
    """What Telegram finds by itself in a text: commands, addresses, names; never inside other entities."""
    if not any(sign in text for sign in "/@#"):
        return []
    found = []
    for match in _FOUND_IN_TEXT.finditer(text):
        offset, length = utf16(text[: match.start()]), utf16(match.group())
        busy = any(
            offset < one["offset"] + one["length"] and one["offset"] < offset + length for one in taken or ()
        )
        if not busy:
            found.append({"type": match.lastgroup, "offset": offset, "length": length})
    return found


def parse_html(source: str) -> tuple[str, list[JSON]]:
    """The plain text of a marked-up one and its entities, or Telegram's complaint when tags do not match."""
    if "<" not in source and "&" not in source:
        return source, []
    return _Reader(source).read()


@dataclass
class _Open:
    tag: str
    argument: str
    offset: int
    start: int  #: how many pieces of text were there when the tag opened


@dataclass
class _Reader:
    source: str
    at: int = 0
    length: int = 0
    pieces: list[str] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)
    entities: list[JSON] = field(default_factory=list)

    def read(self) -> tuple[str, list[JSON]]:
        while self.at < len(self.source):
            special = _SPECIAL.search(self.source, self.at)
            if special is None:
                self._keep(self.source[self.at :])
                break
            self._keep(self.source[self.at : special.start()])
            self.at = special.start()
            if special.group() == "&":
                self._keep(self._reference() or self._one())
            elif self._peek(1) == "/":
                self._close()
            else:
                self._open()
        if self.stack:
            raise _complaint(f'Can\'t find end tag corresponding to start tag "{self.stack[-1].tag}"')
        self.entities.sort(key=lambda entity: (entity["offset"], -entity["length"]))
        return "".join(self.pieces), self.entities

    def _keep(self, text: str) -> None:
        self.pieces.append(text)
        self.length += utf16(text)

    def _one(self) -> str:
        self.at += 1
        return self.source[self.at - 1]

    def _peek(self, ahead: int = 0) -> str:
        return self.source[self.at + ahead : self.at + ahead + 1]

    def _reference(self) -> str:
        match = _REFERENCE.match(self.source, self.at)
        character = "" if match is None else _character(match)
        if match is not None and character:
            self.at = match.end()
        return character

    def _skip_space(self) -> None:
        while self._peek() and self._peek() in _SPACE:
            self.at += 1

    def _word(self, stops: str) -> str:
        start = self.at
        while self._peek() and self._peek() not in stops:
            self.at += 1
        return self.source[start : self.at]

    def _bytes(self, position: int) -> int:
        return len(self.source[:position].encode())

    def _open(self) -> None:
        begin = self.at
        self.at += 1
        tag = self._word(_SPACE + ">").lower()
        if not self._peek():
            raise _complaint(f"Unclosed start tag at byte offset {self._bytes(begin)}")
        if tag not in _TYPES:
            raise _complaint(f'Unsupported start tag "{tag}" at byte offset {self._bytes(begin)}')
        argument = ""
        while True:
            self._skip_space()
            if self._peek() == ">":
                break
            argument = self._attribute(tag, begin) or argument
        self.at += 1
        if tag == "span" and argument != "spoiler":
            raise _complaint(f'Tag "span" must have class "tg-spoiler" at byte offset {self._bytes(begin)}')
        self.stack.append(_Open(tag, argument, self.length, len(self.pieces)))

    def _attribute(self, tag: str, begin: int) -> str:
        name = self._word(_SPACE + "=>/\"'")
        if not name:
            if not self._peek():
                raise _complaint(f"Unclosed start tag at byte offset {self._bytes(begin)}")
            raise _complaint(f'Empty attribute name in the tag "{tag}" at byte offset {self._bytes(begin)}')
        self._skip_space()
        value = ""
        if self._peek() == "=":
            self.at += 1
            self._skip_space()
            if not self._peek():
                raise _complaint(f'Unclosed start tag "{tag}" at byte offset {self._bytes(begin)}')
            value = self._value()
        if not self._peek():
            raise _complaint(f"Unclosed start tag at byte offset {self._bytes(begin)}")
        return _argument(tag, name, value)

    def _value(self) -> str:
        if self._peek() not in "'\"":
            start = self.at
            while self._peek() and (self._peek().isalnum() or self._peek() in ".-"):
                self.at += 1
            if not self._peek() or self._peek() not in _SPACE + ">":
                raise _complaint(f"Unexpected end of name token at byte offset {self._bytes(start)}")
            return self.source[start : self.at].lower()
        quote = self._one()
        value = ""
        while self._peek() and self._peek() != quote:
            value += (self._reference() if self._peek() == "&" else "") or self._one()
        self.at += 1
        return value

    def _close(self) -> None:
        begin = self.at
        if not self.stack:
            raise _complaint(f"Unexpected end tag at byte offset {self._bytes(begin)}")
        self.at += 2
        name = self._word(_SPACE + ">").lower()
        self._skip_space()
        if self._peek() != ">":
            raise _complaint(f"Unclosed end tag at byte offset {self._bytes(begin)}")
        self.at += 1
        opened = self.stack.pop()
        if name and name != opened.tag:
            raise _complaint(
                f"Unmatched end tag at byte offset {self._bytes(begin)}, "
                f'expected "</{opened.tag}>", found "</{name}>"'
            )
        if self.length > opened.offset:
            self._entity(opened)

    def _entity(self, opened: _Open) -> None:
        entity: JSON = {
            "type": _TYPES[opened.tag],
            "offset": opened.offset,
            "length": self.length - opened.offset,
        }
        if opened.tag == "a":
            url = checked_link(opened.argument or "".join(self.pieces[opened.start :]))
            if url is None:
                return  # Telegram keeps the words and drops the link
            entity["url"] = url
        elif opened.tag == "tg-emoji":
            if not opened.argument.isdigit():
                raise _complaint("Invalid custom emoji identifier specified")
            entity["custom_emoji_id"] = opened.argument
        elif opened.tag == "blockquote" and opened.argument:
            entity["type"] = "expandable_blockquote"
        elif opened.tag == "pre" and self._language(entity):
            return
        elif opened.tag == "code" and opened.argument:
            entity["language"] = opened.argument
        self.entities.append(entity)

    def _language(self, pre: JSON) -> bool:
        """Code inside pre is one entity with a language."""
        last = self.entities[-1] if self.entities else {}
        same = last.get("offset") == pre["offset"] and last.get("length") == pre["length"]
        if same and last.get("type") == "code" and "language" in last:
            last["type"] = "pre"
            return True
        return False


def _argument(tag: str, name: str, value: str) -> str:
    if (tag, name) in {("a", "href"), ("tg-emoji", "emoji-id")}:
        return value
    if (tag, name) == ("code", "class") and value.startswith("language-"):
        return value.removeprefix("language-")
    if (tag, name) == ("span", "class") and value.startswith("tg-"):
        return value.removeprefix("tg-")
    return "expandable" if (tag, name) == ("blockquote", "expandable") else ""


def _character(match: re.Match[str]) -> str:
    hexadecimal, decimal, name = match.groups()
    if name is not None:
        return _NAMED.get(name, "")
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    possible = 0 < code < 0x10FFFF and not 0xD800 <= code <= 0xDFFF
    return chr(code) if possible else ""


def _complaint(what: str) -> Exception:
    return bad_request(f"can't parse entities: {what}")
