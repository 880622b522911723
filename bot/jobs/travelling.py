"""What comes back from a process that opened a stranger's file: plain values, and classes that we name.

A pickle can call anything when it is opened. Here its bytes may hold nothing but words, numbers, lists and
tables; what they are of is looked up among our own plain classes, so that a process that was taken over can
lie about its file, and do nothing else.
"""

from __future__ import annotations

import builtins
import importlib
import io
import pickle
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import Any, NoReturn

OURS = ("bot", "documents", "models", "sop", "texts")
_PLAIN = (bool, int, float, str, bytes)
_MOMENTS = {one.__name__: one for one in (datetime, date, time)}


class NotOurs(Exception):
    """What came is no answer that such a process gives."""


class Fault(Exception):
    """What a process raised and nobody here knows by its class."""


def pack(value: object) -> bytes:
    return pickle.dumps(_flat(value))


def unpack(content: bytes) -> Any:
    """Raises NotOurs."""
    try:
        return _whole(_Plain(io.BytesIO(content)).load())
    except NotOurs:
        raise
    except Exception as odd:  # bytes that were made up raise whatever they please
        raise NotOurs(type(odd).__name__) from None


class _Plain(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> NoReturn:
        raise NotOurs(f"{module}.{name}")


def _flat(value: Any) -> Any:
    """Each value that is more than one is a pair: of what it is, and of what it is made."""
    kind = type(value)
    if value is None or kind in _PLAIN:
        return value
    if kind in (list, tuple, set, frozenset):
        return kind.__name__, [_flat(one) for one in value]
    if kind is dict:
        return "dict", [(_flat(key), _flat(one)) for key, one in value.items()]
    if kind in _MOMENTS.values():
        return kind.__name__, value.isoformat()
    if kind is Decimal:
        return "Decimal", str(value)
    name = f"{kind.__module__}:{kind.__qualname__}"
    if isinstance(value, Enum):
        return "enum", (name, _flat(value.value))
    if isinstance(value, str):
        return "words", (name, str(value))
    if isinstance(value, BaseException):
        return "raised", (name, str(value), [_flat(one) for one in value.args], _flat(vars(value)))
    if is_dataclass(value):
        made = {field.name: _flat(getattr(value, field.name)) for field in fields(value)}
        return "made", (name, made)
    if isinstance(value, Mapping):
        return _flat(dict(value))
    raise TypeError(name)


def _whole(value: Any) -> Any:
    if value is None or type(value) in _PLAIN:
        return value
    kind, inner = value
    match kind:
        case "list" | "tuple" | "set" | "frozenset":
            return getattr(builtins, kind)(_whole(one) for one in inner)
        case "dict":
            return {_whole(key): _whole(one) for key, one in inner}
        case "Decimal":
            return Decimal(inner)
        case "enum":
            return _class(inner[0], Enum)(_whole(inner[1]))
        case "words":
            return _class(inner[0], str)(inner[1])
        case "raised":
            return _fault(*inner)
        case "made":
            return _class(inner[0], made_of=is_dataclass)(
                **{name: _whole(one) for name, one in inner[1].items()}
            )
    return _MOMENTS[kind].fromisoformat(inner)


def _fault(name: str, words: str, args: list[Any], facts: Any) -> Exception:
    """As it was raised, where it is ours or the file's; trouble of the machine is no file's to say."""
    module, _, plain = name.partition(":")
    if module == "builtins":
        known = getattr(builtins, plain, None)
        if isinstance(known, type) and issubclass(known, Exception) and not issubclass(known, OSError):
            return known(*(_whole(one) for one in args))
        return Fault(f"{plain}: {words}")
    if module.partition(".")[0] not in OURS:
        return Fault(f"{name}: {words}")
    kind = _class(name, Exception)
    made: Exception = kind.__new__(kind)  # as pickle does: whatever its __init__ wants
    made.args = tuple(_whole(one) for one in args)
    for fact, one in _whole(facts).items():
        setattr(made, str(fact), one)
    return made


def _class(name: str, of: type = object, made_of: Callable[[Any], bool] = bool) -> Any:
    module, _, path = name.partition(":")
    if module.partition(".")[0] not in OURS or not path.isidentifier():
        raise NotOurs(name)
    found = getattr(importlib.import_module(module), path, None)
    if not isinstance(found, type) or not issubclass(found, of) or not made_of(found):
        raise NotOurs(name)
    return found
