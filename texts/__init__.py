"""Every sentence that a person reads, in chat or on paper, one TOML file per step or paper."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from html import escape, unescape
from pathlib import Path

FOLDER = Path(__file__).parent


class Html(str):
    """Text whose facts are escaped already; only this may be sent with parse mode HTML."""

    __slots__ = ()


class _Sentences(dict[str, str]):
    """By "file.name"; a file is read when the first of its sentences is said."""

    def __missing__(self, key: str) -> str:
        path = _files().get(key.partition(".")[0])
        if path is not None:
            self.read(path)
        if key not in self:
            raise KeyError(key)
        return self[key]

    def read(self, path: Path) -> None:
        for name, sentence in tomllib.loads(path.read_text(encoding="utf-8")).items():
            self.setdefault(f"{path.stem}.{name}", sentence)


@cache
def _files() -> dict[str, Path]:
    """By their names; in which folder one lies says who uses it, and is no part of a key."""
    return {path.stem: path for path in sorted(FOLDER.rglob("*.toml"))}


_SENTENCES = _Sentences()
_TAG = re.compile(r"<[^>]+>")


@cache
def sentences() -> dict[str, str]:
    """All sentences, by "file.name"."""
    for path in _files().values():
        _SENTENCES.read(path)
    return _SENTENCES


def say(key: str, /, **facts: object) -> Html:
    """The sentence with its facts, escaped, so that "Drainase <RW 05>" cannot break a message."""
    return Html(_SENTENCES[key].format_map({name: _html(key, name, fact) for name, fact in facts.items()}))


def plain(key: str, /, **facts: object) -> str:
    """The sentence with its facts as they are: for buttons and paper."""
    return _SENTENCES[key].format_map({name: _known(key, name, fact) for name, fact in facts.items()})


def join(*parts: str) -> Html:
    """Whole sentences below each other; what is not Html yet is escaped."""
    return Html("\n".join(_html("join", "part", part) for part in parts if part))


def bare(words: str) -> str:
    """A sentence of a message as it reads where there are no marks: in a box, a terminal, a file."""
    return unescape(_TAG.sub("", words))


def _html(key: str, name: str, fact: object) -> str:
    fact = _known(key, name, fact)
    return fact if isinstance(fact, Html) else escape(str(fact), quote=False)


def _known(key: str, name: str, fact: object) -> object:
    if fact is None:  # or somebody reads "None"
        raise ValueError(f"{key}: no {name} given")
    if isinstance(fact, str) and fact.endswith(".") and name in _before_a_stop(key):
        return type(fact)(fact[:-1])  # "Intan Misalkan, S.T." ends the sentence
    return fact


@cache
def _before_a_stop(key: str) -> frozenset[str]:
    """Facts that stand before a full stop wherever the sentence has them."""
    sentence = _SENTENCES[key] if "." in key else ""
    names = set(re.findall(r"\{(\w+)\}", sentence))
    return frozenset(
        name
        for name in names
        if len(re.findall(rf"\{{{name}\}}(?:</\w+>)?\.(?!\w)", sentence)) == sentence.count(f"{{{name}}}")
    )
